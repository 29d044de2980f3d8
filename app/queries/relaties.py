"""Relaties: which relations an actor has to a casus, read from the rows themselves (I9)."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    false,
)
from sqlalchemy import select as sa_select
from sqlmodel import col

from app.domain.actor import Actor
from app.domain.errors import NotPermittedError, NotVisibleError
from app.domain.termen import CasusStatus
from app.domain.toegang import Eigendomsfeiten, Recht, Relatie, owner_relation, rights
from app.models import (
    Casus,
    Eigenaarschap,
    Medewerker,
)
from app.queries.eenmaal import CASUS, EIGEN, OP
from app.queries.opvulling import filled
from app.queries.partijlink import link_relations
from app.queries.relatiefeiten import (
    catches,
    earlier_link,
    escalated_to,
    is_caught,
    offered_before,
    offered_to,
    offered_with_reports,
    passed_on,
    received_at,
    treats,
)
from app.queries.werkplek import Werkplek

#: The relations behind the facts, in the order of ``relation_facts``; first come three about the owner.
SOORTEN = (
    Relatie.AANGESPROKENE,
    Relatie.AANGESPROKENE_MET_VERSLAGEN,
    Relatie.EERDERE_SCHAKEL,
    Relatie.VROEGERE_SCHAKEL,
    Relatie.BEEINDIGD_AANBOD,
    Relatie.LOKET_VAN_HERKOMST,
    Relatie.GEESCALEERD,
    Relatie.VANGNETHOUDER,
)


def relation_facts(actor: Actor) -> tuple[ColumnElement[Any], ...]:
    """What decides the relations of an actor, as columns of a query that has ``join_facts``.

    The same columns for everybody: composing them costs more than asking. Whoever asks, gives
    ``fact_values`` along.
    """
    return _facts(vangt=catches(actor))


def fact_values(werkplek: Werkplek) -> dict[str, object]:
    """The values that a statement with ``relation_facts`` or ``join_facts`` asks for."""
    return {EIGEN.key: werkplek.actor.organisatie_id, OP.key: werkplek.omgeving.vandaag}


@cache
def _facts(*, vangt: bool) -> tuple[ColumnElement[Any], ...]:
    eigendom: tuple[Any, ...] = (col(Casus.eigenaar_id), col(Casus.status), col(Medewerker.id))
    return (
        *eigendom,
        offered_to(EIGEN),
        offered_with_reports(EIGEN),
        earlier_link(EIGEN),
        passed_on(EIGEN),
        offered_before(EIGEN),
        received_at(EIGEN),
        escalated_to(EIGEN),
        is_caught(OP) if vangt else false(),
    )


def join_facts(query: Select[Any]) -> Select[Any]:
    """The joins that ``relation_facts`` needs, for a query on casussen."""
    return query.outerjoin(
        Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id)
    ).outerjoin(Medewerker, treats(OP))


@cache
def _facts_of_casus(*, vangt: bool) -> Select[Any]:
    return join_facts(select_from_casus(*_facts(vangt=vangt))).where(col(Casus.id) == CASUS)


def relations(werkplek: Werkplek, casus_id: UUID) -> frozenset[Relatie]:
    """All relations of the actor to one casus; empty when it may not know of it.

    One statement. Without a chain role there are none, but what a link of a party gives.
    """
    actor = werkplek.actor
    if actor.via_link:
        return link_relations(werkplek, casus_id)
    if not actor.werkt_in_keten:
        return frozenset()
    query = _facts_of_casus(vangt=catches(actor))
    rij = werkplek.session.execute(query, fact_values(werkplek) | {CASUS.key: casus_id}).first()
    return frozenset() if rij is None else relations_of(werkplek, rij)


def relations_to_found(werkplek: Werkplek, casus_ids: Sequence[UUID]) -> dict[UUID, frozenset[Relatie]]:
    """The relations of the actor to what a search found; one statement, the same for any number of them."""
    query = select_from_casus(col(Casus.id), *relation_facts(werkplek.actor))
    query = join_facts(query).where(col(Casus.id).in_(filled(casus_ids)))
    rijen = werkplek.session.execute(query, fact_values(werkplek)).all()
    bekend = {rij[0]: relations_of(werkplek, rij[1:]) for rij in rijen}
    return {casus_id: bekend.get(casus_id, frozenset()) for casus_id in casus_ids}


def relations_of(werkplek: Werkplek, rij: Sequence[Any]) -> frozenset[Relatie]:
    """The relations that a row of ``relation_facts`` proves; none without a chain role."""
    actor = werkplek.actor
    if not actor.werkt_in_keten:
        return frozenset()
    eigenaar_id, status, behandelaar_id, *feiten = rij
    eigendom = Eigendomsfeiten(
        is_eigenaar=eigenaar_id == actor.organisatie_id,
        is_behandelaar=behandelaar_id in actor.personen,
        heeft_behandelaar=behandelaar_id is not None,
        is_gesloten=status is not CasusStatus.OPEN,
    )
    als_eigenaar = owner_relation(actor, eigendom)
    gevonden = {soort for soort, geldt in zip(SOORTEN, feiten, strict=True) if geldt}
    return frozenset(gevonden | ({als_eigenaar} if als_eigenaar else set()))


def select_from_casus(*kolommen: Any) -> Select[Any]:
    """A query on casussen for more columns than sqlmodel has overloads for."""
    return sa_select(*kolommen).select_from(Casus)


def require(werkplek: Werkplek, casus_id: UUID, recht: Recht, wat: str) -> frozenset[Recht]:
    """The rights of the actor, or: 404 when invisible, 403 when this right is not among them."""
    rechten = rights(relations(werkplek, casus_id))
    if not rechten:
        raise NotVisibleError(wat)
    if recht not in rechten:
        raise NotPermittedError(
            "mag_niet",
            f"Uw organisatie of rol mag dit nu niet met {wat.lower()}. "
            "Bekijk op de casus wie verantwoordelijk is.",
        )
    return rechten
