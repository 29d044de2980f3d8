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
from app.domain.tafeltermen import Partijrol
from app.linkage.score import Besluit
from app.linkage.uitleg import Mate
from app.queries.afstemmingbeelden import AfstemmingBeeld
from app.schemas.api.afstemmingen import AfstemmingUit, afstemming_out
from app.schemas.api.basis import Invoer, Kenmerk, Lijst, PartijUit, RefUit, Tekst, Uitvoer


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


class RolIn(Invoer):
    """What one party is for this jeugdige from now on."""

    organisatie: Kenmerk = Field(description="id of kenmerk van de organisatie, of van haar tafel")
    rol: Partijrol


class BesluitIn(Invoer):
    """What one side decides, and why; the words stay on that side.

    With a tafel: koppelen says too that both spoke, today where nobody wrote down when.
    """

    uitkomst: Samenloopbesluit
    reden: Tekst
    procesregisseur: UUID | None = Field(None, description="medewerker; alleen bij koppelen")
    rollen: list[RolIn] = Field(
        default=[], max_length=2, description="met een tafel: wat elke partij is; alleen bij koppelen"
    )

    def to_command(self, samenloop_id: UUID) -> DecideSamenloop:
        """As the domain knows it."""
        return DecideSamenloop(
            samenloop_id=samenloop_id,
            uitkomst=self.uitkomst,
            reden=self.reden,
            procesregisseur_id=self.procesregisseur,
            rollen=tuple((een.organisatie, een.rol) for een in self.rollen),
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
    """One row: how it stands. With a tafel nobody reads how far the two agree."""

    id: UUID
    kenmerk: str
    met_tafel: bool = False
    status: SamenloopStatus
    uitkomst: Samenloopbesluit | None = Field(validation_alias="besluit")
    band: Band
    lijkt_op: Verwantschap | None = Field(default=None, validation_alias="verwantschap")
    kans: float | None = None
    gevonden_op: datetime
    uiterlijk: date | None
    te_laat: bool


class SamenloopUit(SamenloopRijUit):
    """One samenloop: levels per field, two contacts, and what was decided.

    With a tafel that is ``afstemming``: at whom it is known and whom to phone, and no level.
    """

    gewicht: float | None = None
    bewijs: list[BewijsUit] = Field(default=[])
    kanten: list[KantUit] = Field(default=[])
    afstemming: AfstemmingUit | None = None
    beslist_op: datetime | None
    beslist_door: PartijUit | None
    reden: str | None = Field(description="alleen aan de kant die hem schreef")
    samengevoegd_in: str | None = Field(validation_alias="samen")
    mag_beslissen: bool
    mag_splitsen: bool


class SamenloopLijst(Lijst):
    items: list[SamenloopRijUit]


def with_tafel_out(beeld: AfstemmingBeeld, *, woorden: bool) -> SamenloopUit:
    """A hit as a samenloop; ``woorden``: with what is known at whom and what our side wrote down."""
    return SamenloopUit(
        id=beeld.id,
        kenmerk=beeld.kenmerk,
        met_tafel=True,
        status=beeld.status,
        uitkomst=beeld.besluit,
        band=beeld.band,
        gevonden_op=beeld.gevonden_op,
        uiterlijk=beeld.uiterlijk if beeld.uitkomst is None else None,
        te_laat=beeld.te_laat,
        afstemming=afstemming_out(beeld) if woorden else None,
        beslist_op=beeld.afgesloten_op,
        beslist_door=None,
        reden=beeld.toelichting if woorden else None,
        samengevoegd_in=None,
        mag_beslissen=beeld.uitkomst is None,
        mag_splitsen=False,
    )
