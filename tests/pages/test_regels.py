"""The beheerder sees what a norm or a decreed day changes, then records it; others only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.domain.actor import Rol
from app.domain.opdrachten import KlachtGegevens
from app.domain.termen import Aard
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in, walk
from tests.pages.test_paginas import check
from tests.services.stappen import Stappen

NORM = "/regels/antwoord_melder/standaard"
NIEUW = {"lengte": "10", "eenheid": "werkdagen", "geldigVan": "1-12-2026"}
DAG = {"datum": "15-12-2026", "grond": "Stb. 2026, 500"}


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def beheerder(web: Web) -> TestClient:
    aard = frozenset({Aard.HULPVRAAG, Aard.KLACHT})
    Stappen(web.wereld).register("ozj", loket="ozj", aard=aard, klacht=KlachtGegevens(tekst="x"))
    return log_in(web, web.wereld.hire("ozj", Rol.BEHEERDER))


def test_a_norm_is_shown_tried_set_and_taken_back(beheerder: TestClient) -> None:
    voorbeeld = beheerder.post(NORM, data=NIEUW | {"voorbeeld": "ja"}).text
    assert "begint op dinsdag 1 december 2026, eindigt dan op dinsdag 15 december 2026" in voorbeeld
    assert "Met de oude norm was dat dinsdag 22 december 2026" in voorbeeld
    assert "Andere versies" not in beheerder.get(NORM).text, "nothing happened yet"
    antwoord = beheerder.post(NORM, data=NIEUW, follow_redirects=False)
    assert antwoord.headers["location"] == f"{NORM}?gedaan=norm"
    assert "Vanaf dinsdag 1 december 2026: 10 werkdagen." in beheerder.get(NORM).text
    assert "10 werkdagen vanaf 1 december 2026" in beheerder.get("/regels").text
    weg = f"{NORM}/intrekken/2026-12-01"
    assert "blijft zoals hij nu is" in beheerder.get(weg).text
    assert beheerder.post(weg, follow_redirects=False).status_code == 303
    assert "Andere versies" not in beheerder.get(NORM).text
    assert beheerder.post(weg).status_code == 409


def test_mistakes_in_a_norm_keep_what_was_typed(beheerder: TestClient) -> None:
    for velden, tekst in (
        ({"lengte": "x"}, "Vul in hoe lang de norm wordt"),
        (NIEUW | {"lengte": "999"}, "Kies een getal van 1 tot en met 250"),
        (NIEUW | {"geldigVan": "1-11-2026", "voorbeeld": "ja"}, "vanaf morgen"),
    ):
        antwoord = beheerder.post(NORM, data=velden)
        assert (antwoord.status_code, tekst in antwoord.text) == (422, True)
        assert f'value="{velden["lengte"]}"' in antwoord.text
    wet = "/regels/klacht_afhandelen/standaard"
    assert "Deze regel kunt u niet aanpassen." in beheerder.get(wet).text
    antwoord = beheerder.post(wet, data=NIEUW | {"voorbeeld": "ja"})
    assert (antwoord.status_code, "staat in de wet (Awb 9:11)" in antwoord.text) == (409, True)


def test_a_decreed_day_shows_what_it_moves_before_it_does(web: Web, beheerder: TestClient) -> None:
    voorbeeld = beheerder.post("/vrije-dagen/nieuw", data=DAG)
    assert voorbeeld.status_code == 200
    assert "dinsdag 15 december 2026" in voorbeeld.text
    assert "woensdag 16 december 2026" in voorbeeld.text
    assert "M-2026-" not in voorbeeld.text, "never which: it is a klacht"
    assert "Stb. 2026, 500" not in beheerder.get("/vrije-dagen").text
    vast = beheerder.post("/vrije-dagen/nieuw", data=DAG | {"vastleggen": "ja"}, follow_redirects=False)
    assert vast.headers["location"] == "/vrije-dagen?gedaan=vrije_dag"
    lijst = beheerder.get("/vrije-dagen").text
    assert "Stb. 2026, 500" in lijst
    assert "Reken na" not in lijst
    weg = "/vrije-dagen/2026-12-15/intrekken"
    assert "dinsdag 15 december 2026" in beheerder.get(weg).text
    assert beheerder.post(weg, follow_redirects=False).status_code == 303
    assert beheerder.get(weg).status_code == 404
    assert beheerder.post("/vrije-dagen/narekenen", follow_redirects=False).status_code == 303


def test_a_day_that_passed_asks_once_more(beheerder: TestClient) -> None:
    voorbij = DAG | {"datum": "2-11-2026"}
    antwoord = beheerder.post("/vrije-dagen/nieuw", data=voorbij)
    assert (antwoord.status_code, "Vink aan dat u dit toch wilt" in antwoord.text) == (422, True)
    assert 'name="ookVoorbij"' in antwoord.text
    assert (
        "Dit verandert er" in beheerder.post("/vrije-dagen/nieuw", data=voorbij | {"ookVoorbij": "ja"}).text
    )
    assert beheerder.post("/vrije-dagen/nieuw", data={"datum": "x", "vastleggen": "ja"}).status_code == 422


def test_everybody_reads_the_rules_and_nobody_else_changes_them(web: Web, beheerder: TestClient) -> None:
    ander = log_in(web, web.wereld.actors["vws-ucz"])
    for pad in ("/regels", NORM, "/vrije-dagen"):
        bladzijde = ander.get(pad)
        assert bladzijde.status_code == 200
        assert "<form" not in bladzijde.text.split("<main", 1)[1]
    for pad, velden in ((NORM, NIEUW), ("/vrije-dagen/nieuw", DAG), (f"{NORM}/intrekken/2026-12-01", {})):
        assert ander.post(pad, data=velden).status_code == 403
    for pad in ("/vrije-dagen/nieuw", "/vrije-dagen/2027-05-07/intrekken", f"{NORM}/intrekken/2026-12-01"):
        assert ander.get(pad).status_code == 403
    assert ander.get("/regels/bestaat/niet").status_code == 404


def test_every_page_of_the_beheerder_is_whole(beheerder: TestClient) -> None:
    beheerder.post(NORM, data=NIEUW)
    gezien = [antwoord for antwoord in walk(beheerder, ("/regels", "/vrije-dagen")) if antwoord.status == 200]
    assert len(gezien) > 20
    for antwoord in gezien:
        assert list(check(antwoord)) == [], antwoord.pad
