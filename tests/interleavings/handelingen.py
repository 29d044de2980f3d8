"""Handelingen: the acts that are set against each other. One line adds one, and so all its pairs."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.actor import Actor
from app.domain.beheer import BlockOrganisatie
from app.domain.opdrachten import (
    AcceptOverdracht,
    AssessOverdracht,
    AssignBehandelaar,
    CloseCasus,
    CloseMelding,
    CorrectJeugdige,
    EscalateCasus,
    JeugdigeGegevens,
    Mededeling,
    OfferOverdracht,
    RecordTerugkoppeling,
    ReopenMelding,
    ReturnOverdracht,
    WithdrawOverdracht,
)
from app.domain.termen import (
    Blokkadereden,
    CasusUitkomst,
    Escalatiereden,
    Gericht,
    Kanaal,
    MeldingUitkomst,
    Teruggaafreden,
    TerugkoppelingSoort,
    Wijze,
    WoonplaatsStatus,
)
from app.queries.casusbeeld import load_casus
from app.queries.werkplek import Werkplek
from app.services.aanvaarding import accept_overdracht
from app.services.afsluiting import close_casus, close_melding
from app.services.behandelaar import assign_behandelaar
from app.services.escalatie import escalate_casus
from app.services.heropening import reopen_melding
from app.services.jeugdige import correct_jeugdige
from app.services.melding import register_melding
from app.services.organisatie import block_organisatie, end_organisatie
from app.services.overdracht import (
    assess_overdracht,
    expire_overdracht,
    offer_overdracht,
    return_overdracht,
    withdraw_overdracht,
)
from app.services.rechtsopvolging import confirm_opvolging
from app.services.terugkoppeling import record_terugkoppeling
from tests.fixtures_app import some_melding
from tests.interleavings.toneel import Toneel, Uitslag, perform
from tests.services.stappen import Stappen

Doe = Callable[[Werkplek, Toneel], object]
WORKER = "worker"


@dataclass(frozen=True)
class Handeling:
    """Who does what; a person reads the casus first, in the same transaction, as the pages do."""

    wie: str
    doe: Doe
    leest: bool = True

    def __call__(self, toneel: Toneel) -> Uitslag:
        def do(desk: Werkplek) -> object:
            if self.leest:
                load_casus(desk, str(toneel.casus_id))
            return self.doe(desk, toneel)

        return perform(toneel, self._actor(toneel), do)

    def _actor(self, toneel: Toneel) -> Actor:
        return Stappen(toneel.wereld).worker if self.wie == WORKER else toneel.wereld.actors[self.wie]


def _offer(naar: str) -> Doe:
    return lambda desk, t: offer_overdracht(
        desk,
        OfferOverdracht(
            casus_id=t.casus_id,
            naar_organisatie=naar,
            reden="Volgende schakel",
            nieuw_feit="Er is nieuws",
            mededeling=Mededeling(wijze=Wijze.MAIL),
        ),
    )


def _accept(desk: Werkplek, t: Toneel) -> object:
    assert t.overdracht_id is not None
    return accept_overdracht(desk, AcceptOverdracht(overdracht_id=t.overdracht_id))


def _give_back(desk: Werkplek, t: Toneel) -> object:
    assert t.overdracht_id is not None
    opdracht = ReturnOverdracht(overdracht_id=t.overdracht_id, redencode=Teruggaafreden.VERKEERDE_REGIO)
    return return_overdracht(desk, opdracht)


def _assess(desk: Werkplek, t: Toneel) -> object:
    assert t.overdracht_id is not None
    return assess_overdracht(desk, AssessOverdracht(overdracht_id=t.overdracht_id))


def _withdraw(desk: Werkplek, t: Toneel) -> object:
    assert t.overdracht_id is not None
    return withdraw_overdracht(desk, WithdrawOverdracht(overdracht_id=t.overdracht_id))


def _expire(desk: Werkplek, t: Toneel) -> object:
    assert t.overdracht_id is not None
    return expire_overdracht(desk, t.overdracht_id)


def _assign(naam: str) -> Doe:
    return lambda desk, t: assign_behandelaar(
        desk, AssignBehandelaar(casus_id=t.casus_id, medewerker_id=t.wereld.actors[naam].id)
    )


def _escalate(desk: Werkplek, t: Toneel) -> object:
    reden = Escalatiereden.GEEN_CAPACITEIT
    return escalate_casus(desk, EscalateCasus(casus_id=t.casus_id, redencode=reden, toelichting="Vol"))


def _close_melding(desk: Werkplek, t: Toneel) -> object:
    return close_melding(desk, CloseMelding(melding_id=t.melding_id, uitkomst=MeldingUitkomst.GEHOLPEN))


def _close_casus(desk: Werkplek, t: Toneel) -> object:
    return close_casus(desk, CloseCasus(casus_id=t.casus_id, uitkomst=CasusUitkomst.OPGELOST))


def _reopen(desk: Werkplek, t: Toneel) -> object:
    return reopen_melding(desk, ReopenMelding(melding_id=t.melding_id, toelichting="De vraag is terug"))


def _tell(desk: Werkplek, t: Toneel) -> object:
    opdracht = RecordTerugkoppeling(
        melding_id=t.melding_id,
        aan=Gericht.MELDER,
        soort=TerugkoppelingSoort.INHOUDELIJK,
        kanaal=Kanaal.TELEFOON,
        gedaan_op=desk.omgeving.vandaag,
    )
    return record_terugkoppeling(desk, opdracht)


def _dispute(desk: Werkplek, t: Toneel) -> object:
    gegevens = JeugdigeGegevens(woonplaats_gemeente="GM0193", woonplaats_status=WoonplaatsStatus.BETWIST)
    velden = frozenset({"woonplaatsGemeente", "woonplaatsStatus"})
    return correct_jeugdige(desk, CorrectJeugdige(casus_id=t.casus_id, gegevens=gegevens, gewijzigd=velden))


def _register(desk: Werkplek, t: Toneel) -> object:
    return register_melding(desk, some_melding())


def _link(desk: Werkplek, t: Toneel) -> object:
    kenmerk = load_casus(desk, str(t.casus_id)).kenmerk
    return register_melding(
        desk, some_melding(loket="ret-jz07", jeugdigen=(JeugdigeGegevens(casus=kenmerk),))
    )


def _block(kenmerk: str) -> Handeling:
    opdracht = BlockOrganisatie(kenmerk, Blokkadereden.BEVEILIGING)
    return Handeling("beheerder", lambda desk, _: block_organisatie(desk, opdracht), leest=False)


def _end(kenmerk: str) -> Handeling:
    return Handeling("beheerder", lambda desk, _: end_organisatie(desk, kenmerk), leest=False)


def _succeed(kenmerk: str, wie: str) -> Handeling:
    return Handeling(wie, lambda desk, t: confirm_opvolging(desk, t.opvolgingen[kenmerk]), leest=False)


#: While an offer waits: the netwerk (en2) offered to the expertteam (ret-jz07).
BIJ_AANBOD: dict[str, Handeling] = {
    "aanvaarden": Handeling("ret-jz07", _accept),
    "aanvaarden_door_collega": Handeling("ret-collega", _accept),
    "teruggeven": Handeling("ret-jz07", _give_back),
    "beoordelen": Handeling("ret-jz07", _assess),
    "intrekken": Handeling("en2", _withdraw),
    "verlopen": Handeling(WORKER, _expire, leest=False),
    "weer_aanbieden": Handeling("en2", _offer("ret-jz14")),
    "toewijzen": Handeling("en2", _assign("en2-collega")),
    "escaleren": Handeling("en2", _escalate),
    "betwisten": Handeling("en2", _dispute),
    "melding_sluiten": Handeling("en2", _close_melding),
    "ontvanger_blokkeren": _block("ret-jz07"),
    "afzender_blokkeren": _block("en2"),
    "ontvanger_gaat_op": _succeed("ret-jz07", "ret-jz14-coordinator"),
    "afzender_gaat_op": _succeed("en2", "en3-coordinator"),
}
#: While the owner (ret-jz07) may close: the melder is answered, the loket was told.
BIJ_SLUITEN: dict[str, Handeling] = {
    "melding_sluiten": Handeling("ret-jz07", _close_melding),
    "casus_sluiten": Handeling("ret-jz07", _close_casus),
    "aanbieden": Handeling("ret-jz07", _offer("wijkteam-gm0193")),
    "toewijzen": Handeling("ret-jz07", _assign("ret-collega")),
    "escaleren": Handeling("ret-jz07", _escalate),
    "vertellen": Handeling("ret-jz07", _tell),
    "melding_erbij": Handeling("ret-jz07", _link),
    "heropenen": Handeling("vws-ucz", _reopen),
    "eigenaar_blokkeren": _block("ret-jz07"),
    "eigenaar_gaat_op": _succeed("ret-jz07", "ret-jz14-coordinator"),
}
#: After everything was closed by ret-jz07.
NA_SLUITEN: dict[str, Handeling] = {
    "heropenen": Handeling("ret-jz07", _reopen),
    "heropenen_door_loket": Handeling("vws-ucz", _reopen),
    "registreren": Handeling("ret-jz07", _register, leest=False),
    "eigenaar_blokkeren": _block("ret-jz07"),
    "eigenaar_beeindigen": _end("ret-jz07"),
}
