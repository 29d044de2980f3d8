"""Overdrachten for the worker: offers that nobody can or will answer any more.

Purpose: to end them as ``verlopen`` (domain.md §4 and §8). Ids only; no person is read.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from app.models import Organisatie, Overdracht
from app.queries.lopend import is_pending


def overdue_offers(session: Session, vandaag: date) -> list[UUID]:
    """Open offers past their last day, and those to a blocked organisatie; oldest first."""
    query = (
        select(Overdracht.id)
        .join(Organisatie, col(Organisatie.id) == col(Overdracht.naar_organisatie_id))
        .where(
            is_pending(),
            or_(col(Overdracht.uiterlijk) < vandaag, col(Organisatie.toegang_geblokkeerd).is_(True)),
        )
        .order_by(col(Overdracht.uiterlijk), col(Overdracht.id))
    )
    return list(session.exec(query))


def offers_waiting_on(session: Session, organisatie_id: UUID) -> list[tuple[UUID, UUID]]:
    """Open offers to one party, as (overdracht, casus)."""
    query = (
        select(Overdracht.id, Overdracht.casus_id)
        .where(Overdracht.naar_organisatie_id == organisatie_id, is_pending())
        .order_by(col(Overdracht.id))
    )
    return list(session.exec(query))
