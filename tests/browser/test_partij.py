"""A wijkteam without an account, all the way: mail, link, code, name, accept, tell the melder."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from app.domain.termen import Overslagreden
from app.models import Organisatie
from tests.browser import handen
from tests.browser.conftest import Huis, hire_people, visits
from tests.browser.podium import SMAL, served
from tests.browser.test_toegankelijk import check_widths
from tests.browser.test_volg import Volghuis
from tests.fixtures_app import make_wereld
from tests.fixtures_web import make_web
from tests.pages.partijen import POSTVAK, ZONDER, jeugdige
from tests.pages.volgen import ADRES
from tests.services.postkantoor import open_postkantoor
from tests.services.stappen import Stappen

Bezoek = Callable[..., Page]


@pytest.fixture(scope="module")
def huis(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Volghuis]:
    map_ = tmp_path_factory.mktemp("partijhuis")
    shutil.copyfile(sqlite_template, map_ / "houvast.db")
    with open_postkantoor() as post:
        for wereld in make_wereld(f"sqlite:///{map_ / 'houvast.db'}"):
            instellingen = {"adres": ADRES, "smtp_url": post.url, "mail_van": "houvast@voorbeeld.example"}
            web = make_web(wereld, map_, bedenktijd_minuten=0, **instellingen)
            with wereld.database.transaction() as session:
                query = select(Organisatie).where(Organisatie.kenmerk == ZONDER)
                session.exec(query).one().email = POSTVAK
            mensen = hire_people(wereld)
            with served(web.app) as adres:
                yield Volghuis(Huis(adres, web.app, wereld, mensen), post)
            web.app.state.huis.database.dispose()


@pytest.fixture
def bezoek(browser: Browser, huis: Volghuis) -> Iterator[Callable[..., Page]]:
    yield from visits(browser, huis.huis)


@pytest.mark.parametrize("javascript", [True, False], ids=["met_javascript", "zonder_javascript"])
def test_a_wijkteam_accepts_by_link_and_code_and_tells_the_melder(
    huis: Volghuis, bezoek: Bezoek, javascript: bool
) -> None:
    stappen = Stappen(huis.huis.wereld)
    casus = stappen.register(jeugdigen=(jeugdige(),)).casussen[0]
    stappen.move(casus.id, "vws-ucz", "gemeente-gm0153", overgeslagen=Overslagreden.KORTSTE_ROUTE)
    vorige = len(huis.post.mails)
    huis.huis.wereld.later(minutes=1)
    stappen.wereld.volgadres, stappen.wereld.bedenktijd = ADRES, huis.huis.app.state.huis.settings.bedenktijd
    stappen.offer("gemeente-gm0153", ZONDER, casus.id)
    huis.work()
    (mail,) = (m for m in huis.post.mails[vorige:] if str(m["Subject"]) == f"Nieuw aanbod: {casus.kenmerk}")
    assert POSTVAK in str(mail["To"])
    page = bezoek(breedte=SMAL, javascript=javascript)
    look = check_widths if javascript else _look_away
    page.goto("/partij/postvak/een-sleutel")
    look(page)
    come_in(huis, page, str(mail.get_content()), look)
    look(page)
    handen.press(page, "Aanvaarden")
    handen.said(page, "U bent nu verantwoordelijk.")
    expect(page.get_by_text("Femke Voorbeeld").first).to_be_visible()
    look(page)
    page.get_by_role("link", name="Vertel de melder", exact=True).first.click()
    page.get_by_label("Antwoord op de vraag").check()
    page.get_by_label("Wat is er gezegd?").fill("Gebeld: wij komen donderdag langs.")
    look(page)
    handen.press(page, "Vastleggen")
    handen.said(page, "Vastgelegd.")
    expect(page.get_by_text("Gebeld: wij komen donderdag langs.")).to_be_visible()
    expect(page.get_by_text("N. Jansen", exact=False).first).to_be_visible()
    page.get_by_role("link", name="Doorzetten").click()
    look(page)


def _look_away(_page: Page) -> None:
    """Axe needs the scripts that this browser does not run."""


def come_in(huis: Volghuis, page: Page, mail: str, look: Callable[[Page], None]) -> None:
    """The link of the mail, a button, the code of the next mail, and a name."""
    link = re.findall(rf"{ADRES}(/partij/[0-9a-z-]+)", mail.replace("=\n", ""))[0]
    page.goto(link)
    look(page)
    handen.press(page, "Ga verder")
    look(page)
    huis.work()
    codes = [str(m.get_content()) for m in huis.post.mails if str(m["Subject"]) == "Uw code voor Houvast"]
    page.get_by_role("textbox", name="Code").fill(re.findall(r"Uw code is (\d{3} \d{3})", codes[-1])[0])
    handen.press(page, "Ga verder")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie bent u?")
    handen.press(page, "Ga verder")
    expect(handen.errors(page)).to_contain_text("Vul uw eigen naam in")
    look(page)
    page.get_by_label("Uw eigen naam").fill("N. Jansen")
    handen.press(page, "Ga verder")
    page.wait_for_url("**/partij")
