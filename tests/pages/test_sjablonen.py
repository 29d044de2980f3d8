"""The beheerder words a message otherwise, sees what the melder reads, and every version stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.domain.actor import Rol
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in, walk
from tests.pages.test_paginas import check
from tests.services.stappen import Stappen

PAD = "/sjablonen/ontvangstbevestiging"
NIEUW = {
    "onderwerp": "Uw vraag is binnen ({kenmerk})",
    "kern": "Dank u wel. Uw vraag kwam binnen op {ontvangen}.",
    "geldigVan": "3-11-2026",
}


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def beheerder(web: Web) -> TestClient:
    return log_in(web, web.wereld.hire("ozj", Rol.BEHEERDER))


def outbox(web: Web) -> str:
    """The words of the newest message at the loket."""
    loket = log_in(web, web.wereld.actors["vws-ucz"])
    links = [deel.split('"', 1)[0] for deel in loket.get("/berichten").text.split('href="/berichten/')[1:]]
    return loket.get(f"/berichten/{[link for link in links if len(link) == 36][-1]}").text


def test_other_words_are_tried_recorded_and_used_for_new_messages(web: Web, beheerder: TestClient) -> None:
    stappen = Stappen(web.wereld)
    stappen.register()
    voorbeeld = beheerder.post(PAD, data=NIEUW | {"voorbeeld": "ja"}).text
    assert "Uw vraag is binnen (M-2026-000123)" in voorbeeld
    assert "Zo leest de melder het straks" in voorbeeld
    assert "Leesbaarheid (Flesch-Douma)" in voorbeeld
    assert "Versie 1" not in beheerder.get(PAD).text, "nothing happened yet"
    antwoord = beheerder.post(PAD, data=NIEUW, follow_redirects=False)
    assert antwoord.headers["location"] == f"{PAD}?gedaan=sjabloon"
    bladzijde = beheerder.get(PAD).text
    assert "Versie 1, vanaf dinsdag 3 november 2026" in bladzijde
    assert "Meegeleverd" in bladzijde
    assert "versie 1, sinds 3 november 2026" in beheerder.get("/sjablonen").text
    assert "Uw vraag kwam bij ons binnen" in outbox(web), "what waits keeps its words"
    stappen.register()
    assert "Dank u wel. Uw vraag kwam binnen op" in outbox(web)


def test_words_that_cannot_be_filled_in_are_refused_and_kept(beheerder: TestClient) -> None:
    fout = NIEUW | {"onderwerp": "Voor {afzender}", "kern": "Hallo {naam}"}
    for velden in (fout, fout | {"voorbeeld": "ja"}):
        antwoord = beheerder.post(PAD, data=velden)
        assert antwoord.status_code == 422
        for deel in (
            "Zet {kenmerk} in het onderwerp",
            "{naam} kan hier niet",
            "Noem {ontvangen}",
            "Hallo {naam}",
        ):
            assert deel in antwoord.text
    assert beheerder.post(PAD, data={}).status_code == 422


def test_nobody_else_words_a_message(web: Web, beheerder: TestClient) -> None:
    ander = log_in(web, web.wereld.actors["ozj"])
    assert ander.get("/sjablonen").status_code == 403
    assert ander.get(PAD).status_code == 403
    assert ander.post(PAD, data=NIEUW).status_code == 403
    assert beheerder.get("/sjablonen/escalatie").status_code == 404
    assert beheerder.get("/sjablonen/onbekend").status_code == 404


def test_every_page_of_the_texts_is_whole(beheerder: TestClient) -> None:
    gezien = [a for a in walk(beheerder, ("/sjablonen",)) if a.pad.startswith("/sjablonen")]
    assert len(gezien) == 7
    for antwoord in gezien:
        assert list(check(antwoord)) == [], antwoord.pad
