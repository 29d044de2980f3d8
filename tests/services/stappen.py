"""Steps that the tests of the use-cases share: each is one committed act at one desk."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from app.audit.verificatie import verify_chain
from app.domain.actor import Actor, ActorSoort
from app.domain.afsluiting import Besluit
from app.domain.berichttermen import BerichtStatus
from app.domain.opdrachten import (
    AcceptOverdracht,
    AssessOverdracht,
    CloseCasus,
    CloseMelding,
    CorrectJeugdige,
    JeugdigeGegevens,
    Mededeling,
    OfferOverdracht,
    RecordTerugkoppeling,
    ReopenMelding,
    ReturnOverdracht,
    WithdrawOverdracht,
)
from app.domain.termen import (
    OPEN_OVERDRACHT,
    CasusUitkomst,
    Gericht,
    Kanaal,
    LoketUitkomst,
    MeldingUitkomst,
    Teruggaafreden,
    TerugkoppelingSoort,
    Wijze,
    WoonplaatsStatus,
)
from app.domain.vertellen import TakeBackTerugkoppeling, Terugneemreden
from app.models import (
    Antwoordplicht,
    Bericht,
    Casus,
    Eigenaarschap,
    Klacht,
    Melding,
    Organisatie,
    Overdracht,
    Termijn,
    Terugkoppeling,
)
from app.services.aanvaarding import accept_overdracht
from app.services.afsluiting import close_casus, close_melding
from app.services.controle import check_invariants
from app.services.heropening import reopen_melding
from app.services.jeugdige import correct_jeugdige
from app.services.melding import Geregistreerd, register_melding
from app.services.overdracht import (
    assess_overdracht,
    expire_overdracht,
    offer_overdracht,
    return_overdracht,
    withdraw_overdracht,
)
from app.services.terugkoppeling import record_terugkoppeling
from app.services.terugnemen import take_back
from tests.fixtures_app import Wereld, some_melding

Wie = str | Actor


class Stappen:
    """The acts of a test, and what can be read afterwards."""

    def __init__(self, wereld: Wereld) -> None:
        self.wereld = wereld

    def register(self, wie: Wie = "vws-ucz", **anders: object) -> Geregistreerd:
        with self.wereld.werkplek(wie) as desk:
            return register_melding(desk, some_melding(**anders))

    def offer(self, van: Wie, naar: str, casus_id: UUID, **anders: object) -> Overdracht:
        opdracht = OfferOverdracht(
            casus_id=casus_id,
            naar_organisatie=naar,
            reden="Volgende schakel",
            mededeling=Mededeling(wijze=Wijze.MAIL),
        )
        with self.wereld.werkplek(van) as desk:
            return offer_overdracht(desk, replace(opdracht, **anders))  # type: ignore[arg-type]  # named

    def accept(self, wie: Wie, overdracht: Overdracht, **anders: object) -> Overdracht:
        opdracht = replace(AcceptOverdracht(overdracht_id=overdracht.id), **anders)  # type: ignore[arg-type]  # fields by name
        with self.wereld.werkplek(wie) as desk:
            return accept_overdracht(desk, opdracht)

    def assess(self, wie: Wie, overdracht: Overdracht) -> Overdracht:
        with self.wereld.werkplek(wie) as desk:
            return assess_overdracht(desk, AssessOverdracht(overdracht_id=overdracht.id))

    def give_back(self, wie: Wie, overdracht: Overdracht, **anders: object) -> Overdracht:
        opdracht = ReturnOverdracht(overdracht_id=overdracht.id, redencode=Teruggaafreden.VERKEERDE_REGIO)
        with self.wereld.werkplek(wie) as desk:
            return return_overdracht(desk, replace(opdracht, **anders))  # type: ignore[arg-type]  # named

    def withdraw(self, wie: Wie, overdracht: Overdracht, toelichting: str | None = None) -> Overdracht:
        opdracht = WithdrawOverdracht(overdracht_id=overdracht.id, toelichting=toelichting)
        with self.wereld.werkplek(wie) as desk:
            return withdraw_overdracht(desk, opdracht)

    def expire(self, overdracht: Overdracht) -> bool:
        return self.expire_by(self.worker, overdracht)

    def expire_by(self, wie: Wie, overdracht: Overdracht) -> bool:
        with self.wereld.werkplek(wie) as desk:
            return expire_overdracht(desk, overdracht.id)

    @property
    def worker(self) -> Actor:
        return replace(self.wereld.actors["ozj"], soort=ActorSoort.WORKER, rollen=frozenset())

    def move(self, casus_id: UUID, *weg: str, **anders: object) -> Overdracht:
        """Offer and accept from party to party; the last overdracht."""
        for van, naar in pairwise(weg):
            self.wereld.later(hours=1)
            overdracht = self.offer(van, naar, casus_id, **anders)
            self.wereld.later(minutes=10)
            self.accept(naar, overdracht)
        return overdracht

    def tell_melder(self, wie: Wie, melding_id: UUID, **anders: object) -> Terugkoppeling:
        return self._tell(wie, self._telling(melding_id, Gericht.MELDER), anders)

    def tell_loket(self, wie: Wie, melding_id: UUID, **anders: object) -> Terugkoppeling:
        basis = replace(
            self._telling(melding_id, Gericht.LOKET),
            soort=TerugkoppelingSoort.MEDEDELING,
            uitkomst=LoketUitkomst.OPLOSSING,
        )
        return self._tell(wie, basis, anders)

    def _telling(self, melding_id: UUID, aan: Gericht) -> RecordTerugkoppeling:
        return RecordTerugkoppeling(
            melding_id=melding_id,
            aan=aan,
            soort=TerugkoppelingSoort.INHOUDELIJK,
            kanaal=Kanaal.TELEFOON,
            gedaan_op=self.vandaag,
        )

    def _tell(self, wie: Wie, basis: RecordTerugkoppeling, anders: dict[str, object]) -> Terugkoppeling:
        with self.wereld.werkplek(wie) as desk:
            return record_terugkoppeling(desk, replace(basis, **anders))  # type: ignore[arg-type]  # named

    def take_back(
        self,
        wie: Wie,
        rij: Terugkoppeling,
        reden: Terugneemreden = Terugneemreden.NIET_GEZEGD,
    ) -> Terugkoppeling:
        with self.wereld.werkplek(wie) as desk:
            return take_back(desk, TakeBackTerugkoppeling(rij.id, reden))

    def close_melding(
        self, wie: Wie, melding_id: UUID, uitkomst: MeldingUitkomst = MeldingUitkomst.GEHOLPEN
    ) -> Besluit:
        with self.wereld.werkplek(wie) as desk:
            return close_melding(desk, CloseMelding(melding_id=melding_id, uitkomst=uitkomst))

    def close_casus(self, wie: Wie, casus_id: UUID) -> Casus:
        with self.wereld.werkplek(wie) as desk:
            opdracht = CloseCasus(casus_id=casus_id, uitkomst=CasusUitkomst.OPGELOST, toelichting="Klaar")
            return close_casus(desk, opdracht)

    def reopen(self, wie: Wie, melding_id: UUID) -> Melding:
        with self.wereld.werkplek(wie) as desk:
            opdracht = ReopenMelding(melding_id=melding_id, toelichting="De vraag is terug")
            return reopen_melding(desk, opdracht)

    def relocate(self, wie: Wie, casus_id: UUID, gemeente: str, status: WoonplaatsStatus) -> None:
        """The jeugdige lives elsewhere now."""
        opdracht = CorrectJeugdige(
            casus_id=casus_id,
            gegevens=JeugdigeGegevens(woonplaats_gemeente=gemeente, woonplaats_status=status),
            gewijzigd=frozenset({"woonplaatsGemeente", "woonplaatsStatus"}),
        )
        with self.wereld.werkplek(wie) as desk:
            correct_jeugdige(desk, opdracht)

    zeker = WoonplaatsStatus.VASTGESTELD

    @property
    def vandaag(self) -> date:
        return self.wereld.omgeving.vandaag

    def casus(self, casus_id: UUID) -> Casus:
        with self.wereld.database.read() as session:
            return session.exec(select(Casus).where(Casus.id == casus_id)).one()

    def melding(self, melding_id: UUID) -> Melding:
        with self.wereld.database.read() as session:
            return session.exec(select(Melding).where(Melding.id == melding_id)).one()

    def overdracht(self, overdracht_id: UUID) -> Overdracht:
        with self.wereld.database.read() as session:
            return session.exec(select(Overdracht).where(Overdracht.id == overdracht_id)).one()

    def pending(self, casus_id: UUID) -> Overdracht:
        """The open offer of a casus."""
        query = select(Overdracht).where(
            Overdracht.casus_id == casus_id, col(Overdracht.status).in_(OPEN_OVERDRACHT)
        )
        with self.wereld.database.read() as session:
            return session.exec(query).one()

    def eigenaarschappen(self, casus_id: UUID) -> list[Eigenaarschap]:
        query = select(Eigenaarschap).where(Eigenaarschap.casus_id == casus_id)
        with self.wereld.database.read() as session:
            return list(session.exec(query.order_by(col(Eigenaarschap.van))))

    def owner(self, casus_id: UUID) -> str:
        with self.wereld.database.read() as session:
            query = select(Organisatie.kenmerk).join(Casus, col(Casus.eigenaar_id) == col(Organisatie.id))
            return session.exec(query.where(Casus.id == casus_id)).one()

    def berichten(self, status: BerichtStatus | None = None) -> list[tuple[str, str]]:
        """(moment, status) of every message, oldest first."""
        with self.wereld.database.read() as session:
            rijen = session.exec(select(Bericht).order_by(col(Bericht.id))).all()
        return [(str(b.moment), str(b.status)) for b in rijen if status is None or b.status is status]

    def termijnen(self, melding_id: UUID | None = None) -> list[Termijn]:
        query = select(Termijn).order_by(col(Termijn.uiterlijk), col(Termijn.id))
        if melding_id is not None:
            van_klacht = select(Klacht.id).where(Klacht.melding_id == melding_id)
            query = query.where(or_(Termijn.melding_id == melding_id, col(Termijn.klacht_id).in_(van_klacht)))
        with self.wereld.database.read() as session:
            return list(session.exec(query))

    def open_codes(self, melding_id: UUID | None = None) -> list[str]:
        return sorted(str(t.code) for t in self.termijnen(melding_id) if t.is_open)

    def duties(self, melding_id: UUID) -> dict[str, str]:
        """aard → kenmerk of who must answer now."""
        with self.wereld.database.read() as session:
            query = (
                select(Antwoordplicht.aard, Organisatie.kenmerk)
                .join(Organisatie, col(Organisatie.id) == col(Antwoordplicht.organisatie_id))
                .where(Antwoordplicht.melding_id == melding_id, col(Antwoordplicht.tot).is_(None))
            )
            return {str(aard): kenmerk for aard, kenmerk in session.exec(query)}

    def id_of(self, kenmerk: str) -> UUID:
        with self.wereld.database.read() as session:
            return session.exec(select(Organisatie.id).where(Organisatie.kenmerk == kenmerk)).one()

    def nothing_broken(self) -> None:
        """Every invariant holds and the history is whole."""
        with self.wereld.database.read() as session:
            gevonden = check_invariants(session, self.wereld.omgeving)
            assert gevonden == [], gevonden
            assert verify_chain(session) == []
