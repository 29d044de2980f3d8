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
    ZELFDE_STRAAT = 3
    ZELFDE_BUURT = 4
    ZELFDE_GEMEENTE = 5
    ALLEEN_GEMEENTE = 6
    ANDERS = 7


def compare_adressen(een: Adres, ander: Adres) -> tuple[Woonadres, str]:
    """The level of agreement and the value that agrees; the order does not matter."""
    gemeente = bool(een.gemeente and ander.gemeente) and _same_gemeente(een.gemeente, ander.gemeente)
    naam = min(een.gemeente, ander.gemeente)
    if not (een.postcode and ander.postcode):
        if not (een.gemeente and ander.gemeente):
            return Woonadres.ONBEKEND, ""
        return (Woonadres.ALLEEN_GEMEENTE, naam) if gemeente else (Woonadres.ANDERS, "")
    nummer = bool(een.nummer) and een.nummer == ander.nummer
    if een.postcode == ander.postcode:
        if nummer:
            return Woonadres.GELIJK, f"{een.postcode} {een.nummer}"
        return Woonadres.ZELFDE_STRAAT, een.postcode
    if nummer and (_near(een.postcode, ander.postcode) or gemeente):
        return Woonadres.BIJNA, ""
    if een.buurt == ander.buurt:
        return Woonadres.ZELFDE_BUURT, een.buurt
    return (Woonadres.ZELFDE_GEMEENTE, naam) if gemeente else (Woonadres.ANDERS, "")


@lru_cache(maxsize=100_000)
def _same_gemeente(een: str, ander: str) -> bool:
    if een == ander:
        return True
    return min(len(een), len(ander)) >= KORTSTE_GEMEENTE and OSA.distance(een, ander, score_cutoff=1) <= 1


def _near(een: str, ander: str) -> bool:
    return OSA.distance(een, ander, score_cutoff=1) <= 1
