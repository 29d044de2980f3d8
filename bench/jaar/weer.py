"""Weer: a real SMTP server on this machine with moods; it remembers every mail that it accepted."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.postkantoor import Postkantoor, free_port, hang_up

DOMEIN = "voorbeeld.example"
STORING = "451 4.3.2 Vandaag gesloten"
#: What goes wrong on an ordinary day, in thousandths of all mail: together 5 %.
BIJ_ADRES = ((20, "451 4.2.1 Later graag"), (8, "550 5.1.1 Onbekend"))
BIJ_INHOUD = ((12, "452 4.3.1 Vol"), (3, "554 5.7.1 Geweigerd"))
OPGEHANGEN_VOOR, OPGEHANGEN_NA = 3, 4


@dataclass
class Weer(Postkantoor):
    """``dicht``: refuses everything. ``slachtoffer``: the process that dies when its mail was accepted."""

    toeval: Random = field(default_factory=lambda: Random("weer"))
    dicht: bool = False
    slachtoffer: int | None = None
    aangenomen: Counter[UUID] = field(default_factory=Counter)
    antwoorden: Counter[str] = field(default_factory=Counter)

    async def handle_RCPT(
        self, server: SMTP, sessie: Session, envelop: Envelope, adres: str, opties: list[str]
    ) -> str:
        self.bij_adres = STORING if self.dicht else self._mood(BIJ_ADRES, "250 2.1.5 Ok")
        if not self.bij_adres.startswith("250"):
            self.antwoorden[self.bij_adres[:3]] += 1
        return await super().handle_RCPT(server, sessie, envelop, adres, opties)

    async def handle_DATA(self, server: SMTP, sessie: Session, envelop: Envelope) -> str:
        self.antwoord = self._mood(BIJ_INHOUD, "250 2.0.0 Ok")
        worp = self.toeval.randrange(1000)
        if worp < OPGEHANGEN_VOOR:
            self.antwoorden["verbroken, niet aangenomen"] += 1
            hang_up(server)
            return self.antwoord
        antwoord = await super().handle_DATA(server, sessie, envelop)
        if antwoord.startswith("250"):
            self.aangenomen[_number(str(self.mails.pop()["Message-ID"]))] += 1
            self.enveloppen.clear()
            self._after_accepting(server, worp)
        else:
            self.antwoorden[antwoord[:3]] += 1
        return antwoord

    def _after_accepting(self, server: SMTP, worp: int) -> None:
        if self.slachtoffer is not None:
            os.kill(self.slachtoffer, signal.SIGKILL)
            self.slachtoffer = None
            self.antwoorden["aangenomen, afzender gedood"] += 1
            hang_up(server)
        elif worp < OPGEHANGEN_VOOR + OPGEHANGEN_NA:
            self.antwoorden["aangenomen, daarna verbroken"] += 1
            hang_up(server)
        else:
            self.antwoorden["250"] += 1

    def _mood(self, buien: tuple[tuple[int, str], ...], anders: str) -> str:
        worp = self.toeval.randrange(1000)
        for duizendsten, antwoord in buien:
            if worp < duizendsten:
                return antwoord
            worp -= duizendsten
        return anders


def _number(message_id: str) -> UUID:
    return UUID(message_id.strip("<>").partition("@")[0])


@contextmanager
def open_weer(zaad: str) -> Iterator[Weer]:
    """Listens until the end of the block."""
    weer = Weer(poort=free_port(), toeval=Random(f"{zaad}-weer"))
    controller = Controller(weer, hostname="127.0.0.1", port=weer.poort)
    controller.start()
    try:
        yield weer
    finally:
        controller.stop()
