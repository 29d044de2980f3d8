"""Sleutellijsten: the lists of codes a tafel handed in, how many of their lines are known elsewhere, and
which lines were made with a key that runs out or did."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import col

from app.domain.tafeltermen import Afstemmingsuitkomst, Agenderingsoort
from app.models import Afstemming, Agendering, Samenloop
from app.queries.afstemmingkanten import is_open, known_to
from app.queries.lezen import people
from app.queries.tafelzoeken import working_keys
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


@dataclass(frozen=True, slots=True)
class OudeSleutels:
    """Lines on the agenda under an older key: so many are compared no more, so many until a day."""

    vervallen: int
    vervalt_straks: int
    tot: date | None


def lines_under_old_keys(werkplek: Werkplek, tafel_id: UUID) -> OudeSleutels:
    """Which lines must be made again with the newest key: only codes under one key can be compared."""
    loopt = and_(col(Agendering.tafel_id) == tafel_id, col(Agendering.beeindigd_op).is_(None))
    versie = col(Agendering.sleutelversie)
    query = sa_select(versie, func.count()).where(loopt, versie.is_not(None)).group_by(versie)
    per_versie: dict[int, int] = {rij[0]: rij[1] for rij in werkplek.session.execute(query)}
    werkt = {rij.versie: rij.vervalt_op for rij in working_keys(werkplek.session, werkplek.omgeving.vandaag)}
    straks = {nummer: tot for nummer, tot in werkt.items() if tot is not None and nummer in per_versie}
    return OudeSleutels(
        vervallen=sum(aantal for nummer, aantal in per_versie.items() if nummer not in werkt),
        vervalt_straks=sum(per_versie[nummer] for nummer in straks),
        tot=min(straks.values(), default=None),
    )


def _is_known_elsewhere() -> ColumnElement[bool]:
    """A hit that this side may know of, and that the other side did not take back."""
    vervallen = col(Afstemming.uitkomst) == Afstemmingsuitkomst.VERVALLEN
    return (
        exists()
        .where(
            col(Afstemming.samenloop_id) == col(Samenloop.id),
            or_(is_open(), ~vervallen),
            or_(
                and_(col(Samenloop.ouder_agendering_id) == col(Agendering.id), known_to(is_ouder=True)),
                and_(col(Samenloop.jonger_agendering_id) == col(Agendering.id), known_to(is_ouder=False)),
            ),
        )
        .correlate(Agendering)
    )
