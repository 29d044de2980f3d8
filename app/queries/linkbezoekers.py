"""Linkbezoekers: who came in for a party without an account, by the name that was given.

Sealed with the key of the casus one came in for: nobody once that was destroyed.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ScalarSelect
from sqlmodel import Session, col, select

from app.domain.actor import ActorSoort
from app.models import Casus, Eigenaarschap, Gebeurtenis, Linkbezoeker
from app.queries.werkplek import Werkplek, persoon_plek


def visitor_names(werkplek: Werkplek, casus: Casus, ids: frozenset[UUID]) -> dict[UUID, str]:
    """Who came in for a party, by id: ``N. Jansen``; nobody once the key was destroyed."""
    if not ids or casus.sleutel is None:
        return {}
    query = select(Linkbezoeker).where(Linkbezoeker.casus_id == casus.id, col(Linkbezoeker.id).in_(ids))
    return {
        rij.id: naam for rij in werkplek.session.exec(query) if (naam := visitor_name(werkplek, casus, rij))
    }


def visitor_name(werkplek: Werkplek, casus: Casus, rij: Linkbezoeker | None) -> str | None:
    """The name, with the function where that was given; sealed with the key of the casus one came in for."""
    if rij is None or rij.casus_id != casus.id or casus.sleutel is None:
        return None
    persoon = werkplek.unseal_person(casus, persoon_plek("linkbezoeker", rij.id), rij.persoon_verzegeld)
    delen = [persoon[veld] for veld in ("naam", "functie") if veld in persoon]
    return ", ".join(delen) or None


def visitor_who(werkplek: Werkplek, casus_id: UUID, bezoeker_id: UUID | None) -> str | None:
    """The bare name of one of them, to say who was first."""
    query = select(Linkbezoeker, Casus).join(Casus, col(Casus.id) == col(Linkbezoeker.casus_id))
    rij = werkplek.session.exec(query.where(Linkbezoeker.id == bezoeker_id, Casus.id == casus_id)).first()
    if rij is None or rij[1].sleutel is None:
        return None
    bezoeker, casus = rij
    plek = persoon_plek("linkbezoeker", bezoeker.id)
    return werkplek.unseal_person(casus, plek, bezoeker.persoon_verzegeld).get("naam")


def acted_at(session: Session, casus_id: UUID, op: datetime) -> UUID | None:
    """Who acted on this casus through a link at that moment, by the history."""
    query = select(Gebeurtenis.actor_id).where(
        Gebeurtenis.stroom_id == casus_id,
        Gebeurtenis.op == op,
        Gebeurtenis.actor_soort == ActorSoort.PARTIJ,
    )
    return session.exec(query).first()


def through_link(naam: str | None) -> str | None:
    """``N. Jansen, via een link``: nobody checked this name."""
    return f"{naam}, via een link" if naam else None


def last_visitor(session: Session, casus: Casus) -> Linkbezoeker | None:
    """Who last took a casus that ended, for its last owner, without an account; None where an account did."""
    query = (
        select(Linkbezoeker)
        .join(Eigenaarschap, col(Eigenaarschap.linkbezoeker_id) == col(Linkbezoeker.id))
        .where(
            Eigenaarschap.casus_id == casus.id,
            Eigenaarschap.id == _last_ownership(casus.id),
            Linkbezoeker.organisatie_id == casus.eigenaar_id,
        )
    )
    return session.exec(query).first()


def _last_ownership(casus_id: UUID) -> ScalarSelect[UUID]:
    query = select(Eigenaarschap.id).where(Eigenaarschap.casus_id == casus_id)
    return query.order_by(col(Eigenaarschap.van).desc()).limit(1).scalar_subquery()
