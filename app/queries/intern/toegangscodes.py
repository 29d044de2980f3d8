"""Toegangscodes: codes that wait to be mailed, claimed by one worker.

Purpose: the worker that mails them. A claim is one conditional change of a row: no code is mailed twice. One
that broke off is not tried again: who waits for it asks for another.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, update
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.omgeving import local_date
from app.models import Casus, Melder, Melding, Organisatie, Toegangscode, Toegangslink
from app.queries.partijlink import still_runs


@dataclass(frozen=True, slots=True)
class Codemail:
    """A code that this worker mails now, and to whom: a melder, or a party without an account."""

    code: Toegangscode
    link: Toegangslink
    melding: Melding | None
    melder: Melder | None
    casus: Casus | None
    organisatie: Organisatie | None


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
        sa_select(Toegangscode, Toegangslink, Melding, Melder, Casus, Organisatie)
        .join(Toegangslink, col(Toegangslink.id) == col(Toegangscode.link_id))
        .outerjoin(Melding, col(Melding.id) == col(Toegangslink.melding_id))
        .outerjoin(Melder, col(Melder.melding_id) == col(Melding.id))
        .outerjoin(Casus, col(Casus.id) == col(Toegangslink.casus_id))
        .outerjoin(Organisatie, col(Organisatie.id) == col(Toegangslink.organisatie_id))
        .where(
            col(Toegangscode.id) == code_id,
            col(Toegangslink.ingetrokken_op).is_(None),
            or_(col(Toegangslink.casus_id).is_(None), still_runs(local_date(now))),
        )
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
