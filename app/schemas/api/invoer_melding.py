"""Input about meldingen and jeugdigen; each becomes one command."""

from datetime import date
from uuid import UUID

from pydantic import Field, StrictBool, field_validator, model_validator
from pydantic.alias_generators import to_camel

from app.domain import opdrachten as o
from app.domain import termen as t
from app.domain.klachttermen import Klachtvorm
from app.domain.termijnen.regels import GELDIG_VAN
from app.domain.vertellen import Terugneemreden
from app.queries.api_meldingen import Gezocht
from app.schemas.api.basis import Datum, Gemeentecode, Invoer, Kenmerk, Regel, Tekst, Trefwoord

TERUG = "De melder kwam terug."


class MelderIn(Invoer):
    """Who asks: anonymous, or at least a name."""

    anoniem: StrictBool = False
    naam: Regel | None = None
    relatie: t.Relatie = t.Relatie.OVERIG
    email: Regel | None = None
    telefoon: Regel | None = None
    adres: Tekst | None = None
    voorkeurskanaal: t.Voorkeurskanaal | None = None
    veilig_bereiken: Tekst | None = None
    afgeschermd: StrictBool = False

    def to_command(self) -> o.MelderGegevens:
        """As the domain knows it."""
        return o.MelderGegevens(**self.model_dump())


class PersoonIn(Invoer):
    """The young person; everything may be unknown."""

    voornamen: Regel | None = None
    roepnaam: Regel | None = None
    tussenvoegsel: Regel | None = None
    achternaam: Regel | None = None
    geboortedatum: Datum | None = None
    postcode: Regel | None = None
    huisnummer: Regel | None = None
    woonplaats_gemeente: Gemeentecode | None = None
    woonplaats_status: t.WoonplaatsStatus | None = None
    verblijf_gemeente: Gemeentecode | None = None
    verblijf: t.Verblijf | None = None
    afgeschermd: StrictBool = False

    def to_data(self) -> o.JeugdigeGegevens:
        """As the domain knows it."""
        return o.JeugdigeGegevens(**self.model_dump())

    def to_command(self, casus_id: UUID, versie: int | None) -> o.CorrectJeugdige:
        """Only the fields that were sent are written."""
        gewijzigd = frozenset(to_camel(veld) for veld in self.model_fields_set)
        return o.CorrectJeugdige(
            casus_id=casus_id, gegevens=self.to_data(), gewijzigd=gewijzigd, versie=versie
        )


class JeugdigeIn(PersoonIn):
    """A young person of a new melding; ``casus`` links to an open casus instead of making one."""

    casus: Kenmerk | None = None


class KlachtIn(Invoer):
    """The complaint in own words; ``organisatie``: about whom, when that is a party of the directory."""

    tekst: Tekst
    over: Tekst | None = None
    organisatie: Kenmerk | None = None
    vorm: Klachtvorm | None = None


class MeldingIn(Invoer):
    """A question comes in."""

    loket: Kenmerk | None = None
    kanaal: t.Kanaal = t.Kanaal.OVERIG
    ontvangen_op: Datum
    extern_kenmerk: Kenmerk | None = None
    aard: list[t.Aard] = Field(max_length=len(t.Aard))
    hulpvraag: Tekst | None = None
    geholpen_met: Tekst | None = None
    onderwerp: Regel | None = None
    spoed: StrictBool
    wettelijk_kader: list[t.WettelijkKader] = Field(default=[], max_length=10)
    eerder_betrokken: list[Trefwoord] = Field(default=[], max_length=50)
    themas: list[Trefwoord] = Field(default=[], max_length=50)
    formele_brief: StrictBool = False
    veilig_thuis_gebeld: StrictBool = False
    melder: MelderIn
    jeugdigen: list[JeugdigeIn] = Field(default=[], max_length=12)
    klacht: KlachtIn | None = None

    @field_validator("ontvangen_op")
    @classmethod
    def _since_the_law(cls, waarde: date) -> date:
        if waarde < GELDIG_VAN:
            raise ValueError("Zo oud is de keten niet. Kijk de datum na.")
        return waarde

    def to_command(self) -> o.RegisterMelding:
        """As the domain knows it."""
        return o.RegisterMelding(
            loket=self.loket,
            kanaal=self.kanaal,
            ontvangen_op=self.ontvangen_op,
            extern_kenmerk=self.extern_kenmerk,
            aard=frozenset(self.aard),
            hulpvraag=self.hulpvraag,
            geholpen_met=self.geholpen_met,
            onderwerp=self.onderwerp,
            spoed=self.spoed,
            wettelijk_kader=tuple(dict.fromkeys(self.wettelijk_kader)),
            eerder_betrokken=tuple(self.eerder_betrokken),
            themas=tuple(self.themas),
            formele_brief=self.formele_brief,
            veilig_thuis_gebeld=self.veilig_thuis_gebeld,
            melder=self.melder.to_command(),
            jeugdigen=tuple(jeugdige.to_data() for jeugdige in self.jeugdigen),
            klacht=o.KlachtGegevens(**self.klacht.model_dump()) if self.klacht else None,
        )


class MeldingWijziging(Invoer):
    """Corrections beside the words; ``hulpvraag`` is added, it never replaces what the melder wrote."""

    aanvulling: Tekst | None = None
    hulpvraag: Tekst | None = None
    extern_kenmerk: Kenmerk | None = None
    themas: list[Trefwoord] | None = Field(default=None, max_length=50)

    def to_command(self, melding_id: UUID, versie: int | None) -> o.CorrectMelding:
        """As the domain knows it."""
        woorden = [woord for woord in (self.aanvulling, self.hulpvraag) if woord]
        return o.CorrectMelding(
            melding_id=melding_id,
            aanvulling="\n".join(woorden) or None,
            extern_kenmerk=self.extern_kenmerk,
            themas=None if self.themas is None else tuple(self.themas),
            versie=versie,
        )


class ZoekIn(Invoer):
    """A search by person: in the body, never in an address."""

    achternaam: Regel | None = None
    voornamen: Regel | None = None
    geboortedatum: Datum | None = None
    limit: int = Field(default=25, ge=1, le=100)
    cursor: str | None = Field(default=None, max_length=500)

    @model_validator(mode="after")
    def _enough(self) -> "ZoekIn":
        if self.achternaam is None and self.geboortedatum is None:
            raise ValueError("Geef een achternaam of een geboortedatum.")
        return self

    def to_query(self) -> Gezocht:
        """What to compare."""
        return Gezocht(self.achternaam, self.voornamen, self.geboortedatum)


class TerugkoppelingIn(Invoer):
    """What was told. ``bereikt`` false is an attempt that reached nobody."""

    aan: t.Gericht
    soort: t.TerugkoppelingSoort | None = None
    kanaal: t.Kanaal
    inhoud: Tekst | None = None
    gedaan_op: Datum
    bereikt: StrictBool = True
    uitkomst: t.LoketUitkomst | None = None
    acties: list[t.Loketactie] = Field(default=[], max_length=len(t.Loketactie))
    geen_zorginhoud: StrictBool = False
    afspraak_op: Datum | None = None
    beantwoordt_inbreng: StrictBool = False

    @model_validator(mode="after")
    def _kind(self) -> "TerugkoppelingIn":
        if self.soort is None and self.aan is t.Gericht.MELDER:
            raise ValueError("Vul bij soort in wat u de melder vertelde.")
        return self

    def to_command(self, melding_id: UUID) -> o.RecordTerugkoppeling:
        """As the domain knows it; a report to a loket is a mededeling unless said otherwise."""
        velden = self.model_dump(exclude={"soort", "acties"})
        return o.RecordTerugkoppeling(
            melding_id=melding_id,
            soort=self.soort or t.TerugkoppelingSoort.MEDEDELING,
            acties=tuple(dict.fromkeys(self.acties)),
            **velden,
        )


class TerugneemIn(Invoer):
    """Why something recorded as told does not stand."""

    reden: Terugneemreden


class MeldingAfsluitingIn(Invoer):
    """How a melding ended."""

    uitkomst: t.MeldingUitkomst
    toelichting: Tekst | None = None


class HeropeningIn(Invoer):
    """The melder came back."""

    toelichting: Tekst = TERUG
