"""Health: alive, ready, and which part is not; each failure in the answer and in the log."""

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from structlog.testing import capture_logs

from app.domain.vangnet import NAZIEN_STIL, WERK_STIL
from app.installatie import Installation, now_utc
from app.kluis import add_key, read_kluis
from app.main import create_app
from app.models import Hartslag
from app.worker.werk import run_once
from tests.fixtures_database import connect, statement
from tests.fixtures_web import Web
from tests.services.stappen import Stappen

Antwoord = tuple[int, list[str], list[str]]


def ask(web: Web) -> Antwoord:
    """Status, the parts that fail, and the parts that the log names."""
    with capture_logs() as log:
        antwoord = web.browser().get("/health/ready")
    gelogd = [regel["deel"] for regel in log if regel["event"] == "niet_gereed"]
    inhoud = antwoord.json()
    assert set(inhoud.get("uitleg", {})) == set(inhoud.get("fout", []))
    return antwoord.status_code, inhoud.get("fout", []), gelogd


def restarted(web: Web) -> Web:
    """The same app, started again with the key file as it is now."""
    settings = web.app.state.huis.settings
    web.app.state.huis.database.dispose()
    return Web(web.wereld, create_app(settings))


def test_a_furnished_app_is_alive_and_ready(web: Web) -> None:
    with web.browser() as client:
        assert client.get("/health/live").status_code == 200
    assert ask(web) == (200, [], [])


def test_a_worker_that_is_silent_keeps_nobody_out_and_is_named(web: Web) -> None:
    def attention() -> list[str]:
        let_op: list[str] = web.browser().get("/health/ready").json()["letOp"]
        return let_op

    huis = web.app.state.huis
    assert attention() == ["werk"]
    run_once(Installation(huis.settings, huis.database, huis.kluis), now_utc())
    assert attention() == []
    with web.wereld.database.transaction() as session:
        hartslag = session.get_one(Hartslag, "werk")
        hartslag.op = now_utc() - WERK_STIL - timedelta(seconds=1)
    assert attention() == ["werk"]
    run_once(Installation(huis.settings, huis.database, huis.kluis), now_utc())
    with web.wereld.database.transaction() as session:
        session.get_one(Hartslag, "nazien").op = now_utc() - NAZIEN_STIL - timedelta(seconds=1)
    assert attention() == ["nazien"], "rounds go on, and the check of every hour fails"


def test_ready_says_that_the_keys_do_not_fit(sqlite_web: Web) -> None:
    bestand = sqlite_web.app.state.huis.settings.sleutels
    bestand.write_text(bestand.read_text().replace("AAEC", "AAED"))
    assert ask(restarted(sqlite_web)) == (503, ["sleutels"], ["sleutels"])


def test_a_keyring_from_before_a_key_was_added_is_named(sqlite_web: Web) -> None:
    """It fits the control value and opens every older dossier, but not the newest."""
    bestand = sqlite_web.app.state.huis.settings.sleutels
    oud = bestand.read_text()
    bestand.write_text(add_key(oud)[0])
    sqlite_web.wereld.kluis = read_kluis(bestand)
    Stappen(sqlite_web.wereld).register()
    web = restarted(sqlite_web)
    assert ask(web) == (200, [], [])
    bestand.write_text(oud)
    antwoord = restarted(web).browser().get("/health/ready")
    assert antwoord.status_code == 503
    assert "sleutel k2 ontbreekt" in antwoord.json()["uitleg"]["sleutels"]
    bestand.write_text(json.dumps({"sleutels": {}, "actief": "k1"}))


def test_an_older_schema_is_not_ready(web: Web) -> None:
    with web.wereld.database.transaction() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert ask(web) == (503, ["migratie"], ["migratie"])


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow beyond its first kilobyte: writing fails as on a full disk."""
    zacht, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (zacht, hard))


def test_a_full_disk_is_not_ready_though_it_can_be_read(sqlite_web: Web) -> None:
    with full_disk():
        assert ask(sqlite_web) == (503, ["schrijven"], ["schrijven"])
    assert ask(sqlite_web) == (200, [], [])


@pytest.mark.postgresql
def test_a_server_with_a_full_disk_is_not_ready(postgresql_web: Web) -> None:
    """The server itself says so: what PostgreSQL answers when a file cannot grow."""
    with connect(postgresql_web.wereld.database.url) as verbinding:
        verbinding.execute(
            "CREATE FUNCTION vol() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        )
        verbinding.execute(
            "CREATE TRIGGER vol BEFORE INSERT OR UPDATE ON hartslag FOR EACH ROW EXECUTE FUNCTION vol()"
        )
    assert ask(postgresql_web) == (503, ["schrijven"], ["schrijven"])


@pytest.mark.postgresql
def test_a_server_that_is_away_is_not_ready(postgresql_web: Web, postgresql_server: str) -> None:
    naam = str(make_url(postgresql_web.wereld.database.url).database)
    postgresql_web.app.state.huis.database.dispose()
    with connect(postgresql_server) as verbinding:
        verbinding.execute(statement("ALTER DATABASE {} ALLOW_CONNECTIONS false", naam))
    assert ask(postgresql_web) == (503, ["database"], ["database"])


def test_asking_often_writes_seldom(sqlite_web: Web) -> None:
    for _ in range(5):
        assert ask(sqlite_web)[0] == 200
    with sqlite_web.wereld.database.read() as session:
        assert session.get_one(Hartslag, "web").rondes == 1


def test_the_database_file_that_is_not_set_up_is_named(sqlite_web: Web, tmp_path: Path) -> None:
    settings = sqlite_web.app.state.huis.settings.model_copy(
        update={"database_url": f"sqlite:///{tmp_path / 'leeg.db'}"}
    )
    assert ask(Web(sqlite_web.wereld, create_app(settings))) == (503, ["migratie"], ["migratie"])
