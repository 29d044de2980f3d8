"""Relaties: which relations an actor has to a casus, read from the rows themselves (I9)."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false
from sqlmodel import col, select

from app.domain.actor import Actor, OrganisatieSoort
from app.domain.errors import NotPermittedError, NotVisibleError
from app.domain.termen import OPEN_OVERDRACHT, OverdrachtStatus, Tonen
from app.domain.toegang import Eigendomsfeiten, Recht, Relatie, owner_relation, rights
from app.models import (
    Casus,
    Eigenaarschap,
    Escalatie,
    Melding,
    MeldingCasus,
    Organisatie,
    Overdracht,
)
from app.queries.organisaties import is_reachable
from app.queries.werkplek import Werkplek


def offered_to(organisatie_id: UUID) -> ColumnElement[bool]:
    """An open offer waits on this organisatie."""
    return (
        exists()
        .where(
            col(Overdracht.casus_id) == col(Casus.id),
            col(Overdracht.naar_organisatie_id) == organisatie_id,
            col(Overdracht.status).in_(OPEN_OVERDRACHT),
        )
        .correlate(Casus)
    )


def offered_with_reports(organisatie_id: UUID) -> ColumnElement[bool]:
    """The sender of the open offer marked what was told so far for this organisatie to see."""
    return (
        exists()
        .where(
            col(Overdracht.casus_id) == col(Casus.id),
            col(Overdracht.naar_organisatie_id) == organisatie_id,
            col(Overdracht.status).in_(OPEN_OVERDRACHT),
            col(Overdracht.te_tonen).contains(Tonen.VERSLAGEN),
        )
        .correlate(Casus)
    )


def offered_before(organisatie_id: UUID) -> ColumnElement[bool]:
    """An offer to this organisatie ended without acceptance."""
    return (
        exists()
        .where(
            col(Overdracht.casus_id) == col(Casus.id),
            col(Overdracht.naar_organisatie_id) == organisatie_id,
            col(Overdracht.status).in_(
                [OverdrachtStatus.TERUGGEGEVEN, OverdrachtStatus.VERLOPEN, OverdrachtStatus.INGETROKKEN]
            ),
        )
        .correlate(Casus)
    )


def owned_before(organisatie_id: UUID) -> ColumnElement[bool]:
    """This organisatie owned it before."""
    return (
        exists()
        .where(
            col(Eigenaarschap.casus_id) == col(Casus.id),
            col(Eigenaarschap.organisatie_id) == organisatie_id,
            col(Eigenaarschap.is_open).is_(False),
        )
        .correlate(Casus)
    )


def received_at(organisatie_id: UUID) -> ColumnElement[bool]:
    """A melding of this casus was received at this loket."""
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


def escalated_to(organisatie_id: UUID) -> ColumnElement[bool]:
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


def owner_is_unreachable(vandaag: date) -> ColumnElement[bool]:
    """Nobody at the owner can act today: blocked, no people and no token that may route (§8, I11)."""
    bereikbaar = (
        exists().where(col(Organisatie.id) == col(Casus.eigenaar_id), is_reachable(vandaag)).correlate(Casus)
    )
    return ~bereikbaar


def caught_by(actor: Actor, vandaag: date) -> ColumnElement[bool]:
    """The vangnethouder catches the open casussen of an unreachable owner."""
    if actor.organisatie_soort is not OrganisatieSoort.OZJ:
        return false()
    return and_(col(Casus.huidig_open).is_(True), owner_is_unreachable(vandaag))


def relations(werkplek: Werkplek, casus_id: UUID) -> frozenset[Relatie]:
    """All relations of the actor to one casus; empty when it may not know of it.

    One statement. Without a chain role there are none.
    """
    actor = werkplek.actor
    if not actor.werkt_in_keten:
        return frozenset()
    eigen = actor.organisatie_id
    rij = werkplek.session.exec(
        select(  # type: ignore[call-overload]  # more columns than sqlmodel has overloads for
            col(Casus.eigenaar_id),
            col(Eigenaarschap.behandelaar_id),
            offered_to(eigen),
            offered_with_reports(eigen),
            owned_before(eigen),
            offered_before(eigen),
            received_at(eigen),
            escalated_to(eigen),
            caught_by(actor, werkplek.omgeving.vandaag),
        )
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .where(col(Casus.id) == casus_id)
    ).first()
    if rij is None:
        return frozenset()
    return _relations_of_row(actor, rij[0], rij[1], tuple(bool(waarde) for waarde in rij[2:]))


def _relations_of_row(
    actor: Actor, eigenaar_id: UUID, behandelaar_id: UUID | None, feiten: tuple[bool, ...]
) -> frozenset[Relatie]:
    eigendom = Eigendomsfeiten(
        is_eigenaar=eigenaar_id == actor.organisatie_id,
        is_behandelaar=behandelaar_id in actor.personen,
        heeft_behandelaar=behandelaar_id is not None,
    )
    als_eigenaar = owner_relation(actor, eigendom)
    soorten = (
        Relatie.AANGESPROKENE,
        Relatie.AANGESPROKENE_MET_VERSLAGEN,
        Relatie.EERDERE_SCHAKEL,
        Relatie.BEEINDIGD_AANBOD,
        Relatie.LOKET_VAN_HERKOMST,
        Relatie.GEESCALEERD,
        Relatie.VANGNETHOUDER,
    )
    gevonden = {soort for soort, geldt in zip(soorten, feiten, strict=True) if geldt}
    return frozenset(gevonden | ({als_eigenaar} if als_eigenaar else set()))


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
