"""Formulier: the public form: when it is read, how fast a person can be, and how often one address may ask.

Spam is kept out without third parties: a field that people leave empty, a form that is not sent within
seconds, a signed token, and a limit per address. What is refused is shown again with every word (§7).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.datum import datum_lang
from app.domain.omgeving import AMSTERDAM
from app.domain.termijnen.kalender import Kalender
from app.domain.toegangslink import Grens

#: Office hours, by the clock in Amsterdam; the last not included.
OPEN_VANAF, OPEN_TOT = 9, 17
#: Nobody fills in the form faster; after so long the page is asked for again.
SNELSTE, LANGSTE = timedelta(seconds=4), timedelta(hours=24)
#: Questions from one address: a school or hospital shares one.
PER_ADRES = Grens(12, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Leestijd:
    """Whether somebody reads now, and else from when on again."""

    nu: bool
    weer_op: date
    vandaag: bool

    def in_words(self) -> str:
        """``Nu leest niemand mee. Wij lezen uw vraag op maandag 16 november 2026.``"""
        if self.nu:
            return "Wij lezen uw vraag op werkdagen, tussen 9 en 17 uur."
        wanneer = "vandaag, vanaf 9 uur" if self.vandaag else f"op {datum_lang(self.weer_op)}"
        return f"Nu leest niemand mee. Wij lezen uw vraag {wanneer}."


def reading_time(now: datetime, kalender: Kalender) -> Leestijd:
    """Read on werkdagen during office hours; never at night, in a weekend or on a feestdag (scenario 12)."""
    lokaal = now.astimezone(AMSTERDAM)
    dag = lokaal.date()
    if kalender.is_werkdag(dag) and lokaal.hour < OPEN_TOT:
        return Leestijd(nu=lokaal.hour >= OPEN_VANAF, weer_op=dag, vandaag=True)
    return Leestijd(nu=False, weer_op=kalender.werkdagen_erna(dag, 1), vandaag=False)


class Zegel(StrEnum):
    """What the signed token of a sent form tells."""

    GOED = "goed"
    TE_SNEL = "te_snel"
    OUD = "oud"


def judge_age(gemaakt: datetime, now: datetime) -> Zegel:
    """A form that was sent at once, or is a day old, is shown again first."""
    if now - gemaakt < SNELSTE:
        return Zegel.TE_SNEL
    return Zegel.OUD if now - gemaakt > LANGSTE else Zegel.GOED
