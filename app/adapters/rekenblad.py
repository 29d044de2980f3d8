"""Rekenblad: a table as CSV or XLSX for an office program.

A cell that starts with = + - @ or a control character would be read as a formula: it gets an
apostrophe. The CSV has a byte order mark and semicolons, as a Dutch Excel expects.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

Cel = str | int | date | None
GEVAARLIJK = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(waarde: Cel) -> Cel:
    """Text that no office program takes for a formula."""
    if isinstance(waarde, str) and waarde.startswith(GEVAARLIJK):
        return f"'{waarde}"
    return waarde


def write_csv(koppen: Sequence[str], rijen: Iterable[Sequence[Cel]]) -> bytes:
    """The table as CSV."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(koppen)
    for rij in rijen:
        schrijver.writerow([_plain(safe_cell(cel)) for cel in rij])
    return uit.getvalue().encode("utf-8-sig")


def write_xlsx(titel: str, koppen: Sequence[str], rijen: Iterable[Sequence[Cel]]) -> bytes:
    """The table as a workbook with one sheet, its first row fixed."""
    boek = Workbook(write_only=True)
    blad = boek.create_sheet(titel[:31])
    blad.freeze_panes = "A2"
    kopcellen = [WriteOnlyCell(blad, value=kop) for kop in koppen]
    for cel in kopcellen:
        cel.font = Font(bold=True)
    blad.append(kopcellen)
    for rij in rijen:
        blad.append([safe_cell(cel) for cel in rij])
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


def _plain(cel: Cel) -> str:
    if cel is None:
        return ""
    return cel.isoformat() if isinstance(cel, date) else str(cel)
