"""Verloop: how an invented melding goes: along the chain, told or forgotten, helped or still waiting."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from random import Random

from app.demo.lijn import Lijn
from app.demo.personen import Bijzonder, invent
from app.demo.toneel import Toneel
from app.domain.omgeving import AMSTERDAM
from app.domain.termen import (
    Escalatiereden,
    LoketUitkomst,
    MeldingUitkomst,
    Overslagreden,
    Teruggaafreden,
    TerugkoppelingSoort,
)
from app.referentie.lezer import Gemeente

S = TerugkoppelingSoort
#: Werkdagen between two interim messages, just inside the norm.
TUSSENPOOS = 17
#: Werkdagen until the loket hears how it stands, and then between two reports.
LOKET_EERST, LOKET_DAARNA = 15, 35
#: From here on even the slow ones confirmed the receipt.
LANG_GELEDEN = 8


class Slot(StrEnum):
    """How it stands today."""

    OPEN = "open"
    VRIJ = "vrij"
    AANGEBODEN = "aangeboden"
    BEOORDELING = "beoordeling"
    TERUG = "terug"
    VERLOPEN = "verlopen"
    INGETROKKEN = "ingetrokken"
    ESCALATIE = "escalatie"
    GEHOLPEN = "geholpen"
    NIET_GEHOLPEN = "niet_geholpen"
    INGETROKKEN_DOOR_MELDER = "ingetrokken_door_melder"
    AFSLUITING = "afsluiting"
    HEROPEND = "heropend"


GESLOTEN = frozenset({Slot.GEHOLPEN, Slot.NIET_GEHOLPEN, Slot.INGETROKKEN_DOOR_MELDER, Slot.HEROPEND})
#: With these the last party of ``route`` is only offered to, and does not own.
NIET_OVERGENOMEN = frozenset({Slot.AANGEBODEN, Slot.BEOORDELING, Slot.TERUG, Slot.VERLOPEN, Slot.INGETROKKEN})


@dataclass(frozen=True, slots=True)
class Plan:
    """One invented melding: the parties in order, how it stands and for how many werkdagen.

    ``trouw`` false: the last promise to the melder was not kept. ``stappen`` holds how many werkdagen
    before today each party came in; the first is the receipt.
    """

    route: tuple[str, ...]
    gemeente: Gemeente
    slot: Slot
    stappen: tuple[int, ...]
    trouw: bool = True
    bijzonder: Bijzonder = field(default_factory=Bijzonder)
    overgeslagen: Overslagreden | None = None


def play_out(toneel: Toneel, toeval: Random, plan: Plan) -> Iterator[datetime]:
    """The script of one melding, from receipt to how it stands today."""
    binnen = toneel.moment(plan.stappen[0], toeval.randint(0, 200))
    yield binnen
    ontvangen = binnen.astimezone(AMSTERDAM).date()
    opdracht = invent(toeval, ontvangen, plan.gemeente, plan.bijzonder)
    lijn = Lijn.start(toneel, toeval, plan.route[0], replace(opdracht, loket=plan.route[0]))
    if plan.bijzonder.spoed and len(plan.route) > 1:
        yield toneel.moment(plan.stappen[0], toeval.randint(201, 209))
        lijn.tell(S.EERSTE_CONTACT, "Meteen gebeld. Vandaag is er iemand bij het gezin.")
    if plan.trouw or plan.stappen[0] > LANG_GELEDEN:
        yield toneel.moment(max(plan.stappen[0] - 1, 0), toeval.randint(210, 300))
        lijn.send_messages()
    overgenomen = len(plan.route) - (plan.slot in NIET_OVERGENOMEN)
    for nummer in range(1, overgenomen):
        yield from _hand_over(lijn, plan, nummer)
    if plan.slot in NIET_OVERGENOMEN:
        yield from _leave_offer(lijn, plan)
        return
    yield from _treat(lijn, plan)
    if plan.slot in EINDE:
        yield from EINDE[plan.slot](lijn, plan)


def _hand_over(lijn: Lijn, plan: Plan, nummer: int) -> Iterator[datetime]:
    """Offer to the next party, which accepts on the same or the next werkdag."""
    toneel, toeval, naar = lijn.toneel, lijn.toeval, plan.route[nummer]
    dag, vorige = plan.stappen[nummer], plan.stappen[nummer - 1]
    aanbod_dag = min(dag + toeval.randint(0, 1), vorige)
    yield toneel.moment(aanbod_dag, toeval.randint(301, 340))
    lijn.offer(naar, overgeslagen=plan.overgeslagen)
    yield toneel.moment(dag, toeval.randint(341, 400))
    laatste = nummer == len(plan.route) - 1
    lijn.accept(naar, vrij=laatste and plan.slot is Slot.VRIJ)
    if dag > LANG_GELEDEN or toeval.random() < 0.5:
        yield toneel.moment(dag, toeval.randint(401, 460))
        lijn.send_messages()


def _leave_offer(lijn: Lijn, plan: Plan) -> Iterator[datetime]:
    """The last party of the route was asked, and did not take it over."""
    toneel, toeval, naar = lijn.toneel, lijn.toeval, plan.route[-1]
    dag = plan.stappen[-1]
    yield toneel.moment(dag, toeval.randint(401, 430))
    lijn.offer(naar, overgeslagen=plan.overgeslagen)
    if plan.slot in (Slot.AANGEBODEN, Slot.VERLOPEN):
        return
    yield toneel.moment(max(dag - 1, 0), toeval.randint(431, 470))
    if plan.slot is Slot.BEOORDELING:
        lijn.assess(naar)
    elif plan.slot is Slot.INGETROKKEN:
        lijn.withdraw("De melder belde: er is inmiddels lokaal hulp gevonden, wij kijken eerst daar.")
    else:
        reden, tekst = toeval.choice(TERUGGAVEN)
        lijn.give_back(naar, reden, tekst)


TERUGGAVEN = (
    (Teruggaafreden.VERKEERD_NIVEAU, "Dit kan het wijkteam zelf oppakken; wij denken mee als dat nodig is."),
    (Teruggaafreden.ONVOLDOENDE_INFORMATIE, "Wij missen wie er nu bij het gezin komt. Vraag dat eerst na."),
    (Teruggaafreden.NIET_JEUGDWET, "De vraag gaat over inkomen en wonen na achttien."),
    (Teruggaafreden.ANDERS, "Er loopt al een gesprek met de gemeente over precies deze vraag."),
)


def _treat(lijn: Lijn, plan: Plan) -> Iterator[datetime]:
    """What the last owner does for the melder and the loket while it has the casus, day by day."""
    if plan.bijzonder.anoniem or plan.slot is Slot.VRIJ:
        return
    if len(plan.route) == 1 and plan.stappen[0] < LANG_GELEDEN:
        return
    for dag, soort in _duties(plan):
        if soort is None:
            yield from _report(lijn, plan, dag, LoketUitkomst.IN_BEHANDELING)
            continue
        yield lijn.toneel.moment(dag, lijn.toeval.randint(30, 450))
        if soort is S.EERSTE_CONTACT and lijn.toeval.random() < 0.15:
            lijn.tell(soort, "Geen gehoor; voicemail ingesproken.", bereikt=False)
            yield lijn.toneel.moment(max(dag - 1, 0), lijn.toeval.randint(30, 450))
        lijn.tell(soort)


def _duties(plan: Plan) -> list[tuple[int, TerugkoppelingSoort | None]]:
    """Who hears what on which day, in order; None is the loket. Who is not trouw forgets the last one."""
    sinds, tot = plan.stappen[-1], _last_day(plan)
    melder: list[tuple[int, TerugkoppelingSoort | None]] = [
        (sinds - 2, S.EERSTE_CONTACT),
        (sinds - 7, S.INHOUDELIJK),
        *((dag, S.TUSSENBERICHT) for dag in range(sinds - 7 - TUSSENPOOS, -1, -TUSSENPOOS)),
    ]
    gedaan = [plicht for plicht in melder if plicht[0] >= tot]
    if not plan.trouw:
        return gedaan[:-1]
    eerste = min(plan.stappen[0] - LOKET_EERST, sinds - 1)
    loket = [(dag, None) for dag in range(eerste, max(tot, 1) - 1, -LOKET_DAARNA)]
    return sorted([*gedaan, *loket], key=lambda plicht: -plicht[0])


def _last_day(plan: Plan) -> int:
    """How many werkdagen ago the treatment ended; 0 when it goes on."""
    if plan.slot in GESLOTEN:
        return max(plan.stappen[-1] // 3, 1)
    return min(3, plan.stappen[-1]) if plan.slot in (Slot.AFSLUITING, Slot.ESCALATIE) else 0


def _report(lijn: Lijn, plan: Plan, dag: int, uitkomst: LoketUitkomst) -> Iterator[datetime]:
    """The loket of origin hears how it stands, from the RET that was in between or from the owner."""
    if plan.route[0] not in LOKETTEN or len(plan.route) == 1:
        return
    yield lijn.toneel.moment(max(dag, 0), lijn.toeval.randint(30, 450))
    lijn.report(uitkomst, door=next((plaats for plaats in plan.route if plaats.startswith("ret-")), None))


LOKETTEN = frozenset({"vws-ucz", "juiste-loket", "igj", "vng", "kabinet-koning"})


def _escalate(lijn: Lijn, plan: Plan) -> Iterator[datetime]:
    yield lijn.toneel.moment(_last_day(plan), 465)
    lijn.escalate(
        lijn.toeval.choice((Escalatiereden.GEEN_CAPACITEIT, Escalatiereden.GEEN_OVEREENSTEMMING)),
        "Er is al weken geen behandelaar vrij en de partijen worden het niet eens. Wilt u meedenken?",
    )


def _help(lijn: Lijn, plan: Plan) -> Iterator[datetime]:
    """Told, reported and closed, some weeks after the last party came in."""
    dag = _last_day(plan)
    uitkomst = MeldingUitkomst.NIET_GEHOLPEN if plan.slot is Slot.NIET_GEHOLPEN else MeldingUitkomst.GEHOLPEN
    if plan.bijzonder.anoniem:
        uitkomst = MeldingUitkomst.ANONIEM
    else:
        yield lijn.toneel.moment(dag, 451)
        lijn.tell(S.INHOUDELIJK)
    yield from _report(lijn, plan, dag, LoketUitkomst.OPLOSSING)
    yield lijn.toneel.moment(dag, 470)
    lijn.close(uitkomst)
    if plan.slot is Slot.HEROPEND:
        yield lijn.toneel.moment(lijn.toeval.randint(0, min(3, dag - 1)), 60)
        lijn.reopen("De melder belt: na twee goede weken is het weer helemaal misgegaan.")


def _withdrawn(lijn: Lijn, plan: Plan) -> Iterator[datetime]:
    """The melder no longer wants it; the loket hears that too."""
    dag = _last_day(plan)
    yield from _report(lijn, plan, dag, LoketUitkomst.GEEN_AANVULLENDE_ACTIE)
    yield lijn.toneel.moment(dag, 470)
    lijn.close(MeldingUitkomst.INGETROKKEN)


def _ask_closing(lijn: Lijn, plan: Plan) -> Iterator[datetime]:
    """The owner is ready, the RET still owes the loket its report."""
    yield lijn.toneel.moment(_last_day(plan), 470)
    lijn.tell(S.INHOUDELIJK)
    lijn.close_melding(MeldingUitkomst.GEHOLPEN)


EINDE = {
    Slot.ESCALATIE: _escalate,
    Slot.GEHOLPEN: _help,
    Slot.NIET_GEHOLPEN: _help,
    Slot.HEROPEND: _help,
    Slot.INGETROKKEN_DOOR_MELDER: _withdrawn,
    Slot.AFSLUITING: _ask_closing,
}
