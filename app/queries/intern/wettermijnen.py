"""Wettermijnen: the open terms of the law, to compute again when the calendar changes.

Purpose: a decreed day (domain.md §4). Dates and organisaties only; no person and no word is read.
"""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.domain.termijnen.regels import Grondsoort
from app.models import AangewezenDag, Klacht, MeldingCasus, Termijn
from app.queries.lopend import is_running


def open_legal_terms(session: Session) -> list[Termijn]:
    """Every promise that runs and has its ground in a law, by id."""
    query = select(Termijn).where(is_running(), col(Termijn.grondsoort) == Grondsoort.WET)
    return list(session.exec(query.order_by(col(Termijn.id))))


def casussen_of(session: Session, melding_ids: Sequence[UUID]) -> list[UUID]:
    """The casussen of these meldingen, to lock them all before the first is changed."""
    query = select(MeldingCasus.casus_id).where(
        col(MeldingCasus.melding_id).in_(melding_ids), col(MeldingCasus.tot).is_(None)
    )
    return sorted(set(session.exec(query)))


def meldingen_behind(session: Session, klacht_ids: Collection[UUID]) -> list[UUID]:
    """The meldingen of these klachten."""
    return list(session.exec(select(Klacht.melding_id).where(col(Klacht.id).in_(klacht_ids))))


def norms_around(session: Session, dag: date) -> int:
    """How many open norms and promises of one's own run over this day: these keep their date."""
    query = (
        select(func.count())
        .select_from(Termijn)
        .where(
            is_running(),
            col(Termijn.grondsoort) != Grondsoort.WET,
            col(Termijn.begint_op) < dag,
            col(Termijn.uiterlijk) >= dag,
        )
    )
    return session.exec(query).one()


def decreed_days(session: Session) -> list[AangewezenDag]:
    """Every decreed day, newest first."""
    return list(session.exec(select(AangewezenDag).order_by(col(AangewezenDag.datum).desc())))


def find_decreed(session: Session, dag: date) -> AangewezenDag | None:
    """One decreed day."""
    return session.exec(select(AangewezenDag).where(AangewezenDag.datum == dag)).first()
