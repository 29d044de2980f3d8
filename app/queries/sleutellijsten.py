"""Sleutellijsten: the lists of codes a tafel handed in, and how many of their lines are known elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import col

from app.domain.tafeltermen import Agenderingsoort
from app.models import Afstemming, Agendering, Samenloop
from app.queries.lezen import people
from app.queries.werkplek import Werkplek

#: The last so many.
LAATSTE = 10


@dataclass(frozen=True, slots=True)
class Sleutellijst:
    """One list: when, by whom (nobody: a system), how many lines, how many still stand, how many are known
    elsewhere as far as this tafel may know."""

    op: datetime
    door: str | None
    regels: int
    loopt: int
    bekend: int


def handed_in(werkplek: Werkplek, tafel_id: UUID) -> list[Sleutellijst]:
    """The last lists, newest first; for who keeps this agenda (the caller judged that). What came in one act
    has one moment."""
    samen: tuple[Any, ...] = (col(Agendering.geagendeerd_op), col(Agendering.geagendeerd_door_id))
    aantallen: tuple[Any, ...] = (
        func.count(),
        func.sum(case((col(Agendering.beeindigd_op).is_(None), 1), else_=0)),
        func.sum(case((_is_known_elsewhere(), 1), else_=0)),
    )
    query = (
        sa_select(*samen, *aantallen)
        .where(col(Agendering.tafel_id) == tafel_id, col(Agendering.soort) == Agenderingsoort.SLEUTELS)
        .group_by(*samen)
        .order_by(samen[0].desc())
        .limit(LAATSTE)
    )
    rijen = [tuple(rij) for rij in werkplek.session.execute(query)]
    wie = people(werkplek.session, {rij[1] for rij in rijen if rij[1] is not None})
    return [
        Sleutellijst(op, wie[door].naam if door in wie else None, regels, loopt, bekend)
        for op, door, regels, loopt, bekend in rijen
    ]


def _is_known_elsewhere() -> ColumnElement[bool]:
    """A hit that this side may know of; the same as ``afstemmingen.list_afstemmingen``."""
    gedeeld, eerst = col(Afstemming.gedeeld_op).is_not(None), col(Afstemming.eerst_ouder)
    return (
        exists()
        .where(
            col(Afstemming.samenloop_id) == col(Samenloop.id),
            or_(
                and_(col(Samenloop.ouder_agendering_id) == col(Agendering.id), or_(gedeeld, eerst)),
                and_(col(Samenloop.jonger_agendering_id) == col(Agendering.id), or_(gedeeld, ~eerst)),
            ),
        )
        .correlate(Agendering)
    )
