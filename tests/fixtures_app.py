"""Wereld: a furnished database with people in it, to test use-cases without web or templates."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import URL, make_url
from sqlmodel import Session, col, select
from uuid_utils.compat import uuid7

from app.db import Database
from app.domain.actor import ROL_BIJ_SOORT, Actor, ActorSoort, Rol
from app.domain.omgeving import Omgeving
from app.domain.opdrachten import JeugdigeGegevens, MelderGegevens, RegisterMelding
from app.domain.termen import Aard, Kanaal, WoonplaatsStatus
from app.domain.termijnen.regels import STANDAARDREGELBOEK
from app.kluis import Kluis
from app.models import Medewerker, MedewerkerRol, Organisatie
from app.queries.werkplek import Werkplek
from app.referentie.lezer import standaardkalender
from tests.fixtures_gids import made_from_template, server_of

START = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
#: The chain that the tests walk: a loket, ozj, the netwerk, two RETs and two gemeenten.
BEMAND = (
    "vws-ucz", "juiste-loket", "igj", "ozj", "en2", "en3", "ret-jz07", "ret-jz14",
    "gemeente-gm0193", "wijkteam-gm0193", "gemeente-gm0153",
)  # fmt: skip
#: By the server that holds the template.
VAN_SJABLOON: dict[URL, dict[str, Actor]] = {}


@dataclass
class Wereld:
    """A database, a clock that tests move, and an actor per organisatie."""

    database: Database
    kluis: Kluis
    now: datetime = START
    actors: dict[str, Actor] = field(default_factory=dict)
    new_id: Callable[[], uuid.UUID] = uuid7
    bedenktijd: timedelta | None = None
    volgadres: str | None = None
    #: Nearly every test registers the same Femke: they are compared where a test is about that.
    opent_samenlopen: bool = False

    @property
    def omgeving(self) -> Omgeving:
        return Omgeving(
            now=self.now,
            new_id=self.new_id,
            kalender=standaardkalender(),
            regels=STANDAARDREGELBOEK,
            bedenktijd=self.bedenktijd,
            volgadres=self.volgadres,
            opent_samenlopen=self.opent_samenlopen,
        )

    @contextmanager
    def werkplek(self, wie: str | Actor) -> Iterator[Werkplek]:
        """A desk in one committed transaction."""
        actor = self.actors[wie] if isinstance(wie, str) else wie
        with self.database.transaction() as session:
            yield Werkplek(session, actor, self.omgeving, self.kluis)

    def later(self, **hoeveel: float) -> "Wereld":
        self.now += timedelta(**hoeveel)
        return self

    def hire(self, kenmerk: str, rol: Rol | None = None) -> Actor:
        """A new active medewerker; the first of an organisatie becomes ``actors[kenmerk]``."""
        with self.database.transaction() as session:
            query = select(Organisatie).where(col(Organisatie.kenmerk) == kenmerk)
            return self._hire(session, session.exec(query).one(), rol)

    def hire_all(self, kenmerken: Iterable[str]) -> None:
        """One medewerker for each, in one transaction."""
        with self.database.transaction() as session:
            for organisatie in _parties(session, kenmerken):
                self._hire(session, organisatie, None)

    def _hire(self, session: Session, organisatie: Organisatie, rol: Rol | None) -> Actor:
        medewerker, rij = _put_to_work(session, organisatie, rol)
        actor = _actor(organisatie, medewerker, rij)
        self.actors.setdefault(organisatie.kenmerk, actor)
        return actor


def staff(session: Session) -> None:
    """One medewerker at every desk of the chain; in the template, for nearly every test starts with them."""
    for organisatie in _parties(session, BEMAND):
        _put_to_work(session, organisatie, None)


def _parties(session: Session, kenmerken: Iterable[str]) -> Sequence[Organisatie]:
    return session.exec(select(Organisatie).where(col(Organisatie.kenmerk).in_(kenmerken))).all()


def _put_to_work(
    session: Session, organisatie: Organisatie, rol: Rol | None
) -> tuple[Medewerker, MedewerkerRol]:
    nummer = uuid.uuid4().hex[:6]
    medewerker = Medewerker(
        id=uuid7(),
        organisatie_id=organisatie.id,
        gebruikersnaam=f"{organisatie.kenmerk}-{nummer}",
        naam=f"Medewerker {nummer} van {organisatie.korte_naam}",
        actief_van=date(2024, 1, 1),
    )
    rij = MedewerkerRol(id=uuid7(), medewerker_id=medewerker.id, rol=rol or ROL_BIJ_SOORT[organisatie.soort])
    session.add_all((medewerker, rij))
    return medewerker, rij


def _actor(organisatie: Organisatie, medewerker: Medewerker, rol: MedewerkerRol) -> Actor:
    return Actor(
        soort=ActorSoort.MEDEWERKER,
        id=medewerker.id,
        organisatie_id=organisatie.id,
        organisatie_soort=organisatie.soort,
        organisatie_naam=organisatie.naam,
        naam=medewerker.naam,
        rollen=frozenset({rol.rol}),
        teamtoegang=organisatie.teamtoegang,
        bestuursorgaan=organisatie.bestuursorgaan,
    )


def staff_of_template(database: Database) -> dict[str, Actor]:
    """Who works in the template of this engine, by organisatie: read once per process and server."""
    server = server_of(make_url(database.url))
    if server not in VAN_SJABLOON:
        werk = (
            select(Organisatie, Medewerker, MedewerkerRol)
            .join(Medewerker, col(Medewerker.organisatie_id) == col(Organisatie.id))
            .join(MedewerkerRol, col(MedewerkerRol.medewerker_id) == col(Medewerker.id))
            .where(col(Organisatie.kenmerk).in_(BEMAND))
        )
        with database.read() as session:
            VAN_SJABLOON[server] = {rij[0].kenmerk: _actor(*rij) for rij in session.exec(werk)}
    return dict(VAN_SJABLOON[server])


def some_melding(**anders: object) -> RegisterMelding:
    """A complete melding as a parent would send it; any field can be changed."""
    basis = RegisterMelding(
        loket="vws-ucz",
        kanaal=Kanaal.BURGERBRIEF,
        ontvangen_op=START.date(),
        aard=frozenset({Aard.HULPVRAAG}),
        melder=MelderGegevens(naam="Dorien Voorbeeld", email="dorien@voorbeeld.example"),
        spoed=False,
        hulpvraag="Mijn dochter heeft geen vaste plek na het ziekenhuis. Wie helpt ons?",
        jeugdigen=(
            JeugdigeGegevens(
                voornamen="Femke",
                achternaam="Voorbeeld",
                geboortedatum=date(2010, 3, 14),
                woonplaats_gemeente="GM0193",
                woonplaats_status=WoonplaatsStatus.VASTGESTELD,
            ),
        ),
    )
    return replace(basis, **anders)  # type: ignore[arg-type]  # tests name the fields


@pytest.fixture
def wereld(database_url: str) -> Iterator[Wereld]:
    """A furnished database with people at every desk of the chain, once on each engine."""
    yield from make_wereld(database_url)


@pytest.fixture
def sqlite_wereld(sqlite_url: str) -> Iterator[Wereld]:
    """The same on SQLite alone, for tests of rules that no engine decides."""
    yield from make_wereld(sqlite_url)


def make_wereld(url: str) -> Iterator[Wereld]:
    database = Database(url)
    made_from_template(database, url)
    yield Wereld(database, Kluis({"k1": bytes(range(32))}, "k1"), actors=staff_of_template(database))
    database.dispose()
