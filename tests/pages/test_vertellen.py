"""Recording what the melder was told: a form that was sent without words keeps no promise."""

import re
from uuid import UUID

import pytest
from httpx import Client

from app.domain.opdrachten import MelderGegevens
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen

GEBELD = {"soort": "eerste_contact", "kanaal": "telefoon", "gedaanOp": "3-11-2026", "inhoud": "Gebeld."}
CHOSEN = re.compile(r"<input[^>]* checked[^>]*>")


@pytest.fixture
def stappen(web: Web) -> Stappen:
    return Stappen(web.wereld)


def form(web: Web, stappen: Stappen) -> tuple[Client, str, UUID]:
    """The desk of the owner, where its note goes, and the melding."""
    nieuw = stappen.register()
    pad = f"/casussen/{nieuw.casussen[0].kenmerk}/meldingen/{nieuw.melding.kenmerk}/terugkoppelen"
    return log_in(web, web.wereld.actors["vws-ucz"]), pad, nieuw.melding.id


def test_what_was_promised_is_named_and_not_chosen(web: Web, stappen: Stappen) -> None:
    desk, pad, _ = form(web, stappen)
    tekst = desk.get(pad).text
    assert "Nu beloofd: " in tekst
    assert " checked" not in tekst, "who told it says what it was"


@pytest.mark.parametrize("leeg", ["soort", "inhoud"])
def test_a_note_without_kind_or_words_keeps_no_promise(web: Web, stappen: Stappen, leeg: str) -> None:
    desk, pad, melding_id = form(web, stappen)
    eerst = stappen.open_codes(melding_id)
    antwoord = desk.post(pad, data=GEBELD | {leeg: " "})
    assert antwoord.status_code == 422
    assert stappen.open_codes(melding_id) == eerst
    assert desk.post(pad, data=GEBELD).status_code == 303
    assert stappen.open_codes(melding_id) != eerst


def test_an_attempt_needs_neither(web: Web, stappen: Stappen) -> None:
    desk, pad, melding_id = form(web, stappen)
    eerst = stappen.open_codes(melding_id)
    poging = {"kanaal": "telefoon", "gedaanOp": "3-11-2026", "nietBereikt": "ja"}
    assert desk.post(pad, data=poging).status_code == 303
    assert stappen.open_codes(melding_id) == eerst


def test_of_who_cannot_be_reached_handing_over_asks_nothing(web: Web, stappen: Stappen) -> None:
    """The form begins with what is true; sent as it stands it is not refused for what the melder hears."""
    casus = stappen.register(melder=MelderGegevens(anoniem=True)).casussen[0]
    desk, pad = log_in(web, web.wereld.actors["vws-ucz"]), f"/casussen/{casus.kenmerk}/doorzetten"
    tekst = desk.get(pad).text
    assert "De melder is niet te bereiken. Er gaat geen bericht weg." in tekst
    [gekozen] = [veld for veld in CHOSEN.findall(tekst) if 'name="wijze"' in veld]
    assert 'value="geen"' in gekozen
    assert '<option value="geen_kanaal" selected' in tekst
    velden = {
        "naarOrganisatie": "ozj",
        "reden": "Zij zijn aan zet.",
        "wijze": "geen",
        "uitzondering": "geen_kanaal",
    }
    assert desk.post(pad, data=velden).status_code == 303
