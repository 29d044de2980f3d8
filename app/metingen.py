"""Metingen: numbers for Prometheus. Bounded labels, no personal data.

Counters live in each process. ``houvast serve --workers 4`` gives the processes a folder to share them in
(``PROMETHEUS_MULTIPROC_DIR``), so that whichever process answers ``/metrics`` tells about all of them.
What is open is counted in the database, at most once in ``GELDIG`` seconds; what the worker did is read
from its sign of life.
"""

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, Summary, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import SQLAlchemyError

from app.db import Database
from app.domain.omgeving import local_date
from app.domain.vangnet import Vangnetsoort
from app.installatie import surroundings
from app.queries.intern.hartslag import NAZIEN, WERK, find_hartslag
from app.queries.intern.standen import count_open_work
from app.queries.vangnet import count_all

GELDIG = 15.0
GEDEELD = "PROMETHEUS_MULTIPROC_DIR"
#: A method is what a client sends; anything else than these would make a label without bounds.
METHODEN = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

AANVRAGEN = Counter("houvast_aanvragen", "Requests", ["methode", "route", "status"])
DUUR = Histogram("houvast_aanvraag_seconden", "Duration of requests", ["methode", "route"])
ONDERWEG = Gauge("houvast_aanvragen_onderweg", "Requests in flight", multiprocess_mode="livesum")
GEWEIGERD = Counter("houvast_aanvragen_geweigerd", "Requests refused because it is too busy")
STORINGEN = Counter("houvast_storingen", "Requests that the database could not serve now", ["soort"])
OPDRACHTEN = Summary("houvast_database_seconden", "Time in the database, per statement")
IN_GEBRUIK = Gauge(
    "houvast_verbindingen_in_gebruik", "Connections in use", ["pool"], multiprocess_mode="livesum"
)

STANDEN = {
    "casussen_open": "Open casussen",
    "overdrachten_open": "Offers that nobody answered yet",
    "beloften_te_laat": "Open promises whose day has passed",
    "berichten_te_versturen": "Messages that wait to be told",
}


def methode(van_verzoek: str) -> str:
    """The label of a method."""
    return van_verzoek if van_verzoek in METHODEN else "overig"


def watch(database: Database) -> None:
    """Measure the statements and the connections of a database."""
    for pool, engine in database.pools().items():
        event.listen(engine, "before_cursor_execute", _begin)
        event.listen(engine, "after_cursor_execute", _end)
        _watch_pool(engine, pool)


def _begin(verbinding: Connection, *_: object) -> None:
    verbinding.info["begonnen"] = time.perf_counter()


def _end(verbinding: Connection, *_: object) -> None:
    OPDRACHTEN.observe(time.perf_counter() - verbinding.info["begonnen"])


def _watch_pool(engine: Engine, pool: str) -> None:
    meter = IN_GEBRUIK.labels(pool)
    event.listen(engine, "checkout", lambda *_: meter.inc())
    event.listen(engine, "checkin", lambda *_: meter.dec())


@dataclass(slots=True)
class Meetstand:
    """What this process last read from the database for ``/metrics``."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _tot: float = 0.0
    _gelezen: Mapping[str, float] = field(default_factory=dict)
    _vangnet: Mapping[Vangnetsoort, int] = field(default_factory=dict)
    _bereikbaar: bool = False

    def collect(self, database: Database, now: datetime) -> Iterator[Metric]:
        """The families for Prometheus; when the database is away, only that."""
        with self._lock:
            if time.monotonic() >= self._tot:
                self._read(database, now)
            gelezen, vangnet, bereikbaar = self._gelezen, self._vangnet, self._bereikbaar
        yield GaugeMetricFamily("houvast_database_bereikbaar", "Database answers", float(bereikbaar))
        for naam, uitleg in STANDEN.items():
            if naam in gelezen:
                yield GaugeMetricFamily(f"houvast_{naam}", uitleg, gelezen[naam])
        net = GaugeMetricFamily(
            "houvast_vangnet", "Findings of the vangnet that are not solved", labels=["soort"]
        )
        for soort, aantal in vangnet.items():
            net.add_metric([soort], aantal)
        yield net
        if "nazien_op" in gelezen:
            nagezien = max(0.0, now.timestamp() - gelezen["nazien_op"])
            yield GaugeMetricFamily("houvast_nazien_sinds_seconden", "Since the last full check", nagezien)
        if "werk_op" in gelezen:
            sinds = max(0.0, now.timestamp() - gelezen["werk_op"])
            yield GaugeMetricFamily("houvast_werk_sinds_seconden", "Since the last worker round", sinds)
            for naam in ("rondes", "verlopen", "mislukt"):
                yield CounterMetricFamily(f"houvast_werk_{naam}", f"Worker: {naam}", gelezen[f"werk_{naam}"])

    def _read(self, database: Database, now: datetime) -> None:
        try:
            with database.read() as session:
                gelezen: dict[str, float] = dict(count_open_work(session, local_date(now)))
                vangnet = count_all(session, surroundings(session, now))
                if (nazien := find_hartslag(session, NAZIEN)) is not None:
                    gelezen["nazien_op"] = nazien.op.timestamp()
                if (werk := find_hartslag(session, WERK)) is not None:
                    gelezen["werk_op"] = werk.op.timestamp()
                    gelezen |= {f"werk_{n}": getattr(werk, n) for n in ("rondes", "verlopen", "mislukt")}
            self._gelezen, self._vangnet, self._bereikbaar = gelezen, vangnet, True
        except SQLAlchemyError:
            self._gelezen, self._vangnet, self._bereikbaar = {}, {}, False
        self._tot = time.monotonic() + GELDIG


def exposition(stand: Meetstand, database: Database, now: datetime) -> bytes:
    """Everything in the text form of Prometheus: of all processes, then of the database."""
    gedeeld = REGISTRY
    if os.environ.get(GEDEELD):
        gedeeld = CollectorRegistry()
        MultiProcessCollector(gedeeld)  # type: ignore[no-untyped-call]  # untyped there
    eigen = CollectorRegistry()
    eigen.register(_Families(list(stand.collect(database, now))))
    return generate_latest(gedeeld) + generate_latest(eigen)


@dataclass(eq=False, slots=True)
class _Families:
    """A collector that was read already."""

    families: list[Metric]

    def collect(self) -> list[Metric]:
        return self.families


def leave() -> None:
    """A process that ends is no longer in flight; its counts stay."""
    if os.environ.get(GEDEELD):
        with suppress(OSError):
            mark_process_dead(os.getpid())  # type: ignore[no-untyped-call]  # untyped there
