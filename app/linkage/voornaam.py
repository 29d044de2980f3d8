"""Voornaam: how far two sets of given names agree."""

from enum import IntEnum

from rapidfuzz.distance import OSA, JaroWinkler

from app.linkage.registratie import Voornamen
from app.linkage.roepnamen import related
from app.linkage.schrift import beginletter, klank, skelet

#: A skeleton of fewer sounds says nothing: ``mila`` and ``malou`` are not one name.
KORTSTE_SKELET = 3
KORTSTE_BEGIN = 3
#: In a name this short one letter is much.
KORT = 3
LIJKT_OP = 0.86


class Voornaam(IntEnum):
    """How far two sets of given names agree, best names first."""

    ONBEKEND = 0
    GELIJK = 1
    VOLUIT_GELIJK = 2
    ANDERE_VOLGNAMEN = 3
    VARIANT = 4
    TIKFOUT = 5
    LIJKT = 6
    VOORLETTER = 7
    ZELFDE_LETTER = 8
    ANDERS = 9
    ANDERE_VOORLETTER = 10


def compare_voornamen(een: Voornamen, ander: Voornamen) -> tuple[Voornaam, str]:
    """The level of agreement and the name or letters that agree; the order does not matter."""
    if not (een.letters and ander.letters):
        return Voornaam.ONBEKEND, ""
    if not (een.leidend and ander.leidend):
        return _compare_letters(een, ander)
    if gelijk := set(een.leidend) & set(ander.leidend):
        return _compare_rest(een, ander, gelijk), min(gelijk)
    if _in_the_set(een, ander) or _in_the_set(ander, een):
        return Voornaam.VARIANT, ""
    niveau = min(compare_names(x, y) for x in een.leidend for y in ander.leidend)
    if niveau >= Voornaam.ZELFDE_LETTER and (letters := _as_initials(een, ander) or _as_initials(ander, een)):
        return Voornaam.VOORLETTER, letters
    return niveau, ""


def compare_names(een: str, ander: str) -> Voornaam:
    """How far two different given names are forms or misspellings of one."""
    if related(een, ander) or _same_skeleton(een, ander):
        return Voornaam.VARIANT
    afstand = OSA.distance(een, ander, score_cutoff=2)
    langste = max(len(een), len(ander))
    if klank(een) == klank(ander) or (afstand == 1 and langste > KORT):
        return Voornaam.TIKFOUT
    if (
        afstand == 1
        or (afstand == 2 and langste > KORT + 2)
        or _begins_with(een, ander)
        or _sounds_misspelt(een, ander)
        or JaroWinkler.similarity(een, ander) >= LIJKT_OP
    ):
        return Voornaam.LIJKT
    return Voornaam.ZELFDE_LETTER if beginletter(een) == beginletter(ander) else Voornaam.ANDERS


def _compare_rest(een: Voornamen, ander: Voornamen, gelijk: set[str]) -> Voornaam:
    if _rest_conflicts(een, ander, gelijk):
        return Voornaam.ANDERE_VOLGNAMEN
    samen = _common_start(een.letters, ander.letters)
    if len(samen) > 1 and len(samen) == min(len(een.letters), len(ander.letters)):
        return Voornaam.VOLUIT_GELIJK
    return Voornaam.GELIJK


def _as_initials(kort: Voornamen, lang: Voornamen) -> str:
    """The letters that fit when a short word in capitals, read as a name, is initials after all."""
    past = len(kort.hoofdletters) > 1 and lang.letters.startswith(kort.hoofdletters)
    return kort.hoofdletters if past else ""


def _rest_conflicts(een: Voornamen, ander: Voornamen, gelijk: set[str]) -> bool:
    """Brothers may share a first name and differ in what they are called or in the names after it."""
    roepnamen = {een.roepnaam, ander.roepnaam}
    if "" not in roepnamen and len(roepnamen) == 2 and not related(*roepnamen):
        return compare_names(*sorted(roepnamen)) in (Voornaam.ZELFDE_LETTER, Voornaam.ANDERS)
    if een.eerste not in gelijk or ander.eerste not in gelijk:
        return False
    rest, andere_rest = een.letters[1:], ander.letters[1:]
    return bool(rest and andere_rest) and set(rest).isdisjoint(andere_rest)


def _in_the_set(een: Voornamen, ander: Voornamen) -> bool:
    """What one is called is among the later names of the other, or is two names of the other in one word."""
    return not set(een.leidend).isdisjoint((*ander.volgende, ander.samen))


def _same_skeleton(een: str, ander: str) -> bool:
    vorm = skelet(een)
    return len(vorm) >= KORTSTE_SKELET and vorm == skelet(ander)


def _begins_with(een: str, ander: str) -> bool:
    kort, lang = sorted((een, ander), key=len)
    return len(kort) >= KORTSTE_BEGIN and lang.startswith(kort)


def _sounds_misspelt(een: str, ander: str) -> bool:
    """Written by ear and one letter wrong as well: ``oRza`` for Rosa."""
    klanken = klank(een), klank(ander)
    return min(map(len, klanken)) > KORT and OSA.distance(*klanken, score_cutoff=1) <= 1


def _compare_letters(een: Voornamen, ander: Voornamen) -> tuple[Voornaam, str]:
    """One of both is known by initials only."""
    samen = _common_start(een.letters, ander.letters)
    if samen and (een.samengesteld or ander.samengesteld):
        return Voornaam.VOORLETTER, samen[0]
    if samen:
        verschilt = len(samen) < min(len(een.letters), len(ander.letters))
        return (Voornaam.ANDERE_VOORLETTER, "") if verschilt else (Voornaam.VOORLETTER, samen)
    raak = sorted(set(een.begin + een.doopletters) & set(ander.begin + ander.doopletters))
    return (Voornaam.VOORLETTER, raak[0]) if raak else (Voornaam.ANDERE_VOORLETTER, "")


def _common_start(een: str, ander: str) -> str:
    for n, (x, y) in enumerate(zip(een, ander, strict=False)):
        if x != y:
            return een[:n]
    return een if len(een) <= len(ander) else ander
