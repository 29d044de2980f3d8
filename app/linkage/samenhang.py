"""Samenhang: what all pairs of one record say together.

Nobody is two people: a record that fits a child and just as well the twin brother of that child belongs to at
most one of both, so on equal evidence neither is a treffer. And two records that are both a treffer with a
third are worth a look: they become at least ``mogelijk``, and gain only what they had begun themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log2

import numpy as np
import numpy.typing as npt

from app.linkage.model import Reeks
from app.linkage.score import NIETS, TREFFER

Tweetal = tuple[int, int]
#: Beyond this many bits certainty no longer counts.
MEESTE = 40.0
Nummers = npt.NDArray[np.int64]
BERICHTEN = 12


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


def supported(bits: Mapping[Tweetal, float], eigen: Mapping[Tweetal, float]) -> dict[Tweetal, float]:
    """Weights with what a third record adds, when both are a treffer with it.

    If both are that one, they are each other: the weaker of both links counts in place of the prior, and what
    the pair says itself against "two of one family" or "strangers" (``eigen``) on top. So a chain of records
    that leads from a child to its twin does not join them: their names speak against it.
    """
    buren = _neighbours({paar: gewicht for paar, gewicht in bits.items() if gewicht >= TREFFER})
    uit = dict(bits)
    for een, ander in {*bits, *third_parties(paar for paar, gewicht in bits.items() if gewicht >= TREFFER)}:
        gewicht = bits.get((een, ander), -MEESTE)
        if gewicht < TREFFER and (een, ander) in eigen:
            derden = buren[een].keys() & buren[ander].keys()
            steun = max((min(buren[een][derde], buren[ander][derde]) for derde in derden), default=0.0)
            if steun:
                uit[een, ander] = max(gewicht, steun + eigen[een, ander])
    return uit


@dataclass(frozen=True, slots=True)
class Kant:
    """Of pairs of two tables one side: which record towards which table, and towards which person in it."""

    record: Nummers
    persoon: Nummers
    tafels: Nummers

    def of_others(self, bericht: Reeks) -> Reeks:
        """What reaches the same record from all others in that table, but for doubles of the same person."""
        alle, eigen = np.bincount(self.record, bericht), np.bincount(self.persoon, bericht)
        uit: Reeks = np.maximum(alle[self.record] - eigen[self.persoon], 0.0)
        return uit

    def share_alone(self, odds: Reeks, omvang: Nummers) -> Reeks:
        """Per pair: the part of the one table that nobody of the other is found for, as pairs alone tell."""
        gevonden = np.minimum(np.bincount(self.record, odds / (1 + odds)), 1.0)
        van = np.zeros(len(gevonden), dtype=np.int64)
        van[self.record] = self.tafels
        per_tafel = np.repeat(omvang, len(omvang))
        deel = 1.0 - np.bincount(van, gevonden, len(per_tafel)) / per_tafel
        uit: Reeks = np.maximum(deel, 1.0 / per_tafel)[self.tafels]
        return uit


def once_each(paren: Nummers, bits: Reeks, tafel: Nummers, *, dubbelen: bool) -> Reeks:
    """The weights when each table writes everybody down once (sum-product over the pairs of two tables).

    Who fits two records of one table is at most one of them; who is nearly sure to stand in a table, and fits
    one record there and no other, is that one. ``tafel``: the number of the table of each record, from 0.
    ``dubbelen``: a table may hold somebody twice, so two records of it that are a treffer do not compete.
    """
    tussen = tafel[paren[:, 0]] != tafel[paren[:, 1]]
    if not tussen.any():
        return bits
    dubbel = paren[~tussen & (bits >= TREFFER)] if dubbelen else paren[:0]
    wie = np.array(who_is_who([(een, ander) for een, ander in dubbel.tolist()], len(tafel)))
    draai = tafel[paren[:, 0]] > tafel[paren[:, 1]]
    gericht = np.where(draai[:, None], paren[:, ::-1], paren)[tussen]
    kanten = (_side(gericht, tafel, wie), _side(gericht[:, ::-1], tafel, wie))
    odds = np.exp2(np.clip(bits[tussen], -MEESTE, MEESTE / 2))
    alleen = [kant.share_alone(odds, np.bincount(tafel)) for kant in kanten]
    heen = terug = odds
    for _ in range(BERICHTEN):
        heen = odds / (alleen[0] + kanten[0].of_others(terug))
        terug = odds / (alleen[1] + kanten[1].of_others(heen))
    uit = bits.copy()
    uit[tussen] += np.log2(heen) + np.log2(terug) - 2 * np.log2(odds)
    return uit


def _side(paren: Nummers, tafel: Nummers, wie: Nummers) -> Kant:
    tafels = int(tafel.max()) + 1
    van, naar = tafel[paren[:, 0]], tafel[paren[:, 1]]
    return Kant(
        np.unique(paren[:, 0] * tafels + naar, return_inverse=True)[1],
        np.unique(paren[:, 0] * len(wie) + wie[paren[:, 1]], return_inverse=True)[1],
        van * tafels + naar,
    )


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
