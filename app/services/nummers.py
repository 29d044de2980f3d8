"""Kenmerken: M-2026-000123 for a melding, C-2026-000098 for a casus; each number is given once."""

from datetime import date
from enum import StrEnum

from sqlmodel import Session

from app.queries.schrijven import next_number


class Reeks(StrEnum):
    """The series of numbers."""

    MELDING = "M"
    CASUS = "C"


def next_kenmerk(session: Session, reeks: Reeks, op: date) -> str:
    """The next kenmerk of the year; a rolled back act may leave a hole, never a double."""
    return f"{reeks}-{op.year}-{next_number(session, str(reeks), op.year):06d}"
