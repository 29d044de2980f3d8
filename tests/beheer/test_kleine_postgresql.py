"""A PostgreSQL that is set small: making or restoring a database is refused whole, with what to set."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp

import pytest

from app.reservekopie import make_backup
from tests.beheer.test_kopie import NU
from tests.fixtures_app import Wereld
from tests.fixtures_database import at, connect, start_postgresql
from tests.test_cli import Map

pytestmark = pytest.mark.postgresql
#: The smallest that PostgreSQL takes: places for 10 times as many locks as there are connections.
KLEIN = ("fsync = off", "max_connections = 10", "max_locks_per_transaction = 10")


@pytest.fixture
def klein() -> Iterator[str]:
    """An empty database on a server of its own."""
    plek = Path(mkdtemp(prefix="houvast-pg-klein-"))
    server = start_postgresql(plek, *KLEIN)
    yield at(server.get_uri(driver="psycopg"), "postgres")
    server.cleanup()
    shutil.rmtree(plek, ignore_errors=True)


def test_a_small_server_is_told_what_to_set_and_keeps_nothing(
    klein: str, sqlite_wereld: Wereld, tmp_path: Path
) -> None:
    kopie = make_backup(sqlite_wereld.database.url, tmp_path / "kopie", NU).pad
    houvast = Map(tmp_path)
    for opdracht in (("init",), ("herstel", str(kopie))):
        gezegd = houvast.refused(*opdracht, status=1, HOUVAST_DATABASE_URL=klein)
        assert "Zet max_locks_per_transaction op 256" in gezegd
        with closing(connect(klein)) as verbinding:
            tabellen = verbinding.execute(
                "SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            )
            assert tabellen.fetchall() == []
