"""Bevolking: an invented register of any size, with the spread of names and places that real ones have.

Names are invented from syllables, but a few are very common and most are rare, as everywhere. Nobody in it is
anybody. One in three children stands in it more than once, written down by somebody else.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, product
from random import Random

BEGIN = ("Al", "Be", "Co", "Da", "El", "Fe", "Gi", "Ha", "Jo", "Ka", "Le", "Ma", "No", "Ra", "Sa", "Ti", "Wi")
MIDDEN = ("la", "ri", "no", "mi", "be", "da", "ne", "to", "li", "sa", "fu", "ro")
EINDE = ("n", "s", "ra", "lie", "rt", "ke", "mon", "x", "tje", "el", "", "na")
STAM = ("Hof", "Kam", "Wald", "Bos", "Ruit", "Sted", "Graf", "Velt", "Dorn", "Hage", "Lomm", "Tang", "Brem")
TUSSEN = ("er", "en", "ing", "", "s", "el", "ker", "mar", "wol", "tin", "rop", "gel", "dor", "haf")
STAART = ("stra", "man", "berg", "ink", "huis", "sma", "beek", "sen", "dijk", "veen", "aar", "kamp", "inga")
VOORVOEGSEL = ("", "", "", "", "van", "van der", "de", "ter")
LETTERS = "ABCDEFGHJKLMNPRSTVWXZ"
EERSTE_DAG = date(2003, 1, 1)
DAGEN = 8_000
#: Of all children so many stand in the register once, twice and three times.
KEREN = (66, 24, 10)


@dataclass(frozen=True, slots=True)
class Regel:
    """One registration as it was written, and which child it really is about."""

    kind: int
    voornamen: str
    tussenvoegsel: str
    achternaam: str
    geboortedatum: str
    postcode: str
    huisnummer: str
    gemeente: str

    def typed(self) -> dict[str, str]:
        """The fields that are sealed as one value."""
        velden = ("voornamen", "tussenvoegsel", "achternaam", "geboortedatum", "postcode", "huisnummer")
        return {veld: getattr(self, veld) for veld in velden if getattr(self, veld)}


class Keuze:
    """Draws from a row in which the first is far more common than the last."""

    def __init__(self, uit: Sequence[str], aanloop: int) -> None:
        self._uit = uit
        self._som = list(accumulate(1 / (plaats + aanloop) for plaats in range(len(uit))))

    def draw(self, kans: Random) -> str:
        """One of them."""
        return self._uit[bisect(self._som, kans.random() * self._som[-1])]


class Bevolking:
    """Children in families, and what is written down about them; the same seed gives the same register."""

    def __init__(self, gemeenten: Sequence[str], zaad: int = 1) -> None:
        self._kans = Random(zaad)
        self._voornamen = Keuze(self._mixed(BEGIN, MIDDEN, EINDE), 12)
        self._achternamen = Keuze(self._mixed(STAM, TUSSEN, STAART), 25)
        self._gemeenten = Keuze(self._mixed(gemeenten), 6)
        self._nummer = {code: plaats for plaats, code in enumerate(sorted(gemeenten))}

    def registrations(self, aantal: int) -> Iterator[Regel]:
        """So many registrations; those of one child stand far apart."""
        gewacht: list[Regel] = []
        gemaakt = kind = 0
        while gemaakt < aantal:
            for eerste in self._family(kind):
                kind += 1
                keren = self._kans.choices((1, 2, 3), KEREN)[0]
                gewacht += [self._written(eerste) for _ in range(keren)]
            while gewacht and (len(gewacht) > aantal // 10 or self._kans.random() < 0.4) and gemaakt < aantal:
                plaats = self._kans.randrange(len(gewacht))
                gewacht[plaats], gewacht[-1] = gewacht[-1], gewacht[plaats]
                yield gewacht.pop()
                gemaakt += 1

    def _mixed(self, *delen: Sequence[str]) -> list[str]:
        alles = ["".join(stuk) for stuk in product(*delen)]
        self._kans.shuffle(alles)
        return alles

    def _family(self, nummer: int) -> list[Regel]:
        kans = self._kans
        thuis = self._home()
        achternaam, voor = self._achternamen.draw(kans), kans.choice(VOORVOEGSEL)
        geboren, kinderen = EERSTE_DAG + timedelta(kans.randrange(DAGEN)), []
        for plaats in range(kans.choices((1, 2, 3), (50, 37, 13))[0]):
            if kans.random() > 0.02:
                geboren += timedelta(kans.randrange(330, 1500))
            naam = self._voornamen.draw(kans)
            kinderen.append(Regel(nummer + plaats, naam, voor, achternaam, geboren.isoformat(), *thuis))
        return kinderen

    def _home(self) -> tuple[str, str, str]:
        kans, gemeente = self._kans, self._gemeenten.draw(self._kans)
        cijfers = 1000 + (self._nummer[gemeente] * 26 + kans.randrange(26)) % 9000
        return f"{cijfers}{kans.choice(LETTERS)}{kans.choice(LETTERS)}", str(kans.randrange(1, 240)), gemeente

    def _written(self, kind: Regel) -> Regel:
        """One desk writes it down, with what goes wrong there."""
        kans, regel = self._kans, kind
        if kans.random() < 0.07:
            regel = replace(regel, voornamen=f"{kind.voornamen[0]}.")
        elif kans.random() < 0.07:
            regel = replace(regel, voornamen=self._typo(kind.voornamen))
        if kans.random() < 0.08:
            regel = replace(regel, achternaam=self._typo(kind.achternaam))
        elif kans.random() < 0.1:
            samen = f"{kind.tussenvoegsel} {kind.achternaam}".strip()
            regel = replace(regel, achternaam=samen, tussenvoegsel="")
        if kans.random() < 0.05:
            regel = replace(regel, geboortedatum="")
        elif kans.random() < 0.03 and kind.geboortedatum[8:] <= "12":
            jaar, maand, dag = kind.geboortedatum.split("-")
            regel = replace(regel, geboortedatum=f"{jaar}-{dag}-{maand}")
        woont = (kind.postcode, kind.huisnummer, kind.gemeente)
        if kans.random() < 0.12:
            woont = self._home()
        elif kans.random() < 0.1:
            woont = ("", "", kind.gemeente)
        return replace(regel, postcode=woont[0], huisnummer=woont[1], gemeente=woont[2])

    def _typo(self, woord: str) -> str:
        plaats = self._kans.randrange(1, len(woord) - 1)
        if self._kans.random() < 0.5:
            return woord[:plaats] + woord[plaats + 1 :]
        return woord[:plaats] + woord[plaats + 1] + woord[plaats] + woord[plaats + 2 :]
