"""Tafelwerk: what the acts on an agenda read and change: counts, keys, what runs out. No person is read."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, update
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.omgeving import local_date
from app.domain.tafel import months_later
from app.domain.tafeltermen import Agenderingsoort
from app.models import (
    Afstemming,
    Afstemmingskant,
    Agendering,
    AgenderingSleutel,
    Bespreking,
    Samenloop,
)


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


def open_lines(session: Session, tafel_id: UUID) -> list[Agendering]:
    """The lines of codes on the agenda now, by id."""
    query = select(Agendering).where(
        Agendering.tafel_id == tafel_id,
        Agendering.soort == Agenderingsoort.SLEUTELS,
        col(Agendering.beeindigd_op).is_(None),
    )
    return list(session.exec(query.order_by(col(Agendering.id))))


def numbers_of(session: Session, agendering_id: UUID) -> set[int]:
    """Under which numbers one agendering is found."""
    query = select(AgenderingSleutel.hash).where(AgenderingSleutel.agendering_id == agendering_id)
    return set(session.exec(query))


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
    """No key to be found by, no sealed report and no word about a hit, of what left the agenda."""
    session.flush()
    for is_ouder, kant in ((True, Samenloop.ouder_agendering_id), (False, Samenloop.jonger_agendering_id)):
        paren = select(Samenloop.id).where(col(kant).in_(agendering_ids))
        session.execute(
            update(Afstemmingskant)
            .where(col(Afstemmingskant.samenloop_id).in_(paren), col(Afstemmingskant.is_ouder).is_(is_ouder))
            .values(met_verzegeld=None, verwachting_verzegeld=None, belang_verzegeld=None)
        )
        session.execute(
            update(Afstemming)
            .where(
                col(Afstemming.samenloop_id).in_(paren), col(Afstemming.toelichting_van_ouder).is_(is_ouder)
            )
            .values(toelichting_verzegeld=None)
        )
    session.execute(delete(AgenderingSleutel).where(col(AgenderingSleutel.agendering_id).in_(agendering_ids)))
    session.execute(
        update(Bespreking)
        .where(col(Bespreking.agendering_id).in_(agendering_ids))
        .values(verslag_verzegeld=None)
    )


def places_of_casus(session: Session, casus_id: UUID) -> list[Agendering]:
    """Where a casus stands on an agenda now."""
    query = select(Agendering).where(Agendering.casus_id == casus_id, col(Agendering.beeindigd_op).is_(None))
    return list(session.exec(query.order_by(col(Agendering.id))))


def hits_of_casus(session: Session, casus_id: UUID) -> list[tuple[Afstemming, Agendering]]:
    """Each hit of a casus with what stands on an agenda, ended or not, and that other side."""
    ouder, jonger = col(Samenloop.ouder_casus_id), col(Samenloop.jonger_casus_id)
    query = (
        select(Afstemming, Agendering)
        .join(Samenloop, col(Samenloop.id) == col(Afstemming.samenloop_id))
        .join(
            Agendering,
            or_(
                and_(ouder == casus_id, col(Agendering.id) == col(Samenloop.jonger_agendering_id)),
                and_(jonger == casus_id, col(Agendering.id) == col(Samenloop.ouder_agendering_id)),
            ),
        )
    )
    return list(session.exec(query.order_by(col(Afstemming.samenloop_id))))


def tafels_of_pair(session: Session, samenloop: Samenloop) -> list[UUID]:
    """The tafels on whose agenda a side of it stands, by id."""
    kanten = [id_ for id_ in (samenloop.ouder_agendering_id, samenloop.jonger_agendering_id) if id_]
    query = select(Agendering.tafel_id).where(col(Agendering.id).in_(kanten)).distinct()
    return sorted(session.exec(query))


def expired_agenderingen(session: Session, vandaag: date) -> list[UUID]:
    """What stands on an agenda longer than its tafel keeps it; for the worker."""
    query = (
        select(Agendering.id)
        .where(col(Agendering.beeindigd_op).is_(None), col(Agendering.verloopt_op) <= vandaag)
        .order_by(col(Agendering.verloopt_op), col(Agendering.id))
    )
    return list(session.exec(query))
