"""Werkers: the rounds of the worker through the year, and how some of them end.

Most rounds run in this process. Of the others a real process is started (``houvast werk --eenmalig``, its
clock moved): it is killed by SIGKILL, or two run at the same time. Moments of death: anywhere, just before or
after a commit, and when the mail server has taken the mail and has not said so yet.
"""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from app.installatie import Installation, now_utc
from app.worker.werk import Ronde, look_over, run_once
from bench.jaar.toneel import Jaartoneel
from bench.jaar.weer import Weer
from tests.faults.proces import Kraam
from tests.faults.sabotage import KLOK, NA, STERF, VOOR

#: When the worker makes its rounds: by night every day, and on werkdagen during the day.
NACHT = timedelta(minutes=5)
OVERDAG = tuple(timedelta(hours=uren) for uren in (7.5, 11, 14, 17.5))
DOOD = ("ergens", "voor vastleggen", "na vastleggen", "na aannemen van een mail")
#: Kept running this long before it is killed anywhere; a round of a process takes about this.
LANGST = 0.6


@dataclass
class Tellingen:
    """What the worker went through."""

    rondes: int = 0
    gedood: Counter[str] = field(default_factory=Counter)
    ontkomen: int = 0
    samen: int = 0
    status: Counter[int] = field(default_factory=Counter)
    verstuurd: int = 0
    verlopen: int = 0
    opgevolgd: int = 0
    mislukt: int = 0
    seconden: float = 0.0


@dataclass
class Werkers:
    """The worker of one installation. ``kans``: so many of all rounds are killed; a third of it are twins."""

    installation: Installation
    toneel: Jaartoneel
    weer: Weer
    map: Path
    toeval: Random
    kans: float
    storingsdag: date
    kraam: Kraam
    telling: Tellingen = field(default_factory=Tellingen)

    def work(self, begin: date, tot: date) -> Iterator[datetime]:
        """The script: round after round; once a week all is looked over as well."""
        (self.map / "schakelaars").mkdir(exist_ok=True)
        dag = begin
        while dag <= tot:
            middernacht = self.toneel.on(dag, 0).replace(hour=0, minute=0)
            overdag = OVERDAG if self.toneel.kalender.is_werkdag(dag) else ()
            for na in (NACHT, *overdag):
                yield middernacht + na
                self.weer.dicht = dag == self.storingsdag
                self._round()
            if dag.weekday() == 0:
                look_over(self.installation, self.toneel.now, na=timedelta.min)
            dag += timedelta(days=1)

    def last_round(self) -> None:
        """Nothing fails any more: after the year everything that can be done is done."""
        self.weer.dicht = False
        self._wait(self._start())

    def _round(self) -> None:
        start = time.perf_counter()
        self.telling.rondes += 1
        worp = self.toeval.random()
        if worp < self.kans:
            self._kill(self.toeval.choice(DOOD))
        elif worp < self.kans * 4 / 3:
            self.telling.samen += 1
            for pid in (self._start(), self._start()):
                self._wait(pid)
        else:
            self._add(run_once(self.installation, self.toneel.now))
        self.telling.seconden += time.perf_counter() - start

    def _kill(self, hoe: str) -> None:
        """A process that dies; it may be done before its moment comes."""
        if hoe in ("voor vastleggen", "na vastleggen"):
            self._switch(STERF, VOOR if hoe.startswith("voor") else NA)
        pid = self._start()
        if hoe == "ergens":
            time.sleep(self.toeval.random() * LANGST)
            os.kill(pid, signal.SIGKILL)
        elif hoe == "na aannemen van een mail":
            self.weer.slachtoffer = pid
        status = self.kraam.wait(pid)
        self.weer.slachtoffer = None
        (self.map / "schakelaars" / STERF).unlink(missing_ok=True)
        if status == -signal.SIGKILL:
            self.telling.gedood[hoe] += 1
        else:
            self.telling.ontkomen += 1
            self.telling.status[status] += 1

    def _start(self) -> int:
        """A worker for one round, that thinks it is now in the play."""
        self._switch(KLOK, str((self.toneel.now.astimezone(UTC) - now_utc()).total_seconds()))
        settings = self.installation.settings
        return self.kraam.start(
            opdracht=["werk", "--eenmalig"],
            omgeving={
                "HOUVAST_DATABASE_URL": settings.url,
                "HOUVAST_VAR": str(settings.var),
                "HOUVAST_SMTP_URL": settings.smtp_url,
                "HOUVAST_MAIL_VAN": settings.mail_van,
                "HOUVAST_LOG_NIVEAU": "error",
            },
            schakelaars=str(self.map / "schakelaars"),
            uit=str(self.map / "werkers.txt"),
        )

    def _wait(self, pid: int) -> None:
        self.telling.status[self.kraam.wait(pid)] += 1

    def _switch(self, naam: str, waarde: str) -> None:
        pad = self.map / "schakelaars" / naam
        nieuw = pad.with_suffix(".nieuw")
        nieuw.write_text(waarde)
        nieuw.rename(pad)

    def _add(self, ronde: Ronde) -> None:
        self.telling.verstuurd += ronde.verstuurd
        self.telling.verlopen += ronde.verlopen
        self.telling.opgevolgd += ronde.opgevolgd
        self.telling.mislukt += ronde.mislukt
