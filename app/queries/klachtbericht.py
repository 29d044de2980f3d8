"""Klachtbericht: messages that tell of a date that was put off, and which of them are about a klacht.

Of a klacht only who handles it reads (decision 0007).
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists
from sqlmodel import Session, col, select

from app.domain.berichttermen import Berichtmoment
from app.models import Bericht, Termijn, Termijnwijziging


@dataclass(frozen=True, slots=True)
class Aangezegd:
    """A message that tells of a date; ``geldt``: that promise still stands."""

    bericht_id: UUID
    termijn_id: UUID
    geldt: bool


def klacht_of_bericht() -> Any:
    """The klacht that a message is about, as a column of a query on messages; empty for any other."""
    klacht = (
        select(Termijn.klacht_id)
        .join(Termijnwijziging, col(Termijnwijziging.termijn_id) == col(Termijn.id))
        .where(_tells_of_klacht())
        .correlate(Bericht)
        .scalar_subquery()
    )
    return case((col(Bericht.moment) == Berichtmoment.VERDAAGD, klacht))


def is_about_klacht() -> ColumnElement[bool]:
    """Whether a message is about a klacht; for queries on messages."""
    wijzigt = col(Termijnwijziging.termijn_id) == col(Termijn.id)
    over_klacht = exists().where(wijzigt, _tells_of_klacht()).correlate(Bericht)
    return and_(col(Bericht.moment) == Berichtmoment.VERDAAGD, over_klacht)


def _tells_of_klacht() -> ColumnElement[bool]:
    return and_(
        col(Termijn.melding_id) == col(Bericht.melding_id),  # the index
        col(Termijn.klacht_id).is_not(None),
        col(Termijnwijziging.bericht_id) == col(Bericht.id),
    )


def announced_dates(session: Session, melding_id: UUID) -> list[Aangezegd]:
    """Every message about a date of this melding that was put off."""
    query = (
        select(Termijnwijziging.bericht_id, Termijn.id, Termijn.is_open)
        .join(Termijn, col(Termijn.id) == col(Termijnwijziging.termijn_id))
        .where(col(Termijn.melding_id) == melding_id, col(Termijnwijziging.bericht_id).is_not(None))
    )
    return [Aangezegd(*rij) for rij in session.execute(query)]
