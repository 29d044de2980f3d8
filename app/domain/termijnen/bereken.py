"""Bereken: from a rule and a day to the last day of a term, with the explanation of that day.

The day of receipt does not count. Werkdagen skip every day that is no werkdag. Other units end on a
calendar day and move on to the next werkdag: a legal term by Atw art. 1, a norm because the house
promises no Sunday. Sources: domain.md §4; Algemene termijnenwet (Atw) art. 1, 2 and 4.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import Eenheid, Regel
from app.domain.termijnen.uitleg import Uitleg
from app.domain.termijnen.wijziging import DOOR_MENSEN, Wijzigingsoort

#: Atw art. 4: longer terms are outside that law.
ATW_LANGSTE = {Eenheid.KALENDERDAGEN: 90, Eenheid.WEKEN: 12, Eenheid.MAANDEN: 3}
#: Atw art. 2: a term of at least three days holds at least two working days.
ATW_KORTSTE = {Eenheid.KALENDERDAGEN: 3, Eenheid.WEKEN: 1, Eenheid.MAANDEN: 1}
ATW_WERKDAGEN = 2


@dataclass(frozen=True, slots=True)
class Berekening:
    """The last day of a term, and why that day."""

    uiterlijk: date
    uitleg: Uitleg


def bereken(regel: Regel, begint_op: date, kalender: Kalender) -> Berekening:
    """The last day of the term that starts with what happened on ``begint_op``."""
    ruw_einde = _tel_op(begint_op, regel.lengte, regel.eenheid, kalender)
    uiterlijk = _schuif_door(regel, begint_op, ruw_einde, kalender)
    uitleg = Uitleg(
        code=regel.code,
        variant=regel.variant,
        regelversie=regel.versie,
        kalenderversie=kalender.versie,
        begint_op=begint_op,
        lengte=regel.lengte,
        eenheid=regel.eenheid,
        ruw_einde=ruw_einde,
        uiterlijk=uiterlijk,
        overgeslagen=_overgeslagen(regel, begint_op, ruw_einde, uiterlijk, kalender),
        grondsoort=regel.grondsoort,
        artikel=regel.artikel,
    )
    return Berekening(uiterlijk, uitleg)


def uiterste_verdaging(regel: Regel, uitleg: Uitleg, kalender: Kalender) -> date:
    """The last day to which this term may be put off, once; its own end when it may not. With a commission
    it is counted from the end that came with it.

    The extension is counted from the end before any moving on: of two readings of the law the one
    that never makes the melder wait longer.
    """
    if regel.verdaging_lengte == 0:
        return uitleg.uiterlijk
    met_commissie = [w.naar for w in uitleg.wijzigingen if w.soort is Wijzigingsoort.COMMISSIE]
    begin = met_commissie[-1] if met_commissie else uitleg.ruw_einde
    einde = _tel_op(begin, regel.verdaging_lengte, regel.verdaging_eenheid, kalender)
    return kalender.eerstvolgende_werkdag(einde)


def einde_volgens(regel: Regel, uitleg: Uitleg, kalender: Kalender) -> date:
    """The end of a legal term by this calendar: computed again, or the day it was put off to (Atw art. 1)."""
    verdaagd = [w.naar for w in uitleg.wijzigingen if w.soort in DOOR_MENSEN]
    if verdaagd:
        return kalender.eerstvolgende_werkdag(verdaagd[-1])
    return bereken(regel, uitleg.begint_op, kalender).uiterlijk


def _tel_op(begin: date, lengte: int, eenheid: Eenheid, kalender: Kalender) -> date:
    match eenheid:
        case Eenheid.WERKDAGEN:
            return kalender.werkdagen_erna(begin, lengte)
        case Eenheid.KALENDERDAGEN:
            return begin + timedelta(days=lengte)
        case Eenheid.WEKEN:
            return begin + timedelta(weeks=lengte)
        case _:
            return _maanden_erna(begin, lengte)


def _maanden_erna(begin: date, n: int) -> date:
    """The same day n months later, or the last day of that month when it is shorter."""
    jaren, maand = divmod(begin.month - 1 + n, 12)
    jaar, maand = begin.year + jaren, maand + 1
    return date(jaar, maand, min(begin.day, monthrange(jaar, maand)[1]))


def _schuif_door(regel: Regel, begint_op: date, ruw_einde: date, kalender: Kalender) -> date:
    if regel.eenheid is Eenheid.WERKDAGEN or regel.lengte == 0:
        return ruw_einde
    if not regel.atw:
        return kalender.eerstvolgende_werkdag(ruw_einde)
    if regel.lengte > ATW_LANGSTE[regel.eenheid]:
        return ruw_einde
    uiterlijk = kalender.eerstvolgende_werkdag(ruw_einde)
    if regel.lengte < ATW_KORTSTE[regel.eenheid]:
        return uiterlijk
    return max(uiterlijk, kalender.werkdagen_erna(begint_op, ATW_WERKDAGEN))


def _overgeslagen(
    regel: Regel, begint_op: date, ruw_einde: date, uiterlijk: date, kalender: Kalender
) -> tuple[tuple[date, str], ...]:
    """The days that made the date later: all free days, or those from the raw end on."""
    if regel.eenheid is Eenheid.WERKDAGEN:
        return tuple(kalender.vrije_dagen(begint_op, uiterlijk))
    if uiterlijk == ruw_einde:
        return ()
    return tuple(kalender.vrije_dagen(ruw_einde - timedelta(days=1), uiterlijk))
