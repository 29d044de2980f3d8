"""Koppelen: all pairs of a register that are or may be one person, learned from the register itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from app.linkage.codes import Gecodeerd, compare_codes, groups_of
from app.linkage.kandidaten import Paren, find_pairs, rank_pairs
from app.linkage.leren import Geleerd, draw_sample, learn, measure_chance
from app.linkage.model import Klasse, Model, Reeks, Tafels
from app.linkage.registratie import Persoon
from app.linkage.samenhang import Tweetal, once_each, pair, share_out, supported, third_parties, who_is_who
from app.linkage.score import (
    NIETS,
    TREFFER,
    Besluit,
    Waarnemingen,
    as_arrays,
    decide,
    is_without_name,
    log_odds,
    log_priors,
    own_evidence,
    posteriors,
    probability,
)
from app.linkage.toeval import common_values, count_values
from app.linkage.vergelijken import Vergelijker, Waarneming

#: From this chance on it counts that a pair is of two children of one family.
MISSCHIEN_GEZIN = 0.5
#: Of pairs that are one person, less than this part of what chance gives lies within a table: no doubles.
DUBBELEN = 0.1
#: Bits lost to another record from which on a pair counts as having lost.
VERLOREN = 0.5
#: Where less than this part of the pairs lies within a table, pairs within a table were not compared.
ONGEZIEN = 0.01
#: A third record makes a pair worth a look, unless the pair itself speaks against it this strongly.
WEERSPROKEN = -16.0
PARTIJ = 20_000
#: A name that so many have is kept in a model; a rarer one could be about somebody.
GANGBAAR = 20
#: First to find who stands here more than once, then again with everybody counted once.
RONDEN = 3
ZOEKEN, VERGELIJKEN, LEREN = "Kandidaten zoeken", "Vergelijken", "Leren van het bestand zelf"
T = TypeVar("T")
Melder = Callable[[str, int, int], None]


def _silent(*_: object) -> None:
    """Nobody wants to hear how far it is."""


@dataclass(frozen=True, slots=True)
class Paar:
    """A pair that is put forward: places in the register, weight in bits, decision."""

    een: int
    ander: int
    bits: float

    @property
    def kans(self) -> float:
        """The probability that both are one person."""
        return probability(self.bits)

    @property
    def besluit(self) -> Besluit:
        """The band."""
        return decide(self.bits)


@dataclass(frozen=True, slots=True)
class Koppeling:
    """Everything that came of a batch."""

    paren: tuple[Paar, ...]
    geleerd: Geleerd
    vergeleken: int


def link(
    personen: Sequence[Persoon],
    basis: Model,
    tafels: Sequence[str] | None = None,
    tell: Melder = _silent,
    *,
    tussen: bool = False,
) -> Koppeling:
    """Compare, learn, weigh. ``tafels``: the table of each record; ``tussen``: only pairs of two tables.

    The order of the register does not matter: sampling and counting have an order of their own.
    """
    volgorde = sorted(range(len(personen)), key=lambda nummer: repr(personen[nummer]))
    geordend = [personen[nummer] for nummer in volgorde]
    koppeling = _link_in_order(
        geordend, basis, [tafels[nummer] for nummer in volgorde] if tafels else None, tell, tussen=tussen
    )
    paren = (Paar(*pair(volgorde[p.een], volgorde[p.ander]), p.bits) for p in koppeling.paren)
    return replace(koppeling, paren=tuple(sorted(paren, key=lambda paar: (paar.een, paar.ander))))


def _link_in_order(
    personen: Sequence[Persoon], basis: Model, tafels: Sequence[str] | None, tell: Melder, *, tussen: bool
) -> Koppeling:
    tell(ZOEKEN, 0, 1)
    paren = find_pairs(personen, tafels if tussen else None)
    tell(ZOEKEN, 1, 1)
    vergelijker = Vergelijker()
    gezien = compare_all(personen, paren, vergelijker.compare, tell)
    steekproef, wie = draw_sample(personen), list(range(len(personen)))
    for ronde in range(RONDEN):
        tell(LEREN, ronde, RONDEN)
        # Chance is about strangers: who stands here three times must not make the own name look common.
        frequenties = count_values([personen[nummer] for nummer in sorted(set(wie))])
        model = replace(
            measure_chance(steekproef, wie, basis), frequenties=common_values(frequenties, GANGBAAR)
        )
        binnen, alle = _within(paren, tafels)
        reeks = replace(as_arrays(gezien, model.chances(frequenties)), binnen=binnen)
        koppeling = _learn_and_weigh(paren, reeks, replace(model, tafels=alle), (len(personen), tafels))
        wie = who_is_who(((p.een, p.ander) for p in koppeling.paren if p.bits > 0), len(personen))
        meer = _not_compared(paren, koppeling)
        gezien += [vergelijker.compare(personen[i], personen[j]) for i, j in meer.tolist()]
        paren = np.concatenate((paren, meer))
    tell(LEREN, RONDEN, RONDEN)
    return _between(koppeling, tafels) if tafels and tussen else koppeling


def _not_compared(paren: Paren, koppeling: Koppeling) -> Paren:
    """Pairs that share no key, but are both a treffer with a third record."""
    bekend = set(map(tuple, paren.tolist()))
    return np.array(
        [(p.een, p.ander) for p in koppeling.paren if (p.een, p.ander) not in bekend], dtype=np.int64
    ).reshape(-1, 2)


def link_codes(
    records: Sequence[Gecodeerd],
    basis: Model,
    tafels: Sequence[str] | None = None,
    tell: Melder = _silent,
    *,
    tussen: bool = False,
) -> Koppeling:
    """The same for records of which only codes are known; chance is that of the base model."""
    tell(ZOEKEN, 0, 1)
    paren = rank_pairs(groups_of(records), len(records), tafels if tussen else None)
    tell(ZOEKEN, 1, 1)
    gezien = compare_all(records, paren, compare_codes, tell)
    binnen, alle = _within(paren, tafels)
    reeks = replace(as_arrays(gezien, basis.chances()), binnen=binnen)
    koppeling = _learn_and_weigh(paren, reeks, replace(basis, tafels=alle), (len(records), tafels))
    return _between(koppeling, tafels) if tafels and tussen else koppeling


def compare_all(
    records: Sequence[T], paren: Paren, compare: Callable[[T, T], Waarneming], tell: Melder
) -> list[Waarneming]:
    """Observe every pair."""
    gezien: list[Waarneming] = []
    for begin in range(0, len(paren), PARTIJ):
        tell(VERGELIJKEN, begin, len(paren))
        gezien += [compare(records[i], records[j]) for i, j in paren[begin : begin + PARTIJ].tolist()]
    tell(VERGELIJKEN, len(paren), len(paren))
    return gezien


def _learn_and_weigh(
    paren: Paren, gezien: Waarnemingen, basis: Model, lijst: tuple[int, Sequence[str] | None]
) -> Koppeling:
    """``lijst``: how many records, and the table of each where that is known."""
    omvang, tafels = lijst
    geleerd = learn(basis, gezien, omvang, "geleerd")
    priors = log_priors(geleerd.model, omvang)
    bits = ruw = log_odds(geleerd.model, gezien, priors)
    if tafels and "" not in tafels:
        nummers = np.unique(np.array(tafels), return_inverse=True)[1]
        bits = once_each(paren, bits, nummers, dubbelen=_has_doubles(gezien, geleerd.model))
    gezinnen = _families(paren, posteriors(geleerd.model, gezien, priors))
    zonder_naam = set(map(tuple, paren[is_without_name(gezien)].tolist()))
    # What another record of the same table fits better, a third record does not bring back.
    vrij = bits >= ruw - VERLOREN
    bewijs = own_evidence(geleerd.model, gezien)[vrij]
    eigen = dict(zip(map(tuple, paren[vrij].tolist()), bewijs.tolist(), strict=True))
    return Koppeling(tuple(_weigh(paren, bits, gezinnen, (zonder_naam, eigen))), geleerd, len(paren))


def _within(paren: Paren, tafels: Sequence[str] | None) -> tuple[npt.NDArray[np.bool_] | None, Tafels]:
    """Which pairs are within one table, and the part of all pairs that is; nothing where all are of one."""
    if tafels is None or len(set(tafels)) < 2 or "" in tafels:
        return None, Tafels()
    tafel, aantallen = np.unique(np.array(tafels), return_inverse=True, return_counts=True)[1:]
    alle = float(((aantallen / len(tafels)) ** 2).sum())
    return tafel[paren[:, 0]] == tafel[paren[:, 1]], Tafels(alle, alle, alle, alle)


def _has_doubles(gezien: Waarnemingen, model: Model) -> bool:
    """Whether a table may hold one person twice: as learned, or because nobody looked."""
    if gezien.binnen is None or gezien.binnen.mean() < ONGEZIEN:
        return True
    return model.tafels.zelfde > DUBBELEN * model.tafels.alle


def _between(koppeling: Koppeling, tafels: Sequence[str]) -> Koppeling:
    """Only pairs of two tables, where that was asked: two records may have met through a third."""
    paren = tuple(paar for paar in koppeling.paren if tafels[paar.een] != tafels[paar.ander])
    return replace(koppeling, paren=paren)


def _weigh(
    paren: Paren,
    bits: Reeks,
    gezinnen: Mapping[Tweetal, float],
    per_paar: tuple[set[Tweetal], Mapping[Tweetal, float]],
) -> list[Paar]:
    zonder_naam, eigen = per_paar
    alle = {(een, ander): float(b) for (een, ander), b in zip(paren.tolist(), bits, strict=True)}
    ruim = {paar: b for paar, b in alle.items() if b >= NIETS}
    vaag = {paar: b for paar, b in ruim.items() if paar in zonder_naam}
    verdeeld = supported(ruim | share_out(vaag, gezinnen), eigen)
    treffers = [paar for paar, b in verdeeld.items() if b >= TREFFER]
    for paar in third_parties(treffers):
        if verdeeld.get(paar, NIETS - 1) < NIETS and alle.get(paar, NIETS) >= WEERSPROKEN:
            verdeeld[paar] = NIETS
    return [Paar(een, ander, b) for (een, ander), b in sorted(verdeeld.items()) if b >= NIETS]


def _families(paren: Paren, kansen: Reeks) -> dict[Tweetal, float]:
    gezin = kansen[:, Klasse.GEZIN] + kansen[:, Klasse.MEERLING]
    telt = gezin >= MISSCHIEN_GEZIN
    return {
        (een, ander): kans
        for (een, ander), kans in zip(paren[telt].tolist(), gezin[telt].tolist(), strict=True)
    }
