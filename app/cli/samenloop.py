"""``houvast samenloop``: find the same jeugdige in a register, and learn from it."""

import csv
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import TaskID

from app.adapters.csvbestand import Csvbestand, UnreadableFileError
from app.cli.basis import UsageMistakeError, progress, tell
from app.linkage.codes import encode
from app.linkage.koppelen import Koppeling, Melder, Paar, link, link_codes
from app.linkage.registratie import Registratie, read_persoon
from app.linkage.score import Besluit
from app.linkage.standaard import default_model
from app.schemas.koppelregel import UITVOER, Koppelbestand, missing_columns, read_lines

groep = typer.Typer()

#: So many mistakes are told; the rest is counted.
EERSTE_FOUTEN = 10
SLEUTELLENGTE = 32


@groep.callback()
def _group() -> None:
    """Dezelfde jeugdige terugvinden, ook zonder BSN."""


@groep.command("koppel")
def koppel(
    bestand: Annotated[Path, typer.Argument(help="Een CSV-bestand; zie docs/beheer/samenloop.md.")],
    uit: Annotated[Path, typer.Option("--uit", help="Hier komen de paren te staan.")],
    tussen: Annotated[bool, typer.Option("--tussen", help="Alleen paren van verschillende tafels.")] = False,
    sleutels: Annotated[
        bool, typer.Option("--sleutels", help="Reken alleen met onleesbare codes, zonder namen.")
    ] = False,
) -> None:
    """Zoekt welke regels over dezelfde jeugdige kunnen gaan, en voegt niets samen."""
    registraties = read_register(bestand)
    personen = [read_persoon(registratie) for registratie in registraties]
    tafels = [registratie.tafel for registratie in registraties]
    with told_progress() as meld:
        if sleutels:
            # Codes are compared within this run only, so the key need not outlive it.
            geheim = os.urandom(SLEUTELLENGTE)
            gecodeerd = [encode(persoon, geheim) for persoon in personen]
            koppeling = link_codes(gecodeerd, default_model(), tafels, meld, tussen=tussen)
        else:
            koppeling = link(personen, default_model(), tafels, meld, tussen=tussen)
    write_pairs(uit, registraties, koppeling.paren)
    tell(summary(koppeling, uit))


def read_register(bestand: Path) -> list[Registratie]:
    """The records of a file to link; one record has nothing to be linked with."""
    registraties = read_lines_of(bestand)
    if len(registraties) < 2:
        raise UsageMistakeError(f"In {bestand} staan minder dan twee regels. Er valt niets te koppelen.")
    return registraties


def read_lines_of(bestand: Path) -> list[Registratie]:
    """The records of a file; refuses a file that would be read wrongly, and says what to mend."""
    try:
        invoer = Csvbestand(bestand)
        if ontbreekt := missing_columns(invoer.kolommen):
            raise UsageMistakeError(
                f"Deze kolommen ontbreken: {', '.join(ontbreekt)}. Een kolom mag leeg zijn, maar niet weg."
            )
        gelezen = read_lines((rij.nummer, rij.waarden, rij.past) for rij in invoer.rows())
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageMistakeError(f"{bestand} bestaat niet. Kijk de naam en de map na.") from error
    except UnreadableFileError as error:
        raise UsageMistakeError(str(error)) from error
    _require_good(gelezen)
    return gelezen.registraties


def _require_good(gelezen: Koppelbestand) -> None:
    if gelezen.fouten:
        meer = len(gelezen.fouten) - EERSTE_FOUTEN
        zinnen = gelezen.fouten[:EERSTE_FOUTEN] + ([f"En nog {meer} andere fouten."] if meer > 0 else [])
        raise UsageMistakeError("\n".join([*zinnen, "Er is niets gedaan."]))
    if not gelezen.registraties:
        raise UsageMistakeError("In dit bestand staan geen regels onder de kop.")
    if gelezen.datums:
        tell(
            f"Geboortedatums die niet te lezen zijn: {len(gelezen.datums)}, voor het eerst op regel "
            f"{gelezen.datums[0]}. Die tellen niet mee."
        )


def write_pairs(uit: Path, registraties: list[Registratie], paren: Iterable[Paar]) -> None:
    """The pairs as a file, the most certain first; a run that is cut off leaves no half a file."""
    half = uit.with_name(f".{uit.name}.half")
    try:
        with half.open("w", encoding="utf-8", newline="") as bestand:
            schrijver = csv.writer(bestand)
            schrijver.writerow(UITVOER)
            for paar in sorted(paren, key=lambda paar: (-paar.bits, paar.een, paar.ander)):
                schrijver.writerow(
                    [
                        registraties[paar.een].id,
                        registraties[paar.ander].id,
                        f"{paar.kans:.6f}",
                        f"{paar.bits:.2f}",
                        paar.besluit.value,
                    ]
                )
        half.replace(uit)
    except OSError as error:
        raise UsageMistakeError(f"{uit} is niet te schrijven. Kijk de naam en de map na.") from error
    finally:
        half.unlink(missing_ok=True)


def summary(koppeling: Koppeling, uit: Path) -> str:
    """What came out, in two lines."""
    treffers = sum(paar.besluit is Besluit.TREFFER for paar in koppeling.paren)
    mogelijk = len(koppeling.paren) - treffers
    return (
        f"Treffers: {treffers}. Mogelijk: {mogelijk}. Ze staan in {uit}.\n"
        "Een treffer is een voorstel: een mens beoordeelt of het dezelfde jeugdige is."
    )


@contextmanager
def told_progress() -> Iterator[Melder]:
    """A bar for each step."""
    taken: dict[str, TaskID] = {}
    with progress() as balk:

        def meld(stap: str, gedaan: int, totaal: int) -> None:
            if stap not in taken:
                taken[stap] = balk.add_task(stap, total=totaal)
            balk.update(taken[stap], completed=gedaan, total=totaal)

        yield meld
