"""A statement that is composed once for a kind of desk carries nothing of the desk that asked first."""

import pytest
from sqlalchemy import literal, select
from sqlalchemy.exc import StatementError

from app.queries.casusbeeld import load_casus
from app.queries.dossier import load_dossier
from app.queries.eenmaal import _kind_of, values
from app.queries.uitgeschreven import write_out
from app.queries.vandaag import today
from app.queries.werkbeelden import Lijst, Werkfilter
from app.queries.werklijst import _first_page, _query, list_work, overview
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


def test_written_out_a_statement_gives_the_very_same_rows(wereld: Wereld, eigen: dict[str, str]) -> None:
    ons = Werkfilter(lijst=Lijst.ONS)
    with wereld.werkplek("igj") as desk:
        [gewoon] = desk.session.execute(_query(desk, ons)).all()
        [geschreven] = desk.session.execute(_first_page(desk, ons), values(desk)).all()
    assert geschreven._asdict() == gewoon._asdict()
    assert geschreven.kenmerk == eigen["igj"]
    assert [type(waarde) for waarde in geschreven] == [type(waarde) for waarde in gewoon]


def test_a_constant_that_reads_as_a_blank_is_refused(wereld: Wereld) -> None:
    with wereld.werkplek("igj") as desk, pytest.raises(StatementError, match="'open'"):
        dialect = desk.session.get_bind().dialect.name
        desk.session.execute(write_out(select(literal("deur :open")), dialect), values(desk))
