"""Opruimen: what no longer counts is forgotten. Purpose: nothing is kept longer than it serves."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from app.models import Idempotentie, Limietteller, Sessie, Uitnodiging


def forget_answers(session: Session, voor: datetime) -> None:
    """Answers of before that moment: they hold what was asked and said (I8)."""
    session.connection().execute(delete(Idempotentie).where(col(Idempotentie.op) < voor))


def forget_counts(session: Session, voor: datetime) -> None:
    """Attempts that began to be counted before that moment: no window is as long, so they stop nobody."""
    session.connection().execute(delete(Limietteller).where(col(Limietteller.venster) < voor))


def forget_logins(session: Session, voor: datetime) -> None:
    """Log-ins that ended before that moment; who was logged in when stands in the read log."""
    session.connection().execute(delete(Sessie).where(col(Sessie.verloopt_op) < voor))


def forget_invitations(session: Session, voor: datetime) -> None:
    """Codes that stopped working before that moment, with the name and mail address of who never came."""
    session.connection().execute(delete(Uitnodiging).where(col(Uitnodiging.geldig_tot) < voor))
