"""Storingen: what an error of the database means for who asked.

Busy, full, away, or not sure: the act can be repeated, and the answer says so (503 with Retry-After).
Every other error of the database is a fault of the program. Sources: result codes of SQLite, SQLSTATE
of PostgreSQL (appendix A).
"""

import errno
import sqlite3
from collections.abc import Mapping
from enum import IntEnum

from sqlalchemy.exc import DBAPIError, OperationalError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

DISK_FULL = "53100"
#: A file of our own cannot grow: what somebody sends waits on disk while it is read.
GEEN_RUIMTE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
#: SQLAlchemy: the connection broke before, and something still asked it a question.
VERBROKEN = "8s2b"
#: Deadlock, serialization, lock or statement time, too many connections, no memory: a moment later it works.
EVEN_WACHTEN = frozenset({"40001", "40P01", "55P03", "57014", "53300", "53200"})


class Storing(IntEnum):
    """Why nothing could be done now. The number names its words in ``foutpagina``; 503 goes out."""

    DRUK = 503
    SCHIJF_VOL = 531
    DATABASE_WEG = 532
    ONZEKER = 533

    @property
    def code(self) -> str:
        """The stable code for other systems."""
        return self.name.lower()


#: After how many seconds it makes sense to try again.
WACHTTIJD: Mapping[Storing, int] = {
    Storing.DRUK: 5,
    Storing.SCHIJF_VOL: 60,
    Storing.DATABASE_WEG: 10,
    Storing.ONZEKER: 5,
}
SQLITE_STORINGEN: Mapping[int, Storing] = {
    sqlite3.SQLITE_BUSY: Storing.DRUK,
    sqlite3.SQLITE_LOCKED: Storing.DRUK,
    sqlite3.SQLITE_FULL: Storing.SCHIJF_VOL,
    sqlite3.SQLITE_IOERR: Storing.SCHIJF_VOL,
    sqlite3.SQLITE_CANTOPEN: Storing.DATABASE_WEG,
}


class OnzekerError(Exception):
    """The connection broke during the commit: the act may be done or not; sent again it is done once."""


def storing_of(error: Exception) -> Storing | None:
    """What this error means for who asked; None for a fault of the program."""
    if isinstance(error, OnzekerError):
        return Storing.ONZEKER
    if isinstance(error, PoolTimeoutError):
        return Storing.DRUK
    if isinstance(error, PendingRollbackError) and error.code == VERBROKEN:
        return Storing.DATABASE_WEG
    if isinstance(error, OSError):
        return Storing.SCHIJF_VOL if error.errno in GEEN_RUIMTE else None
    if not isinstance(error, DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        return SQLITE_STORINGEN.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF)
    return _of_postgresql(error)


def lacks_locks(error: DBAPIError) -> bool:
    """Whether PostgreSQL has no place for as many locks as one transaction takes on tables: its settings."""
    diag = getattr(error.orig, "diag", None)
    return diag is not None and "max_locks_per_transaction" in (diag.message_hint or "")


def _of_postgresql(error: DBAPIError) -> Storing | None:
    sqlstate = getattr(error.orig, "sqlstate", None)
    if sqlstate == DISK_FULL:
        return Storing.SCHIJF_VOL
    if sqlstate in EVEN_WACHTEN:
        return Storing.DRUK
    weg = error.connection_invalidated or isinstance(error, OperationalError)
    return Storing.DATABASE_WEG if weg else None
