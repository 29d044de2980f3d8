"""Tafelzoeken: agenderingen found by the numbers they share, and the keys that lists are compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import literal, or_, union_all
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.linkage.sleutels import TEN_HOOGSTE
from app.models import Agendering, AgenderingSleutel, Koppelsleutel, Samenloop, Tafel


@dataclass(frozen=True, slots=True)
class Agendakandidaat:
    """An agendering that shares numbers, with its tafel; still sealed."""

    agendering: Agendering
    tafel: Tafel


def agenderingen_that_share(session: Session, hashes: Sequence[int]) -> dict[int, list[UUID]]:
    """Per number which agenderingen have it; what too many share tells nothing. One statement.

    The same work whether anything is found or not (linkage.md §3).
    """
    if not hashes:
        return {}
    delen = []
    for waarde in sorted(set(hashes)):
        deel = (
            sa_select(literal(waarde).label("hash"), col(AgenderingSleutel.agendering_id))
            .where(col(AgenderingSleutel.hash) == waarde)
            .limit(TEN_HOOGSTE + 1)
            .subquery()
        )
        delen.append(sa_select(deel.c.hash, deel.c.agendering_id))
    gevonden: dict[int, list[UUID]] = {}
    for waarde, agendering_id in session.execute(union_all(*delen)):
        gevonden.setdefault(waarde, []).append(agendering_id)
    return {waarde: wie for waarde, wie in gevonden.items() if len(wie) <= TEN_HOOGSTE}


def load_agendakandidaten(session: Session, ids: Sequence[UUID]) -> list[Agendakandidaat]:
    """These agenderingen as far as they may be matched: on the agenda, of a tafel with a ground, by id."""
    if not ids:
        return []
    query = (
        select(Agendering, Tafel)
        .join(Tafel, col(Tafel.id) == col(Agendering.tafel_id))
        .where(
            col(Agendering.id).in_(ids),
            col(Agendering.beeindigd_op).is_(None),
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
