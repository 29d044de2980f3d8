"""Sabotage: what goes wrong in a process, and exactly when. Switches are files in one folder.

Nothing in app/ knows of this. A switch that is no file does nothing, so one process can be told to fail,
to recover and to fail again; the test writes the file just before the request that must meet it.

- ``sterf``: "voor" or "na": SIGKILL just before, or just after, the next commit of an act;
- ``kwijt``: the next commit of an act succeeds, but the connection is gone before the answer comes;
- ``vol``: SQLite may not grow by a page, as on a full disk (the error is the real SQLITE_FULL);
- ``klok``: seconds that the clock of this process differs from the real one.
"""

import os
import signal
import sqlite3
import sys
import threading
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, Pool
from sqlmodel import Session

STERF, KWIJT, VOL, KLOK = "sterf", "kwijt", "vol", "klok"
VOOR, NA = "voor", "na"
PAGINAS = 1_073_741_823  # as many as SQLite allows: its own default


def clock_modules() -> list[ModuleType]:
    """The modules of the app that read the clock themselves."""
    van_ons = [module for naam, module in sys.modules.items() if naam.startswith("app.")]
    return [
        module
        for module in van_ons
        if isinstance(module.__file__, str) and "datetime.now(" in Path(module.__file__).read_text()
    ]


def install(map_: Path, klokken: list[ModuleType]) -> None:
    """Set the switches of this process."""
    _move_clock(map_ / KLOK, klokken)
    _break_at_commit(map_)
    _fill_disk(map_ / VOL)


def _move_clock(schakelaar: Path, klokken: list[ModuleType]) -> None:
    class Klok(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # one clock for all
            return datetime.now(tz) + timedelta(seconds=float(schakelaar.read_text()))

    for module in klokken:
        module.datetime = Klok  # type: ignore[attr-defined]  # that module reads it there


def _break_at_commit(map_: Path) -> None:
    """Only a commit of an act counts: one that wrote history, no sign of life or note of a read."""
    draad = threading.local()

    def execute(verbinding: Connection, _cursor: object, tekst: str, *_: object) -> None:
        if "INSERT INTO gebeurtenis" in tekst:
            verbinding.info["daad"] = True

    def rollback(verbinding: Connection) -> None:
        verbinding.info.pop("daad", None)

    def commit(verbinding: Connection) -> None:
        draad.daad = verbinding.info.pop("daad", False)
        if draad.daad:
            _die_if(map_ / STERF, VOOR)
            _lose_if(map_ / KWIJT, verbinding)

    def committed(_session: Session) -> None:
        if getattr(draad, "daad", False):
            _die_if(map_ / STERF, NA)

    event.listen(Engine, "before_cursor_execute", execute)
    event.listen(Engine, "rollback", rollback)
    event.listen(Engine, "commit", commit)
    event.listen(Session, "after_commit", committed)


def _die_if(schakelaar: Path, moment: str) -> None:
    if schakelaar.exists() and schakelaar.read_text() == moment:
        os.kill(os.getpid(), signal.SIGKILL)


def _lose_if(schakelaar: Path, verbinding: Connection) -> None:
    if schakelaar.exists():
        schakelaar.unlink()
        dbapi = verbinding.connection.dbapi_connection
        assert dbapi is not None
        dbapi.commit()
        dbapi.close()


def _fill_disk(schakelaar: Path) -> None:
    def checkout(dbapi: DBAPIConnection, _entry: ConnectionPoolEntry, _proxy: object) -> None:
        if isinstance(dbapi, sqlite3.Connection):
            dbapi.execute(f"PRAGMA max_page_count = {1 if schakelaar.exists() else PAGINAS}")

    event.listen(Pool, "checkout", checkout)
