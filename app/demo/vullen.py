"""Vullen: fill an empty installation with the demo, in one transaction: all of it or nothing."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlmodel import Session

from app.demo.mensen import DEMO_WACHTWOORD, everybody
from app.demo.organisaties import add_tafelhouder, change_organisaties
from app.demo.plannen import plans
from app.demo.scenarios import SCENARIOS
from app.demo.toneel import Script, Toneel
from app.demo.verloop import play_out
from app.domain.actor import Actor, Rol
from app.domain.beheer import is_stelselbeheerder
from app.domain.omgeving import Omgeving
from app.domain.organisatiecontact import SetOrganisatiecontact
from app.installatie import Installation, InstallationError, surroundings
from app.queries.intern.medewerkers import is_in_use
from app.queries.stelsel import get_installatie
from app.queries.toegang import actor_of_medewerker
from app.security import hash_password
from app.services.medewerker import HireMedewerker, hire_medewerker
from app.services.organisatiecontact import set_organisatiecontact

#: Always the same demo, whoever starts it and whenever.
ZAAD = "houvast"
IN_DIENST = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Voortgang:
    """How far the filling is."""

    gedaan: int
    totaal: int


def fill(
    installation: Installation,
    now: datetime,
    tick: Callable[[Voortgang], None] = lambda _: None,
    *,
    elke: int = 1,
) -> bool:
    """Fill with demo data once; False when they are there. ``elke`` 5: a fifth of the invented meldingen.

    Refuses a database that somebody works with: demo log-ins have a known password.
    """
    with rare_collection(), installation.database.transaction() as session:
        rij = get_installatie(session)
        assert rij is not None  # the caller has set it up
        if rij.is_demo:
            return False
        if is_in_use(session):
            raise InstallationError(
                "In deze database staan echte gegevens. De demo wordt daar nooit bij gezet. "
                "Kies een lege map, bijvoorbeeld: HOUVAST_VAR=demo houvast demo"
            )
        rij.is_demo = True
        omgeving = surroundings(session, now)
        toneel, beheerder = _stage(session, installation, omgeving)
        _play(toneel, tick, elke)
        change_organisaties(toneel, beheerder)
    return True


@contextmanager
def rare_collection() -> Iterator[None]:
    """Collect garbage rarely: tens of thousands of short-lived rows cost a fifth of the time otherwise."""
    gewoon = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*gewoon)


def _stage(session: Session, installation: Installation, omgeving: Omgeving) -> tuple[Toneel, Actor]:
    """The stage with everybody on it, and who looks after the directory."""
    toneel = Toneel(
        session=session,
        kluis=installation.kluis,
        kalender=omgeving.kalender,
        regels=omgeving.regels,
        einde=omgeving.now,
        vangnethouder=installation.settings.vangnethouder,
        now=omgeving.now - timedelta(days=365),
    )
    begin = Omgeving(toneel.now, toneel.new_id, omgeving.kalender, omgeving.regels)
    beheerder = None
    for actor, kenmerk in hire_everybody(session, begin, omgeving.vandaag):
        beheerder = actor if is_stelselbeheerder(actor) else beheerder
        if Rol.KLACHTBEHANDELAAR in actor.rollen:
            toneel.klachten[kenmerk] = actor
        if Rol.TAFELSECRETARIS in actor.rollen:
            toneel.secretarissen[kenmerk] = actor
        if actor.werkt_in_keten and Rol.COORDINATOR not in actor.rollen:
            toneel.ploeg.setdefault(kenmerk, []).append(actor)
    assert beheerder is not None  # one of the log-ins
    for nummer, kenmerk in enumerate(sorted({*toneel.ploeg, *toneel.klachten})):
        telefoon = f"085 000 {nummer // 100:02} {nummer % 100:02}"  # numbers that nobody has
        contact = SetOrganisatiecontact(organisatie=kenmerk, telefoon=telefoon)
        set_organisatiecontact(toneel.desk(beheerder), contact)
    return toneel, beheerder


def hire_everybody(session: Session, omgeving: Omgeving, vandaag: date) -> Iterator[tuple[Actor, str]]:
    """Everybody of the demo in service since ``IN_DIENST``, each with the kenmerk of the organisatie.

    Makes the one party among these that the shipped directory does not have.
    """
    add_tafelhouder(session, omgeving)
    hash_ = hash_password(DEMO_WACHTWOORD)
    for login in everybody():
        medewerker = hire_medewerker(
            session,
            omgeving,
            HireMedewerker(
                gebruikersnaam=login.gebruikersnaam,
                naam=login.naam,
                organisatie=login.organisatie,
                rollen=frozenset({login.rol}),
                wachtwoord_hash=hash_,
                email=f"{login.gebruikersnaam}@voorbeeld.example",
                actief_van=IN_DIENST,
                is_demo=True,
            ),
        )
        actor = actor_of_medewerker(session, medewerker.id, vandaag)
        assert actor is not None  # active since before the demo begins
        yield actor, login.organisatie


def _play(toneel: Toneel, tick: Callable[[Voortgang], None], elke: int) -> None:
    scripts: list[Script] = [script(toneel) for script in SCENARIOS]
    scripts += [
        play_out(toneel, Random(f"{ZAAD}-{nummer}"), plan)
        for nummer, plan in enumerate(plans(Random(ZAAD)))
        if nummer % elke == 0
    ]
    gedaan = 0

    def step() -> None:
        nonlocal gedaan
        gedaan += 1
        tick(Voortgang(gedaan, len(scripts)))

    toneel.play(scripts, step)
