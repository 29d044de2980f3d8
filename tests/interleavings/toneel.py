"""Toneel: one casus in a known state, on a database of its own, and what became of it in plain words.

A state is played once per engine and then copied for every run, so that all runs begin equal.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from app.audit.verificatie import verify_chain
from app.db import Database
from app.domain.actor import Actor, Rol
from app.domain.beheer import ProposeOpvolging
from app.domain.errors import DomainError
from app.models import (
    Antwoordplicht,
    Bericht,
    Casus,
    Eigenaarschap,
    Escalatie,
    Gebeurtenis,
    Melding,
    Organisatie,
    Overdracht,
    Rechtsopvolging,
    Termijn,
)
from app.queries.werkplek import Werkplek
from app.services.controle import check_invariants
from app.services.rechtsopvolging import propose_opvolging
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen

#: A party that something happened to.
NIET_GEWOON = or_(col(Organisatie.toegang_geblokkeerd), col(Organisatie.is_actief).is_(False))
Regels = list[tuple[object, ...]]


@dataclass(frozen=True)
class Toneel:
    """The world of one run, and the ids that an act needs."""

    wereld: Wereld
    casus_id: UUID
    melding_id: UUID
    overdracht_id: UUID | None
    opvolgingen: dict[str, UUID]

    def on(self, database: Database) -> "Toneel":
        """The same stage on a copy of its database."""
        return replace(self, wereld=replace(self.wereld, database=database))

    def later(self, minuten: int) -> "Toneel":
        """Seen from a clock that is this much further."""
        return replace(self, wereld=replace(self.wereld, now=self.wereld.now + timedelta(minutes=minuten)))


@dataclass(frozen=True)
class Uitslag:
    """What one act led to: its answer, or the refusal."""

    gedaan: bool
    code: str = ""
    fout: DomainError | None = None

    @property
    def kort(self) -> tuple[bool, str]:
        return self.gedaan, self.code


def perform(toneel: Toneel, wie: Actor, doe: Callable[[Werkplek], object]) -> Uitslag:
    """One act in one transaction; a refusal is an answer, any other error is a fault."""
    try:
        with toneel.wereld.werkplek(wie) as desk:
            uit = doe(desk)
    except DomainError as fout:
        return Uitslag(gedaan=False, code=fout.code, fout=fout)
    return Uitslag(gedaan=True, code=str(uit) if isinstance(uit, bool | int) else "")


# --- the states -----------------------------------------------------------------------------------


def aangeboden(wereld: Wereld) -> Toneel:
    """The netwerk owns the casus and offered it to the expertteam; both may go up in another party."""
    stappen, casus_id, melding_id = _registered(wereld)
    stappen.move(casus_id, "vws-ucz", "ozj", "en2")
    stappen.tell_melder("en2", melding_id)
    stappen.tell_loket("en2", melding_id)
    wereld.later(hours=1)
    overdracht = stappen.offer("en2", "ret-jz07", casus_id)
    opvolgingen = {van: _proposed(wereld, van, naar) for van, naar in OPVOLGERS.items()}
    wereld.later(hours=1)
    return Toneel(wereld, casus_id, melding_id, overdracht.id, opvolgingen)


def te_sluiten(wereld: Wereld) -> Toneel:
    """The expertteam owns the casus; the melder and the loket know how it ended."""
    stappen, casus_id, melding_id = _registered(wereld)
    _answered(stappen, casus_id, melding_id)
    opvolgingen = {van: _proposed(wereld, van, naar) for van, naar in OPVOLGERS.items()}
    wereld.later(hours=1)
    return Toneel(wereld, casus_id, melding_id, None, opvolgingen)


def gesloten(wereld: Wereld) -> Toneel:
    """The expertteam closed the melding and the casus; nothing is left on its desk."""
    stappen, casus_id, melding_id = _registered(wereld)
    _answered(stappen, casus_id, melding_id)
    stappen.close_melding("ret-jz07", melding_id)
    stappen.close_casus("ret-jz07", casus_id)
    wereld.later(hours=1)
    return Toneel(wereld, casus_id, melding_id, None, {})


OPVOLGERS = {"ret-jz07": "ret-jz14", "en2": "en3"}


def _registered(wereld: Wereld) -> tuple[Stappen, UUID, UUID]:
    stappen = Stappen(wereld)
    for naam, (kenmerk, rol) in MENSEN.items():
        wereld.actors[naam] = wereld.hire(kenmerk, rol)
    gemeld = stappen.register()
    return stappen, gemeld.casussen[0].id, gemeld.melding.id


#: People beside the first one of every organisatie.
MENSEN: dict[str, tuple[str, Rol | None]] = {
    "ret-collega": ("ret-jz07", None),
    "en2-collega": ("en2", None),
    "beheerder": ("ozj", Rol.BEHEERDER),
    "ret-jz14-coordinator": ("ret-jz14", Rol.COORDINATOR),
    "en3-coordinator": ("en3", Rol.COORDINATOR),
}


def _answered(stappen: Stappen, casus_id: UUID, melding_id: UUID) -> None:
    stappen.move(casus_id, "vws-ucz", "ozj", "en2", "ret-jz07")
    stappen.tell_melder("ret-jz07", melding_id)
    stappen.tell_loket("ret-jz07", melding_id)


def _proposed(wereld: Wereld, van: str, naar: str) -> UUID:
    with wereld.werkplek("beheerder") as desk:
        return propose_opvolging(desk, ProposeOpvolging(van, naar, desk.omgeving.vandaag)).id


# --- what became of it ----------------------------------------------------------------------------


def outcome(toneel: Toneel) -> dict[str, Regels]:
    """Everything that matters, without ids, so that two runs can be compared."""
    with toneel.wereld.database.read() as session:
        n = _names(toneel, session)
        return {
            "casus": [
                (c.kenmerk, str(c.status), n[c.eigenaar_id], str(c.uitkomst), c.eerste_datum, c.periode)
                for c in session.exec(select(Casus).order_by(col(Casus.kenmerk)))
            ],
            "eigenaarschap": [
                (n[e.organisatie_id], n[e.behandelaar_id], e.is_open)
                for e in session.exec(select(Eigenaarschap).order_by(col(Eigenaarschap.van)))
            ],
            "overdracht": [
                (n[o.van_organisatie_id], n[o.naar_organisatie_id], str(o.status), n[o.beeindigd_door_id])
                for o in session.exec(select(Overdracht).order_by(col(Overdracht.aangeboden_op)))
            ],
            "melding": _sorted(
                (m.kenmerk, str(m.status), str(m.uitkomst), m.periode) for m in session.exec(select(Melding))
            ),
            "plicht": _sorted(
                (str(p.aard), n[p.organisatie_id])
                for p in session.exec(select(Antwoordplicht))
                if p.tot is None
            ),
            "termijn": _sorted(
                (str(t.code), str(t.variant), str(t.status), n[t.verantwoordelijke_id], t.uiterlijk)
                for t in session.exec(select(Termijn))
            ),
            "bericht": _sorted(
                (str(b.moment), str(b.status), n[b.organisatie_id]) for b in session.exec(select(Bericht))
            ),
            "escalatie": _sorted(
                (n[e.door_organisatie_id], n[e.aan_organisatie_id], e.afgehandeld_op is None)
                for e in session.exec(select(Escalatie))
            ),
            "organisatie": _sorted(
                (o.kenmerk, o.toegang_geblokkeerd, o.is_actief, n[o.rechtsopvolger_id])
                for o in session.exec(select(Organisatie).where(NIET_GEWOON))
            ),
            "opvolging": _sorted(
                (n[r.van_organisatie_id], str(r.status)) for r in session.exec(select(Rechtsopvolging))
            ),
            "geschiedenis": _history(session),
        }


def _history(session: Session) -> Regels:
    """The streams, each in its own order: that of two streams may differ."""
    rijen = session.exec(select(Gebeurtenis).order_by(col(Gebeurtenis.stroom_id), col(Gebeurtenis.nummer)))
    stromen: dict[UUID, list[str]] = {}
    for rij in rijen:
        stromen.setdefault(rij.stroom_id, []).append(rij.soort)
    return _sorted(tuple(soorten) for soorten in stromen.values())


def _sorted(regels: Iterator[tuple[object, ...]] | object) -> Regels:
    return sorted(regels, key=repr)  # type: ignore[call-overload,no-any-return]  # any iterable of tuples


def _names(toneel: Toneel, session: Session) -> dict[UUID | None, str]:
    namen: dict[UUID | None, str] = {None: ""}
    namen |= dict(session.exec(select(Organisatie.id, Organisatie.kenmerk)).all())
    namen |= {actor.id: naam for naam, actor in toneel.wereld.actors.items()}
    return namen


def assert_whole(toneel: Toneel) -> None:
    """I1 to I12, and the history."""
    with toneel.wereld.database.read() as session:
        assert check_invariants(session, toneel.wereld.omgeving) == []
        assert verify_chain(session) == []
