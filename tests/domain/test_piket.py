"""Piket: who answers now, until when, else from when on; hours that cannot be are refused."""

from dataclasses import replace
from datetime import datetime

import pytest

from app.domain.errors import InvalidInputError
from app.domain.omgeving import AMSTERDAM
from app.domain.piket import FEESTDAG, Dienst, Rooster, SetPiket, piket_now, refuse_impossible

KANTOOR = tuple(Dienst(dag, 8 * 60 + 30, 17 * 60) for dag in range(1, 6))
ROOSTER = Rooster("038 425 00 00", (*KANTOOR, Dienst(6, 600, 1440)))


def at(dag: int, uur: int, minuut: int = 0, maand: int = 11) -> datetime:
    return datetime(2026, maand, dag, uur, minuut, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("moment", "bemand", "grens"),
    [
        (at(20, 8, 30), True, at(20, 17)),  # Friday
        (at(20, 8, 29), False, at(20, 8, 30)),
        (at(20, 17), False, at(21, 10)),
        (at(21, 23, 59), True, at(22, 0)),  # Saturday until midnight
        (at(22, 12), False, at(23, 8, 30)),  # Sunday: Monday morning
        (
            at(25, 12, maand=12),
            False,
            at(28, 8, 30, maand=12),
        ),  # Christmas counts, no Friday
    ],
)
def test_somebody_answers_in_the_hours_and_else_it_says_from_when_on(
    moment: datetime, bemand: bool, grens: datetime
) -> None:
    stand = piket_now(ROOSTER, moment)
    assert (stand.bemand, stand.tot if bemand else stand.vanaf) == (bemand, grens)
    assert stand.telefoon == "038 425 00 00"


def test_hours_of_the_feestdagen_count_on_a_feestdag() -> None:
    rooster = replace(ROOSTER, diensten=(*ROOSTER.diensten, Dienst(FEESTDAG, 0, 1440)))
    assert piket_now(rooster, at(25, 12, maand=12)).tot == at(26, 0, maand=12)
    assert piket_now(rooster, at(26, 3, maand=12)).bemand


def test_without_a_piket_or_with_no_hours_ahead_nobody_answers() -> None:
    assert not piket_now(None, at(20, 12)).bemand
    leeg = piket_now(Rooster("112", ()), at(20, 12))
    assert (leeg.bemand, leeg.vanaf) == (False, None)


def test_the_night_that_the_clock_goes_back_has_its_hours_by_the_clock() -> None:
    nacht = Rooster("06", (Dienst(7, 0, 7 * 60),))
    assert piket_now(nacht, at(25, 2, 30, maand=10)).bemand
    assert not piket_now(nacht, at(25, 7, maand=10)).bemand


@pytest.mark.parametrize(
    ("telefoon", "diensten", "veld"),
    [
        ("06", (Dienst(1, 600, 500),), "tot.1"),
        ("06", (Dienst(1, 0, 1441),), "tot.1"),
        ("06", (Dienst(1, 0, 10), Dienst(1, 20, 30)), "diensten"),
        (None, (Dienst(1, 0, 10),), "telefoon"),
        ("06", (), "van.1"),
    ],
)
def test_hours_that_cannot_be_are_refused(
    telefoon: str | None, diensten: tuple[Dienst, ...], veld: str
) -> None:
    with pytest.raises(InvalidInputError) as fout:
        refuse_impossible(SetPiket("ret-jz07", telefoon, diensten))
    assert [f.veld for f in fout.value.fouten] == [veld]


def test_no_number_and_no_hours_is_no_piket() -> None:
    refuse_impossible(SetPiket("ret-jz07", None, ()))
