"""Dutch text of dates and numbers of days."""

from datetime import date

import pytest

from app.domain.datum import (
    dagen_tekst,
    dagnaam,
    datum_kort,
    datum_lang,
    datum_zonder_dag,
    latest_day,
    maanden_tekst,
    opsomming,
    weken_tekst,
    werkdagen_tekst,
)

VRIJDAG = date(2026, 11, 20)


def test_a_long_date_has_day_month_and_year() -> None:
    assert datum_lang(VRIJDAG) == "vrijdag 20 november 2026"


def test_a_short_date_has_two_letters_of_the_day_and_no_year() -> None:
    assert datum_kort(VRIJDAG) == "vr 20 november"


def test_a_date_nobody_acts_on_has_no_day_name() -> None:
    assert datum_zonder_dag(date(2026, 3, 1)) == "1 maart 2026"


def test_a_week_has_seven_names_that_start_on_monday() -> None:
    namen = [dagnaam(date(2026, 11, 16 + n)) for n in range(7)]
    verwacht = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
    assert " ".join(namen) == verwacht


def test_every_month_has_its_dutch_name() -> None:
    namen = [datum_zonder_dag(date(2026, maand, 9)).split()[1] for maand in range(1, 13)]
    assert " ".join(namen) == (
        "januari februari maart april mei juni juli augustus september oktober november december"
    )


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        (werkdagen_tekst(0), "0 werkdagen"),
        (werkdagen_tekst(1), "1 werkdag"),
        (werkdagen_tekst(3), "3 werkdagen"),
        (dagen_tekst(1), "1 dag"),
        (dagen_tekst(2), "2 dagen"),
        (weken_tekst(1), "1 week"),
        (weken_tekst(6), "6 weken"),
        (maanden_tekst(1), "1 maand"),
        (maanden_tekst(3), "3 maanden"),
    ],
)
def test_one_is_singular_and_anything_else_is_plural(tekst: str, verwacht: str) -> None:
    assert tekst == verwacht


@pytest.mark.parametrize(
    ("delen", "verwacht"),
    [((), ""), (("a",), "a"), (("a", "b"), "a en b"), (("a", "b", "c"), "a, b en c")],
)
def test_a_list_reads_as_dutch(delen: tuple[str, ...], verwacht: str) -> None:
    assert opsomming(delen) == verwacht


@pytest.mark.parametrize(
    ("tekst", "dag"),
    [
        ("U hoort uiterlijk vrijdag 20 november 2026 wat wij vinden.", date(2026, 11, 20)),
        ("U hoort uiterlijk 3 december 2026 weer iets van ons.", date(2026, 12, 3)),
        ("U zou uiterlijk 3 juni 2026 horen. U hoort nu uiterlijk op maandag 8 juni 2026.", date(2026, 6, 8)),
        ("Uw brief kwam op 3 december 2026 binnen.", None),
        ("Uiterlijk morgen. En uiterlijk 31 februari 2026.", None),
        ("", None),
        (None, None),
    ],
)
def test_the_last_day_that_a_letter_promises(tekst: str | None, dag: date | None) -> None:
    assert latest_day(tekst) == dag
