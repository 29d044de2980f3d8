"""Processen: an installation whose web and worker are real processes, seen from outside."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from app.domain.actor import Actor
from app.security import start_sessie
from tests.faults.sabotage import KLOK
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web

ROOT = Path(__file__).parents[2]
#: Longer than any answer may take: queue, lock and statement together.
GEDULD = 40.0


class Kraam:
    """The one process that gives birth to the others."""

    def __init__(self) -> None:
        eigen = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("HOUVAST_")}
        self._proces = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.kraam"],
            cwd=ROOT,
            env=eigen | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, **vraag: object) -> int:
        """A new process; gives its pid."""
        return self._ask(wat="start", **vraag)

    def wait(self, pid: int) -> int:
        """Until it ended; its exit status, or minus the signal that ended it."""
        return self._ask(wat="wacht", pid=pid)

    def close(self) -> None:
        self._proces.communicate(timeout=20)

    def _ask(self, **vraag: object) -> int:
        assert self._proces.stdin is not None
        assert self._proces.stdout is not None
        self._proces.stdin.write(json.dumps(vraag) + "\n")
        self._proces.stdin.flush()
        return int(self._proces.stdout.readline())


@dataclass
class Dienst:
    """One running web process."""

    huis: "Huis"
    pid: int
    adres: str
    beeindigd: int | None = None

    def stop(self, hoe: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait for the end."""
        if self.beeindigd is None:
            os.kill(self.pid, hoe)
        return self.wait()

    def wait(self) -> int:
        """Until the process ended; its status."""
        if self.beeindigd is None:
            self.beeindigd = self.huis.kraam.wait(self.pid)
        return self.beeindigd

    def answers(self) -> bool:
        """Whether somebody listens."""
        poort = httpx.URL(self.adres).port
        try:
            socket.create_connection(("127.0.0.1", poort or 0), timeout=GEDULD).close()
        except ConnectionRefusedError:
            return False
        return True


@dataclass
class Huis:
    """An installation: its database and keys, its clock, its people and its processes."""

    kraam: Kraam
    wereld: Wereld
    map: Path
    web: Web
    diensten: list[Dienst] = field(default_factory=list)
    clients: list[httpx.Client] = field(default_factory=list)
    poort: int = 0

    @property
    def omgeving(self) -> dict[str, str]:
        return {
            "HOUVAST_DATABASE_URL": self.wereld.database.url,
            "HOUVAST_VAR": str(self.map),
            "HOUVAST_LOG_NIVEAU": "warning",
            "HOUVAST_SAMENLOPEN_OPENEN": "false",  # every request registers the same child
        }

    def switch(self, naam: str, waarde: str | None = "") -> None:
        """Set a switch, or take it away with None; never half written."""
        pad = self.map / "schakelaars" / naam
        if waarde is None:
            pad.unlink(missing_ok=True)
            return
        nieuw = pad.with_suffix(".nieuw")
        nieuw.write_text(waarde)
        nieuw.rename(pad)

    def set_clock(self, moment: datetime) -> None:
        """All processes think it is this moment now, and count on from there."""
        self.wereld.now = moment
        self.switch(KLOK, str((moment - datetime.now(UTC)).total_seconds()))

    def start(self, *opdracht: str, uit: str = "dienst.txt", **omgeving: str) -> int:
        """A process of this installation; gives its pid."""
        return self.kraam.start(
            opdracht=opdracht,
            omgeving=self.omgeving | omgeving,
            schakelaars=str(self.map / "schakelaars"),
            uit=str(self.map / uit),
        )

    def run(self, *opdracht: str) -> tuple[int, str]:
        """A command until its end: exit status and what it said."""
        uit = self.map / "opdracht.txt"
        uit.unlink(missing_ok=True)
        return self.kraam.wait(self.start(*opdracht, uit=uit.name)), uit.read_text()

    def serve(self, *, poort: int | None = None, **omgeving: str) -> Dienst:
        """The web of this installation, once it answers; after a crash at the same address."""
        self.poort = self.poort or free_port()
        adres = f"http://127.0.0.1:{poort or self.poort}"
        pid = self.start("serve", "--port", str(poort or self.poort), **omgeving)
        dienst = Dienst(self, pid, adres)
        self.diensten.append(dienst)
        wait_until(dienst.answers, f"the web does not answer: {self.said()}")
        return dienst

    def said(self) -> str:
        """The last lines of the processes."""
        uit = self.map / "dienst.txt"
        return uit.read_text()[-2000:] if uit.exists() else ""

    def system(self, kenmerk: str, dienst: Dienst) -> httpx.Client:
        """A system of this organisatie, over real HTTP."""
        kop = {"Authorization": f"Bearer {self.web.token(kenmerk)}"}
        return self._client(dienst, headers=kop)

    def browser(self, actor: Actor, dienst: Dienst) -> httpx.Client:
        """A browser in which this person just logged in."""
        with self.wereld.database.transaction() as session:
            inlog = start_sessie(session, actor.id, self.web.app.state.huis.sessieduur, self.wereld.now)
        kop = {"X-CSRF-Token": inlog.csrf}
        return self._client(dienst, headers=kop, cookies={"houvast": inlog.waarde})

    def _client(self, dienst: Dienst, **anders: Any) -> httpx.Client:
        # A connection for each request: one that the server just closed (idle for 5 s) would be a race.
        ruim = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        self.clients.append(httpx.Client(base_url=dienst.adres, timeout=GEDULD, limits=ruim, **anders))
        return self.clients[-1]

    def close(self) -> None:
        for client in self.clients:
            client.close()
        for dienst in self.diensten:
            dienst.stop(signal.SIGKILL)
        self.web.app.state.huis.database.dispose()


@contextmanager
def open_huis(kraam: Kraam, wereld: Wereld, map_: Path) -> Iterator[Huis]:
    """An installation on the database of this wereld."""
    (map_ / "schakelaars").mkdir()
    huis = Huis(kraam, wereld, map_, make_web(wereld, map_))
    huis.set_clock(wereld.now)
    try:
        yield huis
    finally:
        huis.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as deur:
        poort: int = deur.getsockname()[1]
        return poort


def wait_until(waar: Callable[[], bool], anders: str, geduld: float = GEDULD) -> None:
    """Look again until it is so."""
    einde = time.monotonic() + geduld
    while not waar():
        if time.monotonic() > einde:
            raise TimeoutError(anders)
        time.sleep(0.02)


def send(client: httpx.Client, pad: str, inhoud: Any, sleutel: str | None = None) -> httpx.Response:
    """One act of a system."""
    kop = {"Idempotency-Key": sleutel} if sleutel else {}
    return client.post(f"/api/v1{pad}", json=inhoud, headers=kop)
