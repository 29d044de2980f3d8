"""Handen: what people do on the screens, found by label and role as they find it themselves."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Huis

VRAAG = "Mijn dochter heeft geen vaste plek na het ziekenhuis. Wie helpt ons?"


def fill_intake(page: Page, vraag: str = VRAAG, kind: str = "Femke") -> None:
    """The five questions, and who it is about."""
    page.goto("/meldingen/nieuw")
    fill_form(page, vraag, kind)


def fill_form(page: Page, vraag: str = VRAAG, kind: str = "Femke") -> None:
    """The same on the form that stands there."""
    page.get_by_role("group", name="1. Is er nu gevaar?").get_by_label("Nee", exact=True).check()
    page.get_by_label("In eigen woorden").fill(vraag)
    page.get_by_role("group", name="3. Is dit (ook) een klacht?").get_by_label("Nee", exact=True).check()
    page.get_by_label("Naam", exact=True).fill("Dorien Voorbeeld")
    page.get_by_label("Mailadres").fill("dorien@voorbeeld.example")
    page.get_by_label("Voornamen").fill(kind)
    page.get_by_label("Achternaam").fill("Voorbeeld")
    page.get_by_label("Geboortedatum").fill("14-03-2010")
    page.get_by_label("Woonplaats (gemeente)").select_option("GM0193")
    page.get_by_label("Hoe zeker is dat?").select_option("vastgesteld")


def register(page: Page, vraag: str = VRAAG, kind: str = "Femke") -> str:
    """A registered melding; gives the kenmerk of the casus."""
    fill_intake(page, vraag, kind)
    press(page, "Registreer de melding")
    said(page, "De melding staat erin.")
    return page.url.split("/casussen/")[1].split("?")[0]


def offer(page: Page, kenmerk: str) -> None:
    """Offer to the party that the system proposes."""
    page.goto(f"/casussen/{kenmerk}")
    page.get_by_role("link", name="Doorzetten").click()
    expect(page.get_by_role("radio", name=re.compile("voorstel"))).to_be_checked()
    press(page, "Aanbieden")
    said(page, "Aangeboden.")


def offer_to(page: Page, kenmerk: str, partij: str) -> None:
    """Offer to a party of the list that the route names."""
    page.goto(f"/casussen/{kenmerk}/doorzetten")
    page.get_by_role("radio", name=partij).check()
    page.get_by_label("Waarom is deze partij aan zet?").fill("Zij kennen dit gezin.")
    press(page, "Aanbieden")
    said(page, "Aangeboden.")


def open_offer(page: Page, kenmerk: str) -> None:
    """From the list of offers to the offer itself."""
    page.goto("/werkvoorraad?lijst=aanvaarden")
    page.locator("#lijst").get_by_role("link", name=kenmerk).click()
    expect(page.get_by_role("heading", name="Nog niet van u")).to_be_visible()


def accept(page: Page, kenmerk: str) -> None:
    open_offer(page, kenmerk)
    press(page, "Aanvaarden")
    said(page, "U bent nu verantwoordelijk.")


def pass_on(huis: Huis, van: Page, naar: Page, kenmerk: str) -> None:
    """Offer and accept, with an hour between."""
    huis.wereld.later(minutes=20)
    offer(van, kenmerk)
    huis.wereld.later(minutes=20)
    accept(naar, kenmerk)


def press(page: Page | Locator, naam: str) -> None:
    page.get_by_role("button", name=naam, exact=True).click()


def said(page: Page, tekst: str) -> None:
    """The message after an act."""
    expect(page.get_by_role("status")).to_contain_text(tekst)


def errors(page: Page) -> Locator:
    """The summary of what is wrong, which must have the focus."""
    lijst = page.get_by_role("alert")
    expect(lijst).to_be_visible()
    expect(lijst).to_be_focused()
    return lijst
