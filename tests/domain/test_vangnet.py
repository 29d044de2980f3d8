"""The table of the vangnet is whole; patience counts in werkdagen; a birthday is not told by a date."""

from datetime import date

import pytest

from app.domain.termijnen.kalender import Kalender
from app.domain.vangnet import VANGNET, Vangnetsoort, geduld_tot, is_bijna_achttien, rang_of, regel_of


def test_every_kind_has_one_row_with_words_an_owner_and_a_source() -> None:
    assert [regel.soort for regel in VANGNET] == list(Vangnetsoort)
    for regel in VANGNET:
        assert all((regel.wat, regel.controle, regel.doen, regel.oplosser, regel.weg_als, regel.bron))
        assert regel_of(regel.soort) is regel
    assert [rang_of(soort) for soort in Vangnetsoort] == list(range(len(VANGNET)))


@pytest.mark.parametrize(
    ("vandaag", "laatste"),
    [
        (date(2026, 11, 20), date(2026, 11, 17)),  # friday: tuesday is three werkdagen ago
        (date(2026, 11, 23), date(2026, 11, 18)),  # monday: the weekend does not count
        (date(2026, 12, 28), date(2026, 12, 22)),  # after Christmas and a weekend
    ],
)
def test_patience_lasts_two_werkdagen(vandaag: date, laatste: date) -> None:
    assert geduld_tot(vandaag, Kalender()) == laatste
    assert Kalender().aantal_werkdagen(laatste, vandaag) == 3


@pytest.mark.parametrize(
    ("achttien_op", "bijna"),
    [
        (date(2027, 5, 1), True),
        (date(2027, 5, 31), True),  # the whole month counts: the day it begins tells no birthday
        (date(2027, 6, 1), False),
        (date(2026, 11, 21), True),
        (date(2024, 1, 1), True),  # 18 and still no plan is not better
    ],
)
def test_almost_18_begins_with_the_month_half_a_year_before(achttien_op: date, bijna: bool) -> None:
    assert is_bijna_achttien(achttien_op, date(2026, 11, 20)) is bijna
