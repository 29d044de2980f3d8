"""Ports: what the house asks of the outside world, as Protocols. The adapters answer."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.domain.bezorging import Uitslag
from app.domain.bijlage import Bevinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail. The id of its bericht makes the Message-ID: a second try is the same mail."""

    bericht_id: UUID
    aan: str
    van_naam: str
    antwoord_aan: str | None
    onderwerp: str
    tekst: str


class Mailer(Protocol):
    """Hands a mail to a mail server."""

    def send(self, mail: Mail) -> Uitslag:
        """Try once; says how it ended and never raises for what a server or network does."""
        ...


class Virusscanner(Protocol):
    """Looks for malware in a file."""

    def scan(self, inhoud: bytes) -> Bevinding:
        """What it says; no answer is an answer too, and never an exception."""
        ...
