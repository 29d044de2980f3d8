"""Toneel: the stage on which the demo is played: a moved clock, the people, and what happens when.

Every casus is a script that says when it wants to go on. The stage plays all scripts in the order of
their moments, and lets the worker make its round each night, as in real life.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from uuid import UUID

from sqlmodel import Session

from app.domain.actor import Actor
from app.domain.omgeving import AMSTERDAM, Omgeving
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import Regelboek
from app.kluis import Kluis
from app.queries.werkplek import Werkplek
from app.worker.actor import worker_actor
from app.worker.werk import expire_due

#: A script yields the moment at which it goes on.
Script = Iterator[datetime]
EEN_DAG = timedelta(days=1)
BEGIN_WERKDAG = time(8, 30)
WERKDAG_MINUTEN = 8 * 60
NACHTRONDE = time(0, 5)


@dataclass
class Toneel:
    """The stage. ``einde`` is the real now: nothing is played after it."""

    session: Session
    kluis: Kluis
    kalender: Kalender
    regels: Regelboek
    einde: datetime
    vangnethouder: str
    now: datetime
    ploeg: dict[str, list[Actor]] = field(default_factory=dict)
    #: Who handles klachten, by place.
    klachten: dict[str, Actor] = field(default_factory=dict)
    #: Who keeps the agenda of a tafel, by place.
    secretarissen: dict[str, Actor] = field(default_factory=dict)
    toeval: Random = field(default_factory=lambda: Random("houvast-ids"))
    _nummer: Iterator[int] = field(default_factory=count)

    @property
    def vandaag(self) -> date:
        """The day on which the demo is looked at."""
        return self.einde.astimezone(AMSTERDAM).date()

    @property
    def speeldag(self) -> date:
        """The day on which the play has arrived."""
        return self.now.astimezone(AMSTERDAM).date()

    def desk(self, actor: Actor) -> Werkplek:
        """The desk of somebody on the stage, at the moved clock."""
        omgeving = Omgeving(self.now, self.new_id, self.kalender, self.regels)
        return Werkplek(self.session, actor, omgeving, self.kluis)

    def new_id(self) -> UUID:
        """A UUIDv7 of the moved clock: lists in order of id are in order of time, as in real life."""
        milliseconden = int(self.now.timestamp() * 1000)
        teller, rest = next(self._nummer) & 0xFFF, self.toeval.getrandbits(62)
        return UUID(int=(milliseconden << 80) | (7 << 76) | (teller << 64) | (2 << 62) | rest)

    def moment(self, werkdagen: int, minuut: int = 0) -> datetime:
        """A moment in office hours, that many werkdagen before today; never after now."""
        dag = self._werkdag_terug(werkdagen)
        begin = datetime.combine(dag, BEGIN_WERKDAG, AMSTERDAM)
        bedoeld = begin + timedelta(minutes=minuut % WERKDAG_MINUTEN)
        return min(bedoeld, self.einde - timedelta(minutes=5))

    def _werkdag_terug(self, werkdagen: int) -> date:
        dag = self.vandaag
        while not self.kalender.is_werkdag(dag):
            dag -= EEN_DAG
        for _ in range(werkdagen):
            dag -= EEN_DAG
            while not self.kalender.is_werkdag(dag):
                dag -= EEN_DAG
        return dag

    def play(self, scripts: Sequence[Script], tick: Callable[[], None] = lambda: None) -> None:
        """Play all scripts in the order of time; ``tick`` is called when one of them ends."""
        wachtrij: list[tuple[datetime, int, Script]] = []
        for nummer, script in enumerate(scripts):
            heapq.heappush(wachtrij, (next(script), nummer, script))
        nacht = wachtrij[0][0].astimezone(AMSTERDAM).date() + EEN_DAG
        while wachtrij:
            moment, nummer, script = heapq.heappop(wachtrij)
            while datetime.combine(nacht, NACHTRONDE, AMSTERDAM) <= moment:
                nacht = self._night(nacht)
            self.now = moment
            volgende = next(script, None)
            if volgende is None:
                tick()
            else:
                heapq.heappush(wachtrij, (max(volgende, moment), nummer, script))
        while datetime.combine(nacht, NACHTRONDE, AMSTERDAM) <= self.einde:
            nacht = self._night(nacht)

    def _night(self, nacht: date) -> date:
        self.now = datetime.combine(nacht, NACHTRONDE, AMSTERDAM)
        expire_due(self.desk(worker_actor(self.session, self.vangnethouder)))
        return nacht + EEN_DAG
