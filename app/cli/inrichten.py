"""``houvast init``: make an installation, once."""

from app.cli.basis import tell
from app.installatie import Stap, set_up
from app.settings import Settings, get_settings

ZINNEN = {
    Stap.SLEUTELBESTAND: "Sleutelbestand gemaakt: {sleutels}\n"
    "  Bewaar een kopie op een andere plek dan de database. Zonder sleutel is niets te lezen.",
    Stap.DATABASE: "Database bijgewerkt: {database}",
    Stap.GEGEVENS: "Gemeenten, regio's, organisaties en feestdagen geladen.",
}


def init() -> None:
    """Maakt de database en het sleutelbestand, of werkt de database bij."""
    settings = get_settings()
    if not initialise(settings):
        tell("Alles stond al klaar. Er is niets veranderd.")


def initialise(settings: Settings) -> bool:
    """Set up and say what was done; False when nothing was needed."""
    installation, gedaan = set_up(settings)
    database = (
        "PostgreSQL" if not installation.database.is_sqlite else settings.url.removeprefix("sqlite:///")
    )
    installation.database.dispose()
    for stap in Stap:
        if stap in gedaan:
            tell(ZINNEN[stap].format(sleutels=settings.sleutels, database=database))
    return bool(gedaan)
