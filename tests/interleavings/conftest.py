"""The stages, played once per engine and copied for every run."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Table

from app.db import Database
from app.kluis import Kluis
from app.models import metadata
from tests.fixtures_app import Wereld, staff_of_template
from tests.fixtures_database import TEMPLATE, at, connect, statement
from tests.interleavings.toneel import Toneel, aangeboden, gesloten, te_sluiten

TOESTANDEN = {"aangeboden": aangeboden, "te_sluiten": te_sluiten, "gesloten": gesloten}


def play(database: Database, toestand: str) -> Toneel:
    """The state on this database, with nobody connected to it afterwards."""
    wereld = Wereld(database, Kluis({"k1": bytes(range(32))}, "k1"), actors=staff_of_template(database))
    toneel = TOESTANDEN[toestand](wereld)
    database.dispose()
    return toneel


class SqliteTonelen:
    """Stages in files. The address stays the same: what SQLAlchemy compiled counts for every run."""

    def __init__(self, sjabloon: Path, map_: Path) -> None:
        self.database = Database(f"sqlite:///{map_ / 'toneel.db'}", pool_size=4)
        self._sjabloon, self._map = sjabloon, map_
        self._gespeeld: dict[str, Toneel] = {}

    @contextmanager
    def open(self, toestand: str) -> Iterator[Toneel]:
        """A fresh copy of this state."""
        bron = self._map / f"{toestand}.db"
        if toestand not in self._gespeeld:
            shutil.copyfile(self._sjabloon, bron)
            self._gespeeld[toestand] = play(Database(f"sqlite:///{bron}"), toestand)
        self.database.dispose()
        for rest in self._map.glob("toneel.db*"):
            rest.unlink()
        shutil.copyfile(bron, self._map / "toneel.db")
        yield self._gespeeld[toestand].on(self.database)

    def close(self) -> None:
        self.database.dispose()


class PostgresqlTonelen:
    """Stages in a database each. Copying one takes long; what a run changed is put back row by row."""

    def __init__(self, server: str) -> None:
        self._server, self._eigen = server, uuid.uuid4().hex[:12]
        self._gespeeld: dict[str, Toneel] = {}

    @contextmanager
    def open(self, toestand: str) -> Iterator[Toneel]:
        """This state, as it was before anybody acted."""
        naam = f"toneel_{self._eigen}_{toestand}"
        if toestand not in self._gespeeld:
            self._execute("CREATE DATABASE {} TEMPLATE {}", naam, TEMPLATE)
            self._gespeeld[toestand] = play(Database(at(self._server, naam), pool_size=4), toestand)
            with connect(at(self._server, naam)) as connection:
                connection.execute(";".join(BEWAAR))
        with connect(at(self._server, naam)) as connection:
            connection.execute(";".join(ZET_TERUG))
        yield self._gespeeld[toestand]

    def close(self) -> None:
        for toestand, toneel in self._gespeeld.items():
            toneel.wereld.database.dispose()
            self._execute("DROP DATABASE {} WITH (FORCE)", f"toneel_{self._eigen}_{toestand}")

    def _execute(self, opdracht: str, *namen: str) -> None:
        with connect(self._server) as connection:
            connection.execute(statement(opdracht, *namen))


def put_back(tabel: Table) -> str:
    """Take away the rows that were not there like this, and bring back those that were."""
    naam, sleutel = tabel.name, ", ".join(kolom.name for kolom in tabel.primary_key)
    return (
        f"DELETE FROM {naam} WHERE ({sleutel}) IN "
        f"(SELECT {sleutel} FROM (TABLE {naam} EXCEPT TABLE bewaard.{naam}) anders); "
        f"INSERT INTO {naam} (TABLE bewaard.{naam} EXCEPT TABLE {naam})"
    )


BEWAAR = (
    "CREATE SCHEMA bewaard",
    *(f"CREATE TABLE bewaard.{naam} AS TABLE {naam}" for naam in metadata.tables),
)
#: Without triggers and foreign keys: history may not be taken away, and rows come back in any order.
ZET_TERUG = ("SET session_replication_role = replica", *map(put_back, metadata.tables.values()))


@pytest.fixture(scope="session")
def sqlite_tonelen(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqliteTonelen]:
    tonelen = SqliteTonelen(sqlite_template, tmp_path_factory.mktemp("tonelen"))
    yield tonelen
    tonelen.close()


@pytest.fixture(scope="session")
def postgresql_tonelen(postgresql_server: str) -> Iterator[PostgresqlTonelen]:
    with closing(PostgresqlTonelen(postgresql_server)) as tonelen:
        yield tonelen
