"""The same random histories, and among all that people judge, join and split what may be one child (§6)."""

from functools import partial
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlmodel import col, select

from app.domain.actor import Actor
from app.domain.samenloop import DecideSamenloop, Samenloopbesluit, SplitSamenloop
from app.models import Casus, Samenloop
from app.services.samenloopbesluit import decide_samenloop
from app.services.splitsing import split_samenloop
from tests.services.toestanden import NUMMER, PARTIJEN, Keten

#: Who judges: the owner of a side, now and then somebody else.
KANT = st.sampled_from(("ouder", "ouder", "jonger", "jonger", "ouder", "jonger", *PARTIJEN[:3]))


class KetenMetSamenlopen(Keten):
    """A side speaks through the owner of its casus."""

    @precondition(lambda self: self.pick(Samenloop, 0) is not None)
    @rule(kant=KANT, nummer=NUMMER, uitkomst=st.sampled_from(Samenloopbesluit), regisseur=st.booleans())
    def judge(self, kant: str, nummer: int, uitkomst: Samenloopbesluit, regisseur: bool) -> None:
        rij = self.must(Samenloop, nummer)
        wie = self.speaks_for(kant, rij)
        self.decide(wie, rij, uitkomst, wie.id if regisseur else None)

    @precondition(lambda self: self.pick(Samenloop, 0) is not None)
    @rule(nummer=NUMMER, eerst=st.sampled_from(("ouder", "jonger")), weer_los=st.booleans())
    def join(self, nummer: int, eerst: str, weer_los: bool) -> None:
        """Both owners agree, in one order or the other; sometimes it was a mistake."""
        rij = self.must(Samenloop, nummer)
        for kant in (eerst, "jonger" if eerst == "ouder" else "ouder"):
            self.decide(self.speaks_for(kant, rij), rij, Samenloopbesluit.SAMENVOEGEN)
        if weer_los:
            self.split(eerst, nummer)

    @precondition(lambda self: self.pick(Samenloop, 0) is not None)
    @rule(kant=KANT, nummer=NUMMER)
    def split(self, kant: str, nummer: int) -> None:
        opdracht = SplitSamenloop(samenloop_id=self.must(Samenloop, nummer).id, reden="Twee kinderen")
        wie = self.speaks_for(kant, self.must(Samenloop, nummer))
        self.act(wie, lambda desk: split_samenloop(desk, opdracht))

    def decide(
        self, wie: Actor, rij: Samenloop, uitkomst: Samenloopbesluit, regisseur_id: UUID | None = None
    ) -> None:
        opdracht = DecideSamenloop(
            samenloop_id=rij.id,
            uitkomst=uitkomst,
            reden="Wij hebben gebeld.",
            procesregisseur_id=regisseur_id,
        )
        self.act(wie, partial(decide_samenloop, opdracht=opdracht))

    def speaks_for(self, kant: str, rij: Samenloop) -> Actor:
        if kant not in ("ouder", "jonger"):
            return self.actor(kant)
        casus_id = rij.ouder_casus_id if kant == "ouder" else rij.jonger_casus_id
        with self.wereld.database.read() as session:
            casus = session.exec(select(Casus).where(col(Casus.id) == casus_id)).first()
        return self.owner_of(casus) or self.wereld.actors["ozj"]
