"""Csvbestand: reads a file with a header and any of the usual separators, and writes a report beside it."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

SCHEIDINGSTEKENS = ";,\t"
VERSLAG = ("regel", "loket", "externKenmerk", "fouten")


class UnreadableFileError(Exception):
    """This file cannot be read at all; the Dutch message tells what to do."""


@dataclass(frozen=True, slots=True)
class Rij:
    """One line. ``nummer`` is where it starts in the file. ``past``: as many cells as columns."""

    nummer: int
    waarden: dict[str, str]
    past: bool


class Csvbestand:
    """A file that was looked at: its separator and its columns are known."""

    def __init__(self, pad: Path) -> None:
        self.pad = pad
        eerste = next(_lines(pad), "")
        self.scheiding = max(SCHEIDINGSTEKENS, key=eerste.count)
        self.kolommen = [naam.strip() for naam in next(csv.reader([eerste], delimiter=self.scheiding), [])]
        if not any(self.kolommen):
            raise UnreadableFileError(f"{pad} is leeg. De eerste regel noemt de kolommen.")

    def rows(self) -> Iterator[Rij]:
        """Every line after the header; empty lines are skipped."""
        lezer = csv.reader(_lines(self.pad), delimiter=self.scheiding, strict=True)
        try:
            next(lezer)
            begin = lezer.line_num + 1
            for cellen in lezer:
                if any(cel.strip() for cel in cellen):
                    waarden = dict(zip(self.kolommen, cellen, strict=False))
                    yield Rij(begin, waarden, len(cellen) == len(self.kolommen))
                begin = lezer.line_num + 1
        except csv.Error as error:
            raise UnreadableFileError(
                f"Regel {lezer.line_num} van {self.pad} is niet te lezen. Is er een aanhalingsteken te veel?"
            ) from error

    def count(self) -> int:
        """How many lines there are."""
        return sum(1 for _ in self.rows())


class Verslag:
    """What was refused, written line by line, readable in a spreadsheet."""

    def __init__(self, bestand: Csvbestand) -> None:
        self.pad = bestand.pad.with_suffix(".verslag.csv")
        self._scheiding = bestand.scheiding

    def __enter__(self) -> "Verslag":
        # utf-8-sig: spreadsheets recognise it by its mark.
        self._bestand = self.pad.open("w", encoding="utf-8-sig", newline="")
        self._schrijver = csv.writer(self._bestand, delimiter=self._scheiding)
        self._schrijver.writerow(VERSLAG)
        return self

    def __exit__(
        self, _soort: type[BaseException] | None, _fout: BaseException | None, _spoor: TracebackType | None
    ) -> None:
        self._bestand.close()

    def refuse(self, rij: Rij, fouten: Sequence[str]) -> None:
        """Note one refused line with everything that is wrong with it."""
        kenmerken = (rij.waarden.get("loket", ""), rij.waarden.get("externKenmerk", ""))
        self._schrijver.writerow([rij.nummer, *map(_harmless, kenmerken), _harmless(" | ".join(fouten))])


def _harmless(cel: str) -> str:
    """A spreadsheet must not take a text for a formula."""
    return f"'{cel}" if cel.startswith(("=", "+", "-", "@", "\t")) else cel


def _lines(pad: Path) -> Iterator[str]:
    try:
        with pad.open(encoding="utf-8-sig", newline="") as bestand:
            yield from bestand
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"{pad} is geen UTF-8. Sla het opnieuw op als “CSV UTF-8” en probeer het nog een keer."
        ) from error
