"""The rules of the state machine: random people do random things to random casussen, also wrong ones."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import text
from sqlmodel import col, select
from uuid_utils.compat import uuid7

from app.audit.verificatie import verify_chain
from app.domain.actor import Actor, ActorSoort, Rol
from app.domain.errors import DomainError
from app.domain.opdrachten import (
    AcceptOverdracht,
    AssessOverdracht,
    AssignBehandelaar,
    CloseCasus,
    CloseMelding,
    CorrectJeugdige,
    CorrectMelding,
    EscalateCasus,
    JeugdigeGegevens,
    KlachtGegevens,
    Mededeling,
    MelderGegevens,
    OfferOverdracht,
    RecordTerugkoppeling,
    RegisterMelding,
    ReopenMelding,
    ReturnOverdracht,
    WithdrawOverdracht,
)
from app.domain.termen import (
    Aard,
    CasusUitkomst,
    Escalatiereden,
    Gericht,
    Kanaal,
    LoketUitkomst,
    MeldingUitkomst,
    Overslagreden,
    Teruggaafreden,
    TerugkoppelingSoort,
    Uitzondering,
    Wijze,
    WoonplaatsStatus,
)
from app.domain.termijnen.verdaging import Instemming, PostponeTermijn
from app.domain.termijnen.wijziging import Verdagingsreden
from app.domain.vertellen import TakeBackTerugkoppeling, Terugneemreden
from app.models import (
    Bericht,
    Casus,
    Escalatie,
    Melding,
    Organisatie,
    Overdracht,
    Samenloop,
    Termijn,
    Terugkoppeling,
)
from app.queries.werkplek import Werkplek
from app.services.aanvaarding import accept_overdracht
from app.services.afsluiting import close_casus, close_melding
from app.services.behandelaar import assign_behandelaar
from app.services.controle import check_invariants
from app.services.escalatie import escalate_casus, settle_escalatie
from app.services.heropening import reopen_melding
from app.services.jeugdige import correct_jeugdige, correct_melding
from app.services.melding import register_melding
from app.services.overdracht import (
    assess_overdracht,
    expire_overdracht,
    offer_overdracht,
    return_overdracht,
    withdraw_overdracht,
)
from app.services.terugkoppeling import record_terugkoppeling
from app.services.terugnemen import take_back
from app.services.verdaging import postpone_termijn
from app.services.versturen import mark_bericht_sent
from tests.fixtures_app import Wereld
from tests.services.toestanden_lijsten import lists_agree

TABELLEN = (
    "casus", "eigenaarschap", "jeugdige", "melding", "melder", "melding_casus", "overdracht",
    "antwoordplicht", "termijn", "terugkoppeling", "bericht", "klacht", "escalatie", "gebeurtenis", "gezin",
    "termijnwijziging", "samenloop", "samenloop_groep", "samenloop_verhuizing", "privacytaak",
)  # fmt: skip
#: What has no id of its own.
VOLGORDE = {"samenloop_verhuizing": "samenloop_id, soort, item_id"}
PARTIJEN = (
    "ozj", "ret-jz07", "wijkteam-gm0193", "gemeente-gm0193", "en2", "vws-ucz", "juiste-loket",
    "ret-jz14", "gemeente-gm0153",
)  # fmt: skip
#: Who acts: the one whose turn it is, more often than a random one.
AAN_ZET = ("eigenaar", "eigenaar", "eigenaar", "aangesprokene", "aangesprokene", "loket")
WIE = st.sampled_from((*AAN_ZET * 6, *PARTIJEN, "beheerder", "coordinator", "collega", "systeem"))
ANTWOORDEN = ("aanvaarden", "aanvaarden", "teruggeven", "beoordelen", "intrekken", "")
NUMMER = st.integers(0, 3)
REDEN = st.sampled_from(Terugneemreden)
VOORNAMEN = ("Femke", "Joris", "Aylin", "Boaz", "Sterre", "Mees", "Noa", "Quinten", "Ilse")
ACHTERNAMEN = ("Voorbeeld", "Kuiper", "Yilmaz", "Dekkers", "Zonneveld", "Hofstra", "Molenaar", "Pinas")
PLAATS = st.sampled_from(
    [
        ("GM0193", WoonplaatsStatus.VASTGESTELD),
        ("GM0193", WoonplaatsStatus.VASTGESTELD),
        ("GM0153", WoonplaatsStatus.VERMOEDELIJK),
        ("GM0153", WoonplaatsStatus.BETWIST),
        (None, None),
    ]
)
MELDER_MAIL = MelderGegevens(naam="Dorien Voorbeeld", email="dorien@voorbeeld.example")
MELDER = st.sampled_from(
    [
        MELDER_MAIL,
        MelderGegevens(naam="Joost Voorbeeld", telefoon="0600000000"),
        MelderGegevens(anoniem=True),
    ]
)
AARD = st.sampled_from([{Aard.HULPVRAAG}, {Aard.HULPVRAAG, Aard.SIGNAAL}, {Aard.HULPVRAAG, Aard.KLACHT}])


#: Who a question is about: mostly somebody new, sometimes one of two children that are known elsewhere too.
KIND = st.sampled_from((None, None, None, 0, 0, 1))


def invented(nummer: int, gemeente: str | None, status: WoonplaatsStatus | None) -> JeugdigeGegevens:
    """A child like no other; the same number is the same child. Without a gemeente nobody knows who."""
    return JeugdigeGegevens(
        voornamen=VOORNAMEN[nummer % len(VOORNAMEN)] if gemeente else None,
        achternaam=ACHTERNAMEN[nummer * 7 % len(ACHTERNAMEN)] if gemeente else None,
        geboortedatum=date(2009, 1, 3) + timedelta(days=nummer * 97) if gemeente else None,
        woonplaats_gemeente=gemeente,
        woonplaats_status=status,
    )


Rijen = dict[str, list[tuple[object, ...]]]
T = TypeVar("T", Casus, Melding, Overdracht, Bericht, Escalatie, Termijn, Samenloop, Terugkoppeling)


class Keten(RuleBasedStateMachine):
    """Every DomainError is a legal outcome that changes nothing; any other error is a failure."""

    make: Callable[[], Iterator[Wereld]]
    tabellen = TABELLEN

    def __init__(self) -> None:
        super().__init__()
        self._bron = contextmanager(type(self).make)()
        self.wereld = self._bron.__enter__()
        self.wereld.opent_samenlopen = True
        self.onbekenden = count(2)
        self.stand: Rijen | None = None
        self.afgeleid = {
            "beheerder": replace(self.wereld.actors["ozj"], rollen=frozenset({Rol.BEHEERDER})),
            "coordinator": replace(
                self.wereld.actors["gemeente-gm0193"], rollen=frozenset({Rol.COORDINATOR})
            ),
            "collega": replace(self.wereld.actors["gemeente-gm0193"], id=uuid7()),
            "systeem": replace(
                self.wereld.actors["ret-jz07"], id=uuid7(), soort=ActorSoort.SYSTEEM,
                rollen=frozenset({Rol.COORDINATOR}),
            ),
            "worker": replace(self.wereld.actors["ozj"], soort=ActorSoort.WORKER, rollen=frozenset()),
        }  # fmt: skip

    def teardown(self) -> None:
        try:
            self.lists_agree()
        finally:
            self._bron.__exit__(None, None, None)

    def lists_agree(self) -> None:
        """At the end, for four desks: each history takes others."""
        bureaus = [*self.wereld.actors.values(), *self.afgeleid.values()]
        begin = sum(map(len, self.rows().values()))
        for nummer in range(4):
            with self.wereld.werkplek(bureaus[(begin + nummer * 5) % len(bureaus)]) as desk:
                lists_agree(desk)

    @initialize()
    def first_question(self) -> None:
        self.register(
            "vws-ucz", 0, ("GM0193", WoonplaatsStatus.VASTGESTELD), 1, MELDER_MAIL, {Aard.HULPVRAAG}
        )

    @rule(
        wie=st.sampled_from(("vws-ucz", "vws-ucz", "ozj", "ret-jz07", "beheerder")),
        loket=st.integers(0, 2),
        plaats=PLAATS,
        aantal=st.integers(0, 2),
        melder=MELDER,
        aard=AARD,
        soort=st.sampled_from(("gewoon", "gewoon", "spoed", "formeel", "toekomst")),
        koppel=st.booleans(),
        kind=KIND,
    )
    def register(  # noqa: PLR0917  # Hypothesis passes by position
        self, wie: str, loket: int, plaats: tuple[str | None, WoonplaatsStatus | None], aantal: int,
        melder: MelderGegevens, aard: set[Aard], soort: str = "gewoon", koppel: bool = False,
        kind: int | None = 0,
    ) -> None:  # fmt: skip
        nummers = [next(self.onbekenden) if kind is None or n else kind for n in range(aantal)]
        kinderen = [invented(nummer, *plaats) for nummer in nummers]
        if koppel and self.pick(Casus, loket) is not None:
            kinderen.insert(0, JeugdigeGegevens(casus=str(self.must(Casus, loket).kenmerk)))
        vandaag = self.wereld.omgeving.vandaag
        opdracht = RegisterMelding(
            loket=("vws-ucz", "juiste-loket", "ozj")[loket],
            kanaal=Kanaal.MAIL,
            ontvangen_op=vandaag + timedelta(days=1 if soort == "toekomst" else -loket),
            aard=frozenset(aard),
            melder=melder,
            spoed=soort == "spoed",
            formele_brief=soort == "formeel",
            hulpvraag="Wie helpt ons?",
            jeugdigen=tuple(kinderen),
            klacht=KlachtGegevens(tekst="Niemand belde terug") if Aard.KLACHT in aard else None,
        )
        eigenaar = self.owner_of(self.pick(Casus, loket)) if koppel else None
        self.act(eigenaar or self.actor(wie), lambda desk: register_melding(desk, opdracht))

    @precondition(lambda self: self.pick(Casus, 0) is not None)
    @rule(
        wie=WIE, nummer=NUMMER, naar=st.sampled_from(PARTIJEN),
        met_reden=st.sampled_from((True, True, True, False)),
        wijze=st.sampled_from((Wijze.MAIL, Wijze.TELEFOON, Wijze.GEEN)), antwoord=st.sampled_from(ANTWOORDEN),
    )  # fmt: skip
    def offer(  # noqa: PLR0917  # Hypothesis passes by position
        self, wie: str, nummer: int, naar: str, met_reden: bool, wijze: Wijze, antwoord: str
    ) -> None:
        casus = self.must(Casus, nummer)
        opdracht = OfferOverdracht(
            casus_id=casus.id,
            naar_organisatie=naar,
            reden="Volgende schakel",
            overgeslagen=Overslagreden.KORTSTE_ROUTE if met_reden else None,
            nieuw_feit="Er is nieuws" if met_reden else None,
            mededeling=Mededeling(
                wijze=wijze, uitzondering=Uitzondering.VEILIGHEID if wijze is Wijze.GEEN else None
            ),
        )
        self.act(self.actor(wie, casus), lambda desk: offer_overdracht(desk, opdracht))
        if self.pick(Overdracht, 0) is None:
            return
        if antwoord == "aanvaarden":
            self.accept("aangesprokene", 0, "zelf")
        elif antwoord:
            self.answer("eigenaar" if antwoord == "intrekken" else "aangesprokene", 0, antwoord)

    @precondition(lambda self: self.pick(Overdracht, 0) is not None)
    @rule(wie=WIE, nummer=NUMMER, behandelaar=st.sampled_from(("zelf", "niemand", "vreemde")))
    def accept(self, wie: str, nummer: int, behandelaar: str) -> None:
        overdracht = self.must(Overdracht, nummer)
        opdracht = AcceptOverdracht(
            overdracht_id=overdracht.id,
            zonder_behandelaar=behandelaar == "niemand",
            behandelaar_id=self.wereld.actors["igj"].id if behandelaar == "vreemde" else None,
        )
        self.act(self.actor(wie, overdracht), lambda desk: accept_overdracht(desk, opdracht))

    @precondition(lambda self: self.pick(Overdracht, 0) is not None)
    @rule(wie=WIE, nummer=NUMMER, wat=st.sampled_from(("beoordelen", "teruggeven", "intrekken", "anders")))
    def answer(self, wie: str, nummer: int, wat: str) -> None:
        id_ = self.must(Overdracht, nummer).id
        acts: dict[str, Callable[[Werkplek], object]] = {
            "beoordelen": lambda desk: assess_overdracht(desk, AssessOverdracht(overdracht_id=id_)),
            "teruggeven": lambda desk: return_overdracht(
                desk, ReturnOverdracht(overdracht_id=id_, redencode=Teruggaafreden.VERKEERDE_REGIO)
            ),
            "anders": lambda desk: return_overdracht(
                desk, ReturnOverdracht(overdracht_id=id_, redencode=Teruggaafreden.ANDERS)
            ),
            "intrekken": lambda desk: withdraw_overdracht(desk, WithdrawOverdracht(overdracht_id=id_)),
        }
        self.act(self.actor(wie, self.must(Overdracht, nummer)), acts[wat])

    @precondition(lambda self: self.pick(Overdracht, 0) is not None)
    @rule(nummer=NUMMER, wie=st.sampled_from(("worker", "worker", "eigenaar")))
    def expire(self, nummer: int, wie: str) -> None:
        overdracht = self.must(Overdracht, nummer)
        self.wereld.later(days=3)
        self.act(self.actor(wie, overdracht), lambda desk: expire_overdracht(desk, overdracht.id))

    @precondition(lambda self: self.pick(Casus, 0) is not None)
    @rule(wie=WIE, nummer=NUMMER, wat=st.sampled_from(("nemen", "loslaten", "geven")))
    def behandelaar(self, wie: str, nummer: int, wat: str) -> None:
        casus = self.must(Casus, nummer)
        actor = self.actor(wie, casus)
        ander = self.wereld.actors["gemeente-gm0193"].id
        keuze = {"nemen": actor.medewerker_id, "loslaten": None, "geven": ander}[wat]
        opdracht = AssignBehandelaar(casus_id=casus.id, medewerker_id=keuze)
        self.act(actor, lambda desk: assign_behandelaar(desk, opdracht))

    @precondition(lambda self: self.pick(Melding, 0) is not None)
    @rule(
        wie=WIE, nummer=NUMMER, soort=st.sampled_from(TerugkoppelingSoort), terug=st.integers(-1, 20),
        bereikt=st.sampled_from((True, True, True, False)), afspraak=st.booleans(),
    )  # fmt: skip
    def tell_melder(  # noqa: PLR0917  # Hypothesis passes by position
        self, wie: str, nummer: int, soort: TerugkoppelingSoort, terug: int, bereikt: bool, afspraak: bool
    ) -> None:
        vandaag = self.wereld.omgeving.vandaag
        opdracht = RecordTerugkoppeling(
            melding_id=self.must(Melding, nummer).id,
            aan=Gericht.MELDER,
            soort=soort,
            kanaal=Kanaal.TELEFOON,
            gedaan_op=vandaag - timedelta(days=max(terug, 0) // 9 - (terug < 0)),
            bereikt=bereikt,
            afspraak_op=vandaag + timedelta(days=terug) if afspraak else None,
        )
        self.act(self.actor_of_melding(wie, nummer), lambda desk: record_terugkoppeling(desk, opdracht))

    @precondition(lambda self: self.pick(Melding, 0) is not None)
    @rule(wie=WIE, nummer=NUMMER, uitkomst=st.sampled_from(LoketUitkomst), bereikt=st.booleans())
    def tell_loket(self, wie: str, nummer: int, uitkomst: LoketUitkomst, bereikt: bool) -> None:
        opdracht = RecordTerugkoppeling(
            melding_id=self.must(Melding, nummer).id,
            aan=Gericht.LOKET,
            soort=TerugkoppelingSoort.MEDEDELING,
            kanaal=Kanaal.MAIL,
            gedaan_op=self.wereld.omgeving.vandaag,
            uitkomst=uitkomst,
            bereikt=bereikt,
        )
        self.act(self.actor_of_melding(wie, nummer), lambda desk: record_terugkoppeling(desk, opdracht))

    @precondition(lambda self: self.pick(Terugkoppeling, 0) is not None)
    @rule(nummer=NUMMER, wie=st.sampled_from(("spreker", "spreker", "ozj")), reden=REDEN)
    def take_back(self, nummer: int, wie: str, reden: Terugneemreden) -> None:
        rij = self.must(Terugkoppeling, nummer)
        actor = self.by_id(rij.organisatie_id) if wie == "spreker" else self.actor(wie)
        opdracht = TakeBackTerugkoppeling(rij.id, reden)
        self.act(actor, lambda desk: take_back(desk, opdracht))

    @precondition(lambda self: self.pick(Bericht, 0) is not None)
    @rule(nummer=NUMMER, wie=st.sampled_from(("afzender", "beheerder", "ret-jz14")))
    def send(self, nummer: int, wie: str) -> None:
        bericht = self.must(Bericht, nummer)
        actor = self.by_id(bericht.organisatie_id) if wie == "afzender" else self.actor(wie)
        self.act(actor, lambda desk: mark_bericht_sent(desk, bericht.id))

    @precondition(lambda self: self.pick(Termijn, 0) is not None)
    @rule(wie=WIE, nummer=st.integers(0, 9), dagen=st.sampled_from((1, 7, 40)), mag=st.booleans())
    def postpone(self, wie: str, nummer: int, dagen: int, mag: bool) -> None:
        """Mostly by who is verantwoordelijk; on a werkdag, with consent or without."""
        termijn = self.must(Termijn, nummer)
        kalender, vandaag = self.wereld.omgeving.kalender, self.wereld.omgeving.vandaag
        verder = max(termijn.uiterlijk, vandaag) + timedelta(days=dagen)
        opdracht = PostponeTermijn(
            termijn_id=termijn.id,
            nieuwe_datum=kalender.eerstvolgende_werkdag(verder),
            redencode=Verdagingsreden.OVERLEG,
            toelichting="Later",
            instemming=Instemming(datum=vandaag, wijze=Kanaal.MAIL) if mag else None,
        )
        eigen = self.by_id(termijn.verantwoordelijke_id)
        actor = eigen if wie in AAN_ZET else self.actor(wie)
        self.act(actor, lambda desk: postpone_termijn(desk, opdracht))

    @precondition(lambda self: self.pick(Melding, 0) is not None)
    @rule(wie=WIE, nummer=NUMMER, uitkomst=st.sampled_from(MeldingUitkomst), ook_casus=st.booleans())
    def close(self, wie: str, nummer: int, uitkomst: MeldingUitkomst, ook_casus: bool) -> None:
        opdracht = CloseMelding(melding_id=self.must(Melding, nummer).id, uitkomst=uitkomst)
        self.act(self.actor_of_melding(wie, nummer), lambda desk: close_melding(desk, opdracht))
        if ook_casus:
            self.close_casus(wie, nummer)

    def close_casus(self, wie: str, nummer: int) -> None:
        casus = self.must(Casus, nummer)
        opdracht = CloseCasus(casus_id=casus.id, uitkomst=CasusUitkomst.OPGELOST)
        self.act(self.actor(wie, casus), lambda desk: close_casus(desk, opdracht))

    @precondition(lambda self: self.pick(Melding, 0) is not None)
    @rule(wie=WIE, nummer=NUMMER)
    def reopen(self, wie: str, nummer: int) -> None:
        opdracht = ReopenMelding(melding_id=self.must(Melding, nummer).id, toelichting="Terug")
        self.act(self.actor_of_melding(wie, nummer), lambda desk: reopen_melding(desk, opdracht))

    @precondition(lambda self: self.pick(Casus, 0) is not None)
    @rule(wie=WIE, nummer=NUMMER, plaats=PLAATS, geboren=st.integers(-1, 9))
    def correct(
        self, wie: str, nummer: int, plaats: tuple[str | None, WoonplaatsStatus | None], geboren: int
    ) -> None:
        casus = self.must(Casus, nummer)
        gemeente, status = plaats
        opdracht = CorrectJeugdige(
            casus_id=casus.id,
            gegevens=JeugdigeGegevens(
                achternaam="Voorbeeld",
                geboortedatum=date(2027 - geboren * 2, 1, 1),
                woonplaats_gemeente=gemeente,
                woonplaats_status=status,
            ),
            gewijzigd=frozenset({"achternaam", "geboortedatum", "woonplaatsGemeente"}),
        )
        self.act(self.actor(wie, casus), lambda desk: correct_jeugdige(desk, opdracht))
        woorden = CorrectMelding(melding_id=self.must(Melding, nummer).id, aanvulling="Nog iets")
        self.act(self.actor_of_melding(wie, nummer), lambda desk: correct_melding(desk, woorden))

    @precondition(lambda self: self.pick(Casus, 0) is not None)
    @rule(wie=WIE, nummer=NUMMER, klaar=st.booleans())
    def escalate(self, wie: str, nummer: int, klaar: bool) -> None:
        casus = self.must(Casus, nummer)
        opdracht = EscalateCasus(
            casus_id=casus.id, redencode=Escalatiereden.GEEN_CAPACITEIT, toelichting="Vol"
        )
        self.act(self.actor(wie, casus), lambda desk: escalate_casus(desk, opdracht))
        escalatie = self.pick(Escalatie, nummer)
        if klaar and escalatie is not None:
            helper = self.by_id(escalatie.aan_organisatie_id)
            self.act(helper, lambda desk: settle_escalatie(desk, escalatie.id))

    @rule(seconden=st.sampled_from((-2, 0, 3600, 86_400, 8 * 86_400)))
    def wait(self, seconden: int) -> None:
        """Clocks of servers may also run back a little."""
        self.wereld.later(seconds=seconden)

    def nothing_is_broken(self) -> None:
        with self.wereld.database.read() as session:
            assert check_invariants(session, self.wereld.omgeving) == []
            assert verify_chain(session) == []

    def act(self, actor: Actor, do: Callable[[Werkplek], object]) -> None:
        """One act in one transaction; a refusal leaves every row as it was."""
        voor = self.stand or self.rows()
        try:
            with self.wereld.werkplek(actor) as desk:
                do(desk)
        except DomainError:
            self.stand = self.rows()
            assert self.stand == voor
        else:
            self.stand = None
            self.nothing_is_broken()

    def rows(self) -> Rijen:
        with self.wereld.database.read() as session:
            verbinding = session.connection()
            return {
                tabel: [
                    tuple(rij)
                    for rij in verbinding.execute(
                        text(f"SELECT * FROM {tabel} ORDER BY {VOLGORDE.get(tabel, 'id')}")
                    )
                ]
                for tabel in self.tabellen
            }

    def pick(self, soort: type[T], nummer: int) -> T | None:
        """The newest row for 0, an older one for a higher number; None when there is none."""
        with self.wereld.database.read() as session:
            rijen = session.exec(select(soort).order_by(col(soort.id).desc()).limit(nummer + 1)).all()
        return rijen[-1] if rijen else None

    def must(self, soort: type[T], nummer: int) -> T:
        rij = self.pick(soort, nummer)
        assert rij is not None
        return rij

    def actor(self, wie: str, waar: Casus | Overdracht | None = None) -> Actor:
        if wie in self.afgeleid:
            return self.afgeleid[wie]
        if wie in self.wereld.actors:
            return self.wereld.actors[wie]
        casus = waar if isinstance(waar, Casus) else None
        if isinstance(waar, Overdracht):
            if wie == "aangesprokene":
                return self.by_id(waar.naar_organisatie_id)
            return self.by_id(waar.van_organisatie_id)
        if wie == "loket" or casus is None:
            return self.wereld.actors["vws-ucz"]
        return self.owner_of(casus) or self.wereld.actors["ozj"]

    def owner_of(self, casus: Casus | None) -> Actor | None:
        return None if casus is None else self.by_id(casus.eigenaar_id)

    def actor_of_melding(self, wie: str, nummer: int) -> Actor:
        """The owner of the first casus of a melding, when the owner is meant."""
        if wie not in ("eigenaar", "aangesprokene"):
            return self.actor(wie)
        with self.wereld.database.read() as session:
            eigenaar = session.connection().execute(
                text(
                    "SELECT o.kenmerk FROM casus c JOIN organisatie o ON o.id = c.eigenaar_id "
                    "JOIN melding_casus mc ON mc.casus_id = c.id JOIN melding m ON m.id = mc.melding_id "
                    "WHERE m.kenmerk = :kenmerk ORDER BY mc.volgorde LIMIT 1"
                ),
                {"kenmerk": self.must(Melding, nummer).kenmerk},
            )
            return self.wereld.actors[eigenaar.scalar_one()]

    def by_id(self, organisatie_id: object) -> Actor:
        with self.wereld.database.read() as session:
            query = select(Organisatie.kenmerk).where(col(Organisatie.id) == organisatie_id)
            return self.wereld.actors[session.exec(query).one()]
