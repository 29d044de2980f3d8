"""Werk: what happens by itself. Offers that ran out end as ``verlopen``; the sender stays owner (I3).

Each offer has a transaction of its own: one that fails leaves the others alone, and a crash in between
leaves a state that the next round understands (I12).
"""

from dataclasses import dataclass
from datetime import datetime
from threading import Event
from uuid import UUID

import structlog
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.domain.errors import DomainError
from app.domain.omgeving import local_date
from app.installatie import Installation, now_utc, surroundings
from app.kluis import Kluis
from app.queries.dossier import load_dossier_of_overdracht
from app.queries.intern.overdrachten import overdue_offers
from app.queries.werkplek import Werkplek
from app.services.overdracht import expire_overdracht
from app.worker.actor import worker_actor

log = structlog.get_logger("houvast.werk")

#: Seconds between two rounds.
RONDE = 30.0


@dataclass(frozen=True, slots=True)
class Ronde:
    """What one round did: offers that ended, and offers that could not be ended now."""

    verlopen: int = 0
    mislukt: int = 0


def run_once(installation: Installation, now: datetime) -> Ronde:
    """One round: end every offer that ran out or waits on a blocked organisatie.

    An offer that a person answered in the meantime is left as it is.
    """
    with installation.database.read() as session:
        gevonden = overdue_offers(session, local_date(now))
    verlopen = mislukt = 0
    for overdracht_id in gevonden:
        try:
            verlopen += _expire(installation, overdracht_id, now)
        except (DomainError, OperationalError) as error:
            mislukt += 1
            log.warning("aanbod_niet_verlopen", overdracht=str(overdracht_id), fout=type(error).__name__)
    return Ronde(verlopen, mislukt)


def run_until(installation: Installation, stop: Event, interval: float = RONDE) -> None:
    """Round after round until ``stop`` is set; a database that is away for a while is no end."""
    while not stop.is_set():
        try:
            ronde = run_once(installation, now_utc())
            if ronde.verlopen:
                log.info("ronde", verlopen=ronde.verlopen, mislukt=ronde.mislukt)
        except OperationalError as error:
            log.warning("ronde_mislukt", fout=type(error).__name__)
        stop.wait(interval)


def expire_due(werkplek: Werkplek) -> int:
    """End all offers that ran out, inside one transaction that somebody else commits (demo data)."""
    gevonden = overdue_offers(werkplek.session, werkplek.omgeving.vandaag)
    return sum(expire_overdracht(werkplek, overdracht_id) for overdracht_id in gevonden)


def _expire(installation: Installation, overdracht_id: UUID, now: datetime) -> bool:
    """Lock, look again, then end it: somebody may just have taken it in beoordeling."""
    vangnethouder = installation.settings.vangnethouder
    with installation.database.transaction() as session:
        load_dossier_of_overdracht(session, overdracht_id)
        if overdracht_id not in overdue_offers(session, local_date(now)):
            return False
        return expire_overdracht(_desk(session, installation.kluis, now, vangnethouder), overdracht_id)


def _desk(session: Session, kluis: Kluis, now: datetime, vangnethouder: str) -> Werkplek:
    return Werkplek(session, worker_actor(session, vangnethouder), surroundings(session, now), kluis)
