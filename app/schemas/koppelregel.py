"""Koppelregel: the columns of a register that is linked, and what is wrong with a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.linkage.geboorte import read_geboren
from app.linkage.registratie import Registratie

KOLOMMEN = (
    "id", "tafel", "voornamen", "roepnaam", "tussenvoegsel", "achternaam", "geboortedatum", "postcode",
    "huisnummer", "gemeente",
)  # fmt: skip
UITVOER = ("id_a", "id_b", "kans", "gewicht", "besluit")
#: With more unreadable dates than this share, it is the file that is wrong and not a date here and there.
TE_VEEL_DATUMS = 0.2
GENOEG_REGELS = 20


@dataclass(slots=True)
class Koppelbestand:
    """The records of a file. ``datums`` are the lines with a date that nobody can read."""

    registraties: list[Registratie] = field(default_factory=list)
    datums: list[int] = field(default_factory=list)
    fouten: list[str] = field(default_factory=list)


def missing_columns(kolommen: Sequence[str]) -> list[str]:
    """Which columns a header lacks; other columns are allowed and not read."""
    return [kolom for kolom in KOLOMMEN if kolom not in kolommen]


def read_lines(regels: Iterable[tuple[int, dict[str, str], bool]]) -> Koppelbestand:
    """Read every line (number, cells, whether it has as many cells as the header)."""
    uit, gezien = Koppelbestand(), dict[str, int]()
    for nummer, waarden, past in regels:
        if not past:
            uit.fouten.append(f"Regel {nummer} heeft meer of minder vakken dan de kop.")
            continue
        registratie = Registratie(**{kolom: waarden[kolom].strip() for kolom in KOLOMMEN})
        if fout := _wrong_id(registratie.id, nummer, gezien):
            uit.fouten.append(fout)
            continue
        if registratie.geboortedatum and read_geboren(registratie.geboortedatum) is None:
            uit.datums.append(nummer)
        uit.registraties.append(registratie)
    _check_dates(uit)
    return uit


def _wrong_id(id_: str, nummer: int, gezien: dict[str, int]) -> str | None:
    if not id_:
        return f"Regel {nummer} heeft geen id."
    eerder = gezien.setdefault(id_, nummer)
    return None if eerder == nummer else f"Regel {nummer} heeft hetzelfde id als regel {eerder}: {id_}."


def _check_dates(uit: Koppelbestand) -> None:
    aantal = len(uit.registraties)
    if aantal >= GENOEG_REGELS and len(uit.datums) > TE_VEEL_DATUMS * aantal:
        uit.fouten.append(
            f"Van {len(uit.datums)} van de {aantal} regels is de geboortedatum niet te lezen, "
            f"voor het eerst op regel {uit.datums[0]}. Schrijf een datum als 2012-03-04."
        )
