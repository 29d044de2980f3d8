"""Zaak: one melding in the year: what is promised now, who has it, and the acts that keep a promise."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from sqlmodel import col, select

from app.demo.lijn import Lijn
from app.demo.teksten import ANTWOORDEN
from app.demo.verloop import Plan
from app.domain.actor import Actor
from app.domain.opdrachten import (
    AssignBehandelaar,
    CorrectContact,
    CorrectJeugdige,
    JeugdigeGegevens,
    RecordTerugkoppeling,
)
from app.domain.termen import (
    CasusStatus,
    Gericht,
    Kanaal,
    Loketactie,
    LoketUitkomst,
    MeldingStatus,
    TerugkoppelingSoort,
    Voorkeurskanaal,
    WoonplaatsStatus,
)
from app.domain.termijnen.regels import Grondsoort, Termijncode
from app.domain.termijnen.verdaging import PostponeTermijn
from app.domain.termijnen.wijziging import Verdagingsreden
from app.models import Casus, Eigenaarschap, Melding, MeldingCasus, Termijn
from app.queries.termijnbeeld import termijn_standing
from app.services.behandelaar import assign_behandelaar
from app.services.contact import correct_contact
from app.services.jeugdige import correct_jeugdige
from app.services.schrijven import write_to_melder
from app.services.terugkoppeling import record_terugkoppeling
from app.services.verdaging import postpone_termijn
from app.services.versturen import release_bericht
from bench.jaar.toneel import Jaartoneel

S, C = TerugkoppelingSoort, Termijncode
#: What is said when a promise is kept.
ZEGT = {
    C.ONTVANGSTBEVESTIGING: S.ONTVANGSTBEVESTIGING,
    C.EERSTE_CONTACT: S.EERSTE_CONTACT,
    C.SPOED: S.EERSTE_CONTACT,
    C.ANTWOORD_MELDER: S.INHOUDELIJK,
    C.TUSSENBERICHT: S.TUSSENBERICHT,
}
#: Promises that other scripts keep.
ELDERS = (C.OVERDRACHT_AANVAARDEN, C.KLACHT_NIET_IN_BEHANDELING, C.SAMENLOOP_BEOORDELEN)
VERDAAGBAAR = frozenset({C.ANTWOORD_MELDER, C.KLACHT_AFHANDELEN, C.TERUGKOPPELING_LOKET})


@dataclass(frozen=True, slots=True)
class Plicht:
    """The first date that somebody owes on this melding."""

    id: UUID
    code: Termijncode
    wie: UUID
    uiterlijk: date
    grondsoort: Grondsoort


@dataclass
class Zaak:
    """A melding with its plan; ``lijn`` plays the acts of the demo."""

    toneel: Jaartoneel
    toeval: Random
    plan: Plan
    lijn: Lijn = field(init=False)

    def do(self, wat: str, handeling: Callable[[], object]) -> bool:
        """One act by who has the casus now."""
        return self.toneel.doe(wat, handeling)

    def look(self) -> bool:
        """Who has it now, after what others and the worker did; False once the melding is closed.

        Joined and split, the melding stays; its casussen are others.
        """
        with self.toneel.database.read() as session:
            self.lijn.casus_ids = list(
                session.exec(
                    select(MeldingCasus.casus_id)
                    .where(MeldingCasus.melding_id == self.lijn.melding_id, col(MeldingCasus.tot).is_(None))
                    .order_by(col(MeldingCasus.volgorde))
                )
            )
            open_ = session.exec(select(Melding.status).where(Melding.id == self.lijn.melding_id)).one()
            rij = session.exec(
                select(Casus.eigenaar_id, Eigenaarschap.behandelaar_id)
                .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
                .where(Casus.id == self.lijn.casus_ids[0])
            ).one()
        eigenaar, behandelaar = rij
        self.lijn.actor = self.toneel.person(eigenaar, behandelaar)
        return open_ is not MeldingStatus.GESLOTEN

    def take(self) -> None:
        """Somebody of the owner treats it from now on."""
        for casus_id in self.lijn.casus_ids:
            opdracht = AssignBehandelaar(casus_id=casus_id, medewerker_id=self.lijn.actor.id)
            assign_behandelaar(self.toneel.desk(self.lijn.actor), opdracht)

    def is_asking_to_close(self) -> bool:
        """The melding waits for a report to its loket."""
        with self.toneel.database.read() as session:
            status = session.exec(select(Melding.status).where(Melding.id == self.lijn.melding_id)).one()
        return status is MeldingStatus.AFSLUITING_GEVRAAGD

    def open_casussen(self) -> list[UUID]:
        """Those not closed yet."""
        query = select(Casus.id).where(
            col(Casus.id).in_(self.lijn.casus_ids), Casus.status == CasusStatus.OPEN
        )
        with self.toneel.database.read() as session:
            return list(session.exec(query))

    def next_report(self) -> UUID | None:
        """Who owes the loket a report."""
        query = select(Termijn.verantwoordelijke_id).where(
            Termijn.melding_id == self.lijn.melding_id,
            Termijn.code == C.TERUGKOPPELING_LOKET,
            col(Termijn.is_open).is_(True),
        )
        with self.toneel.database.read() as session:
            return session.exec(query).first()

    def next_duty(self) -> Plicht | None:
        """The first promise that is open on this melding or its casussen that this script keeps."""
        query = (
            select(Termijn)
            .where(
                (Termijn.melding_id == self.lijn.melding_id) | col(Termijn.casus_id).in_(self.lijn.casus_ids),
                col(Termijn.is_open).is_(True),
                col(Termijn.code).not_in(ELDERS),
            )
            .order_by(col(Termijn.uiterlijk), col(Termijn.id))
        )
        with self.toneel.database.read() as session:
            rij = session.exec(query).first()
            if rij is None:
                return None
            return Plicht(rij.id, rij.code, rij.verantwoordelijke_id, rij.uiterlijk, rij.grondsoort)

    def keep(self, plicht: Plicht) -> bool:
        """Do what was promised, in the way that fits."""
        wie = self._who(plicht.wie)
        if plicht.code in VERDAAGBAAR and self.toeval.random() < 0.15 and self.postpone(plicht, wie):
            return True
        if plicht.code is C.TERUGKOPPELING_LOKET:
            return self.do("loket ingelicht", lambda: self.report(wie, LoketUitkomst.IN_BEHANDELING))
        if plicht.code is C.CONTACT_HERSTELLEN:
            return self.do("contact hersteld", lambda: self.restore_contact(wie))
        if plicht.code is C.GEGEVENS_AANVULLEN:
            return self.do("gegevens aangevuld", lambda: self.complete(wie))
        formeel = self.plan.bijzonder.brief and wie.organisatie_id != self.lijn.actor.organisatie_id
        soort = S.FORMEEL_ANTWOORD if formeel else ZEGT.get(plicht.code, S.INHOUDELIJK)
        if plicht.code in (C.EERSTE_CONTACT, C.SPOED) and self.toeval.random() < 0.12:
            self.do("geen gehoor", lambda: self.tell(wie, S.EERSTE_CONTACT, bereikt=False))
            return False
        if soort is not S.ONTVANGSTBEVESTIGING and self.toeval.random() < 0.3:
            return self.do("door Houvast gemaild", lambda: self.write(wie, soort))
        return self.do("verteld", lambda: self.tell(wie, soort))

    def postpone(self, plicht: Plicht, wie: Actor) -> bool:
        """Put it off as far as is allowed; a promise that was made with the melder never."""
        if plicht.grondsoort is Grondsoort.AFSPRAAK:
            return False

        def handeling() -> None:
            desk = self.toneel.desk(wie)
            termijn = desk.session.exec(select(Termijn).where(Termijn.id == plicht.id)).one()
            opdracht = PostponeTermijn(
                termijn_id=plicht.id,
                nieuwe_datum=termijn_standing(desk, termijn).uiterste,
                redencode=self.toeval.choice([Verdagingsreden.OVERLEG, Verdagingsreden.ONDERZOEK]),
                toelichting="Het overleg met de school is een week later dan gepland.",
            )
            postpone_termijn(desk, opdracht)

        return self.do("verdaagd", handeling)

    def tell(self, wie: Actor, soort: TerugkoppelingSoort, *, bereikt: bool = True) -> None:
        """By phone; sometimes with a promise to call again."""
        vandaag = self.toneel.speeldag
        afspraak = self.toneel.kalender.werkdagen_erna(vandaag, 8) if self.toeval.random() < 0.1 else None
        opdracht = RecordTerugkoppeling(
            melding_id=self.lijn.melding_id,
            aan=Gericht.MELDER,
            soort=soort,
            kanaal=Kanaal.TELEFOON,
            gedaan_op=vandaag,
            inhoud=self.toeval.choice(ANTWOORDEN),
            bereikt=bereikt,
            afspraak_op=afspraak if bereikt else None,
        )
        record_terugkoppeling(self.toneel.desk(wie), opdracht)

    def write(self, wie: Actor, soort: TerugkoppelingSoort) -> None:
        """Somebody writes, reads it over, and lets Houvast send it."""
        opdracht = RecordTerugkoppeling(
            melding_id=self.lijn.melding_id,
            aan=Gericht.MELDER,
            soort=soort,
            kanaal=Kanaal.MAIL,
            gedaan_op=self.toneel.speeldag,
            inhoud=self.toeval.choice(ANTWOORDEN),
        )
        bericht = write_to_melder(self.toneel.desk(wie), opdracht)
        release_bericht(self.toneel.desk(wie), bericht.id)

    def report(self, wie: Actor, uitkomst: LoketUitkomst) -> None:
        """The loket hears how it stands."""
        opdracht = RecordTerugkoppeling(
            melding_id=self.lijn.melding_id,
            aan=Gericht.LOKET,
            soort=S.MEDEDELING,
            kanaal=Kanaal.MAIL,
            gedaan_op=self.toneel.speeldag,
            uitkomst=uitkomst,
            acties=(Loketactie.CONTACT_MET_MELDER,),
            geen_zorginhoud=True,
        )
        record_terugkoppeling(self.toneel.desk(wie), opdracht)

    def restore_contact(self, wie: Actor) -> None:
        """The melder turns out to have another address."""
        nummer = self.toeval.randint(10000, 99999)
        kanaal = self.toeval.choice([Voorkeurskanaal.MAIL, Voorkeurskanaal.TELEFOON])
        opdracht = CorrectContact(
            melding_id=self.lijn.melding_id,
            email=f"nieuw{nummer}@voorbeeld.example",
            telefoon=f"06-000{nummer}",
            adres=None,
            voorkeurskanaal=kanaal,
        )
        correct_contact(self.toneel.desk(wie), opdracht)

    def complete(self, wie: Actor) -> None:
        """Who it is about and where that is, is known now."""
        gemeente = self.plan.gemeente.code
        gegevens = JeugdigeGegevens(
            voornamen="Noor",
            roepnaam="Noor",
            achternaam="Voorbeeld",
            geboortedatum=date(2013, 4, 5),
            woonplaats_gemeente=gemeente,
            woonplaats_status=WoonplaatsStatus.VASTGESTELD,
        )
        velden = {"voornamen", "roepnaam", "achternaam", "geboortedatum", "woonplaatsGemeente"}
        for casus_id in self.lijn.casus_ids:
            opdracht = CorrectJeugdige(
                casus_id=casus_id, gegevens=gegevens, gewijzigd=frozenset(velden | {"woonplaatsStatus"})
            )
            correct_jeugdige(self.toneel.desk(wie), opdracht)

    def _who(self, organisatie_id: UUID) -> Actor:
        """The behandelaar where the owner owes it, else somebody there."""
        if organisatie_id == self.lijn.actor.organisatie_id:
            return self.lijn.actor
        return self.toneel.somebody(organisatie_id)
