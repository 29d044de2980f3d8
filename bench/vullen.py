"""Vullen: many dossiers in a database, as copies of those of the demo, written in bulk.

Four of five copies are of dossiers that ended: a register that runs for years is mostly history.
"""

import hashlib
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import Any, cast
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy import Engine
from uuid_utils.compat import uuid7

from app.db import Database
from app.installatie import Installation
from app.kluis import Datasleutel, Kluis, Plek
from bench.blauwdruk import Dossier, Regel, Rij, read_dossiers

DEEL_GESLOTEN = 0.8
PER_KEER = 400
EERSTE_NUMMER = 100_000
#: Tables whose rows have a kenmerk, and the letter of their counter.
TELLERS = {"casus": "C", "melding": "M", "klacht": "K"}
#: What the chain is hashed over, in order (app.audit.gebeurtenissen).
KETEN = ("stroom_soort", "stroom_id", "nummer", "soort", "op", "actor_soort", "actor_id", "organisatie_id")
Tick = Callable[[int, int], None]


def fill(installation: Installation, casussen: int, tick: Tick) -> None:
    """Copy dossiers until the database holds so many casussen."""
    database = installation.database
    with database.engine.connect() as verbinding:
        dossiers = read_dossiers(verbinding, installation.kluis)
    kopie = Kopie(installation.kluis, sqlite=database.is_sqlite)
    er_zijn = sum(dossier.casussen for dossier in dossiers)
    schrijf = _write_sqlite if database.is_sqlite else _write_postgresql
    stapel: dict[str, list[Rij]] = defaultdict(list)
    for dossier in _choice(dossiers):
        for tabel, rij in kopie.make(dossier):
            stapel[tabel].append(rij)
        er_zijn += dossier.casussen
        klaar = er_zijn >= casussen
        if klaar or len(stapel["casus"]) >= PER_KEER:
            schrijf(database.engine, stapel)
            stapel.clear()
            tick(min(er_zijn, casussen), casussen)
        if klaar:
            break
    _finish(database, kopie)


def _choice(dossiers: Sequence[Dossier]) -> Iterator[Dossier]:
    toeval = Random("houvast-bench")
    open_, gesloten = ([d for d in dossiers if d.is_open is stand] for stand in (True, False))
    while True:
        yield toeval.choice(gesloten if toeval.random() < DEEL_GESLOTEN else open_)


class Kopie:
    """Makes dossiers again under new ids, keys and kenmerken."""

    def __init__(self, kluis: Kluis, *, sqlite: bool) -> None:
        self._kluis, self._sqlite = kluis, sqlite
        self._toeval = Random("houvast-sleutels")
        #: Far above what the demo handed out; the counters are put right at the end.
        self.nummers: Mapping[str, Iterator[int]] = {tabel: count(EERSTE_NUMMER + 1) for tabel in TELLERS}
        self.laatste = dict.fromkeys(TELLERS, EERSTE_NUMMER)

    def make(self, dossier: Dossier) -> Iterator[tuple[str, Rij]]:
        """The rows of one copy."""
        nieuw = {id_: uuid7() for id_ in dossier.ids}
        sleutels = {id_: self._kluis.maak_sleutel() for id_ in dossier.sleutels}
        hashes: dict[UUID, str] = {}
        stromen: list[tuple[str, Rij]] = []
        for regel in dossier.regels:
            rij = self._row(regel, nieuw, sleutels)
            if regel.tabel == "gebeurtenis":
                rij["vorige_hash"] = hashes.get(rij["stroom_id"], "")
                rij["hash"] = hashes[rij["stroom_id"]] = _chain_hash(rij)
            elif "gebeurtenis_hash" in rij:
                stromen.append((regel.tabel, rij))
                continue
            yield regel.tabel, self._stored(rij)
        for tabel, rij in stromen:
            rij["gebeurtenis_hash"] = hashes[rij["id"]]
            yield tabel, self._stored(rij)

    def _row(
        self, regel: Regel, nieuw: Mapping[UUID, UUID], sleutels: Mapping[UUID, tuple[bytes, Datasleutel]]
    ) -> Rij:
        rij = dict(regel.waarden)
        for kolom, oud in regel.ids.items():
            rij[kolom] = nieuw[oud]
        for kolom, delen in regel.teksten.items():
            rij[kolom] = "".join(str(nieuw[UUID(d)]) if n % 2 else d for n, d in enumerate(delen))
        for kolom, (van, tekst) in regel.verzegeld.items():
            plek = Plek(regel.tabel, rij["id"], kolom.removesuffix("_verzegeld"))
            rij[kolom] = sleutels[van][1].verzegel(plek, tekst)
        if regel.tabel == "samenloop_sleutel":  # somebody else than who was copied
            rij["hash"] = self._toeval.getrandbits(63)
        if regel.waarden.get("id") in sleutels:
            rij["sleutel"] = sleutels[regel.waarden["id"]][0]
        if regel.tabel in self.nummers:
            nummer = self.laatste[regel.tabel] = next(self.nummers[regel.tabel])
            rij["kenmerk"] = f"{rij['kenmerk'][:7]}{nummer:06d}"
        return rij

    def _stored(self, rij: Rij) -> Rij:
        """SQLite keeps an id as 32 hexadecimal digits."""
        if self._sqlite:
            for kolom, waarde in rij.items():
                if isinstance(waarde, UUID):
                    rij[kolom] = waarde.hex
        return rij


def _chain_hash(rij: Rij) -> str:
    delen = [rij["vorige_hash"], *(str(rij[kolom]) for kolom in KETEN), rij["gegevens"]]
    delen[1 + KETEN.index("op")] = _moment(rij["op"])
    return hashlib.sha256("\n".join(delen).encode()).hexdigest()


def _moment(waarde: str | datetime) -> str:
    moment = datetime.fromisoformat(waarde) if isinstance(waarde, str) else waarde
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds")


def _write_sqlite(engine: Engine, stapel: Mapping[str, list[Rij]]) -> None:
    """Without foreign keys (a parent that comes later costs a search in every child); checked at the end."""
    with closing(sqlite3.connect(engine.url.database or "")) as verbinding, verbinding:
        for tabel, rijen in stapel.items():
            kolommen = list(rijen[0])
            plaatsen = ", ".join(f":{kolom}" for kolom in kolommen)
            opdracht = f"INSERT INTO {tabel} ({', '.join(kolommen)}) VALUES ({plaatsen})"
            verbinding.executemany(opdracht, rijen)


def _write_postgresql(engine: Engine, stapel: Mapping[str, list[Rij]]) -> None:
    with closing(engine.raw_connection()) as ruw:
        verbinding = cast("psycopg.Connection[Any]", ruw.driver_connection)
        for tabel, rijen in stapel.items():
            kolommen = list(rijen[0])
            doel = sql.SQL("COPY {} ({}) FROM STDIN").format(
                sql.Identifier(tabel), sql.SQL(", ").join(map(sql.Identifier, kolommen))
            )
            with verbinding.cursor() as cursor, cursor.copy(doel) as copy:
                for rij in rijen:
                    copy.write_row([rij[kolom] for kolom in kolommen])
        verbinding.commit()


def _finish(database: Database, kopie: Kopie) -> None:
    """Numbers go on after the last; statistics as a database that runs for a while has them."""
    with database.engine.begin() as verbinding:
        for tabel, soort in TELLERS.items():
            verbinding.exec_driver_sql(
                f"UPDATE kenmerkteller SET laatste = {kopie.laatste[tabel]} WHERE soort = '{soort}'"
            )
        if database.is_sqlite and verbinding.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise SystemExit("de kopieën verwijzen naar rijen die er niet zijn")
    begin = time.perf_counter()
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
        verbinding.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")
    print(f"  statistiek: {time.perf_counter() - begin:.0f} s")
