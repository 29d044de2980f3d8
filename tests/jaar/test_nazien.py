"""The judge of the year sees what it must see: each thing is broken by hand, and found."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import Session, select

from app.domain.berichttermen import BerichtStatus, Bezorguitkomst
from app.domain.bezorging import Uitslag
from app.domain.termijnen.regels import TermijnVoor
from app.models import Bericht, Casus, Termijn
from app.services.berichten import drop
from app.services.bezorging import begin_attempt, end_attempt
from app.services.contact import record_bounce
from bench.jaar.nazien import Datumboek, judge
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen


@pytest.fixture
def boek(sqlite_wereld: Wereld) -> Datumboek:
    """A melding with its promises noted."""
    sqlite_wereld.bedenktijd = timedelta(minutes=10)
    Stappen(sqlite_wereld).register()
    boek = Datumboek()
    with sqlite_wereld.database.read() as session:
        boek.note(session)
    return boek


def broken(wereld: Wereld, boek: Datumboek, aangenomen: Counter[UUID] | None = None) -> str:
    with wereld.database.read() as session:
        return "\n".join(judge(session, wereld.omgeving, aangenomen or Counter(), boek).gebroken)


def the_message(session: Session) -> Bericht:
    return session.exec(select(Bericht)).one()


def test_a_house_in_order_is_not_accused(sqlite_wereld: Wereld, boek: Datumboek) -> None:
    assert broken(sqlite_wereld, boek) == ""


def test_a_mail_that_arrived_twice_is_seen(sqlite_wereld: Wereld, boek: Datumboek) -> None:
    with sqlite_wereld.database.read() as session:
        id_ = the_message(session).id
    assert "2 keer aangenomen" in broken(sqlite_wereld, boek, Counter({id_: 2}))


def test_a_mail_that_arrived_and_would_go_again_is_seen(sqlite_wereld: Wereld, boek: Datumboek) -> None:
    with sqlite_wereld.database.read() as session:
        id_ = the_message(session).id
    assert "zou nog eens gaan" in broken(sqlite_wereld, boek, Counter({id_: 1}))


def test_a_message_that_waits_for_nothing_is_seen(sqlite_wereld: Wereld, boek: Datumboek) -> None:
    with sqlite_wereld.database.transaction() as session:
        session.execute(update(Bericht).values(versturen_na=None, wachtreden=None))
    assert "niemand weet waarop" in broken(sqlite_wereld, boek)


def test_a_message_that_lapsed_without_a_word_is_seen(sqlite_wereld: Wereld, boek: Datumboek) -> None:
    with sqlite_wereld.database.transaction() as session:
        waarden = {"status": BerichtStatus.VERVALLEN, "afgedaan_op": sqlite_wereld.now}
        session.execute(update(Bericht).values(versturen_na=None, wachtreden=None, **waarden))
    assert "vervallen zonder gebeurtenis" in broken(sqlite_wereld, boek)


@pytest.mark.parametrize("kwam_terug", [True, False])
def test_what_arrived_lapses_only_when_it_came_back(
    sqlite_wereld: Wereld, boek: Datumboek, kwam_terug: bool
) -> None:
    sqlite_wereld.later(minutes=11)
    with sqlite_wereld.werkplek(Stappen(sqlite_wereld).worker) as desk:
        bericht, casus = the_message(desk.session), desk.session.exec(select(Casus)).one()
        zending = begin_attempt(desk, bericht.id)
        assert zending is not None
        desk.session.flush()
        end_attempt(desk, zending.poging_id, Uitslag(Bezorguitkomst.VERSTUURD))
        assert record_bounce(desk, bericht.id) if kwam_terug else True
        drop(desk.later_than(casus), casus, bericht)
        id_ = bericht.id
    gevonden = broken(sqlite_wereld, boek, Counter({id_: 1}))
    assert ("gelukt, en toch niet verstuurd" in gevonden) is not kwam_terug


def test_a_date_that_moved_in_silence_is_seen(sqlite_wereld: Wereld, boek: Datumboek) -> None:
    with sqlite_wereld.database.transaction() as session:
        for termijn in session.exec(select(Termijn)):
            termijn.uiterlijk += timedelta(days=1)
    assert "zonder termijnwijziging" in broken(sqlite_wereld, boek)


def test_a_melding_without_a_date_for_its_melder_is_seen(sqlite_wereld: Wereld, boek: Datumboek) -> None:
    with sqlite_wereld.database.transaction() as session:
        session.execute(update(Termijn).values(voor=TermijnVoor.LOKET))
    assert "geen datum voor de melder" in broken(sqlite_wereld, boek)
