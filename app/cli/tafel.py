"""``houvast tafel``: the key for lists of codes, given out and renewed; a list handed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from app.cli.basis import UsageMistakeError, opened, tell
from app.cli.samenloopmodel import rekey_all
from app.cli.tafelsleutels import write_private
from app.domain.actor import ActorSoort, Rol
from app.installatie import Installation, now_utc, surroundings
from app.queries.gids import open_gids
from app.queries.tafels import find_tafel
from app.queries.werkplek import Werkplek
from app.schemas.sleutelbestand import Koppelsleutelbestand, UnreadableKeyFileError, read_codes, write_key
from app.services.koppelsleutel import OVERLAP, issue_key, renew_key
from app.services.sleutelregistratie import register_keys
from app.worker.actor import worker_actor

groep = typer.Typer()
Kenmerk = Annotated[str, typer.Argument(help="Kenmerk van de tafel, bijvoorbeeld T-2026-000001.")]


@groep.callback()
def _group() -> None:
    """Sleutels voor tafels die geen personen mogen delen."""


@groep.command("koppelsleutel")
def koppelsleutel(
    overlap: Annotated[
        int, typer.Option(help="Zoveel dagen telt de vorige sleutel nog mee.", min=0, max=365)
    ] = OVERLAP,
) -> None:
    """Maakt een nieuwe koppelsleutel, en alle zoeksleutels opnieuw. De vorige telt nog een tijd mee."""
    with opened() as installation:
        with installation.database.transaction() as session:
            houder = worker_actor(session, installation.settings.vangnethouder)
            omgeving = surroundings(session, now_utc())
            versie = renew_key(Werkplek(session, houder, omgeving, installation.kluis), overlap)
        rekey_all(installation)
    tell(
        f"Koppelsleutel {versie.versie} is er. Geef hem aan elke tafel:\n"
        "  houvast tafel sleutel KENMERK --uit BESTAND"
    )


@groep.command("sleutel")
def sleutel(
    kenmerk: Kenmerk,
    uit: Annotated[Path, typer.Option("--uit", help="Hier komt het sleutelbestand.")],
) -> None:
    """Geeft de koppelsleutel uit aan een tafel. In de geschiedenis van de tafel staat dat dit is gedaan."""
    with opened() as installation, _secretaris(installation, kenmerk) as werkplek:
        versie = issue_key(werkplek, kenmerk)
        write_private(uit, write_key(Koppelsleutelbestand(kenmerk, versie.versie, versie.sleutel)))
    tell(
        f"De koppelsleutel (versie {versie.versie}) staat in {uit}.\n"
        "Wie hem heeft, kan namen proberen. Geef hem veilig door."
    )


@groep.command("aanmelden")
def aanmelden(
    kenmerk: Kenmerk,
    bestand: Annotated[Path, typer.Argument(help="Het bestand van houvast sleutels maken.")],
) -> None:
    """Zet een lijst met sleutels op de agenda van een tafel en vergelijkt hem."""
    try:
        sleutels = read_codes(bestand.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageMistakeError(f"{bestand} bestaat niet. Kijk de naam en de map na.") from error
    except (UnreadableKeyFileError, UnicodeDecodeError) as error:
        raise UsageMistakeError(f"{bestand}: {error}") from error
    sleutels.require_for(kenmerk)
    with opened() as installation, _secretaris(installation, kenmerk) as werkplek:
        gedaan = register_keys(werkplek, kenmerk, sleutels.sleutelversie, sleutels.to_lines())
    tell(
        f"Op de agenda gezet: {gedaan.nieuw} regels. Bijgewerkt: {gedaan.bijgewerkt}. "
        f"Stonden er al: {gedaan.stond_er_al}."
    )


@contextmanager
def _secretaris(installation: Installation, kenmerk: str) -> Iterator[Werkplek]:
    """Who has the machine acts as a system of the tafelhouder, in one transaction."""
    with installation.database.transaction() as session:
        houder = open_gids(session).partijen[find_tafel(session, kenmerk).tafelhouder_id].naam
        actor = replace(
            worker_actor(session, installation.settings.vangnethouder),
            soort=ActorSoort.SYSTEEM,
            organisatie_id=houder.id,
            organisatie_soort=houder.soort,
            organisatie_naam=houder.naam,
            rollen=frozenset({Rol.TAFELSECRETARIS}),
        )
        omgeving = replace(
            surroundings(session, now_utc()), opent_samenlopen=installation.settings.samenlopen_openen
        )
        yield Werkplek(session, actor, omgeving, installation.kluis)
