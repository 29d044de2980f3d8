"""Adres: one composite observation of where two records live.

Postcode, number and gemeente are not four witnesses but one: who moves changes them all, and brothers
and sisters share them all. As separate evidence they turn movers into strangers and siblings into matches.
"""

from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from app.linkage.registratie import Adres

KORTSTE_GEMEENTE = 5


class Woonadres(IntEnum):
    """How near two addresses are."""

    ONBEKEND = 0
    GELIJK = 1
    BIJNA = 2
    STRAAT_ZONDER_NUMMER = 3
    ZELFDE_STRAAT = 4
    ZELFDE_BUURT = 5
    ZELFDE_GEMEENTE = 6
    ALLEEN_GEMEENTE = 7
    ANDERS = 8


def compare_adressen(een: Adres, ander: Adres) -> tuple[Woonadres, str]:
    """The level of agreement and the value that agrees; the order does not matter."""
    gemeente = bool(een.gemeente and ander.gemeente) and _same_gemeente(een.gemeente, ander.gemeente)
    naam = min(een.gemeente, ander.gemeente)
    if not (een.postcode and ander.postcode):
        if not (een.gemeente and ander.gemeente):
            return Woonadres.ONBEKEND, ""
        return (Woonadres.ALLEEN_GEMEENTE, naam) if gemeente else (Woonadres.ANDERS, "")
    if een.postcode == ander.postcode:
        return _compare_numbers(een, ander)
    nummer, dichtbij = een.nummer and een.nummer == ander.nummer, _near(een.postcode, ander.postcode)
    if nummer and (dichtbij or gemeente):
        return Woonadres.BIJNA, ""
    if een.buurt == ander.buurt:
        return Woonadres.ZELFDE_BUURT, een.buurt
    if gemeente and dichtbij:
        return Woonadres.ZELFDE_BUURT, ""
    return (Woonadres.ZELFDE_GEMEENTE, naam) if gemeente else (Woonadres.ANDERS, "")


def _compare_numbers(een: Adres, ander: Adres) -> tuple[Woonadres, str]:
    """The postcode is equal; where the gemeente is too, both together are the value."""
    straat = een.straat if een.gemeente == ander.gemeente else een.postcode
    if not (een.nummer and ander.nummer):
        return Woonadres.STRAAT_ZONDER_NUMMER, straat
    if een.nummer == ander.nummer:
        return Woonadres.GELIJK, f"{straat} {een.nummer}"
    return Woonadres.ZELFDE_STRAAT, straat


@lru_cache(maxsize=100_000)
def _same_gemeente(een: str, ander: str) -> bool:
    if een == ander or any(teken.isdigit() for teken in een + ander):
        return een == ander  # of two codes (GM0344) each digit counts
    return min(len(een), len(ander)) >= KORTSTE_GEMEENTE and OSA.distance(een, ander, score_cutoff=1) <= 1


def _near(een: str, ander: str) -> bool:
    return OSA.distance(een, ander, score_cutoff=1) <= 1
