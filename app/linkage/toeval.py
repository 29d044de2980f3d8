"""Toeval: how often two strangers agree, for each level and for each value.

Agreeing on a rare surname says more than agreeing on Jansen: the chance of a value is how many have it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2, prod

from app.linkage.achternaam import Achternaam
from app.linkage.adres import Woonadres
from app.linkage.geboorte import Geboortedatum
from app.linkage.registratie import Persoon
from app.linkage.vergelijken import Veld, Waarneming
from app.linkage.voornaam import Voornaam


class Soort(StrEnum):
    """What kind of value agrees."""

    NAAM = "naam"
    LETTER = "letter"
    DEEL = "deel"
    DAG = "dag"
    HUIS = "huis"
    STRAAT = "straat"
    BUURT = "buurt"
    GEMEENTE = "gemeente"


#: Levels that name a value: its own frequency counts, not the average of the level.
MET_WAARDE: tuple[Mapping[int, Soort], ...] = (
    {
        Voornaam.GELIJK: Soort.NAAM,
        Voornaam.VOLUIT_GELIJK: Soort.NAAM,
        Voornaam.ANDERE_VOLGNAMEN: Soort.NAAM,
        Voornaam.VOORLETTER: Soort.LETTER,
    },
    {Achternaam.GELIJK: Soort.DEEL, Achternaam.DEEL: Soort.DEEL},
    {Geboortedatum.GELIJK: Soort.DAG},
    {
        Woonadres.GELIJK: Soort.HUIS,
        Woonadres.STRAAT_ZONDER_NUMMER: Soort.STRAAT,
        Woonadres.ZELFDE_STRAAT: Soort.STRAAT,
        Woonadres.ZELFDE_BUURT: Soort.BUURT,
        Woonadres.ZELFDE_GEMEENTE: Soort.GEMEENTE,
        Woonadres.ALLEEN_GEMEENTE: Soort.GEMEENTE,
    },
)
#: Values that hardly two strangers share: how often a level goes with them cannot be measured.
ZELDZAAM = frozenset({Soort.DAG, Soort.HUIS, Soort.STRAAT, Soort.BUURT})
#: Who is weighed is in the count as well; and a value that nobody else has may still turn up.
ZELF = 0.5
#: So many may share a day of birth by chance, on top of three times the average.
TOEVALLIG = 5
#: Bounds of the part of all pairs in which a level could be seen at all.
DEEL_VAN = (0.005, 1.0)
#: A level that was never seen between strangers is still possible.
NOOIT = 1e-7


@dataclass(frozen=True, slots=True)
class Frequenties:
    """How many of ``omvang`` persons have a value, per kind.

    ``gemiddeld``: the chance that two persons share a value of this kind; ``anders``: that somebody has a
    value that only one person has, or nobody. A kind that is not there was not counted.
    """

    omvang: int
    tellingen: Mapping[Soort, Mapping[str, int]]
    gemiddeld: Mapping[Soort, float]
    anders: Mapping[Soort, float]

    def share(self, soort: Soort, waarde: str) -> float:
        """The share of strangers with this value: of several parts the rarest, of letters all in a row."""
        if soort is Soort.LETTER:
            return prod(self._share(soort, letter) for letter in waarde)
        if soort is Soort.DEEL:
            return min(self._share(soort, deel) for deel in waarde.split())
        return self._share(soort, waarde)

    def _share(self, soort: Soort, waarde: str) -> float:
        aantal = self.tellingen[soort].get(waarde, 0)
        if aantal <= 1:
            return self.anders[soort]
        if soort is Soort.DAG and aantal <= TOEVALLIG + 3 * self.omvang * self.gemiddeld[soort]:
            return max(self.gemiddeld[soort], self.anders[soort])  # days are alike, but for placeholders
        return (aantal - ZELF) / self.omvang


class Toeval:
    """Chance per level (averages, ``niveaus``) and per value (``frequenties``)."""

    def __init__(self, niveaus: Sequence[Sequence[float]], frequenties: Frequenties) -> None:
        self.frequenties = frequenties
        self._gemiddeld = [[log2(max(kans, NOOIT)) for kans in reeks] for reeks in niveaus]
        self._deel = [
            {niveau: self._part(niveaus[veld], niveau, MET_WAARDE[veld]) for niveau in MET_WAARDE[veld]}
            for veld in Veld
        ]
        self._gezien: dict[tuple[int, int, str], float] = {}

    def log_chances(self, gezien: Waarneming) -> tuple[float, ...]:
        """log2 of the chance of each observation between strangers; 0 where nothing is known."""
        return tuple(
            self._log_chance(veld, niveau, waarde) if niveau else 0.0
            for veld, (niveau, waarde) in enumerate(zip(gezien.niveaus, gezien.waarden, strict=True))
        )

    def _part(self, kansen: Sequence[float], niveau: int, soorten: Mapping[int, Soort]) -> float:
        """The part of all pairs in which the level could be seen: initials, where somebody has only those.

        Of a rare kind: the part of the pairs that share such a value.
        """
        soort = soorten[niveau]
        gemiddeld = self.frequenties.gemiddeld.get(soort)
        if soort in ZELDZAAM:
            gemiddeld = sum(kansen[ander] for ander, zelfde in soorten.items() if zelfde is soort)
        laag, hoog = DEEL_VAN
        return log2(min(max(kansen[niveau] / gemiddeld, laag), hoog)) if gemiddeld else 0.0

    def _log_chance(self, veld: int, niveau: int, waarde: str) -> float:
        if not waarde:
            return self._gemiddeld[veld][niveau]
        sleutel = (veld, niveau, waarde)
        kans = self._gezien.get(sleutel)
        if kans is None:
            kans = self._gezien[sleutel] = self._of_value(veld, niveau, waarde)
        return kans

    def _of_value(self, veld: int, niveau: int, waarde: str) -> float:
        soort = MET_WAARDE[veld].get(niveau)
        if soort is None or soort not in self.frequenties.anders:
            return self._gemiddeld[veld][niveau]
        return log2(min(max(self.frequenties.share(soort, waarde), NOOIT), 0.5)) + self._deel[veld][niveau]


def common_values(frequenties: Frequenties, minstens: int) -> Frequenties:
    """Only names that at least so many have, and letters: those are about nobody and may be kept."""
    soorten = (Soort.NAAM, Soort.DEEL, Soort.LETTER)
    return Frequenties(
        frequenties.omvang,
        {
            soort: {waarde: n for waarde, n in frequenties.tellingen[soort].items() if n >= minstens}
            for soort in soorten
        },
        {soort: frequenties.gemiddeld[soort] for soort in soorten},
        dict.fromkeys(soorten, minstens / 4 / frequenties.omvang),
    )


def count_values(personen: Sequence[Persoon]) -> Frequenties:
    """The frequencies among these persons."""
    tellingen: dict[Soort, Counter[str]] = {soort: Counter() for soort in Soort}
    for persoon in personen:
        for soort, waarde in _values(persoon):
            tellingen[soort][waarde] += 1
    omvang = max(len(personen), 2)
    gemiddeld = {
        soort: sum(n * (n - 1) for n in telling.values()) / (omvang * (omvang - 1))
        for soort, telling in tellingen.items()
    }
    laag, hoog = ZELF / 10 / omvang, ZELF / omvang
    anders = {soort: min(max(kans, laag), hoog) for soort, kans in gemiddeld.items()}
    return Frequenties(omvang, tellingen, gemiddeld, anders)


def _values(persoon: Persoon) -> Iterator[tuple[Soort, str]]:
    for naam in persoon.voornamen.leidend:
        yield Soort.NAAM, naam
    for letter in persoon.voornamen.begin:
        yield Soort.LETTER, letter
    for deel in persoon.achternaam.delen:
        yield Soort.DEEL, deel
    if persoon.geboren:
        yield Soort.DAG, persoon.geboren.code
    adres = persoon.adres
    if adres.postcode:
        for straat in {adres.postcode, adres.straat}:
            yield Soort.HUIS, f"{straat} {adres.nummer}"
            yield Soort.STRAAT, straat
        yield Soort.BUURT, adres.buurt
    if adres.gemeente:
        yield Soort.GEMEENTE, adres.gemeente
