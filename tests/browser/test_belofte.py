"""A promise on the screens: a message is read and sent, a date put off openly, the vangnet emptied."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from app.domain.datum import datum_lang
from tests.browser import handen
from tests.browser.conftest import Huis

Bezoek = Callable[..., Page]


@pytest.mark.parametrize("javascript", [True, False], ids=["met_javascript", "zonder_javascript"])
def test_a_promise_is_kept_put_off_or_caught(huis: Huis, bezoek: Bezoek, javascript: bool) -> None:
    vws = bezoek("vws", javascript=javascript)
    kenmerk = handen.register(vws)
    write_read_and_send(vws)
    put_off(vws, kenmerk)
    huis.wereld.later(days=60)
    caught_and_solved(bezoek("vws", javascript=javascript), kenmerk)


def write_read_and_send(vws: Page) -> None:
    """The words are read, changed and ticked off before they count as told."""
    vws.get_by_role("link", name="Vertel de melder", exact=True).click()
    vws.get_by_role("link", name="Ik wil nu schrijven").click()
    vws.get_by_label("Uw bericht").fill("Wij hebben uw brief gelezen.")
    handen.press(vws, "Lees het bericht na")
    brief = vws.get_by_role("article", name="Tekst van het bericht")
    expect(brief).to_contain_text("Wij hebben uw brief gelezen.")
    vws.get_by_text("De tekst wijzigen").click()
    veld = vws.get_by_label("Tekst van het bericht", exact=True).and_(vws.locator("textarea"))
    veld.fill(veld.input_value().replace("gelezen", "goed gelezen"))
    handen.press(vws, "Wijziging opslaan")
    handen.said(vws, "De tekst is gewijzigd.")
    expect(brief).to_contain_text("Wij hebben uw brief goed gelezen.")
    handen.press(vws, "Afvinken als verstuurd")
    handen.said(vws, "Afgevinkt als verstuurd.")


def put_off(vws: Page, kenmerk: str) -> None:
    """Too far is refused with everything kept; then the melder's words are read, and the date moves."""
    vws.goto(f"/casussen/{kenmerk}")
    belofte = vws.get_by_role("listitem").filter(has_text="Inhoudelijk antwoord aan de melder")
    belofte.get_by_text("Waarom deze datum?").click()
    belofte.get_by_role("link", name="Bekijk of verzet deze datum").click()
    kan_tot = re.search(r"\d{2}-\d{2}-\d{4}", vws.get_by_text("Een werkdag, bijvoorbeeld").inner_text())
    assert kan_tot is not None
    vws.get_by_label("Wat is de nieuwe datum?").fill("31-12-2031")
    vws.get_by_label("het uitzoeken kost meer tijd").check()
    vws.get_by_label("Leg het uit").fill("Wij wachten op de school.")
    handen.press(vws, "Verzet de datum")
    expect(handen.errors(vws)).to_be_visible()
    expect(vws.get_by_label("Leg het uit")).to_have_value("Wij wachten op de school.")
    vws.get_by_label("Wat is de nieuwe datum?").fill(kan_tot[0])
    handen.press(vws, "Bekijk het bericht")
    nieuw = datum_lang(datetime.strptime(kan_tot[0], "%d-%m-%Y").replace(tzinfo=UTC).date())
    expect(vws.get_by_role("article", name="Wat de melder leest")).to_contain_text(f"uiterlijk {nieuw}")
    handen.press(vws, "Verzet de datum")
    handen.said(vws, "De datum is verzet.")
    expect(belofte.get_by_text(re.compile("^Eerst "))).to_be_visible()


def caught_and_solved(vws: Page, kenmerk: str) -> None:
    """What was promised and not done stands in the vangnet until it is done."""
    vws.goto("/vangnet")
    antwoord = vws.get_by_role("row").filter(has_text=kenmerk).filter(has_text="Geef de melder antwoord")
    expect(antwoord).to_have_count(1)
    antwoord.get_by_role("link").first.click()
    vws.get_by_role("link", name="Vertel de melder", exact=True).click()
    vws.get_by_label("Antwoord op de vraag").check()
    vws.get_by_label(re.compile("^Wat is er gezegd")).fill("Er is een plek.")
    handen.press(vws, "Vastleggen")
    handen.said(vws, "Vastgelegd.")
    vws.goto("/vangnet")
    expect(antwoord).to_have_count(0)
