"""Reservekopie: a copy of a running installation, consistent to the last act that was acknowledged.

One snapshot of the database, so acts go on meanwhile: what was answered before the copy began is in it,
what comes later is not. The keys are never in it. Decision 0008.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import make_url

from app.adapters.archief import copies_in, new_archive
from app.db import Database, revision_of
from app.domain.reservekopie import Manifest, ReservekopieError
from app.queries.intern.tabellen import count_rows, read_rows, tables_to_copy

NAAM = "houvast-%Y-%m-%dT%H%M%SZ.kopie"
PATROON = "houvast-????-??-??T??????Z.kopie"

#: Hears how much is done, and of how much.
Voortgang = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Kopie:
    """A copy that was made."""

    pad: Path
    manifest: Manifest


def make_backup(url: str, map_: Path, now: datetime, tick: Voortgang = lambda *_: None) -> Kopie:
    """Copy the database into a new file in ``map_`` (mode 0600); refuses a database that is not set up.

    Needs no keys, so whoever makes copies need not be able to read what is in them.
    """
    database = existing_database(url)
    try:
        with database.snapshot() as verbinding:
            revisie = revision_of(verbinding)
            if revisie is None:
                raise ReservekopieError("Deze database is nog leeg. Doe eerst: houvast init")
            tabellen = tables_to_copy(verbinding)
            totaal = sum(count_rows(verbinding, tabel) for tabel in tabellen)
            teller = Teller(totaal, tick)
            map_.mkdir(parents=True, exist_ok=True, mode=0o700)
            pad = map_ / now.astimezone(UTC).strftime(NAAM)
            with new_archive(pad) as archief:
                for tabel in tabellen:
                    archief.write_table(tabel, read_rows(verbinding, tabel), teller.add)
                manifest = Manifest(
                    houvast=version("houvast"),
                    revisie=revisie,
                    motor=verbinding.dialect.name,
                    gemaakt_op=now,
                    tabellen=tuple(archief.inhoud),
                )
                archief.finish(manifest)
    finally:
        database.dispose()
    return Kopie(pad, manifest)


def clean_up(map_: Path, bewaar: int, nieuw: Path) -> list[Path]:
    """Remove all copies of this folder but the newest ``bewaar``; gives the removed ones.

    The newest is the one just made, whatever the names of others say: a clock may have run ahead.
    """
    oud = [pad for pad in copies_in(map_, PATROON) if pad != nieuw][bewaar - 1 :]
    for pad in oud:
        pad.unlink()
    return oud


class Teller:
    """Adds up for who watches."""

    def __init__(self, totaal: int, tick: Voortgang) -> None:
        self._gedaan, self._totaal, self._tick = 0, totaal, tick

    def add(self, aantal: int) -> None:
        """So many rows more."""
        self._gedaan += aantal
        self._tick(self._gedaan, self._totaal)


def existing_database(url: str) -> Database:
    """Refuses a database that is not there: opening a SQLite file that is not there makes an empty one."""
    adres = make_url(url)
    if adres.get_backend_name() == "sqlite" and not Path(adres.database or "").is_file():
        raise ReservekopieError(f"{adres.database} bestaat niet. Kijk HOUVAST_VAR na, of doe: houvast init")
    return Database(url, 2)
