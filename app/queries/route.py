"""Route: the parties for a woonplaats, put in order by the rules of the chain; and who can receive."""

from sqlmodel import col, select

from app.domain.errors import InvalidInputError, Veldfout
from app.domain.keten.niveaus import NIVEAUS, niveau
from app.domain.keten.route import Schakel, Schakelkandidaat, advise_route
from app.models import Jeugdige, Organisatie
from app.queries.beelden import CasusBeeld
from app.queries.gemeenten import gemeente_namen
from app.queries.organisaties import candidate, find_organisatie, is_active, is_reachable, route_candidates
from app.queries.werkplek import Werkplek


def find_route(werkplek: Werkplek, gm_code: str | None, vanaf: str | None) -> tuple[Schakel, ...]:
    """The advised chain from ``vanaf`` (default: the own organisatie) for a gemeente.

    Refuses an unknown gemeente and a starting point that is no link of the chain.
    """
    session = werkplek.session
    namen = gemeente_namen(session, [gm_code]) if gm_code else {}
    if gm_code and gm_code not in namen:
        raise InvalidInputError([Veldfout("gemeente", f"“{gm_code}” is geen code van een gemeente.")])
    hier = find_organisatie(session, vanaf or str(werkplek.actor.organisatie_id), "vanaf")
    if niveau(hier.soort) is None:
        raise InvalidInputError(
            [Veldfout("vanaf", f"{hier.naam} is geen schakel in de keten. Kies een ander.")]
        )
    kandidaten = route_candidates(session, gm_code, werkplek.omgeving.vandaag)
    return advise_route(kandidaten, candidate(hier), namen.get(gm_code or ""), hier.route_voorkeur)


def route_of_casus(werkplek: Werkplek, casus: CasusBeeld) -> tuple[Schakel, ...]:
    """The chain for the woonplaats of this casus, seen from its owner."""
    gm_code = werkplek.session.exec(
        select(Jeugdige.woonplaats_gemeente).where(Jeugdige.casus_id == casus.id)
    ).one()
    return find_route(werkplek, gm_code, str(casus.eigenaar.id))


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
