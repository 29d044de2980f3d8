"""Gemeenten: their names, which exist on a day, and which of them a party serves."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from app.models import Gemeente, Werkgebied


def all_gemeenten(session: Session, vandaag: date) -> list[tuple[str, str]]:
    """Every gemeente that exists today as (code, name), by name."""
    query = (
        select(Gemeente.gm_code, Gemeente.naam)
        .where(or_(col(Gemeente.geldig_tot).is_(None), col(Gemeente.geldig_tot) > vandaag))
        .order_by(col(Gemeente.naam))
    )
    return [(code, naam) for code, naam in session.exec(query)]


def working_area(session: Session, organisatie_id: UUID, vandaag: date) -> list[str]:
    """Names of the gemeenten this party serves today, in order; empty for the whole country."""
    query = (
        select(Gemeente.naam)
        .join(Werkgebied, col(Werkgebied.gm_code) == col(Gemeente.gm_code))
        .where(
            Werkgebied.organisatie_id == organisatie_id,
            col(Werkgebied.van) <= vandaag,
            or_(col(Werkgebied.tot).is_(None), col(Werkgebied.tot) > vandaag),
        )
        .order_by(col(Gemeente.naam))
    )
    return list(session.exec(query))
