"""Aandringen: when the party that was offered a casus is reminded, and when mail of every day may go.

The ladder (domain.md §4): told at once, a reminder as the rule says, once more on the last day, then the
offer expires. Each step at most once per clock.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from app.domain.omgeving import AMSTERDAM, local_date
from app.domain.termijnen.kalender import Kalender

#: Nothing that can wait for the day goes before this hour.
BEGIN_VAN_DE_DAG = time(7, 0)


class Trap(StrEnum):
    """A step of the ladder that a date sets off."""

    HERINNERING = "herinnering"
    LAATSTE_DAG = "laatste_dag"


@dataclass(frozen=True, slots=True)
class Aanbodklok:
    """The clock of an open offer: from when to when, and after how many werkdagen its rule reminds."""

    begint_op: date
    uiterlijk: date
    herinnering_na: int


def has_day_begun(now: datetime, kalender: Kalender) -> bool:
    """Whether it is a werkdag, at seven in the morning or later, in the Netherlands."""
    return kalender.is_werkdag(local_date(now)) and now.astimezone(AMSTERDAM).time() >= BEGIN_VAN_DE_DAG


def step_due(klok: Aanbodklok, vandaag: date, kalender: Kalender) -> tuple[Trap, date] | None:
    """The step that is due today, with the day it belongs to; None before, in between and after.

    A night that was missed is caught up; on the last day only the last step counts.
    """
    if vandaag == klok.uiterlijk:
        return Trap.LAATSTE_DAG, klok.uiterlijk
    if klok.herinnering_na == 0 or vandaag > klok.uiterlijk:
        return None
    dag = kalender.werkdagen_erna(klok.begint_op, klok.herinnering_na)
    return (Trap.HERINNERING, dag) if dag <= vandaag and dag < klok.uiterlijk else None
