"""Postkantoor: a real SMTP server on this machine that answers as a test wants."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Postkantoor:
    """Every mail it accepted, and what it answers next."""

    poort: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    enveloppen: list[Envelope] = field(default_factory=list)
    antwoord: str = "250 2.0.0 Ok"
    bij_adres: str = "250 2.1.5 Ok"
    na_inhoud: Callable[["SMTP"], None] | None = None
    _slot: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.poort}"

    @property
    def nummers(self) -> list[str]:
        """The Message-ID of every mail."""
        return [str(mail["Message-ID"]) for mail in self.mails]

    async def handle_RCPT(  # name of aiosmtpd
        self, _server: SMTP, _sessie: Session, envelop: Envelope, adres: str, _opties: list[str]
    ) -> str:
        if self.bij_adres.startswith("250"):
            envelop.rcpt_tos.append(adres)
        return self.bij_adres

    async def handle_DATA(  # name of aiosmtpd
        self, server: SMTP, _sessie: Session, envelop: Envelope
    ) -> str:
        if self.antwoord.startswith("250"):
            inhoud: Any = envelop.content
            with self._slot:
                mail = message_from_bytes(inhoud, policy=default)
                assert isinstance(mail, EmailMessage)
                self.mails.append(mail)
                self.enveloppen.append(envelop)
        if self.na_inhoud is not None:
            self.na_inhoud(server)
        return self.antwoord


def hang_up(server: SMTP) -> None:
    """Accept the mail, and break the connection before saying so."""
    assert server.transport is not None
    server.transport.abort()


class Zonderling(StreamRequestHandler):
    """A mail server that takes every mail, and answers the last line in its own way."""

    antwoord = b""
    ontvangen: list[bytes]

    def handle(self) -> None:
        in_inhoud = False
        self.wfile.write(b"220 hallo\r\n")
        for regel in self.rfile:
            if in_inhoud and regel != b".\r\n":
                continue
            if in_inhoud:
                self.ontvangen.append(regel)
            self.wfile.write(self.antwoord if in_inhoud else ANTWOORDEN.get(regel[:4].upper(), b"250 ok\r\n"))
            in_inhoud = not in_inhoud and regel[:4].upper() == b"DATA"


ANTWOORDEN = {b"DATA": b"354 ga door\r\n", b"QUIT": b"221 dag\r\n"}


@contextmanager
def odd_server(antwoord: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Its address, and the end of every mail it took."""
    ontvangen: list[bytes] = []
    soort = type("Vreemd", (Zonderling,), {"antwoord": antwoord, "ontvangen": ontvangen})
    with ThreadingTCPServer(("127.0.0.1", 0), soort) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", ontvangen
        server.shutdown()


@contextmanager
def open_postkantoor() -> Iterator[Postkantoor]:
    """Listens until the end of the block."""
    kantoor = Postkantoor(poort=free_port())
    controller = Controller(kantoor, hostname="127.0.0.1", port=kantoor.poort)
    controller.start()
    try:
        yield kantoor
    finally:
        controller.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as deur:
        poort: int = deur.getsockname()[1]
        return poort
