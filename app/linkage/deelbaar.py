"""Deelbaar: what a list hands over that may not share persons: numbers to be found by, codes to weigh with.

Both are keyed hashes under the key that every tafel received, so that lists can be compared and read by
nobody who has no key. Numbers are made of few kinds of keys: a date, an address, a year or an initial is too
easily guessed and makes none (design/linkage.md §3).
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from app.linkage.codes import LENGTE, SOORTEN, Gecodeerd, encode
from app.linkage.registratie import Persoon
from app.linkage.sleutels import keys_of

#: Kinds of keys (``sleutels.keys_of``) that join too little to be kept from who guesses.
TE_WEINIG = frozenset(
    {
        *("jaar-familie", "dag", "huis", "gemeente-nummer", "gemeente-letter"),
        *("letter-familie", "naam-begin", "nummer-familie"),
    }
)
#: Bytes of a number.
GETAL = 8
VELDEN = 4


@dataclass(frozen=True, slots=True)
class Deelbaar:
    """One record as it is handed over; nothing in it can be read."""

    getallen: tuple[int, ...]
    gecodeerd: Gecodeerd


@dataclass(frozen=True, slots=True)
class Sleutelregel:
    """One line of a list: the own name of the line, and what can be compared."""

    kenmerk: str
    record: Deelbaar


def make_shareable(persoon: Persoon, sleutel: bytes) -> Deelbaar:
    """The numbers and codes of a person under one key; equal persons give equal ones."""
    return Deelbaar(shared_numbers(persoon, sleutel), encode(persoon, sleutel))


def shared_numbers(persoon: Persoon, sleutel: bytes) -> tuple[int, ...]:
    """Under which numbers a person is found by who holds the same key, each once."""
    bruikbaar = (naam for naam in keys_of(persoon) if naam.partition("|")[0] not in TE_WEINIG)
    return tuple(
        int.from_bytes(hmac.digest(sleutel, f"zoek|{naam}".encode(), "sha256")[:GETAL], "big", signed=True)
        for naam in bruikbaar
    )


def pack(gecodeerd: Gecodeerd) -> dict[str, object]:
    """Codes as plain values: per kind the hashes as hex, which fields are known, if only initials are."""
    per: dict[str, list[str]] = {}
    for code, soort in gecodeerd.codes.items():
        per.setdefault(str(soort), []).append(code.hex())
    return {"codes": per, "gevuld": list(gecodeerd.gevuld), "letters": gecodeerd.letters}


def unpack(codes: Mapping[str, list[str]], gevuld: list[bool], *, letters: bool) -> Gecodeerd:
    """The same read back; refuses (ValueError) what no client of ours makes."""
    uit: dict[bytes, int] = {}
    for soort, hashes in codes.items():
        if not 0 <= int(soort) < len(SOORTEN):
            raise ValueError("onbekende soort code")
        for hex_ in hashes:
            code = bytes.fromhex(hex_)
            if len(code) != LENGTE:
                raise ValueError("een code is te lang of te kort")
            uit[code] = int(soort)
    if len(gevuld) != VELDEN:
        raise ValueError("er ontbreekt wat bekend is")
    return Gecodeerd(uit, tuple(gevuld), letters)
