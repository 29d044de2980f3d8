"""Two sides at once, an overdracht during a merge, two who register one child: real threads, both engines."""

import pytest
from sqlmodel import select

from app.domain.errors import DomainError
from app.domain.samenloop import SamenloopStatus
from app.models import Overdracht, Samenloop
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen
from tests.services.test_gelijktijdig import at_once
from tests.services.test_samenloop_oordeel import decide, pairs

GEMEENTE = "gemeente-gm0193"


@pytest.fixture
def stappen(wereld: Wereld) -> Stappen:
    wereld.opent_samenlopen = True
    return Stappen(wereld)


def test_two_sides_that_confirm_at_once_join_once(stappen: Stappen) -> None:
    brief = stappen.register().casussen[0].id
    stappen.register(GEMEENTE)
    [samenloop] = pairs(stappen)
    at_once([lambda wie=wie: decide(stappen, wie, samenloop, "samenvoegen") for wie in ("vws-ucz", GEMEENTE)])  # type: ignore[misc]
    [na] = pairs(stappen)
    assert na.status is SamenloopStatus.BEVESTIGD
    assert stappen.casus(brief).samengevoegd_met_id == na.blijft_casus_id
    stappen.nothing_broken()


def test_an_offer_made_during_a_merge_is_refused_or_stops_the_merge(stappen: Stappen) -> None:
    brief = stappen.register().casussen[0].id
    stappen.register(GEMEENTE)
    [samenloop] = pairs(stappen)
    decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    stappen.wereld.later(minutes=5)
    uit = at_once(
        [
            lambda: decide(stappen, GEMEENTE, samenloop, "samenvoegen"),
            lambda: stappen.offer("vws-ucz", "ozj", brief),
        ]
    )
    gelukt = [een for een in uit if isinstance(een, Samenloop | Overdracht)]
    assert len(gelukt) == 1
    assert [een for een in uit if isinstance(een, DomainError)]
    stappen.nothing_broken()


def test_two_who_register_the_same_child_at_once_are_told_of_each_other(stappen: Stappen) -> None:
    at_once([lambda wie=wie: stappen.register(wie) for wie in ("vws-ucz", "igj", GEMEENTE)])  # type: ignore[misc]
    with stappen.wereld.database.read() as session:
        paren = session.exec(select(Samenloop)).all()
    assert len({frozenset((rij.ouder_casus_id, rij.jonger_casus_id)) for rij in paren}) == 3
    stappen.nothing_broken()
