"""Clamav: asks a ClamAV daemon to look at a file, over TCP or its socket, with INSTREAM.

The daemon sees the content only, never a name. Whatever is no clear "OK" or "FOUND" is no answer: then
nothing is kept.
"""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from app.domain.bijlage import Bevinding

#: Seconds to wait for one answer.
GEDULD = 20.0
STUK = 64 * 1024
LANGSTE_ANTWOORD = 4096
POORT = 3310
UITSPRAAK = "gebruik tcp://server:3310 of unix:///pad/naar/clamd.ctl"
_GEVONDEN = re.compile(rb"^(?:stream|instream).*: .+ FOUND$", re.IGNORECASE)
_SCHOON = re.compile(rb"^(?:stream|instream).*: OK$", re.IGNORECASE)
log = structlog.get_logger("houvast.bijlagen")


@dataclass(frozen=True, slots=True)
class Scanadres:
    """Where the daemon listens: a host and port, or a socket on this machine."""

    host: str = ""
    poort: int = POORT
    pad: Path | None = None


def read_clamav_url(url: str) -> Scanadres:
    """``tcp://host:3310`` or ``unix:///run/clamav/clamd.ctl``. Refuses (ValueError) anything else."""
    deel = urlsplit(url)
    if deel.scheme == "unix" and deel.path.startswith("/") and not deel.netloc:
        return Scanadres(pad=Path(deel.path))
    try:
        poort = deel.port or POORT
    except ValueError as error:
        raise ValueError(UITSPRAAK) from error
    if deel.scheme != "tcp" or not deel.hostname or deel.path not in ("", "/"):
        raise ValueError(UITSPRAAK)
    return Scanadres(deel.hostname, poort)


@dataclass(frozen=True, slots=True)
class ClamAv:
    """A Virusscanner that opens one connection per file."""

    adres: Scanadres
    geduld: float = GEDULD

    def scan(self, inhoud: bytes) -> Bevinding:
        """Never raises for what a daemon or network does."""
        try:
            antwoord = self._ask(inhoud)
        except OSError as error:
            log.warning("scan_mislukt", fout=type(error).__name__)
            return Bevinding.GEEN_ANTWOORD
        if _GEVONDEN.match(antwoord):
            log.warning("virus_gevonden")
            return Bevinding.BESMET
        if _SCHOON.match(antwoord):
            return Bevinding.SCHOON
        log.warning("scan_mislukt", fout="onbekend_antwoord")
        return Bevinding.GEEN_ANTWOORD

    def _ask(self, inhoud: bytes) -> bytes:
        with self._connection() as lijn:
            lijn.sendall(b"zINSTREAM\0")
            for begin in range(0, len(inhoud), STUK):
                stuk = inhoud[begin : begin + STUK]
                lijn.sendall(len(stuk).to_bytes(4, "big") + stuk)
            lijn.sendall(bytes(4))
            antwoord = b""
            while len(antwoord) < LANGSTE_ANTWOORD and b"\0" not in antwoord:
                meer = lijn.recv(1024)
                if not meer:
                    break
                antwoord += meer
            return antwoord.split(b"\0", 1)[0].strip()

    @contextmanager
    def _connection(self) -> Iterator[socket.socket]:
        if self.adres.pad is None:
            lijn = socket.create_connection((self.adres.host, self.adres.poort), timeout=self.geduld)
        else:
            lijn = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            lijn.settimeout(self.geduld)
        with lijn:
            if self.adres.pad is not None:
                lijn.connect(str(self.adres.pad))
            yield lijn
