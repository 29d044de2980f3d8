"""Whose turn it is to judge a samenloop (domain.md §1, §6)."""

import pytest

from app.domain.samenloop import Beurt, SamenloopStatus, turn_of

S, OUDER, JONGER = SamenloopStatus, Beurt.OUDER, Beurt.JONGER


@pytest.mark.parametrize(
    ("status", "door_ouder", "open_", "beurt"),
    [
        (S.TE_BEOORDELEN, None, "oj", OUDER),
        (S.TE_BEOORDELEN, None, "j", JONGER),
        (S.TE_BEOORDELEN, None, "o", OUDER),
        (S.TE_BEOORDELEN, None, "", None),
        (S.VOORGESTELD, True, "oj", JONGER),
        (S.VOORGESTELD, True, "o", OUDER),
        (S.VOORGESTELD, False, "oj", OUDER),
        (S.VOORGESTELD, False, "j", JONGER),
        (S.BEVESTIGD, True, "oj", None),
        (S.AFGEWEZEN, False, "oj", None),
    ],
)
def test_the_older_side_judges_until_it_proposed_and_the_other_where_a_casus_ended(
    status: SamenloopStatus, door_ouder: bool | None, open_: str, beurt: Beurt | None
) -> None:
    assert turn_of(status, door_ouder, ouder_open="o" in open_, jonger_open="j" in open_) is beurt
