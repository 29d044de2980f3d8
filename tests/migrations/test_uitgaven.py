"""What an earlier release stored lives on: its database migrates, keeps every invariant, and works.

The databases were made by the code of those releases (tests/migrations/uitgaven/README.md).
"""

import gzip
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlmodel import col, select

from app.adapters.archief import open_archive
from app.db import Database, migrate
from app.domain.termen import MeldingUitkomst, OverdrachtStatus
from app.herstel import check_copy, restore
from app.kluis import parse_kluis
from app.models import Casus, Melding, Overdracht
from app.queries.casusbeeld import load_casus
from app.reservekopie import make_backup
from app.sleutelbeheer import open_every_key
from tests.fixtures_app import BEMAND, Wereld
from tests.fixtures_database import connect
from tests.migrations.test_breken import AANBOD, ALLE, A, Breuk, answer, fits
from tests.services.stappen import Stappen

UITGAVEN = Path(__file__).parent / "uitgaven"
VERSIES = sorted(map_.name for map_ in UITGAVEN.iterdir() if (map_ / "sleutels.json").exists())


def load(versie: str, url: str) -> None:
    """The database as that release left it."""
    motor = make_url(url).get_backend_name()
    opdrachten = gzip.decompress((UITGAVEN / versie / f"{motor}.sql.gz").read_bytes()).decode()
    if motor == "sqlite":
        with closing(sqlite3.connect(str(make_url(url).database))) as verbinding:
            verbinding.executescript(opdrachten)
        return
    with connect(url) as verbinding:
        verbinding.execute(opdrachten.encode())


@pytest.fixture(params=VERSIES)
def bijgewerkt(request: pytest.FixtureRequest, empty_database_url: str) -> Wereld:
    """An old database, migrated to this release, with people at the desks."""
    load(request.param, empty_database_url)
    migrate(empty_database_url)
    sleutels = UITGAVEN / request.param / "sleutels.json"
    kluis = parse_kluis(sleutels.read_text(), sleutels)
    assert open_every_key(empty_database_url, kluis) > 10
    wereld = Wereld(Database(empty_database_url), kluis).later(days=20)
    wereld.hire_all(BEMAND)
    request.addfinalizer(wereld.database.dispose)
    return wereld


def test_a_database_of_an_earlier_release_lives_on(bijgewerkt: Wereld) -> None:
    """One long test: loading takes seconds, and each part finds the database as the one before left it."""
    stappen = Stappen(bijgewerkt)
    stappen.nothing_broken()
    assert still_refused(bijgewerkt) == {}
    a_full_act(stappen)
    stappen.nothing_broken()


@pytest.mark.parametrize("versie", VERSIES)
def test_a_copy_of_an_earlier_release_is_restored_into_this_one(
    versie: str, empty_database_url: str, tmp_path: Path
) -> None:
    """Loaded in its own schema, then migrated; on PostgreSQL in one transaction."""
    oud = f"sqlite:///{tmp_path / 'oud.db'}"
    load(versie, oud)
    kopie = make_backup(oud, tmp_path, datetime(2026, 11, 22, tzinfo=UTC))
    with open_archive(kopie.pad) as archief:
        check_copy(archief)
        restore(empty_database_url, archief, vervang=False)
    sleutels = UITGAVEN / versie / "sleutels.json"
    assert open_every_key(empty_database_url, parse_kluis(sleutels.read_text(), sleutels)) > 10
    wereld = Wereld(Database(empty_database_url), parse_kluis(sleutels.read_text(), sleutels))
    Stappen(wereld.later(days=20)).nothing_broken()
    wereld.database.dispose()


def still_refused(wereld: Wereld) -> dict[str, str]:
    """Statements that break an invariant and are not refused as they should be."""
    antwoorden = {b: answer(wereld, b.opdrachten) for b in map(on_casus_a, ALLE)}
    sqlite = wereld.database.is_sqlite
    return {b.wat: tekst for b, tekst in antwoorden.items() if not fits(tekst, b.weigert, sqlite=sqlite)}


def on_casus_a(breuk: Breuk) -> Breuk:
    """There are more offers in this database than in the one those statements were written for."""
    alleen_a = f"(status = 'aangeboden' AND casus_id = {A})"
    return replace(breuk, opdrachten=tuple(o.replace(AANBOD, alleen_a) for o in breuk.opdrachten))


def a_full_act(stappen: Stappen) -> None:
    """The offer of the old release is accepted, its words open, the melder is told and it ends."""
    wereld = stappen.wereld
    with wereld.database.read() as session:
        casus = session.exec(select(Casus).where(Casus.kenmerk == "C-2026-000001")).one()
        melding = session.exec(select(Melding).where(Melding.kenmerk == "M-2026-000001")).one()
        vraag = select(Overdracht).where(
            Overdracht.casus_id == casus.id, col(Overdracht.status) == OverdrachtStatus.AANGEBODEN
        )
        overdracht = session.exec(vraag).one()
    stappen.accept("en2", overdracht)
    assert stappen.owner(casus.id) == "en2"
    with wereld.werkplek("en2") as desk:
        assert "Femke" in repr(load_casus(desk, "C-2026-000001"))
    stappen.tell_melder("en2", melding.id)
    stappen.tell_loket("en2", melding.id)
    stappen.close_melding("en2", melding.id, MeldingUitkomst.INGETROKKEN)
    assert stappen.melding(melding.id).gesloten_op is not None
