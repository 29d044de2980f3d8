"""``houvast backup`` and ``houvast herstel``: a copy of everything but the keys, and putting it back."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from app.adapters.archief import open_archive
from app.cli.basis import UsageMistakeError, progress, tell
from app.domain.datum import datum_lang
from app.domain.omgeving import AMSTERDAM
from app.domain.reservekopie import Manifest
from app.herstel import Doel, check_copy, inspect_target, restore
from app.installatie import now_utc
from app.kluis import KluisError, read_kluis
from app.reservekopie import Voortgang, clean_up, make_backup
from app.settings import Settings, get_settings
from app.sleutelbeheer import open_every_key, refuse_beside_keys

TOESTEMMING = "vervang"


def backup(
    naar: Annotated[
        Path | None, typer.Option(help="Map voor de kopie; anders de map “kopie” in HOUVAST_VAR.")
    ] = None,
    bewaar: Annotated[
        int | None, typer.Option(help="Houd alleen de nieuwste kopieën in die map: zo veel.", min=1)
    ] = None,
) -> None:
    """Maakt een kopie van de database, ook terwijl Houvast draait. De sleutels zitten er niet in."""
    settings = get_settings()
    map_ = naar or settings.var / "kopie"
    refuse_beside_keys(map_, settings.sleutels)
    with _bar("Kopie maken") as tick:
        kopie = make_backup(settings.url, map_, now_utc(), tick)
    typer.echo(kopie.pad)
    tabellen = len(kopie.manifest.tabellen)
    tell(f"{kopie.manifest.rijen} rijen in {tabellen} tabellen. Bewaar de sleutels apart.")
    if bewaar is not None and (weg := clean_up(map_, bewaar, kopie.pad)):
        tell(f"Oude kopieën verwijderd: {len(weg)}.")


def herstel(
    kopie: Annotated[Path, typer.Argument(help="Een bestand dat houvast backup maakte.")],
    vervang: Annotated[
        bool, typer.Option("--vervang", help="Vervang wat er nu in de database staat.")
    ] = False,
    ja: Annotated[bool, typer.Option("--ja", help="Vraag niets; voor een taakplanner.")] = False,
    alleen_nakijken: Annotated[
        bool, typer.Option("--alleen-nakijken", help="Kijk of de kopie heel is, en verander niets.")
    ] = False,
) -> None:
    """Zet een kopie terug, ook van de ene soort database in de andere. Stop Houvast eerst."""
    settings = get_settings()
    with open_archive(kopie) as archief:
        with _bar("Kopie nakijken") as tick:
            check_copy(archief, tick)
        tell(f"Kopie van {_moment(archief.manifest)}, Houvast {archief.manifest.houvast}: heel en leesbaar.")
        if alleen_nakijken:
            return
        if vervang and not ja and inspect_target(settings.url) is Doel.HOUVAST:
            _ask()
        with _bar("Terugzetten") as tick:
            restore(settings.url, archief, vervang=vervang, tick=tick)
    tell("De kopie is teruggezet. Iedereen logt opnieuw in.")
    _tell_about_keys(settings)
    tell(
        "Doe nu: houvast init, houvast controleer --alleen-afspraken en houvast bewijs controleer. "
        "Start daarna pas Houvast."
    )


def _ask() -> None:
    if not sys.stdin.isatty():
        raise UsageMistakeError("Er is geen toetsenbord om dit te bevestigen. Geef ook --ja mee.")
    antwoord = typer.prompt(
        f"Alles wat nu in de database staat, gaat weg. Typ “{TOESTEMMING}” om door te gaan", err=True
    )
    if antwoord.strip() != TOESTEMMING:
        raise typer.Abort


def _tell_about_keys(settings: Settings) -> None:
    """Without the right keys nothing can be read: better heard now than at the first page."""
    terug = "Zet het goede bestand terug: houvast sleutels herstel BESTAND"
    if not settings.sleutels.exists():
        tell(f"Let op: het sleutelbestand {settings.sleutels} ontbreekt. {terug}")
        return
    try:
        open_every_key(settings.url, read_kluis(settings.sleutels))
    except KluisError as error:
        tell(f"Let op: {error}. {terug}")


def _moment(manifest: Manifest) -> str:
    lokaal = manifest.gemaakt_op.astimezone(AMSTERDAM)
    return f"{datum_lang(lokaal.date())}, {lokaal:%H.%M} uur"


@contextmanager
def _bar(wat: str) -> Iterator[Voortgang]:
    """A bar that counts rows."""
    with progress() as balk:
        taak = balk.add_task(wat, total=None)

        def show(gedaan: int, totaal: int) -> None:
            balk.update(taak, completed=gedaan, total=totaal)

        yield show
