"""Omgeving: what a use-case needs from outside: the clock, new ids, the calendar and the rules."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.termijnen.belofte import Signaal, signaal
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import Regelboek

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def local_date(moment: datetime) -> date:
    """The date of an aware moment in the Netherlands."""
    return moment.astimezone(AMSTERDAM).date()


@dataclass(frozen=True, slots=True)
class Omgeving:
    """Passed in, never fetched, so that every rule can be tested with a fixed clock."""

    now: datetime
    new_id: Callable[[], UUID]
    kalender: Kalender
    regels: Regelboek
    #: The number of the request; what the worker does later is logged under it.
    aanvraag: str | None = None
    #: How long a mail to a melder waits for who wants to read it first; None: nothing goes by itself here.
    bedenktijd: timedelta | None = None
    #: The public address at which melders have a page of their own; None: no links go out.
    volgadres: str | None = None
    #: Whether a registration is compared with all others, and samenlopen open by themselves.
    opent_samenlopen: bool = False

    @property
    def mailt_zelf(self) -> bool:
        """Whether this installation sends mail by itself."""
        return self.bedenktijd is not None

    @property
    def stuurt_links(self) -> bool:
        """Whether a party without an account can be reached from here: by a link in a mail (I11)."""
        return self.mailt_zelf and self.volgadres is not None

    @property
    def vandaag(self) -> date:
        """Today in Europe/Amsterdam."""
        return local_date(self.now)

    def signaal(self, uiterlijk: date) -> Signaal:
        """How a date stands today."""
        return signaal(uiterlijk, self.vandaag, self.kalender)

    def after(self, moment: datetime) -> "Omgeving":
        """The same surroundings, with a clock that runs strictly after what was recorded."""
        if moment < self.now:
            return self
        return replace(self, now=moment + timedelta(microseconds=1))
