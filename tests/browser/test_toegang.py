"""Who may not be here reads so in plain Dutch; log in, log out, and everything by keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.security import POGINGEN_PER_NAAM
from tests.browser import handen
from tests.browser.conftest import WACHTWOORD, Huis

Bezoek = Callable[..., Page]
NIET_ZICHTBAAR = "Deze pagina is er niet"


def log_in(page: Page, naam: str, wachtwoord: str = WACHTWOORD) -> None:
    page.get_by_label("Gebruikersnaam").fill(naam)
    page.get_by_label("Wachtwoord").fill(wachtwoord)
    handen.press(page, "Inloggen")


@pytest.mark.parametrize("wie", ["beheer", "privacy", "klacht", "enschede"])
def test_a_direct_address_tells_nothing_to_who_has_no_part_in_it(bezoek: Bezoek, wie: str) -> None:
    kenmerk = handen.register(bezoek("vws"))
    vreemde = bezoek(wie)
    for pad in ("", "/doorzetten", "/jeugdige", "/afsluiten"):
        antwoord = vreemde.goto(f"/casussen/{kenmerk}{pad}")
        assert antwoord is not None
        assert antwoord.status == 404
        expect(vreemde.get_by_role("heading", level=1)).to_have_text(NIET_ZICHTBAAR)
        expect(vreemde.locator("main")).not_to_contain_text("Femke")
    expect(vreemde.get_by_role("link", name="Naar het begin")).to_be_visible()


@pytest.mark.parametrize(
    ("wie", "staat_er"),
    [
        (
            "beheer",
            ["Vangnet", "Collega’s", "Organisaties", "Regels", "Vrije dagen", "Teksten", "Vergelijken"],
        ),
        ("privacy", ["Privacytaken", "Leeslog", "Organisaties"]),
        ("klacht", ["Vangnet", "Klachten", "Organisaties"]),
    ],
)
def test_a_role_outside_the_chain_has_a_start_page_and_no_lists(
    bezoek: Bezoek, wie: str, staat_er: list[str]
) -> None:
    page = bezoek(wie)
    page.goto("/")
    begin = {"beheer": re.compile("^Vangnet"), "privacy": "Privacytaken", "klacht": "Klachten"}
    expect(page.get_by_role("heading", level=1)).to_have_text(begin[wie])
    hoofdmenu = page.get_by_role("navigation", name="Hoofdmenu")
    if (meer := hoofdmenu.locator("summary")).count():
        meer.click()
    assert hoofdmenu.get_by_role("link").all_inner_texts() == staat_er
    antwoord = page.goto("/meldingen/nieuw")
    assert antwoord is not None
    assert antwoord.status == 403
    expect(page.locator("main")).to_contain_text("Met uw rol registreert u geen meldingen.")


def test_who_sees_a_casus_but_does_not_own_it_cannot_pass_it_on(huis: Huis, bezoek: Bezoek) -> None:
    vws, ozj = bezoek("vws"), bezoek("ozj")
    kenmerk = handen.register(vws)
    handen.pass_on(huis, vws, ozj, kenmerk)
    antwoord = vws.goto(f"/casussen/{kenmerk}/doorzetten")
    assert antwoord is not None
    assert antwoord.status == 403
    expect(vws.locator("main")).to_contain_text("Alleen wie verantwoordelijk is, kan de casus doorzetten.")


def test_log_in_leads_to_the_page_that_was_asked_for_and_log_out_closes_it(bezoek: Bezoek) -> None:
    page = bezoek()
    page.goto("/terugkoppelingen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")
    log_in(page, "vws", "verkeerd")
    expect(handen.errors(page)).to_contain_text("horen niet bij elkaar")
    expect(page.get_by_label("Gebruikersnaam")).to_have_value("vws")
    expect(page.get_by_label("Wachtwoord")).to_have_value("")
    log_in(page, "vws")
    expect(page).to_have_url("/terugkoppelingen")
    handen.press(page, "Uitloggen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")


def test_too_many_attempts_are_stopped_even_with_the_right_password(bezoek: Bezoek) -> None:
    page = bezoek()
    page.goto("/inloggen")
    for _ in range(POGINGEN_PER_NAAM):
        log_in(page, "ret2", "verkeerd")
    log_in(page, "ret2")
    expect(handen.errors(page)).to_contain_text("Probeer het over een kwartier opnieuw.")


def tab_to(page: Page, naam: str, keren: int = 60) -> None:
    """Press Tab until the thing with this name has the focus, as a person would."""
    for _ in range(keren):
        page.keyboard.press("Tab")
        tekst = page.evaluate(
            "(() => { const el = document.activeElement; return (el.labels?.[0] ?? el).innerText.trim(); })()"
        )
        if tekst.startswith(naam):
            return
    raise AssertionError(f"{naam} was not reached with Tab on {page.url}")


def test_without_a_mouse_somebody_logs_in_opens_a_casus_and_returns_an_offer(
    huis: Huis, bezoek: Bezoek
) -> None:
    vws = bezoek("vws")
    kenmerk = handen.register(vws)
    huis.wereld.later(minutes=20)
    handen.offer(vws, kenmerk)
    page = bezoek()
    page.goto("/inloggen")
    tab_to(page, "Direct naar de inhoud", 1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, "Gebruikersnaam", 1)
    page.keyboard.type("ozj")
    tab_to(page, "Wachtwoord", 1)
    page.keyboard.type(WACHTWOORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/werkvoorraad")
    tab_to(page, "Bekijk aanbod")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nog niet van u")).to_be_visible()
    tab_to(page, "Kies een reden")
    page.keyboard.press("Enter")
    tab_to(page, "Teruggeven aan VWS-UCZ")
    page.keyboard.press("Enter")
    expect(handen.errors(page)).to_contain_text("Kies waarom u teruggeeft.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, "Verkeerde regio", 1)
    page.keyboard.press("Space")
    expect(page.get_by_label("Verkeerde regio")).to_be_checked()
    tab_to(page, "Teruggeven aan VWS-UCZ", 4)
    page.keyboard.press("Enter")
    handen.said(page, "Teruggegeven.")
    expect(page.get_by_role("status")).to_be_focused()


def test_the_focus_lands_on_the_mistakes_after_a_swap(bezoek: Bezoek) -> None:
    vws = bezoek("vws")
    kenmerk = handen.register(vws)
    tab_to(vws, "Casus afsluiten")
    vws.keyboard.press("Enter")
    expect(vws.locator("#actievorm")).to_be_visible()
    handen.press(vws, "Casus afsluiten")
    expect(handen.errors(vws)).to_contain_text("Kies hoe het afloopt.")
    vws.get_by_label("Opgelost", exact=True).check()
    handen.press(vws, "Casus afsluiten")
    expect(handen.errors(vws)).to_contain_text("kan nog niet")
    assert vws.url.split("?")[0].endswith(kenmerk)
