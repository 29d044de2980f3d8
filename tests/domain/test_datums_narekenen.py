"""Every rule from every day of 2024 to 2032, counted again by another hand.

The other hand knows no code of the house: its free days come from the library ``holidays`` and the shipped
list of decrees, it counts werkdagen in a sorted list and moves an end on by looking one up.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest

from app.domain.omgeving import Omgeving, local_date
from app.domain.termijnen.bereken import bereken, uiterste_verdaging
from app.domain.termijnen.regels import STANDAARDREGELBOEK, STANDAARDREGELS, Regel, Termijncode
from app.domain.termijnen.verdaging import standing
from app.referentie.lezer import aangewezen_dagen, standaardkalender

JAREN = range(2024, 2034)
EERSTE, LAATSTE = date(2024, 1, 1), date(2032, 12, 31)
KALENDER = standaardkalender()
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def days(van: date, tot: date) -> Iterator[date]:
    return (van + timedelta(days=n) for n in range((tot - van).days + 1))


def free() -> set[date]:
    """As the law names them; 5 May is a public holiday each year in the category optional."""
    nederland = holidays.NL(years=JAREN, language="nl", categories=("public", "optional"))
    return set(nederland) | {dag.datum for dag in aangewezen_dagen()}


VRIJ = free()
WERKDAGEN = [
    dag for dag in days(date(2024, 1, 1), date(2033, 12, 31)) if dag.weekday() < 5 and dag not in VRIJ
]


def nth_after(begin: date, n: int) -> date:
    return begin if n == 0 else WERKDAGEN[bisect_right(WERKDAGEN, begin) + n - 1]


def first_from(dag: date) -> date:
    return WERKDAGEN[bisect_left(WERKDAGEN, dag)]


def other_hand(regel: Regel, begin: date) -> date:
    """Norms end on a werkdag; a term of the law too, and holds two of them (Atw 1 and 2); spoed is today."""
    if regel.eenheid == "werkdagen":
        return nth_after(begin, regel.lengte)
    if regel.lengte == 0:
        return begin
    dagen = {"weken": 7, "kalenderdagen": 1}[regel.eenheid] * regel.lengte
    einde = first_from(begin + timedelta(days=dagen))
    return max(einde, nth_after(begin, 2)) if regel.artikel else einde


def other_limit(regel: Regel, begin: date) -> date:
    """Once more the length that the rule allows, from the end before it moved on."""
    if regel.eenheid == "werkdagen":
        return nth_after(begin, regel.lengte + regel.verdaging_lengte)
    return first_from(begin + timedelta(weeks=regel.lengte + regel.verdaging_lengte))


@pytest.mark.parametrize("regel", STANDAARDREGELS, ids=lambda regel: f"{regel.code}-{regel.variant}")
def test_every_rule_from_every_day_of_nine_years(regel: Regel) -> None:
    fout = []
    for begin in days(EERSTE, LAATSTE):
        berekend = bereken(regel, begin, KALENDER)
        grens = uiterste_verdaging(regel, berekend.uitleg, KALENDER)
        verwacht = other_hand(regel, begin)
        ver = other_limit(regel, begin) if regel.verdaging_lengte else verwacht
        if (berekend.uiterlijk, grens) != (verwacht, ver):
            fout.append((begin, berekend.uiterlijk, verwacht, grens, ver))
    assert fout == []


def test_counting_back_gives_the_same_number_of_werkdagen() -> None:
    for begin in days(EERSTE, date(2024, 12, 31)):
        for n in (1, 5, 20):
            assert KALENDER.aantal_werkdagen(begin, nth_after(begin, n)) == n


def test_the_other_hand_does_not_simply_agree() -> None:
    regel = STANDAARDREGELBOEK.regel(Termijncode.KLACHT_AFHANDELEN, EERSTE)
    assert other_hand(regel, date(2027, 3, 24)) == date(2027, 5, 10), "7 May 2027 is free by decree"
    assert date(2027, 5, 5) in VRIJ
    assert len(VRIJ) == len(JAREN) * 11 + 8, "nine days, two Sundays each year, and the decrees"


#: A minute before and after midnight in Amsterdam: winter, summer, both nights the clock moves, the year.
MIDDERNACHTEN = (
    (datetime(2026, 11, 3, 22, 59, tzinfo=UTC), datetime(2026, 11, 3, 23, 1, tzinfo=UTC)),
    (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), datetime(2026, 7, 1, 22, 1, tzinfo=UTC)),
    (datetime(2027, 3, 27, 22, 59, tzinfo=UTC), datetime(2027, 3, 27, 23, 1, tzinfo=UTC)),
    (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), datetime(2027, 3, 28, 22, 1, tzinfo=UTC)),
    (datetime(2026, 10, 24, 21, 59, tzinfo=UTC), datetime(2026, 10, 24, 22, 1, tzinfo=UTC)),
    (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), datetime(2026, 10, 25, 23, 1, tzinfo=UTC)),
    (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), datetime(2026, 12, 31, 23, 1, tzinfo=UTC)),
)


@pytest.mark.parametrize(("voor", "na"), MIDDERNACHTEN, ids=lambda moment: f"{moment:%m-%dT%H%M}")
def test_a_minute_around_midnight_in_amsterdam_is_another_day(voor: datetime, na: datetime) -> None:
    assert [m.astimezone(AMSTERDAM).strftime("%H:%M") for m in (voor, na)] == ["23:59", "00:01"]
    assert local_date(na) == local_date(voor) + timedelta(days=1)
    regel = STANDAARDREGELBOEK.regel(Termijncode.ONTVANGSTBEVESTIGING, local_date(voor))
    for moment in (voor, na):
        vandaag = Omgeving(moment, lambda: None, KALENDER, STANDAARDREGELBOEK).vandaag  # type: ignore[arg-type,return-value]  # no id is made
        assert bereken(regel, vandaag, KALENDER).uiterlijk == nth_after(vandaag, 3)


@pytest.mark.parametrize("uur", range(24))
def test_every_hour_of_the_nights_the_clock_moves_is_one_day(uur: int) -> None:
    for dag in (date(2027, 3, 28), date(2026, 10, 25)):
        moment = datetime(dag.year, dag.month, dag.day, uur, 30, tzinfo=AMSTERDAM)
        assert local_date(moment.astimezone(UTC)) == dag


def test_a_verdaging_over_the_end_of_a_year_skips_its_free_days() -> None:
    regel = STANDAARDREGELBOEK.regel(Termijncode.ANTWOORD_MELDER, EERSTE)
    begin = date(2025, 12, 11)
    stand = standing(regel, regel.voor, bereken(regel, begin, KALENDER).uitleg, KALENDER)
    # 25, 26 December, 1 January are free, and Friday 2 January 2026 by decree
    assert stand.uiterlijk == date(2026, 1, 7)
    assert stand.uiterste == nth_after(begin, 30) == date(2026, 1, 28)
