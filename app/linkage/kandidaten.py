"""Kandidaten: the pairs of a register that are worth comparing, by the keys they share, rarest first."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from app.linkage.registratie import Persoon
from app.linkage.sleutels import TEN_HOOGSTE, keys_of

Paren = npt.NDArray[np.int64]
#: So many of the best are compared with each record; twice as many found nobody more (docs/metingen.md).
BESTE = 30


def find_pairs(personen: Sequence[Persoon], tafels: Sequence[str] | None = None) -> Paren:
    """Pairs (smaller index first) that are among the best of either; with ``tafels`` only between tables."""
    groepen: defaultdict[str, list[int]] = defaultdict(list)
    for nummer, persoon in enumerate(personen):
        for sleutel in keys_of(persoon):
            groepen[sleutel].append(nummer)
    return rank_pairs(list(groepen.values()), len(personen), tafels)


def rank_pairs(groepen: Sequence[list[int]], omvang: int, tafels: Sequence[str] | None = None) -> Paren:
    """Pairs within groups that share a key; a rare key counts for more."""
    codes, gewichten = _within(groepen, omvang)
    if len(codes) == 0:
        return np.empty((0, 2), dtype=np.int64)
    uniek, waar = np.unique(codes, return_inverse=True)
    gewicht = np.bincount(waar, weights=gewichten)
    paren = np.stack((uniek // omvang, uniek % omvang), axis=1)
    if tafels is not None:
        tafel = np.unique(np.array(tafels), return_inverse=True)[1]
        tussen = tafel[paren[:, 0]] != tafel[paren[:, 1]]
        paren, gewicht = paren[tussen], gewicht[tussen]
    goed = _among_best(paren.T.ravel(), np.tile(gewicht, 2)).reshape(2, -1).any(axis=0)
    uit: Paren = paren[goed]
    return uit


def _within(groepen: Sequence[list[int]], omvang: int) -> tuple[Paren, npt.NDArray[np.float64]]:
    codes: list[Paren] = []
    gewichten: list[npt.NDArray[np.float64]] = []
    for groep in groepen:
        aantal = len(groep)
        if not 2 <= aantal <= TEN_HOOGSTE:
            continue
        leden = np.array(groep, dtype=np.int64)
        links, rechts = np.triu_indices(aantal, 1) if aantal > 2 else _TWEE
        codes.append(leden[links] * omvang + leden[rechts])
        gewichten.append(np.full(len(links), np.log2(omvang / aantal) + 1))
    if not codes:
        return np.empty(0, dtype=np.int64), np.empty(0)
    return np.concatenate(codes), np.concatenate(gewichten)


def _among_best(record: Paren, gewicht: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Which entries are among the best of their record; ties go to the one that comes first."""
    volgorde = np.lexsort((-gewicht, record))
    gesorteerd = record[volgorde]
    begin = np.searchsorted(gesorteerd, gesorteerd, side="left")
    plaats = np.empty(len(record), dtype=np.int64)
    plaats[volgorde] = np.arange(len(record)) - begin
    goed: npt.NDArray[np.bool_] = plaats < BESTE
    return goed


_TWEE = (np.array([0]), np.array([1]))
