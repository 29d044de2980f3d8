"""Route: the advised chain of a casus, and every party that can receive one."""

from uuid import UUID

from sqlmodel import col, select

from app.domain.keten.niveaus import NIVEAUS
from app.domain.keten.route import Schakel, Schakelkandidaat, advise_route
from app.models import Jeugdige, Organisatie
from app.queries.beelden import CasusBeeld
from app.queries.organisaties import (
    candidate,
    gemeente_namen,
    is_active,
    is_reachable,
    route_candidates,
)
from app.queries.werkplek import Werkplek


def advise(werkplek: Werkplek, casus: CasusBeeld) -> tuple[Schakel, ...]:
    """The chain for the woonplaats of this casus, seen from its owner."""
    gm_code = werkplek.session.exec(
        select(Jeugdige.woonplaats_gemeente).where(Jeugdige.casus_id == casus.id)
    ).one()
    return advise_for(werkplek, gm_code, str(casus.eigenaar.id))


def advise_for(werkplek: Werkplek, gm_code: str | None, vanaf: str) -> tuple[Schakel, ...]:
    """The chain for a gemeente, seen from a party (id)."""
    eigenaar = werkplek.session.exec(select(Organisatie).where(col(Organisatie.id) == UUID(vanaf))).one()
    namen = gemeente_namen(werkplek.session, [gm_code]) if gm_code else {}
    return advise_route(
        route_candidates(werkplek.session, gm_code, werkplek.omgeving.vandaag),
        candidate(eigenaar),
        namen.get(gm_code or ""),
        eigenaar.route_voorkeur,
    )


def other_receivers(werkplek: Werkplek) -> list[Schakelkandidaat]:
    """Every reachable party that can own a casus, by name; for choosing another one."""
    vandaag = werkplek.omgeving.vandaag
    query = (
        select(Organisatie)
        .where(
            is_active(vandaag),
            is_reachable(vandaag),
            col(Organisatie.soort).in_(list(NIVEAUS)),
            col(Organisatie.id) != werkplek.actor.organisatie_id,
        )
        .order_by(col(Organisatie.naam), col(Organisatie.id))
    )
    return [candidate(rij) for rij in werkplek.session.exec(query)]
