"""Aangezegd: messages about a melding that tell of a date that was put off, and whether that date still
runs."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.models import Termijn, Termijnwijziging


@dataclass(frozen=True, slots=True)
class Aangezegd:
    """A message that tells of a date; ``geldt``: that promise still stands."""

    bericht_id: UUID
    termijn_id: UUID
    geldt: bool


def announced_dates(session: Session, melding_id: UUID) -> list[Aangezegd]:
    """Every message about a date of this melding that was put off."""
    query = (
        select(Termijnwijziging.bericht_id, Termijn.id, Termijn.is_open)
        .join(Termijn, col(Termijn.id) == col(Termijnwijziging.termijn_id))
        .where(col(Termijn.melding_id) == melding_id, col(Termijnwijziging.bericht_id).is_not(None))
    )
    return [Aangezegd(*rij) for rij in session.execute(query)]
