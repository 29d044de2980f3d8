"""Each work list stands in the order of its own date, and every page goes on where the last one ended."""

import pytest

from app.domain.opdrachten import MelderGegevens
from app.domain.termijnen.belofte import Signaal
from app.queries.api_casussen import CasusFilter, list_casussen
from app.queries.api_meldingen import MeldingFilter, list_meldingen
from app.queries.api_termijnen import TermijnFilter, list_termijnen
from app.queries.werkbeelden import Lijst, Werkfilter
from app.queries.werklijst import list_work
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    return Stappen(sqlite_wereld)


def offer_three(stappen: Stappen) -> list[str]:
    """Three offers to OZJ, a day apart; the casus of the last one is the oldest."""
    nieuw = [stappen.register(melder=MelderGegevens(naam=f"Melder {n}")) for n in range(3)]
    aangeboden = []
    for geregistreerd in reversed(nieuw):
        (casus,) = geregistreerd.casussen
        stappen.offer("vws-ucz", "ozj", casus.id)
        aangeboden.append(casus.kenmerk)
        stappen.wereld.later(days=1)
    return aangeboden


def pages(stappen: Stappen, lijst: Lijst, limit: int) -> list[str]:
    gezien: list[str] = []
    na = None
    while True:
        with stappen.wereld.werkplek("ozj") as desk:
            bladzijde = list_work(desk, Werkfilter(lijst=lijst, na=na, limit=limit))
        gezien += [rij.kenmerk for rij in bladzijde.rijen]
        na = bladzijde.volgende
        if na is None:
            return gezien


@pytest.mark.parametrize("limit", [1, 2, 25])
def test_what_waits_for_our_answer_is_in_order_of_the_last_day_to_give_one(
    stappen: Stappen, limit: int
) -> None:
    assert pages(stappen, Lijst.AANVAARDEN, 25) == []
    aangeboden = offer_three(stappen)
    assert pages(stappen, Lijst.AANVAARDEN, limit) == aangeboden


def test_what_is_late_to_answer_is_narrowed_by_that_day_too(stappen: Stappen) -> None:
    aangeboden = offer_three(stappen)
    with stappen.wereld.werkplek("ozj") as desk:
        alles = list_work(desk, Werkfilter(lijst=Lijst.AANVAARDEN)).rijen
        eerste = min(rij.overdracht_uiterlijk for rij in alles if rij.overdracht_uiterlijk)
        laat = list_work(desk, Werkfilter(lijst=Lijst.AANVAARDEN, tot_en_met=eerste)).rijen
    assert [rij.kenmerk for rij in laat] == aangeboden[: len(laat)]
    assert len(laat) < len(alles)


def test_every_list_of_the_api_says_how_its_date_stands(stappen: Stappen) -> None:
    (casus,) = stappen.register().casussen
    stappen.offer("vws-ucz", "ozj", casus.id)
    stappen.wereld.later(days=2)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        (rij,) = list_casussen(desk, CasusFilter())
        assert rij.signaal is Signaal.NADERT
        assert rij.aanbod is not None
        assert rij.aanbod.signaal is Signaal.VANDAAG
        assert [m.signaal for m in list_meldingen(desk, MeldingFilter())] == [Signaal.NADERT]
        assert {t.beeld.signaal for t in list_termijnen(desk, TermijnFilter())} > {Signaal.NADERT}
    stappen.wereld.later(days=3)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert [rij.signaal for rij in list_casussen(desk, CasusFilter())] == [Signaal.TE_LAAT]
