"""Stromen: the history read back, stream after stream, to verify it.

Purpose: proof that nothing was changed, removed or slipped in (I8). Ids and codes only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, true
from sqlmodel import Session, col, select

from app.models import Casus, Gebeurtenis, Klacht, Organisatie, Tafel

PER_KEER = 500
#: What has a stream of its own.
MET_STROOM = (Casus, Organisatie, Klacht, Tafel)


@dataclass(frozen=True, slots=True)
class Kop:
    """What the casus, klacht, tafel or organisatie says is the last event of its stream."""

    nummer: int
    hash: str


@dataclass(frozen=True, slots=True)
class Stap:
    """One event with the head of its stream; no head when there is no such row."""

    gebeurtenis: Gebeurtenis
    kop: Kop | None


def all_steps(session: Session) -> Iterator[Stap]:
    """Every event in order of stream and number, a batch at a time."""
    query = (
        select(
            Gebeurtenis,
            or_(*(col(model.id).is_not(None) for model in MET_STROOM)),
            func.coalesce(*(col(model.gebeurtenis_nr) for model in MET_STROOM)),
            func.coalesce(*(col(model.gebeurtenis_hash) for model in MET_STROOM)),
        )
        .outerjoin(Casus, col(Casus.id) == col(Gebeurtenis.stroom_id))
        .outerjoin(Organisatie, col(Organisatie.id) == col(Gebeurtenis.stroom_id))
        .outerjoin(Klacht, col(Klacht.id) == col(Gebeurtenis.stroom_id))
        .outerjoin(Tafel, col(Tafel.id) == col(Gebeurtenis.stroom_id))
        .order_by(col(Gebeurtenis.stroom_id), col(Gebeurtenis.nummer))
        .execution_options(yield_per=PER_KEER)
    )
    for gebeurtenis, heeft_kop, nummer, hash_ in session.exec(query):
        yield Stap(gebeurtenis, Kop(nummer, hash_) if heeft_kop else None)


def heads_without_history(session: Session) -> list[UUID]:
    """Casussen, klachten, tafels and organisaties of which every event is gone; a casus has at least that it
    was opened."""
    leeg: list[UUID] = []
    for model in MET_STROOM:
        stroom = select(Gebeurtenis.stroom_id).where(col(Gebeurtenis.stroom_id) == col(model.id)).exists()
        begonnen = true() if model is Casus else col(model.gebeurtenis_nr) > 0
        leeg += session.exec(select(model.id).where(begonnen, ~stroom).order_by(col(model.id)))
    return leeg
