"""Indelingregel: the lines of a mapping file as values, with every mistake in their form at once."""

import re
from collections.abc import Iterable, Mapping

from app.domain.errors import Veldfout
from app.domain.indeling import Gebiedsregel

KOLOMMEN = (
    "gm_code", "gemeente", "provincie", "jeugdregio_code", "jeugdregio", "expertisenetwerk_code",
    "opgegaan_in",
)  # fmt: skip
VERPLICHT = KOLOMMEN[:-1]
_VORM = {
    "gm_code": (re.compile(r"GM\d{4}"), "GM en vier cijfers, zoals GM0193"),
    "jeugdregio_code": (re.compile(r"JZ\d{2}"), "JZ en twee cijfers, zoals JZ07"),
    "expertisenetwerk_code": (re.compile(r"EN\d{1,2}"), "EN en een cijfer, zoals EN2"),
    "opgegaan_in": (re.compile(r"GM\d{4}"), "GM en vier cijfers, zoals GM0193"),
}


def missing_columns(kolommen: Iterable[str]) -> list[str]:
    """Columns that must be there and are not."""
    aanwezig = set(kolommen)
    return [naam for naam in VERPLICHT if naam not in aanwezig]


def read_line(nummer: int, waarden: Mapping[str, str]) -> tuple[Gebiedsregel, list[Veldfout]]:
    """One line, and what is wrong with its form. Of a gemeente that goes only the code is needed."""
    cel = {naam: waarden.get(naam, "").strip() for naam in KOLOMMEN}
    nodig = ("gm_code",) if cel["opgegaan_in"] else VERPLICHT
    fouten = [Veldfout(f"regel {nummer}", f"{naam} is leeg.") for naam in nodig if not cel[naam]]
    fouten += [
        Veldfout(f"regel {nummer}", f"{naam} “{cel[naam]}” klopt niet. Schrijf {hoe}.")
        for naam, (vorm, hoe) in _VORM.items()
        if cel[naam] and not vorm.fullmatch(cel[naam])
    ]
    regel = Gebiedsregel(
        nummer=nummer,
        gm_code=cel["gm_code"],
        naam=cel["gemeente"],
        provincie=cel["provincie"],
        jeugdregio=cel["jeugdregio_code"],
        jeugdregio_naam=cel["jeugdregio"],
        netwerk=cel["expertisenetwerk_code"],
        opgegaan_in=cel["opgegaan_in"] or None,
    )
    return regel, fouten


def write_line(regel: Gebiedsregel) -> tuple[str, ...]:
    """The cells of one line, in the order of ``KOLOMMEN``."""
    return (
        regel.gm_code,
        regel.naam,
        regel.provincie,
        regel.jeugdregio,
        regel.jeugdregio_naam,
        regel.netwerk,
        regel.opgegaan_in or "",
    )
