"""Plannen: how many invented meldingen there are of each kind, and how long ago they came in."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from app.demo.personen import Bijzonder, choose_gemeente
from app.demo.verloop import NIET_OVERGENOMEN, Plan, Slot
from app.domain.termen import Overslagreden
from app.referentie.lezer import Gemeente

B = Bijzonder
LOKETTEN = ("vws-ucz", "vws-ucz", "vws-ucz", "juiste-loket", "juiste-loket", "igj", "vng", "kabinet-koning")
#: How many parties own it in turn: 1 is the loket, 5 the gemeente or wijkteam.
#: Columns: number, slot, depth (from–to), werkdagen since the last party came in (from–to), kept its word.
Rij = tuple[int, Slot, tuple[int, int], tuple[int, int], bool]
VERDELING: tuple[Rij, ...] = (
    (16, Slot.OPEN, (1, 1), (0, 2), True),
    (4, Slot.OPEN, (1, 1), (3, 3), False),
    (5, Slot.OPEN, (1, 1), (4, 7), False),
    (4, Slot.OPEN, (1, 1), (9, 14), True),
    (10, Slot.OPEN, (2, 2), (0, 4), True),
    (9, Slot.OPEN, (3, 3), (0, 5), True),
    (28, Slot.OPEN, (4, 4), (1, 55), True),
    (7, Slot.OPEN, (4, 4), (6, 40), False),
    (34, Slot.OPEN, (5, 5), (1, 80), True),
    (9, Slot.OPEN, (5, 5), (6, 60), False),
    (10, Slot.VRIJ, (4, 5), (0, 4), True),
    (8, Slot.AANGEBODEN, (2, 2), (0, 2), True),
    (6, Slot.AANGEBODEN, (3, 3), (0, 2), True),
    (11, Slot.AANGEBODEN, (4, 4), (0, 2), True),
    (12, Slot.AANGEBODEN, (5, 5), (0, 2), True),
    (10, Slot.BEOORDELING, (3, 5), (2, 5), True),
    (10, Slot.TERUG, (3, 5), (1, 8), True),
    (9, Slot.VERLOPEN, (2, 5), (4, 9), True),
    (4, Slot.INGETROKKEN, (4, 5), (1, 6), True),
    (8, Slot.ESCALATIE, (4, 5), (4, 30), True),
    (28, Slot.GEHOLPEN, (4, 5), (20, 110), True),
    (6, Slot.GEHOLPEN, (1, 3), (10, 60), True),
    (6, Slot.NIET_GEHOLPEN, (4, 5), (20, 80), True),
    (4, Slot.INGETROKKEN_DOOR_MELDER, (4, 5), (10, 60), True),
    (7, Slot.AFSLUITING, (5, 5), (14, 50), True),
    (6, Slot.HEROPEND, (4, 5), (20, 60), True),
)  # fmt: skip

#: Special ones: number, how it stands, what is special, depth, werkdagen, kept its word.
BIJZONDER: tuple[tuple[Rij, Bijzonder], ...] = (
    ((3, Slot.OPEN, (1, 1), (0, 1), True), B(spoed=True)),
    ((3, Slot.AANGEBODEN, (5, 5), (0, 1), True), B(spoed=True)),
    ((3, Slot.OPEN, (5, 5), (0, 6), True), B(spoed=True)),
    ((3, Slot.OPEN, (2, 4), (0, 12), True), B(anoniem=True)),
    ((2, Slot.GEHOLPEN, (4, 5), (12, 40), True), B(anoniem=True)),
    ((3, Slot.OPEN, (4, 5), (2, 40), True), B(gezin=True)),
    ((2, Slot.AANGEBODEN, (4, 5), (0, 2), True), B(gezin=True)),
    ((2, Slot.GEHOLPEN, (5, 5), (15, 60), True), B(gezin=True)),
    ((4, Slot.OPEN, (1, 1), (1, 12), True), B(klacht=True)),
    ((5, Slot.OPEN, (4, 5), (3, 35), True), B(klacht=True)),
    ((3, Slot.OPEN, (1, 1), (0, 5), True), B(onbekend=True)),
    ((3, Slot.OPEN, (2, 2), (0, 6), True), B(onbekend=True)),
    ((3, Slot.OPEN, (4, 5), (3, 30), True), B(brief=True)),
)  # fmt: skip


def plans(toeval: Random) -> Iterator[Plan]:
    """All invented meldingen, always the same ones for the same seed."""
    rijen = [(rij, Bijzonder()) for rij in VERDELING] + list(BIJZONDER)
    for rij, bijzonder in rijen:
        for _ in range(rij[0]):
            yield _plan(toeval, rij, bijzonder)


def _plan(toeval: Random, rij: Rij, bijzonder: Bijzonder) -> Plan:
    _, slot, diepte, dagen, trouw = rij
    gemeente = choose_gemeente(toeval)
    schakels = toeval.randint(*diepte)
    keten = _chain(toeval, gemeente, bijzonder)[:schakels]
    stappen = [toeval.randint(*dagen)]
    for _ in keten[1:]:
        stappen.append(stappen[-1] + toeval.randint(1, 2))
    plan = Plan(keten, gemeente, slot, tuple(reversed(stappen)), trouw, bijzonder)
    if len(keten) < 4:
        return plan
    return _shorten(plan, bijzonder, toeval.random())


def _chain(toeval: Random, gemeente: Gemeente, bijzonder: Bijzonder) -> tuple[str, ...]:
    """Every link for this gemeente, from the place of receipt down."""
    loket = "kabinet-koning" if bijzonder.brief else toeval.choice(LOKETTEN)
    laatste = "gemeente" if toeval.random() < 0.3 else "wijkteam"
    return (
        loket,
        "ozj",
        gemeente.expertisenetwerk_code.lower(),
        f"ret-{gemeente.jeugdregio_code.lower()}",
        f"{laatste}-{gemeente.code.lower()}",
    )


def _shorten(plan: Plan, bijzonder: Bijzonder, kans: float) -> Plan:
    """Some skip links, with the coded reason; spoed always does. A RET may also be asked directly."""
    if bijzonder.spoed:
        return _skip(plan, (0, -1), Overslagreden.SPOED)
    if plan.slot is Slot.AFSLUITING or kans > 0.55:
        return plan
    if kans < 0.15 and (len(plan.route) > 4 or plan.slot not in NIET_OVERGENOMEN):
        return replace(plan, route=plan.route[3:], stappen=plan.stappen[3:])
    reden = Overslagreden.LOKAAL_VOLDOENDE if len(plan.route) == 5 else Overslagreden.KORTSTE_ROUTE
    return _skip(plan, (0, 1, -1) if kans < 0.35 else (0, -1), reden)


def _skip(plan: Plan, blijft: tuple[int, ...], reden: Overslagreden) -> Plan:
    route, stappen = plan.route, plan.stappen
    return replace(
        plan,
        route=tuple(route[plek] for plek in blijft),
        stappen=tuple(stappen[plek] for plek in blijft),
        overgeslagen=reden,
    )
