"""Medewerkers for the command line: whether a log-in name is taken, and whether anybody works here yet.

Purpose: setting up an installation.
"""

from sqlmodel import Session, col, func, select

from app.models import Medewerker, Melding


def is_name_taken(session: Session, gebruikersnaam: str) -> bool:
    """Whether somebody logs in with this name, in whatever capitals."""
    query = select(Medewerker.id).where(func.lower(col(Medewerker.gebruikersnaam)) == gebruikersnaam.lower())
    return session.exec(query).first() is not None


def is_in_use(session: Session) -> bool:
    """Whether anybody works with this database: one medewerker or one melding is enough."""
    return any(
        session.exec(query.limit(1)).first() is not None
        for query in (select(Medewerker.id), select(Melding.id))
    )
