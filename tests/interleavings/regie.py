"""Regie: two acts in an order that is made to happen, without one sleep.

- ``one_holds``: the first stands just before its commit, with all its locks; the second starts and must
  wait (or be done without waiting); then the first commits.
- ``one_reads``: the first has read, and stands just before its first lock; the second is done from
  beginning to end; then the first goes on with what it read.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from sqlalchemy import Connection, Engine, event
from sqlmodel import Session

from tests.fixtures_database import connect
from tests.interleavings.handelingen import Handeling
from tests.interleavings.toneel import Toneel, Uitslag

GEDULD = 30.0
WACHT_OP_SLOT = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
SLOT = ("FOR UPDATE", "FOR SHARE", "FOR NO KEY UPDATE", "FOR KEY SHARE", "INSERT", "UPDATE", "DELETE")


@dataclass
class Halte:
    """A place where one thread stops, once, until it may go on."""

    draad: str
    bereikt: Event = field(default_factory=Event)
    door: Event = field(default_factory=Event)

    def stop_here(self) -> None:
        if threading.current_thread().name.startswith(self.draad) and not self.bereikt.is_set():
            self.bereikt.set()
            assert self.door.wait(GEDULD)


def one_holds(toneel: Toneel, een: Handeling, ander: Handeling) -> tuple[Uitslag, Uitslag]:
    """The second comes while the first has done everything but its commit."""
    halte = Halte("een")

    def before_commit(_session: Session) -> None:
        halte.stop_here()

    with listening(Session, "before_commit", before_commit), both() as (draad_een, draad_ander):
        lopend = draad_een.submit(een, toneel)
        until(halte.bereikt, lopend)
        with waiting(toneel) as is_waiting:
            later = draad_ander.submit(ander, toneel.later(1))
            while not later.done() and not is_waiting():
                pass
        halte.door.set()
        return lopend.result(GEDULD), later.result(GEDULD)


def one_reads(toneel: Toneel, een: Handeling, ander: Handeling) -> tuple[Uitslag, Uitslag]:
    """The second is done completely while the first stands before its first lock."""
    halte = Halte("een")

    def before_execute(_c: Connection, _cur: object, tekst: str, *_: object) -> None:
        if any(woord in tekst for woord in SLOT):
            halte.stop_here()

    with listening(Engine, "before_cursor_execute", before_execute), both() as (draad_een, draad_ander):
        lopend = draad_een.submit(een, toneel)
        until(halte.bereikt, lopend)
        later = draad_ander.submit(ander, toneel.later(1))
        later.exception(GEDULD)
        halte.door.set()
        return lopend.result(GEDULD), later.result()


@contextmanager
def both() -> Iterator[tuple[ThreadPoolExecutor, ThreadPoolExecutor]]:
    """Two actors, each on a thread of its own."""
    with ThreadPoolExecutor(1, "een") as een, ThreadPoolExecutor(1, "ander") as ander:
        yield een, ander


@contextmanager
def listening(doel: object, wat: str, luister: Callable[..., None]) -> Iterator[None]:
    """Hear this, for as long as the block lasts."""
    event.listen(doel, wat, luister)
    try:
        yield
    finally:
        event.remove(doel, wat, luister)


@contextmanager
def waiting(toneel: Toneel) -> Iterator[Callable[[], bool]]:
    """How to see that the second waits for the first.

    On SQLite the first holds the only writer: whoever comes to begin, waits. PostgreSQL says so itself.
    """
    if toneel.wereld.database.is_sqlite:
        aan_de_deur = Event()

        def begin(_verbinding: Connection) -> None:
            if threading.current_thread().name.startswith("ander"):
                aan_de_deur.set()

        with listening(Engine, "begin", begin):
            yield aan_de_deur.is_set
        return
    with connect(toneel.wereld.database.url) as kijker:
        yield lambda: (kijker.execute(WACHT_OP_SLOT).fetchone() or (0,))[0] > 0


def until(bereikt: Event, lopend: Future[Uitslag]) -> None:
    """Until the first stands where it must, or was refused before it came there."""
    lopend.add_done_callback(lambda _: bereikt.set())
    assert bereikt.wait(GEDULD)
