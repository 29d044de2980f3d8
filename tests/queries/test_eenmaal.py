"""A statement that is composed once for a kind of desk carries nothing of the desk that asked first."""

import pytest

from app.queries.casusbeeld import load_casus
from app.queries.dossier import load_dossier
from app.queries.eenmaal import _kind_of
from app.queries.vandaag import today
from app.queries.werkbeelden import Lijst, Werkfilter
from app.queries.werklijst import list_work, overview
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen

BURO = ("vws-ucz", "igj")


@pytest.fixture
def eigen(wereld: Wereld) -> dict[str, str]:
    """One casus at each of two lokets whose desks are of one kind."""
    stappen = Stappen(wereld)
    kenmerken = {}
    for wie in BURO:
        nieuw = stappen.register(wie, loket=wie)
        kenmerken[wie] = nieuw.casussen[0].kenmerk
    return kenmerken


def test_the_same_statement_answers_each_desk_for_itself(wereld: Wereld, eigen: dict[str, str]) -> None:
    soorten = set()
    wereld.later(days=30)
    for wie in (*BURO, *BURO):
        with wereld.werkplek(wie) as desk:
            soorten.add(_kind_of(desk))
            assert {taak.kenmerk for taak in today(desk).taken if taak.kenmerk} == {eigen[wie]}
            assert [rij.kenmerk for rij in list_work(desk, Werkfilter(lijst=Lijst.ONS)).rijen] == [eigen[wie]]
            assert overview(desk).tellingen[Lijst.ONS] == 1
            casus = load_casus(desk, eigen[wie])
            assert load_dossier(desk.session, casus.id).casus.kenmerk == eigen[wie]
    assert len(soorten) == 1, "otherwise this test compares nothing"


def test_the_day_is_a_value_too(wereld: Wereld, eigen: dict[str, str]) -> None:
    with wereld.werkplek("igj") as desk:
        vroeg = [taak for taak in today(desk).taken if taak.kenmerk]
    wereld.later(days=30)
    with wereld.werkplek("igj") as desk:
        [laat] = [taak for taak in today(desk).taken if taak.kenmerk]
    assert vroeg == []
    assert laat.kenmerk == eigen["igj"]
    assert laat.ook, "a casus stands here once, with all that came due"
