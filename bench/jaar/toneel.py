"""Jaartoneel: the stage of the demo, but every act is committed on its own and can be refused."""

import heapq
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

from sqlmodel import Session

from app.db import Database
from app.demo.toneel import BEGIN_WERKDAG, WERKDAG_MINUTEN, Script, Toneel
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.omgeving import AMSTERDAM
from app.domain.opdrachten import JeugdigeGegevens
from app.installatie import Installation, surroundings
from app.queries.organisaties import find_organisatie
from app.queries.regels import load_kalender
from app.queries.werkplek import Werkplek


@dataclass(kw_only=True)
class Jaartoneel(Toneel):
    """``mensen``: who works where, by organisatie. ``geblokkeerd``: nobody of these gets in. ``opgegaan``:
    which party took over which."""

    database: Database
    bedenktijd: timedelta | None
    mensen: dict[UUID, list[Actor]] = field(default_factory=dict)
    geblokkeerd: set[UUID] = field(default_factory=set)
    opgegaan: dict[str, str] = field(default_factory=dict)
    #: Children somebody asked about: sometimes another asks about the same one somewhere else.
    kinderen: list[JeugdigeGegevens] = field(default_factory=list)
    gedaan: Counter[str] = field(default_factory=Counter)
    geweigerd: Counter[str] = field(default_factory=Counter)

    def desk(self, actor: Actor) -> Werkplek:
        """As in real life: mail to a melder waits for its bedenktijd and then goes by itself, and whoever is
        registered is compared with all others."""
        desk = super().desk(actor)
        omgeving = replace(desk.omgeving, bedenktijd=self.bedenktijd, opent_samenlopen=True)
        return replace(desk, omgeving=omgeving)

    def doe(self, wat: str, handeling: Callable[[], object]) -> bool:
        """One act in one transaction; False when the house refuses it."""
        try:
            with self.database.transaction() as session:
                self.session = session
                handeling()
        except DomainError as weigering:
            self.geweigerd[weigering.code] += 1
            return False
        self.gedaan[wat] += 1
        return True

    def somebody(self, organisatie_id: UUID) -> Actor:
        """Who answers there; while it is blocked, the vangnethouder."""
        if organisatie_id in self.geblokkeerd:
            return self.ploeg[self.vangnethouder][0]
        return self.mensen[organisatie_id][0]

    def person(self, eigenaar: UUID, behandelaar: UUID | None) -> Actor:
        """Who treats a casus; where nobody does or that person cannot, whoever answers there."""
        for actor in self.mensen.get(eigenaar, []):
            if actor.id == behandelaar and eigenaar not in self.geblokkeerd:
                return actor
        return self.somebody(eigenaar)

    def party(self, kenmerk: str) -> str:
        """A party, or who took it over."""
        return self.opgegaan.get(kenmerk, kenmerk)

    def number_of(self, kenmerk: str) -> UUID:
        """The id of an organisatie."""
        with self.database.read() as session:
            return find_organisatie(session, kenmerk, "organisatie").id

    def renew_calendar(self) -> None:
        """A day was decreed."""
        with self.database.read() as session:
            self.kalender = load_kalender(session)

    def on(self, dag: date, minuut: int) -> datetime:
        """A moment in office hours."""
        begin = datetime.combine(dag, BEGIN_WERKDAG, AMSTERDAM)
        return begin + timedelta(minutes=minuut % WERKDAG_MINUTEN)

    def after(self, werkdagen: int, toeval: Random) -> datetime:
        """So many werkdagen from now; later today when that is none."""
        if werkdagen <= 0:
            return self.now + timedelta(minutes=toeval.randint(5, 90))
        dag = self.kalender.werkdagen_erna(self.speeldag, werkdagen)
        return self.on(dag, toeval.randint(0, 400))

    def play(self, scripts: Sequence[Script], tick: Callable[[], None] = lambda: None) -> None:
        """In the order of time until the year is over; the worker's rounds are one of the scripts."""
        volgorde = count()
        wachtrij = [(next(script), next(volgorde), script) for script in scripts]
        heapq.heapify(wachtrij)
        while wachtrij:
            moment, _, script = heapq.heappop(wachtrij)
            if moment > self.einde:
                break
            self.now = moment
            volgende = next(script, None)
            tick()
            if volgende is not None:
                heapq.heappush(wachtrij, (max(volgende, moment), next(volgorde), script))
        self.now = self.einde


def make_toneel(installation: Installation, begin: datetime, einde: datetime, zaad: str) -> Jaartoneel:
    """An empty stage on this installation."""
    with installation.database.read() as session:
        omgeving = surroundings(session, begin)
    return Jaartoneel(
        session=Session(),
        kluis=installation.kluis,
        kalender=omgeving.kalender,
        regels=omgeving.regels,
        einde=einde,
        vangnethouder=installation.settings.vangnethouder,
        now=begin,
        toeval=Random(f"{zaad}-nummers"),
        database=installation.database,
        bedenktijd=installation.settings.bedenktijd,
    )
