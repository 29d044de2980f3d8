"""What the API shows of casussen, meldingen, overdrachten and termijnen; null means: not for you."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field, field_validator

from app.domain import termen as t
from app.domain.termijnen.belofte import Signaal
from app.domain.termijnen.regels import Grondsoort, Termijncode, TermijnVoor
from app.domain.termijnen.wijziging import Verdagingsreden, Wijzigingsoort
from app.schemas.api.basis import PartijUit, PersoonUit, RefUit, Uitvoer


class WijzigingUit(Uitvoer):
    """One move of a date: put off, or moved by a decreed day."""

    soort: Wijzigingsoort
    van: date
    naar: date
    op: date
    redencode: Verdagingsreden | None = Field(validation_alias="reden")
    instemming_op: date | None
    dag: date | None


class TermijnUit(Uitvoer):
    """A promise with its date and its reason."""

    id: UUID
    code: Termijncode
    naam: str
    status: t.TermijnStatus = t.TermijnStatus.OPEN
    voor: TermijnVoor
    begint_op: date
    uiterlijk: date
    signaal: Signaal | None = Field(description="hoe de datum ervoor staat; null als het is afgedaan")
    wettelijk_uiterlijk: date | None
    wijzigingen: list[WijzigingUit] = Field(validation_alias="verzet")
    grond: Grondsoort = Field(validation_alias="grondsoort")
    artikel: str | None
    uitleg: str
    verantwoordelijke: PartijUit
    melding_id: UUID | None = None


class TermijnRijUit(TermijnUit):
    """The same in a list, with what it is about."""

    melding: RefUit | None = None
    casus: RefUit | None = None
    klacht: RefUit | None = None


class AntwoordplichtUit(Uitvoer):
    """Who must answer on what."""

    aard: t.Aard
    organisatie: PartijUit


class OverdrachtUit(Uitvoer):
    """An offer and how it ended."""

    id: UUID
    casus: RefUit | None = None
    van: PartijUit
    naar: PartijUit
    status: t.OverdrachtStatus
    richting: t.Richting
    grondslag: t.Grondslag
    overgeslagen: t.Overslagreden | None
    uiterlijk: date
    aangeboden_op: datetime
    beeindigd_op: datetime | None
    wijze: t.Wijze
    uitzondering: t.Uitzondering | None
    redencode: t.Teruggaafreden | None = Field(validation_alias="teruggaaf_reden")
    voorgestelde_ontvanger: PartijUit | None = Field(validation_alias="voorstel")
    reden: str | None
    notitie: str | None
    nieuw_feit: str | None
    toelichting: str | None


class EigenaarUit(Uitvoer):
    """Who owns the casus, and who in it handles it."""

    organisatie: PartijUit
    behandelaar: PersoonUit | None
    sinds: datetime | None = None


class SchakelUit(Uitvoer):
    """One owner in the chain."""

    organisatie: PartijUit
    van: datetime
    tot: datetime | None
    uitkomst: str | None
    werkdagen: int


class JeugdigeUit(Uitvoer):
    """The young person, as far as this actor may know."""

    voornamen: str | None
    roepnaam: str | None
    tussenvoegsel: str | None
    achternaam: str | None
    geboortedatum: date | None
    postcode: str | None
    huisnummer: str | None
    initialen: str | None
    leeftijd: int | None
    woonplaats_gemeente: str | None = None
    woonplaats_status: t.WoonplaatsStatus
    verblijf: t.Verblijf | None
    verblijf_gemeente: str | None
    afgeschermd: bool


class MelderUit(Uitvoer):
    """Who asked; how to reach them only with that right."""

    naam: str | None
    anoniem: bool
    relatie: t.Relatie
    voorkeurskanaal: t.Voorkeurskanaal = Field(validation_alias="kanaal")
    veilig_bereiken: str | None
    email: str | None = None
    telefoon: str | None = None
    adres: str | None = None


class MeldingInCasus(Uitvoer):
    """A melding of a casus; an earlier link sees kenmerk and status only."""

    id: UUID
    kenmerk: str
    status: t.MeldingStatus
    loket: PartijUit | None = None
    kanaal: t.Kanaal | None = None
    ontvangen_op: date | None = None
    extern_kenmerk: str | None = None
    aard: list[t.Aard] | None = None
    spoed: bool | None = None
    formele_brief: bool | None = None
    hulpvraag: str | None = None
    geholpen_met: str | None = None
    eerder_betrokken: list[str] | None = None
    aanvulling: str | None = None
    melder: MelderUit | None = None
    antwoordplichten: list[AntwoordplichtUit] = Field(default=[])

    @field_validator("eerder_betrokken", mode="before")
    @classmethod
    def _parts(cls, waarde: object) -> object:
        return waarde.split(", ") if isinstance(waarde, str) else waarde

    @field_validator("antwoordplichten", mode="before")
    @classmethod
    def _pairs(cls, waarde: object) -> object:
        if isinstance(waarde, tuple):
            return [{"aard": aard, "organisatie": partij} for aard, partij in waarde]
        return waarde


class MeldingUit(MeldingInCasus):
    """One melding with its casussen and promises."""

    geregistreerd_op: datetime
    gesloten_op: datetime | None
    uitkomst: t.MeldingUitkomst | None
    wettelijk_kader: list[str]
    themas: list[str]
    casussen: list[RefUit]
    termijnen: list[TermijnUit]
    volgende_termijn: TermijnUit | None
    versie: int


class CasusUit(Uitvoer):
    """One casus, for what the actor may see; after a returned offer only the first fields are filled."""

    id: UUID
    kenmerk: str
    status: t.CasusStatus
    uitkomst: t.CasusUitkomst | None
    spoed: bool
    onderwerp: str | None
    eigenaar: EigenaarUit | None
    meldingen: list[MeldingInCasus]
    antwoordplichten: list[AntwoordplichtUit]
    open_overdracht: OverdrachtUit | None
    volgende_termijn: TermijnUit | None
    termijnen: list[TermijnUit]
    keten: list[SchakelUit]
    overdrachten: list[OverdrachtUit]
    jeugdige: JeugdigeUit | None
    rechten: list[str]
    versie: int


class GeregistreerdUit(Uitvoer):
    """What came of a registration."""

    id: UUID
    kenmerk: str
    casussen: list[RefUit]
    termijnen: list[TermijnUit]
    samenlopen: list[RefUit] = Field(default=[])
    klachten: list[RefUit] = Field(default=[])


class EscalatieUit(Uitvoer):
    """A call for help."""

    id: UUID
    casus: RefUit
    redencode: t.Escalatiereden
    op: datetime


class AfsluitingUit(Uitvoer):
    """How far the closing is."""

    id: UUID
    kenmerk: str
    status: str
    uitkomst: str | None
