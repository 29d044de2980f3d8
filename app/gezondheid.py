"""Gezondheid: what must be right before this process takes work, and what somebody should look at."""

import threading
import time
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.afbouw import STOPT
from app.db import Database, newest_revision, revision_of
from app.dependencies import Huis
from app.domain.vangnet import NAZIEN_STIL, WERK_STIL
from app.installatie import now_utc
from app.kluis import KluisError
from app.queries.intern.hartslag import NAZIEN, WEB, WERK, beat, find_hartslag
from app.sleutelbeheer import require_fit

STOPPEN = "stoppen"
DATABASE, SCHRIJVEN, MIGRATIE, SLEUTELS = "database", "schrijven", "migratie", "sleutels"
UITLEG = {
    DATABASE: "De database is niet te bereiken.",
    SCHRIJVEN: "De database neemt niets aan: vol, alleen-lezen of bezet.",
    MIGRATIE: "De database heeft een andere versie dan deze toepassing. Doe: houvast init",
}
#: Writing is tried at most once in so many seconds: anybody may ask whether we are ready.
PROEF_GELDIG = 5.0


@dataclass(slots=True)
class Schrijfproef:
    """Whether this process can really store something; a success counts for a few seconds."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _tot: float = 0.0

    def slaagt(self, database: Database) -> bool:
        """Store a sign of life and commit it: only a commit shows a full disk."""
        with self._lock:
            if time.monotonic() < self._tot:
                return True
            try:
                with database.transaction() as session:
                    beat(session, WEB, now_utc())
            except (SQLAlchemyError, OSError):
                return False
            self._tot = time.monotonic() + PROEF_GELDIG
            return True


@dataclass(frozen=True, slots=True)
class Toestand:
    """What is not right, with words for who runs the service; ``let_op`` keeps nobody out."""

    fout: dict[str, str] = field(default_factory=dict)
    let_op: tuple[str, ...] = ()


def examine(huis: Huis, proef: Schrijfproef) -> Toestand:
    """All parts, the first that fails last: without a database nothing else can be said. Logs a failure."""
    if STOPT.is_set():
        return Toestand({STOPPEN: "Deze dienst stopt. Een ander proces neemt het over."})
    fout = find_failures(huis)
    if not fout and not proef.slaagt(huis.database):
        fout = {SCHRIJVEN: UITLEG[SCHRIJVEN]}
    log = structlog.get_logger()
    if fout:
        log.error("niet_gereed", deel=",".join(fout))
        return Toestand(fout)
    stil = _silent(huis)
    if stil:
        log.warning("werk_is_stil", deel=",".join(stil))
    return Toestand(let_op=stil)


def find_failures(huis: Huis) -> dict[str, str]:
    """The parts that are not right, without writing anything; empty when all is well."""
    try:
        with huis.database.read() as session:
            if revision_of(session.connection()) != newest_revision():
                return {MIGRATIE: UITLEG[MIGRATIE]}
            require_fit(session, huis.kluis)
    except KluisError as error:
        return {SLEUTELS: f"{error}. Doe: houvast sleutels herstel BESTAND"}
    except (SQLAlchemyError, OSError):
        return {DATABASE: UITLEG[DATABASE]}
    return {}


def _silent(huis: Huis) -> tuple[str, ...]:
    """The worker is a process of its own on PostgreSQL: nobody else notices that it stopped, or that it
    works on while the check of every hour fails."""
    delen = {WERK: WERK_STIL, NAZIEN: NAZIEN_STIL}
    with huis.database.read() as session:
        tekens = {deel: find_hartslag(session, deel) for deel in delen}
    nu = now_utc()
    stil = tuple(
        deel for deel, hoogstens in delen.items() if (t := tekens[deel]) is None or nu - t.op > hoogstens
    )
    return stil[:1]  # without a worker there is no check either
