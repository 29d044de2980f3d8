"""Tafelwerk: what the acts on an agenda read and change: counts, keys, what runs out. No person is read."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import delete, func, update
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.omgeving import local_date
from app.domain.tafel import months_later
from app.domain.tafeltermen import Agenderingsoort
from app.models import Agendering, AgenderingSleutel, Bespreking, Tafel


def count_open(session: Session, tafel_id: UUID) -> dict[Agenderingsoort, int]:
    """How many of each kind stand on the agenda now."""
    query = (
        sa_select(col(Agendering.soort), func.count())
        .where(col(Agendering.tafel_id) == tafel_id, col(Agendering.beeindigd_op).is_(None))
        .group_by(col(Agendering.soort))
    )
    return {Agenderingsoort(soort): aantal for soort, aantal in session.execute(query)}


def open_agenderingen(session: Session, tafel_id: UUID) -> list[Agendering]:
    """Everything on the agenda now, locked, by id."""
    query = (
        select(Agendering)
        .where(Agendering.tafel_id == tafel_id, col(Agendering.beeindigd_op).is_(None))
        .order_by(col(Agendering.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query))


def stands_on_agenda(session: Session, tafel_id: UUID, casus_id: UUID) -> bool:
    """Whether this casus is on this agenda already."""
    query = select(Agendering.id).where(
        Agendering.tafel_id == tafel_id,
        Agendering.casus_id == casus_id,
        col(Agendering.beeindigd_op).is_(None),
    )
    return session.exec(query).first() is not None


def shorten_retention(session: Session, tafel_id: UUID, maanden: int) -> None:
    """Nothing stays longer than the new retention, counted from the day it came on."""
    for rij in open_agenderingen(session, tafel_id):
        rij.verloopt_op = min(rij.verloopt_op, months_later(local_date(rij.geagendeerd_op), maanden))


def write_agendering_keys(session: Session, agendering_id: UUID, hashes: Sequence[int]) -> None:
    """Under which numbers an agendering is found again."""
    session.add_all(
        AgenderingSleutel(hash=waarde, agendering_id=agendering_id) for waarde in sorted(set(hashes))
    )


def replace_agendering_keys(session: Session, agendering_id: UUID, hashes: Sequence[int]) -> None:
    """These numbers in place of those that were there."""
    session.execute(delete(AgenderingSleutel).where(col(AgenderingSleutel.agendering_id) == agendering_id))
    write_agendering_keys(session, agendering_id, hashes)


def persons_on_agendas(session: Session) -> list[Agendering]:
    """Every person on an agenda now, by id; still sealed."""
    persoon = col(Agendering.soort) == Agenderingsoort.PERSOON
    query = select(Agendering).where(persoon, col(Agendering.beeindigd_op).is_(None))
    return list(session.exec(query.order_by(col(Agendering.id))))


def destroy_words(session: Session, agendering_ids: Sequence[UUID]) -> None:
    """No key to be found by, and no sealed report, of what left the agenda."""
    session.flush()
    session.execute(delete(AgenderingSleutel).where(col(AgenderingSleutel.agendering_id).in_(agendering_ids)))
    session.execute(
        update(Bespreking)
        .where(col(Bespreking.agendering_id).in_(agendering_ids))
        .values(verslag_verzegeld=None)
    )


def expired_agenderingen(session: Session, vandaag: date) -> list[UUID]:
    """What stands on an agenda longer than its tafel keeps it; for the worker."""
    query = (
        select(Agendering.id)
        .where(col(Agendering.beeindigd_op).is_(None), col(Agendering.verloopt_op) <= vandaag)
        .order_by(col(Agendering.verloopt_op), col(Agendering.id))
    )
    return list(session.exec(query))


def tafels_of(session: Session, organisatie_id: UUID) -> list[Tafel]:
    """The tafels that this organisatie holds and that did not stop."""
    query = select(Tafel).where(Tafel.tafelhouder_id == organisatie_id, col(Tafel.beeindigd_op).is_(None))
    return list(session.exec(query.order_by(col(Tafel.id))))
