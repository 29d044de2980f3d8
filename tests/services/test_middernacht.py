"""An act at one minute to and past midnight in Amsterdam belongs to the day it was done there."""

from datetime import UTC, date, datetime

import pytest

from app.domain.errors import InvalidInputError
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    return Stappen(sqlite_wereld)


@pytest.mark.parametrize(
    ("moment", "dag", "aanbod", "bevestigen"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31), date(2027, 1, 5), date(2027, 1, 6)),
        (datetime(2026, 12, 31, 23, 1, tzinfo=UTC), date(2027, 1, 1), date(2027, 1, 5), date(2027, 1, 6)),
        (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), date(2027, 3, 28), date(2027, 3, 31), date(2027, 4, 1)),
        (datetime(2027, 3, 28, 22, 1, tzinfo=UTC), date(2027, 3, 29), date(2027, 3, 31), date(2027, 4, 1)),
        (datetime(2026, 11, 3, 22, 59, tzinfo=UTC), date(2026, 11, 3), date(2026, 11, 5), date(2026, 11, 6)),
        (datetime(2026, 11, 3, 23, 1, tzinfo=UTC), date(2026, 11, 4), date(2026, 11, 6), date(2026, 11, 9)),
    ],
)
def test_receipt_and_offer_count_from_the_day_in_amsterdam(
    stappen: Stappen, moment: datetime, dag: date, aanbod: date, bevestigen: date
) -> None:
    stappen.wereld.now = moment
    morgen = date.fromordinal(dag.toordinal() + 1)
    with pytest.raises(InvalidInputError):
        stappen.register(ontvangen_op=morgen)
    gemeld = stappen.register(ontvangen_op=dag)
    ontvangst = next(t for t in stappen.termijnen(gemeld.melding.id) if t.code == "ontvangstbevestiging")
    assert (ontvangst.begint_op, ontvangst.uiterlijk) == (dag, bevestigen)
    assert stappen.offer("vws-ucz", "ozj", gemeld.casussen[0].id).uiterlijk == aanbod
