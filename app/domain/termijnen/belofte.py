"""Belofte: how a promised date stands today, as a signal and in words (domain.md §4)."""

from datetime import date
from enum import StrEnum

from app.domain.datum import dagen_tekst, werkdagen_tekst
from app.domain.termijnen.kalender import Kalender

#: From this many werkdagen before the end a promise is "nearly due".
NADERT_WERKDAGEN = 2


class Signaal(StrEnum):
    """How a promise stands; a colour never shows it alone."""

    TE_LAAT = "te_laat"
    VANDAAG = "vandaag"
    NADERT = "nadert"
    OP_TIJD = "op_tijd"


def signaal(uiterlijk: date, vandaag: date, kalender: Kalender) -> Signaal:
    """The signal of a date: too late, today, nearly due (within 2 werkdagen) or in time."""
    if uiterlijk < vandaag:
        return Signaal.TE_LAAT
    if uiterlijk == vandaag:
        return Signaal.VANDAAG
    if kalender.aantal_werkdagen(vandaag, uiterlijk) <= NADERT_WERKDAGEN:
        return Signaal.NADERT
    return Signaal.OP_TIJD


def te_laat_tekst(uiterlijk: date, vandaag: date, kalender: Kalender) -> str:
    """``1 werkdag te laat``, ``vandaag`` or ``nog 3 werkdagen``.

    With no werkdag in between (a weekend) it counts days: nobody reads "nog 0 werkdagen".
    """
    if uiterlijk == vandaag:
        return "vandaag"
    werkdagen = abs(kalender.aantal_werkdagen(vandaag, uiterlijk))
    dagen = abs((uiterlijk - vandaag).days)
    afstand = werkdagen_tekst(werkdagen) if werkdagen else dagen_tekst(dagen)
    return f"{afstand} te laat" if uiterlijk < vandaag else f"nog {afstand}"
