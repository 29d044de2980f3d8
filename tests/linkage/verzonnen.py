"""Verzonnen: an invented register in which it is known who is who; families, twins, movers, sloppy typing.

Small and deterministic. Names and places are invented from syllables, so nothing here is about anybody.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from app.linkage.registratie import Registratie

BEGIN = ["Al", "Be", "Co", "Da", "El", "Fe", "Gi", "Ha", "Jo", "Ka", "Le", "Ma", "No", "Ra", "Sa", "Ti", "Wi"]
MIDDEN = ["la", "ri", "no", "mi", "be", "da", "ne", "to", "li", "sa"]
EINDE = ["n", "s", "ra", "lie", "rt", "ke", "mon", "x", "tje", "el"]
STAM = ["Hof", "Kam", "Wald", "Bos", "Ruit", "Sted", "Graf", "Velt", "Dorn", "Hage", "Lomm", "Tang"]
STAART = ["stra", "man", "berg", "ink", "huis", "sma", "beek", "sen", "dijk", "veen"]
VOORVOEGSEL = ["", "", "", "van", "van der", "de", "ter"]
GEMEENTEN = [
    "Noordwoud",
    "Zuidhaven",
    "Oostveld",
    "Westkerke",
    "Middelbrug",
    "Hoogland",
    "Laagmeer",
    "Veenstad",
]


@dataclass(frozen=True, slots=True)
class Kind:
    """Somebody who really is, in the invented world."""

    nummer: int
    gezin: int
    voornaam: str
    tweede: str
    tussenvoegsel: str
    achternaam: str
    geboren: date
    postcode: str
    huisnummer: str
    gemeente: str


@dataclass(frozen=True, slots=True)
class Register:
    """Records, and for each who it is about and of which family."""

    registraties: tuple[Registratie, ...]
    kinderen: tuple[Kind, ...]

    def truth(self) -> set[tuple[int, int]]:
        """Pairs of places in the register that are one person."""
        return self._pairs(lambda een, ander: een.nummer == ander.nummer)

    def siblings(self) -> set[tuple[int, int]]:
        """Pairs that are two children of one family."""
        return self._pairs(lambda een, ander: een.gezin == ander.gezin and een.nummer != ander.nummer)

    def _pairs(self, past) -> set[tuple[int, int]]:
        paren = combinations(range(len(self.kinderen)), 2)
        return {(i, j) for i, j in paren if past(self.kinderen[i], self.kinderen[j])}


def invent(gezinnen: int, zaad: int) -> Register:
    """A register of about 2.4 records per family."""
    kans = random.Random(zaad)
    kinderen = [kind for nummer in range(gezinnen) for kind in _family(kans, nummer)]
    regels = [
        (kind, _written(kans, kind)) for kind in kinderen for _ in range(kans.choice((1, 1, 1, 2, 2, 3)))
    ]
    kans.shuffle(regels)
    return Register(
        tuple(replace(regel, id=f"r{nummer}") for nummer, (_, regel) in enumerate(regels)),
        tuple(kind for kind, _ in regels),
    )


def _family(kans: random.Random, nummer: int) -> list[Kind]:
    postcode, huisnummer, gemeente = _home(kans)
    achternaam = kans.choice(STAM) + kans.choice(STAART)
    voor, geboren = kans.choice(VOORVOEGSEL), date(2006, 1, 1) + timedelta(kans.randrange(4000))
    kinderen: list[Kind] = []
    for plaats in range(kans.choice((1, 1, 2, 2, 3))):
        tweeling = plaats > 0 and kans.random() < 0.08
        if plaats and not tweeling:
            geboren += timedelta(kans.randrange(350, 1500))
        namen = {kind.voornaam for kind in kinderen}
        voornaam = next(naam for naam in iter(lambda: _name(kans), "") if naam not in namen)
        kinderen.append(
            Kind(
                nummer * 10 + plaats,
                nummer,
                voornaam,
                _name(kans),
                voor,
                achternaam,
                geboren,
                postcode,
                huisnummer,
                gemeente,
            )
        )
    return kinderen


def _name(kans: random.Random) -> str:
    return kans.choice(BEGIN) + kans.choice(MIDDEN) + kans.choice(EINDE)


def _home(kans: random.Random) -> tuple[str, str, str]:
    plaats = kans.randrange(len(GEMEENTEN))
    letters = "".join(kans.choice("ABCDEGHJKL") for _ in range(2))
    return (
        f"{1000 + plaats * 500 + kans.randrange(300)}{letters}",
        str(kans.randrange(1, 200)),
        GEMEENTEN[plaats],
    )


def _written(kans: random.Random, kind: Kind) -> Registratie:
    """One desk writes it down, with what goes wrong there."""
    voornamen = f"{kind.voornaam} {kind.tweede}" if kans.random() < 0.4 else kind.voornaam
    if kans.random() < 0.05:
        voornamen = "".join(f"{naam[0]}." for naam in voornamen.split())
    elif kans.random() < 0.06:
        voornamen = _typo(kans, voornamen)
    dag = kind.geboren.isoformat()
    if kans.random() < 0.03 and kind.geboren.day <= 12:
        dag = kind.geboren.strftime("%Y-%d-%m")
    elif kans.random() < 0.06:
        dag = ""
    woont = (kind.postcode, kind.huisnummer, kind.gemeente)
    if kans.random() < 0.12:
        woont = _home(kans)
    elif kans.random() < 0.1:
        woont = ("", "", kind.gemeente)
    samen = kans.random() < 0.2
    return Registratie(
        id="",
        tafel=kans.choice("ABC"),
        voornamen=voornamen,
        roepnaam=kind.voornaam if kans.random() < 0.1 and "." not in voornamen else "",
        tussenvoegsel="" if samen else kind.tussenvoegsel,
        achternaam=_typo(kans, kind.achternaam) if kans.random() < 0.05
        else f"{kind.tussenvoegsel} {kind.achternaam}".strip() if samen else kind.achternaam,
        geboortedatum=dag,
        postcode=woont[0],
        huisnummer=woont[1],
        gemeente=woont[2],
    )  # fmt: skip


def _typo(kans: random.Random, woord: str) -> str:
    plaats = kans.randrange(1, len(woord) - 1)
    if kans.random() < 0.5:
        return woord[:plaats] + woord[plaats + 1 :]
    return woord[:plaats] + woord[plaats + 1] + woord[plaats] + woord[plaats + 2 :]
