"""Wachten: what a casus waits on: what follows from the casus itself, and what its owner says.

Waiting moves no date: there is no opschorting of a hulpvraag or klacht (domain.md §4).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.domain.errors import InvalidInputError, Veldfout
from app.domain.veiligheidstermen import Wachtgrond

#: Longer than this nobody waits without looking again.
LANGSTE_WACHT = timedelta(days=92)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetWacht:
    """The owner says what the casus waits on, and when somebody looks again."""

    casus_id: UUID
    grond: Wachtgrond
    tot: date
    toelichting: str | None = None


@dataclass(frozen=True, slots=True)
class Wachtpunt:
    """One thing that is waited on, in words, and until when."""

    waarop: str
    tot: date | None


@dataclass(frozen=True, slots=True)
class Wachtstand:
    """What is known of a casus that may make it wait."""

    #: The party that must answer an offer, and its last day.
    aanbod: tuple[str, date] | None = None
    #: Another party than the owner that owes a loket its report, and the day.
    verslag: tuple[str, date] | None = None
    #: What the owner said.
    gezegd: tuple[str, date] | None = None
    #: Parties that were asked for a bijdrage, each with its day.
    bijdragen: tuple[tuple[str, date], ...] = ()


def waits_on(stand: Wachtstand) -> Iterator[Wachtpunt]:
    """Everything a casus waits on: an answer, a report, and what the owner said."""
    if stand.aanbod is not None:
        yield Wachtpunt(f"antwoord van {stand.aanbod[0]}", stand.aanbod[1])
    if stand.verslag is not None:
        yield Wachtpunt(f"bericht van {stand.verslag[0]} aan het loket", stand.verslag[1])
    for partij, op in stand.bijdragen:
        yield Wachtpunt(f"de bijdrage van {partij}", op)
    if stand.gezegd is not None:
        yield Wachtpunt(*stand.gezegd)


def refuse_wait(opdracht: SetWacht, vandaag: date) -> None:
    """A day to come, not further than three months."""
    if opdracht.tot < vandaag:
        raise InvalidInputError([Veldfout("tot", "Die dag is al voorbij. Kies vandaag of later.")])
    if opdracht.tot > vandaag + LANGSTE_WACHT:
        raise InvalidInputError(
            [Veldfout("tot", "Kijk uiterlijk over drie maanden opnieuw. Kies een eerdere dag.")]
        )
