"""Importregel: one line of a file with meldingen from another system, as an immutable command."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.errors import Veldfout
from app.domain.opdrachten import RegisterMelding
from app.domain.termen import MeldingUitkomst


@dataclass(frozen=True, slots=True, kw_only=True)
class Importregel:
    """``fouten``: what could not be read. Such a line is judged further, but never stored.

    ``uitkomst`` is known only when the other system told it; it is never made up.
    """

    opdracht: RegisterMelding
    afgesloten_op: date | None = None
    uitkomst: MeldingUitkomst | None = None
    fouten: tuple[Veldfout, ...] = ()


class Importuitkomst(StrEnum):
    """What became of a line that was not refused."""

    NIEUW = "nieuw"
    BEKEND = "bekend"
