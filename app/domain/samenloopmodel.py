"""Samenloopmodel: what a model makes of the records it was learned on, and what approving it would change.

The bands are fixed: a treffer is at least 19 to 1 for, what is 19 to 1 against is not put forward
(design/linkage.md §2). A model moves pairs over those lines; nobody moves the lines.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.samenloop import Band

#: Fewer records than this teach a model little.
WEINIG = 1000


@dataclass(frozen=True, slots=True)
class Cijfers:
    """What a model makes of the records it was learned on.

    ``verwacht_onterecht`` is how many of the treffers it expects to be wrong itself; nobody labelled them.
    """

    registraties: int
    vergeleken: int
    treffers: int
    mogelijk: int
    verwacht_onterecht: float
    gezinnen: int
    meerlingen: int

    @property
    def verwacht_juist(self) -> int | None:
        """Of a hundred treffers so many are right, as the model expects; None where there are fewer."""
        return int(100 * (1 - self.verwacht_onterecht / self.treffers)) if self.treffers >= 100 else None

    @property
    def is_weinig(self) -> bool:
        """Whether it was learned on too few records to trust."""
        return self.registraties < WEINIG


class Zekerheid(StrEnum):
    """How sure a pair was when it was found, surest first; two steps within each band."""

    BIJNA_ZEKER = "bijna_zeker"
    ZEER_WAARSCHIJNLIJK = "zeer_waarschijnlijk"
    EERDER_WEL = "eerder_wel"
    EERDER_NIET = "eerder_niet"


#: From how many tenths of a bit on the surer step of a band begins: 99 to 1, and even.
GRENZEN: Mapping[Band, tuple[Zekerheid, int, Zekerheid]] = {
    Band.TREFFER: (Zekerheid.BIJNA_ZEKER, 66, Zekerheid.ZEER_WAARSCHIJNLIJK),
    Band.MOGELIJK: (Zekerheid.EERDER_WEL, 0, Zekerheid.EERDER_NIET),
}


@dataclass(slots=True)
class Bevinding:
    """How many pairs of one certainty wait, turned out to be one child, or two."""

    open: int = 0
    zelfde: int = 0
    ander: int = 0

    @property
    def beoordeeld(self) -> int:
        """What somebody judged."""
        return self.zelfde + self.ander


@dataclass(slots=True)
class Modelgevolg:
    """The open work, weighed by the model of today and by another one: how many go from where to where.

    ``None`` is not put forward at all. ``van``: how many are open; the oldest of them were looked at.
    """

    van: int = 0
    telling: Counter[tuple[Band | None, Band | None]] = field(default_factory=Counter)

    @property
    def bekeken(self) -> int:
        """How many were weighed."""
        return self.telling.total()

    @property
    def gelijk(self) -> int:
        """How many stay what they are."""
        return sum(aantal for (nu, straks), aantal in self.telling.items() if nu is straks)

    @property
    def verschillen(self) -> list[tuple[Band | None, Band | None, int]]:
        """What changes, the most first."""
        return [
            (nu, straks, aantal) for (nu, straks), aantal in self.telling.most_common() if nu is not straks
        ]


def certainty(band: Band, gewicht_tienden: int) -> Zekerheid:
    """Which step a weight is in."""
    zeker, vanaf, minder = GRENZEN[band]
    return zeker if gewicht_tienden >= vanaf else minder
