"""Standen: how much work is open, in numbers only. Purpose: metrics for who runs the service."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, col, func, select

from app.domain.berichttermen import BerichtStatus
from app.domain.termen import CasusStatus
from app.models import Bericht, Casus, Termijn
from app.queries.lopend import is_pending, is_running


def count_open_work(session: Session, vandaag: date) -> Mapping[str, int]:
    """Open casussen, overdrachten and berichten, and promises whose day has passed."""
    return {
        "casussen_open": _count(session, Casus.status == CasusStatus.OPEN),
        "overdrachten_open": _count(session, is_pending()),
        "beloften_te_laat": _count(session, is_running(), col(Termijn.uiterlijk) < vandaag),
        "berichten_te_versturen": _count(session, Bericht.status == BerichtStatus.TE_VERSTUREN),
    }


def _count(session: Session, *voorwaarden: object) -> int:
    return session.exec(select(func.count()).where(*voorwaarden)).one()  # type: ignore[arg-type]  # clauses
