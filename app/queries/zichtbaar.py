"""Zichtbaar: the conditions that keep a list to what an actor may know (I9); built from relaties.

Each way to know of a casus is a question of its own, answered through its own index, so that a list costs
what an organisatie has to do with, not what there is. As one condition it would be tried on every casus.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, false, literal_column, union_all
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from app.domain.actor import Teamtoegang
from app.domain.termen import CasusStatus
from app.models import Casus, Eigenaarschap, Escalatie, Melding, MeldingCasus, Overdracht
from app.queries.lopend import is_pending
from app.queries.relatiefeiten import catches, caught_on, passed_on_and_running, treats, waits_elsewhere
from app.queries.werkplek import Werkplek

Ids = Select[UUID]


def casus_in_progress(werkplek: Werkplek) -> ColumnElement[bool]:
    """Casussen whose progress this actor may follow; an offer that ended gives no progress."""
    if not werkplek.actor.werkt_in_keten:
        return false()
    return col(Casus.id).in_(casussen_in_progress(werkplek))


def casussen_in_progress(werkplek: Werkplek) -> CompoundSelect[UUID]:
    """Their ids, for who works in the chain."""
    return union_all(*beyond_receipt(werkplek), received_elsewhere(werkplek))


def beyond_receipt(werkplek: Werkplek) -> list[Ids]:
    """Every way to know of a casus but by a melding that came in here: that shows own meldingen only."""
    eigen = werkplek.actor.organisatie_id
    van_ons = col(Casus.eigenaar_id) == eigen
    aangeboden = select(Overdracht.casus_id).where(col(Overdracht.naar_organisatie_id) == eigen, is_pending())
    gevraagd = select(Escalatie.casus_id).where(
        col(Escalatie.aan_organisatie_id) == eigen, literal_column("escalatie.afgehandeld_op IS NULL")
    )
    wegen = [
        and_(van_ons, literal_column("casus.status = 'open'")),
        and_(van_ons, literal_column("casus.status <> 'open'")),
        col(Casus.id).in_(aangeboden),
        and_(col(Casus.id).in_(passed_on_and_running(eigen)), waits_elsewhere(eigen)),
        col(Casus.id).in_(gevraagd),
    ]
    if catches(werkplek.actor):
        wegen.append(caught_on(werkplek.omgeving.vandaag))
    return [sa_select(col(Casus.id)).where(weg) for weg in wegen]


def received_elsewhere(werkplek: Werkplek) -> Ids:
    """Casussen of a melding that came in here, owned by another."""
    eigen = werkplek.actor.organisatie_id
    return (
        sa_select(col(Casus.id))
        .join(MeldingCasus, col(MeldingCasus.casus_id) == col(Casus.id))
        .join(Melding, col(Melding.id) == col(MeldingCasus.melding_id))
        .where(
            col(Melding.loket_id) == eigen, col(MeldingCasus.tot).is_(None), col(Casus.eigenaar_id) != eigen
        )
    )


def melding_in_progress(werkplek: Werkplek) -> ColumnElement[bool]:
    """Meldingen received here, or of a casus that this actor follows."""
    if not werkplek.actor.werkt_in_keten:
        return false()
    return col(Melding.id).in_(meldingen_in_progress(werkplek))


def meldingen_in_progress(werkplek: Werkplek) -> CompoundSelect[UUID]:
    """Their ids, for who works in the chain."""
    hier = sa_select(col(Melding.id)).where(col(Melding.loket_id) == werkplek.actor.organisatie_id)
    via_casus = sa_select(col(MeldingCasus.melding_id)).where(
        col(MeldingCasus.casus_id).in_(union_all(*beyond_receipt(werkplek))), col(MeldingCasus.tot).is_(None)
    )
    return union_all(hier, via_casus)


def casus_with_dossier(werkplek: Werkplek, casus: Any = Casus) -> ColumnElement[bool]:
    """Casussen whose persons this actor may read (the owner rows of the policy).

    Where colleagues do not see each other's: those of who is replaced too, and those that nobody treats.
    ``casus``: under which name the query has them.
    """
    actor = werkplek.actor
    if not actor.werkt_in_keten:
        return false()
    eigen: ColumnElement[bool] = casus.eigenaar_id == actor.organisatie_id
    if actor.is_coordinator or actor.teamtoegang is Teamtoegang.TEAM:
        return eigen
    van_ander = (
        exists()
        .where(
            col(Eigenaarschap.id) == casus.huidig_eigenaarschap_id,
            col(Eigenaarschap.behandelaar_id).not_in(actor.personen),
            treats(werkplek.omgeving.vandaag),
        )
        .correlate(casus)
    )
    return and_(eigen, casus.status == CasusStatus.OPEN, ~van_ander)
