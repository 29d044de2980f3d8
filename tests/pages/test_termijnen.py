"""One promise on its own page: why, how it moved, and the form that puts it off without losing a word."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen

VELDEN = {"nieuweDatum": "1-12-2026", "redencode": "overleg", "toelichting": "Het gesprek is later."}


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def stappen(web: Web) -> Stappen:
    return Stappen(web.wereld)


@pytest.fixture
def loket(web: Web, stappen: Stappen) -> TestClient:
    stappen.register()
    return log_in(web, web.wereld.actors["vws-ucz"])


def page_of(client: TestClient, kenmerk: str = "C-2026-000001") -> str:
    """The page of the answer that was promised to the melder."""
    deel = client.get(f"/casussen/{kenmerk}").text.split("Inhoudelijk antwoord aan de melder", 1)[1]
    link = re.search(rf'href="(/casussen/{kenmerk}/termijnen/[^"]+)"', deel)
    assert link is not None, deel
    return link.group(1)


def test_a_date_is_looked_at_tried_and_put_off(loket: TestClient) -> None:
    pad = page_of(loket)
    bladzijde = loket.get(pad).text
    assert "tot en met dinsdag 15 december 2026" in bladzijde
    voorbeeld = loket.post(pad, data=VELDEN | {"voorbeeld": "ja"})
    assert voorbeeld.status_code == 200
    assert "U hoort nu uiterlijk dinsdag 1 december 2026 van ons." in voorbeeld.text
    assert "Het gesprek is later." in voorbeeld.text
    assert "Eerst di 24 november" not in loket.get("/casussen/C-2026-000001").text, "nothing happened yet"
    antwoord = loket.post(pad, data=VELDEN, follow_redirects=False)
    assert (antwoord.status_code, antwoord.headers["location"]) == (
        303,
        "/casussen/C-2026-000001?gedaan=verdaagd",
    )
    casus = loket.get(antwoord.headers["location"]).text
    assert "De datum is verzet." in casus
    assert "Eerst di 24 november" in casus
    assert "Een datum is verzet: van di 24 november naar di 1 december" in casus
    na = loket.get(pad).text
    assert "al een keer verzet" in na
    assert "Het gesprek is later." in na


def test_a_refusal_keeps_what_was_typed(loket: TestClient) -> None:
    pad = page_of(loket)
    for velden, status, tekst in (
        (VELDEN | {"nieuweDatum": "28-11-2026"}, 422, "is geen werkdag (zaterdag)"),
        (VELDEN | {"nieuweDatum": "16-12-2026"}, 409, "tot en met dinsdag 15 december 2026"),
        (VELDEN | {"redencode": ""}, 422, "Kies waarom het niet op tijd lukt."),
        (VELDEN | {"instemmingGegeven": "ja"}, 422, "Vul in op welke dag er is ingestemd."),
        (VELDEN | {"nieuweDatum": "x", "voorbeeld": "ja"}, 422, "Schrijf de datum als dag-maand-jaar"),
    ):
        antwoord = loket.post(pad, data=velden)
        assert (antwoord.status_code, tekst in antwoord.text) == (status, True), antwoord.text
        assert "Het gesprek is later." in antwoord.text


def test_who_cannot_move_a_date_reads_why_it_is_that_date(web: Web, stappen: Stappen) -> None:
    stappen.register()
    stappen.move(stappen.register().casussen[0].id, "vws-ucz", "ozj")
    loket = log_in(web, web.wereld.actors["vws-ucz"])  # the history moved the clock
    pad = page_of(loket, "C-2026-000002")
    bladzijde = loket.get(pad).text
    assert "Deze datum kan later worden door wie de casus behandelt" in bladzijde
    assert "nieuweDatum" not in bladzijde
    vreemd = log_in(web, web.wereld.actors["ret-jz14"])
    assert vreemd.get(pad).status_code == 404
    assert loket.get(pad.replace("000002", "000001")).status_code == 404, "not of that casus"
