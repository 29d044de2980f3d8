"""Installatie: one place that opens a database with its keys, and gives a use-case its surroundings.

The web, the worker and the command line all start here.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from uuid_utils.compat import uuid7

from app.db import Database, migrate, newest_revision, revision_of
from app.domain.omgeving import Omgeving
from app.kluis import Kluis, create_key_file, read_kluis
from app.queries.regels import load_kalender, load_regels
from app.queries.stelsel import get_installatie, is_furnished
from app.services.inrichten import furnish
from app.settings import Settings


class InstallationError(Exception):
    """The installation cannot be used as it is; the Dutch message tells the next step."""


@dataclass(frozen=True, slots=True)
class Installation:
    """An opened installation."""

    settings: Settings
    database: Database
    kluis: Kluis


class Stap(StrEnum):
    """What ``set_up`` did."""

    SLEUTELBESTAND = "sleutelbestand"
    DATABASE = "database"
    GEGEVENS = "gegevens"


def now_utc() -> datetime:
    """The clock of this house."""
    return datetime.now(UTC)


def open_installation(settings: Settings) -> Installation:
    """Read the keys and make the engines; refuses (KluisError) a missing or unsafe key file."""
    kluis = read_kluis(settings.sleutels)
    return Installation(settings, Database(settings.url, settings.pool_size), kluis)


def surroundings(
    session: Session, now: datetime, bedenktijd: timedelta | None = None, volgadres: str | None = None
) -> Omgeving:
    """What a use-case needs from outside, with the calendar and rules of this installation."""
    kalender, regels = load_kalender(session), load_regels(session)
    return Omgeving(now, uuid7, kalender, regels, bedenktijd=bedenktijd, volgadres=volgadres)


def is_migrated(database: Database) -> bool:
    """Whether the database has the schema of this release."""
    with database.engine.connect() as connection:
        return revision_of(connection) == newest_revision()


def require_ready(installation: Installation) -> None:
    """Refuse a database that was not set up, or that belongs to another key file."""
    database, settings = installation.database, installation.settings
    try:
        klaar = is_migrated(database)
    except OperationalError as error:
        raise InstallationError(
            "De database is niet te bereiken. Controleer HOUVAST_DATABASE_URL en of de database draait."
        ) from error
    if not klaar:
        raise InstallationError("Deze database is nog niet bijgewerkt. Doe eerst: houvast init")
    with database.read() as session:
        rij = get_installatie(session)
        if rij is None or not is_furnished(session):
            raise InstallationError("Deze database is nog leeg. Doe eerst: houvast init")
        if not installation.kluis.past_bij(rij.controlewaarde):
            raise InstallationError(
                f"Het sleutelbestand {settings.sleutels} hoort niet bij deze database. "
                "Zet het juiste bestand terug, of wijs het aan met HOUVAST_SLEUTELBESTAND."
            )


def set_up(settings: Settings) -> tuple[Installation, frozenset[Stap]]:
    """Make the key file, migrate, and load the reference data; says which of these was needed."""
    gedaan = set()
    settings.var.mkdir(parents=True, exist_ok=True, mode=0o700)
    _refuse_lost_keys(settings)
    if create_key_file(settings.sleutels):
        gedaan.add(Stap.SLEUTELBESTAND)
    installation = open_installation(settings)
    try:
        if not is_migrated(installation.database):
            migrate(settings.url)
            gedaan.add(Stap.DATABASE)
        with installation.database.transaction() as session:
            omgeving = surroundings(session, now_utc())
            if furnish(session, omgeving, installation.kluis.controlewaarde()):
                gedaan.add(Stap.GEGEVENS)
        require_ready(installation)
    except BaseException:
        installation.database.dispose()
        raise
    return installation, frozenset(gedaan)


def _refuse_lost_keys(settings: Settings) -> None:
    """A filled database without its key file must not silently get a new key."""
    if settings.sleutels.exists():
        return
    database = Database(settings.url, 2)
    try:
        if not is_migrated(database):
            return
        with database.read() as session:
            if get_installatie(session) is not None:
                raise InstallationError(
                    f"Deze database is al in gebruik, maar het sleutelbestand {settings.sleutels} "
                    "ontbreekt. Zet uw reservekopie terug; een nieuwe sleutel opent de inhoud niet."
                )
    finally:
        database.dispose()
