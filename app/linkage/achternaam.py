"""Achternaam: how far two surnames agree, whatever the order, the hyphen and the tussenvoegsel."""

from enum import IntEnum

from rapidfuzz.distance import OSA, JaroWinkler

from app.linkage.registratie import Achternaam as Naam
from app.linkage.registratie import Voornamen
from app.linkage.schrift import klank

LIJKT_OP = 0.9
KORTSTE_BEGIN = 4


class Achternaam(IntEnum):
    """How far two surnames agree."""

    ONBEKEND = 0
    GELIJK = 1
    DEEL = 2
    TIKFOUT = 3
    LIJKT = 4
    VERWISSELD = 5
    ANDERS = 6


def compare_achternamen(een: Naam, ander: Naam) -> tuple[Achternaam, str]:
    """The level of agreement and the parts that agree, sorted; the order does not matter."""
    if not (een.delen and ander.delen):
        return Achternaam.ONBEKEND, ""
    delen, andere = set(een.delen), set(ander.delen)
    gedeeld = delen & andere
    if delen == andere or een.samen == ander.samen:
        return Achternaam.GELIJK, " ".join(sorted(gedeeld)) or een.delen[0]
    if gedeeld:
        return Achternaam.DEEL, " ".join(sorted(gedeeld))
    niveau = min(_compare_parts(x, y) for x in een.delen for y in ander.delen)
    if niveau is Achternaam.ANDERS:
        niveau = _compare_parts(een.samen, ander.samen)
    return niveau, ""


def is_swapped(namen: tuple[Voornamen, Naam], andere: tuple[Voornamen, Naam]) -> bool:
    """Given name and surname stand in each other's place in one of both records."""
    return _is_among(namen[0], andere[1]) and _is_among(andere[0], namen[1])


def _is_among(voornamen: Voornamen, achternaam: Naam) -> bool:
    return any(
        een == ander or _compare_parts(een, ander) is Achternaam.TIKFOUT
        for een in voornamen.leidend
        for ander in achternaam.delen
    )


def _compare_parts(een: str, ander: str) -> Achternaam:
    afstand = OSA.distance(een, ander, score_cutoff=2)
    langste = max(len(een), len(ander))
    if klank(een) == klank(ander) or (afstand == 1 and langste > 3):
        return Achternaam.TIKFOUT
    kort, lang = sorted((een, ander), key=len)
    if (
        (afstand == 2 and langste > 6)
        or (len(kort) >= KORTSTE_BEGIN and lang.startswith(kort))
        or JaroWinkler.similarity(een, ander) >= LIJKT_OP
    ):
        return Achternaam.LIJKT
    return Achternaam.ANDERS
