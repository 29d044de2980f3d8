"""``houvast meldingen importeer``: take meldingen over from a file; good lines go in, bad ones are told."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from app.adapters.csvbestand import Csvbestand, Rij, UnreadableFileError, Verslag
from app.cli.basis import BEVINDINGEN, UsageMistakeError, opened, progress, tell
from app.domain.errors import DomainError, InvalidInputError, Veldfout
from app.domain.importregel import Importregel, Importuitkomst
from app.domain.omgeving import Omgeving
from app.installatie import Installation, now_utc, surroundings
from app.kluis import Kluis
from app.schemas.importregel import all_errors, check_header, parse_row
from app.services.importeer import import_melding

groep = typer.Typer()

#: Lines per transaction: a stop in between loses at most these, and the next run takes them up.
PARTIJ = 200


@dataclass(slots=True)
class Telling:
    """What became of the lines. ``gezien`` maps a key to the line that had it first."""

    nieuw: int = 0
    bekend: int = 0
    geweigerd: int = 0
    gezien: dict[tuple[str, str], int] = field(default_factory=dict)


@groep.callback()
def _group() -> None:
    """Meldingen overnemen uit een ander systeem."""


@groep.command("importeer")
def importeer(
    bestand: Annotated[Path, typer.Argument(help="Een CSV-bestand; zie docs/beheer/importeren.md.")],
) -> None:
    """Neemt meldingen over. Niemand krijgt bericht. Nog een keer draaien voegt niets dubbel toe."""
    try:
        csv = Csvbestand(bestand)
        fouten = check_header(csv.kolommen)
        if fouten:
            raise UsageMistakeError("\n".join([*fouten, "Er is niets ingelezen."]))
        with opened() as installation:
            _import(installation, csv)
    except FileNotFoundError as error:
        raise UsageMistakeError(f"{bestand} bestaat niet. Kijk de naam en de map na.") from error
    except UnreadableFileError as error:
        raise UsageMistakeError(str(error)) from error


def _import(installation: Installation, csv: Csvbestand) -> None:
    telling, rijen = Telling(), csv.rows()
    with progress() as balk, Verslag(csv) as verslag:
        taak = balk.add_task("Meldingen inlezen", total=csv.count())
        while partij := list(islice(rijen, PARTIJ)):
            with installation.database.transaction() as session:
                omgeving = replace(
                    surroundings(session, now_utc()),
                    opent_samenlopen=installation.settings.samenlopen_openen,
                )
                geweigerd = list(_import_batch((session, omgeving, installation.kluis), partij, telling))
            for rij, redenen in geweigerd:
                verslag.refuse(rij, redenen)
            balk.advance(taak, len(partij))
    tell(f"Nieuw: {telling.nieuw}. Stond er al: {telling.bekend}. Geweigerd: {telling.geweigerd}.")
    if telling.geweigerd:
        tell(f"Waarom, staat in {verslag.pad}. Verbeter die regels en lees het bestand opnieuw in.")
        raise typer.Exit(BEVINDINGEN)


def _import_batch(
    bij: tuple[Session, Omgeving, Kluis], partij: list[Rij], telling: Telling
) -> Iterator[tuple[Rij, list[str]]]:
    for rij in partij:
        redenen = _import_row(bij, rij, telling)
        if redenen:
            telling.geweigerd += 1
            yield rij, redenen


def _import_row(bij: tuple[Session, Omgeving, Kluis], rij: Rij, telling: Telling) -> list[str]:
    """Import one line; what is wrong with it, or nothing."""
    if not rij.past:
        return ["Deze regel heeft meer of minder vakken dan de kop. Zet tekst tussen aanhalingstekens."]
    regel = parse_row(rij.waarden)
    dubbel = _seen_before(regel, rij, telling)
    if dubbel:
        return [dubbel]
    try:
        with bij[0].begin_nested():
            uitkomst = import_melding(*bij, regel)
    except InvalidInputError as geweigerd:
        return _sentences(all_errors(regel, geweigerd.fouten, _filled(rij)))
    except DomainError as geweigerd:
        return [geweigerd.melding]
    if uitkomst is Importuitkomst.NIEUW:
        telling.nieuw += 1
    else:
        telling.bekend += 1
    return []


def _seen_before(regel: Importregel, rij: Rij, telling: Telling) -> str | None:
    loket, kenmerk = regel.opdracht.loket, regel.opdracht.extern_kenmerk
    if not loket or not kenmerk or any(fout.veld in ("loket", "externKenmerk") for fout in regel.fouten):
        return None
    eerder = telling.gezien.setdefault((loket, kenmerk), rij.nummer)
    if eerder == rij.nummer:
        return None
    return f"externKenmerk: Dit loket en kenmerk staan ook op regel {eerder}. Elke melding staat er één keer."


def _filled(rij: Rij) -> list[str]:
    return [kolom for kolom, waarde in rij.waarden.items() if waarde.strip()]


def _sentences(fouten: list[Veldfout]) -> list[str]:
    return [f"{fout.veld}: {fout.melding}" for fout in fouten]
