"""Afstemmingen over the API: "bekend bij X, contact Y", and what each side writes down."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from app.domain.afstemming import CloseAfstemming, RecordAfstemming
from app.domain.tafeltermen import Afstemmingsstap, Afstemmingsuitkomst, Partijrol
from app.queries.afstemmingbeelden import AfstemmingBeeld
from app.schemas.api.basis import Datum, Invoer, Lijst, Regel, Tekst, Uitvoer
from app.schemas.api.tafels import ContactUit


class VastleggingIn(Invoer):
    """What one side writes down; what is left out stays as it was."""

    gesproken_op: Datum | None = None
    gesproken_met: Regel | None = None
    rol: Partijrol | None = None
    verwachting: Tekst | None = None
    belang: Tekst | None = None

    def to_command(self) -> RecordAfstemming:
        """As the domain knows it."""
        return RecordAfstemming(**self.model_dump())


class AfsluitingIn(Invoer):
    """How it ended."""

    uitkomst: Afstemmingsuitkomst
    toelichting: Tekst | None = None

    def to_command(self) -> CloseAfstemming:
        """As the domain knows it."""
        return CloseAfstemming(**self.model_dump())


class KantUit(Uitvoer):
    """The own side with its words; of the other side the day and the role."""

    gesproken_op: date | None
    rol: Partijrol | None
    gesproken_met: str | None
    verwachting: str | None
    belang: str | None


class AfstemmingUit(Uitvoer):
    """One hit, seen from one side."""

    id: UUID
    kenmerk: str
    eigen: str = Field(description="wat van ons het is: een kenmerk of initialen")
    bekend_bij: str
    contact: ContactUit
    misschien: bool = Field(description="niet zeker; alleen wie het meest weet ziet dit")
    gedeeld: bool
    gevonden_op: datetime
    uiterlijk: date
    te_laat: bool
    aan_zet: bool
    stap: Afstemmingsstap | None = Field(description="wat u nu moet doen; leeg als de ander aan zet is")
    wij: KantUit
    zij: KantUit
    uitkomst: Afstemmingsuitkomst | None
    afgesloten_op: datetime | None
    toelichting: str | None


class AfstemmingLijst(Lijst):
    items: list[AfstemmingUit]


class CijfersUit(Uitvoer):
    """How hits of the own tafels were followed up in a year."""

    jaar: int
    gevonden: int
    open: int
    te_laat: int
    met_contact: int
    afgesloten: int
    nooit_opgevolgd: int
    regie: int
    dagen_tot_contact: int | None
    dagen_tot_einde: int | None


def afstemming_out(beeld: AfstemmingBeeld) -> AfstemmingUit:
    """One hit as the API gives it."""
    return AfstemmingUit.model_validate(beeld)
