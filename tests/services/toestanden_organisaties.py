"""The same random histories while organisaties are blocked, end and merge, and people come and go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlmodel import col, select

from app.domain.actor import Actor, ActorSoort, Rol
from app.domain.beheer import BlockOrganisatie, ProposeOpvolging
from app.domain.bijdrage import AnswerBijdrage, AskBijdrage
from app.domain.personeel import ReassignCasussen, ReportAbsence
from app.domain.termen import OPEN_OPVOLGING, Blokkadereden, Wijze
from app.models import Bijdrage, Casus, Medewerker, Organisatie, Rechtsopvolging
from app.queries.collegas import treated_by
from app.queries.intern.overgang import due_successions
from app.queries.werkplek import Werkplek
from app.services.bijdrage import answer_bijdrage, ask_bijdrage
from app.services.organisatie import block_organisatie, end_organisatie, unblock_organisatie
from app.services.personeel import dismiss_medewerker, reassign_casussen, report_absence
from app.services.rechtsopvolging import (
    carry_out_opvolging,
    confirm_opvolging,
    propose_opvolging,
    withdraw_opvolging,
)
from tests.services.toestanden import NUMMER, PARTIJEN, TABELLEN
from tests.services.toestanden_samenlopen import KetenMetSamenlopen

PARTIJ = st.sampled_from(PARTIJEN)
#: Pairs of one kind, so that a succession is possible; and one that is not.
PAREN = st.sampled_from(
    [
        ("gemeente-gm0193", "gemeente-gm0153"),
        ("gemeente-gm0153", "gemeente-gm0193"),
        ("ret-jz07", "ret-jz14"),
        ("vws-ucz", "juiste-loket"),
        ("en2", "en3"),
        ("en2", "ret-jz07"),
    ]
)


class KetenDieVerandert(KetenMetSamenlopen):
    """Who lost access does nothing; who works for a successor acts for the successor."""

    tabellen = (*TABELLEN, "rechtsopvolging", "medewerker", "bijdrage")

    @rule(partij=PARTIJ, wat=st.sampled_from(("dicht", "open", "open")))
    def access(self, partij: str, wat: str) -> None:
        def do(desk: Werkplek) -> object:
            if wat == "open":
                return unblock_organisatie(desk, partij)
            return block_organisatie(desk, BlockOrganisatie(partij, Blokkadereden.BEVEILIGING))

        self.act(self.beheerder, do)

    @rule(paar=PAREN, dagen=st.sampled_from((0, 0, 2)), besluit=st.sampled_from(("ja", "ja", "nee", "")))
    def succession(self, paar: tuple[str, str], dagen: int, besluit: str) -> None:
        per = self.wereld.omgeving.vandaag + timedelta(days=dagen)
        self.act(self.beheerder, lambda desk: propose_opvolging(desk, ProposeOpvolging(*paar, per)))
        with self.wereld.database.read() as session:
            query = select(Rechtsopvolging).where(col(Rechtsopvolging.status).in_(OPEN_OPVOLGING))
            open_ = session.exec(query.order_by(col(Rechtsopvolging.id).desc())).first()
        if open_ is None or not besluit:
            return
        if besluit == "nee":
            self.act(self.beheerder, lambda desk: withdraw_opvolging(desk, open_.id))
        else:
            naar = replace(self.by_id(open_.naar_organisatie_id), rollen=frozenset({Rol.COORDINATOR}))
            self.act(naar, lambda desk: confirm_opvolging(desk, open_.id))

    @rule(nummer=NUMMER, partij=PARTIJ, antwoord=st.booleans(), verder=PARTIJ)
    def question(self, nummer: int, partij: str, antwoord: bool, verder: str) -> None:
        """The owner asks another party something, which may own the casus or go up in the owner later."""
        casus = self.pick(Casus, nummer)
        eigenaar = self.owner_of(casus)
        if casus is None or eigenaar is None:
            return
        opdracht = AskBijdrage(casus_id=casus.id, naar_organisatie=partij, vraag="Welke hulp was er?")
        self.act(eigenaar, lambda desk: ask_bijdrage(desk, opdracht))
        gesteld = self.pick(Bijdrage, 0)
        if antwoord and gesteld is not None:
            gevraagde = self.by_id(gesteld.naar_organisatie_id)
            self.act(
                gevraagde,
                lambda desk: answer_bijdrage(desk, AnswerBijdrage(bijdrage_id=gesteld.id, antwoord="Thuis")),
            )
        self.offer("eigenaar", nummer, verder, True, Wijze.TELEFOON, "aanvaarden")

    @rule()
    def the_day_comes(self) -> None:
        self.wereld.later(days=1)
        with self.wereld.database.read() as session:
            klaar = due_successions(session, self.wereld.omgeving.vandaag)
        for opvolging_id in klaar:
            self.act(self.afgeleid["worker"], lambda desk, id_=opvolging_id: carry_out_opvolging(desk, id_))

    @rule(partij=PARTIJ)
    def ends(self, partij: str) -> None:
        self.act(self.beheerder, lambda desk: end_organisatie(desk, partij))

    @rule(partij=PARTIJ, dagen=st.integers(-1, 3), zelf=st.booleans())
    def absence(self, partij: str, dagen: int, zelf: bool) -> None:
        wie = self.wereld.actors[partij]
        vandaag = self.wereld.omgeving.vandaag
        weg = ReportAbsence(
            medewerker_id=wie.id,
            van=vandaag if dagen else None,
            tot=vandaag + timedelta(days=dagen) if dagen else None,
            plaatsvervanger_id=wie.id if zelf else None,
        )
        self.act(wie, lambda desk: report_absence(desk, weg))

    @rule(partij=PARTIJ, naar=st.booleans(), weg=st.booleans())
    def divide(self, partij: str, naar: bool, weg: bool) -> None:
        """All work of somebody to nobody, or to somebody; then perhaps that person leaves."""
        wie = self.wereld.actors[partij]
        coordinator = replace(wie, rollen=frozenset({Rol.COORDINATOR}))

        def do(desk: Werkplek) -> object:
            van, doel = (None, wie.id) if naar else (wie.id, None)
            opdracht = ReassignCasussen(casus_ids=tuple(treated_by(desk, van)), van=van, naar=doel)
            return reassign_casussen(desk, opdracht)

        self.act(coordinator, do)
        if weg and partij.startswith("gemeente"):
            ander = replace(coordinator, id=self.beheerder.id)  # nobody dismisses oneself
            self.act(ander, lambda desk: dismiss_medewerker(desk, wie.id))

    @property
    def beheerder(self) -> Actor:
        return self.afgeleid["beheerder"]

    def act(self, actor: Actor, do: Callable[[Werkplek], object]) -> None:
        nu = self.now(actor)
        if nu is not None:
            super().act(nu, do)

    def now(self, actor: Actor) -> Actor | None:
        """The actor as the log-in would find it today; None without access."""
        if actor.soort is ActorSoort.WORKER:
            return actor
        with self.wereld.database.read() as session:
            medewerker = session.get(Medewerker, actor.id)
            if medewerker is not None and medewerker.actief_tot is not None:
                return None
            organisatie = session.get(Organisatie, actor.organisatie_id)
            if medewerker is not None:
                organisatie = session.get(Organisatie, medewerker.organisatie_id)
            elif organisatie is not None and organisatie.rechtsopvolger_id is not None:
                organisatie = session.get(Organisatie, organisatie.rechtsopvolger_id)
        if organisatie is None or not organisatie.is_actief or organisatie.toegang_geblokkeerd:
            return None
        return replace(
            actor,
            organisatie_id=organisatie.id,
            organisatie_naam=organisatie.naam,
            teamtoegang=organisatie.teamtoegang,
            bestuursorgaan=organisatie.bestuursorgaan,
        )
