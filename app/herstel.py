"""Herstel: put a copy back, all of it or nothing.

The copy is judged first. Then its own (perhaps older) schema is made, its rows are loaded, and migrations
bring it to this release. On PostgreSQL that is one transaction; on SQLite it is a new file that takes the
place of the old one at the very end. Killed half-way, the old state is still there. Decision 0008.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import Enum, auto
from itertools import islice
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from app.adapters.archief import Lezer, sync_folder
from app.db import REACH, Database, knows_revision, migrate, migrate_inside, revision_of
from app.domain.reservekopie import Manifest, ReservekopieError, Tabel
from app.models import metadata
from app.queries.intern.bezorging import hold_after_restore
from app.queries.intern.tabellen import (
    PARTIJ,
    all_tables,
    as_table,
    batch_of,
    count_rows,
    dangling_references,
    others_connected,
    tables_to_copy,
)
from app.reservekopie import Teller, Voortgang

DRAAIT_NOG = (
    "De database is nog in gebruik. Stop eerst houvast serve en houvast werk, en probeer het opnieuw."
)
NIET_HEEL = "In deze kopie ontbreken rijen of verwijzingen. Er is niets veranderd."


ONLEESBAAR = (
    "{} is geen leesbare database. Geef het een andere naam, dan maakt het herstel een nieuwe. "
    "Er is niets veranderd."
)
HANGT_AAN = (
    "Iets van een ander programma hangt aan de tabellen van Houvast, bijvoorbeeld een view. Haal dat eerst "
    "weg, of wijs een lege database aan. Er is niets veranderd."
)
#: The tables of Houvast: nothing else is ever removed.
EIGEN = frozenset(metadata.tables) | {"alembic_version"}


class Doel(Enum):
    """What is in the database that the copy goes to."""

    LEEG = auto()
    HOUVAST = auto()
    VREEMD = auto()


def inspect_target(url: str) -> Doel:
    """Whether the copy would replace something. A SQLite file that is not there is empty.

    Houvast's is only what this release knows, with nothing beside it: many programs number their schema.
    Refuses what cannot be read, and the database of a newer release.
    """
    adres = make_url(url)
    if adres.get_backend_name() != "sqlite":
        with _used_once(create_engine(url, connect_args=REACH)) as engine, engine.connect() as verbinding:
            return _whose(verbinding)
    pad = Path(adres.database or "")
    if not pad.is_file():
        return Doel.LEEG
    try:
        with _used_once(_plain_sqlite(url)) as engine, engine.connect() as verbinding:
            return _whose(verbinding)
    except OperationalError:
        raise
    except DatabaseError as error:
        raise ReservekopieError(ONLEESBAAR.format(pad)) from error


def _whose(verbinding: Connection) -> Doel:
    namen = set(all_tables(verbinding))
    if not namen:
        return Doel.LEEG
    revisie = revision_of(verbinding)
    if revisie is None or "installatie" not in namen:
        return Doel.VREEMD
    if not knows_revision(revisie):
        raise ReservekopieError(
            f"Deze database is van een nieuwere Houvast (schema {revisie}). Er is niets veranderd. "
            "Wijs een lege database aan."
        )
    return Doel.HOUVAST if namen <= EIGEN else Doel.VREEMD


@contextmanager
def _used_once(engine: Engine) -> Iterator[Engine]:
    """An engine for one look."""
    try:
        yield engine
    finally:
        engine.dispose()


def check_copy(archief: Lezer, tick: Voortgang = lambda *_: None) -> None:
    """Read the whole copy; refuses one that is not whole or that comes from a newer release.

    Nothing is touched before this holds.
    """
    manifest = archief.manifest
    if not knows_revision(manifest.revisie):
        raise ReservekopieError(
            f"Deze kopie komt van een nieuwere Houvast ({manifest.houvast}, schema {manifest.revisie}). "
            "Installeer eerst die versie. Er is niets veranderd."
        )
    archief.verify(Teller(manifest.rijen, tick).add)


def restore(url: str, archief: Lezer, *, vervang: bool, tick: Voortgang = lambda *_: None) -> None:
    """Put a checked copy into the database; ``vervang`` permits replacing what is there.

    Refuses a database that holds something (without ``vervang``), one that is not Houvast's, and one that
    somebody is connected to.
    """
    doel = inspect_target(url)
    if doel is Doel.VREEMD:
        raise ReservekopieError("In deze database staat iets anders dan Houvast. Wijs een lege database aan.")
    if doel is Doel.HOUVAST and not vervang:
        raise ReservekopieError("Deze database is niet leeg. Wilt u haar vervangen, gebruik dan --vervang.")
    teller = Teller(archief.manifest.rijen, tick)
    if make_url(url).get_backend_name() == "sqlite":
        _restore_file(Path(make_url(url).database or "").resolve(), archief, teller)
    else:
        _restore_server(url, archief, teller)


def _restore_file(doel: Path, archief: Lezer, teller: Teller) -> None:
    """SQLite: make a new file beside the old one, and let it take its place in one step."""
    doel.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    nieuw = doel.with_name(f".{doel.name}.herstel")
    _remove(nieuw)
    os.close(os.open(nieuw, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        url = f"sqlite:///{nieuw}"
        migrate(url, archief.manifest.revisie)
        engine = _plain_sqlite(url)
        with engine.begin() as verbinding:
            for tabel in _same_tables(verbinding, archief.manifest):
                _insert(verbinding, archief, tabel, teller)
            _require_whole(verbinding, archief.manifest)
        migrate(url)
        with engine.begin() as verbinding:
            hold_after_restore(verbinding)
        engine.dispose()
        _take_place(doel, nieuw)
    finally:
        _remove(nieuw)


def _plain_sqlite(url: str) -> Engine:
    """One transaction from BEGIN to COMMIT, foreign keys judged at the end."""
    engine = create_engine(url)

    def connect(dbapi: sqlite3.Connection, _entry: object) -> None:
        dbapi.isolation_level = None

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", lambda verbinding: verbinding.exec_driver_sql("BEGIN"))
    return engine


def _insert(verbinding: Connection, archief: Lezer, tabel: Tabel, teller: Teller) -> None:
    namen = [kolom.naam for kolom in tabel.kolommen]
    rijen = archief.rows(tabel)
    while partij := [dict(zip(namen, rij, strict=True)) for rij in islice(rijen, batch_of(tabel))]:
        verbinding.execute(as_table(tabel).insert(), partij)
        teller.add(len(partij))


def _take_place(doel: Path, nieuw: Path) -> None:
    """The old file leaves WAL mode first: a WAL that stays behind would be played into the new file.

    That, and the exclusive lock, only work when nobody else has the file open.
    """
    with open(nieuw, "rb") as bestand:  # noqa: PTH123  # fsync needs the number of a plain file
        os.fsync(bestand.fileno())
    if not doel.exists():
        nieuw.rename(doel)
    else:
        try:
            with closing(sqlite3.connect(doel, timeout=2, isolation_level=None)) as oud:
                oud.execute("PRAGMA journal_mode=DELETE")
                oud.execute("BEGIN EXCLUSIVE")
                nieuw.rename(doel)
        except sqlite3.OperationalError as error:
            raise ReservekopieError(DRAAIT_NOG) from error
        except sqlite3.DatabaseError as error:
            raise ReservekopieError(ONLEESBAAR.format(doel)) from error
    sync_folder(doel.parent)


def _remove(bestand: Path) -> None:
    for einde in ("", "-journal", "-wal", "-shm"):
        bestand.with_name(bestand.name + einde).unlink(missing_ok=True)


def _restore_server(url: str, archief: Lezer, teller: Teller) -> None:
    """PostgreSQL: remove, make, load and migrate in one transaction."""
    database = Database(url, 2)
    try:
        with database.engine.begin() as verbinding:
            verbinding.exec_driver_sql("SET LOCAL statement_timeout = 0")
            if others_connected(verbinding):
                raise ReservekopieError(DRAAIT_NOG)
            _drop_everything(verbinding)
            migrate_inside(verbinding, archief.manifest.revisie)
            for tabel in _same_tables(verbinding, archief.manifest):
                _copy_in(verbinding, archief, tabel, teller)
            verbinding.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
            _require_whole(verbinding, archief.manifest)
            verbinding.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
            migrate_inside(verbinding)
            hold_after_restore(verbinding)
        with database.engine.begin() as verbinding:
            verbinding.exec_driver_sql("SET LOCAL statement_timeout = 0")
            verbinding.exec_driver_sql("ANALYZE")
    finally:
        database.dispose()


def _drop_everything(verbinding: Connection) -> None:
    """All tables of Houvast in one statement, so that only what is not Houvast's can stand in the way."""
    namen = ", ".join(f'"{naam}"' for naam in all_tables(verbinding) if naam in EIGEN)
    if not namen:
        return
    try:
        verbinding.exec_driver_sql(f"DROP TABLE {namen}")
    except DBAPIError as error:
        if isinstance(error.orig, psycopg.errors.DependentObjectsStillExist):
            raise ReservekopieError(HANGT_AAN) from error
        raise


def _copy_in(verbinding: Connection, archief: Lezer, tabel: Tabel, teller: Teller) -> None:
    opdracht = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(tabel.naam), sql.SQL(", ").join(sql.Identifier(k.naam) for k in tabel.kolommen)
    )
    verbonden = verbinding.connection.driver_connection
    assert isinstance(verbonden, psycopg.Connection)  # app.settings permits no other driver
    aantal = 0
    with verbonden.cursor() as cursor, cursor.copy(opdracht) as invoer:
        for rij in archief.rows(tabel):
            invoer.write_row(rij)
            aantal += 1
            if aantal % PARTIJ == 0:
                teller.add(PARTIJ)
    teller.add(aantal % PARTIJ)


def _same_tables(verbinding: Connection, manifest: Manifest) -> list[Tabel]:
    """The tables in the order of loading; refuses a copy with other columns than its own schema has."""
    hier = tables_to_copy(verbinding)
    daar = {inhoud.tabel.naam: inhoud.tabel for inhoud in manifest.tabellen}
    if {t.naam: frozenset(t.kolommen) for t in hier} != {n: frozenset(t.kolommen) for n, t in daar.items()}:
        raise ReservekopieError(
            f"Deze kopie zegt schema {manifest.revisie} te hebben, maar haar tabellen zijn anders. "
            "Er is niets veranderd."
        )
    return [daar[tabel.naam] for tabel in hier]


def _require_whole(verbinding: Connection, manifest: Manifest) -> None:
    anders = any(count_rows(verbinding, inhoud.tabel) != inhoud.rijen for inhoud in manifest.tabellen)
    if anders or (verbinding.dialect.name == "sqlite" and dangling_references(verbinding)):
        raise ReservekopieError(NIET_HEEL)
