"""When mail of every day may go, and which step of the ladder of an offer is due."""

from datetime import UTC, date, datetime

import pytest

from app.domain.aandringen import Aanbodklok, Trap, has_day_begun, step_due
from app.domain.termijnen.kalender import Kalender

KALENDER = Kalender({date(2026, 5, 4): "Stb. 2026, 1"})


def nov(dag: int) -> date:
    return date(2026, 11, dag)


#: Offered on Tuesday 3 November 2026, to be answered on Thursday.
KLOK = Aanbodklok(date(2026, 11, 3), date(2026, 11, 5), 1)


@pytest.mark.parametrize(
    ("moment", "begonnen"),
    [
        (datetime(2026, 11, 3, 5, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 3, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 7, 4, 59, tzinfo=UTC), False),
        (datetime(2026, 7, 7, 5, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 3, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 3, 23, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 7, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 8, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 25, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 5, 4, 9, 0, tzinfo=UTC), False),
    ],
)
def test_a_day_begins_at_seven_in_amsterdam_and_only_on_a_werkdag(moment: datetime, begonnen: bool) -> None:
    assert has_day_begun(moment, KALENDER) is begonnen


@pytest.mark.parametrize(
    ("klok", "vandaag", "stap"),
    [
        (KLOK, nov(3), None),
        (KLOK, nov(4), (Trap.HERINNERING, nov(4))),
        (KLOK, nov(5), (Trap.LAATSTE_DAG, nov(5))),
        (KLOK, nov(6), None),
        # in beoordeling: only the last day
        (Aanbodklok(nov(3), nov(10), 0), nov(6), None),
        (Aanbodklok(nov(3), nov(10), 0), nov(10), (Trap.LAATSTE_DAG, nov(10))),
        # a norm of one werkdag: reminder and last day are one
        (Aanbodklok(nov(3), nov(4), 1), nov(4), (Trap.LAATSTE_DAG, nov(4))),
        # a longer norm, and a worker that was away for two days: the step keeps its own day
        (Aanbodklok(nov(3), nov(10), 1), nov(6), (Trap.HERINNERING, nov(4))),
        # over a weekend
        (Aanbodklok(nov(6), nov(10), 1), nov(9), (Trap.HERINNERING, nov(9))),
    ],
)  # fmt: skip
def test_the_ladder_has_a_reminder_and_a_last_day(
    klok: Aanbodklok, vandaag: date, stap: tuple[Trap, date] | None
) -> None:
    assert step_due(klok, vandaag, KALENDER) == stap
