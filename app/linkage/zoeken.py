"""Zoeken: who of a few proposed records may be the same person as this one; weighed as a batch weighs."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import combinations
from math import log2
from typing import TypeVar

from app.linkage.kandidaten import BESTE
from app.linkage.model import Klasse, Model
from app.linkage.registratie import Persoon
from app.linkage.samenhang import Tweetal, share_out
from app.linkage.score import (
    NIETS,
    Besluit,
    as_arrays,
    decide,
    is_without_name,
    log_priors,
    odds_of,
    posteriors,
    probability,
    weights,
)
from app.linkage.uitleg import Uitspraak, codes_of, explain
from app.linkage.vergelijken import Vergelijker

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Gevonden:
    """A record that may be the same person: its place among the proposed ones, weight, and why."""

    plaats: int
    bits: float
    uitleg: tuple[Uitspraak, ...]
    klasse: Klasse
    #: The level of each field, as codes to keep; never a value.
    codes: str

    @property
    def kans(self) -> float:
        """The probability that both are one person."""
        return probability(self.bits)

    @property
    def besluit(self) -> Besluit:
        """The band."""
        return decide(self.bits)


def rank(gedeeld: Mapping[int, Sequence[K]], omvang: int) -> list[K]:
    """The best candidates by the keys they share, rarest first; ties by their own order."""
    gewicht: dict[K, float] = {}
    for wie in gedeeld.values():
        zeldzaam = log2(max(omvang, len(wie)) / len(wie)) + 1
        for kandidaat in wie:
            gewicht[kandidaat] = gewicht.get(kandidaat, 0.0) + zeldzaam
    # Thousands may share a key: only those that weigh as much as the last of the best are put in order.
    laatste = min(nlargest(BESTE, gewicht.values()), default=0.0)
    beste = (kandidaat for kandidaat, weegt in gewicht.items() if weegt >= laatste)
    return sorted(beste, key=lambda kandidaat: (-gewicht[kandidaat], str(kandidaat)))[:BESTE]


def search(persoon: Persoon, kandidaten: Sequence[Persoon], model: Model, omvang: int) -> list[Gevonden]:
    """Weigh the candidates and divide what fits several children of one family; best first."""
    if not kandidaten:
        return []
    vergelijker, toeval = Vergelijker(), model.chances()
    gezien = [vergelijker.compare(persoon, kandidaat) for kandidaat in kandidaten]
    reeks = as_arrays(gezien, toeval)
    gewicht = weights(model, reeks, log_priors(model, omvang))
    bits = {(0, plaats): b for plaats, b in enumerate(odds_of(gewicht).tolist(), start=1)}
    mogelijk = [plaats for (_, plaats), b in bits.items() if b >= NIETS]
    gezinnen = _families([(plaats, kandidaten[plaats - 1]) for plaats in mogelijk], model, omvang)
    vaag = is_without_name(reeks)
    ruim = {(0, plaats): bits[0, plaats] for plaats in mogelijk}
    verdeeld = ruim | share_out({paar: b for paar, b in ruim.items() if vaag[paar[1] - 1]}, gezinnen)
    klassen = gewicht.argmax(axis=1)
    return sorted(
        (
            Gevonden(
                plaats - 1,
                b,
                explain(model, gezien[plaats - 1], toeval.log_chances(gezien[plaats - 1])),
                Klasse(int(klassen[plaats - 1])),
                codes_of(gezien[plaats - 1].niveaus),
            )
            for (_, plaats), b in verdeeld.items()
            if b >= NIETS
        ),
        key=lambda gevonden: (-gevonden.bits, gevonden.plaats),
    )


def _families(wie: Sequence[tuple[int, Persoon]], model: Model, omvang: int) -> dict[Tweetal, float]:
    """The chance that two of the possible ones are two children of one family."""
    paren = list(combinations(wie, 2))
    if not paren:
        return {}
    vergelijker = Vergelijker()
    gezien = as_arrays([vergelijker.compare(een[1], ander[1]) for een, ander in paren], model.chances())
    kansen = posteriors(model, gezien, log_priors(model, omvang))
    gezin = kansen[:, Klasse.GEZIN] + kansen[:, Klasse.MEERLING]
    return {(een[0], ander[0]): float(kans) for (een, ander), kans in zip(paren, gezin, strict=True)}
