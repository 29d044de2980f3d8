"""Stromen: the history read back, stream after stream, to verify it.

Purpose: proof that nothing was changed, removed or slipped in (I8). Ids and codes only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.models import Casus, Gebeurtenis

PER_KEER = 500


@dataclass(frozen=True, slots=True)
class Kop:
    """What the casus says is the last event of its stream."""

    nummer: int
    hash: str


@dataclass(frozen=True, slots=True)
class Stap:
    """One event with the head of its stream; no head when there is no such casus."""

    gebeurtenis: Gebeurtenis
    kop: Kop | None


def all_steps(session: Session) -> Iterator[Stap]:
    """Every event in order of stream and number, a batch at a time."""
    query = (
        select(
            Gebeurtenis,
            col(Casus.id).is_not(None).label("heeft_casus"),
            Casus.gebeurtenis_nr,
            Casus.gebeurtenis_hash,
        )
        .outerjoin(Casus, col(Casus.id) == col(Gebeurtenis.stroom_id))
        .order_by(col(Gebeurtenis.stroom_id), col(Gebeurtenis.nummer))
        .execution_options(yield_per=PER_KEER)
    )
    for gebeurtenis, heeft_casus, nummer, hash_ in session.exec(query):
        yield Stap(gebeurtenis, Kop(nummer, hash_) if heeft_casus else None)


def casussen_without_history(session: Session) -> list[UUID]:
    """Casussen of which every event is gone; each casus has at least that it was opened."""
    heeft = select(Gebeurtenis.stroom_id).where(col(Gebeurtenis.stroom_id) == col(Casus.id)).exists()
    return list(session.exec(select(Casus.id).where(~heeft).order_by(col(Casus.id))))
