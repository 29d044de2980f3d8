"""One round of the worker: its steps share one clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from sqlmodel import select

from app.installatie import Installation
from app.models import Bezorgpoging
from app.worker import werk
from app.worker.werk import run_once
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
