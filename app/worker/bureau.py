"""Bureau: the desk of the worker in one transaction."""

from datetime import datetime

from sqlmodel import Session

from app.installatie import Installation, surroundings
from app.queries.werkplek import Werkplek
from app.worker.actor import worker_actor


def open_desk(installation: Installation, session: Session, now: datetime) -> Werkplek:
    """Who acts, the clock and rules, and whether mail goes by itself here."""
    settings = installation.settings
    omgeving = surroundings(session, now, settings.bedenktijd, settings.volgadres)
    return Werkplek(session, worker_actor(session, settings.vangnethouder), omgeving, installation.kluis)
