"""Lijn: one melding with its casussen on the stage; every act is a real use-case by the right person."""

from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from app.demo.teksten import ANTWOORDEN, NOTITIES, REDENEN_DOOR
from app.demo.toneel import Toneel
from app.domain.actor import Actor
from app.domain.errors import NotPermittedError
from app.domain.opdrachten import (
    AcceptOverdracht,
    AssessOverdracht,
    AssignBehandelaar,
    CloseCasus,
    CloseMelding,
    EscalateCasus,
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
    CasusUitkomst,
    Escalatiereden,
    Gericht,
    Kanaal,
    Loketactie,
    LoketUitkomst,
    MeldingUitkomst,
    Overslagreden,
    Teruggaafreden,
    TerugkoppelingSoort,
    Uitzondering,
    Voorkeurskanaal,
    Wijze,
)
from app.queries.schrijven import pending_berichten
from app.services.aanvaarding import accept_overdracht
from app.services.afsluiting import close_casus, close_melding
from app.services.behandelaar import assign_behandelaar
from app.services.escalatie import escalate_casus, settle_escalatie
from app.services.heropening import reopen_melding
from app.services.melding import register_melding
from app.services.overdracht import (
    assess_overdracht,
    offer_overdracht,
    return_overdracht,
    withdraw_overdracht,
)
from app.services.terugkoppeling import record_terugkoppeling
from app.services.versturen import mark_bericht_sent

WIJZE = {
    Voorkeurskanaal.MAIL: Wijze.MAIL,
    Voorkeurskanaal.BRIEF: Wijze.BRIEF,
    Voorkeurskanaal.TELEFOON: Wijze.TELEFOON,
}


@dataclass
class Lijn:
    """One melding on its way. ``actor`` is the person who has it now."""

    toneel: Toneel
    toeval: Random
    actor: Actor
    melding_id: UUID = field(init=False)
    casus_ids: list[UUID] = field(init=False)
    mededeling: Mededeling = field(init=False)
    aanbod: list[UUID] = field(default_factory=list)
    escalatie_id: UUID | None = None

    @classmethod
    def start(cls, toneel: Toneel, toeval: Random, plaats: str, opdracht: RegisterMelding) -> "Lijn":
        """Register a melding at a place; a colleague there becomes behandelaar."""
        lijn = cls(toneel, toeval, toeval.choice(toneel.ploeg[plaats]))
        gemeld = register_melding(toneel.desk(lijn.actor), opdracht)
        lijn.melding_id = gemeld.melding.id
        lijn.casus_ids = [casus.id for casus in gemeld.casussen]
        lijn.mededeling = _mededeling(opdracht.melder)
        return lijn

    def offer(
        self, naar: str, *, overgeslagen: Overslagreden | None = None, nieuw_feit: str | None = None
    ) -> None:
        """Offer every casus to the next party."""
        self.aanbod = [
            offer_overdracht(
                self.toneel.desk(self.actor),
                OfferOverdracht(
                    casus_id=casus_id,
                    naar_organisatie=naar,
                    reden=self.toeval.choice(REDENEN_DOOR),
                    notitie=self.toeval.choice(NOTITIES),
                    mededeling=self.mededeling,
                    overgeslagen=overgeslagen,
                    nieuw_feit=nieuw_feit,
                    te_tonen=frozenset({"hulpvraag", "leeftijd"}),
                ),
            ).id
            for casus_id in self.casus_ids
        ]

    def accept(self, plaats: str, *, vrij: bool = False) -> None:
        """The addressed party takes over; ``vrij`` leaves it without behandelaar."""
        self.actor = self.toeval.choice(self.toneel.ploeg[plaats])
        for overdracht_id in self.aanbod:
            opdracht = AcceptOverdracht(overdracht_id=overdracht_id, zonder_behandelaar=vrij)
            accept_overdracht(self.toneel.desk(self.actor), opdracht)

    def assess(self, plaats: str) -> None:
        """The addressed party looks at it first."""
        ontvanger = self.toeval.choice(self.toneel.ploeg[plaats])
        for overdracht_id in self.aanbod:
            assess_overdracht(self.toneel.desk(ontvanger), AssessOverdracht(overdracht_id=overdracht_id))

    def give_back(
        self, plaats: str, reden: Teruggaafreden, toelichting: str, voorstel: str | None = None
    ) -> None:
        """The addressed party gives it back."""
        ontvanger = self.toeval.choice(self.toneel.ploeg[plaats])
        for overdracht_id in self.aanbod:
            opdracht = ReturnOverdracht(
                overdracht_id=overdracht_id,
                redencode=reden,
                toelichting=toelichting,
                voorgestelde_ontvanger=voorstel,
            )
            return_overdracht(self.toneel.desk(ontvanger), opdracht)

    def withdraw(self, toelichting: str) -> None:
        """The owner takes the offer back."""
        for overdracht_id in self.aanbod:
            opdracht = WithdrawOverdracht(overdracht_id=overdracht_id, toelichting=toelichting)
            withdraw_overdracht(self.toneel.desk(self.actor), opdracht)

    def release(self) -> None:
        """The owner's people put it back on the pile."""
        for casus_id in self.casus_ids:
            opdracht = AssignBehandelaar(casus_id=casus_id, medewerker_id=None)
            assign_behandelaar(self.toneel.desk(self.actor), opdracht)

    def tell(
        self, soort: TerugkoppelingSoort, tekst: str | None = None, *, bereikt: bool = True, afspraak: int = 0
    ) -> None:
        """Tell the melder something by phone or mail; ``afspraak``: call again in so many werkdagen."""
        vandaag = self.toneel.speeldag
        opdracht = RecordTerugkoppeling(
            melding_id=self.melding_id,
            aan=Gericht.MELDER,
            soort=soort,
            kanaal=Kanaal.TELEFOON if self.toeval.random() < 0.7 else Kanaal.MAIL,
            gedaan_op=vandaag,
            inhoud=tekst or self.toeval.choice(ANTWOORDEN),
            bereikt=bereikt,
            afspraak_op=self.toneel.kalender.werkdagen_erna(vandaag, afspraak) if afspraak else None,
        )
        record_terugkoppeling(self.toneel.desk(self.actor), opdracht)

    def report(self, uitkomst: LoketUitkomst, *, door: str | None = None) -> None:
        """Tell the loket how it stands, in codes."""
        wie = self.toneel.ploeg[door][0] if door else self.actor
        opdracht = RecordTerugkoppeling(
            melding_id=self.melding_id,
            aan=Gericht.LOKET,
            soort=TerugkoppelingSoort.MEDEDELING,
            kanaal=Kanaal.MAIL,
            gedaan_op=self.toneel.speeldag,
            uitkomst=uitkomst,
            acties=(Loketactie.CONTACT_MET_MELDER, self.toeval.choice(list(Loketactie))),
            geen_zorginhoud=True,
        )
        record_terugkoppeling(self.toneel.desk(wie), opdracht)

    def send_messages(self) -> None:
        """Somebody prints or mails what waits at this desk; who does not treat the casus leaves it."""
        for casus_id in self.casus_ids:
            for bericht in pending_berichten(self.toneel.session, casus_id):
                if bericht.melding_id and bericht.organisatie_id == self.actor.organisatie_id:
                    with suppress(NotPermittedError):
                        mark_bericht_sent(self.toneel.desk(self.actor), bericht.id)

    def escalate(self, reden: Escalatiereden, tekst: str) -> None:
        """Ask for help one level up."""
        opdracht = EscalateCasus(casus_id=self.casus_ids[0], redencode=reden, toelichting=tekst)
        self.escalatie_id = escalate_casus(self.toneel.desk(self.actor), opdracht).id

    def settle(self, door: str) -> None:
        """The party that was asked says it took care of it."""
        assert self.escalatie_id is not None  # a script settles what it escalated
        settle_escalatie(self.toneel.desk(self.toneel.ploeg[door][0]), self.escalatie_id)

    def close_melding(self, uitkomst: MeldingUitkomst) -> None:
        """The melder is helped, or it ended otherwise."""
        opdracht = CloseMelding(melding_id=self.melding_id, uitkomst=uitkomst, toelichting="Samen besproken.")
        close_melding(self.toneel.desk(self.actor), opdracht)

    def close(self, uitkomst: MeldingUitkomst) -> None:
        """Close the melding and then every casus."""
        self.close_melding(uitkomst)
        opgelost = uitkomst is MeldingUitkomst.GEHOLPEN
        for casus_id in self.casus_ids:
            einde = CasusUitkomst.OPGELOST if opgelost else CasusUitkomst.NIET_OPGELOST
            close_casus(self.toneel.desk(self.actor), CloseCasus(casus_id=casus_id, uitkomst=einde))

    def reopen(self, tekst: str) -> None:
        """The melder comes back."""
        opdracht = ReopenMelding(melding_id=self.melding_id, toelichting=tekst)
        reopen_melding(self.toneel.desk(self.actor), opdracht)


def _mededeling(melder: MelderGegevens) -> Mededeling:
    wijze = WIJZE.get(melder.kanaal)
    if wijze is None:
        return Mededeling(wijze=Wijze.GEEN, uitzondering=Uitzondering.GEEN_KANAAL)
    return Mededeling(wijze=wijze)
