"""Who reads which points, what counts as new, and what a digest says."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.dagbericht import (
    MEESTE_REGELS,
    Bezetting,
    Collegastand,
    Ontvanger,
    Punt,
    Puntsoort,
    compose_digest,
    first_day_not_near,
    is_escalated,
    mark_of,
)
from app.domain.termijnen.belofte import NADERT_WERKDAGEN, Signaal, signaal
from app.domain.termijnen.kalender import Kalender

KALENDER = Kalender()
RET, GEMEENTE, TWEE = UUID(int=100), UUID(int=200), UUID(int=2)
POSTVAK = Ontvanger(RET, is_organisatie=True)
P = Puntsoort


def collega(nummer: int, **anders: object) -> Collegastand:
    stand = Collegastand(
        id=UUID(int=nummer),
        naam=f"Collega {nummer}",
        organisatie_id=RET,
        in_keten=True,
        is_coordinator=False,
        is_secretaris=False,
        is_afwezig=False,
        vervanger_id=None,
    )
    return replace(stand, **anders)  # type: ignore[arg-type]  # tests name the fields


def bezetting(*collegas: Collegastand) -> Bezetting:
    return Bezetting({c.id: c for c in collegas})


WEG = collega(1, is_afwezig=True, vervanger_id=TWEE)


@pytest.mark.parametrize(
    ("behandelaar", "vervanger", "lezer", "namens"),
    [
        (collega(1), collega(2), Ontvanger(UUID(int=1)), None),
        (WEG, collega(2), Ontvanger(TWEE), "Collega 1"),
        (collega(1, is_afwezig=True), collega(2), POSTVAK, "Collega 1"),
        (WEG, collega(2, is_afwezig=True), POSTVAK, "Collega 1"),
        (WEG, collega(2, organisatie_id=GEMEENTE), POSTVAK, "Collega 1"),
        (collega(1, is_afwezig=True, vervanger_id=UUID(int=9)), collega(2), POSTVAK, "Collega 1"),
        (collega(1, organisatie_id=GEMEENTE), collega(2), POSTVAK, None),
    ],
)  # fmt: skip
def test_the_points_of_who_is_away_are_read_by_the_deputy_or_else_the_mailbox(
    behandelaar: Collegastand, vervanger: Collegastand, lezer: Ontvanger, namens: str | None
) -> None:
    assert bezetting(behandelaar, vervanger).readers(RET, UUID(int=1)) == (lezer, namens)


def test_work_of_nobody_is_read_in_the_mailbox() -> None:
    assert bezetting(collega(1)).readers(RET, None) == (POSTVAK, None)


@pytest.mark.parametrize(
    ("collegas", "leiding"),
    [
        ([collega(1, is_coordinator=True), collega(2)], {Ontvanger(UUID(int=1))}),
        ([collega(1), collega(2)], {Ontvanger(UUID(int=1)), Ontvanger(TWEE)}),
        ([replace(WEG, is_coordinator=True), collega(2)], {Ontvanger(TWEE)}),
        ([collega(1, is_coordinator=True, is_afwezig=True), collega(2)], {POSTVAK}),
        ([collega(1, in_keten=False)], {POSTVAK}),
        ([collega(1, organisatie_id=GEMEENTE, is_coordinator=True)], {POSTVAK}),
    ],
)  # fmt: skip
def test_the_coordinator_leads_else_everybody_else_the_mailbox(
    collegas: list[Collegastand], leiding: set[Ontvanger]
) -> None:
    assert bezetting(*collegas).leaders(RET) == leiding


def test_who_is_away_without_a_deputy_is_named_once() -> None:
    weg = collega(1, is_afwezig=True)
    vervangen = collega(2, is_afwezig=True, vervanger_id=UUID(int=3))
    buiten = collega(4, is_afwezig=True, in_keten=False)
    assert [c.id for c in bezetting(weg, vervangen, collega(3), buiten).missed()] == [weg.id]


def test_what_stays_late_for_three_werkdagen_goes_to_the_coordinator() -> None:
    woensdag = date(2026, 11, 4)
    assert not is_escalated(woensdag, date(2026, 11, 6), KALENDER)
    assert not is_escalated(woensdag, date(2026, 11, 8), KALENDER)
    assert is_escalated(woensdag, date(2026, 11, 9), KALENDER)


@pytest.mark.parametrize(
    "vandaag", [date(2026, 11, 3), date(2026, 11, 6), date(2026, 12, 24), date(2027, 3, 25)]
)
def test_the_first_day_that_is_not_near_is_the_first_in_time(vandaag: date) -> None:
    dag = first_day_not_near(vandaag, KALENDER, NADERT_WERKDAGEN)
    assert signaal(dag, vandaag, KALENDER) is Signaal.OP_TIJD
    assert signaal(date.fromordinal(dag.toordinal() - 1), vandaag, KALENDER) is Signaal.NADERT


def point(nummer: int, soort: Puntsoort = P.TE_LAAT, wat: str = "geef antwoord") -> Punt:
    return Punt(soort, UUID(int=nummer), f"C-2026-{nummer:06}", wat)


def test_a_digest_is_new_when_a_thing_comes_goes_or_changes_its_state() -> None:
    merk = mark_of([point(1), point(2)])
    assert mark_of([point(2), point(1), point(1)]) == merk
    assert mark_of([point(1, wat="geef antwoord, 4 werkdagen te laat"), point(2)]) == merk
    assert mark_of([point(1)]) != merk
    assert mark_of([point(1), point(2), point(3)]) != merk
    assert mark_of([point(1), point(2, P.VANDAAG)]) != merk


def test_a_digest_says_what_asks_for_attention_and_where_to_go() -> None:
    punten = [point(2, P.NADERT), point(1), Punt(P.AFWEZIG, UUID(int=3), "", "Collega 3 is er niet")]
    onderwerp, tekst = compose_digest(punten, date(2026, 11, 4), "https://houvast.example")
    assert onderwerp == "Houvast: 3 zaken vragen uw aandacht"
    assert "woensdag 4 november 2026" in tekst
    assert (
        "Te laat (1)\n- C-2026-000001: geef antwoord\n\nNadert (1)\n- C-2026-000002: geef antwoord" in tekst
    )
    assert "Niemand vervangt (1)\n- Collega 3 is er niet\n" in tekst
    assert "https://houvast.example/werkvoorraad" in tekst
    assert "https://houvast.example/dagbericht" in tekst
    assert compose_digest(punten[:1], date(2026, 11, 4), "x")[0] == "Houvast: 1 zaak vraagt uw aandacht"


def test_a_long_list_ends_with_a_number_and_a_colleague_stands_behind_a_line() -> None:
    punten = [point(n) for n in range(MEESTE_REGELS + 3)]
    _, tekst = compose_digest(punten, date(2026, 11, 4), "")
    assert "Te laat (13)" in tekst
    assert "- en nog 3" in tekst
    _, tekst = compose_digest([replace(point(1), bij="voor Jan")], date(2026, 11, 4), "")
    assert "- C-2026-000001: geef antwoord (voor Jan)" in tekst


def test_an_agenda_is_kept_by_its_secretaris_else_by_the_others_who_are_in_else_by_the_mailbox() -> None:
    een, twee = (collega(nummer, is_secretaris=True) for nummer in (5, 6))
    elders, weg = collega(7, is_secretaris=True, organisatie_id=GEMEENTE), replace(een, is_afwezig=True)
    assert bezetting(een, twee, elders).keepers(RET, een.id) == {Ontvanger(een.id)}
    assert bezetting(een, twee, elders).keepers(RET, None) == {Ontvanger(een.id), Ontvanger(twee.id)}
    assert bezetting(weg, twee, elders).keepers(RET, weg.id) == {Ontvanger(twee.id)}
    assert bezetting(weg, elders, collega(8)).keepers(RET, elders.id) == {POSTVAK}
