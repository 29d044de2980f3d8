"""A full disk under SQLite: nothing half, words that help, and when there is room it goes on."""

import resource
from collections.abc import Callable

import httpx
import pytest

from app.domain.gebeurtenissen import GebeurtenisSoort as Soort
from tests.api.opdrachten import melding
from tests.faults.nazien import Grootboek, assert_come_back, look_over
from tests.faults.proces import Dienst, Huis, send
from tests.faults.sabotage import VOL
from tests.faults.test_dubbel import INTAKE

MEESTE = 300


def no_page_more(dienst: Dienst, *, vol: bool) -> None:
    """SQLite may not grow: SQLITE_FULL, as when the disk has no room."""
    dienst.huis.switch(VOL, "" if vol else None)


def no_byte_more(dienst: Dienst, *, vol: bool) -> None:
    """The system refuses every write of this process to a file, also of its log."""
    zacht = 0 if vol else resource.RLIM_INFINITY
    resource.prlimit(dienst.pid, resource.RLIMIT_FSIZE, (zacht, resource.RLIM_INFINITY))


@pytest.mark.parametrize("fill", [no_page_more, no_byte_more])
def test_on_a_full_disk_nothing_is_half_done_and_later_it_goes_on(
    sqlite_huis: Huis, grootboek: Grootboek, fill: Callable[..., None]
) -> None:
    huis = sqlite_huis
    dienst = huis.serve()
    vws, mens = huis.system("vws-ucz", dienst), huis.browser(huis.wereld.actors["vws-ucz"], dienst)
    with vws, mens:
        casus = register(vws, grootboek, "voor")
        fill(dienst, vol=True)
        sleutel = fill_up(vws, grootboek)
        refused = send(vws, "/meldingen", melding(), sleutel)
        assert_come_back(refused)
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["code"] == "schijf_vol"
        assert "niets opgeslagen" in refused.json()["detail"]
        page = mens.post("/meldingen/nieuw", data=INTAKE | {"idempotency_key": "vol"})
        assert_come_back(page)
        assert "De schijf van Houvast is vol" in page.text
        assert INTAKE["hulpvraag"] in page.text
        # What needs no note in the read log can still be read; a casus cannot (I10). Whether it is ready
        # is the subject of tests/api/test_gezondheid.py.
        for pad in ("/health/live", "/api/v1/organisaties"):
            assert vws.get(pad).status_code == 200, pad
        assert mens.get("/organisaties").status_code == 200
        gelezen = vws.get(f"/api/v1/casussen/{casus}")
        if gelezen.status_code != 200:  # the note itself may just have fitted
            assert_come_back(gelezen)
        fill(dienst, vol=False)
        register(vws, grootboek, sleutel)
        assert vws.get(f"/api/v1/casussen/{casus}").status_code == 200
        register(vws, grootboek, "na")
    look_over(huis, grootboek)


def register(vws: httpx.Client, grootboek: Grootboek, sleutel: str) -> str:
    antwoord = send(vws, "/meldingen", melding(), sleutel)
    assert antwoord.status_code == 201, antwoord.text
    casus: str = antwoord.json()["casussen"][0]["id"]
    grootboek.acknowledge(casus, Soort.MELDING_GEREGISTREERD)
    return casus


def fill_up(vws: httpx.Client, grootboek: Grootboek) -> str:
    """Register until there is no more room; gives the key of the act that was refused."""
    for nummer in range(MEESTE):
        antwoord = send(vws, "/meldingen", melding(externKenmerk=f"VOL-{nummer}"), f"vol-{nummer}")
        if antwoord.status_code != 201:
            assert_come_back(antwoord)
            return "daarna"
        grootboek.acknowledge(antwoord.json()["casussen"][0]["id"], Soort.MELDING_GEREGISTREERD)
    raise AssertionError(f"After {MEESTE} meldingen the disk was still not full.")
