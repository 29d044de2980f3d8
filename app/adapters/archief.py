"""Archief: a backup as a file: a ZIP with one member per table and a manifest.

Writing goes to a file beside the final name, readable for its owner only; it gets that name when everything
is on disk, so half a copy never looks like a copy. Reading judges the whole file before a row is used.
"""

import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import IO

from app.domain.reservekopie import (
    Manifest,
    ReservekopieError,
    Rij,
    Tabel,
    Tabelinhoud,
    from_line,
    read_manifest,
    to_line,
)

MANIFEST = "manifest.json"
HALF = ".deel"
BLOK = 1 << 20
#: What zipfile and zlib raise on a file that was damaged.
KAPOT = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError)

Tik = Callable[[int], None]


class Schrijver:
    """Writes the tables of one copy."""

    def __init__(self, zip_: zipfile.ZipFile) -> None:
        self._zip = zip_
        self.inhoud: list[Tabelinhoud] = []

    def write_table(self, tabel: Tabel, rijen: Iterator[Rij], tick: Tik) -> None:
        """One member with all rows of a table; ``tick`` hears how many were added."""
        som, aantal = sha256(), 0
        with self._zip.open(_member(tabel.naam), "w", force_zip64=True) as lid:
            for rij in rijen:
                regel = to_line(rij)
                som.update(regel)
                lid.write(regel)
                aantal += 1
                if aantal % 1000 == 0:
                    tick(1000)
        tick(aantal % 1000)
        self.inhoud.append(Tabelinhoud(tabel, aantal, som.hexdigest()))

    def finish(self, manifest: Manifest) -> None:
        """The manifest comes last: without it there is no copy."""
        self._zip.writestr(MANIFEST, manifest.to_json())


@contextmanager
def new_archive(pad: Path) -> Iterator[Schrijver]:
    """A new file that gets its name when it is whole and on disk; refuses to replace one."""
    if pad.exists():
        raise ReservekopieError(f"{pad} bestaat al. Er is niets overschreven.")
    half = pad.with_name(pad.name + HALF)
    with suppress(FileNotFoundError):
        half.unlink()
    try:
        nummer = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(nummer, "wb") as bestand:
            with zipfile.ZipFile(bestand, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zip_:
                yield Schrijver(zip_)
            bestand.flush()
            os.fsync(bestand.fileno())
        half.rename(pad)
        sync_folder(pad.parent)
    finally:
        with suppress(FileNotFoundError):
            half.unlink()


def sync_folder(map_: Path) -> None:
    """Make a rename in this folder survive a power cut."""
    nummer = os.open(map_, os.O_RDONLY)
    try:
        os.fsync(nummer)
    finally:
        os.close(nummer)


class Lezer:
    """Reads one copy."""

    def __init__(self, zip_: zipfile.ZipFile, pad: Path) -> None:
        self._zip, self.pad = zip_, pad
        with _readable(pad):
            self.manifest = read_manifest(zip_.read(MANIFEST).decode())

    def verify(self, tick: Tik) -> None:
        """Read everything once: every table must be there, whole, and nothing else."""
        leden = {_member(inhoud.tabel.naam) for inhoud in self.manifest.tabellen} | {MANIFEST}
        if leden != set(self._zip.namelist()):
            raise ReservekopieError(f"{self.pad} is niet heel: de inhoudsopgave noemt andere tabellen.")
        for inhoud in self.manifest.tabellen:
            som, rijen = sha256(), 0
            with self._open(inhoud.tabel) as lid:
                while blok := lid.read(BLOK):
                    som.update(blok)
                    rijen += blok.count(b"\n")
            if (som.hexdigest(), rijen) != (inhoud.sha256, inhoud.rijen):
                raise ReservekopieError(f"{self.pad} is beschadigd: de tabel {inhoud.tabel.naam} klopt niet.")
            tick(rijen)

    def rows(self, tabel: Tabel) -> Iterator[Rij]:
        """The rows of a table."""
        with self._open(tabel) as lid:
            for regel in lid:
                yield from_line(regel, tabel.kolommen)

    @contextmanager
    def _open(self, tabel: Tabel) -> Iterator[IO[bytes]]:
        with _readable(self.pad), self._zip.open(_member(tabel.naam)) as lid:
            yield lid


@contextmanager
def open_archive(pad: Path) -> Iterator[Lezer]:
    """Open a copy; refuses what is no copy."""
    if not pad.is_file():
        raise ReservekopieError(f"{pad} bestaat niet. Kijk de naam en de map na.")
    with _readable(pad):
        zip_ = zipfile.ZipFile(pad)
    with zip_:
        yield Lezer(zip_, pad)


@contextmanager
def _readable(pad: Path) -> Iterator[None]:
    try:
        yield
    except KAPOT as error:
        raise ReservekopieError(
            f"{pad} is geen hele kopie van Houvast: er ontbreekt iets of het bestand is beschadigd."
        ) from error


def _member(tabel: str) -> str:
    return f"tabellen/{tabel}.jsonl"


def copies_in(map_: Path, patroon: str) -> list[Path]:
    """The copies in a folder, newest first: their names hold the moment."""
    return sorted(chain(map_.glob(patroon)), reverse=True)
