"""Engines, the three kinds of session, and migrations.

- read: refuses writes (``query_only`` on SQLite, a read-only transaction on PostgreSQL);
- write: ``BEGIN IMMEDIATE`` from the first statement on SQLite, behind one writer lock per process;
  READ COMMITTED plus row locks on PostgreSQL;
- log: an own short write transaction (read log, refusals, limit counters).
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool
from sqlmodel import Session

from app.queries.gids import KAST, Gidskast

BUSY_SECONDS = 5
#: PostgreSQL out of reach is noticed in seconds, also when its machine is gone without a goodbye.
REACH = {
    "connect_timeout": BUSY_SECONDS,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


class Leessessie(Session):
    """Ends what went well with a commit, though there is nothing to commit: after a rollback psycopg forgets
    which statements PostgreSQL has prepared, and every question is parsed and planned anew."""

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        if soort is None and self.in_transaction():
            self.expunge_all()  # a commit writes what is pending: here that is nothing, whatever was changed
            self.commit()
        super().__exit__(soort, fout, spoor)


class Database:
    """The engines of one process for one database address."""

    def __init__(self, url: str, pool_size: int = 10) -> None:
        self.url = url
        self._pool_size = pool_size
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        if self.is_sqlite:
            Path(make_url(url).database or ".").parent.mkdir(parents=True, exist_ok=True)
            self._read = _sqlite_engine(url, pool_size, readonly=True)
            self._write = _sqlite_engine(url, pool_size, readonly=False)
        else:
            engine = create_engine(
                url,
                pool_size=pool_size,
                max_overflow=0,
                pool_timeout=BUSY_SECONDS,
                pool_use_lifo=True,  # the connection that was used last knows its statements
                pool_pre_ping=True,  # after a restart of the database nobody gets a dead connection
                connect_args=REACH,
            )
            event.listen(engine, "connect", _set_up_connection)
            self._write = engine
            self._read = engine.execution_options(postgresql_readonly=True)
        # Beside the pool: who asks holds a connection of it already.
        ernaast = create_engine(url, poolclass=NullPool, connect_args={} if self.is_sqlite else REACH)
        if not self.is_sqlite:
            event.listen(ernaast, "connect", _set_up_connection)
        self.gidskast = Gidskast(lambda: Session(ernaast))

    @property
    def capaciteit(self) -> int:
        """Requests that may be inside at once.

        A page holds its read connection while it writes the read log on a second one. SQLite has a pool
        for each; on PostgreSQL both come from one pool, and all waiting for a second would be a deadlock.
        """
        return self._pool_size if self.is_sqlite else max(1, self._pool_size // 2)

    @property
    def engine(self) -> Engine:
        """The engine that may write."""
        return self._write

    def pools(self) -> dict[str, Engine]:
        """The engines that have connections of their own; on PostgreSQL both kinds share one."""
        return {"lezen": self._read, "schrijven": self._write} if self.is_sqlite else {"alles": self._write}

    def read(self) -> Session:
        """A session that can only read."""
        return self._session(self._read, Leessessie)

    def write(self) -> Session:
        """A session for one use-case; the boundary commits it."""
        return self._session(self._write)

    def _session(self, engine: Engine, soort: type[Session] = Session) -> Session:
        """No autoflush: half an act must never meet a CHECK; use-cases flush where order matters."""
        return soort(
            engine,
            autoflush=False,
            expire_on_commit=False,
            close_resets_only=False,
            info={KAST: self.gidskast},
        )

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One short write transaction: commits at the end, rolls back on an error."""
        with self.write() as session, session.begin():
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """One unchanging view of the whole database, while others go on writing; as long as it takes."""
        with self.read() as session:
            if self.is_sqlite:  # in WAL mode a read transaction is a snapshot
                yield session.connection()
                return
            verbinding = session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            verbinding.exec_driver_sql("SET LOCAL statement_timeout = 0")
            yield verbinding

    def dispose(self) -> None:
        """Close all connections."""
        self._read.dispose()
        self._write.dispose()


def _sqlite_engine(url: str, pool_size: int, *, readonly: bool) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        pool_use_lifo=True,  # the connection that was used last knows its statements
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    def connect(dbapi: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        assert isinstance(dbapi, sqlite3.Connection)
        dbapi.isolation_level = None  # SQLAlchemy's begin event below starts the transaction
        # FULL: in WAL mode NORMAL does not wait for the disk: a power cut takes commits that were answered.
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
            dbapi.execute(f"PRAGMA {pragma}")
        if readonly:
            dbapi.execute("PRAGMA query_only=ON")

    event.listen(engine, "connect", connect)
    if readonly:
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    else:
        _one_writer(engine)
    return engine


def _one_writer(engine: Engine) -> None:
    """One writer at a time in this process: waiting on a lock is fair, SQLite's polling is not."""
    lock = threading.Lock()

    def begin(connection: Connection) -> None:
        if not lock.acquire(timeout=BUSY_SECONDS):
            raise _busy()
        connection.info["writer"] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def checkin(_dbapi: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop("writer", False):
            lock.release()

    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", checkin)


def _busy() -> OperationalError:
    """What SQLite itself would say."""
    oorzaak = sqlite3.OperationalError("database is locked")
    oorzaak.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("BEGIN IMMEDIATE", None, oorzaak)


def _set_up_connection(dbapi: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    with closing(dbapi.cursor()) as cursor:
        cursor.execute("SET lock_timeout = '5s'")
        cursor.execute("SET statement_timeout = '30s'")
        cursor.execute("SET timezone = 'UTC'")
        cursor.execute("SET random_page_cost = 1.1")  # disks have no heads any more
    dbapi.commit()


def alembic_config(url: str) -> Config:
    """Alembic's configuration, found next to the package wherever it is installed."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def migrate(url: str, revisie: str = "head") -> None:
    """Bring the database to the newest version, or to an older one that a backup has (forward only)."""
    if make_url(url).get_backend_name() == "sqlite":
        Path(make_url(url).database or ".").parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(alembic_config(url), revisie)


def migrate_inside(verbinding: Connection, revisie: str = "head") -> None:
    """The same inside a transaction that is already open (PostgreSQL): all of it or nothing."""
    config = alembic_config("")
    config.attributes["connection"] = verbinding
    command.upgrade(config, revisie)


def revision_of(verbinding: Connection) -> str | None:
    """The version of the schema in this database; None when it has none."""
    return MigrationContext.configure(verbinding).get_current_revision()


@cache
def newest_revision() -> str | None:
    """The version of the schema of this release; its files are read once: readiness asks it all the time."""
    return ScriptDirectory.from_config(alembic_config("")).get_current_head()


def knows_revision(revisie: str) -> bool:
    """Whether this release has the migrations up to this version."""
    stappen = ScriptDirectory.from_config(alembic_config("")).walk_revisions()
    return revisie in {stap.revision for stap in stappen}
