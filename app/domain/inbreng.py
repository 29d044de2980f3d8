"""Inbreng: what a melder says on the own page: a question, that the help was enough, or that it was not."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.domain.errors import InvalidInputError, Veldfout
from app.domain.omgeving import local_date
from app.domain.termijnen.regels import Variant

LANGSTE = 5000
#: So long after closing a melder can still say how it went; then only come back (domain.md §5, I7).
NA_SLUITEN_MAANDEN = 3


class Inbrengsoort(StrEnum):
    """What the melder said."""

    VRAAG = "vraag"
    GEHOLPEN = "geholpen"
    NIET_GEHOLPEN = "niet_geholpen"
    TERUG = "terug"


#: Which promise it gives: to answer the melder, or to close what is solved.
VARIANT = {
    Inbrengsoort.VRAAG: Variant.STANDAARD,
    Inbrengsoort.NIET_GEHOLPEN: Variant.STANDAARD,
    Inbrengsoort.TERUG: Variant.STANDAARD,
    Inbrengsoort.GEHOLPEN: Variant.GEHOLPEN,
}
#: A closed melding opens again by these.
HEROPENT = frozenset({Inbrengsoort.VRAAG, Inbrengsoort.NIET_GEHOLPEN, Inbrengsoort.TERUG})
LEEG = {
    Inbrengsoort.VRAAG: "Schrijf op wat u wilt zeggen of vragen.",
    Inbrengsoort.NIET_GEHOLPEN: "Schrijf op wat er nog nodig is.",
    Inbrengsoort.TERUG: "Schrijf op wat er nu speelt.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteInbreng:
    """The melder says something on the own page."""

    melding_id: UUID
    soort: Inbrengsoort
    tekst: str | None = None


def assess_inbreng(opdracht: WriteInbreng) -> None:
    """Words are needed for everything but "yes, I was helped"; refuses what is empty or too long."""
    tekst = opdracht.tekst or ""
    if not tekst and opdracht.soort in LEEG:
        raise InvalidInputError([Veldfout("tekst", LEEG[opdracht.soort])])
    if len(tekst) > LANGSTE:
        te_veel = len(tekst) - LANGSTE
        raise InvalidInputError([Veldfout("tekst", f"Uw tekst is {te_veel} tekens te lang. Kort hem in.")])


def only_come_back(gesloten_op: datetime | None, vandaag: date) -> bool:
    """Whether it was closed so long ago that the page only offers to come back."""
    if gesloten_op is None:
        return False
    dicht = local_date(gesloten_op)
    maand = dicht.month - 1 + NA_SLUITEN_MAANDEN
    eerste = date(dicht.year + maand // 12, maand % 12 + 1, 1)
    einde_maand = (eerste + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return vandaag >= eerste.replace(day=min(dicht.day, einde_maand.day))
