"""Registratie: a record as it was written, and the person as linkage reads it."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from app.linkage.geboorte import Geboren, read_geboren
from app.linkage.roepnamen import formal_names
from app.linkage.schrift import KLINKERS, beginletter, fold

#: Parts of a surname that tell little and are written in many ways.
PARTIKELS = frozenset(
    (
        *("van", "der", "den", "de", "het", "t", "ter", "ten", "te", "op", "in", "aan", "bij", "uit", "voor"),
        *(
            "onder",
            "over",
            "tot",
            "s",
            "v",
            "d",
            "vd",
            "vdr",
            "vdn",
            "vander",
            "vanden",
            "vande",
            "von",
            "zu",
        ),
        *("zum", "la", "le", "les", "du", "des", "del", "della", "di", "da", "dos", "das", "do", "el", "al"),
        *("ben", "bin", "ibn", "ait", "st"),
    )
)
#: ``Vandenberg`` is ``van den Berg``.
VASTGESCHREVEN = re.compile(r"^vande[nr]?(?=\w{3})")
#: More names of one person than this add nothing.
HOOGSTENS = 4


@dataclass(frozen=True, slots=True)
class Registratie:
    """One record; every field may be empty. ``tafel`` only tells records of one table from another."""

    id: str
    voornamen: str = ""
    roepnaam: str = ""
    tussenvoegsel: str = ""
    achternaam: str = ""
    geboortedatum: str = ""
    postcode: str = ""
    huisnummer: str = ""
    gemeente: str = ""
    tafel: str = ""


@dataclass(frozen=True)
class Voornamen:
    """A person has a set of given names: ``roepnaam`` and ``eerste`` lead, the others follow.

    ``letters`` are the first sounds of the voornamen in order, also where only initials are known;
    ``samengesteld``: the first one has a hyphen, so its second letter may or may not be among the initials.
    ``hoofdletters``: a single short word in capitals is a name, or these initials: ``SEM``, ``JNI``.
    """

    roepnaam: str = ""
    eerste: str = ""
    volgende: tuple[str, ...] = ()
    letters: str = ""
    samengesteld: bool = False
    hoofdletters: str = ""

    @cached_property
    def leidend(self) -> tuple[str, ...]:
        """The names somebody is found by, without doubles."""
        return tuple(dict.fromkeys(naam for naam in (self.roepnaam, self.eerste) if naam))

    @cached_property
    def samen(self) -> str:
        """The first two names as one word: ``Anne Marie`` is ``Annemarie``."""
        return self.eerste + self.volgende[0] if self.eerste and self.volgende else ""

    @cached_property
    def begin(self) -> str:
        """The first sounds a leading name may begin with."""
        return "".join(
            dict.fromkeys(self.letters[:1] + beginletter(self.roepnaam) + beginletter(self.eerste))
        )

    @cached_property
    def doopletters(self) -> str:
        """Who is only known as Fie may stand elsewhere as S., for Sophia."""
        return "" if self.eerste else "".join(map(beginletter, formal_names(self.roepnaam)))


@dataclass(frozen=True, slots=True)
class Achternaam:
    """The parts of a surname without particles, in order; ``samen`` is everything as one word."""

    delen: tuple[str, ...] = ()
    samen: str = ""


@dataclass(frozen=True, slots=True)
class Adres:
    """Where somebody lives, as far as known; ``nummer`` is the digits of the huisnummer."""

    postcode: str = ""
    nummer: str = ""
    gemeente: str = ""

    @property
    def straat(self) -> str:
        """Postcode and gemeente together: where a postcode is large, a gemeente makes it a place."""
        return f"{self.postcode} {self.gemeente}"

    @property
    def buurt(self) -> str:
        """The four digits of a Dutch postcode."""
        return self.postcode[:4]


@dataclass(frozen=True, slots=True)
class Persoon:
    """A record in one spelling; equal values are equal objects to compare."""

    voornamen: Voornamen
    achternaam: Achternaam
    geboren: Geboren | None
    adres: Adres


def read_persoon(registratie: Registratie) -> Persoon:
    """The person in a record; what cannot be read is unknown, never guessed."""
    return Persoon(
        voornamen=read_voornamen(registratie.voornamen, registratie.roepnaam),
        achternaam=read_achternaam(registratie.tussenvoegsel, registratie.achternaam),
        geboren=read_geboren(registratie.geboortedatum),
        adres=Adres(
            postcode=fold(registratie.postcode).replace(" ", ""),
            nummer=_number(registratie.huisnummer),
            gemeente=fold(registratie.gemeente),
        ),
    )


@lru_cache(maxsize=100_000)
def read_voornamen(voornamen: str, roepnaam: str) -> Voornamen:
    """Given names in one spelling; ``J.K.`` and ``JK`` are initials, not names."""
    woorden = [deel for woord in voornamen.split() for deel in _split_initials(woord)]
    namen = [woord for woord in woorden if len(woord) > 1]
    roep = fold(roepnaam).replace(" ", "")
    kort = woorden[0] if len(woorden) == 1 and _in_capitals(voornamen.strip()) else ""
    return Voornamen(
        roepnaam=roep if len(roep) > 1 else "",
        eerste=namen[0] if namen and len(woorden[0]) > 1 else "",
        volgende=tuple((namen if len(woorden[0]) == 1 else namen[1:])[:HOOGSTENS]) if namen else (),
        letters="".join(map(beginletter, woorden))[: HOOGSTENS + 1] or beginletter(roep),
        samengesteld="-" in voornamen.split(" ", maxsplit=1)[0].strip("-"),
        hoofdletters="".join(map(beginletter, kort)) if len(kort) > 1 else "",
    )


@lru_cache(maxsize=100_000)
def read_achternaam(tussenvoegsel: str, achternaam: str) -> Achternaam:
    """Surname parts apart from particles: order, hyphen and tussenvoegsel do not matter."""
    woorden = [VASTGESCHREVEN.sub("", woord) for woord in fold(achternaam).split()]
    delen = [woord for woord in woorden if woord not in PARTIKELS] or woorden[-1:]
    alles = [*fold(tussenvoegsel).split(), *woorden]
    return Achternaam(
        tuple(dict.fromkeys(delen))[:HOOGSTENS],
        "".join(woord for woord in alles if woord not in PARTIKELS) or "".join(alles),
    )


def _split_initials(woord: str) -> list[str]:
    """A word of the given names as names, or as loose letters where it is initials."""
    delen = fold(woord).split()
    if len(delen) == 1 and _in_capitals(woord) and KLINKERS.isdisjoint(delen[0][1:]):
        return list(delen[0])
    return delen


def _in_capitals(woord: str) -> bool:
    return len(woord) <= HOOGSTENS and woord.isalpha() and woord.isupper()


@lru_cache(maxsize=20_000)
def _number(huisnummer: str) -> str:
    cijfers = ""
    for teken in fold(huisnummer):
        if not teken.isdigit():
            if cijfers:
                break
            continue
        cijfers += teken
    return cijfers.lstrip("0")
