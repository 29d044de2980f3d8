"""Niveaus: the levels of the chain and the direction between two parties (domain.md §3)."""

from enum import StrEnum

from app.domain.actor import OrganisatieSoort as Soort
from app.domain.termen import Richting

#: Level in the chain per kind of organisatie. Who is not here never owns a casus.
NIVEAUS: dict[Soort, int] = {
    Soort.LOKET: 1,
    Soort.OZJ: 2,
    Soort.EXPERTISENETWERK: 3,
    Soort.RET: 4,
    Soort.GEMEENTE: 5,
    Soort.WIJKTEAM: 5,
}

#: Kinds whose turn depends on the woonplaats: without one they cannot be offered anything.
REGIONALE_SOORTEN = frozenset({Soort.RET, Soort.GEMEENTE, Soort.WIJKTEAM})


class RouteVoorkeur(StrEnum):
    """What a loket wants proposed: the whole chain, or straight to the ret."""

    KETEN = "keten"
    KORTST = "kortst"


def niveau(soort: Soort) -> int | None:
    """The level 1–5, or None for a party that never owns."""
    return NIVEAUS.get(soort)


def richting(van: Soort, naar: Soort) -> Richting:
    """Direction of an overdracht; both must have a level."""
    verschil = NIVEAUS[naar] - NIVEAUS[van]
    if verschil == 0:
        return Richting.ZIJ
    return Richting.DOOR if verschil > 0 else Richting.OP


def skipped_levels(van: Soort, naar: Soort) -> tuple[int, ...]:
    """Levels passed over on the way down; empty for up, sideways or the next level."""
    return tuple(range(NIVEAUS[van] + 1, NIVEAUS[naar]))
