"""Spel: one simulated year on one engine, from an empty house to the judgement."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from app.demo.plannen import plans
from app.demo.toneel import Script
from app.demo.verloop import Plan
from app.demo.vullen import rare_collection
from app.domain.omgeving import AMSTERDAM
from app.installatie import Installation, surroundings
from app.worker.werk import look_over
from bench.jaar.huis import staff
from bench.jaar.nazien import Datumboek, Oordeel, judge
from bench.jaar.oordelen import Oordelen
from bench.jaar.postkamer import Postkamer
from bench.jaar.stelsel import Stelsel
from bench.jaar.toneel import Jaartoneel, make_toneel
from bench.jaar.verhaal import live
from bench.jaar.weer import Weer
from bench.jaar.werkers import Tellingen, Werkers
from tests.faults.proces import Kraam

#: A year that lies ahead of every clock this will run under soon, with its feestdagen on werkdagen.
BEGIN = date(2027, 1, 4)
#: The mail server is closed on a werkdag in the middle.
STORING = 0.55


@dataclass(frozen=True, slots=True)
class Jaar:
    """How long, how many, and how often the worker dies (share of its rounds)."""

    zaad: str
    casussen: int
    dagen: int = 364
    kans: float = 0.08

    @property
    def einde(self) -> date:
        """The last day that is played."""
        return BEGIN + timedelta(days=self.dagen)

    def day_at(self, deel: float) -> date:
        """A werkdag that far into the year."""
        dag = BEGIN + timedelta(days=round(self.dagen * deel))
        return dag - timedelta(days=max(0, dag.weekday() - 4))


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What came of a year."""

    jaar: Jaar
    toneel: Jaartoneel
    stelsel: Stelsel
    weer: Weer
    post: Postkamer
    telling: Tellingen
    oordeel: Oordeel
    seconden: float


def play_year(
    installation: Installation, weer: Weer, jaar: Jaar, map_: Path, tick: Callable[[date], None]
) -> Uitkomst:
    """Play, and judge; nothing is repaired before the judgement."""
    start = time.perf_counter()
    begin, einde = (datetime.combine(dag, datetime.min.time(), AMSTERDAM) for dag in (BEGIN, jaar.einde))
    toneel = make_toneel(installation, begin, einde + timedelta(hours=23), jaar.zaad)
    stelsel = staff(installation, toneel)
    toeval = Random(f"{jaar.zaad}-werkers")
    kraam = Kraam()
    werkers = Werkers(installation, toneel, weer, map_, toeval, jaar.kans, jaar.day_at(STORING), kraam)
    post, boek = Postkamer(toneel, weer, jaar.zaad), Datumboek()
    scripts: list[Script] = [
        werkers.work(BEGIN, jaar.einde),
        post.work(BEGIN, jaar.einde),
        stelsel.happen(BEGIN, jaar.einde),
        Oordelen(toneel, Random(f"{jaar.zaad}-oordelen")).work(BEGIN, jaar.einde),
        _watch(toneel, boek, jaar, tick),
        *_stories(toneel, jaar),
    ]
    try:
        with rare_collection():
            toneel.play(scripts)
        werkers.last_round()
    finally:
        kraam.close()
    look_over(installation, toneel.now, na=timedelta.min)
    with installation.database.read() as session:
        oordeel = judge(session, surroundings(session, toneel.now), weer.aangenomen, boek)
    seconden = time.perf_counter() - start
    return Uitkomst(jaar, toneel, stelsel, weer, post, werkers.telling, oordeel, seconden)


def _watch(
    toneel: Jaartoneel, boek: Datumboek, jaar: Jaar, tick: Callable[[date], None]
) -> Iterator[datetime]:
    """Late in the evening of every day all open dates are noted."""
    dag = BEGIN
    while dag <= jaar.einde:
        yield toneel.on(dag, 0).replace(hour=22)
        with toneel.database.read() as session:
            boek.note(session)
        tick(dag)
        dag += timedelta(days=1)


def _stories(toneel: Jaartoneel, jaar: Jaar) -> Iterator[Script]:
    """Meldingen until there are as many casussen as asked, spread over the year but its last days."""
    toeval, casussen = Random(f"{jaar.zaad}-meldingen"), 0
    for nummer, plan in enumerate(_plans(jaar.zaad)):
        if casussen >= jaar.casussen:
            return
        casussen += 2 if plan.bijzonder.gezin else 1
        dag = BEGIN + timedelta(days=toeval.randrange(max(1, jaar.dagen - 5)))
        binnen = toneel.on(toneel.kalender.eerstvolgende_werkdag(dag), toeval.randint(0, 400))
        yield live(toneel, Random(f"{jaar.zaad}-{nummer}"), plan, binnen)


def _plans(zaad: str) -> Iterator[Plan]:
    """The plans of the demo, in another order each time they come round."""
    for ronde in count():
        toeval = Random(f"{zaad}-{ronde}")
        alle = list(plans(toeval))
        toeval.shuffle(alle)
        yield from alle
