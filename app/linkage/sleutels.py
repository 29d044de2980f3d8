"""Sleutels: words under which a record is kept, so that the few that may be the same person are found.

Two records that share a key are compared. Every key is a composite of at least two things about a person;
a field that is unknown makes no key. A date counts with day and month in either order, a house with the
characters of its postcode in any.
"""

from collections.abc import Iterator

from app.linkage.geboorte import Geboren
from app.linkage.registratie import Persoon
from app.linkage.schrift import klank, skelet

#: A key that more records share than this does not tell people apart.
TEN_HOOGSTE = 400


def keys_of(persoon: Persoon) -> tuple[str, ...]:
    """All keys of a person, each once, in a fixed order: ``soort|waarde``."""
    return tuple(dict.fromkeys(f"{soort}|{waarde}" for soort, waarde in _keys(persoon)))


def _keys(persoon: Persoon) -> Iterator[tuple[str, str]]:
    namen = [klank(naam) for naam in persoon.voornamen.leidend]
    familie = list(
        dict.fromkeys(skelet(deel) for deel in (*persoon.achternaam.delen, persoon.achternaam.samen))
    )
    letters = list(persoon.voornamen.begin)
    yield from _of_birth(persoon.geboren, namen, familie, letters)
    yield from _of_home(persoon, namen, familie, letters)
    for naam in dict.fromkeys(skelet(naam) for naam in persoon.voornamen.leidend):
        for deel in familie:
            yield "naam", "+".join(sorted((naam, deel)))
    for naam in namen:
        for deel in persoon.achternaam.delen:
            yield "naam-begin", f"{naam[:3]}+{deel[:3]}"
    for letter in letters:
        for deel in familie:
            yield "letter-familie", f"{letter}+{deel}"


def _of_birth(
    geboren: Geboren | None, namen: list[str], familie: list[str], letters: list[str]
) -> Iterator[tuple[str, str]]:
    if geboren is None:
        return
    jaar, delen = geboren.jaar, sorted((geboren.maand, geboren.dag))
    for deel in familie:
        for letter in letters:
            yield "jaar-familie", f"{jaar}+{deel}+{letter}"
    if not geboren.volledig:
        return
    yield "dag", f"{jaar}-{delen[0]}-{delen[1]}"
    stukken = (
        f"{jaar}-{geboren.maand}-",
        f"{jaar}--{geboren.dag}",
        f"-{delen[0]}-{delen[1]}",
    )
    for stuk in stukken:
        for deel in familie:
            yield "datum-familie", f"{stuk}+{deel}"
        for naam in namen:
            yield "datum-naam", f"{stuk}+{naam[:4]}"


def _of_home(
    persoon: Persoon, namen: list[str], familie: list[str], letters: list[str]
) -> Iterator[tuple[str, str]]:
    adres = persoon.adres
    if adres.postcode and adres.nummer:
        yield "huis", f"{''.join(sorted(adres.postcode))}+{adres.nummer}"
    if adres.gemeente and adres.nummer:
        yield "gemeente-nummer", f"{adres.gemeente}+{adres.nummer}"
    for naam in namen:
        if adres.postcode:
            yield "straat-naam", f"{adres.postcode}+{naam[:3]}"
    for deel in familie:
        if adres.postcode:
            yield "straat-familie", f"{adres.postcode}+{deel}"
        if adres.nummer:
            yield "nummer-familie", f"{adres.nummer}+{deel}"
        if adres.gemeente:
            for letter in letters:
                yield "gemeente-letter", f"{adres.gemeente}+{deel}+{letter}"
