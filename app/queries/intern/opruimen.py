"""Opruimen: what no longer counts is forgotten. Purpose: nothing is kept longer than it serves."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from app.models import Idempotentie


def forget_answers(session: Session, voor: datetime) -> None:
    """Answers of before that moment: they hold what was asked and said (I8)."""
    session.connection().execute(delete(Idempotentie).where(col(Idempotentie.op) < voor))
