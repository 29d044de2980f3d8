"""Klachtzegel: opens words about a klacht. Before 0014 some were sealed with the key of its melding."""

from app.kluis import KluisError, Plek
from app.models import Klacht, Melding
from app.queries.werkplek import Werkplek


def open_words(
    werkplek: Werkplek, klacht: Klacht, melding: Melding | None, plek: Plek, verzegeld: bytes | None
) -> str | None:
    """Words under the key of the klacht, else under that of its melding; None stays None."""
    try:
        return werkplek.unseal(klacht, plek, verzegeld)
    except KluisError:
        if melding is None:
            raise
        return werkplek.unseal(melding, plek, verzegeld)


def open_person(
    werkplek: Werkplek, klacht: Klacht, melding: Melding, plek: Plek, verzegeld: bytes | None
) -> dict[str, str]:
    """The same for a sealed mapping, such as the subject and body of a message."""
    try:
        return werkplek.unseal_person(klacht, plek, verzegeld)
    except KluisError:
        return werkplek.unseal_person(melding, plek, verzegeld)
