"""A klacht in the browser: recognised at intake, sent on, answered by who it is about, heard and judged."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import handen
from tests.browser.test_toegankelijk import check_widths

Bezoek = Callable[..., Page]
WOORDEN = "De jeugdconsulent belt nooit terug."


def unfold(page: Page, naam: str) -> None:
    """Open a part of the page, unless it is open already."""
    deel = page.locator("details", has=page.get_by_text(naam, exact=True))
    if deel.get_attribute("open") is None:
        deel.locator("summary").click()


def complain(vws: Page) -> None:
    """A question that is also a klacht about the gemeente."""
    handen.fill_intake(vws)
    vws.get_by_role("group", name="3. Is dit (ook) een klacht?").get_by_label("Ja", exact=True).check()
    unfold(vws, "De klacht zelf")
    vws.get_by_label("Waar gaat de klacht over?").fill(WOORDEN)
    vws.get_by_label("Over welke organisatie?").select_option(label="Gemeente Enschede")
    handen.press(vws, "Registreer de melding")
    handen.said(vws, "De melding staat erin.")


def open_klacht(page: Page, kenmerk: str = "") -> str:
    """That one, or the newest of the list; its kenmerk."""
    page.goto("/klachten")
    links = page.locator("main").get_by_role("link", name=re.compile(kenmerk or r"K-\d{4}-\d{6}"))
    kenmerk = max(re.findall(r"K-\d{4}-\d{6}", " ".join(links.all_inner_texts())))
    links.filter(has_text=kenmerk).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Klacht")
    return str(kenmerk)


@pytest.mark.parametrize("javascript", [True, False], ids=["met_javascript", "zonder_javascript"])
def test_from_receipt_to_outcome(bezoek: Bezoek, *, javascript: bool) -> None:
    vws = bezoek("vws", javascript=javascript)
    complain(vws)
    casus = vws.url
    kees = bezoek("klacht", javascript=javascript)
    kenmerk = open_klacht(kees)
    unfold(kees, "Doorsturen naar een andere organisatie")
    kees.get_by_label("Waar hoort de klacht thuis?").select_option(label="Gemeente Enschede")
    handen.press(kees, "Stuur de klacht door")
    karin = bezoek("klacht2", javascript=javascript)
    handle(karin, kenmerk)
    ebru = bezoek("enschede", javascript=javascript)
    answer(ebru, javascript=javascript)
    judge(karin, kenmerk, javascript=javascript)
    ebru.goto(f"/klachten/{kenmerk}")
    expect(ebru.get_by_role("heading", level=1)).to_have_text("Deze pagina is er niet")
    vws.goto(casus)
    expect(vws.get_by_role("link", name="Doorzetten")).to_be_visible()  # the question goes on


def handle(karin: Page, kenmerk: str) -> None:
    """Confirmed (9:6), taken by who was not involved (9:7), and the klaagschrift sent (9:9)."""
    open_klacht(karin, kenmerk)
    expect(karin.get_by_text(WOORDEN)).to_be_visible()
    handen.press(karin, "Bevestig de ontvangst")
    karin.get_by_role("button", name=re.compile("Ik heb het verstuurd")).click()  # only then it counts
    kiezen = karin.get_by_role("form", name="Behandelaar kiezen")
    expect(kiezen.get_by_label("Ebru Elders")).to_have_count(0)
    kiezen.get_by_label("Karin Klacht").check()
    handen.press(kiezen, "Leg dit vast")
    unfold(karin, "Het klaagschrift aan de beklaagde sturen")
    karin.get_by_label("Een medewerker met Houvast").select_option(label="Ebru Elders")
    handen.press(karin, "Stuur het klaagschrift")


def answer(ebru: Page, *, javascript: bool) -> None:
    """Who it is about finds it among today's work and tells how it went, from the klaagschrift alone."""
    ebru.goto("/werkvoorraad")
    ebru.get_by_role("link", name=re.compile("Lees klaagschrift")).click()
    expect(ebru.get_by_text(WOORDEN)).to_be_visible()
    expect(ebru.get_by_text("Dorien")).to_have_count(0)
    ebru.get_by_label("Hoe ging het volgens u?").fill("Ik was ziek. Dat had ik moeten laten weten.")
    if javascript:
        check_widths(ebru)
    handen.press(ebru, "Verstuur uw antwoord")


def judge(karin: Page, kenmerk: str, *, javascript: bool) -> None:
    """Heard (9:10) and judged (9:12); the letter names who can look at it again."""
    karin.goto(f"/klachten/{kenmerk}")
    expect(karin.get_by_text("Ik was ziek.")).to_be_visible()
    if javascript:
        check_widths(karin)
    unfold(karin, "Horen vastleggen")
    karin.get_by_label("De melder en de beklaagde", exact=True).check()
    karin.get_by_label("Verslag: wat is er gezegd?").fill("Beiden gehoord.")
    handen.press(karin, "Bewaar het verslag")
    unfold(karin, "De uitkomst geven")
    handen.press(karin, "Geef de uitkomst")
    handen.errors(karin)
    karin.get_by_label("Deels gegrond").check()
    karin.get_by_label("Waarom, en wat gebeurt er nu?").fill("U had gebeld moeten worden.")
    handen.press(karin, "Geef de uitkomst")
    expect(karin.get_by_role("heading", name="Afgedaan", exact=True)).to_be_visible()
    expect(karin.get_by_text("De brief aan de melder is nog niet weg.")).to_be_visible()
    expect(karin.get_by_text("ombudsman").first).to_be_visible()
    if javascript:
        check_widths(karin)
