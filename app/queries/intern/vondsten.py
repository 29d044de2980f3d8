"""Vondsten: what the check of every hour found, kept until a later check no longer finds it.

Purpose: the vangnet (domain.md §8). The check reads every jeugdige of an open casus for one thing, whether
the 18th birthday is near; nothing of it is kept but the kenmerk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.termen import CasusStatus
from app.domain.vangnet import Vangnetsoort
from app.models import Casus, Jeugdige, Vondst

PER_KEER = 500
KOLOMMEN: tuple[Any, ...] = (
    *(col(Casus.id).label("casus_id"), col(Casus.kenmerk), col(Casus.sleutel)),
    *(col(Jeugdige.id).label("jeugdige_id"), col(Jeugdige.persoon_verzegeld)),
)


@dataclass(frozen=True, slots=True)
class Gevonden:
    """One thing to keep. Two that are equal are the same thing, found again."""

    soort: Vangnetsoort
    onderwerp: str
    melding: str = ""
    casus_id: UUID | None = None


def jeugdigen_of_open_casussen(session: Session) -> Iterator[Row[Any]]:
    """Casus, kenmerk and key, and the sealed person, a batch at a time."""
    query = (
        sa_select(*KOLOMMEN)
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .where(
            col(Casus.status) == CasusStatus.OPEN,
            col(Jeugdige.persoon_verzegeld).is_not(None),
            col(Jeugdige.toekomst_besproken_op).is_(None),
        )
        .execution_options(yield_per=PER_KEER)
    )
    yield from session.execute(query)


def keep_found(session: Session, gevonden: Sequence[Gevonden], ids: Iterator[UUID], now: datetime) -> None:
    """Keep what was found; what is there already keeps its date, what is gone goes."""
    bekend = {
        Gevonden(Vangnetsoort(rij.soort), rij.onderwerp, rij.melding, rij.casus_id): rij.id
        for rij in session.exec(select(Vondst))
    }
    weg = [id_ for vondst, id_ in bekend.items() if vondst not in set(gevonden)]
    session.execute(delete(Vondst).where(col(Vondst.id).in_(weg)))
    session.add_all(
        Vondst(
            id=next(ids),
            soort=vondst.soort,
            onderwerp=vondst.onderwerp,
            melding=vondst.melding,
            casus_id=vondst.casus_id,
            sinds=now,
        )
        for vondst in dict.fromkeys(gevonden)
        if vondst not in bekend
    )
