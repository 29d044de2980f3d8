"""Tellen: how many SQL statements one request takes, as the drivers see them.

Counted is every call of a DB-API cursor (``before_cursor_execute``) on every engine of the process, so the
look-up of the log-in, access, the work itself and the read log in its own transaction. One
``executemany`` is one. Not counted: BEGIN, COMMIT and ROLLBACK, and what a new connection sets once.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPICursor


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of everything that happens inside, in order."""
    opdrachten: list[str] = []

    def note(_c: Connection, _cursor: DBAPICursor, opdracht: str, *_rest: object) -> None:
        if not opdracht.startswith("BEGIN"):
            opdrachten.append(opdracht)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield opdrachten
    finally:
        event.remove(Engine, "before_cursor_execute", note)
