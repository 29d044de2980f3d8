"""Geboorte: a date of birth as people write it, and how far two of them agree."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

#: Year first, day first, and digits only; the day, or day and month, may be unknown.
VORMEN = (
    re.compile(r"(?P<jaar>\d{4})-(?P<maand>\d{1,2})-(?P<dag>\d{1,2})(?:[T ].*)?"),
    re.compile(r"(?P<dag>\d{1,2})[-/. ](?P<maand>\d{1,2})[-/. ](?P<jaar>\d{4})"),
    re.compile(r"(?P<jaar>\d{4})(?P<maand>\d{2})(?P<dag>\d{2})"),
    re.compile(r"(?P<jaar>\d{4})-(?P<maand>\d{1,2})(?P<dag>)"),
    re.compile(r"(?P<jaar>\d{4})(?P<maand>)(?P<dag>)"),
)


class Geboortedatum(IntEnum):
    """How far two dates of birth agree."""

    ONBEKEND = 0
    GELIJK = 1
    OMGEWISSELD = 2
    EEN_VERSCHIL = 3
    PLAATSHOUDER = 4
    TWEE_DELEN = 5
    DICHTBIJ = 6
    DEEL_GELIJK = 7
    ALLEEN_JAAR = 8
    DEEL_ANDERS = 9
    ZELFDE_JAAR = 10
    ANDERS = 11


@dataclass(frozen=True)
class Geboren:
    """Year, month and day as written, 0 where unknown; a day that does not exist is kept: a typing error."""

    jaar: int
    maand: int
    dag: int

    @property
    def volledig(self) -> bool:
        """Whether year, month and day are all known."""
        return bool(self.jaar and self.maand and self.dag)

    @property
    def plaatshouder(self) -> bool:
        """The first of January stands for "this year" in many registers."""
        return (self.maand, self.dag) == (1, 1)

    @cached_property
    def code(self) -> str:
        """Eight digits."""
        return f"{self.jaar:04d}{self.maand:02d}{self.dag:02d}"


@lru_cache(maxsize=20_000)
def read_geboren(tekst: str) -> Geboren | None:
    """A date as written, None when it is empty or cannot be read."""
    schoon = tekst.strip()
    for vorm in VORMEN:
        if past := vorm.fullmatch(schoon):
            return Geboren(*(int(past[deel] or 0) for deel in ("jaar", "maand", "dag")))
    return None


def compare_geboren(een: Geboren | None, ander: Geboren | None) -> Geboortedatum:
    """How far two dates agree; the order does not matter."""
    if een is None or ander is None:
        return Geboortedatum.ONBEKEND
    if not (een.volledig and ander.volledig):
        return _compare_parts(een, ander)
    if een == ander:
        return Geboortedatum.GELIJK
    if een.jaar == ander.jaar:
        return _compare_in_year(een, ander)
    if (een.maand, een.dag) == (ander.maand, ander.dag):
        return _one_part(een.jaar, ander.jaar)
    return Geboortedatum.DICHTBIJ if _digits_apart(een.code, ander.code) <= 2 else Geboortedatum.ANDERS


def _compare_in_year(een: Geboren, ander: Geboren) -> Geboortedatum:
    if (een.maand, een.dag) == (ander.dag, ander.maand):
        return Geboortedatum.OMGEWISSELD
    if een.plaatshouder or ander.plaatshouder:
        return Geboortedatum.PLAATSHOUDER
    if een.maand == ander.maand:
        return _one_part(een.dag, ander.dag)
    if een.dag == ander.dag:
        return _one_part(een.maand, ander.maand)
    return Geboortedatum.DICHTBIJ if _digits_apart(een.code, ander.code) <= 2 else Geboortedatum.ZELFDE_JAAR


def _one_part(een: int, ander: int) -> Geboortedatum:
    """Year, month or day differs: by one or ten, by two digits swapped, or by more."""
    klein = abs(een - ander) in (1, 10) or sorted(f"{een:04d}") == sorted(f"{ander:04d}")
    return Geboortedatum.EEN_VERSCHIL if klein else Geboortedatum.TWEE_DELEN


def _compare_parts(een: Geboren, ander: Geboren) -> Geboortedatum:
    bekend = [
        x == y for x, y in ((een.jaar, ander.jaar), (een.maand, ander.maand), (een.dag, ander.dag)) if x and y
    ]
    if not bekend:
        return Geboortedatum.ONBEKEND
    if not all(bekend):
        return Geboortedatum.DEEL_ANDERS
    return Geboortedatum.DEEL_GELIJK if len(bekend) > 1 else Geboortedatum.ALLEEN_JAAR


def _digits_apart(een: str, ander: str) -> int:
    return sum(x != y for x, y in zip(een, ander, strict=True))
