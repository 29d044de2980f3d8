"""Medewerkers: the colleagues of the actor, for choosing a behandelaar."""

from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from app.domain.actor import KETENROLLEN
from app.models import Medewerker, MedewerkerRol
from app.queries.werkplek import Werkplek


def colleagues(werkplek: Werkplek) -> list[tuple[UUID, str]]:
    """Active colleagues who do chain work, by name; absent ones say so."""
    vandaag = werkplek.omgeving.vandaag
    query = (
        select(Medewerker)
        .where(
            Medewerker.organisatie_id == werkplek.actor.organisatie_id,
            col(Medewerker.actief_van) <= vandaag,
            or_(col(Medewerker.actief_tot).is_(None), col(Medewerker.actief_tot) > vandaag),
            col(Medewerker.id).in_(
                select(MedewerkerRol.medewerker_id).where(col(MedewerkerRol.rol).in_(KETENROLLEN))
            ),
        )
        .order_by(col(Medewerker.naam), col(Medewerker.id))
    )
    return [
        (rij.id, f"{rij.naam}{' (afwezig)' if _is_absent(rij, werkplek) else ''}")
        for rij in werkplek.session.exec(query)
    ]


def _is_absent(rij: Medewerker, werkplek: Werkplek) -> bool:
    vandaag = werkplek.omgeving.vandaag
    begonnen = rij.afwezig_van is not None and rij.afwezig_van <= vandaag
    return begonnen and (rij.afwezig_tot is None or rij.afwezig_tot >= vandaag)
