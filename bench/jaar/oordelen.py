"""Oordelen: people judge what may be one child, some a day later, some wrongly; a mistake is split again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID

from sqlmodel import col, select

from app.domain.actor import Actor
from app.domain.samenloop import OPEN_SAMENLOOP, DecideSamenloop, Samenloopbesluit, SplitSamenloop
from app.models import Casus, Eigenaarschap, Samenloop, Termijn
from app.services.samenloopbesluit import decide_samenloop
from app.services.splitsing import split_samenloop
from bench.jaar.toneel import Jaartoneel

#: So often somebody looks at what waits today, and what is said then.
KIJKT = 0.4
BESLUITEN = (
    *[Samenloopbesluit.SAMENVOEGEN] * 5,
    *[Samenloopbesluit.KOPPELEN] * 3,
    *[Samenloopbesluit.AFGEWEZEN] * 2,
)
#: Of what was joined, so much turns out to be two children, this many days later.
VERGISSING, NA = 0.2, (2, 20)


@dataclass
class Oordelen:
    """The desk of everybody who must judge. ``vergissingen``: what will be split, and from which day on."""

    toneel: Jaartoneel
    toeval: Random
    vergissingen: dict[UUID, date] = field(default_factory=dict)

    def work(self, begin: date, tot: date) -> Iterator[datetime]:
        """The script: every werkdag after lunch."""
        dag = begin
        while dag <= tot:
            if self.toneel.kalender.is_werkdag(dag):
                yield self.toneel.on(dag, 300)
                for samenloop_id in self._waiting():
                    if self.toeval.random() < KIJKT:
                        self._judge(samenloop_id)
                for samenloop_id in [id_ for id_, op in self.vergissingen.items() if op <= dag]:
                    self._split(samenloop_id)
            dag += timedelta(days=1)

    def _waiting(self) -> list[UUID]:
        """What waits on somebody, oldest first."""
        query = (
            select(Samenloop.id)
            .join(Termijn, col(Termijn.id) == col(Samenloop.termijn_id))
            .where(col(Samenloop.status).in_(OPEN_SAMENLOOP), col(Termijn.is_open))
            .order_by(col(Samenloop.gevonden_op), col(Samenloop.kenmerk))
        )
        with self.toneel.database.read() as session:
            return list(session.exec(query))

    def _judge(self, samenloop_id: UUID) -> None:
        besluit = DecideSamenloop(
            samenloop_id=samenloop_id, uitkomst=self.toeval.choice(BESLUITEN), reden="Wij hebben gebeld."
        )
        handeling = partial(self._decide, besluit)
        if not self.toneel.doe(f"samenloop {besluit.uitkomst}", handeling):
            return
        with self.toneel.database.read() as session:
            samen = session.exec(select(Samenloop.blijft_casus_id).where(Samenloop.id == samenloop_id)).one()
        if samen is not None and self.toeval.random() < VERGISSING:
            na = timedelta(days=self.toeval.randint(*NA))
            self.vergissingen[samenloop_id] = self.toneel.speeldag + na

    def _decide(self, besluit: DecideSamenloop) -> None:
        """By who has the casus on which it waits."""
        query = (
            select(Termijn.casus_id)
            .join(Samenloop, col(Samenloop.termijn_id) == col(Termijn.id))
            .where(Samenloop.id == besluit.samenloop_id)
        )
        casus_id = self.toneel.session.exec(query).one()
        assert casus_id is not None  # it stands on a casus
        decide_samenloop(self.toneel.desk(self._who_has(casus_id)), besluit)

    def _split(self, samenloop_id: UUID) -> None:
        del self.vergissingen[samenloop_id]
        self.toneel.doe("casus gesplitst", partial(self._take_apart, samenloop_id))

    def _take_apart(self, samenloop_id: UUID) -> None:
        samen = self.toneel.session.exec(
            select(Samenloop.blijft_casus_id).where(Samenloop.id == samenloop_id)
        ).one()
        assert samen is not None  # only what was joined is split
        opdracht = SplitSamenloop(samenloop_id=samenloop_id, reden="Het is een nichtje met dezelfde naam.")
        split_samenloop(self.toneel.desk(self._who_has(samen)), opdracht)

    def _who_has(self, casus_id: UUID) -> Actor:
        rij = self.toneel.session.exec(
            select(Casus.eigenaar_id, Eigenaarschap.behandelaar_id)
            .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
            .where(Casus.id == casus_id)
        ).one()
        return self.toneel.person(*rij)
