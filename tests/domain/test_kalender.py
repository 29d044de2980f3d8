"""Which days are no werkdag, and counting in werkdagen."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.termijnen.kalender import Kalender, erkende_feestdagen

AANGEWEZEN = {date(2027, 5, 7): "Besluit", date(2026, 1, 2): "Besluit"}
KALENDER = Kalender(AANGEWEZEN, "proef-1")
DAGEN = st.dates(date(2015, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize("jaar", range(2024, 2033))
def test_the_feestdagen_are_those_of_the_holidays_library(jaar: int) -> None:
    categories = (holidays.PUBLIC, holidays.OPTIONAL)
    library = holidays.country_holidays("NL", years=jaar, language="nl", categories=categories)
    zondagen = {_pasen(jaar), _pasen(jaar) + timedelta(days=49)}
    assert set(erkende_feestdagen(jaar)) == set(library) - zondagen


def _pasen(jaar: int) -> date:
    [maandag] = [dag for dag, naam in erkende_feestdagen(jaar).items() if naam == "2e Paasdag"]
    return maandag - timedelta(days=1)


def test_the_feestdagen_of_2027_have_their_names_and_come_in_order() -> None:
    assert list(erkende_feestdagen(2027).items()) == [
        (date(2027, 1, 1), "Nieuwjaarsdag"),
        (date(2027, 3, 26), "Goede Vrijdag"),
        (date(2027, 3, 29), "2e Paasdag"),
        (date(2027, 4, 27), "Koningsdag"),
        (date(2027, 5, 5), "Bevrijdingsdag"),
        (date(2027, 5, 6), "Hemelvaartsdag"),
        (date(2027, 5, 17), "2e Pinksterdag"),
        (date(2027, 12, 25), "1e Kerstdag"),
        (date(2027, 12, 26), "2e Kerstdag"),
    ]


@pytest.mark.parametrize(("jaar", "dag"), [(2025, date(2025, 4, 26)), (2026, date(2026, 4, 27))])
def test_koningsdag_moves_to_saturday_when_the_27th_is_a_sunday(jaar: int, dag: date) -> None:
    assert erkende_feestdagen(jaar)[dag] == "Koningsdag"


@pytest.mark.parametrize(
    ("jaar", "maandag"),
    [(1954, date(1954, 4, 19)), (1981, date(1981, 4, 20)), (2038, date(2038, 4, 26))],
)
def test_easter_is_right_in_the_years_where_simple_formulas_fail(jaar: int, maandag: date) -> None:
    assert erkende_feestdagen(jaar)[maandag] == "2e Paasdag"


@pytest.mark.parametrize(
    ("dag", "reden"),
    [
        (date(2026, 11, 20), None),
        (date(2026, 11, 21), "zaterdag"),
        (date(2026, 11, 22), "zondag"),
        (date(2026, 12, 25), "1e Kerstdag"),
        (date(2026, 12, 26), "2e Kerstdag"),  # a Saturday: the feestdag says more
        (date(2027, 5, 5), "Bevrijdingsdag"),  # no lustrum, and still a feestdag
        (date(2027, 5, 7), "aangewezen dag"),
    ],
)
def test_a_free_day_says_why_it_is_free(dag: date, reden: str | None) -> None:
    assert KALENDER.reden_vrij(dag) == reden
    assert KALENDER.is_werkdag(dag) is (reden is None)


@pytest.mark.parametrize(
    ("start", "n", "einde"),
    [
        (date(2026, 11, 16), 0, date(2026, 11, 16)),
        (date(2026, 11, 16), 3, date(2026, 11, 19)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # received on a Saturday
        (date(2025, 12, 31), 1, date(2026, 1, 5)),  # New Year, a decreed Friday, a weekend
        (date(2026, 12, 24), 3, date(2026, 12, 30)),
        (date(2027, 5, 4), 1, date(2027, 5, 10)),  # 5, 6 and 7 May are free
    ],
)
def test_the_nth_werkdag_after_a_day(start: date, n: int, einde: date) -> None:
    assert KALENDER.werkdagen_erna(start, n) == einde


def test_werkdagen_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="vooruit"):
        KALENDER.werkdagen_erna(date(2026, 11, 16), -1)


def test_the_next_werkdag_of_a_werkdag_is_itself() -> None:
    assert KALENDER.eerstvolgende_werkdag(date(2026, 11, 20)) == date(2026, 11, 20)
    assert KALENDER.eerstvolgende_werkdag(date(2026, 12, 25)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("van", "tot", "aantal"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 22), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),
        (date(2026, 11, 23), date(2026, 11, 20), -1),
        (date(2025, 12, 31), date(2026, 1, 5), 1),
    ],
)
def test_werkdagen_between_two_days(van: date, tot: date, aantal: int) -> None:
    assert KALENDER.aantal_werkdagen(van, tot) == aantal


def test_a_calendar_without_decreed_days_says_so() -> None:
    assert Kalender().is_werkdag(date(2027, 5, 7))
    assert Kalender().versie == "zonder-aangewezen-dagen"


@given(van=DAGEN, dagen=st.integers(0, 900))
def test_the_quick_count_is_the_count_day_by_day(van: date, dagen: int) -> None:
    tot = van + timedelta(days=dagen)
    geteld = sum(KALENDER.is_werkdag(van + timedelta(days=n)) for n in range(1, dagen + 1))
    assert KALENDER.aantal_werkdagen(van, tot) == geteld
    assert KALENDER.aantal_werkdagen(tot, van) == -geteld
    assert len(list(KALENDER.vrije_dagen(van, tot))) == dagen - geteld


@given(start=DAGEN, n=st.integers(1, 60))
def test_counting_forward_and_counting_between_agree(start: date, n: int) -> None:
    einde = KALENDER.werkdagen_erna(start, n)
    assert KALENDER.is_werkdag(einde)
    assert KALENDER.aantal_werkdagen(start, einde) == n


@given(dag=DAGEN)
def test_the_next_werkdag_is_a_werkdag_and_skips_none(dag: date) -> None:
    werkdag = KALENDER.eerstvolgende_werkdag(dag)
    assert KALENDER.is_werkdag(werkdag)
    assert KALENDER.aantal_werkdagen(dag, werkdag) == (0 if werkdag == dag else 1)
