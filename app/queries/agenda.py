"""Agenda: the dates of one person as a calendar may hold them, and whose calendar an address is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.termijnen.regels import Termijncode
from app.models import Agendasleutel, Casus, Eigenaarschap, Medewerker, Termijn
from app.queries.wat_nu import TE_DOEN, due_until
from app.queries.werkplek import Werkplek

#: No promise is made for longer.
VERSTE = timedelta(days=2 * 366)
MEESTE = 1000


@dataclass(frozen=True, slots=True)
class Agendadatum:
    """What is due on a day: a kenmerk and what to do, nobody's name."""

    id: UUID
    kenmerk: str
    uiterlijk: date
    wat: str


@dataclass(frozen=True, slots=True)
class Meldkeuze:
    """What a person chose: the digest, and since when there is a calendar address."""

    dagbericht: bool
    email: str | None
    agenda_sinds: datetime | None


def own_dates(werkplek: Werkplek) -> Sequence[Agendadatum]:
    """The open promises on casussen that this person, or who it stands in for, treats; first date first."""
    kolommen: tuple[Any, ...] = (col(Termijn.id), col(Casus.kenmerk), col(Termijn.uiterlijk))
    query = due_until(sa_select(*kolommen, col(Termijn.code)), werkplek, werkplek.omgeving.vandaag + VERSTE)
    rijen = werkplek.session.execute(
        query.where(
            col(Casus.eigenaar_id) == werkplek.actor.organisatie_id,
            col(Eigenaarschap.behandelaar_id).in_(werkplek.actor.personen),
        )
        .order_by(None)
        .order_by(col(Termijn.uiterlijk), col(Termijn.id))
        .limit(MEESTE)
    )
    return [
        Agendadatum(id_, kenmerk, uiterlijk, TE_DOEN[Termijncode(code)])
        for id_, kenmerk, uiterlijk, code in rijen
    ]


def find_agendasleutel(session: Session, hash_: str) -> Agendasleutel | None:
    """The calendar behind an address; None for one that is unknown or was taken back."""
    query = select(Agendasleutel).where(
        Agendasleutel.hash == hash_, col(Agendasleutel.ingetrokken_op).is_(None)
    )
    return session.exec(query).first()


def agendasleutel_of(session: Session, medewerker_id: UUID) -> Agendasleutel | None:
    """The one address of this person that works."""
    query = select(Agendasleutel).where(
        Agendasleutel.medewerker_id == medewerker_id, col(Agendasleutel.ingetrokken_op).is_(None)
    )
    return session.exec(query).first()


def lock_medewerker(session: Session, medewerker_id: UUID) -> Medewerker:
    """The own row, locked: what a person chooses twice at once is chosen once."""
    query = select(Medewerker).where(Medewerker.id == medewerker_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def choices_of(werkplek: Werkplek) -> Meldkeuze:
    """What this person chose."""
    rij = werkplek.session.exec(select(Medewerker).where(Medewerker.id == werkplek.actor.id)).one()
    sleutel = agendasleutel_of(werkplek.session, rij.id)
    return Meldkeuze(rij.dagbericht, rij.email, sleutel.gemaakt_op if sleutel else None)
