"""Organisatiewerk: what lies with an organisatie, in numbers only, and the rows of parties to lock.

For ending, blocking and succeeding a party. No person is read, so no relation to a casus is needed.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.domain.beheer import OpenWerk, Partijstand
from app.domain.berichttermen import NOG_TE_VERTELLEN
from app.domain.errors import NotVisibleError
from app.domain.klachttermen import OPEN_KLACHT
from app.domain.termen import OPEN_OPVOLGING, CasusStatus, MeldingStatus
from app.models import (
    Antwoordplicht,
    Bericht,
    Casus,
    Escalatie,
    Klacht,
    Melding,
    Organisatie,
    Overdracht,
    Rechtsopvolging,
    Tafel,
    Termijn,
)
from app.queries.lopend import is_pending, is_running
from app.queries.organisaties import is_reachable


def open_work(session: Session, organisatie_id: UUID) -> OpenWerk:
    """How much of each kind lies here; one statement."""
    tellingen = [
        select(func.count()).select_from(model).where(*waar).scalar_subquery()
        for model, waar in _work_of(organisatie_id)
    ]
    return OpenWerk(*(int(aantal) for aantal in session.execute(select(*tellingen)).one()))


def _work_of(organisatie_id: UUID) -> Sequence[tuple[type, tuple[ColumnElement[bool], ...]]]:
    """In the order of the fields of ``OpenWerk``."""
    return (
        (Casus, (col(Casus.eigenaar_id) == organisatie_id, col(Casus.status) == CasusStatus.OPEN)),
        (
            Overdracht,
            (
                col(Overdracht.naar_organisatie_id) == organisatie_id,
                is_pending(),
            ),
        ),
        (Termijn, (col(Termijn.verantwoordelijke_id) == organisatie_id, is_running())),
        (
            Antwoordplicht,
            (col(Antwoordplicht.organisatie_id) == organisatie_id, col(Antwoordplicht.tot).is_(None)),
        ),
        (Melding, (col(Melding.loket_id) == organisatie_id, col(Melding.status) != MeldingStatus.GESLOTEN)),
        (Klacht, (col(Klacht.organisatie_id) == organisatie_id, col(Klacht.status).in_(sorted(OPEN_KLACHT)))),
        (
            Escalatie,
            (col(Escalatie.aan_organisatie_id) == organisatie_id, col(Escalatie.afgehandeld_op).is_(None)),
        ),
        (
            Bericht,
            (
                col(Bericht.organisatie_id) == organisatie_id,
                col(Bericht.status).in_(NOG_TE_VERTELLEN),
            ),
        ),
        (Tafel, (col(Tafel.tafelhouder_id) == organisatie_id, col(Tafel.beeindigd_op).is_(None))),
    )


def lock_organisaties(session: Session, *ids: UUID) -> dict[UUID, Organisatie]:
    """Parties by id, locked against offers and new casussen (I11); always after the casussen."""
    query = (
        select(Organisatie)
        .where(col(Organisatie.id).in_(ids))
        .order_by(col(Organisatie.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {rij.id: rij for rij in session.exec(query)}


def standing(session: Session, rij: Organisatie, vandaag: date) -> Partijstand:
    """A party as the rules of ending and succession need it."""
    bereikbaar = session.exec(
        select(Organisatie.id).where(Organisatie.id == rij.id, is_reachable(vandaag))
    ).first()
    return Partijstand(
        id=rij.id,
        naam=rij.naam,
        soort=rij.soort,
        is_actief=rij.is_actief,
        geblokkeerd=rij.toegang_geblokkeerd,
        bereikbaar=bereikbaar is not None,
    )


def open_successions(session: Session, organisatie_id: UUID) -> list[Rechtsopvolging]:
    """Successions that still have to happen and name this party, first day first."""
    query = (
        select(Rechtsopvolging)
        .where(
            col(Rechtsopvolging.status).in_(OPEN_OPVOLGING),
            or_(
                col(Rechtsopvolging.van_organisatie_id) == organisatie_id,
                col(Rechtsopvolging.naar_organisatie_id) == organisatie_id,
            ),
        )
        .order_by(col(Rechtsopvolging.per), col(Rechtsopvolging.id))
    )
    return list(session.exec(query))


def find_succession(session: Session, id_: UUID) -> tuple[Rechtsopvolging, Organisatie, Organisatie]:
    """A succession with the party that ends and the one that takes over."""
    van, naar = aliased(Organisatie), aliased(Organisatie)
    rij = session.exec(
        select(Rechtsopvolging, van, naar)
        .join(van, col(van.id) == col(Rechtsopvolging.van_organisatie_id))
        .join(naar, col(naar.id) == col(Rechtsopvolging.naar_organisatie_id))
        .where(Rechtsopvolging.id == id_)
    ).first()
    if rij is None:
        raise NotVisibleError("Deze rechtsopvolging")
    return rij


def lock_succession(session: Session, id_: UUID) -> Rechtsopvolging:
    """The succession as it is now, locked."""
    query = select(Rechtsopvolging).where(Rechtsopvolging.id == id_).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()
