"""``houvast sleutels maken``: turn a list into codes, without a database and without a network.

For a tafel that may not share persons. Only the list and the key file of the tafel are read; only the file
with codes is written (design/linkage.md §3).
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from app.cli.basis import UsageMistakeError, progress, tell
from app.cli.samenloop import read_lines_of
from app.linkage.deelbaar import Deelbaar, make_shareable
from app.linkage.registratie import Registratie, read_persoon
from app.schemas.sleutelbestand import (
    LANGSTE_NUMMER,
    MEESTE_REGELS,
    Koppelsleutelbestand,
    UnreadableKeyFileError,
    read_key,
    write_codes,
)

STAP = "Sleutels maken"
#: Fewer numbers than this, and a line is hardly ever found again.
GENOEG = 3


def maken(
    bestand: Annotated[Path, typer.Argument(help="Een CSV-bestand; zie docs/handleiding/sleutels.md.")],
    sleutel: Annotated[Path, typer.Option("--sleutel", help="Het sleutelbestand dat uw tafel kreeg.")],
    uit: Annotated[
        Path | None, typer.Option("--uit", help="Hier komen de sleutels; anders naast het bestand.")
    ] = None,
) -> None:
    """Maakt onleesbare sleutels van een lijst. Werkt zonder database en zonder internet."""
    ring = _key(sleutel)
    registraties = read_lines_of(bestand)
    naar = uit or bestand.with_suffix(".sleutels.json")
    if len(registraties) > MEESTE_REGELS:
        raise UsageMistakeError(
            f"Het bestand heeft {len(registraties)} regels. Knip het in delen van hoogstens {MEESTE_REGELS}."
        )
    te_lang = [regel.id for regel in registraties if len(regel.id) > LANGSTE_NUMMER]
    if te_lang:
        raise UsageMistakeError(f"Een id heeft hoogstens {LANGSTE_NUMMER} tekens. Te lang: {te_lang[0]}")
    regels = make_all(registraties, ring.sleutel)
    write_private(naar, write_codes(ring, regels))
    tell(summary(ring, regels, naar))


def make_all(registraties: list[Registratie], sleutel: bytes) -> dict[str, Deelbaar]:
    """Each line as numbers and codes, with a bar."""
    regels: dict[str, Deelbaar] = {}
    with progress() as balk:
        taak = balk.add_task(STAP, total=len(registraties))
        for registratie in registraties:
            regels[registratie.id] = make_shareable(read_persoon(registratie), sleutel)
            balk.advance(taak)
    return regels


def summary(ring: Koppelsleutelbestand, regels: dict[str, Deelbaar], naar: Path) -> str:
    """What was made, what is weak, and what is not in it."""
    zwak = [kenmerk for kenmerk, record in regels.items() if len(record.getallen) < GENOEG]
    zinnen = [
        f"Gemaakt voor tafel {ring.tafel}, met sleutelversie {ring.versie}: {len(regels)} regels.",
        "Er staan geen namen, datums of adressen in. Losse datums, adressen, jaren en voorletters zijn "
        "niet gebruikt: die zijn te makkelijk te raden.",
        f"Het bestand: {naar}",
    ]
    if zwak:
        zinnen.insert(
            1,
            f"Met weinig gegevens, dus moeilijk terug te vinden: {len(zwak)} regels, zoals {zwak[0]}.",
        )
    return "\n".join(zinnen)


def write_private(pad: Path, tekst: str) -> None:
    """For the owner only, and never half."""
    half = pad.with_name(f".{pad.name}.half")
    try:
        nummer = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(nummer, "w", encoding="utf-8") as uit:
            uit.write(tekst)
        half.replace(pad)
    except OSError as error:
        raise UsageMistakeError(f"{pad} is niet te schrijven. Kijk de naam en de map na.") from error
    finally:
        half.unlink(missing_ok=True)


def _key(pad: Path) -> Koppelsleutelbestand:
    try:
        return read_key(pad.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageMistakeError(f"{pad} bestaat niet. Kijk de naam en de map na.") from error
    except (UnreadableKeyFileError, UnicodeDecodeError) as error:
        raise UsageMistakeError(f"{pad}: {error}") from error
