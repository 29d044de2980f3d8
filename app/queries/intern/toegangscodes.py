"""Toegangscodes: codes that wait to be mailed, claimed by one worker.

Purpose: the worker that mails them. A claim is one conditional change of a row: no code is mailed twice. One
that broke off is not tried again: who waits for it asks for another.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, update
from sqlmodel import Session, col, select

from app.models import Melder, Melding, Toegangscode, Toegangslink


@dataclass(frozen=True, slots=True)
class Codemail:
    """A code that this worker mails now, and to whom."""

    code: Toegangscode
    melding: Melding
    melder: Melder


def due_codes(session: Session, now: datetime, limit: int = 100) -> list[UUID]:
    """Codes that may be mailed now, the longest waiting first."""
    query = select(Toegangscode.id).where(_is_due(now))
    return list(session.exec(query.order_by(col(Toegangscode.mailen_na), col(Toegangscode.id)).limit(limit)))


def claim_mail(session: Session, code_id: UUID, now: datetime) -> Codemail | None:
    """Take one to mail; None when another worker was first, or it does not count any more."""
    claim = update(Toegangscode).where(col(Toegangscode.id) == code_id, _is_due(now)).values(mailen_na=None)
    if session.connection().execute(claim).rowcount != 1:
        return None
    query = (
        select(Toegangscode, Melding, Melder)
        .join(Toegangslink, col(Toegangslink.id) == col(Toegangscode.link_id))
        .join(Melding, col(Melding.id) == col(Toegangslink.melding_id))
        .join(Melder, col(Melder.melding_id) == col(Melding.id))
        .where(Toegangscode.id == code_id, col(Toegangslink.ingetrokken_op).is_(None))
    )
    rij = session.execute(query).first()
    return Codemail(*rij) if rij is not None else None


def mail_later(session: Session, code_id: UUID, op: datetime) -> None:
    """It did not go for now; again from then on, as long as it counts."""
    weer = and_(col(Toegangscode.id) == code_id, _counts(op))
    session.execute(update(Toegangscode).where(weer).values(mailen_na=op))


def _is_due(now: datetime) -> ColumnElement[bool]:
    return and_(col(Toegangscode.mailen_na) <= now, _counts(now))


def _counts(op: datetime) -> ColumnElement[bool]:
    return and_(
        col(Toegangscode.verloopt_op) > op,
        col(Toegangscode.gebruikt_op).is_(None),
        col(Toegangscode.ingetrokken_op).is_(None),
    )
