"""Samenloop as the API gives it: how likely, and per field how far it agrees; never a value."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from app.domain.samenloop import (
    Band,
    DecideSamenloop,
    Samenloopbesluit,
    SamenloopStatus,
    SplitSamenloop,
    Verwantschap,
    Zoekdoel,
)
from app.linkage.score import Besluit
from app.linkage.uitleg import Mate
from app.schemas.api.basis import Invoer, Lijst, PartijUit, RefUit, Tekst, Uitvoer


class ZoekSamenloopIn(Invoer):
    """An own casus, and why one asks."""

    casus: UUID = Field(description="een casus van de eigen organisatie")
    doel: Zoekdoel


class BewijsUit(Uitvoer):
    """One field: how far it agrees, in words."""

    veld: str
    niveau: Mate = Field(validation_alias="mate")
    zin: str


class KandidaatUit(Uitvoer):
    """A registration that may concern the same jeugdige."""

    kans: float = Field(description="0 tot 1")
    gewicht: float = Field(description="in bits; vanaf 4,25 een treffer")
    besluit: Besluit
    bewijs: list[BewijsUit]
    casus: RefUit | None = Field(description="alleen voor wie van deze casus mag weten")
    contact: PartijUit | None = Field(description="wie u kunt bellen; leeg als de plaats afgeschermd is")


class KandidaatLijst(Uitvoer):
    """Everything found, most likely first."""

    items: list[KandidaatUit]


class BesluitIn(Invoer):
    """What one side decides, and why; the words stay on that side."""

    uitkomst: Samenloopbesluit
    reden: Tekst
    procesregisseur: UUID | None = Field(None, description="medewerker; alleen bij koppelen")

    def to_command(self, samenloop_id: UUID) -> DecideSamenloop:
        """As the domain knows it."""
        return DecideSamenloop(
            samenloop_id=samenloop_id,
            uitkomst=self.uitkomst,
            reden=self.reden,
            procesregisseur_id=self.procesregisseur,
        )


class ToewijzingIn(Invoer):
    """Whose a later item is."""

    item: UUID = Field(description="een melding of bijdrage van na het samenvoegen")
    casus: UUID = Field(description="één van beide casussen")


class SplitsingIn(Invoer):
    """They were two after all."""

    reden: Tekst
    toewijzingen: list[ToewijzingIn] = Field(default=[], max_length=200)

    def to_command(self, samenloop_id: UUID) -> SplitSamenloop:
        """As the domain knows it."""
        toewijzingen = {een.item: een.casus for een in self.toewijzingen}
        return SplitSamenloop(samenloop_id=samenloop_id, reden=self.reden, toewijzingen=toewijzingen)


class ContactUit(Uitvoer):
    """Whom to phone about a side."""

    organisatie: PartijUit = Field(validation_alias="partij")
    telefoon: str | None
    email: str | None
    via_schakel: bool = Field(
        description="de plaats is afgeschermd: de landelijke schakel brengt u in contact"
    )


class KantUit(Uitvoer):
    """One side; the casus only for who may read it."""

    casus: RefUit | None
    contact: ContactUit


class SamenloopRijUit(Uitvoer):
    """One row: own casussen and how it stands."""

    id: UUID
    kenmerk: str
    status: SamenloopStatus
    uitkomst: Samenloopbesluit | None = Field(validation_alias="besluit")
    band: Band
    lijkt_op: Verwantschap = Field(validation_alias="verwantschap")
    kans: float
    gevonden_op: datetime
    uiterlijk: date | None
    te_laat: bool


class SamenloopUit(SamenloopRijUit):
    """One samenloop: levels per field, two contacts, and what was decided."""

    gewicht: float
    bewijs: list[BewijsUit]
    kanten: list[KantUit]
    beslist_op: datetime | None
    beslist_door: PartijUit | None
    reden: str | None = Field(description="alleen aan de kant die hem schreef")
    samengevoegd_in: str | None = Field(validation_alias="samen")
    mag_beslissen: bool
    mag_splitsen: bool


class SamenloopLijst(Lijst):
    items: list[SamenloopRijUit]
