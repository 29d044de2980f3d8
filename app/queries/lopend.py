"""Lopend: what still runs, written as the partial indexes have it.

A database uses a partial index only when it can see that the question implies its condition. A bound
parameter hides that from SQLite, which then read every offer of an organisatie for each casus.
"""

from typing import Any

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import col

from app.domain.termen import OPEN_OVERDRACHT
from app.models import Overdracht


def is_pending() -> ColumnElement[bool]:
    """An offer that waits for an answer (index ``uq_overdracht_open``)."""
    return col(Overdracht.status).in_([literal_column(f"'{status}'") for status in sorted(OPEN_OVERDRACHT)])


def is_expired() -> ColumnElement[bool]:
    """An offer that nobody answered in time (index ``ix_overdracht_verlopen``)."""
    return literal_column("overdracht.status = 'verlopen'")


def is_running() -> ColumnElement[Any]:
    """A promise that is neither kept nor lapsed (index ``ix_termijn_verantwoordelijke``)."""
    return literal_column("termijn.is_open")
