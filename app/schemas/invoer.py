"""Invoer: reads a sent form field by field, collects every error at once and keeps what was typed.

A form is read whole before it acts: while it acts nothing of it can be read (``closed``), so no act can
begin with an error that its reader found.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from app.domain.errors import Veldfout
from app.domain.intake import GEEN_NUMMER, is_dialable

E = TypeVar("E", bound=StrEnum)
LANGSTE_TEKST = 20_000
LANGSTE_REGEL = 200
MAANDEN = {1: "Januari", 2: "Februari", 3: "Maart", 4: "April", 5: "Mei", 6: "Juni", 7: "Juli",
           8: "Augustus", 9: "September", 10: "Oktober", 11: "November", 12: "December"}  # fmt: skip
_TIJD = re.compile(r"^([0-9]{1,2})(?:[.:]([0-9]{2}))?$")
_DAG = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")


class Formulier(Protocol):
    """A sent form, as the web framework gives it."""

    def get(self, key: str) -> object:
        """One value."""

    def getlist(self, key: str) -> Sequence[object]:
        """All values."""

    def keys(self) -> Iterable[str]:
        """All names."""


class Invoer:
    """One sent form. ``fouten`` holds everything wrong; ``waarden`` what was typed, for showing again."""

    def __init__(self, formulier: Formulier) -> None:
        self._formulier = formulier
        self._dicht = False
        self.fouten: list[Veldfout] = []
        self.waarden = {naam: self._ruw(naam) for naam in formulier.keys()}  # noqa: SIM118  # multidict

    @contextmanager
    def closed(self) -> Iterator[None]:
        """While the form acts nothing of it is read: what was read before, was judged before. Reading then is
        a mistake of the programmer (RuntimeError)."""
        self._dicht = True
        try:
            yield
        finally:
            self._dicht = False

    def _open(self) -> Formulier:
        if self._dicht:
            raise RuntimeError("A form is read before it acts, not while it acts.")
        return self._formulier

    def _ruw(self, naam: str) -> str:
        waarde = self._open().get(naam)
        return waarde.strip() if isinstance(waarde, str) else ""

    def fout(self, naam: str, melding: str) -> None:
        """Remember what is wrong with a field."""
        self.fouten.append(Veldfout(naam, melding))

    def tekst(self, naam: str, leeg: str = "", langste: int = LANGSTE_REGEL) -> str | None:
        """Text; ``leeg`` is the message when it must not be empty."""
        waarde = self._ruw(naam).replace("\r\n", "\n")
        if not waarde:
            if leeg:
                self.fout(naam, leeg)
            return None
        if len(waarde) > langste:
            te_veel = len(waarde) - langste
            self.fout(naam, f"Deze tekst is {te_veel:_} tekens te lang. Kort hem in.".replace("_", "."))
        return waarde

    def lange_tekst(self, naam: str, leeg: str = "") -> str | None:
        """A text of several lines."""
        return self.tekst(naam, leeg, LANGSTE_TEKST)

    def mailadres(self, naam: str) -> str | None:
        """An e-mail address, if given."""
        waarde = self.tekst(naam)
        if waarde is not None and not _MAIL.match(waarde):
            self.fout(naam, "Dit is geen mailadres. Schrijf het als naam@voorbeeld.nl.")
        return waarde

    def telefoonnummer(self, naam: str) -> str | None:
        """A number that somebody can dial, if given, with words beside it or not."""
        waarde = self.tekst(naam)
        if waarde is not None and not is_dialable(waarde):
            self.fout(naam, GEEN_NUMMER)
        return waarde

    def datum(self, naam: str, leeg: str = "") -> date | None:
        """A date as 17-11-2026 or 2026-11-17."""
        waarde = self.tekst(naam, leeg)
        if waarde is None:
            return None
        gevonden = _DAG.match(waarde)
        try:
            if gevonden is None:
                return date.fromisoformat(waarde)
            dag, maand, jaar = (int(deel) for deel in gevonden.groups())
            return date(jaar, maand, dag)
        except ValueError:
            self.fout(naam, _date_message(gevonden))
            return None

    def minuut(self, naam: str, leeg: str = "") -> int | None:
        """A time of day as 08.30 or 8:30, in minutes; 24.00 is the end of the day."""
        waarde = self.tekst(naam, leeg)
        if waarde is None:
            return None
        gevonden = _TIJD.match(waarde)
        minuten = int(gevonden[1]) * 60 + int(gevonden[2] or 0) if gevonden else -1
        if gevonden is None or int(gevonden[2] or 0) > 59 or minuten > 24 * 60:
            self.fout(naam, "Schrijf de tijd als uren en minuten, bijvoorbeeld 8.30.")
            return None
        return minuten

    def keuze(self, naam: str, soort: type[E], leeg: str = "") -> E | None:
        """One value of a coded list."""
        waarde = self.tekst(naam, leeg)
        if waarde is None:
            return None
        try:
            return soort(waarde)
        except ValueError:
            self.fout(naam, "Kies een van de mogelijkheden.")
            return None

    def keuzes(self, naam: str, soort: type[E]) -> tuple[E, ...]:
        """Several values of a coded list; unknown ones are refused."""
        gekozen = [str(waarde) for waarde in self._open().getlist(naam) if waarde]
        bekend = {lid.value for lid in soort}
        if any(waarde not in bekend for waarde in gekozen):
            self.fout(naam, "Kies alleen uit de mogelijkheden.")
        return tuple(lid for lid in soort if lid.value in gekozen)

    def ids(self, naam: str) -> list[UUID]:
        """Ids of checked boxes; one that is no id is an error of the field."""
        gevonden = []
        for waarde in self._open().getlist(naam):
            try:
                gevonden.append(UUID(str(waarde)))
            except ValueError:
                self.fout(naam, "Kies alleen uit de lijst.")
        return gevonden

    def ja(self, naam: str) -> bool:
        """A checked box, or a yes."""
        return self._ruw(naam) in ("ja", "on", "1", "true")

    def ja_of_nee(self, naam: str, leeg: str) -> bool:
        """A question that must be answered."""
        if self._ruw(naam) not in ("ja", "nee"):
            self.fout(naam, leeg)
        return self.ja(naam)

    def getal(self, naam: str) -> int | None:
        """A whole number, for hidden versions; anything else counts as absent."""
        waarde = self._ruw(naam)
        return int(waarde) if waarde.isdigit() else None


def _date_message(gevonden: re.Match[str] | None) -> str:
    if gevonden is None:
        return "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 17-11-2026."
    maand = int(gevonden.group(2))
    if maand not in MAANDEN:
        dag = "Een maand heeft ten hoogste 31 dagen en een" if int(gevonden.group(1)) > 31 else "Een"
        return f"{dag} jaar heeft 12 maanden. Kijk de datum na."
    dagen = calendar.monthrange(int(gevonden.group(3)), maand)[1]
    return f"{MAANDEN[maand]} heeft {dagen} dagen. Kijk de datum na."
