"""Samenhang: what all pairs of one record say together.

Nobody is two people: a record that fits a child and just as well the twin brother of that child belongs to at
most one of both, so on equal evidence neither is a treffer. And two records that are both a treffer with a
third are worth a look: they become at least ``mogelijk``, and gain only what they had begun themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log2

from app.linkage.score import NIETS, TREFFER

Tweetal = tuple[int, int]
#: Beyond this many bits certainty no longer counts.
MEESTE = 40.0


def share_out(bits: Mapping[Tweetal, float], gezinnen: Mapping[Tweetal, float]) -> dict[Tweetal, float]:
    """The weights after competition; ``gezinnen``: the chance that a pair is two children of one family.

    If these are two, a third record belongs to at most one of them, in proportion to how it fits each. Meant
    for pairs in which one has no clear name: a clear name between two others speaks for all three.
    """
    buren = _neighbours(bits)
    deel: defaultdict[Tweetal, float] = defaultdict(lambda: 1.0)
    for (een, ander), kans in gezinnen.items():
        for derde in buren[een].keys() & buren[ander].keys():
            past, past_ook = (2.0 ** min(buren[derde][wie], MEESTE) for wie in (een, ander))
            deel[pair(derde, een)] *= 1 - kans * past_ook / (1 + past + past_ook)
            deel[pair(derde, ander)] *= 1 - kans * past / (1 + past + past_ook)
    return {
        paar: _lowered(gewicht, deel[paar]) if paar in deel else gewicht for paar, gewicht in bits.items()
    }


def supported(bits: Mapping[Tweetal, float]) -> dict[Tweetal, float]:
    """Weights with what a third record adds, when both are a treffer with it.

    Own evidence comes first: a pair that is not more likely than not by itself gains nothing here, for a
    chain of records may lead from a child to its twin.
    """
    buren = _neighbours({paar: gewicht for paar, gewicht in bits.items() if gewicht >= TREFFER})
    uit = dict(bits)
    for (een, ander), gewicht in bits.items():
        if 0.0 < gewicht < TREFFER:
            derden = buren[een].keys() & buren[ander].keys()
            steun = max((min(buren[een][derde], buren[ander][derde]) for derde in derden), default=0.0)
            uit[een, ander] = gewicht + steun / 2
    return uit


def third_parties(treffers: Iterable[Tweetal]) -> Iterator[Tweetal]:
    """Pairs that are both a treffer with one third record and not with each other, each once."""
    buren: defaultdict[int, set[int]] = defaultdict(set)
    for een, ander in treffers:
        buren[een].add(ander)
        buren[ander].add(een)
    gezien: set[Tweetal] = set()
    for midden in sorted(buren):
        rond = sorted(buren[midden])
        for plaats, een in enumerate(rond):
            for ander in rond[plaats + 1 :]:
                if ander not in buren[een] and (een, ander) not in gezien:
                    gezien.add((een, ander))
                    yield een, ander


def who_is_who(paren: Iterable[Tweetal], omvang: int) -> list[int]:
    """For each record the first record of the same person, when these pairs are of one person."""
    wie = list(range(omvang))

    def first(nummer: int) -> int:
        while wie[nummer] != nummer:
            wie[nummer] = nummer = wie[wie[nummer]]
        return nummer

    for een, ander in paren:
        laag, hoog = sorted((first(een), first(ander)))
        wie[hoog] = laag
    return [first(nummer) for nummer in range(omvang)]


def pair(een: int, ander: int) -> Tweetal:
    """The pair with the smaller number first."""
    return (een, ander) if een < ander else (ander, een)


def _lowered(bits: float, deel: float) -> float:
    """log2 odds of this part of the probability."""
    odds = 2.0 ** min(bits, MEESTE)
    kans = odds / (1 + odds) * deel
    return min(bits, log2(kans / (1 - kans))) if kans > 0 else -MEESTE


def _neighbours(bits: Mapping[Tweetal, float]) -> defaultdict[int, dict[int, float]]:
    buren: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (een, ander), gewicht in bits.items():
        if gewicht >= NIETS:
            buren[een][ander] = buren[ander][een] = gewicht
    return buren
