"""Overdrachten for the worker: offers that wait for an answer, or that nobody will answer any more.

Purpose: to remind of them, and to end them as ``verlopen`` (domain.md §4 and §8). No person is read.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from app.models import Bericht, Organisatie, Overdracht, Termijn
from app.queries.lopend import is_pending, is_running


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


def offers_to_remind(session: Session, vandaag: date) -> list[tuple[UUID, Termijn]]:
    """Open offers to a party with a mailbox, made before today and not past their day, with their clock."""
    query = (
        select(Overdracht.id, Termijn)
        .join(Organisatie, col(Organisatie.id) == col(Overdracht.naar_organisatie_id))
        .join(Termijn, and_(col(Termijn.overdracht_id) == col(Overdracht.id), is_running()))
        .where(
            is_pending(),
            col(Organisatie.email).is_not(None),
            col(Termijn.begint_op) < vandaag,
            col(Termijn.uiterlijk) >= vandaag,
        )
        .order_by(col(Termijn.uiterlijk), col(Overdracht.id))
    )
    return [(id_, termijn) for id_, termijn in session.exec(query)]


def told_already(session: Session, sleutels: Collection[str]) -> frozenset[str]:
    """Which of these messages were made before."""
    query = select(Bericht.eenmalig).where(col(Bericht.eenmalig).in_(sleutels))
    return frozenset(session.exec(query))


def offers_waiting_on(session: Session, organisatie_id: UUID) -> list[tuple[UUID, UUID]]:
    """Open offers to one party, as (overdracht, casus)."""
    query = (
        select(Overdracht.id, Overdracht.casus_id)
        .where(Overdracht.naar_organisatie_id == organisatie_id, is_pending())
        .order_by(col(Overdracht.id))
    )
    return list(session.exec(query))
