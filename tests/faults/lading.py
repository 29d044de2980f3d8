"""Lading: several systems at work at once, who write down what they were told.

They send again, with the same key, what they got no certain answer to. What was answered with "nothing
was saved" they sometimes leave: then it must not be there.
"""

import itertools
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock

import httpx

from app.domain.gebeurtenissen import GebeurtenisSoort as Soort
from tests.api.opdrachten import Json, aanbod, melding
from tests.faults.nazien import Grootboek, assert_come_back
from tests.faults.proces import GEDULD, Dienst, Huis, send, wait_until

GOED = frozenset({200, 201})


@dataclass
class Lading:
    """What was sent so far, and what came back."""

    huis: Huis
    dienst: Dienst
    grootboek: Grootboek
    stop: Event = field(default_factory=Event)
    statussen: Counter[int] = field(default_factory=Counter)
    codes: set[str] = field(default_factory=set)
    traagste: float = 0.0
    _slot: Lock = field(default_factory=Lock)
    _nummers: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def at_work(self, systemen: int) -> Iterator[None]:
        """This many systems work until the end of the block; a fault of one is a fault of the test."""
        vws, ozj = (self.huis.system(wie, self.dienst) for wie in ("vws-ucz", "ozj"))
        with ThreadPoolExecutor(systemen) as draden:
            lopend = [draden.submit(self._work, vws, ozj) for _ in range(systemen)]
            try:
                yield
            finally:
                self.stop.set()
        for een in lopend:
            een.result()

    def wait_for(self, status: int, aantal: int) -> None:
        """Until so many more answers of this kind came."""
        doel = self.statussen[status] + aantal
        wait_until(lambda: self.statussen[status] >= doel, f"geen {status} meer: {self.statussen}")

    def _work(self, vws: httpx.Client, ozj: httpx.Client) -> None:
        while not self.stop.is_set():
            self._one_casus(vws, ozj)

    def _one_casus(self, vws: httpx.Client, ozj: httpx.Client) -> None:
        """Register, read, offer, and give back or accept: as far as the weather lets it."""
        nummer = next(self._nummers)
        nieuw = self._do(vws, "/meldingen", melding(), volhouden=nummer % 3 > 0)
        if nieuw is None:
            return
        casus = nieuw["casussen"][0]["id"]
        self.grootboek.acknowledge(casus, Soort.MELDING_GEREGISTREERD)
        self._answer(vws.get(f"/api/v1/casussen/{casus}"))
        aangeboden = self._do(vws, f"/casussen/{casus}/overdrachten", aanbod("ozj"))
        if aangeboden is None:
            return
        self.grootboek.acknowledge(casus, Soort.OVERDRACHT_AANGEBODEN)
        pad, soort = f"/overdrachten/{aangeboden['id']}", Soort.OVERDRACHT_AANVAARD
        if nummer % 2:
            terug = {"redencode": "anders", "toelichting": "Niet voor ons"}
            gedaan, soort = self._do(ozj, f"{pad}/teruggaven", terug), Soort.OVERDRACHT_TERUGGEGEVEN
        else:
            gedaan = self._do(ozj, f"{pad}/aanvaardingen", {})
        if gedaan is not None:
            self.grootboek.acknowledge(casus, soort)

    def _do(self, client: httpx.Client, pad: str, inhoud: Json, *, volhouden: bool = True) -> Json | None:
        """Send until it is done, always with the same key; None when "not saved" was good enough."""
        sleutel = f"lading-{next(self._nummers)}"
        einde = time.monotonic() + GEDULD
        while time.monotonic() < einde:
            antwoord = send(client, pad, inhoud, sleutel)
            if self._answer(antwoord):
                uit: Json = antwoord.json()
                return uit
            if not volhouden and antwoord.json()["code"] != "onzeker":
                return None
            time.sleep(0.05)
        raise TimeoutError(f"{pad} was not done in {GEDULD} seconds: {antwoord.text}")

    def _answer(self, antwoord: httpx.Response) -> bool:
        """Count it; anything but done or "come back" is a fault."""
        with self._slot:
            self.statussen[antwoord.status_code] += 1
            self.traagste = max(self.traagste, antwoord.elapsed.total_seconds())
        if antwoord.status_code in GOED:
            return True
        assert_come_back(antwoord)
        with self._slot:
            self.codes.add(antwoord.json()["code"])
        return False
