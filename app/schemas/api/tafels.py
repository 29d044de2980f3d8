"""Tafels over the API: the register, what stands on an agenda, and what was discussed."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from app.domain.opdrachten import JeugdigeGegevens
from app.domain.tafel import DescribeTafel, PutOnAgenda, RecordBespreking
from app.domain.tafeltermen import (
    Agenderingeinde,
    Agenderingsoort,
    Besprekinguitkomst,
    Gebiedsoort,
    Tafelgrond,
    Tafelsoort,
)
from app.schemas.api.basis import (
    Datum,
    Gemeentecode,
    Invoer,
    Kenmerk,
    Lijst,
    PartijUit,
    PersoonUit,
    Regel,
    Tekst,
    Uitvoer,
)
from app.schemas.sleutelbestand import SleutelsIn


class ContactIn(Invoer):
    """Whom to phone or mail."""

    naam: Regel
    telefoon: Regel | None = None
    email: Regel | None = None


class GebiedIn(Invoer):
    """``code``: JZ.. for a jeugdregio, GM.... for a gemeente, none for the whole country."""

    soort: Gebiedsoort
    code: Kenmerk | None = None


class TafelIn(Invoer):
    """A tafel of the own organisatie; ``tafelhouder`` is for the landelijke beheerder."""

    soort: Tafelsoort
    naam: Regel
    gebied: GebiedIn
    contact: ContactIn
    bewaartermijn_maanden: int = Field(ge=1, le=24)
    tafelhouder: Kenmerk | None = None
    secretaris: UUID | None = None
    grond: Tafelgrond | None = None
    grond_tekst: Tekst | None = Field(default=None, max_length=2000)

    def to_command(self, tafel_id: UUID | None = None) -> DescribeTafel:
        """As the domain knows it."""
        return DescribeTafel(
            tafel_id=tafel_id,
            soort=self.soort,
            naam=self.naam,
            gebied=self.gebied.soort,
            gebied_code=self.gebied.code,
            tafelhouder=self.tafelhouder,
            secretaris_id=self.secretaris,
            contact_naam=self.contact.naam,
            contact_telefoon=self.contact.telefoon,
            contact_email=self.contact.email,
            grond=self.grond,
            grond_tekst=self.grond_tekst,
            bewaartermijn_maanden=self.bewaartermijn_maanden,
        )


class PersoonIn(Invoer):
    """Who it is about; what is unknown is left out."""

    voornamen: Regel | None = None
    roepnaam: Regel | None = None
    tussenvoegsel: Regel | None = None
    achternaam: Regel | None = None
    geboortedatum: Datum | None = None
    postcode: Regel | None = None
    huisnummer: Regel | None = None
    woonplaats_gemeente: Gemeentecode | None = None
    afgeschermd: bool = False


class AgenderingIn(Invoer):
    """An own casus (id or kenmerk), a person, or keys only: a list as `houvast sleutels maken` writes it."""

    casus: Kenmerk | None = None
    persoon: PersoonIn | None = None
    sleutels: SleutelsIn | None = None
    reden: Tekst | None = Field(default=None, description="verplicht bij een casus of persoon")
    bespreken_op: Datum | None = None

    def to_command(self, tafel_id: UUID, casus_id: UUID | None) -> PutOnAgenda:
        """As the domain knows it."""
        persoon = JeugdigeGegevens(**self.persoon.model_dump()) if self.persoon else None
        return PutOnAgenda(
            tafel_id=tafel_id,
            casus_id=casus_id,
            persoon=None if casus_id else persoon,
            reden=self.reden or "",
            bespreken_op=self.bespreken_op,
        )


class BesprekingIn(Invoer):
    """One discussion with its outcome."""

    besproken_op: Datum
    uitkomst: Besprekinguitkomst
    verslag: Tekst
    volgende_op: Datum | None = None

    def to_command(self, agendering_id: UUID) -> RecordBespreking:
        """As the domain knows it."""
        return RecordBespreking(agendering_id=agendering_id, **self.model_dump())


class NietsIn(Invoer):
    """There is nothing to say."""


class ContactUit(Uitvoer):
    """Whom to phone or mail."""

    naam: str
    telefoon: str | None
    email: str | None


class GebiedUit(Uitvoer):
    """The area of a tafel."""

    soort: Gebiedsoort
    code: str | None
    naam: str


class TafelUit(Uitvoer):
    """One tafel of the register."""

    id: UUID
    kenmerk: str
    soort: Tafelsoort
    naam: str
    gebied: GebiedUit
    tafelhouder: PartijUit
    secretaris: PersoonUit | None
    contact: ContactUit
    grond: Tafelgrond | None
    grond_tekst: str | None
    bewaartermijn_maanden: int
    koppelt: bool = Field(description="zonder grond wordt er niet gekoppeld")
    beeindigd_op: date | None


class TafelLijst(Lijst):
    items: list[TafelUit]


class AgenderingRijUit(Uitvoer):
    """One row of an agenda; no name and no words."""

    id: UUID
    soort: Agenderingsoort
    wie: str = Field(description="kenmerk of initialen")
    bespreken_op: date | None
    geagendeerd_op: datetime
    door: PartijUit
    laatst_besproken: date | None
    verloopt_op: date
    beeindigd_op: datetime | None
    einde: Agenderingeinde | None


class BesprekingUit(Uitvoer):
    """One discussion; the report only for the tafel itself."""

    id: UUID
    besproken_op: date
    uitkomst: Besprekinguitkomst
    verslag: str | None


class AgenderingUit(AgenderingRijUit):
    """One agendering with its words, for who may read them."""

    tafel_kenmerk: str
    casus_kenmerk: str | None
    naam: str | None
    geboortedatum: date | None
    reden: str | None
    besprekingen: list[BesprekingUit]


class AgenderingLijst(Lijst):
    items: list[AgenderingRijUit]


class GedaanUit(Uitvoer):
    """What an act led to, without words: an answer that is given again must hold nothing to protect."""

    id: UUID
    aantal: int = 1


class AangemeldUit(GedaanUit):
    """A list of codes that was handed in; ``aantal`` is how many lines it has."""

    nieuw: int = Field(description="regels die nu op de agenda komen")
    bijgewerkt: int = Field(description="regels met een nummer dat er al stond, met nieuwe sleutels")
