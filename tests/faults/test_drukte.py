"""Two hundred people and systems at once on a small pool: served, or told when to come back; nothing else."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

import httpx

from app.domain.gebeurtenissen import GebeurtenisSoort as Soort
from tests.api.opdrachten import aanbod, melding
from tests.faults.nazien import Grootboek, assert_come_back, look_over
from tests.faults.proces import GEDULD, Huis, send
from tests.faults.test_dubbel import INTAKE

TEGELIJK = 200
CASUSSEN = 20


@dataclass
class Menigte:
    """Everybody starts at once; who writes comes back until it is done."""

    vws: httpx.Client
    mens: httpx.Client
    casussen: list[str]
    grootboek: Grootboek
    statussen: Counter[int] = field(default_factory=Counter)
    start: Barrier = field(default_factory=lambda: Barrier(TEGELIJK))

    def one(self, nummer: int) -> None:
        """One of them: of every ten five read with a system, two on a page, three write."""
        self.start.wait()
        casus = self.casussen[nummer % CASUSSEN]
        match nummer % 10:
            case 0:
                self.register(nummer)
            case 1 if nummer // 10 < CASUSSEN:
                pad, inhoud = f"/casussen/{self.casussen[nummer // 10]}/overdrachten", aanbod("ozj")
                self.insist(nummer, pad, inhoud, Soort.OVERDRACHT_AANGEBODEN)
            case 2:
                self.fill_in(nummer)
            case 3 | 4:
                self.answer(self.mens.get(("/werkvoorraad", "/meldingen/nieuw")[nummer % 2]))
            case _:
                self.answer(self.vws.get(f"/api/v1/casussen/{casus}"))

    def register(self, nummer: int) -> None:
        self.insist(nummer, "/meldingen", melding(), Soort.MELDING_GEREGISTREERD)

    def insist(self, nummer: int, pad: str, inhoud: object, soort: Soort) -> None:
        antwoord = self.until_done(lambda: send(self.vws, pad, inhoud, f"druk-{nummer}"))
        uit = antwoord.json()
        self.grootboek.acknowledge(
            uit["casussen"][0]["id"] if "casussen" in uit else uit["casus"]["id"], soort
        )

    def fill_in(self, nummer: int) -> None:
        """A person with a form: the same form again leads to the same casus."""
        formulier = INTAKE | {"idempotency_key": f"druk-{nummer}"}
        antwoord = self.until_done(lambda: self.mens.post("/meldingen/nieuw", data=formulier))
        kenmerk = antwoord.headers["Location"].split("?")[0].rpartition("/")[2]
        gezien = self.until_done(lambda: self.vws.get(f"/api/v1/casussen/{kenmerk}"))
        self.grootboek.acknowledge(gezien.json()["id"], Soort.MELDING_GEREGISTREERD)

    def until_done(self, act: Callable[[], httpx.Response]) -> httpx.Response:
        einde = time.monotonic() + 2 * GEDULD
        while not self.answer(antwoord := act()):
            assert time.monotonic() < einde, "still too busy"
            time.sleep(0.5)
        return antwoord

    def answer(self, antwoord: httpx.Response) -> bool:
        """Whether it was served; if not, it says when to come back."""
        self.statussen[antwoord.status_code] += 1
        if antwoord.status_code in (200, 201, 303):
            return True
        assert_come_back(antwoord)
        return False


def test_two_hundred_at_once_on_a_small_pool_meet_no_fault(huis: Huis, grootboek: Grootboek) -> None:
    dienst = huis.serve(HOUVAST_POOL_SIZE="5")
    vws, mens = huis.system("vws-ucz", dienst), huis.browser(huis.wereld.actors["vws-ucz"], dienst)
    casussen = []
    for nummer in range(CASUSSEN):
        casus = send(vws, "/meldingen", melding(), f"vooraf-{nummer}").json()["casussen"][0]["id"]
        grootboek.acknowledge(casus, Soort.MELDING_GEREGISTREERD)
        casussen.append(casus)
    menigte = Menigte(vws, mens, casussen, grootboek)
    with ThreadPoolExecutor(TEGELIJK) as draden:
        list(draden.map(menigte.one, range(TEGELIJK)))
    assert menigte.statussen[503] > 0, "it was not busy at all"
    look_over(huis, grootboek)
