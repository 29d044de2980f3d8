"""Veiligheid: contact about danger, with Veilig Thuis, 112 or the crisisdienst (domain.md §7)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.errors import InvalidInputError, Veldfout
from app.domain.veiligheidstermen import Veiligheidsinstantie

#: What lies further back was mistyped.
EERSTE_JAAR = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVeiligheidscontact:
    """Who was phoned, at what moment, who was spoken with and what was agreed."""

    casus_id: UUID
    instantie: Veiligheidsinstantie
    gedaan_op: datetime
    gesproken_met: str | None = None
    afspraak: str | None = None


def refuse_future(opdracht: RecordVeiligheidscontact, now: datetime) -> None:
    """What is recorded has happened, and in a year that can be."""
    if opdracht.gedaan_op.year < EERSTE_JAAR:
        raise InvalidInputError([Veldfout("dag", "Dit jaar klopt niet. Kijk de datum na.")])
    if opdracht.gedaan_op > now:
        raise InvalidInputError([Veldfout("tijd", "Dit moment is nog niet geweest. Kijk dag en tijd na.")])
