"""Levels and directions of the chain."""

from itertools import product

import pytest

from app.domain.actor import ROL_BIJ_SOORT
from app.domain.actor import OrganisatieSoort as Soort
from app.domain.keten.niveaus import NIVEAUS, REGIONALE_SOORTEN, niveau, richting, skipped_levels
from app.domain.termen import Richting

ORDE = (Soort.LOKET, Soort.OZJ, Soort.EXPERTISENETWERK, Soort.RET, Soort.GEMEENTE)


def test_the_levels_are_those_of_the_chain() -> None:
    assert [niveau(soort) for soort in ORDE] == [1, 2, 3, 4, 5]
    assert niveau(Soort.WIJKTEAM) == 5


@pytest.mark.parametrize("soort", sorted(set(Soort) - set(NIVEAUS)))
def test_other_parties_never_own(soort: Soort) -> None:
    assert niveau(soort) is None


@pytest.mark.parametrize(("van", "naar"), list(product(NIVEAUS, NIVEAUS)))
def test_the_direction_follows_the_levels(van: Soort, naar: Soort) -> None:
    verschil = NIVEAUS[naar] - NIVEAUS[van]
    verwacht = Richting.DOOR if verschil > 0 else Richting.OP if verschil < 0 else Richting.ZIJ
    assert richting(van, naar) is verwacht
    assert richting(naar, van) is {"door": Richting.OP, "op": Richting.DOOR, "zij": Richting.ZIJ}[verwacht]


@pytest.mark.parametrize(
    ("van", "naar", "over"),
    [
        (Soort.LOKET, Soort.OZJ, ()),
        (Soort.LOKET, Soort.RET, (2, 3)),
        (Soort.LOKET, Soort.WIJKTEAM, (2, 3, 4)),
        (Soort.RET, Soort.LOKET, ()),
        (Soort.GEMEENTE, Soort.WIJKTEAM, ()),
    ],
)
def test_only_going_down_skips(van: Soort, naar: Soort, over: tuple[int, ...]) -> None:
    assert skipped_levels(van, naar) == over


def test_every_party_with_a_level_has_a_role_for_its_people() -> None:
    assert ROL_BIJ_SOORT.keys() == NIVEAUS.keys()
    assert {Soort.RET, Soort.GEMEENTE, Soort.WIJKTEAM} == REGIONALE_SOORTEN
