"""``houvast sleutels``: the key file has its own copy, apart from that of the database."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.basis import tell
from app.installatie import now_utc
from app.kluis import read_kluis
from app.settings import get_settings
from app.sleutelbeheer import add_new_key, keep_keys, open_every_key, put_keys_back

groep = typer.Typer()


@groep.callback()
def _group() -> None:
    """Het sleutelbestand bewaren en terugzetten."""


@groep.command("backup")
def backup(
    naar: Annotated[Path, typer.Argument(help="Bestand buiten deze machine, bijvoorbeeld op een usb-stick.")],
) -> None:
    """Bewaart het sleutelbestand op een andere plek dan de database en haar kopieën."""
    settings = get_settings()
    keep_keys(settings.sleutels, naar, settings.url)
    tell(f"Het sleutelbestand staat ook in {naar}. Berg het op waar de kopieën van de database niet liggen.")


@groep.command("controleer")
def controleer(
    bestand: Annotated[
        Path | None,
        typer.Argument(help="Een bewaard sleutelbestand; anders dat van nu."),
    ] = None,
) -> None:
    """Kijkt na of een sleutelbestand alles in de database opent."""
    settings = get_settings()
    aantal = open_every_key(settings.url, read_kluis(bestand or settings.sleutels))
    tell(f"Dit sleutelbestand past: {aantal} dossiers gaan open.")


@groep.command("herstel")
def herstel(
    bestand: Annotated[Path, typer.Argument(help="Een bewaard sleutelbestand.")],
) -> None:
    """Zet een bewaard sleutelbestand terug, als het alles in de database opent."""
    settings = get_settings()
    vorige = put_keys_back(bestand, settings.sleutels, settings.url, now_utc())
    tell(f"Het sleutelbestand staat weer in {settings.sleutels}. Start Houvast opnieuw.")
    if vorige is not None:
        tell(f"Het bestand dat er stond, heet nu {vorige}.")


@groep.command("nieuw")
def nieuw() -> None:
    """Voegt een nieuwe hoofdsleutel toe. Nieuwe dossiers gebruiken die; oude blijven leesbaar."""
    settings = get_settings()
    naam = add_new_key(settings.sleutels)
    tell(f"Sleutel {naam} is toegevoegd. Start Houvast opnieuw, en bewaar het bestand opnieuw:")
    tell("  houvast sleutels backup BESTAND")
