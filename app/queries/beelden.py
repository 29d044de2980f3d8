"""Beelden: what a page or an answer may show, as frozen values. Absent means: not for this actor."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.actor import OrganisatieSoort
from app.domain.termen import (
    Aard,
    CasusStatus,
    CasusUitkomst,
    Gericht,
    Grondslag,
    Kanaal,
    LoketUitkomst,
    MeldingStatus,
    OverdrachtStatus,
    Overslagreden,
    Relatie,
    Richting,
    Teruggaafreden,
    TerugkoppelingSoort,
    Uitzondering,
    Verblijf,
    Voorkeurskanaal,
    Wijze,
    WoonplaatsStatus,
)
from app.domain.termijnen.belofte import Signaal
from app.domain.termijnen.regels import Grondsoort, Termijncode, TermijnVoor
from app.domain.termijnen.wijziging import Wijziging
from app.domain.toegang import Recht
from app.queries.berichtbeelden import BerichtBeeld
from app.queries.inbrengbeelden import InbrengBeeld
from app.queries.veiligheidbeelden import Veiligheidbeeld, Wachtbeeld


@dataclass(frozen=True, slots=True)
class Partijnaam:
    """An organisatie as it is named."""

    id: UUID
    kenmerk: str
    naam: str
    korte_naam: str
    soort: OrganisatieSoort


@dataclass(frozen=True, slots=True)
class Gezinsbeeld:
    """Whether a sibling has a casus; who is named, also before acceptance: kenmerk, if ours or offered."""

    is_er: bool = False
    leden: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Persoonnaam:
    """A colleague as named."""

    id: UUID
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JeugdigeBeeld:
    """The young person; without the right DOSSIER only age and gemeente are filled."""

    volledige_naam: str | None = None
    voornamen: str | None = None
    roepnaam: str | None = None
    tussenvoegsel: str | None = None
    achternaam: str | None = None
    geboortedatum: date | None = None
    postcode: str | None = None
    huisnummer: str | None = None
    initialen: str | None = None
    leeftijd: int | None = None
    gemeente_code: str | None = None
    gemeente: str | None = None
    woonplaats_status: WoonplaatsStatus
    verblijf: Verblijf | None = None
    verblijf_gemeente: str | None = None
    afgeschermd: bool = False
    achttien_op: date | None = None
    toekomst_besproken_op: datetime | None = None
    toekomst: str | None = None


@dataclass(frozen=True, slots=True)
class MelderBeeld:
    """Who asked. ``contact`` says whether there is something to show on request."""

    naam: str | None
    anoniem: bool
    relatie: Relatie
    kanaal: Voorkeurskanaal
    veilig_bereiken: str | None
    heeft_contact: bool


@dataclass(frozen=True, slots=True)
class ContactBeeld:
    """How to reach a melder; shown on request, which is logged."""

    email: str | None
    telefoon: str | None
    adres: str | None
    veilig_bereiken: str | None
    afgeschermd: bool


@dataclass(frozen=True, slots=True)
class TermijnBeeld:
    """One promise with its reason."""

    id: UUID
    code: Termijncode
    naam: str
    voor: TermijnVoor
    uiterlijk: date
    #: How the date stands; None once it is kept or lapsed.
    signaal: Signaal | None
    wettelijk_uiterlijk: date | None
    begint_op: date
    verantwoordelijke: Partijnaam
    melding_id: UUID | None
    grondsoort: Grondsoort
    artikel: str | None
    uitleg: str
    #: How the date moved, oldest first.
    verzet: tuple[Wijziging, ...] = ()
    #: Whether the rule lets this kind of promise be put off at all.
    kan_later: bool = False


@dataclass(frozen=True, slots=True)
class TerugkoppelingBeeld:
    """What was told."""

    id: UUID
    melding_id: UUID
    aan: Gericht
    soort: TerugkoppelingSoort
    kanaal: Kanaal
    gedaan_op: date
    vastgelegd_op: datetime
    door: str
    bereikt: bool
    uitkomst: LoketUitkomst | None
    acties: tuple[str, ...]
    inhoud: str | None
    teruggenomen_op: datetime | None = None
    mag_terugnemen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeldingBeeld:
    """One question of a casus."""

    id: UUID
    kenmerk: str
    versie: int
    status: MeldingStatus
    loket: Partijnaam
    kanaal: Kanaal
    ontvangen_op: date
    extern_kenmerk: str | None
    aard: tuple[Aard, ...]
    formele_brief: bool
    spoed: bool
    veilig_thuis_op: datetime | None
    hulpvraag: str | None = None
    geholpen_met: str | None = None
    eerder_betrokken: str | None = None
    aanvulling: str | None = None
    #: What the melder said on the own page, newest first.
    inbreng: tuple[InbrengBeeld, ...] = ()
    melder: MelderBeeld | None = None
    antwoordplichten: tuple[tuple[Aard, Partijnaam], ...] = ()
    #: Kenmerken of the klachten in it, for who may know of them.
    klachten: tuple[str, ...] = ()
    terugkoppelingen: tuple[TerugkoppelingBeeld, ...] = ()
    mag_terugkoppelen: bool = False
    mag_afsluiten: bool = False
    mag_heropenen: bool = False
    mag_loket_inlichten: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdrachtBeeld:
    """An offer and how it ended; the words only for who may read them."""

    id: UUID
    van: Partijnaam
    naar: Partijnaam
    status: OverdrachtStatus
    richting: Richting
    grondslag: Grondslag
    overgeslagen: Overslagreden | None
    uiterlijk: date
    aangeboden_op: datetime
    beeindigd_op: datetime | None
    wijze: Wijze
    uitzondering: Uitzondering | None
    teruggaaf_reden: Teruggaafreden | None
    voorstel: Partijnaam | None = None
    aangeboden_door: str | None = None
    reden: str | None = None
    notitie: str | None = None
    nieuw_feit: str | None = None
    toelichting: str | None = None


@dataclass(frozen=True, slots=True)
class Schakelbeeld:
    """One owner in the chain, with the offers it made in vain."""

    organisatie: Partijnaam
    van: datetime
    tot: datetime | None
    behandelaar: Persoonnaam | None
    werkdagen: int
    uitkomst: str | None
    vergeefs: tuple[OverdrachtBeeld, ...]


@dataclass(frozen=True, slots=True)
class MeldingRef:
    """A melding as progress shows it."""

    id: UUID
    kenmerk: str
    status: MeldingStatus


@dataclass(frozen=True, slots=True)
class GebeurtenisBeeld:
    """One line of the history in words."""

    nummer: int
    op: datetime
    titel: str
    rest: str
    van_melder: bool


@dataclass(frozen=True, slots=True)
class Doorstuurrisico:
    """R012, R020: how often it moved, came back, and how many desks the melder has spoken."""

    overdrachten: int
    teruggaven: int
    verlopen: int
    loketten: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CasusBeeld:
    """Everything one actor may see of one casus."""

    id: UUID
    kenmerk: str
    versie: int
    status: CasusStatus
    uitkomst: CasusUitkomst | None
    spoed: bool
    rechten: frozenset[Recht]
    van_ons: bool
    behandelt_zelf: bool
    eigenaar: Partijnaam
    behandelaar: Persoonnaam | None
    sinds: datetime
    keten: tuple[Schakelbeeld, ...]
    overdracht: OverdrachtBeeld | None
    risico: Doorstuurrisico
    onderwerp: str | None = None
    jeugdige: JeugdigeBeeld | None = None
    meldingen: tuple[MeldingBeeld, ...] = ()
    termijnen: tuple[TermijnBeeld, ...] = ()
    berichten: tuple[BerichtBeeld, ...] = ()
    gezin: Gezinsbeeld = Gezinsbeeld()
    #: Offers to this organisatie that ended without acceptance: all that a returned link still sees.
    vergeefs: tuple[OverdrachtBeeld, ...] = ()
    #: Every offer whose end this actor may know, oldest first.
    overdrachten: tuple[OverdrachtBeeld, ...] = ()
    #: Every melding whose progress this actor may follow.
    gevolgd: tuple[MeldingRef, ...] = ()
    #: Who was phoned about danger, newest first; what the owner says the casus waits on.
    veiligheid: tuple[Veiligheidbeeld, ...] = ()
    wacht: Wachtbeeld | None = None
    #: For the advice on the route; what is shown of the place stands in ``jeugdige``.
    woonplaats: str | None = None
    #: Whether it may be known elsewhere, for who reads it; whether nobody of the owner can act today.
    heeft_samenloop: bool = False
    opgevangen: bool = False

    def mag(self, recht: str) -> bool:
        """Whether this right is there; for templates, by its value."""
        return Recht(recht) in self.rechten
