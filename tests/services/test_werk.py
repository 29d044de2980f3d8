"""What happens by itself: offers run out, and a blocked party keeps nothing waiting."""

from datetime import date, datetime
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from app.domain.actor import ActorSoort
from app.domain.omgeving import AMSTERDAM
from app.domain.opdrachten import (
    AcceptOverdracht,
    AssessOverdracht,
    Mededeling,
    OfferOverdracht,
)
from app.domain.termen import OverdrachtStatus, TermijnStatus, Wijze
from app.domain.termijnen.regels import Termijncode
from app.installatie import Installation
from app.kluis import KluisError
from app.models import Casus, Gebeurtenis, Organisatie, Overdracht, Termijn
from app.services.aanvaarding import accept_overdracht
from app.services.melding import register_melding
from app.services.overdracht import assess_overdracht, offer_overdracht
from app.settings import Settings
from app.worker import werk
from app.worker.actor import WORKER_ID
from app.worker.werk import Ronde, run_once, run_until
from tests.fixtures_app import Wereld, some_melding

#: The offer below is made on Tuesday 3 November 2026: it can be accepted up to and with Thursday.
DONDERDAG, VRIJDAG = date(2026, 11, 5), date(2026, 11, 6)


def at(dag: date, uur: int = 0, minuut: int = 5) -> datetime:
    return datetime(dag.year, dag.month, dag.day, uur, minuut, tzinfo=AMSTERDAM)


def installation(wereld: Wereld) -> Installation:
    settings = Settings(var=Path("ongebruikt"), database_url=wereld.database.url)
    return Installation(settings, wereld.database, wereld.kluis)


def offered(wereld: Wereld) -> UUID:
    with wereld.werkplek("vws-ucz") as desk:
        casus = register_melding(desk, some_melding()).casussen[0]
    wereld.later(minutes=5)
    with wereld.werkplek("vws-ucz") as desk:
        opdracht = OfferOverdracht(
            casus_id=casus.id,
            naar_organisatie="ozj",
            reden="Regio zoeken",
            mededeling=Mededeling(wijze=Wijze.MAIL),
        )
        return offer_overdracht(desk, opdracht).id


def status_of(wereld: Wereld, overdracht_id: UUID) -> OverdrachtStatus:
    with wereld.database.read() as session:
        return session.exec(select(Overdracht.status).where(Overdracht.id == overdracht_id)).one()


def test_an_offer_ends_on_the_day_after_its_last_day_and_the_sender_stays_owner(wereld: Wereld) -> None:
    overdracht_id = offered(wereld)
    assert run_once(installation(wereld), at(DONDERDAG, 23, 59)) == Ronde()
    assert run_once(installation(wereld), at(VRIJDAG)) == Ronde(verlopen=1)
    assert run_once(installation(wereld), at(VRIJDAG)) == Ronde()
    with wereld.database.read() as session:
        overdracht = session.exec(select(Overdracht)).one()
        assert overdracht.id == overdracht_id
        assert overdracht.status is OverdrachtStatus.VERLOPEN
        assert session.exec(select(Casus.eigenaar_id)).one() == overdracht.van_organisatie_id
        klok = session.exec(select(Termijn).where(Termijn.code == Termijncode.OVERDRACHT_AANVAARDEN)).one()
        assert klok.status is TermijnStatus.VERVALLEN
        laatste = session.exec(select(Gebeurtenis).order_by(col(Gebeurtenis.nummer).desc())).first()
        assert laatste is not None
        assert (laatste.actor_soort, laatste.actor_id) == (ActorSoort.WORKER, WORKER_ID)
        vangnet = session.exec(select(Organisatie.id).where(Organisatie.kenmerk == "ozj")).one()
        assert laatste.organisatie_id == vangnet


def test_an_offer_to_a_blocked_party_ends_at_once(wereld: Wereld) -> None:
    overdracht_id = offered(wereld)
    with wereld.database.transaction() as session:
        session.execute(
            update(Organisatie).where(col(Organisatie.kenmerk) == "ozj").values(toegang_geblokkeerd=True)
        )
    assert run_once(installation(wereld), wereld.now) == Ronde(verlopen=1)
    assert status_of(wereld, overdracht_id) is OverdrachtStatus.VERLOPEN


def test_until_the_worker_comes_an_acceptance_counts(wereld: Wereld) -> None:
    overdracht_id = offered(wereld)
    wereld.now = at(VRIJDAG, 0, 1)
    with wereld.werkplek("ozj") as desk:
        accept_overdracht(desk, AcceptOverdracht(overdracht_id=overdracht_id))
    assert run_once(installation(wereld), at(VRIJDAG)) == Ronde()
    assert status_of(wereld, overdracht_id) is OverdrachtStatus.AANVAARD


def test_what_was_just_taken_in_beoordeling_is_left_alone(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    overdracht_id = offered(wereld)
    wereld.now = at(VRIJDAG, 0, 1)
    with wereld.werkplek("ozj") as desk:
        assess_overdracht(desk, AssessOverdracht(overdracht_id=overdracht_id))
    echt, eerder = werk.overdue_offers, [[overdracht_id]]
    monkeypatch.setattr(werk, "overdue_offers", lambda *a: eerder.pop() if eerder else echt(*a))
    assert run_once(installation(wereld), at(VRIJDAG)) == Ronde()
    assert status_of(wereld, overdracht_id) is OverdrachtStatus.IN_BEOORDELING


def test_one_offer_that_fails_leaves_the_others_alone(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    goed, weg = offered(wereld), UUID(int=7)
    monkeypatch.setattr(werk, "overdue_offers", lambda *_: [weg, goed])
    assert run_once(installation(wereld), at(VRIJDAG)) == Ronde(verlopen=1, mislukt=1)
    assert status_of(wereld, goed) is OverdrachtStatus.VERLOPEN


def test_an_offer_whose_casus_cannot_be_opened_leaves_the_others_alone(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    goed, stuk = offered(wereld), UUID(int=7)
    echt = werk._expire

    def expire(huis: Installation, overdracht_id: UUID, now: datetime) -> bool:
        if overdracht_id == stuk:
            raise KluisError("de sleutel past niet")
        return echt(huis, overdracht_id, now)

    monkeypatch.setattr(werk, "overdue_offers", lambda *_: [stuk, goed])
    monkeypatch.setattr(werk, "_expire", expire)
    assert run_once(installation(wereld), at(VRIJDAG)) == Ronde(verlopen=1, mislukt=1)
    assert status_of(wereld, goed) is OverdrachtStatus.VERLOPEN


def test_the_worker_stops_when_it_is_told_to(sqlite_wereld: Wereld) -> None:
    stop = Event()
    draad = Thread(target=run_until, args=(installation(sqlite_wereld), stop, 0.01))
    draad.start()
    stop.set()
    draad.join(timeout=10)
    assert not draad.is_alive()


def test_no_error_ends_the_worker(sqlite_wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, fouten = Event(), [RuntimeError("iets"), OSError("weg")]

    def fail(*_: object) -> Ronde:
        if fouten:
            raise fouten.pop()
        stop.set()
        return Ronde()

    monkeypatch.setattr(werk, "run_once", fail)
    run_until(installation(sqlite_wereld), stop, 0.01)
    assert fouten == []
