"""Scenarios 4 and 9 on the screens: a near match is offered, not merged; two meldingen become one casus."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import handen
from tests.browser.conftest import Huis
from tests.browser.podium import SMAL

Bezoek = Callable[..., Page]
AXE = Axe()
LABELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(autouse=True)
def vergelijkend(huis: Huis) -> Iterator[None]:
    """This house compares each registration with all others."""
    gewoon = huis.app.state.huis
    settings = gewoon.settings.model_copy(update={"samenlopen_openen": True})
    huis.app.state.huis = replace(gewoon, settings=settings)
    yield
    huis.app.state.huis = gewoon


@pytest.mark.parametrize("javascript", [True, False], ids=["met_javascript", "zonder_javascript"])
def test_a_near_match_is_offered_and_two_meldingen_become_one_casus(bezoek: Bezoek, javascript: bool) -> None:
    kind = "Femke" if javascript else "Jasmijn"
    vws, wijk = bezoek("vws", javascript=javascript), bezoek("wijkteam", SMAL, javascript=javascript)
    brief = handen.register(vws, kind=kind)
    look_while_typing(wijk, kind, javascript=javascript)
    handen.press(wijk, "Registreer de melding")
    handen.said(wijk, "De melding staat erin.")
    eigen = wijk.url.split("/casussen/")[1].split("?")[0]
    wijk.get_by_role("link", name=re.compile("^S-2026-")).click()
    expect(wijk.get_by_role("heading", level=1)).to_have_text("Is dit hetzelfde kind?")
    expect(wijk.get_by_role("main")).not_to_contain_text(brief)
    expect(wijk.get_by_text("De achternamen schelen één letter")).to_be_visible()
    if javascript:
        assert AXE.run(wijk, options={"runOnly": {"type": "tag", "values": LABELS}}).violations_count == 0
    judge(wijk, "Ja, samenvoegen")
    handen.said(wijk, "Voorgesteld.")
    vws.goto("/samenlopen?status=voorgesteld")
    vws.get_by_role("link", name=re.compile("^S-2026-")).click()
    expect(vws.get_by_text("Samenvoegen is voorgesteld.")).to_be_visible()
    judge(vws, "Ja, samenvoegen")
    handen.said(vws, "Samengevoegd.")
    wijk.goto(f"/casussen/{eigen}")
    expect(wijk.get_by_role("main").locator("blockquote.eigen-woorden")).to_have_count(2)
    tell_loket_it_is_known(wijk)
    vws.goto("/terugkoppelingen")
    expect(vws.get_by_role("main")).to_contain_text("eerder: al bekend")


def tell_loket_it_is_known(page: Page) -> None:
    """The letter was about a child that is helped already: VWS hears so, with what is done."""
    page.get_by_role("link", name="Vertel het loket").first.click()
    page.get_by_role("radio", name=re.compile("^Al bekend")).check()
    page.get_by_label("Toelichting voor het loket").fill("Tim mag blijven wonen. Wij zoeken verder.")
    page.get_by_label("Er staat geen zorginhoud in mijn toelichting").check()
    handen.press(page, "Vastleggen")
    handen.said(page, "Het loket is ingelicht.")


def look_while_typing(page: Page, kind: str, *, javascript: bool) -> None:
    """With a typing mistake; what another party has does not show, and what was typed stays."""
    handen.fill_intake(page, "Wij bellen nog een keer.", kind)
    page.get_by_label("Achternaam").fill("Voorbeelt")
    if not javascript:
        page.get_by_role("button", name=re.compile("^Kijk of dit kind bekend is")).click()
    expect(page.get_by_text("wordt na opslaan beoordeeld")).to_be_visible()
    expect(page.get_by_text("Bij u is dit kind niet gevonden.")).to_be_visible()
    expect(page.get_by_label("In eigen woorden")).to_have_value("Wij bellen nog een keer.")


def judge(page: Page, keuze: str) -> None:
    page.get_by_role("radio", name=re.compile(f"^{keuze}")).check()
    page.get_by_label("Waarom?").fill("Wij hebben gebeld.")
    handen.press(page, "Leg uw besluit vast")
