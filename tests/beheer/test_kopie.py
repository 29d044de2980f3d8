"""Copy and restore: everything acknowledged before is there, on either engine, and half never counts."""

import json
import signal
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Connection, NullPool, create_engine, make_url, text

from app.adapters.archief import MANIFEST, open_archive
from app.db import Database
from app.domain.reservekopie import ReservekopieError, Rij
from app.herstel import check_copy, restore
from app.kluis import Kluis, KluisError
from app.queries.casusbeeld import load_casus
from app.queries.intern.tabellen import ZONDER, read_rows, tables_to_copy
from app.reservekopie import clean_up, make_backup
from app.sleutelbeheer import open_every_key
from tests.fixtures_app import Wereld, make_wereld
from tests.fixtures_database import connect
from tests.migrations.catalogus import catalogue
from tests.migrations.test_breken import answer
from tests.services.stappen import Stappen

NU = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
Motor = Callable[[str], str]


@pytest.fixture
def stappen(wereld: Wereld) -> Stappen:
    """A chain at work, with something in every corner that matters."""
    stappen = Stappen(wereld)
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    stappen.offer("ozj", "en2", gemeld.casussen[0].id)
    stappen.tell_melder("ozj", gemeld.melding.id)
    with wereld.database.transaction() as session:
        session.connection().execute(
            text(
                "INSERT INTO leeslog (id, op, actor_soort, actor_id, organisatie_id, rol, actie, "
                "object_soort, doel, uitkomst, aanvraag_id) SELECT id, '2026-11-03 09:00:00.000000', "
                "'medewerker', id, id, 'x', 'R', 'casus', 'x', 'x', 'x' FROM casus"
            )
        )
    return stappen


@pytest.fixture
def pg_stappen(postgresql_url: str) -> Iterator[Stappen]:
    for wereld in make_wereld(postgresql_url):
        yield Stappen(wereld)


@pytest.fixture
def ander(tmp_path: Path, request: pytest.FixtureRequest) -> Motor:
    """An empty database of the named engine."""

    def make(motor: str) -> str:
        if motor == "sqlite":
            return f"sqlite:///{tmp_path / 'ander' / 'houvast.db'}"
        url: str = request.getfixturevalue("empty_postgresql_url")
        return url

    return make


def everything(url: str) -> dict[str, set[str]]:
    """All rows of all tables, in a form that both engines share."""
    database = Database(url, 2)
    with database.snapshot() as verbinding:
        inhoud = {
            t.naam: {repr(tuple(rij)) for rij in read_rows(verbinding, t)} for t in tables_to_copy(verbinding)
        }
    database.dispose()
    return inhoud


def put_back(kopie: Path, url: str, *, vervang: bool = False) -> None:
    with open_archive(kopie) as archief:
        check_copy(archief)
        restore(url, archief, vervang=vervang)


def works(url: str, van: Wereld) -> None:
    """Every invariant holds, words open, the guards are there, and the chain goes on."""
    wereld = replace(van, database=Database(url))
    stappen = Stappen(wereld)
    stappen.nothing_broken()
    with wereld.werkplek("ozj") as desk:
        assert "Femke" in repr(load_casus(desk, "C-2026-000001"))
    for tabel in ("gebeurtenis", "leeslog"):
        assert "groeit alleen aan" in answer(wereld, (f"DELETE FROM {tabel}",))
    wereld.later(hours=1)
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    stappen.nothing_broken()
    wereld.database.dispose()


@pytest.mark.parametrize("motor", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_a_copy_goes_into_either_engine(stappen: Stappen, ander: Motor, motor: str, tmp_path: Path) -> None:
    kopie = make_backup(stappen.wereld.database.url, tmp_path / "kopie", NU)
    assert stat.S_IMODE(kopie.pad.stat().st_mode) == 0o600
    url = ander(motor)
    put_back(kopie.pad, url)
    assert everything(url) == everything(stappen.wereld.database.url)
    assert open_every_key(url, stappen.wereld.kluis) == 2
    works(url, stappen.wereld)


def test_a_restored_database_has_the_schema_of_a_migrated_one(
    stappen: Stappen, ander: Motor, tmp_path: Path
) -> None:
    url = stappen.wereld.database.url
    kopie = make_backup(url, tmp_path, NU)
    with stappen.wereld.database.engine.begin() as verbinding:
        verwacht = catalogue(verbinding)
    stappen.wereld.database.dispose()
    put_back(kopie.pad, url, vervang=True)
    database = Database(url)
    with database.engine.begin() as verbinding:
        assert catalogue(verbinding) == verwacht
    database.dispose()


def test_acts_go_on_while_the_copy_is_made_and_none_from_before_is_missing(
    stappen: Stappen, ander: Motor, tmp_path: Path
) -> None:
    wereld, stop, erkend = stappen.wereld, Event(), []

    def write() -> None:
        while not stop.is_set():
            erkend.append(stappen.register().melding.kenmerk)

    with ThreadPoolExecutor(1) as tegelijk:
        schrijver = tegelijk.submit(write)
        while len(erkend) < 3:
            stop.wait(0.01)
        van_tevoren = list(erkend)
        kopie = make_backup(wereld.database.url, tmp_path, NU)
        tijdens = len(erkend)
        while len(erkend) == tijdens:
            stop.wait(0.01)
        stop.set()
        schrijver.result()
    url = ander("sqlite")
    put_back(kopie.pad, url)
    database = Database(url)
    with database.read() as session:
        gered = set(session.connection().execute(text("SELECT kenmerk FROM melding")).scalars())
    database.dispose()
    assert set(van_tevoren) <= gered < set(erkend) | {"M-2026-000001"}
    works(url, wereld)


def test_log_ins_and_counters_are_not_in_a_copy_and_answers_that_were_given_are(
    stappen: Stappen, tmp_path: Path
) -> None:
    kopie = make_backup(stappen.wereld.database.url, tmp_path, NU)
    namen = {inhoud.tabel.naam for inhoud in kopie.manifest.tabellen}
    assert not namen & ZONDER
    assert {"idempotentie", "api_token", "leeslog", "gebeurtenis"} <= namen
    with zipfile.ZipFile(kopie.pad) as zip_:
        alles = b"".join(zip_.read(naam) for naam in zip_.namelist())
    assert b"Femke" not in alles and b"dorien@voorbeeld" not in alles


def test_a_database_in_use_is_replaced_only_on_purpose_and_only_when_it_stands_still(
    stappen: Stappen, tmp_path: Path
) -> None:
    wereld = stappen.wereld
    kopie = make_backup(wereld.database.url, tmp_path, NU)
    later = stappen.register()
    with pytest.raises(ReservekopieError, match="niet leeg"):
        put_back(kopie.pad, wereld.database.url)
    with wereld.database.read() as session:
        session.connection()
        with pytest.raises(ReservekopieError, match="nog in gebruik"):
            put_back(kopie.pad, wereld.database.url, vervang=True)
    assert stappen.melding(later.melding.id).id == later.melding.id
    wereld.database.dispose()
    put_back(kopie.pad, wereld.database.url, vervang=True)
    with wereld.database.read() as session:
        assert session.connection().execute(text("SELECT count(*) FROM melding")).scalar_one() == 1
    works(wereld.database.url, wereld)


def test_a_database_of_something_else_is_left_alone(
    empty_database_url: str, sqlite_wereld: Wereld, tmp_path: Path
) -> None:
    kopie = make_backup(sqlite_wereld.database.url, tmp_path, NU)
    vreemd = Database(empty_database_url)
    with vreemd.transaction() as session:
        session.connection().execute(text("CREATE TABLE boekhouding (id INTEGER)"))
    vreemd.dispose()
    with pytest.raises(ReservekopieError, match="iets anders"):
        put_back(kopie.pad, empty_database_url, vervang=True)


@pytest.mark.parametrize(
    "opdrachten",
    [
        (
            "CREATE TABLE alembic_version (version_num varchar(32))",
            "INSERT INTO alembic_version VALUES ('ab12')",
        ),
        (
            "CREATE TABLE alembic_version (version_num varchar(32))",
            "INSERT INTO alembic_version VALUES ('0001')",
        ),
    ],
)
def test_another_program_with_numbered_schemas_is_left_alone(
    empty_database_url: str, sqlite_wereld: Wereld, tmp_path: Path, opdrachten: tuple[str, ...]
) -> None:
    """A table ``alembic_version`` is of many programs."""
    kopie = make_backup(sqlite_wereld.database.url, tmp_path, NU)
    salarissen = ("CREATE TABLE salarissen (id INTEGER)", "INSERT INTO salarissen VALUES (7)")
    execute(empty_database_url, *opdrachten, *salarissen)
    with pytest.raises(ReservekopieError, match="iets anders"):
        put_back(kopie.pad, empty_database_url, vervang=True)
    assert execute(empty_database_url, "SELECT id FROM salarissen") == [(7,)]


def test_a_table_of_another_program_beside_houvast_is_left_alone(stappen: Stappen, tmp_path: Path) -> None:
    url = stappen.wereld.database.url
    kopie = make_backup(url, tmp_path, NU)
    stappen.wereld.database.dispose()
    execute(url, "CREATE TABLE salarissen (id INTEGER)", "INSERT INTO salarissen VALUES (7)")
    with pytest.raises(ReservekopieError, match="iets anders"):
        put_back(kopie.pad, url, vervang=True)
    assert execute(url, "SELECT id FROM salarissen") == [(7,)]


def test_a_database_of_a_later_release_is_not_thrown_away(stappen: Stappen, tmp_path: Path) -> None:
    url = stappen.wereld.database.url
    kopie = make_backup(url, tmp_path, NU)
    stappen.wereld.database.dispose()
    execute(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ReservekopieError, match=r"nieuwere Houvast.*9999.*lege database"):
        put_back(kopie.pad, url, vervang=True)


@pytest.mark.postgresql
def test_what_another_program_hung_on_a_table_stops_the_restore(pg_stappen: Stappen, tmp_path: Path) -> None:
    """Its view is in another schema: it would have gone without a word."""
    url = pg_stappen.wereld.database.url
    kopie = make_backup(url, tmp_path, NU)
    pg_stappen.wereld.database.dispose()
    execute(url, "CREATE SCHEMA rapport", "CREATE VIEW rapport.aantal AS SELECT count(*) FROM melding")
    with pytest.raises(ReservekopieError, match="ander programma"):
        put_back(kopie.pad, url, vervang=True)
    assert execute(url, "SELECT * FROM rapport.aantal") == [(0,)]


def execute(url: str, *opdrachten: str) -> list[tuple[object, ...]]:
    """Plain SQL from outside; the rows of the last one."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as verbinding:
        for opdracht in opdrachten:
            uitkomst = verbinding.execute(text(opdracht))
        return [tuple(rij) for rij in uitkomst] if uitkomst.returns_rows else []


def test_a_broken_target_is_told_and_stays_where_it_is(sqlite_wereld: Wereld, tmp_path: Path) -> None:
    kopie = make_backup(sqlite_wereld.database.url, tmp_path, NU)
    doel = tmp_path / "stuk.db"
    doel.write_bytes(b"geen database" * 1000)
    with pytest.raises(ReservekopieError, match=r"is geen leesbare database\. Geef het een andere naam"):
        put_back(kopie.pad, f"sqlite:///{doel}", vervang=True)
    assert doel.read_bytes() == b"geen database" * 1000


def test_a_link_to_the_database_stays_a_link(sqlite_wereld: Wereld, tmp_path: Path) -> None:
    """/var/lib/houvast/houvast.db may lead to another disk: the data belongs there."""
    kopie = make_backup(sqlite_wereld.database.url, tmp_path, NU)
    echt, link = tmp_path / "schijf" / "echt.db", tmp_path / "link.db"
    echt.parent.mkdir()
    link.symlink_to(echt)
    for vervang in (False, True):
        put_back(kopie.pad, f"sqlite:///{link}", vervang=vervang)
        assert link.is_symlink() and everything(f"sqlite:///{echt}")["organisatie"]
    assert sorted(p.name for p in echt.parent.iterdir() if "herstel" in p.name) == []


KILL = """
import os, pathlib, signal, sys
import app.herstel as herstel
from app.adapters.archief import open_archive
waar, kopie, url = sys.argv[1:]
gewoon, keren = getattr(herstel, waar, None), []
def stop(*alles, **meer):
    keren.append(1)
    if waar != "rename":
        gewoon(*alles, **meer)
    if waar != "migrate_inside" or len(keren) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
setattr(pathlib.Path if waar == "rename" else herstel, waar, stop)
with open_archive(pathlib.Path(kopie)) as archief:
    herstel.restore(url, archief, vervang=True)
"""


def test_a_restore_that_is_killed_half_way_leaves_the_old_state(stappen: Stappen, tmp_path: Path) -> None:
    """Killed at the very last step before it counts: everything is loaded and migrated."""
    url = stappen.wereld.database.url
    kopie = make_backup(url, tmp_path / "kopie", NU)
    stappen.register()
    voor = everything(url)
    stappen.wereld.database.dispose()
    waar = "rename" if stappen.wereld.database.is_sqlite else "migrate_inside"
    opdracht = [sys.executable, "-c", KILL, waar, str(kopie.pad), url]
    proces = subprocess.run(opdracht, capture_output=True, check=False)
    assert proces.returncode == -signal.SIGKILL, proces.stderr
    assert everything(url) == voor
    put_back(kopie.pad, url, vervang=True)
    assert len(everything(url)["melding"]) == 1
    assert not list(tmp_path.glob(".*herstel*"))
    works(url, stappen.wereld)


def test_damage_of_any_kind_is_seen_before_anything_is_touched(sqlite_wereld: Wereld, tmp_path: Path) -> None:
    Stappen(sqlite_wereld).register()
    goed = make_backup(sqlite_wereld.database.url, tmp_path, NU).pad
    heel = goed.read_bytes()
    for stuk in damaged(goed, tmp_path):
        with pytest.raises(ReservekopieError):
            put_back(stuk, sqlite_wereld.database.url, vervang=True)
    with pytest.raises(ReservekopieError, match="bestaat niet"):
        put_back(tmp_path / "weg", sqlite_wereld.database.url)
    assert goed.read_bytes() == heel
    Stappen(sqlite_wereld).nothing_broken()


def damaged(goed: Path, map_: Path) -> Iterator[Path]:
    heel, stuk = goed.read_bytes(), map_ / "stuk.kopie"
    midden = len(heel) // 2
    for inhoud in (heel[:midden], heel[:midden] + b"\0\0\0\0" + heel[midden + 4 :], b"", b"zomaar tekst"):
        stuk.write_bytes(inhoud)
        yield stuk
    yield changed(goed, stuk, "tabellen/melding.jsonl", None)
    yield changed(goed, stuk, "tabellen/melding.jsonl", lambda tekst: tekst.replace("M-2026", "M-2025"))
    yield changed(goed, stuk, "tabellen/melding.jsonl", lambda tekst: tekst + tekst)
    yield changed(goed, stuk, MANIFEST, None)
    yield changed(goed, stuk, MANIFEST, lambda tekst: tekst.replace('"tekst"', '"getal"', 1))
    yield changed(goed, stuk, MANIFEST, lambda tekst: tekst.replace('"onderwerp_verzegeld"', '"onderwerp"'))


def changed(goed: Path, stuk: Path, lid: str, hoe: Callable[[str], str] | None) -> Path:
    with zipfile.ZipFile(goed) as bron, zipfile.ZipFile(stuk, "w") as doel:
        for naam in bron.namelist():
            inhoud = bron.read(naam)
            if naam == lid and hoe is None:
                continue
            doel.writestr(naam, hoe(inhoud.decode()) if naam == lid and hoe else inhoud)
    return stuk


def test_a_copy_of_a_later_release_is_refused_by_name(sqlite_wereld: Wereld, tmp_path: Path) -> None:
    kopie = make_backup(sqlite_wereld.database.url, tmp_path, NU).pad
    nieuwer = changed(
        kopie,
        tmp_path / "nieuwer",
        MANIFEST,
        lambda tekst: json.dumps(json.loads(tekst) | {"revisie": "9999", "houvast": "8.0.0"}),
    )
    with pytest.raises(ReservekopieError, match=r"nieuwere Houvast \(8\.0\.0, schema 9999\)"):
        put_back(nieuwer, f"sqlite:///{tmp_path / 'nieuw.db'}")
    assert not (tmp_path / "nieuw.db").exists()


def test_half_a_copy_never_looks_like_one(
    sqlite_wereld: Wereld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(verbinding: Connection, tabel: object) -> Iterator[Rij]:
        raise OSError(28, "No space left on device")
        yield ()

    monkeypatch.setattr("app.reservekopie.read_rows", full)
    with pytest.raises(OSError, match="No space"):
        make_backup(sqlite_wereld.database.url, tmp_path / "kopie", NU)
    assert list((tmp_path / "kopie").iterdir()) == []


def test_old_copies_go_and_other_files_stay(sqlite_wereld: Wereld, tmp_path: Path) -> None:
    map_ = tmp_path / "kopie"
    paden = [make_backup(sqlite_wereld.database.url, map_, NU + timedelta(days=dag)).pad for dag in range(3)]
    (map_ / "houvast-eigen.kopie").write_text("van iemand anders")
    assert clean_up(map_, 2, paden[-1]) == paden[:1]
    assert sorted(map_.iterdir()) == sorted([*paden[1:], map_ / "houvast-eigen.kopie"])
    with pytest.raises(ReservekopieError, match="bestaat al"):
        make_backup(sqlite_wereld.database.url, map_, NU + timedelta(days=2))


def test_the_copy_just_made_stays_also_after_a_clock_that_ran_ahead(
    sqlite_wereld: Wereld, tmp_path: Path
) -> None:
    map_ = tmp_path / "kopie"
    make_backup(sqlite_wereld.database.url, map_, NU + timedelta(days=400))
    nu = make_backup(sqlite_wereld.database.url, map_, NU).pad
    clean_up(map_, 1, nu)
    assert list(map_.iterdir()) == [nu]


@pytest.mark.postgresql
def test_many_rows_in_the_read_log_find_their_partition(
    sqlite_wereld: Wereld, tmp_path: Path, empty_postgresql_url: str
) -> None:
    with sqlite_wereld.database.transaction() as session:
        for maand in ("2026-11", "2026-12", "2041-01"):
            session.connection().execute(
                text(
                    "INSERT INTO leeslog (id, op, actor_soort, actor_id, organisatie_id, rol, actie, "
                    "object_soort, doel, uitkomst, aanvraag_id) SELECT id, "
                    f"'{maand}-01 09:00:00.000000', "
                    "'medewerker', id, id, 'x', 'R', 'casus', 'x', 'x', 'x' FROM organisatie"
                )
            )
    kopie = make_backup(sqlite_wereld.database.url, tmp_path, NU)
    put_back(kopie.pad, empty_postgresql_url)
    with connect(empty_postgresql_url) as verbinding:
        telling = verbinding.execute(
            "SELECT tableoid::regclass::text, count(*) FROM leeslog GROUP BY 1"
        ).fetchall()
    assert {naam for naam, _ in telling} == {"leeslog_2026_11", "leeslog_2026_12", "leeslog_overig"}


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ReservekopieError, match="bestaat niet"):
        make_backup(f"sqlite:///{tmp_path / 'weg.db'}", tmp_path, NU)
    with pytest.raises(ReservekopieError, match="bestaat niet"):
        open_every_key(f"sqlite:///{tmp_path / 'map' / 'weg.db'}", Kluis({"k1": bytes(32)}, "k1"))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_has_nothing_to_copy(empty_database_url: str, tmp_path: Path) -> None:
    if empty_database_url.startswith("sqlite"):
        Path(str(make_url(empty_database_url).database)).touch()
    with pytest.raises(ReservekopieError, match="nog leeg"):
        make_backup(empty_database_url, tmp_path / "kopie", NU)


def test_wrong_keys_open_nothing_and_say_so(sqlite_wereld: Wereld) -> None:
    Stappen(sqlite_wereld).register()
    with pytest.raises(KluisError, match="hoort niet bij"):
        open_every_key(sqlite_wereld.database.url, Kluis({"k1": bytes(32)}, "k1"))
