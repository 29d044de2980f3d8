"""Datum: dates and numbers of days as Dutch text, for screens and letters."""

import re
from contextlib import suppress
from datetime import date

DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_UITERLIJK = re.compile(
    rf"uiterlijk (?:op )?(?:(?:{'|'.join(DAGEN)}) )?(\d{{1,2}}) ({'|'.join(MAANDEN)}) (\d{{4}})"
)


def dagnaam(d: date) -> str:
    """The day of the week: ``vrijdag``."""
    return DAGEN[d.weekday()]


def datum_zonder_dag(d: date) -> str:
    """Day, month and year: ``20 november 2026``, for dates nobody has to act on."""
    return f"{d.day} {MAANDEN[d.month - 1]} {d.year}"


def datum_lang(d: date) -> str:
    """The full date, for letters and explanations: ``vrijdag 20 november 2026``."""
    return f"{dagnaam(d)} {datum_zonder_dag(d)}"


def datum_kort(d: date) -> str:
    """The short date, for lists: ``vr 20 november``."""
    return f"{dagnaam(d)[:2]} {d.day} {MAANDEN[d.month - 1]}"


def latest_day(tekst: str | None) -> date | None:
    """The last day by which a text says something follows: ``U hoort uiterlijk vrijdag 20 november 2026``.

    One that was put off names the earlier day too.
    """
    gevonden = []
    for dag, maand, jaar in _UITERLIJK.findall(tekst or ""):
        with suppress(ValueError):
            gevonden.append(date(int(jaar), MAANDEN.index(maand) + 1, int(dag)))
    return max(gevonden, default=None)


def dagen_tekst(n: int) -> str:
    """A number of days: ``1 dag``, ``3 dagen``."""
    return _aantal(n, "dag", "dagen")


def werkdagen_tekst(n: int) -> str:
    """A number of working days: ``1 werkdag``, ``3 werkdagen``."""
    return _aantal(n, "werkdag", "werkdagen")


def weken_tekst(n: int) -> str:
    """A number of weeks: ``1 week``, ``6 weken``."""
    return _aantal(n, "week", "weken")


def maanden_tekst(n: int) -> str:
    """A number of months: ``1 maand``, ``3 maanden``."""
    return _aantal(n, "maand", "maanden")


def opsomming(delen: tuple[str, ...]) -> str:
    """Join parts as Dutch does: ``a, b en c``."""
    if len(delen) < 2:
        return "".join(delen)
    return f"{', '.join(delen[:-1])} en {delen[-1]}"


def _aantal(n: int, enkelvoud: str, meervoud: str) -> str:
    return f"{n} {enkelvoud if n == 1 else meervoud}"


def age_on(geboren: date, vandaag: date) -> int:
    """Age in whole years; who was born on 29 February is a year older on 1 March in other years."""
    jarig_geweest = (vandaag.month, vandaag.day) >= (geboren.month, geboren.day)
    return vandaag.year - geboren.year - (0 if jarig_geweest else 1)


def birthday_18(geboren: date) -> date:
    """The 18th birthday; 1 March for who was born on 29 February (2004 + 18 is no leap year)."""
    try:
        return geboren.replace(year=geboren.year + 18)
    except ValueError:
        return date(geboren.year + 18, 3, 1)


def dag_en_maand(d: date) -> str:
    """``20 november``: for a date within sight, where day and year are clear."""
    return datum_zonder_dag(d).rsplit(" ", 1)[0]
