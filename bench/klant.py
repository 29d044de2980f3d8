"""Klant: a light client. One thread, raw sockets that stay open, requests made beforehand.

It shares the cores with the server: every cycle it uses is taken from what is measured. So it reads no more
of an answer than its status and length, and keeps the body only where a next step needs it.
"""

import json
import selectors
import socket
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

KOP_EINDE = b"\r\n\r\n"


@dataclass(slots=True)
class Uitslag:
    """What came of a series: how long it took, how long each request took, and the bodies."""

    duur: float = 0.0
    tijden: list[float] = field(default_factory=list)
    statussen: list[int] = field(default_factory=list)
    inhoud: list[bytes] = field(default_factory=list)

    @property
    def per_seconde(self) -> float:
        """Requests per second."""
        return len(self.tijden) / self.duur

    def p95(self) -> float:
        """In seconds."""
        return sorted(self.tijden)[int(len(self.tijden) * 0.95)]

    def must(self, *statussen: int) -> "Uitslag":
        """Any other answer ends the bench."""
        if fout := set(self.statussen) - set(statussen):
            raise SystemExit(f"onverwacht antwoord: {sorted(fout)} {self.inhoud[:1]!r}")
        return self


def request(methode: str, pad: str, kop: dict[str, str] | None = None, lichaam: object = None) -> bytes:
    """One request as bytes."""
    inhoud = b"" if lichaam is None else json.dumps(lichaam).encode()
    koppen = {"Host": "127.0.0.1", "Content-Length": str(len(inhoud))} | (kop or {})
    if lichaam is not None:
        koppen["Content-Type"] = "application/json"
    regels = "".join(f"{naam}: {waarde}\r\n" for naam, waarde in koppen.items())
    return f"{methode} {pad} HTTP/1.1\r\n{regels}\r\n".encode() + inhoud


class _Lijn:
    """One connection: sends a request, collects its answer."""

    def __init__(self, poort: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", poort), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = b""
        self._begin = 0.0

    def send(self, vraag: bytes) -> None:
        self._buffer, self._begin = b"", time.perf_counter()
        self.socket.sendall(vraag)

    def read(self) -> tuple[int, float, bytes] | None:
        """Status, seconds and body once the answer is complete."""
        deel = self.socket.recv(262_144)
        if not deel:
            raise ConnectionError("de server sloot de verbinding")
        self._buffer += deel
        kop, einde, rest = self._buffer.partition(KOP_EINDE)
        if not einde or len(rest) < _length(kop):
            return None
        return int(kop[9:12]), time.perf_counter() - self._begin, rest


def _length(kop: bytes) -> int:
    begin = kop.lower().find(b"content-length:")
    return int(kop[begin + 15 :].split(b"\r\n", 1)[0]) if begin >= 0 else 0


def run(poort: int, vragen: Sequence[bytes], tegelijk: int = 4) -> Uitslag:
    """Ask everything, a few at once, in order."""
    uitslag, wachtrij = Uitslag(), deque(enumerate(vragen))
    antwoorden: dict[int, tuple[int, float, bytes]] = {}
    with selectors.DefaultSelector() as kiezer:
        lijnen = [_Lijn(poort) for _ in range(min(tegelijk, len(vragen)))]
        begin = time.perf_counter()
        for lijn in lijnen:
            nummer, vraag = wachtrij.popleft()
            kiezer.register(lijn.socket, selectors.EVENT_READ, (lijn, nummer))
            lijn.send(vraag)
        while len(antwoorden) < len(vragen):
            for sleutel, _ in kiezer.select(30):
                lijn, nummer = sleutel.data
                antwoord = lijn.read()
                if antwoord is None:
                    continue
                antwoorden[nummer] = antwoord
                if wachtrij:
                    volgende, vraag = wachtrij.popleft()
                    kiezer.modify(lijn.socket, selectors.EVENT_READ, (lijn, volgende))
                    lijn.send(vraag)
        uitslag.duur = time.perf_counter() - begin
    for lijn in lijnen:
        lijn.socket.close()
    for nummer in range(len(vragen)):
        status, tijd, inhoud = antwoorden[nummer]
        uitslag.statussen.append(status)
        uitslag.tijden.append(tijd)
        uitslag.inhoud.append(inhoud)
    return uitslag
