"""Samenloopbeelden: a samenloop as frozen values to show. What is absent is not for this actor."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.samenloop import (
    OPEN_SAMENLOOP,
    Band,
    Samenloopbesluit,
    SamenloopStatus,
    Verwantschap,
)
from app.linkage.uitleg import Uitspraak
from app.queries.beelden import JeugdigeBeeld, Partijnaam

#: Where a row stands in the list: to judge first, then by kenmerk.
Plaats = tuple[int, UUID]


@dataclass(frozen=True, slots=True)
class Samenloopfilter:
    """Which status (None: every one); ``na`` is the place of the last row before."""

    status: SamenloopStatus | None = None
    na: Plaats | None = None
    limit: int = 25


def rank_of(status: SamenloopStatus) -> int:
    """What must be judged comes first."""
    return 0 if status in OPEN_SAMENLOOP else 1


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to phone: the owner of a side, or the landelijke schakel for who is afgeschermd."""

    partij: Partijnaam
    telefoon: str | None
    email: str | None
    via_schakel: bool = False


@dataclass(frozen=True, slots=True)
class Casusverwijzing:
    """A casus by id and kenmerk."""

    id: UUID
    kenmerk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kantbeeld:
    """One side. ``casus`` and ``jeugdige`` only for who may read that casus; ``contact`` for both."""

    van_ons: bool
    contact: Contact
    casus: Casusverwijzing | None = None
    jeugdige: JeugdigeBeeld | None = None
    is_open: bool = True
    mag: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SamenloopRij:
    """One row of the list: the own casus, whom it may be known at, and how it stands.

    ``met_tafel``: the other side or ours is on an agenda; how far the two agree is then for nobody.
    """

    id: UUID
    kenmerk: str
    status: SamenloopStatus
    besluit: Samenloopbesluit | None
    band: Band
    verwantschap: Verwantschap | None
    kans: float | None
    gevonden_op: datetime
    uiterlijk: date | None
    te_laat: bool
    met_tafel: bool = False
    casussen: tuple[Casusverwijzing, ...]
    ander: Partijnaam | None

    @property
    def plaats(self) -> Plaats:
        """Where this row stands in the order."""
        return rank_of(self.status), self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class SamenloopBeeld:
    """One samenloop for one actor."""

    id: UUID
    kenmerk: str
    status: SamenloopStatus
    besluit: Samenloopbesluit | None
    band: Band
    verwantschap: Verwantschap
    kans: float
    gewicht: float
    bewijs: tuple[Uitspraak, ...]
    gevonden_op: datetime
    uiterlijk: date | None
    te_laat: bool
    kanten: tuple[Kantbeeld, Kantbeeld]
    beslist_op: datetime | None
    beslist_door: Partijnaam | None
    door_ons: bool
    reden: str | None
    procesregisseur: str | None
    mag_beslissen: bool
    mag_splitsen: bool
    #: One organisatie owns both: no other one has to be phoned.
    zelfde_eigenaar: bool
    #: Where both are now, once they were joined.
    samen: str | None

    @property
    def leest_beide(self) -> bool:
        """Whether values may stand side by side."""
        return all(kant.jeugdige is not None for kant in self.kanten)

    @property
    def beslist_alleen(self) -> bool:
        """Whether nobody else has to agree: this actor may decide for both sides."""
        return all(kant.mag for kant in self.kanten)

    @property
    def eigen(self) -> Kantbeeld | None:
        """The side of the actor, the older one of who has both; None for who no longer reads either."""
        return next((kant for kant in self.kanten if kant.casus is not None), None)

    @property
    def ander(self) -> Kantbeeld:
        """The other side."""
        return self.kanten[1] if self.kanten[0] is self.eigen else self.kanten[0]
