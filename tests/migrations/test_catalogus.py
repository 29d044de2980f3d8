"""A migrated database and a freshly made one are the same, to the last CHECK and predicate."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from app.db import Database, migrate
from tests.migrations.catalogus import Catalogus, catalogue

MAAK_ALLES = """
import sys
from app.db import Database
from app.models import metadata
with Database(sys.argv[1]).engine.begin() as verbinding:
    metadata.create_all(verbinding)
"""


def fresh(url: str) -> Catalogus:
    # In a process of its own: once SQLAlchemy has added the circular foreign keys by ALTER on one engine,
    # it leaves them out of CREATE TABLE on the other for the rest of the process.
    subprocess.run([sys.executable, "-c", MAAK_ALLES, url], check=True)
    database = Database(url)
    with database.engine.begin() as verbinding:
        gevonden = catalogue(verbinding)
    database.dispose()
    return gevonden


def migrated(url: str) -> Catalogus:
    migrate(url)
    database = Database(url)
    with database.engine.begin() as verbinding:
        gevonden = catalogue(verbinding)
    database.dispose()
    return gevonden


@pytest.mark.parametrize("motor", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_migrating_gives_what_the_models_say(
    motor: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """One database is filled from the models, the other was migrated."""
    if motor == "sqlite":
        leeg = f"sqlite:///{tmp_path / 'leeg.db'}"
    else:
        leeg = request.getfixturevalue("empty_postgresql_url")
    verwacht, gekregen = fresh(leeg), migrated(request.getfixturevalue(f"{motor}_url"))
    assert verwacht.keys() == gekregen.keys()
    for soort, namen in verwacht.items():
        assert gekregen[soort] - namen == set(), f"{soort}: only in the migrated database"
        assert namen - gekregen[soort] == set(), f"{soort}: only in the models"
    assert all(gekregen.values()), "nothing to compare"


def test_the_catalogue_sees_a_changed_predicate_and_a_missing_check(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.engine.begin() as verbinding:
        heel = catalogue(verbinding)
        verbinding.execute(text("DROP INDEX uq_eigenaarschap_open"))
        verbinding.execute(
            text("CREATE UNIQUE INDEX uq_eigenaarschap_open ON eigenaarschap (casus_id) WHERE NOT is_open")
        )
        assert catalogue(verbinding)["index"] != heel["index"]
    database.dispose()


@pytest.mark.postgresql
def test_the_read_log_has_a_partition_for_each_month(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.engine.begin() as verbinding:
        partities = catalogue(verbinding)["partities"]
    database.dispose()
    assert len([naam for naam in partities if naam.startswith("leeslog_2026")]) == 12
    assert "leeslog_overig DEFAULT" in partities


def test_every_foreign_key_waits_for_the_commit(database_url: str) -> None:
    """Except to the table of gemeenten, which only holds reference data."""
    database = Database(database_url)
    with database.engine.begin() as verbinding:
        sleutels = _foreign_keys(verbinding)
    database.dispose()
    direct = {sleutel for sleutel in sleutels if "DEFERRABLE INITIALLY DEFERRED" not in sleutel}
    assert sleutels
    assert all("gemeente" in sleutel for sleutel in direct)


def _foreign_keys(verbinding: Connection) -> set[str]:
    gevonden = catalogue(verbinding)
    regels = gevonden["beperkingen" if "beperkingen" in gevonden else "tabel"]
    return {regel for regel in regels if "FOREIGN KEY" in regel}
