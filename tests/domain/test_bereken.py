"""The last day of a term, and the explanation of that day."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.termijnen.belofte import Signaal, signaal, te_laat_tekst
from app.domain.termijnen.bereken import Berekening, bereken, uiterste_verdaging
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import (
    STANDAARDREGELBOEK,
    STANDAARDREGELS,
    Eenheid,
    Grondsoort,
    Regel,
    Termijncode,
    Variant,
)
from app.domain.termijnen.uitleg import Uitleg, als_zinnen

KALENDER = Kalender({date(2027, 5, 7): "Besluit", date(2026, 1, 2): "Besluit"}, "proef-1")
DAGEN = st.dates(date(2015, 1, 1), date(2060, 12, 31))
REGELS = st.sampled_from(STANDAARDREGELS)
WET = STANDAARDREGELBOEK.regel(Termijncode.KLACHT_AFHANDELEN, date(2026, 1, 1))
NORM = STANDAARDREGELBOEK.regel(Termijncode.TERUGKOPPELING_LOKET, date(2026, 1, 1))
DAG, WEEK, MAAND = Eenheid.KALENDERDAGEN, Eenheid.WEKEN, Eenheid.MAANDEN


def _regel(code: Termijncode, variant: Variant | None = None) -> Regel:
    return STANDAARDREGELBOEK.regel(code, date(2026, 1, 1), variant)


def _bereken(regel: Regel, begint_op: date) -> Berekening:
    return bereken(regel, begint_op, KALENDER)


@pytest.mark.parametrize(
    ("ontvangen", "variant", "ruw_einde", "uiterlijk"),
    [
        (date(2026, 11, 13), None, date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 11, 20), None, date(2027, 1, 1), date(2027, 1, 4)),
        (date(2027, 3, 16), None, date(2027, 4, 27), date(2027, 4, 28)),
        (date(2027, 3, 24), None, date(2027, 5, 5), date(2027, 5, 10)),
        (date(2027, 4, 5), None, date(2027, 5, 17), date(2027, 5, 18)),
        (date(2027, 3, 8), Variant.COMMISSIE, date(2027, 5, 17), date(2027, 5, 18)),
    ],
)
def test_a_klacht_ends_on_the_day_the_law_gives(
    ontvangen: date, variant: Variant | None, ruw_einde: date, uiterlijk: date
) -> None:
    berekening = _bereken(_regel(Termijncode.KLACHT_AFHANDELEN, variant), ontvangen)
    assert berekening.uiterlijk == berekening.uitleg.uiterlijk == uiterlijk
    assert berekening.uitleg.ruw_einde == ruw_einde


def test_without_the_decree_the_klacht_of_24_march_2027_ends_on_7_may() -> None:
    assert bereken(WET, date(2027, 3, 24), Kalender()).uiterlijk == date(2027, 5, 7)


@pytest.mark.parametrize(
    ("code", "variant", "begint_op", "uiterlijk"),
    [
        (Termijncode.ONTVANGSTBEVESTIGING, None, date(2026, 11, 16), date(2026, 11, 19)),
        (Termijncode.ONTVANGSTBEVESTIGING, None, date(2025, 12, 31), date(2026, 1, 7)),
        (Termijncode.ONTVANGSTBEVESTIGING, None, date(2026, 12, 31), date(2027, 1, 6)),
        (Termijncode.ONTVANGSTBEVESTIGING, None, date(2026, 12, 24), date(2026, 12, 30)),
        (Termijncode.ONTVANGSTBEVESTIGING, Variant.KLACHT, date(2026, 11, 20), date(2026, 11, 25)),
        (Termijncode.OVERDRACHT_AANVAARDEN, None, date(2026, 11, 20), date(2026, 11, 24)),
        (
            Termijncode.OVERDRACHT_AANVAARDEN,
            Variant.IN_BEOORDELING,
            date(2026, 11, 20),
            date(2026, 11, 27),
        ),
        (Termijncode.SPOED, None, date(2026, 11, 21), date(2026, 11, 21)),
        (Termijncode.TUSSENBERICHT, None, date(2026, 11, 12), date(2026, 12, 10)),
        (Termijncode.TERUGKOPPELING_LOKET, None, date(2027, 4, 7), date(2027, 5, 10)),
        (
            Termijncode.TERUGKOPPELING_LOKET,
            Variant.HERHALING,
            date(2026, 11, 6),
            date(2027, 1, 4),
        ),
    ],
)
def test_a_norm_ends_on_a_day_somebody_works_and_spoed_on_the_same_day(
    code: Termijncode, variant: Variant | None, begint_op: date, uiterlijk: date
) -> None:
    assert _bereken(_regel(code, variant), begint_op).uiterlijk == uiterlijk


@pytest.mark.parametrize(
    ("lengte", "eenheid", "begint_op", "uiterlijk"),
    [
        (3, DAG, date(2026, 11, 20), date(2026, 11, 24)),  # Sat, Sun, Mon: one working day
        (3, DAG, date(2027, 3, 25), date(2027, 3, 31)),  # Easter: moved on and still one too few
        (3, DAG, date(2026, 11, 16), date(2026, 11, 19)),  # enough working days: unchanged
        (2, DAG, date(2026, 11, 20), date(2026, 11, 23)),  # shorter than three days: art. 1 only
        (1, WEEK, date(2026, 12, 24), date(2026, 12, 31)),
        (1, MAAND, date(2026, 10, 31), date(2026, 11, 30)),
    ],
)
def test_a_legal_term_of_three_days_holds_two_working_days(
    lengte: int, eenheid: Eenheid, begint_op: date, uiterlijk: date
) -> None:
    regel = replace(WET, lengte=lengte, eenheid=eenheid)
    assert _bereken(regel, begint_op).uiterlijk == uiterlijk


def test_a_norm_of_three_days_is_not_extended_to_two_working_days() -> None:
    norm = replace(NORM, lengte=3, eenheid=DAG)
    assert _bereken(norm, date(2026, 11, 20)).uiterlijk == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("lengte", "eenheid", "begint_op", "ruw_einde", "uiterlijk"),
    [
        (90, DAG, date(2026, 11, 21), date(2027, 2, 19), date(2027, 2, 19)),
        (90, DAG, date(2026, 11, 22), date(2027, 2, 20), date(2027, 2, 22)),
        (91, DAG, date(2026, 11, 21), date(2027, 2, 20), date(2027, 2, 20)),
        (12, WEEK, date(2026, 11, 21), date(2027, 2, 13), date(2027, 2, 15)),
        (13, WEEK, date(2026, 11, 21), date(2027, 2, 20), date(2027, 2, 20)),
        (3, MAAND, date(2026, 11, 20), date(2027, 2, 20), date(2027, 2, 22)),
        (4, MAAND, date(2026, 11, 20), date(2027, 3, 20), date(2027, 3, 20)),
    ],
)
def test_a_longer_legal_term_is_outside_the_atw_and_does_not_move(
    lengte: int, eenheid: Eenheid, begint_op: date, ruw_einde: date, uiterlijk: date
) -> None:
    berekening = _bereken(replace(WET, lengte=lengte, eenheid=eenheid), begint_op)
    assert (berekening.uitleg.ruw_einde, berekening.uiterlijk) == (ruw_einde, uiterlijk)


def test_a_legal_term_in_werkdagen_already_ends_on_a_werkdag() -> None:
    regel = replace(WET, lengte=3, eenheid=Eenheid.WERKDAGEN)
    assert _bereken(regel, date(2026, 11, 20)).uiterlijk == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("begint_op", "maanden", "ruw_einde"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_of_a_shorter_month(
    begint_op: date, maanden: int, ruw_einde: date
) -> None:
    regel = replace(NORM, lengte=maanden, eenheid=MAAND)
    assert _bereken(regel, begint_op).uitleg.ruw_einde == ruw_einde


@pytest.mark.parametrize(
    ("regel", "begint_op", "uiterste"),
    [
        (WET, date(2026, 10, 1), date(2026, 12, 10)),
        (WET, date(2026, 10, 16), date(2026, 12, 28)),  # the extension ends on 1e Kerstdag
        (WET, date(2026, 11, 13), date(2027, 1, 22)),  # counted from 25, not from 28 December
        (_regel(Termijncode.BIJDRAGE), date(2026, 11, 16), date(2026, 11, 30)),
        (_regel(Termijncode.SPOED), date(2026, 11, 16), date(2026, 11, 16)),
        (_regel(Termijncode.OVERDRACHT_AANVAARDEN), date(2026, 11, 16), date(2026, 11, 18)),
    ],
)
def test_a_term_is_put_off_once_by_at_most_its_verdaging(
    regel: Regel, begint_op: date, uiterste: date
) -> None:
    uitleg = _bereken(regel, begint_op).uitleg
    assert uiterste_verdaging(regel, uitleg, KALENDER) == uiterste


def test_the_explanation_names_rule_calendar_and_the_days_that_moved_the_date() -> None:
    assert _bereken(WET, date(2026, 11, 13)).uitleg == Uitleg(
        code=Termijncode.KLACHT_AFHANDELEN,
        variant=Variant.STANDAARD,
        regelversie=1,
        kalenderversie="proef-1",
        begint_op=date(2026, 11, 13),
        lengte=6,
        eenheid=WEEK,
        ruw_einde=date(2026, 12, 25),
        uiterlijk=date(2026, 12, 28),
        overgeslagen=(
            (date(2026, 12, 25), "1e Kerstdag"),
            (date(2026, 12, 26), "2e Kerstdag"),
            (date(2026, 12, 27), "zondag"),
        ),
        grondsoort=Grondsoort.WET,
        artikel="Awb 9:11",
    )


@pytest.mark.parametrize(
    ("regel", "begint_op", "zinnen"),
    [
        (
            WET,
            date(2026, 11, 13),
            "Dit moet van de wet (Awb 9:11), en de termijn is 6 weken na vrijdag 13 november 2026; "
            "die dag zelf telt niet mee. Dat is vrijdag 25 december 2026 (1e Kerstdag), en op een "
            "vrije dag eindigt een termijn niet. De laatste dag is maandag 28 december 2026.",
        ),
        (
            NORM,
            date(2026, 11, 21),
            "De norm is 4 weken na zaterdag 21 november 2026; die dag zelf telt niet mee. Dat is "
            "zaterdag 19 december 2026, en in het weekend eindigt een termijn niet. "
            "De laatste dag is maandag 21 december 2026.",
        ),
        (
            NORM,
            date(2026, 11, 20),
            "De norm is 4 weken na vrijdag 20 november 2026; die dag zelf telt niet mee. "
            "De laatste dag is vrijdag 18 december 2026.",
        ),
        (
            replace(WET, lengte=3, eenheid=DAG),
            date(2026, 11, 20),
            "Dit moet van de wet (Awb 9:11), en de termijn is 3 dagen na vrijdag 20 november 2026; "
            "die dag zelf telt niet mee. In een termijn uit de wet zitten ten minste 2 werkdagen. "
            "De laatste dag is dinsdag 24 november 2026.",
        ),
        (
            _regel(Termijncode.ONTVANGSTBEVESTIGING),
            date(2026, 11, 16),
            "De norm is 3 werkdagen na maandag 16 november 2026; die dag zelf telt niet mee. "
            "De laatste dag is donderdag 19 november 2026.",
        ),
        (
            _regel(Termijncode.ONTVANGSTBEVESTIGING),
            date(2026, 12, 24),
            "De norm is 3 werkdagen na donderdag 24 december 2026; die dag zelf telt niet mee. "
            "Overgeslagen: 1 weekend, vrijdag 25 december 2026 (1e Kerstdag) en zaterdag "
            "26 december 2026 (2e Kerstdag). De laatste dag is woensdag 30 december 2026.",
        ),
        (
            _regel(Termijncode.TUSSENBERICHT),
            date(2026, 11, 12),
            "De norm is 20 werkdagen na donderdag 12 november 2026; die dag zelf telt niet mee. "
            "Overgeslagen: 4 weekenden. De laatste dag is donderdag 10 december 2026.",
        ),
        (
            replace(NORM, grondsoort=Grondsoort.AFSPRAAK, lengte=1, eenheid=MAAND),
            date(2026, 11, 16),
            "De afspraak is 1 maand na maandag 16 november 2026; die dag zelf telt niet mee. "
            "De laatste dag is woensdag 16 december 2026.",
        ),
        (
            _regel(Termijncode.SPOED),
            date(2026, 11, 21),
            "De norm is: dezelfde dag. De laatste dag is zaterdag 21 november 2026.",
        ),
    ],
)
def test_the_screen_tells_in_plain_dutch_why_it_is_this_date(
    regel: Regel, begint_op: date, zinnen: str
) -> None:
    assert als_zinnen(_bereken(regel, begint_op).uitleg) == zinnen


def test_an_explanation_that_is_no_explanation_is_refused() -> None:
    goed = _bereken(WET, date(2026, 11, 13)).uitleg.naar_json()
    with pytest.raises(ValueError, match="lijst"):
        Uitleg.uit_json({**goed, "overgeslagen": "geen"})
    with pytest.raises(ValueError, match="zesweken"):
        Uitleg.uit_json({**goed, "eenheid": "zesweken"})


@given(regel=REGELS, begint_op=DAGEN)
def test_an_explanation_survives_storage(regel: Regel, begint_op: date) -> None:
    uitleg = _bereken(regel, begint_op).uitleg
    assert Uitleg.uit_json(json.loads(json.dumps(uitleg.naar_json()))) == uitleg


@given(regel=REGELS, begint_op=DAGEN, later=DAGEN)
def test_a_later_receipt_never_gives_an_earlier_date(regel: Regel, begint_op: date, later: date) -> None:
    eerst, dan = sorted((begint_op, later))
    assert _bereken(regel, eerst).uiterlijk <= _bereken(regel, dan).uiterlijk


@given(regel=REGELS.filter(lambda regel: regel.lengte > 0), begint_op=DAGEN)
def test_every_shipped_rule_but_spoed_ends_on_a_werkdag(regel: Regel, begint_op: date) -> None:
    uitleg = _bereken(regel, begint_op).uitleg
    assert KALENDER.is_werkdag(uitleg.uiterlijk)
    assert begint_op < uitleg.ruw_einde <= uitleg.uiterlijk
    assert not any(KALENDER.is_werkdag(dag) for dag, _ in uitleg.overgeslagen)


@given(regel=REGELS.filter(lambda regel: regel.eenheid is Eenheid.WERKDAGEN), begint_op=DAGEN)
def test_a_term_in_werkdagen_holds_exactly_that_many(regel: Regel, begint_op: date) -> None:
    uitleg = _bereken(regel, begint_op).uitleg
    assert KALENDER.aantal_werkdagen(begint_op, uitleg.uiterlijk) == regel.lengte
    assert (uitleg.uiterlijk - begint_op).days == regel.lengte + len(uitleg.overgeslagen)


@given(lengte=st.integers(3, 90), begint_op=DAGEN)
def test_every_legal_term_of_three_to_ninety_days_holds_two_working_days(
    lengte: int, begint_op: date
) -> None:
    uiterlijk = _bereken(replace(WET, lengte=lengte, eenheid=DAG), begint_op).uiterlijk
    assert KALENDER.aantal_werkdagen(begint_op, uiterlijk) >= 2
    assert KALENDER.is_werkdag(uiterlijk)


@pytest.mark.parametrize(
    ("uiterlijk", "verwacht", "tekst"),
    [
        (date(2026, 11, 17), Signaal.TE_LAAT, "3 werkdagen te laat"),
        (date(2026, 11, 19), Signaal.TE_LAAT, "1 werkdag te laat"),
        (date(2026, 11, 20), Signaal.VANDAAG, "vandaag"),
        (date(2026, 11, 21), Signaal.NADERT, "nog 1 dag"),  # a Saturday, a promise made
        (date(2026, 11, 23), Signaal.NADERT, "nog 1 werkdag"),
        (date(2026, 11, 24), Signaal.NADERT, "nog 2 werkdagen"),
        (date(2026, 11, 25), Signaal.OP_TIJD, "nog 3 werkdagen"),
    ],
)
def test_a_promise_shows_how_it_stands_on_friday_20_november(
    uiterlijk: date, verwacht: Signaal, tekst: str
) -> None:
    vandaag = date(2026, 11, 20)
    assert signaal(uiterlijk, vandaag, KALENDER) is verwacht
    assert te_laat_tekst(uiterlijk, vandaag, KALENDER) == tekst


def test_in_the_weekend_a_promise_of_friday_is_late_by_days() -> None:
    zondag = date(2026, 11, 22)
    assert te_laat_tekst(date(2026, 11, 20), zondag, KALENDER) == "2 dagen te laat"
