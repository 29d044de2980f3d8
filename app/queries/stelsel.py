"""Stelsel: what this database is."""

from sqlmodel import Session, select

from app.models import Installatie, Organisatie


def get_installatie(session: Session) -> Installatie | None:
    """The one row that says what this database is; None before ``init``."""
    return session.exec(select(Installatie)).first()


def is_furnished(session: Session) -> bool:
    """Whether the reference data are there."""
    return session.exec(select(Organisatie.id).limit(1)).first() is not None
