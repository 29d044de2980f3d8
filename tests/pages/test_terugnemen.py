"""Taking back a note that was recorded by mistake: found where it stands, and gone where it counted."""

import re
from uuid import UUID

import pytest
from httpx import Client

from tests.fixtures_web import Web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen

LINK = re.compile(r'href="(/casussen/[^"]+/verteld/[^"]+/terugnemen)"')
LEEG = "Nog niets. De melder heeft nog niets gehoord."


@pytest.fixture
def stappen(web: Web) -> Stappen:
    return Stappen(web.wereld)


def desk_with_mistake(web: Web, stappen: Stappen) -> tuple[Client, str, UUID]:
    """The desk of the loket, the page of its casus, and the melding with a note that is wrong."""
    nieuw = stappen.register()
    stappen.tell_melder("vws-ucz", nieuw.melding.id, inhoud="Voor een ander kind bedoeld")
    desk = log_in(web, web.wereld.actors["vws-ucz"])
    return desk, f"/casussen/{nieuw.casussen[0].kenmerk}", nieuw.melding.id


def link(desk: Client, pad: str) -> str:
    gevonden = LINK.findall(desk.get(pad).text)
    assert len(gevonden) == 1
    return str(gevonden[0])


def test_a_note_is_taken_back_from_the_casus_page(web: Web, stappen: Stappen) -> None:
    desk, pad, melding_id = desk_with_mistake(web, stappen)
    terug = link(desk, pad)
    vraag = desk.get(terug).text
    assert "Voor een ander kind bedoeld" in vraag
    assert "antwoord aan de melder, uiterlijk" in vraag.lower()
    antwoord = desk.post(terug, data={"reden": "andere_melding"})
    assert antwoord.status_code == 303
    assert "antwoord_melder" in stappen.open_codes(melding_id)
    tekst = desk.get(antwoord.headers["location"]).text
    assert "Teruggenomen." in tekst
    assert "Teruggenomen: de melder antwoord gegeven (het hoorde bij een andere melding)" in tekst
    assert "Voor een ander kind bedoeld" not in tekst
    assert not LINK.search(tekst)


def test_without_a_reason_nothing_happens(web: Web, stappen: Stappen) -> None:
    desk, pad, melding_id = desk_with_mistake(web, stappen)
    eerst = stappen.open_codes(melding_id)
    antwoord = desk.post(link(desk, pad), data={"reden": ""})
    assert antwoord.status_code == 422
    assert "Kies waarom dit niet klopt." in antwoord.text
    assert stappen.open_codes(melding_id) == eerst


def test_a_second_time_says_that_it_is_done(web: Web, stappen: Stappen) -> None:
    desk, pad, _ = desk_with_mistake(web, stappen)
    terug = link(desk, pad)
    desk.post(terug, data={"reden": "niet_gezegd"})
    nogmaals = desk.post(terug, data={"reden": "niet_gezegd"})
    assert nogmaals.status_code == 409
    assert "al teruggenomen" in nogmaals.text
    assert "al teruggenomen" in desk.get(terug).text


def test_who_has_nothing_to_do_with_it_does_not_see_it(web: Web, stappen: Stappen) -> None:
    desk, pad, _ = desk_with_mistake(web, stappen)
    terug = link(desk, pad)
    vreemde = log_in(web, web.wereld.actors["ret-jz14"])
    assert vreemde.get(terug).status_code == 404
    assert vreemde.post(terug, data={"reden": "niet_gezegd"}).status_code == 404


def test_the_melder_has_heard_nothing_again(web: Web, stappen: Stappen) -> None:
    """In the list of the loket, and beside the note in the history."""
    desk, pad, _ = desk_with_mistake(web, stappen)
    ongehoord = "/terugkoppelingen?toon=niets_gehoord"
    kenmerk = pad.rsplit("/", 1)[1]
    assert kenmerk not in desk.get(ongehoord).text
    desk.post(link(desk, pad), data={"reden": "niet_gezegd"})
    assert kenmerk in desk.get(ongehoord).text
