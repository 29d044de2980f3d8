"""Every page for everybody: axe finds nothing, no sideways scroll, one h1, Dutch, a title, quiet console."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import handen
from tests.browser.conftest import Huis
from tests.browser.podium import BREED, SMAL

Bezoek = Callable[..., Page]
LABELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALLES = {"type": "tag", "values": LABELS}
#: What the width decides: a narrower page has the same words and labels, in another place.
PLAATS = {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}
BREEDTES = (320, SMAL, 768, BREED)
AXE = Axe()


@dataclass(frozen=True)
class Dossier:
    """What stands in the database of this module."""

    eigen: str
    aangeboden: str
    verder: str
    bericht: str


@pytest.fixture(scope="module")
def dossier(huis: Huis, browser_huis: Callable[..., Page]) -> Dossier:
    """One casus of the loket, one offered to ozj, and one that went on to ozj with a message to print."""
    vws, ozj = browser_huis("vws"), browser_huis("ozj")
    eigen, aangeboden, verder = (handen.register(vws, kind=naam) for naam in ("Femke", "Sterre", "Jolijn"))
    huis.wereld.later(minutes=20)
    handen.offer(vws, aangeboden)
    handen.pass_on(huis, vws, ozj, verder)
    ozj.goto("/berichten")
    bericht = ozj.locator("main a[href^='/berichten/']").first.get_attribute("href") or ""
    return Dossier(eigen, aangeboden, verder, bericht)


def check(page: Page) -> None:
    """The page as it stands now, at the width it has."""
    examine(page, ALLES)
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.title().endswith(" | Houvast")
    assert len(page.title()) > len(" | Houvast")


def examine(page: Page, regels: dict[str, object]) -> None:
    """Axe finds nothing by these rules; what passed is not reported, which is half of the work."""
    resultaat = AXE.run(page, options={"runOnly": regels, "resultTypes": ["violations"]})
    assert resultaat.violations_count == 0, f"{page.url}\n{resultaat.generate_report()}"


def check_widths(page: Page) -> None:
    for breedte in BREEDTES:
        page.set_viewport_size({"width": breedte, "height": 900})
        assert fits(page, breedte), f"{page.url} at {breedte}"
        if breedte == SMAL:
            check(page)
    examine(page, PLAATS)  # at the last width, the widest


def fits(page: Page, breedte: int) -> bool:
    """Nothing sticks out at this width; another width is there a moment after it was asked for."""
    for _ in range(20):
        if page.evaluate("document.documentElement.scrollWidth") <= breedte:
            return True
        page.wait_for_timeout(50)
    return False


def visit(page: Page, *paden: str) -> None:
    for pad in paden:
        page.goto(pad)
        check_widths(page)


def test_pages_for_everybody(bezoek: Bezoek) -> None:
    visit(bezoek(), "/inloggen", "/wachtwoord/kiezen", "/privacy", "/toegankelijkheid", "/bestaat-niet")


def test_lists(bezoek: Bezoek, dossier: Dossier) -> None:
    lijsten = [f"/werkvoorraad?lijst={lijst}" for lijst in ("ons", "mijn", "doorgezet", "aanvaarden")]
    visit(
        bezoek("vws"),
        *lijsten,
        "/terugkoppelingen",
        "/berichten",
        "/berichten?status=verstuurd",
        "/berichten?status=aandacht",
        "/bijdragen",
    )
    visit(bezoek("beheer"), "/team", "/team/nieuw", "/organisaties/ret-jz07", "/wachtwoord")
    visit(bezoek("privacy"), "/privacytaken", "/leeslog", f"/leeslog?casus={dossier.verder}")
    visit(
        bezoek("ozj"),
        "/samenlopen",
        "/werkvoorraad?lijst=aanvaarden",
        "/organisaties",
        "/organisaties/ret-jz07",
    )


def test_a_casus_in_every_relation(bezoek: Bezoek, dossier: Dossier) -> None:
    visit(bezoek("vws"), f"/casussen/{dossier.eigen}", f"/casussen/{dossier.verder}")
    visit(bezoek("ozj"), f"/casussen/{dossier.verder}", f"/casussen/{dossier.aangeboden}", dossier.bericht)
    visit(bezoek("enschede"), f"/casussen/{dossier.eigen}")


def test_an_offer_and_the_forms_of_a_casus(bezoek: Bezoek, dossier: Dossier) -> None:
    ozj = bezoek("ozj")
    handen.open_offer(ozj, dossier.aangeboden)
    check_widths(ozj)
    vws = bezoek("vws")
    visit(vws, f"/casussen/{dossier.aangeboden}/intrekken")
    visit(vws, *(f"/casussen/{dossier.eigen}/{vorm}" for vorm in ("doorzetten", "behandelaar", "jeugdige")))
    visit(
        vws,
        *(
            f"/casussen/{dossier.eigen}/{vorm}"
            for vorm in ("escaleren", "afsluiten", "bijdragen", "bijlagen")
        ),
    )


def test_the_forms_of_a_melding(bezoek: Bezoek, dossier: Dossier) -> None:
    vws = bezoek("vws")
    vws.goto(f"/casussen/{dossier.eigen}")
    links = vws.locator("main a[href*='/meldingen/']").evaluate_all("l => l.map(a => a.getAttribute('href'))")
    assert {link.rsplit("/", 1)[1] for link in links} == {
        "terugkoppelen",
        "aanvullen",
        "afsluiten",
        "contactgegevens",
        "eigen-pagina",
        "klacht",
    }
    wortel = next(link for link in links if link.endswith("/aanvullen")).rsplit("/", 1)[0]
    visit(vws, *sorted(set(links)), f"{wortel}/schrijven", "/casussen/C-2099-000001")


def test_a_file_and_the_form_that_takes_it_back(bezoek: Bezoek, dossier: Dossier) -> None:
    vws = bezoek("vws")
    vws.goto(f"/casussen/{dossier.eigen}/bijlagen")
    brief = {"name": "brief.txt", "mimeType": "text/plain", "buffer": b"Een brief."}
    vws.locator("input[type=file]").set_input_files(brief)
    handen.press(vws, "Bewaar bij de casus")
    vws.get_by_role("link", name=re.compile("^Intrekken")).click()
    check_widths(vws)


def test_a_promise_and_the_form_that_puts_it_off(bezoek: Bezoek, dossier: Dossier) -> None:
    vws = bezoek("vws")
    vws.goto(f"/casussen/{dossier.eigen}")
    link = vws.locator("main a[href*='/termijnen/']").first.get_attribute("href") or ""
    visit(vws, link)
    handen.press(vws, "Verzet de datum")
    handen.errors(vws)
    check_widths(vws)


def test_rules_free_days_and_texts(bezoek: Bezoek, dossier: Dossier) -> None:
    beheer = bezoek("beheer")
    visit(
        beheer,
        "/dagbericht",
        "/regels",
        "/regels/antwoord_melder/standaard",
        "/vrije-dagen",
        "/vrije-dagen/nieuw",
    )
    visit(beheer, "/samenloopmodellen", "/samenloopmodellen/0", "/sjablonen", "/sjablonen/verdaagd")
    handen.press(beheer, "Bekijk het bericht")
    check_widths(beheer)


def test_the_register_of_tafels_and_its_forms(bezoek: Bezoek, dossier: Dossier) -> None:
    tafel = bezoek("tafel")
    visit(tafel, "/tafels", "/afstemmingen", "/tafels/nieuw")
    handen.press(tafel, "Opslaan")
    handen.errors(tafel)
    check_widths(tafel)


def test_the_intake_empty_and_with_mistakes(bezoek: Bezoek) -> None:
    vws = bezoek("vws")
    visit(vws, "/meldingen/nieuw")
    handen.press(vws, "Registreer de melding")
    handen.errors(vws)
    check_widths(vws)
    handen.press(vws, "Nog een kind toevoegen")
    check_widths(vws)


def test_error_states_of_log_in_offer_and_proposal(bezoek: Bezoek, dossier: Dossier) -> None:
    niemand = bezoek()
    niemand.goto("/inloggen")
    niemand.get_by_label("Gebruikersnaam").fill("vws")
    niemand.get_by_label("Wachtwoord").fill("verkeerd")
    handen.press(niemand, "Inloggen")
    expect(niemand.get_by_role("alert")).to_be_visible()
    check_widths(niemand)
    ozj = bezoek("ozj")
    handen.open_offer(ozj, dossier.aangeboden)
    ozj.get_by_text("Kies een reden").click()
    handen.press(ozj, "Teruggeven aan VWS-UCZ")
    handen.errors(ozj)
    check_widths(ozj)
    vws = bezoek("vws")
    vws.goto(f"/casussen/{dossier.eigen}/doorzetten")
    vws.get_by_label("Waarom is deze partij aan zet?").fill("")
    handen.press(vws, "Aanbieden")
    handen.errors(vws)
    check_widths(vws)


def test_after_a_swap_the_page_is_still_for_everybody(bezoek: Bezoek, dossier: Dossier) -> None:
    vws = bezoek("vws")
    vws.goto(f"/casussen/{dossier.eigen}")
    for knop in ("Vertel de melder", "Behandelaar", "Hulp vragen", "Casus afsluiten"):
        vws.get_by_role("link", name=knop, exact=True).click()
        expect(vws.locator("#actievorm")).to_be_visible()
        check_widths(vws)
    handen.press(vws, "Casus afsluiten")
    handen.errors(vws)
    check_widths(vws)
    handen.press(vws, "Toon contactgegevens")
    expect(vws.get_by_text("dorien@voorbeeld.example")).to_be_visible()
    check(vws)
    vws.goto("/werkvoorraad")
    vws.get_by_label("Alleen spoed").check()
    expect(vws.get_by_text("Er is geen open casus bij uw organisatie.")).to_be_visible()
    check_widths(vws)


def test_what_others_may_not_see_is_a_page_for_everybody_too(bezoek: Bezoek, dossier: Dossier) -> None:
    for wie in ("beheer", "privacy", "klacht"):
        visit(bezoek(wie), "/", f"/casussen/{dossier.eigen}", "/meldingen/nieuw")


def test_axe_would_see_a_fault(bezoek: Bezoek) -> None:
    page = bezoek()
    page.goto("/privacy")
    page.locator("main").evaluate("el => el.append(document.createElement('input'))")
    with pytest.raises(AssertionError, match="label"):
        check(page)
