"""The clock is given: today is a day in the Netherlands, and time never runs back in a dossier."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from app.domain.omgeving import Omgeving, local_date
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import STANDAARDREGELBOEK


def at(*moment: int) -> Omgeving:
    return Omgeving(datetime(*moment, tzinfo=UTC), lambda: UUID(int=1), Kalender(), STANDAARDREGELBOEK)  # type: ignore[arg-type, misc]  # year to minute


@pytest.mark.parametrize(
    ("moment", "dag"),
    [
        ((2026, 11, 3, 9), date(2026, 11, 3)),
        ((2026, 11, 3, 23, 30), date(2026, 11, 4)),
        ((2026, 7, 3, 22, 30), date(2026, 7, 4)),
        ((2026, 11, 3, 22, 30), date(2026, 11, 3)),
    ],
)
def test_today_is_the_day_in_amsterdam(moment: tuple[int, ...], dag: date) -> None:
    assert at(*moment).vandaag == dag == local_date(at(*moment).now)


def test_the_clock_runs_strictly_after_what_was_recorded() -> None:
    nu = at(2026, 11, 3, 9)
    assert nu.after(nu.now - timedelta(seconds=1)) is nu
    for vastgelegd in (nu.now, nu.now + timedelta(hours=1)):
        assert nu.after(vastgelegd).now == vastgelegd + timedelta(microseconds=1)
