"""Opruimen: what no longer counts is forgotten. Purpose: nothing is kept longer than it serves."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from app.models import Idempotentie, Sessie


def forget_ended(session: Session, now: datetime, *, antwoorden_voor: datetime) -> None:
    """Log-ins that ended; and answers of before that moment, which hold what was asked and said (I8)."""
    verbinding = session.connection()
    verbinding.execute(delete(Idempotentie).where(col(Idempotentie.op) < antwoorden_voor))
    verbinding.execute(delete(Sessie).where(col(Sessie.verloopt_op) < now))
