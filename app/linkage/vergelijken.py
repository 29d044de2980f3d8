"""Vergelijken: what is observed about two persons, field by field; one pair or a million."""

from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple, TypeVar

from app.linkage.achternaam import Achternaam, compare_achternamen, is_swapped
from app.linkage.adres import Woonadres, compare_adressen
from app.linkage.geboorte import Geboortedatum, compare_geboren
from app.linkage.registratie import Achternaam as Naam
from app.linkage.registratie import Persoon, Voornamen
from app.linkage.voornaam import Voornaam, compare_voornamen

Niveau = Voornaam | Achternaam | Geboortedatum | Woonadres
T = TypeVar("T")
U = TypeVar("U", bound=IntEnum)


class Veld(IntEnum):
    """The four observations, in the order of every array."""

    VOORNAAM = 0
    ACHTERNAAM = 1
    GEBOORTEDATUM = 2
    ADRES = 3


#: The levels of each field; level 0 is always: unknown, says nothing.
NIVEAUS: tuple[type[IntEnum], ...] = (Voornaam, Achternaam, Geboortedatum, Woonadres)


class Waarneming(NamedTuple):
    """What was observed: a level per field, and per field the value that agrees (empty where none does)."""

    niveaus: tuple[Voornaam, Achternaam, Geboortedatum, Woonadres]
    waarden: tuple[str, str, str, str]


class Vergelijker:
    """Compares persons and remembers what it saw of names: in a batch the same names meet often."""

    def __init__(self) -> None:
        self._voornamen: dict[tuple[Voornamen, Voornamen], tuple[Voornaam, str]] = {}
        self._achternamen: dict[tuple[Naam, Naam], tuple[Achternaam, str]] = {}

    def compare(self, een: Persoon, ander: Persoon) -> Waarneming:
        """Observe two persons; symmetric, and what either does not tell is unknown."""
        voornaam = _remembered(self._voornamen, een.voornamen, ander.voornamen, compare_voornamen)
        achternaam = _remembered(self._achternamen, een.achternaam, ander.achternaam, compare_achternamen)
        if (
            achternaam[0] is Achternaam.ANDERS
            and voornaam[0] >= Voornaam.ZELFDE_LETTER
            and is_swapped((een.voornamen, een.achternaam), (ander.voornamen, ander.achternaam))
        ):
            voornaam, achternaam = (Voornaam.VARIANT, ""), (Achternaam.VERWISSELD, "")
        datum = compare_geboren(een.geboren, ander.geboren)
        adres = compare_adressen(een.adres, ander.adres)
        dag = een.geboren.code if datum is Geboortedatum.GELIJK and een.geboren else ""
        return Waarneming(
            (voornaam[0], achternaam[0], datum, adres[0]), (voornaam[1], achternaam[1], dag, adres[1])
        )


def _remembered(
    gezien: dict[tuple[T, T], tuple[U, str]],
    een: T,
    ander: T,
    compare: Callable[[T, T], tuple[U, str]],
) -> tuple[U, str]:
    paar = (een, ander)
    gevonden = gezien.get(paar)
    if gevonden is None:
        gevonden = gezien[paar] = gezien[(ander, een)] = compare(een, ander)
    return gevonden
