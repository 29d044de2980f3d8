"""One round of the worker: its steps share one clock, and the word to stop breaks it off."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Event
from types import ModuleType, SimpleNamespace
from uuid import UUID

import pytest
from sqlmodel import select

from app.domain.berichttermen import BerichtStatus, Bezorguitkomst
from app.installatie import Installation
from app.models import Bericht, Bezorgpoging, Hartslag
from app.queries.intern.hartslag import NAZIEN, WERK
from app.worker import dagbericht, toegangscodes, werk
from app.worker.bezorging import mailer_of
from app.worker.ronde import Werkronde
from app.worker.werk import Ronde, run_once
from tests.fixtures_app import Wereld
from tests.services.postkantoor import Postkantoor, open_postkantoor
from tests.services.stappen import Stappen
from tests.services.test_bezorging import BEDENKTIJD, installation


@pytest.fixture
def post() -> Iterator[Postkantoor]:
    with open_postkantoor() as kantoor:
        yield kantoor


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    sqlite_wereld.bedenktijd = BEDENKTIJD
    return Stappen(sqlite_wereld)


def test_a_later_step_knows_how_long_the_earlier_ones_took(
    stappen: Stappen, post: Postkantoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its lease would count from a moment that has passed."""
    stappen.register()
    begin = stappen.wereld.now + timedelta(minutes=11)
    verstreken = [0.0]

    def expire(_huis: Installation, _id: UUID, _now: datetime) -> bool:
        verstreken[0] += 60
        return True

    monkeypatch.setattr("app.worker.ronde.time", SimpleNamespace(monotonic=lambda: verstreken[0]))
    monkeypatch.setattr(werk, "overdue_offers", lambda *_: [UUID(int=7), UUID(int=8)])
    monkeypatch.setattr(werk, "_expire", expire)
    assert run_once(installation(stappen.wereld, post.url), begin).verstuurd == 1
    with stappen.wereld.database.read() as session:
        assert session.exec(select(Bezorgpoging.begonnen_op)).one() == begin + timedelta(minutes=2)


def test_the_word_to_stop_finishes_the_mail_in_hand_and_begins_nothing_new(
    stappen: Stappen, post: Postkantoor
) -> None:
    for _ in range(4):
        stappen.register()
    stappen.wereld.later(minutes=11)
    huis, stop = installation(stappen.wereld, post.url), Event()
    post.na_inhoud = lambda _: stop.set()
    assert run_once(huis, stappen.wereld.now, stop) == Ronde(verstuurd=1)
    assert len(post.mails) == 1
    with stappen.wereld.database.read() as session:
        assert sorted(session.exec(select(Bericht.status))) == [
            *[BerichtStatus.TE_VERSTUREN] * 3,
            BerichtStatus.VERSTUURD,
        ]
        assert session.exec(select(Bezorgpoging.uitkomst)).all() == [Bezorguitkomst.VERSTUURD]
        tekens = session.exec(select(Hartslag.onderdeel)).all()
    assert WERK in tekens
    assert NAZIEN not in tekens
    assert run_once(huis, stappen.wereld.now) == Ronde(verstuurd=3)
    assert len(set(post.nummers)) == len(post.mails) == 4
    stappen.nothing_broken()


@pytest.mark.parametrize(
    "lus",
    [
        (toegangscodes, "due_codes", toegangscodes.send_codes),
        (dagbericht, "due_digests", dagbericht.send_digests),
    ],
    ids=["codes", "digests"],
)
def test_codes_and_digests_stop_too(
    stappen: Stappen,
    post: Postkantoor,
    monkeypatch: pytest.MonkeyPatch,
    lus: tuple[ModuleType, str, Callable[..., object]],
) -> None:
    module, due, send_all = lus
    stappen.wereld.later(days=1)
    huis = installation(stappen.wereld, post.url)
    ronde, begonnen = Werkronde(lambda: stappen.wereld.now), list[UUID]()

    def send(_huis: object, _mailer: object, id_: UUID, _klok: object) -> Bezorguitkomst:
        begonnen.append(id_)
        ronde.stop.set()
        return Bezorguitkomst.VERSTUURD

    monkeypatch.setattr(module, due, lambda *_: [UUID(int=1), UUID(int=2)])
    monkeypatch.setattr(module, "_send", send)
    send_all(huis, mailer_of(huis.settings), ronde)
    assert begonnen == [UUID(int=1)]


def test_no_digests_are_made_once_the_worker_must_stop(stappen: Stappen, post: Postkantoor) -> None:
    stappen.wereld.later(days=1)
    huis, stop = installation(stappen.wereld, post.url), Event()
    stop.set()
    run_once(huis, stappen.wereld.now, stop)
    with stappen.wereld.database.read() as session:
        assert session.exec(select(Hartslag.onderdeel)).all() == [WERK]


def test_an_offer_that_runs_out_is_finished_and_the_next_waits(
    stappen: Stappen, post: Postkantoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = Event()

    def expire(_huis: Installation, _id: UUID, _now: datetime) -> bool:
        stop.set()
        return True

    monkeypatch.setattr(werk, "overdue_offers", lambda *_: [UUID(int=7), UUID(int=8)])
    monkeypatch.setattr(werk, "_expire", expire)
    assert run_once(installation(stappen.wereld, post.url), stappen.wereld.now, stop) == Ronde(verlopen=1)
