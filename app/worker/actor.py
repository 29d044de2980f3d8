"""The worker as an actor: it keeps clocks, holds no role and never owns anything."""

from uuid import UUID

from sqlmodel import Session

from app.domain.actor import Actor, ActorSoort
from app.queries.organisaties import find_organisatie

#: The same in every installation, so that the history shows what went by itself.
WORKER_ID = UUID("00000000-0000-7000-8000-000000000001")


def worker_actor(session: Session, vangnethouder: str) -> Actor:
    """The worker acts for the organisatie that holds the vangnet (domain.md §8)."""
    houder = find_organisatie(session, vangnethouder, "vangnethouder")
    return Actor(
        soort=ActorSoort.WORKER,
        id=WORKER_ID,
        organisatie_id=houder.id,
        organisatie_soort=houder.soort,
        organisatie_naam=houder.naam,
        naam="Houvast",
        rollen=frozenset(),
        scopes=frozenset(),
    )
