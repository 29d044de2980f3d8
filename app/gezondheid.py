"""Gezondheid: what must be right before this process takes work."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from app.db import alembic_config
from app.dependencies import Huis
from app.queries.stelsel import get_installatie

DATABASE, MIGRATIE, SLEUTELS = "database", "migratie", "sleutels"


def find_failures(huis: Huis) -> list[str]:
    """The parts that are not ready; empty when all is well."""
    try:
        with huis.database.read() as session:
            versie = MigrationContext.configure(session.connection()).get_current_revision()
            if versie != ScriptDirectory.from_config(alembic_config(huis.database.url)).get_current_head():
                return [MIGRATIE]
            installatie = get_installatie(session)
    except (SQLAlchemyError, OSError):
        return [DATABASE]
    if installatie is None or not huis.kluis.past_bij(installatie.controlewaarde):
        return [SLEUTELS]
    return []
