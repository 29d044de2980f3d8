"""Zichtbaar: the conditions that keep a list to what an actor may know (I9); built from relaties."""

from sqlalchemy import ColumnElement, and_, exists, false, or_
from sqlmodel import col, select

from app.domain.actor import Teamtoegang
from app.domain.termen import CasusStatus
from app.models import Casus, Eigenaarschap, Melding, MeldingCasus
from app.queries.relaties import caught_by, earlier_link, escalated_to, offered_to, received_at, treats
from app.queries.werkplek import Werkplek


def casus_in_progress(werkplek: Werkplek) -> ColumnElement[bool]:
    """Casussen whose progress this actor may follow; an offer that ended gives no progress."""
    if not werkplek.actor.werkt_in_keten:
        return false()
    return or_(casus_beyond_receipt(werkplek), received_at(werkplek.actor.organisatie_id))


def casus_beyond_receipt(werkplek: Werkplek) -> ColumnElement[bool]:
    """The same, without the places of receipt: these know of their own meldingen only."""
    eigen = werkplek.actor.organisatie_id
    return or_(
        col(Casus.eigenaar_id) == eigen,
        offered_to(eigen),
        earlier_link(eigen),
        escalated_to(eigen),
        caught_by(werkplek.actor, werkplek.omgeving.vandaag),
    )


def melding_in_progress(werkplek: Werkplek) -> ColumnElement[bool]:
    """Meldingen received here, or of a casus that this actor follows."""
    if not werkplek.actor.werkt_in_keten:
        return false()
    via_casus = (
        select(col(MeldingCasus.melding_id))
        .join(Casus, col(Casus.id) == col(MeldingCasus.casus_id))
        .where(col(MeldingCasus.tot).is_(None), casus_beyond_receipt(werkplek))
    )
    return or_(col(Melding.loket_id) == werkplek.actor.organisatie_id, col(Melding.id).in_(via_casus))


def casus_with_dossier(werkplek: Werkplek) -> ColumnElement[bool]:
    """Casussen whose persons this actor may read (the owner rows of the policy).

    Where colleagues do not see each other's: those of who is replaced too, and those that nobody treats.
    """
    actor = werkplek.actor
    if not actor.werkt_in_keten:
        return false()
    eigen = col(Casus.eigenaar_id) == actor.organisatie_id
    if actor.is_coordinator or actor.teamtoegang is Teamtoegang.TEAM:
        return eigen
    van_ander = (
        exists()
        .where(
            col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id),
            col(Eigenaarschap.behandelaar_id).not_in(actor.personen),
            treats(werkplek.omgeving.vandaag),
        )
        .correlate(Casus)
    )
    return and_(eigen, col(Casus.status) == CasusStatus.OPEN, ~van_ander)
