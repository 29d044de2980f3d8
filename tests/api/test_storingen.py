"""Which errors of the database can be repeated, and what is said; the rest is a fault of the program."""

import errno
import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import (
    DataError,
    IntegrityError,
    InternalError,
    OperationalError,
    PendingRollbackError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.foutpagina import FOUTTEKSTEN
from app.storingen import WACHTTIJD, OnzekerError, Storing, storing_of


def sqlite(code: int) -> OperationalError:
    oorzaak = sqlite3.OperationalError("iets")
    oorzaak.sqlite_errorcode = code
    return OperationalError("INSERT", {}, oorzaak)


def postgresql(soort: type[psycopg.Error]) -> OperationalError:
    return OperationalError("INSERT", {}, soort("iets"))


@pytest.mark.parametrize(
    ("fout", "storing"),
    [
        (sqlite(sqlite3.SQLITE_BUSY), Storing.DRUK),
        (sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Storing.DRUK),
        (sqlite(sqlite3.SQLITE_FULL), Storing.SCHIJF_VOL),
        (sqlite(sqlite3.SQLITE_IOERR_WRITE), Storing.SCHIJF_VOL),
        (sqlite(sqlite3.SQLITE_CANTOPEN), Storing.DATABASE_WEG),
        (sqlite(sqlite3.SQLITE_READONLY), None),
        (sqlite(sqlite3.SQLITE_ERROR), None),
        (OperationalError("SELECT", {}, sqlite3.OperationalError("no such table")), None),
        (postgresql(psycopg.errors.DeadlockDetected), Storing.DRUK),
        (postgresql(psycopg.errors.SerializationFailure), Storing.DRUK),
        (postgresql(psycopg.errors.LockNotAvailable), Storing.DRUK),
        (postgresql(psycopg.errors.QueryCanceled), Storing.DRUK),
        (postgresql(psycopg.errors.TooManyConnections), Storing.DRUK),
        (postgresql(psycopg.errors.DiskFull), Storing.SCHIJF_VOL),
        (postgresql(psycopg.errors.AdminShutdown), Storing.DATABASE_WEG),
        (postgresql(psycopg.errors.CannotConnectNow), Storing.DATABASE_WEG),
        (postgresql(psycopg.OperationalError), Storing.DATABASE_WEG),
        (InternalError("", {}, psycopg.Error("x"), connection_invalidated=True), Storing.DATABASE_WEG),
        (InternalError("", {}, psycopg.InternalError("x")), None),
        (DataError("INSERT", {}, psycopg.DataError("te lang")), None),
        (IntegrityError("INSERT", {}, psycopg.errors.UniqueViolation("dubbel")), None),
        (PoolTimeoutError(), Storing.DRUK),
        (PendingRollbackError("weg", code="8s2b"), Storing.DATABASE_WEG),
        (PendingRollbackError("flush", code="7s2a"), None),
        (OnzekerError(), Storing.ONZEKER),
        (RuntimeError("iets"), None),
        (OSError(errno.ENOSPC, "vol"), Storing.SCHIJF_VOL),
        (OSError(errno.EFBIG, "vol"), Storing.SCHIJF_VOL),
        (FileNotFoundError(errno.ENOENT, "weg"), None),
    ],
)  # fmt: skip
def test_each_error_of_the_database_has_one_meaning(fout: Exception, storing: Storing | None) -> None:
    assert storing_of(fout) is storing


@pytest.mark.parametrize("storing", Storing)
def test_each_storing_says_what_was_saved_and_when_to_come_back(storing: Storing) -> None:
    uitleg = FOUTTEKSTEN[storing].uitleg
    assert ("niets opgeslagen" in uitleg) == (storing is not Storing.ONZEKER)
    assert "opnieuw" in uitleg or "nog een keer" in uitleg
    assert WACHTTIJD[storing] > 0
