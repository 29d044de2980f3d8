"""Postkamer: what people do each werkdag with messages that wait for a person, failed or are uncertain."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from random import Random
from uuid import UUID

from sqlmodel import col, select

from app.demo.toneel import EEN_DAG
from app.domain.actor import Actor
from app.domain.berichttermen import BerichtStatus
from app.domain.termen import Wijze
from app.models import Bericht, Casus, Eigenaarschap
from app.services.contact import record_bounce
from app.services.versturen import mark_bericht_sent, release_bericht
from app.worker.actor import worker_actor
from bench.jaar.toneel import Jaartoneel
from bench.jaar.weer import Weer

#: Of the messages that a person must send, so many go on the first day somebody looks.
IJVER = 0.6
#: Of the mails that arrived, so many come back a day later.
KOMT_TERUG = 0.004


class Postkamer:
    """One round at the end of each werkdag, over all organisaties."""

    def __init__(self, toneel: Jaartoneel, weer: Weer, zaad: str) -> None:
        self.toneel, self.weer, self.toeval = toneel, weer, Random(f"{zaad}-post")
        self.besloten: dict[UUID, str] = {}
        self.teruggekomen: set[UUID] = set()
        self._gezien: set[UUID] = set()

    def work(self, begin: date, tot: date) -> Iterator[datetime]:
        """The script: every werkdag at the end of the afternoon."""
        dag = begin
        while dag <= tot:
            if self.toneel.kalender.is_werkdag(dag):
                yield self.toneel.on(dag, 450)
                self._round()
            dag += EEN_DAG

    def _round(self) -> None:
        for bericht, eigenaar, behandelaar in self._waiting():
            if self.toeval.random() < IJVER:
                eigen = behandelaar if bericht.organisatie_id == eigenaar else None
                any(self._handle(bericht, wie) for wie in self._people(bericht.organisatie_id, eigen))
        self._bounce()

    def _waiting(self) -> list[tuple[Bericht, UUID | None, UUID | None]]:
        query = (
            select(Bericht, Eigenaarschap.organisatie_id, Eigenaarschap.behandelaar_id)
            .join(Casus, col(Casus.id) == col(Bericht.casus_id))
            .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
            .where(
                (col(Bericht.status).in_([BerichtStatus.MISLUKT, BerichtStatus.ONZEKER]))
                | ((Bericht.status == BerichtStatus.TE_VERSTUREN) & col(Bericht.wachtreden).is_not(None))
            )
            .order_by(col(Bericht.id))
        )
        with self.toneel.database.read() as session:
            return [tuple(rij) for rij in session.exec(query)]

    def _people(self, organisatie_id: UUID, behandelaar: UUID | None) -> list[Actor]:
        """Who might do it there, the behandelaar first; of a blocked party the vangnethouder."""
        toneel = self.toneel
        if organisatie_id in toneel.geblokkeerd:
            return [toneel.somebody(organisatie_id)]
        return sorted(toneel.mensen.get(organisatie_id, []), key=lambda actor: actor.id != behandelaar)

    def _handle(self, bericht: Bericht, wie: Actor) -> bool:
        """Whether this person could and did."""
        toneel, id_ = self.toneel, bericht.id
        if bericht.status is BerichtStatus.ONZEKER:
            return self._decide(id_, wie)
        per_mail = bericht.wijze is Wijze.MAIL and self.toeval.random() < 0.5
        if per_mail and toneel.doe("vrijgegeven", lambda: _release(toneel, wie, id_)):
            return True
        bellen = Wijze.TELEFOON if bericht.wijze is Wijze.MAIL else None
        return toneel.doe("met de hand verteld", lambda: mark_bericht_sent(toneel.desk(wie), id_, bellen))

    def _decide(self, id_: UUID, wie: Actor) -> bool:
        """Uncertain: the melder is asked whether it arrived."""
        toneel = self.toneel
        if self.weer.aangenomen[id_]:
            besluit = "het was aangekomen"
            gedaan = toneel.doe("onzeker: kwam aan", lambda: _told(toneel, wie, id_))
        else:
            besluit = "opnieuw verstuurd"
            gedaan = toneel.doe("onzeker: opnieuw", lambda: _release(toneel, wie, id_))
        if gedaan:
            self.besloten[id_] = besluit
        return gedaan

    def _bounce(self) -> None:
        """Some mails come back a day later; the worker's desk reads them in, as ``houvast bounce`` does."""
        for id_ in [id_ for id_ in self.weer.aangenomen if id_ not in self._gezien]:
            self._gezien.add(id_)
            komt_terug = self.toeval.random() < KOMT_TERUG
            if komt_terug and self.toneel.doe("teruggekomen", partial(self._back, id_)):
                self.teruggekomen.add(id_)

    def _back(self, id_: UUID) -> None:
        toneel = self.toneel
        record_bounce(toneel.desk(worker_actor(toneel.session, toneel.vangnethouder)), id_)


def _told(toneel: Jaartoneel, wie: Actor, id_: UUID) -> None:
    mark_bericht_sent(toneel.desk(wie), id_)


def _release(toneel: Jaartoneel, wie: Actor, id_: UUID) -> None:
    release_bericht(toneel.desk(wie), id_)
