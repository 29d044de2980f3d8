"""The main route on the screens: five roles carry one question from the ministry to the wijkteam and back."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import handen
from tests.browser.conftest import Bezoeken, Huis, visits

Bezoek = Callable[..., Page]


@pytest.mark.parametrize("javascript", [True, False], ids=["met_javascript", "zonder_javascript"])
def test_a_question_travels_the_whole_chain_and_comes_back(
    huis: Huis, bezoek: Bezoek, javascript: bool
) -> None:
    walk_the_chain(huis, bezoek, javascript=javascript)


@pytest.fixture
def pg_bezoek(browser: Browser, pg_huis: Huis) -> Iterator[Bezoeken]:
    yield from visits(browser, pg_huis)


@pytest.mark.postgresql
def test_the_chain_holds_on_postgresql_too(pg_huis: Huis, pg_bezoek: Bezoek) -> None:
    walk_the_chain(pg_huis, pg_bezoek, javascript=True)


def walk_the_chain(huis: Huis, bezoek: Bezoek, *, javascript: bool) -> None:
    vws, ozj, netwerk, ret, wijkteam = (
        bezoek(wie, javascript=javascript) for wie in ("vws", "ozj", "netwerk", "ret", "wijkteam")
    )
    kenmerk = handen.register(vws)
    expect(vws.get_by_role("heading", name="U bent nu verantwoordelijk")).to_be_visible()
    if javascript:
        vws.wait_for_load_state("load")  # htmx is deferred: under load it comes later
        assert vws.evaluate("typeof htmx") == "object"
    handen.pass_on(huis, vws, ozj, kenmerk)
    handen.pass_on(huis, ozj, netwerk, kenmerk)
    huis.wereld.later(minutes=20)
    handen.offer(netwerk, kenmerk)
    return_with_an_error_first(ret, kenmerk)
    expect_return_is_seen(netwerk, kenmerk)
    handen.pass_on(huis, netwerk, ret, kenmerk)
    huis.wereld.later(minutes=20)
    handen.offer_to(ret, kenmerk, "Wijkteam Zwolle")
    huis.wereld.later(minutes=20)
    handen.accept(wijkteam, kenmerk)
    tell_melder_and_ask_to_close(huis, wijkteam, kenmerk)
    tell_loket(ret, kenmerk)
    close_casus(wijkteam, kenmerk)
    come_back(vws, kenmerk)


def return_with_an_error_first(ret: Page, kenmerk: str) -> None:
    handen.open_offer(ret, kenmerk)
    ret.get_by_text("Kies een reden").click()
    ret.get_by_label("Toelichting").fill("Wij missen de naam van de school.")
    handen.press(ret, "Teruggeven aan Expertisenetwerk Jeugd Overijssel")
    expect(ret.get_by_role("alert")).to_contain_text("Kies waarom u teruggeeft.")
    expect(ret.get_by_label("Toelichting")).to_have_value("Wij missen de naam van de school.")
    ret.get_by_label("Te weinig informatie").check()
    handen.press(ret, "Teruggeven aan Expertisenetwerk Jeugd Overijssel")
    handen.said(ret, "Teruggegeven.")


def expect_return_is_seen(netwerk: Page, kenmerk: str) -> None:
    netwerk.goto(f"/casussen/{kenmerk}")
    expect(netwerk.get_by_role("heading", name="U bent nu verantwoordelijk")).to_be_visible()
    expect(netwerk.locator(".keten")).to_contain_text("terug: te weinig informatie")


def tell_melder_and_ask_to_close(huis: Huis, wijkteam: Page, kenmerk: str) -> None:
    huis.wereld.later(minutes=20)
    wijkteam.get_by_role("link", name="Vertel de melder", exact=True).click()
    wijkteam.get_by_label("Antwoord op de vraag").check()
    wijkteam.get_by_label(re.compile("^Wat is er gezegd")).fill("Er is een vaste plek gevonden.")
    handen.press(wijkteam, "Vastleggen")
    handen.said(wijkteam, "Vastgelegd.")
    wijkteam.get_by_role("link", name=re.compile("^Melding afsluiten")).click()
    handen.press(wijkteam, "Melding afsluiten")
    expect(wijkteam.get_by_role("alert")).to_contain_text("Kies hoe het afloopt.")
    wijkteam.get_by_label("De melder is geholpen").check()
    handen.press(wijkteam, "Melding afsluiten")
    handen.said(wijkteam, "Bijna gesloten.")


def tell_loket(ret: Page, kenmerk: str) -> None:
    """The earlier link owes the loket its report, and sees no words of the melder while it gives it."""
    ret.goto(f"/casussen/{kenmerk}")
    expect(ret.locator("main")).not_to_contain_text("ziekenhuis")
    ret.get_by_role("link", name="Vertel het loket").first.click()
    ret.get_by_label("Er is een oplossing").check()
    handen.press(ret, "Vastleggen")
    handen.said(ret, "Het loket is ingelicht.")


def close_casus(wijkteam: Page, kenmerk: str) -> None:
    wijkteam.goto(f"/casussen/{kenmerk}")
    wijkteam.get_by_role("link", name="Casus afsluiten").click()
    wijkteam.get_by_label("Opgelost", exact=True).check()
    handen.press(wijkteam, "Casus afsluiten")
    handen.said(wijkteam, "De casus is gesloten.")
    expect(wijkteam.get_by_role("heading", name="Deze casus is gesloten")).to_be_visible()


def come_back(vws: Page, kenmerk: str) -> None:
    vws.goto(f"/casussen/{kenmerk}")
    vws.get_by_role("link", name=re.compile("^De melder is er weer")).click()
    vws.get_by_label("Waarom komt de melder terug?").fill("De plek ging niet door.")
    handen.press(vws, "Heropen de melding")
    handen.said(vws, "De melding is weer open.")
