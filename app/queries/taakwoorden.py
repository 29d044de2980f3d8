"""Taakwoorden: the lines of today's list that count something instead of naming one casus."""

from dataclasses import dataclass
from datetime import date

from app.queries.werkbeelden import Taakbeeld

#: Counted up to here; more is said as "at least".
MEESTE = 200


@dataclass(frozen=True, slots=True)
class Telling:
    """What is counted, in words for one and for more ({}), and where it leads."""

    een: str
    meer: str
    rest: str
    href: str
    knop: str


GETELD: dict[str, Telling] = {
    "berichten": Telling(
        "1 bericht wacht op verzending", "{} berichten wachten op verzending",
        "Print, verstuur en vink af", "/berichten", "Bekijk berichten",
    ),
    "niet_bezorgd": Telling(
        "1 bericht is niet goed aangekomen", "{} berichten zijn niet goed aangekomen",
        "Kijk het na en kies wat er moet gebeuren", "/berichten?status=aandacht", "Bekijk berichten",
    ),
    "opgevangen": Telling(
        "1 casus ligt waar niemand is", "{} casussen liggen waar niemand is",
        "Antwoord de melder en zet door", "/werkvoorraad?lijst=opgevangen", "Bekijk",
    ),
}  # fmt: skip


def counted_task(soort: str, aantal: int, vandaag: date) -> Taakbeeld:
    """One line: how many there are, and what to do with them."""
    telling = GETELD[soort]
    hoeveel = aantal if aantal < MEESTE else f"Ten minste {aantal}"
    return Taakbeeld(
        soort=soort,
        datum=vandaag,
        spoed=False,
        wat=telling.een if aantal == 1 else telling.meer.format(hoeveel),
        kenmerk="",
        rest=telling.rest,
        href=telling.href,
        knop=telling.knop,
    )
