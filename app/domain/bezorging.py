"""Bezorging: when a message goes by itself, when it waits for a person, and when it is tried again.

Sources: domain.md §2 (I6), §9; architecture.md §3.11.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.berichttermen import Bezorguitkomst, Wachtreden
from app.domain.termen import Wijze

#: Minutes until the next try after each one that failed for now: together two days. A mail server that is
#: away for a day costs nobody a message.
WACHTTIJDEN = (1, 5, 15, 30, 60, 120, 240, 480, 480, 480, 480, 480)
#: How long one attempt may take, longer than all patience with a server; then nobody knows how it ended.
LEASE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Bereik:
    """What is known about reaching who a message is for."""

    wijze: Wijze
    email: str | None
    afgeschermd: bool = False
    veilig_bereiken: bool = False


@dataclass(frozen=True, slots=True)
class Uitslag:
    """How an attempt ended, with what the mail server answered (250; 5.1.1)."""

    uitkomst: Bezorguitkomst
    code: int | None = None
    uitgebreid: str | None = None


def why_by_hand(bereik: Bereik, *, vrijgegeven: bool = False) -> Wachtreden | None:
    """Why a person must send this; None when it may go by itself.

    Who lives in hiding, or said how to be reached safely, is never mailed without a person who looked
    (``vrijgegeven``).
    """
    if bereik.wijze is not Wijze.MAIL:
        return Wachtreden.MET_DE_HAND
    if not bereik.email:
        return Wachtreden.GEEN_ADRES
    if vrijgegeven:
        return None
    if bereik.afgeschermd:
        return Wachtreden.AFGESCHERMD
    return Wachtreden.VEILIG_BEREIKEN if bereik.veilig_bereiken else None


def next_try(pogingen: int, now: datetime) -> datetime | None:
    """When to try again after so many tries; None when it is no use any more."""
    if pogingen > len(WACHTTIJDEN):
        return None
    return now + timedelta(minutes=WACHTTIJDEN[max(pogingen, 1) - 1])
