"""Relaties: which relations an actor has to a casus, read from the rows themselves (I9)."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Date, Select, Uuid, and_, bindparam, exists, false, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from app.domain.actor import Actor, OrganisatieSoort
from app.domain.errors import NotPermittedError, NotVisibleError
from app.domain.termen import CasusStatus, MeldingStatus, OverdrachtStatus, Tonen
from app.domain.termijnen.regels import Termijncode
from app.domain.toegang import Eigendomsfeiten, Recht, Relatie, owner_relation, rights
from app.models import (
    Casus,
    Eigenaarschap,
    Escalatie,
    Medewerker,
    Melding,
    MeldingCasus,
    Organisatie,
    Overdracht,
    Termijn,
)
from app.queries.lopend import is_pending
from app.queries.organisaties import (
    Dag,
    Organisatiesleutel,
    is_employed,
    is_reachable,
    with_predecessors,
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
#: Who asks, on which day, and about what, in a statement that is composed once.
EIGEN: BindParameter[UUID] = bindparam("eigen_organisatie", type_=Uuid())
OP: BindParameter[date] = bindparam("op_dag", type_=Date())
CASUS: BindParameter[UUID] = bindparam("deze_casus", type_=Uuid())


def offered_to(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """An open offer waits on this organisatie."""
    return (
        exists()
        .where(
            col(Overdracht.casus_id) == col(Casus.id),
            col(Overdracht.naar_organisatie_id) == organisatie_id,
            is_pending(),
        )
        .correlate(Casus)
    )


def offered_with_reports(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """The sender of the open offer marked what was told so far for this organisatie to see."""
    return (
        exists()
        .where(
            col(Overdracht.casus_id) == col(Casus.id),
            col(Overdracht.naar_organisatie_id) == organisatie_id,
            is_pending(),
            col(Overdracht.te_tonen).contains(Tonen.VERSLAGEN),
        )
        .correlate(Casus)
    )


def offered_before(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """An offer to this organisatie ended without acceptance."""
    return (
        exists()
        .where(
            col(Overdracht.casus_id) == col(Casus.id),
            col(Overdracht.naar_organisatie_id).in_(with_predecessors(organisatie_id)),
            col(Overdracht.status).in_(
                [OverdrachtStatus.TERUGGEGEVEN, OverdrachtStatus.VERLOPEN, OverdrachtStatus.INGETROKKEN]
            ),
        )
        .correlate(Casus)
    )


def _owned_before(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(Eigenaarschap.casus_id) == col(Casus.id),
            col(Eigenaarschap.organisatie_id).in_(with_predecessors(organisatie_id)),
            col(Eigenaarschap.is_open).is_(False),
        )
        .correlate(Casus)
    )


def passed_on(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """Owned it before and does not own it now: while it does, the rows of the owner decide."""
    return and_(col(Casus.eigenaar_id) != organisatie_id, _owned_before(organisatie_id))


def earlier_link(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """Passed it on, until the melder is answered; or still owes the loket its report (§5 row 7)."""
    return and_(passed_on(organisatie_id), or_(_melding_is_open(), _owes_report(organisatie_id)))


def _melding_is_open() -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(MeldingCasus.casus_id) == col(Casus.id),
            col(MeldingCasus.tot).is_(None),
            col(Melding.id) == col(MeldingCasus.melding_id),
            col(Melding.status) != MeldingStatus.GESLOTEN,
        )
        .correlate(Casus)
    )


def _owes_report(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(MeldingCasus.casus_id) == col(Casus.id),
            col(MeldingCasus.tot).is_(None),
            col(Termijn.melding_id) == col(MeldingCasus.melding_id),
            col(Termijn.code) == Termijncode.TERUGKOPPELING_LOKET,
            col(Termijn.verantwoordelijke_id) == organisatie_id,
            col(Termijn.is_open).is_(True),  # by melding, never by who owes: that is one in thousands
        )
        .correlate(Casus)
    )


def received_at(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """A melding of this casus was received at this loket, and another party owns the casus now.

    While the loket owns it, the rows of the owner decide (§5).
    """
    return and_(col(Casus.eigenaar_id) != organisatie_id, _received(organisatie_id))


def _received(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(MeldingCasus.casus_id) == col(Casus.id),
            col(MeldingCasus.tot).is_(None),
            col(Melding.id) == col(MeldingCasus.melding_id),
            col(Melding.loket_id) == organisatie_id,
        )
        .correlate(Casus)
    )


def escalated_to(organisatie_id: Organisatiesleutel) -> ColumnElement[bool]:
    """An open escalatie asks this organisatie for help."""
    return (
        exists()
        .where(
            col(Escalatie.casus_id) == col(Casus.id),
            col(Escalatie.aan_organisatie_id) == organisatie_id,
            col(Escalatie.afgehandeld_op).is_(None),
        )
        .correlate(Casus)
    )


def owner_is_unreachable(vandaag: Dag) -> ColumnElement[bool]:
    """Nobody at the owner can act today: blocked, no people and no token that may route (§8, I11)."""
    bereikbaar = select(Organisatie.id).where(is_reachable(vandaag))
    return col(Casus.eigenaar_id).not_in(bereikbaar)


def catches(actor: Actor) -> bool:
    """Whether this person works for the vangnethouder (§8)."""
    return actor.organisatie_soort is OrganisatieSoort.OZJ and actor.werkt_in_keten


def caught_by(actor: Actor, vandaag: date) -> ColumnElement[bool]:
    """The vangnethouder catches the open casussen of an unreachable owner."""
    return _caught(vandaag) if catches(actor) else false()


def _caught(vandaag: Dag) -> ColumnElement[bool]:
    return and_(col(Casus.huidig_open).is_(True), owner_is_unreachable(vandaag))


def treats(vandaag: Dag) -> ColumnElement[bool]:
    """Joins the behandelaar to an ownership; who no longer works there counts as none (§5)."""
    return and_(col(Medewerker.id) == col(Eigenaarschap.behandelaar_id), is_employed(vandaag))


def is_treated(vandaag: date) -> ColumnElement[bool]:
    """Somebody who still works there treats it; for queries that join the ownership."""
    return exists().where(treats(vandaag)).correlate(Eigenaarschap)


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
        _caught(OP) if vangt else false(),
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

    One statement. Without a chain role there are none.
    """
    actor = werkplek.actor
    if not actor.werkt_in_keten:
        return frozenset()
    query = _facts_of_casus(vangt=catches(actor))
    rij = werkplek.session.execute(query, fact_values(werkplek) | {CASUS.key: casus_id}).first()
    return frozenset() if rij is None else relations_of(werkplek, rij)


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
