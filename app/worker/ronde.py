"""Werkronde: what all steps of one round share: one clock, that runs on while the work takes its time, and
the word to stop."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Werkronde:
    """One round as its steps see it. ``klok`` says what time it is now, not when the round began."""

    klok: Callable[[], datetime]
    stop: Event = field(default_factory=Event)

    def each(self, ids: Sequence[UUID]) -> Iterator[UUID]:
        """One after the other until ``stop`` is set: what was begun is finished, the rest stays due."""
        for id_ in ids:
            if self.stop.is_set():
                return
            yield id_


def begin_ronde(now: datetime, stop: Event | None = None) -> Werkronde:
    """A clock that starts at ``now``: sending takes time, and a lease must count from the real moment."""
    begin = time.monotonic()
    return Werkronde(lambda: now + timedelta(seconds=time.monotonic() - begin), stop or Event())
