"""Stromen: the history read back, stream after stream, to verify it.

Purpose: proof that nothing was changed, removed or slipped in (I8). Ids and codes only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from app.models import Casus, Gebeurtenis, Klacht, Organisatie

PER_KEER = 500


@dataclass(frozen=True, slots=True)
class Kop:
    """What the casus, klacht or organisatie says is the last event of its stream."""

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
            or_(*(col(model.id).is_not(None) for model in (Casus, Organisatie, Klacht))),
            func.coalesce(Casus.gebeurtenis_nr, Organisatie.gebeurtenis_nr, Klacht.gebeurtenis_nr),
            func.coalesce(Casus.gebeurtenis_hash, Organisatie.gebeurtenis_hash, Klacht.gebeurtenis_hash),
        )
        .outerjoin(Casus, col(Casus.id) == col(Gebeurtenis.stroom_id))
        .outerjoin(Organisatie, col(Organisatie.id) == col(Gebeurtenis.stroom_id))
        .outerjoin(Klacht, col(Klacht.id) == col(Gebeurtenis.stroom_id))
        .order_by(col(Gebeurtenis.stroom_id), col(Gebeurtenis.nummer))
        .execution_options(yield_per=PER_KEER)
    )
    for gebeurtenis, heeft_kop, nummer, hash_ in session.exec(query):
        yield Stap(gebeurtenis, Kop(nummer, hash_) if heeft_kop else None)


def heads_without_history(session: Session) -> list[UUID]:
    """Casussen, klachten and organisaties of which every event is gone; a casus has at least that it was
    opened."""
    van_casus = select(Gebeurtenis.stroom_id).where(col(Gebeurtenis.stroom_id) == col(Casus.id)).exists()
    van_partij = (
        select(Gebeurtenis.stroom_id).where(col(Gebeurtenis.stroom_id) == col(Organisatie.id)).exists()
    )
    casussen = select(Casus.id).where(~van_casus).order_by(col(Casus.id))
    partijen = select(Organisatie.id).where(col(Organisatie.gebeurtenis_nr) > 0, ~van_partij)
    van_klacht = select(Gebeurtenis.stroom_id).where(col(Gebeurtenis.stroom_id) == col(Klacht.id)).exists()
    klachten = select(Klacht.id).where(col(Klacht.gebeurtenis_nr) > 0, ~van_klacht)
    return [*session.exec(casussen), *session.exec(partijen), *session.exec(klachten)]
