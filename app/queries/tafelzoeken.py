"""Tafelzoeken: agenderingen that were found, and the keys that lists are compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from app.models import Agendering, Koppelsleutel, Samenloop, Tafel


@dataclass(frozen=True, slots=True)
class Agendakandidaat:
    """An agendering that shares numbers, with its tafel; still sealed."""

    agendering: Agendering
    tafel: Tafel


def load_agendakandidaten(session: Session, ids: Sequence[UUID], vandaag: date) -> list[Agendakandidaat]:
    """These agenderingen as far as they may be matched: on the agenda, not longer than their tafel keeps them
    (also where the worker did not come by yet), of a tafel with a ground, by id."""
    if not ids:
        return []
    query = (
        select(Agendering, Tafel)
        .join(Tafel, col(Tafel.id) == col(Agendering.tafel_id))
        .where(
            col(Agendering.id).in_(ids),
            col(Agendering.beeindigd_op).is_(None),
            col(Agendering.verloopt_op) > vandaag,
            col(Tafel.grond).is_not(None),
            col(Tafel.beeindigd_op).is_(None),
        )
        .order_by(col(Agendering.id))
    )
    return [Agendakandidaat(agendering, tafel) for agendering, tafel in session.exec(query)]


def working_keys(session: Session, vandaag: date) -> list[Koppelsleutel]:
    """The versions that count today, newest first; empty where no list is compared by keys."""
    query = (
        select(Koppelsleutel)
        .where(or_(col(Koppelsleutel.vervalt_op).is_(None), col(Koppelsleutel.vervalt_op) >= vandaag))
        .order_by(col(Koppelsleutel.versie).desc())
    )
    return list(session.exec(query))


def pairs_with_agendering(session: Session, agendering_id: UUID) -> list[Samenloop]:
    """Every samenloop with this agendering on either side, by id."""
    kant = or_(
        col(Samenloop.ouder_agendering_id) == agendering_id,
        col(Samenloop.jonger_agendering_id) == agendering_id,
    )
    return list(session.exec(select(Samenloop).where(kant).order_by(col(Samenloop.id))))
