"""The copy of the directory: right with the next request in any process, and never asked who may come in."""

from datetime import date
from uuid import UUID

import pytest
from sqlmodel import col, select
from uuid_utils.compat import uuid7

from app.db import Database
from app.models import AangewezenDag, Organisatie, Werkgebied
from app.queries.gids import Gids, open_gids
from tests.api.opdrachten import BASIS
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in
from tests.tellen import counted

VANDAAG = date(2026, 11, 3)


def gids_of(database: Database) -> Gids:
    with database.read() as session:
        return open_gids(session)


def change(wereld: Wereld, kenmerk: str, **anders: object) -> UUID:
    with wereld.database.transaction() as session:
        rij = session.exec(select(Organisatie).where(col(Organisatie.kenmerk) == kenmerk)).one()
        for naam, waarde in anders.items():
            setattr(rij, naam, waarde)
        return rij.id


def test_another_process_sees_a_change_with_its_next_session(wereld: Wereld) -> None:
    ander = Database(wereld.database.url)
    eerst = gids_of(ander)
    id_ = change(wereld, "ozj", korte_naam="Anders")
    assert eerst.name(id_).korte_naam != "Anders"
    assert gids_of(ander).name(id_).korte_naam == "Anders"
    ander.dispose()


def test_without_a_change_one_number_is_all_that_is_asked(wereld: Wereld) -> None:
    gids_of(wereld.database)
    with counted() as opdrachten:
        gids_of(wereld.database)
    assert len(opdrachten) == 1


@pytest.mark.parametrize("soort", ["werkgebied", "aangewezen dag"])
def test_every_table_it_copies_is_counted(wereld: Wereld, soort: str) -> None:
    eerst = gids_of(wereld.database)
    with wereld.database.transaction() as session:
        if soort == "werkgebied":
            igj = eerst.find("igj", "x").naam.id
            session.add(Werkgebied(id=uuid7(), organisatie_id=igj, gm_code="GM0193", van=VANDAAG))
        else:
            session.add(AangewezenDag(datum=date(2027, 5, 6), grond="KB", vastgelegd_op=wereld.now))
    assert gids_of(wereld.database).versie > eerst.versie


def test_what_is_rolled_back_is_never_copied(wereld: Wereld) -> None:
    id_ = gids_of(wereld.database).find("ozj", "x").naam.id
    with wereld.database.write() as session:
        session.exec(select(Organisatie).where(col(Organisatie.id) == id_)).one().korte_naam = "Bijna"
        session.flush()
        assert open_gids(session).name(id_).korte_naam == "Bijna"  # its own, and of nobody else
        assert gids_of(wereld.database).name(id_).korte_naam != "Bijna"
        session.rollback()
        assert open_gids(session).name(id_).korte_naam != "Bijna"
    change(wereld, "igj", korte_naam="Inspectie")
    assert gids_of(wereld.database).name(id_).korte_naam != "Bijna"


def test_a_blocked_organisatie_is_out_with_its_next_request_in_every_process(web: Web) -> None:
    systeem, mens = web.client("ozj"), log_in(web, web.wereld.actors["ozj"])
    assert systeem.get(f"{BASIS}/casussen").status_code == 200
    assert mens.get("/werkvoorraad").status_code == 200
    ander = Database(web.wereld.database.url)
    with ander.transaction() as session:
        rij = session.exec(select(Organisatie).where(col(Organisatie.kenmerk) == "ozj")).one()
        rij.toegang_geblokkeerd = True
    ander.dispose()
    assert systeem.get(f"{BASIS}/casussen").status_code == 401
    assert mens.get("/werkvoorraad").status_code == 303


def test_a_transaction_that_adds_a_party_reads_the_directory_once(sqlite_wereld: Wereld) -> None:
    with sqlite_wereld.database.write() as session:
        bron = session.exec(select(Organisatie).where(col(Organisatie.kenmerk) == "igj")).one()
        session.add(Organisatie(**(bron.model_dump() | {"id": uuid7(), "kenmerk": "nieuw"})))
        session.flush()
        assert open_gids(session).look_up("nieuw") is not None
        with counted() as opdrachten:
            open_gids(session)
        assert opdrachten == []
