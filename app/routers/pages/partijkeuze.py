"""Partijkeuze: every active party of the directory as choices of a form, by name."""

from app.queries.gids import open_gids
from app.queries.werkplek import Werkplek


def party_choices(werkplek: Werkplek, geen: str) -> list[tuple[str, str]]:
    """(kenmerk, name), after what is said for none of them."""
    partijen = (p.naam for p in open_gids(werkplek.session).partijen.values() if p.is_actief)
    return [("", geen), *sorted(((p.kenmerk, p.naam) for p in partijen), key=lambda paar: paar[1])]
