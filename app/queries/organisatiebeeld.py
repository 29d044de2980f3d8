"""Organisatiebeeld: what somebody may know and do about an organisatie itself. No person of a casus."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.domain.actor import Actor, OrganisatieSoort, Rol
from app.domain.beheer import OpenWerk, is_stelselbeheerder, may_confirm
from app.domain.keten.niveaus import NIVEAUS
from app.domain.termen import OPEN_OPVOLGING, OpvolgingStatus
from app.models import Organisatie, Rechtsopvolging
from app.queries.organisatielijst import OrganisatieRij
from app.queries.organisaties import is_active
from app.queries.organisatiewerk import open_work
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True)
class Opvolgingbeeld:
    """A succession that still has to happen."""

    id: UUID
    van: str
    van_naam: str
    naar: str
    naar_naam: str
    per: date
    status: OpvolgingStatus
    mag_bevestigen: bool


@dataclass(frozen=True, slots=True)
class Organisatiebeeld:
    """What is known of a party beside its row in the directory. ``werk`` only for who may know it."""

    is_actief: bool
    actief_tot: date | None
    opvolger: tuple[str, str] | None
    opvolgingen: tuple[Opvolgingbeeld, ...]
    werk: OpenWerk | None
    mag_beheren: bool


def organisatie_beeld(werkplek: Werkplek, rij: OrganisatieRij) -> Organisatiebeeld:
    """The state of a party, planned successions, and how much lies there; four statements."""
    actor = werkplek.actor
    opvolger = aliased(Organisatie)
    organisatie, kenmerk, naam = werkplek.session.exec(
        select(Organisatie, col(opvolger.kenmerk), col(opvolger.naam))
        .outerjoin(opvolger, col(opvolger.id) == col(Organisatie.rechtsopvolger_id))
        .where(Organisatie.id == rij.id)
    ).one()
    return Organisatiebeeld(
        is_actief=organisatie.is_actief,
        actief_tot=organisatie.actief_tot,
        opvolger=(kenmerk, naam) if kenmerk else None,
        opvolgingen=tuple(_successions(werkplek, rij.id)),
        werk=open_work(werkplek.session, rij.id) if may_see_work(actor, rij) else None,
        mag_beheren=is_stelselbeheerder(actor) and rij.soort is not OrganisatieSoort.OZJ,
    )


def may_see_work(actor: Actor, rij: OrganisatieRij) -> bool:
    """Numbers of a party: for who leads it, and for who catches what nobody there can do (§8)."""
    if is_stelselbeheerder(actor) or leads(actor, rij.id):
        return True
    vangt_op = actor.organisatie_soort is OrganisatieSoort.OZJ and actor.werkt_in_keten
    return vangt_op and not rij.bereikbaar


def leads(actor: Actor, organisatie_id: UUID) -> bool:
    """Coordinator or beheerder of this party: only they read what is about its people."""
    return actor.organisatie_id == organisatie_id and bool(actor.rollen & {Rol.COORDINATOR, Rol.BEHEERDER})


def possible_successors(werkplek: Werkplek, rij: OrganisatieRij) -> list[tuple[str, str]]:
    """Active parties of the same kind, by name."""
    if rij.soort not in NIVEAUS:
        return []
    query = (
        select(Organisatie.kenmerk, Organisatie.naam)
        .where(
            Organisatie.soort == rij.soort,
            Organisatie.id != rij.id,
            col(Organisatie.is_actief).is_(True),
            is_active(werkplek.omgeving.vandaag),
        )
        .order_by(col(Organisatie.naam))
    )
    return [(kenmerk, naam) for kenmerk, naam in werkplek.session.exec(query)]


def _successions(werkplek: Werkplek, organisatie_id: UUID) -> list[Opvolgingbeeld]:
    van, naar = aliased(Organisatie), aliased(Organisatie)
    rijen = werkplek.session.exec(
        select(Rechtsopvolging, van, naar)
        .join(van, col(van.id) == col(Rechtsopvolging.van_organisatie_id))
        .join(naar, col(naar.id) == col(Rechtsopvolging.naar_organisatie_id))
        .where(
            col(Rechtsopvolging.status).in_(OPEN_OPVOLGING),
            (col(van.id) == organisatie_id) | (col(naar.id) == organisatie_id),
        )
        .order_by(col(Rechtsopvolging.per), col(Rechtsopvolging.id))
    )
    return [
        Opvolgingbeeld(
            id=rij.id,
            van=oud.kenmerk,
            van_naam=oud.naam,
            naar=nieuw.kenmerk,
            naar_naam=nieuw.naam,
            per=rij.per,
            status=rij.status,
            mag_bevestigen=rij.status is OpvolgingStatus.VOORGESTELD
            and may_confirm(werkplek.actor, nieuw.id),
        )
        for rij, oud, nieuw in rijen
    ]
