"""Route: the parties for a woonplaats, put in order by the rules of the chain; and who can receive."""

from sqlmodel import col, select

from app.domain.errors import InvalidInputError, Veldfout
from app.domain.keten.niveaus import NIVEAUS, niveau
from app.domain.keten.route import Schakel, Schakelkandidaat, advise_route
from app.models import Organisatie
from app.queries.beelden import CasusBeeld
from app.queries.gids import open_gids
from app.queries.organisaties import candidate, is_active, may_receive
from app.queries.werkplek import Werkplek


def find_route(werkplek: Werkplek, gm_code: str | None, vanaf: str | None) -> tuple[Schakel, ...]:
    """The advised chain from ``vanaf`` (default: the own organisatie) for a gemeente.

    Refuses an unknown gemeente and a starting point that is no link of the chain.
    """
    gids = open_gids(werkplek.session)
    if gm_code and gm_code not in gids.gemeenten:
        raise InvalidInputError([Veldfout("gemeente", f"“{gm_code}” is geen code van een gemeente.")])
    hier = gids.find(vanaf or str(werkplek.actor.organisatie_id), "vanaf")
    if niveau(hier.soort) is None:
        raise InvalidInputError(
            [Veldfout("vanaf", f"{hier.naam.naam} is geen schakel in de keten. Kies een ander.")]
        )
    kandidaten = gids.route_candidates(gm_code, werkplek.omgeving.vandaag)
    gemeente = gids.gemeenten.get(gm_code or "")
    return advise_route(kandidaten, hier.kandidaat, gemeente, hier.route_voorkeur)


def route_of_casus(werkplek: Werkplek, casus: CasusBeeld) -> tuple[Schakel, ...]:
    """The chain for the woonplaats of this casus, seen from its owner."""
    return find_route(werkplek, casus.woonplaats, str(casus.eigenaar.id))


def other_receivers(werkplek: Werkplek) -> list[Schakelkandidaat]:
    """Every reachable party that can own a casus, by name; for choosing another one."""
    vandaag = werkplek.omgeving.vandaag
    query = (
        select(Organisatie)
        .where(
            is_active(vandaag),
            may_receive(vandaag, stuurt_links=werkplek.omgeving.stuurt_links),
            col(Organisatie.soort).in_(list(NIVEAUS)),
            col(Organisatie.id) != werkplek.actor.organisatie_id,
        )
        .order_by(col(Organisatie.naam), col(Organisatie.id))
    )
    return [candidate(rij) for rij in werkplek.session.exec(query)]
