"""Codes: linking without names. Each record is a set of keyed hashes of composites; equal codes agree.

A table that may not share persons hands over codes only (design/linkage.md §3). A code always joins two or
three fields, so that none stands for a name, a date or an address alone; initials and given names with only
a year are too easily guessed and are not made. Codes stay personal data: who holds the key can try values.

The kind of a code is readable ("date and given name"), its content is not. From the kinds that agree
follows how far each field agrees, and then the same model weighs as for readable records.
"""

import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import product

from app.linkage.achternaam import Achternaam
from app.linkage.adres import Woonadres
from app.linkage.geboorte import Geboortedatum, Geboren
from app.linkage.registratie import Achternaam as Naam
from app.linkage.registratie import Adres, Persoon, Voornamen
from app.linkage.roepnamen import VAN_NAAM
from app.linkage.schrift import klank, skelet
from app.linkage.vergelijken import Waarneming
from app.linkage.voornaam import KORT, KORTSTE_SKELET, Voornaam

LENGTE = 16
#: Keyed by kind too: levels of different fields are equal numbers.
Stukken = Mapping[tuple[type[IntEnum], IntEnum], tuple[str, ...]]
V, F, D, W = Voornaam, Achternaam, Geboortedatum, Woonadres

#: Which composites are made: each is a level per field, the most precise a shared code can show.
SOORTEN: tuple[tuple[IntEnum, ...], ...] = (
    *product((D.GELIJK,), (V.GELIJK, V.VARIANT, V.TIKFOUT, V.LIJKT, V.ZELFDE_LETTER)),
    *product((D.GELIJK,), (F.GELIJK, F.DEEL, F.TIKFOUT)),
    *product((D.GELIJK,), (W.GELIJK, W.ZELFDE_STRAAT, W.ZELFDE_BUURT)),
    *product((D.GELIJK,), (V.GELIJK, F.DEEL), (W.ZELFDE_GEMEENTE,)),
    *product((D.OMGEWISSELD, D.TWEE_DELEN), (V.GELIJK, V.VARIANT), (F.DEEL, F.LIJKT)),
    *product((D.OMGEWISSELD, D.TWEE_DELEN), (V.GELIJK, V.ZELFDE_LETTER, F.DEEL, F.LIJKT), (W.GELIJK,)),
    *product((V.GELIJK, V.VARIANT, V.TIKFOUT, V.LIJKT, V.ZELFDE_LETTER), (W.GELIJK,)),
    *product((F.GELIJK, F.DEEL, F.TIKFOUT), (W.GELIJK,)),
    *product((V.GELIJK, V.VARIANT), (F.GELIJK, F.DEEL, F.LIJKT)),
    *product((V.GELIJK, V.VARIANT, F.DEEL), (W.ZELFDE_STRAAT,)),
    *product((V.GELIJK, V.ZELFDE_LETTER), (F.DEEL, F.LIJKT), (W.ZELFDE_BUURT, W.ZELFDE_GEMEENTE)),
)
#: Given name and surname may stand in each other's place: these codes are the same either way.
OMKEERBAAR = frozenset({SOORTEN.index((V.GELIJK, F.DEEL)), SOORTEN.index((V.GELIJK, F.GELIJK))})


@dataclass(frozen=True, slots=True)
class Gecodeerd:
    """What is known of a record without names: its codes with their kind, and which fields it fills."""

    codes: Mapping[bytes, int]
    gevuld: tuple[bool, ...]
    letters: bool


def encode(persoon: Persoon, sleutel: bytes) -> Gecodeerd:
    """The codes of a person under one key; equal persons give equal codes, another key gives others."""
    stukken = _pieces(persoon)
    codes: dict[bytes, int] = {}
    for nummer, soort in enumerate(SOORTEN):
        for waarden in product(*(stukken.get((type(niveau), niveau), ()) for niveau in soort)):
            volgorde = sorted(waarden) if nummer in OMKEERBAAR else waarden
            codes.setdefault(_code(sleutel, nummer, volgorde), nummer)
    namen = persoon.voornamen
    return Gecodeerd(
        codes,
        (
            bool(namen.letters),
            bool(persoon.achternaam.delen),
            bool(persoon.geboren and persoon.geboren.volledig),
            bool(persoon.adres.postcode or persoon.adres.gemeente),
        ),
        letters=bool(namen.letters and not namen.leidend),
    )


def compare_codes(een: Gecodeerd, ander: Gecodeerd) -> Waarneming:
    """How far two records agree per field, as far as their shared codes show; symmetric."""
    beste = {V: int(V.ANDERS), F: int(F.ANDERS), D: int(D.ANDERS), W: int(W.ANDERS)}
    for code in een.codes.keys() & ander.codes.keys():
        for niveau in SOORTEN[een.codes[code]]:
            beste[type(niveau)] = min(beste[type(niveau)], niveau)
    if een.letters or ander.letters:
        beste[V] = V.VOORLETTER if beste[V] == V.ZELFDE_LETTER else V.ANDERE_VOORLETTER
    bekend = [x and y for x, y in zip(een.gevuld, ander.gevuld, strict=True)]
    return Waarneming(
        (
            V(beste[V] if bekend[0] else V.ONBEKEND),
            F(beste[F] if bekend[1] else F.ONBEKEND),
            D(beste[D] if bekend[2] else D.ONBEKEND),
            W(beste[W] if bekend[3] else W.ONBEKEND),
        ),
        ("", "", "", ""),
    )


def groups_of(gecodeerd: Sequence[Gecodeerd]) -> list[list[int]]:
    """The records that share each code."""
    groepen: dict[bytes, list[int]] = {}
    for nummer, record in enumerate(gecodeerd):
        for code in record.codes:
            groepen.setdefault(code, []).append(nummer)
    return [groep for groep in groepen.values() if len(groep) > 1]


def _code(sleutel: bytes, soort: int, waarden: Sequence[str]) -> bytes:
    return hmac.digest(sleutel, f"{soort}|{'|'.join(waarden)}".encode(), "sha256")[:LENGTE]


def _pieces(persoon: Persoon) -> Stukken:
    return {
        (type(niveau), niveau): tuple(dict.fromkeys(waarden))
        for niveau, waarden in (
            *_of_names(persoon.voornamen),
            *_of_surname(persoon.achternaam),
            *_of_birth(persoon.geboren),
            *_of_home(persoon.adres),
        )
    }


def _of_names(namen: Voornamen) -> Iterator[tuple[IntEnum, list[str]]]:
    leidend = namen.leidend
    skeletten = [skelet(naam) for naam in leidend]
    yield V.GELIJK, list(leidend)
    yield (
        V.VARIANT,
        [vorm for vorm in skeletten if len(vorm) >= KORTSTE_SKELET]
        + [str(nummer) for naam in leidend for nummer in sorted(VAN_NAAM.get(naam, ()))],
    )
    yield V.TIKFOUT, [vorm for naam in leidend if len(naam) > KORT for vorm in _misspelt(naam)]
    yield (
        V.LIJKT,
        [vorm for naam in leidend for vorm in (_misspelt(naam) if len(naam) <= KORT else _alike(naam))],
    )
    yield V.ZELFDE_LETTER, list(namen.begin)


def _of_surname(naam: Naam) -> Iterator[tuple[IntEnum, list[str]]]:
    yield F.GELIJK, ["+".join(sorted(naam.delen))] if naam.delen else []
    yield F.DEEL, list(naam.delen)
    yield (
        F.TIKFOUT,
        [vorm for deel in naam.delen for vorm in (*_misspelt(deel), *_misspelt(klank(deel)), skelet(deel))],
    )
    yield F.LIJKT, [skelet(deel) for deel in naam.delen]


def _of_birth(geboren: Geboren | None) -> Iterator[tuple[IntEnum, list[str]]]:
    if geboren is None or not geboren.volledig:
        return
    jaar, maand, dag = geboren.jaar, geboren.maand, geboren.dag
    yield D.GELIJK, [geboren.code]
    yield D.OMGEWISSELD, [f"{jaar}-{min(maand, dag)}-{max(maand, dag)}"]
    yield D.TWEE_DELEN, [f"{jaar}-{maand}-", f"{jaar}--{dag}", f"-{maand}-{dag}"]


def _of_home(adres: Adres) -> Iterator[tuple[IntEnum, list[str]]]:
    if adres.postcode:
        yield W.GELIJK, [f"{adres.postcode}+{adres.nummer}"] if adres.nummer else []
        yield W.ZELFDE_STRAAT, [adres.postcode]
        yield W.ZELFDE_BUURT, [adres.buurt]
    if adres.gemeente:
        yield W.ZELFDE_GEMEENTE, [adres.gemeente]


def _alike(naam: str) -> list[str]:
    """How it begins, and as it sounds with each sound left out once: written by ear and a letter wrong."""
    return [naam[: KORT + 1], *_misspelt(klank(naam))]


def _misspelt(naam: str) -> list[str]:
    """The word with each letter left out once: two words that differ by one letter share one of these."""
    return [naam, *(naam[:plaats] + naam[plaats + 1 :] for plaats in range(len(naam)))]
