"""Bezorging: which messages are due, and the lock under which one of them is sent.

Purpose: the worker that delivers. Persons and words stay sealed here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, update
from sqlmodel import Session, col, select

from app.domain.berichttermen import BerichtAan, BerichtStatus, Wachtreden
from app.models import Bericht, Bezorgpoging, Casus, Jeugdige, Klacht, Melder, Melding, MeldingCasus


@dataclass(frozen=True, slots=True)
class Bezorgrij:
    """A message that is due, with what decides whether it may go."""

    bericht: Bericht
    #: What was locked: the casus, or the klacht that the message is about.
    casus: Casus | Klacht
    melding: Melding | None
    melder: Melder | None
    jeugdigen: Sequence[Jeugdige]


def _is_due(now: datetime) -> ColumnElement[bool]:
    """It goes by itself, its time has come, and nobody is at it."""
    loopt = exists().where(
        col(Bezorgpoging.bericht_id) == col(Bericht.id), col(Bezorgpoging.beeindigd_op).is_(None)
    )
    return and_(
        col(Bericht.status) == BerichtStatus.TE_VERSTUREN,
        col(Bericht.wachtreden).is_(None),
        or_(col(Bericht.versturen_na).is_(None), col(Bericht.versturen_na) <= now),
        ~loopt.correlate(Bericht),
    )


def due_berichten(session: Session, now: datetime, limit: int = 100) -> list[UUID]:
    """Messages that may go now, the longest waiting first."""
    query = select(Bericht.id).where(_is_due(now)).order_by(col(Bericht.versturen_na), col(Bericht.id))
    return list(session.exec(query.limit(limit)))


def lock_for_sending(session: Session, bericht_id: UUID, now: datetime) -> Bezorgrij | None:
    """The message as it is under the lock of its casus or klacht; None when it is not due (any more).

    One at which somebody is at work is skipped until the next round: the worker never waits for a
    person, and two workers never wait for each other.
    """
    casus = session.exec(
        select(Casus)
        .join(Bericht, col(Bericht.casus_id) == col(Casus.id))
        .where(Bericht.id == bericht_id)
        .with_for_update(of=Casus, skip_locked=True)
        .execution_options(populate_existing=True)
    ).first()
    if casus is None:
        return _lock_of_klacht(session, bericht_id, now)
    rij = session.exec(
        select(Bericht, Melding, Melder)
        .outerjoin(Melding, and_(col(Melding.id) == col(Bericht.melding_id), _for_melder()))
        .outerjoin(Melder, col(Melder.melding_id) == col(Melding.id))
        .where(Bericht.id == bericht_id, _is_due(now))
        .execution_options(populate_existing=True)
    ).first()
    if rij is None:
        return None
    bericht, melding, melder = rij
    return Bezorgrij(bericht, casus, melding, melder, _jeugdigen(session, bericht.melding_id))


def _lock_of_klacht(session: Session, bericht_id: UUID, now: datetime) -> Bezorgrij | None:
    klacht = session.exec(
        select(Klacht)
        .join(Bericht, col(Bericht.klacht_id) == col(Klacht.id))
        .where(Bericht.id == bericht_id)
        .with_for_update(of=Klacht, skip_locked=True)
        .execution_options(populate_existing=True)
    ).first()
    if klacht is None:
        return None
    rij = session.exec(
        select(Bericht, Melding, Melder)
        .select_from(Bericht)
        .join(Melding, col(Melding.id) == klacht.melding_id)
        .join(Melder, col(Melder.melding_id) == col(Melding.id))
        .where(Bericht.id == bericht_id, _is_due(now))
        .execution_options(populate_existing=True)
    ).first()
    if rij is None:
        return None
    bericht, melding, melder = rij
    return Bezorgrij(bericht, klacht, melding, melder, _jeugdigen(session, melding.id))


def _for_melder() -> ColumnElement[bool]:
    return col(Bericht.aan) == BerichtAan.MELDER


def _jeugdigen(session: Session, melding_id: UUID | None) -> list[Jeugdige]:
    query = (
        select(Jeugdige)
        .join(MeldingCasus, col(MeldingCasus.casus_id) == col(Jeugdige.casus_id))
        .where(MeldingCasus.melding_id == melding_id, col(MeldingCasus.tot).is_(None))
        .execution_options(populate_existing=True)
    )
    return [] if melding_id is None else list(session.exec(query))


def next_number(session: Session, bericht_id: UUID) -> int:
    """The number of the next attempt of a message."""
    hoogste = select(func.max(Bezorgpoging.nummer)).where(Bezorgpoging.bericht_id == bericht_id)
    return (session.exec(hoogste).one() or 0) + 1


def expired_attempts(session: Session, now: datetime) -> list[UUID]:
    """Attempts that never got a result, and whose time is over."""
    query = (
        select(Bezorgpoging.id)
        .where(col(Bezorgpoging.beeindigd_op).is_(None), col(Bezorgpoging.lease_tot) <= now)
        .order_by(col(Bezorgpoging.lease_tot))
    )
    return list(session.exec(query))


def find_attempt(session: Session, poging_id: UUID) -> tuple[Bezorgpoging, Bericht]:
    """An attempt that is known to exist, and its message."""
    query = (
        select(Bezorgpoging, Bericht)
        .join(Bericht, col(Bericht.id) == col(Bezorgpoging.bericht_id))
        .where(Bezorgpoging.id == poging_id)
    )
    return session.exec(query).one()


def aanvraag_of(session: Session, poging_id: UUID) -> str | None:
    """The number of the request that caused the message of this attempt."""
    return find_attempt(session, poging_id)[1].aanvraag


def hold_after_restore(verbinding: Connection) -> None:
    """What waited in a copy may have been sent since it was made: a person looks before it goes again."""
    wacht = and_(col(Bericht.status) == BerichtStatus.TE_VERSTUREN, col(Bericht.wachtreden).is_(None))
    waarden = {"wachtreden": Wachtreden.NA_HERSTEL, "versturen_na": None, "vrijgegeven_door_id": None}
    verbinding.execute(update(Bericht).where(wacht).values(waarden))
