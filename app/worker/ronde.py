"""Werkronde: what all steps of one round share: one clock, that runs on while the work takes its time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Werkronde:
    """One round as its steps see it. ``klok`` says what time it is now, not when the round began."""

    klok: Callable[[], datetime]


def begin_ronde(now: datetime) -> Werkronde:
    """A clock that starts at ``now``: sending takes time, and a lease must count from the real moment."""
    begin = time.monotonic()
    return Werkronde(lambda: now + timedelta(seconds=time.monotonic() - begin))
