"""Verhaal: how one melding goes through the year. People look at what is due and act; some are late."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from random import Random
from uuid import UUID

from app.demo.lijn import Lijn
from app.demo.personen import invent
from app.demo.verloop import NIET_OVERGENOMEN, TERUGGAVEN, Plan, Slot
from app.domain.opdrachten import CloseCasus
from app.domain.termen import (
    CasusUitkomst,
    Escalatiereden,
    LoketUitkomst,
    MeldingUitkomst,
    TerugkoppelingSoort,
)
from app.models import Escalatie
from app.services.afsluiting import close_casus
from app.services.escalatie import settle_escalatie
from bench.jaar.toneel import Jaartoneel
from bench.jaar.zaak import Plicht, Zaak

S = TerugkoppelingSoort
#: So often an offer is tried before the owner keeps the casus.
KEREN = 4
#: So often somebody asks about a child that another party knows, one of the last so many.
OOK_ELDERS, NOG_BEZIG = 0.25, 12
UITKOMST = {
    Slot.NIET_GEHOLPEN: MeldingUitkomst.NIET_GEHOLPEN,
    Slot.INGETROKKEN_DOOR_MELDER: MeldingUitkomst.INGETROKKEN,
}
TERUG_IN_BEELD = "De melder belt: na twee goede weken is het weer helemaal misgegaan."


def live(toneel: Jaartoneel, toeval: Random, plan: Plan, binnen: datetime) -> Iterator[datetime]:
    """The script of one melding, from receipt to the end of the year or of the melding."""
    zaak = Zaak(toneel, toeval, plan)
    yield binnen
    if not zaak.do("melding geregistreerd", lambda: _register(zaak)):
        return
    if plan.bijzonder.spoed:
        yield toneel.after(0, toeval)
        yield from _keep_next(zaak)
    for naar in plan.route[1:]:
        yield from _hand_over(zaak, naar)
    yield from _treat(zaak, toeval.randint(10, 110))
    yield from _end(zaak)
    if plan.slot is Slot.HEROPEND or toeval.random() < 0.05:
        yield from _come_back(zaak)


def _register(zaak: Zaak) -> None:
    toneel, toeval, plan = zaak.toneel, zaak.toeval, zaak.plan
    opdracht = invent(toeval, toneel.speeldag, plan.gemeente, plan.bijzonder)
    worp = toeval.random()
    if worp < 0.03 and not plan.bijzonder.anoniem:
        voorzichtig = replace(opdracht.melder, veilig_bereiken="Alleen overdag bellen.")
        opdracht = replace(opdracht, melder=voorzichtig)
    elif worp < 0.05:
        opdracht = replace(opdracht, melder=replace(opdracht.melder, afgeschermd=True))
    if opdracht.jeugdigen and toneel.kinderen and toeval.random() < OOK_ELDERS:
        opdracht = replace(opdracht, jeugdigen=(toeval.choice(toneel.kinderen[-NOG_BEZIG:]),))
    toneel.kinderen += opdracht.jeugdigen[:1]
    zaak.lijn = Lijn.start(toneel, toeval, plan.route[0], replace(opdracht, loket=plan.route[0]))


def _hand_over(zaak: Zaak, naar: str) -> Iterator[datetime]:
    """Offer until the next party takes over; what nobody answered, the worker ends."""
    toneel, toeval = zaak.toneel, zaak.toeval
    moeizaam = zaak.plan.slot in NIET_OVERGENOMEN and naar == zaak.plan.route[-1]
    for keer in range(KEREN):
        yield toneel.after(toeval.randint(0, 1) + keer, toeval)
        naar = toneel.party(naar)
        if not zaak.look():
            return
        bied_aan = partial(zaak.lijn.offer, naar, overgeslagen=zaak.plan.overgeslagen)
        if not zaak.do("aangeboden", bied_aan):
            yield toneel.after(5, toeval)
            continue
        yield toneel.after(toeval.randint(0, 1), toeval)
        antwoord = toeval.random() * (0.3 if moeizaam and keer == 0 else 1)
        if (yield from _answer(zaak, naar, antwoord)):
            break
    zaak.look()


def _answer(zaak: Zaak, naar: str, worp: float) -> Generator[datetime, None, bool]:
    """What the addressed party does; True when it took over."""
    toneel, toeval, lijn = zaak.toneel, zaak.toeval, zaak.lijn
    if worp < 0.07:  # nobody looks: it runs out
        yield toneel.after(4, toeval)
        return False
    if worp < 0.10:
        zaak.do("ingetrokken", lambda: lijn.withdraw("De melder belde: wij kijken eerst lokaal."))
        return False
    if worp < 0.16:
        reden, tekst = toeval.choice(TERUGGAVEN)
        zaak.do("teruggegeven", lambda: lijn.give_back(naar, reden, tekst))
        return False
    if worp < 0.26:
        zaak.do("in beoordeling", lambda: lijn.assess(naar))
        yield toneel.after(toeval.randint(1, 4), toeval)
    vrij = zaak.plan.slot is Slot.VRIJ and naar == zaak.plan.route[-1]
    if not zaak.do("aanvaard", lambda: lijn.accept(naar, vrij=vrij)):
        return False
    if vrij:
        yield toneel.after(toeval.randint(1, 5), toeval)
        zaak.look()
        zaak.do("opgepakt", zaak.take)
    return True


def _treat(zaak: Zaak, werkdagen: int) -> Iterator[datetime]:
    """Keep what is promised, date by date, for so many werkdagen; about one in ten is late."""
    toneel, toeval = zaak.toneel, zaak.toeval
    einde = toneel.kalender.werkdagen_erna(toneel.speeldag, werkdagen)
    if zaak.plan.slot is Slot.ESCALATIE:
        yield from _escalate(zaak)
    while toneel.speeldag < einde:
        plicht = zaak.next_duty()
        if plicht is None:
            yield toneel.after(2, toeval)
        else:
            yield _when(zaak, plicht)
            if toneel.speeldag < einde:
                yield from _keep_next(zaak)
        if not zaak.look():
            return


def _when(zaak: Zaak, plicht: Plicht) -> datetime:
    """Some days before the date, on it, or too late."""
    toneel, toeval = zaak.toneel, zaak.toeval
    over = toneel.kalender.aantal_werkdagen(toneel.speeldag, plicht.uiterlijk)
    if over > 0 and toeval.random() < 0.9:
        return toneel.after(toeval.randint(max(1, over - 3), over), toeval)
    return toneel.after(max(over, 0) + toeval.randint(1, 4), toeval)


def _keep_next(zaak: Zaak) -> Iterator[datetime]:
    """Keep the first promise; what did not work out is tried again after some days."""
    if not zaak.look():
        return
    plicht = zaak.next_duty()
    if plicht is not None and not zaak.keep(plicht):
        yield zaak.toneel.after(zaak.toeval.randint(1, 3), zaak.toeval)


def _escalate(zaak: Zaak) -> Iterator[datetime]:
    """Call for help one level up, which settles it some days later."""
    toneel, toeval, lijn = zaak.toneel, zaak.toeval, zaak.lijn
    tekst = "Er is al weken geen behandelaar vrij. Wilt u meedenken?"
    if not zaak.do("geëscaleerd", lambda: lijn.escalate(Escalatiereden.GEEN_CAPACITEIT, tekst)):
        return
    yield toneel.after(toeval.randint(2, 8), toeval)

    def settle() -> None:
        assert lijn.escalatie_id is not None  # it was just made
        rij = toneel.session.get(Escalatie, lijn.escalatie_id)
        assert rij is not None
        settle_escalatie(toneel.desk(toneel.somebody(rij.aan_organisatie_id)), rij.id)

    zaak.do("escalatie afgehandeld", settle)


def _end(zaak: Zaak) -> Iterator[datetime]:
    """Tell, report, close the melding and every casus; what still lacks is done some days later."""
    toneel, toeval, plan = zaak.toneel, zaak.toeval, zaak.plan
    uitkomst = UITKOMST.get(plan.slot, MeldingUitkomst.GEHOLPEN)
    if plan.bijzonder.klacht:
        uitkomst = MeldingUitkomst.INGETROKKEN
    if plan.bijzonder.anoniem:
        uitkomst = MeldingUitkomst.ANONIEM
    for _ in range(KEREN):
        if zaak.look() and not zaak.is_asking_to_close():
            if uitkomst in (MeldingUitkomst.GEHOLPEN, MeldingUitkomst.NIET_GEHOLPEN):
                zaak.do("verteld", lambda: zaak.tell(zaak.lijn.actor, S.INHOUDELIJK))
            zaak.do("loket ingelicht", lambda: zaak.report(zaak.lijn.actor, LoketUitkomst.OPLOSSING))
            zaak.do("melding gesloten", lambda: zaak.lijn.close_melding(uitkomst))
        if zaak.look():
            yield toneel.after(toeval.randint(2, 4), toeval)
            yield from _finish_duties(zaak)
        if not zaak.look():
            break
    for casus_id in zaak.open_casussen():
        zaak.do("casus gesloten", partial(_close, zaak, casus_id))


def _close(zaak: Zaak, casus_id: UUID) -> None:
    geholpen = zaak.plan.slot not in UITKOMST
    uitkomst = CasusUitkomst.OPGELOST if geholpen else CasusUitkomst.NIET_OPGELOST
    close_casus(zaak.toneel.desk(zaak.lijn.actor), CloseCasus(casus_id=casus_id, uitkomst=uitkomst))


def _finish_duties(zaak: Zaak) -> Iterator[datetime]:
    """Closing was asked for: the party that owes the loket its report gives the last one."""
    plicht = zaak.next_report()
    if plicht is not None:
        wie = zaak.toneel.somebody(plicht)
        zaak.do("loket ingelicht", lambda: zaak.report(wie, LoketUitkomst.OPLOSSING))
    yield zaak.toneel.after(1, zaak.toeval)


def _come_back(zaak: Zaak) -> Iterator[datetime]:
    """The melder comes back after some weeks; somebody takes it, sometimes only after the norm (I7)."""
    toneel, toeval = zaak.toneel, zaak.toeval
    if zaak.look():
        return
    yield toneel.after(toeval.randint(3, 40), toeval)
    zaak.look()
    if not zaak.do("heropend", lambda: zaak.lijn.reopen(TERUG_IN_BEELD)):
        return
    yield toneel.after(toeval.randint(0, 4), toeval)
    zaak.look()
    zaak.do("opgepakt", zaak.take)
    yield from _treat(zaak, toeval.randint(10, 60))
    yield from _end(zaak)
