"""Opdrachten: what somebody wants, as immutable commands. Pages, API and import make the same ones.

A command is complete input: it is checked for shape by a schema before it is made, and judged by the
rules of the domain when it is carried out.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.domain.klachttermen import Klachtvorm
from app.domain.termen import (
    Aard,
    CasusUitkomst,
    Escalatiereden,
    Gericht,
    Grondslag,
    Kanaal,
    Loketactie,
    LoketUitkomst,
    MeldingUitkomst,
    Overslagreden,
    Relatie,
    Teruggaafreden,
    TerugkoppelingSoort,
    Uitzondering,
    Verblijf,
    Voorkeurskanaal,
    WettelijkKader,
    Wijze,
    WoonplaatsStatus,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MelderGegevens:
    """Who asks; only ``anoniem`` or a name is needed."""

    anoniem: bool = False
    naam: str | None = None
    relatie: Relatie = Relatie.OVERIG
    email: str | None = None
    telefoon: str | None = None
    adres: str | None = None
    voorkeurskanaal: Voorkeurskanaal | None = None
    veilig_bereiken: str | None = None
    afgeschermd: bool = False

    @property
    def kanaal(self) -> Voorkeurskanaal:
        """The channel to use: the wish of the melder, else what is known, else none."""
        if self.voorkeurskanaal is not None:
            return self.voorkeurskanaal
        bekend = (
            (self.email, Voorkeurskanaal.MAIL),
            (self.telefoon, Voorkeurskanaal.TELEFOON),
            (self.adres, Voorkeurskanaal.BRIEF),
        )
        return next((kanaal for waarde, kanaal in bekend if waarde), Voorkeurskanaal.GEEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class JeugdigeGegevens:
    """Who it is about; everything may be unknown. ``casus`` links to an open casus instead."""

    voornamen: str | None = None
    roepnaam: str | None = None
    tussenvoegsel: str | None = None
    achternaam: str | None = None
    geboortedatum: date | None = None
    postcode: str | None = None
    huisnummer: str | None = None
    woonplaats_gemeente: str | None = None
    woonplaats_status: WoonplaatsStatus | None = None
    verblijf_gemeente: str | None = None
    verblijf: Verblijf | None = None
    afgeschermd: bool = False
    casus: str | None = None

    @property
    def is_bekend(self) -> bool:
        """Whether anything that identifies is known."""
        return any((self.voornamen, self.roepnaam, self.achternaam, self.geboortedatum))

    @property
    def status(self) -> WoonplaatsStatus:
        """How sure the woonplaats is; without a gemeente it is unknown."""
        if self.woonplaats_gemeente is None:
            return WoonplaatsStatus.ONBEKEND
        gezegd = self.woonplaats_status
        if gezegd is None or gezegd is WoonplaatsStatus.ONBEKEND:
            return WoonplaatsStatus.VERMOEDELIJK
        return gezegd


@dataclass(frozen=True, slots=True, kw_only=True)
class KlachtGegevens:
    """The complaint in own words and, if said, about whom. ``vorm`` None: as the melding came in."""

    tekst: str
    over: str | None = None
    organisatie: str | None = None
    vorm: Klachtvorm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMelding:
    """A melding comes in. ``loket`` is the place of receipt (kenmerk or id)."""

    loket: str | None
    kanaal: Kanaal
    ontvangen_op: date
    aard: frozenset[Aard]
    melder: MelderGegevens
    spoed: bool
    hulpvraag: str | None = None
    geholpen_met: str | None = None
    onderwerp: str | None = None
    extern_kenmerk: str | None = None
    formele_brief: bool = False
    veilig_thuis_gebeld: bool = False
    wettelijk_kader: tuple[WettelijkKader, ...] = ()
    eerder_betrokken: tuple[str, ...] = ()
    themas: tuple[str, ...] = ()
    jeugdigen: tuple[JeugdigeGegevens, ...] = ()
    klacht: KlachtGegevens | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectMelding:
    """Corrections that stand beside the own words; None leaves a value as it is."""

    melding_id: UUID
    aanvulling: str | None = None
    extern_kenmerk: str | None = None
    themas: tuple[str, ...] | None = None
    versie: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectJeugdige:
    """Complete or correct the person and the woonplaats. Only ``gewijzigd`` fields are written."""

    casus_id: UUID
    gegevens: JeugdigeGegevens
    gewijzigd: frozenset[str]
    versie: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordToekomst:
    """What was agreed for the time after the 18th birthday."""

    casus_id: UUID
    afspraak: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mededeling:
    """How the melder is told about an overdracht; ``geen`` needs a coded exception (I6)."""

    wijze: Wijze
    uitzondering: Uitzondering | None = None
    tekst: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferOverdracht:
    """The owner offers the casus to another party."""

    casus_id: UUID
    naar_organisatie: str
    reden: str
    mededeling: Mededeling
    notitie: str | None = None
    overgeslagen: Overslagreden | None = None
    grondslag: Grondslag | None = None
    nieuw_feit: str | None = None
    te_tonen: frozenset[str] = field(default_factory=frozenset)
    versie: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptOverdracht:
    """The addressed party takes over; without a name the actor treats it. ``al_in_behandeling``: see §3."""

    overdracht_id: UUID
    behandelaar_id: UUID | None = None
    zonder_behandelaar: bool = False
    al_in_behandeling: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessOverdracht:
    """The addressed party takes the offer in beoordeling, once."""

    overdracht_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnOverdracht:
    """The addressed party gives the offer back with a coded reason."""

    overdracht_id: UUID
    redencode: Teruggaafreden
    toelichting: str | None = None
    voorgestelde_ontvanger: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawOverdracht:
    """The owner withdraws its offer."""

    overdracht_id: UUID
    toelichting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateCasus:
    """Owner or addressed party calls for help; nothing else changes."""

    casus_id: UUID
    redencode: Escalatiereden
    toelichting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignBehandelaar:
    """Take, give or release the casus inside the owning organisatie (None releases)."""

    casus_id: UUID
    medewerker_id: UUID | None
    versie: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTerugkoppeling:
    """What was told. ``bereikt`` false reached nobody; ``beantwoordt_inbreng``: it answers the own page."""

    melding_id: UUID
    aan: Gericht
    soort: TerugkoppelingSoort
    kanaal: Kanaal
    gedaan_op: date
    inhoud: str | None = None
    bereikt: bool = True
    uitkomst: LoketUitkomst | None = None
    acties: tuple[Loketactie, ...] = ()
    geen_zorginhoud: bool = False
    afspraak_op: date | None = None
    beantwoordt_inbreng: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectContact:
    """How a melder can be reached from now on: all of it, as it stands on the form."""

    melding_id: UUID
    email: str | None
    telefoon: str | None
    adres: str | None
    voorkeurskanaal: Voorkeurskanaal
    veilig_bereiken: str | None = None
    afgeschermd: bool = False
    versie: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBericht:
    """Other words for a message that waits; ``gelezen`` is the mark of the words that were changed."""

    bericht_id: UUID
    tekst: str
    gelezen: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMelding:
    """The antwoordplichtige closes a melding."""

    melding_id: UUID
    uitkomst: MeldingUitkomst
    toelichting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCasus:
    """The owner closes a casus."""

    casus_id: UUID
    uitkomst: CasusUitkomst
    toelichting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenMelding:
    """The melder comes back."""

    melding_id: UUID
    toelichting: str
