"""Sleutelbeheer: keeping the key file apart, putting it back, and knowing that it opens everything.

A key file is small and never changes but by ``add_new_key``; it is copied whole and always checked against
the database, for a copy that opens nothing is discovered too late.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlmodel import Session

from app.adapters.archief import copies_in, sync_folder
from app.domain.reservekopie import ReservekopieError
from app.kluis import Kluis, KluisError, add_key, parse_kluis, read_kluis
from app.queries.stelsel import all_keys, get_installatie, newest_keys
from app.reservekopie import PATROON, existing_database


def require_fit(session: Session, kluis: Kluis) -> None:
    """Quick: refuses (KluisError, says which key) a keyring that does not open the newest content.

    The control value alone would accept a copy of the keyring from before a key was added.
    """
    installatie = get_installatie(session)
    if installatie is None:
        raise KluisError("deze database is nog leeg")
    for gewikkeld in (installatie.controlewaarde, *newest_keys(session)):
        kluis.open_sleutel(gewikkeld)


def open_every_key(url: str, kluis: Kluis) -> int:
    """Thorough: open the key of every dossier; how many. Refuses (KluisError) the first that stays shut,
    and a database that is not there.
    """
    database = existing_database(url)
    try:
        with database.snapshot() as verbinding, Session(verbinding) as session:
            require_fit(session, kluis)
            return sum(1 for _ in map(kluis.open_sleutel, all_keys(session)))
    finally:
        database.dispose()


def keep_keys(bron: Path, doel: Path, url: str) -> None:
    """Copy the key file to another place (mode 0600).

    Refuses to replace a file, and a place where the database or its copies are: together they are readable.
    """
    read_kluis(bron)
    if doel.exists():
        raise ReservekopieError(f"{doel} bestaat al. Er is niets overschreven.")
    adres = make_url(url)
    bij_database = adres.get_backend_name() == "sqlite" and Path(adres.database or "").parent.resolve()
    map_ = doel.parent.resolve()
    if map_ in (bij_database, bron.parent.resolve()) or copies_in(map_, PATROON):
        raise ReservekopieError(
            f"In {map_} staat de database, het sleutelbestand zelf of een reservekopie. "
            "Kies een andere plek, liefst buiten deze machine."
        )
    _write(doel, bron.read_text())


def refuse_beside_keys(map_: Path, sleutels: Path) -> None:
    """A copy never goes into the folder of the key file or of a kept one: together they are readable."""
    hier = map_.resolve()
    if hier == sleutels.parent.resolve() or any(_is_key_file(pad) for pad in hier.glob("*.json")):
        raise ReservekopieError(
            f"In {hier} staat een sleutelbestand. Samen met een kopie is dan alles te lezen. "
            "Kies een andere map."
        )


def _is_key_file(pad: Path) -> bool:
    try:
        parse_kluis(pad.read_text(), pad)
    except (KluisError, OSError, UnicodeError):
        return False
    return True


def put_keys_back(bron: Path, doel: Path, url: str, now: datetime) -> Path | None:
    """Put a kept key file in its place after it opened everything in the database.

    A different file that is there now is kept beside it; gives its new name.
    """
    if not bron.is_file():
        raise ReservekopieError(f"{bron} bestaat niet. Kijk de naam en de map na.")
    tekst = bron.read_text()
    open_every_key(url, parse_kluis(tekst, bron))
    vorige = None
    if doel.exists() and doel.read_text() != tekst:
        vorige = doel.with_name(f"{doel.name}.{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        os.link(doel, vorige)
    doel.parent.mkdir(parents=True, exist_ok=True)
    _write(doel, tekst)
    return vorige


def add_new_key(bestand: Path) -> str:
    """Add a key to the file; new dossiers use it from the next start on. Gives its name."""
    read_kluis(bestand)
    tekst, naam = add_key(bestand.read_text())
    _write(bestand, tekst)
    return naam


def _write(doel: Path, tekst: str) -> None:
    """The whole file or none of it, for its owner only."""
    half = doel.with_name(f".{doel.name}.deel")
    half.unlink(missing_ok=True)
    nummer = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(nummer, "w") as bestand:
        bestand.write(tekst)
        bestand.flush()
        os.fsync(bestand.fileno())
    half.rename(doel)
    sync_folder(doel.parent)
