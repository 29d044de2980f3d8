"""A melder without an account, all the way: form, mail, link, code, page, a question, the answer."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.installatie import Installation
from app.worker.werk import run_once
from tests.browser import handen
from tests.browser.conftest import Huis, hire_people, visits
from tests.browser.podium import SMAL, served
from tests.browser.test_toegankelijk import check_widths
from tests.fixtures_app import make_wereld
from tests.fixtures_web import make_web
from tests.pages.volgen import ADRES
from tests.services.postkantoor import Postkantoor, open_postkantoor

Bezoek = Callable[..., Page]
#: Four hand-overs, and how the melder reads who has the question.
KETEN = (
    ("ozj", "OZJ"),
    ("netwerk", "Overijssel"),
    ("ret", "Regionaal Expertteam IJsselland"),
    ("wijkteam", "Wijkteam Zwolle"),
)


@dataclass
class Volghuis:
    """A running installation that mails, and the mail that it sent."""

    huis: Huis
    post: Postkantoor

    def work(self) -> None:
        """One round of the worker: what waits is mailed."""
        huis = self.huis.app.state.huis
        run_once(Installation(huis.settings, huis.database, huis.kluis), self.huis.wereld.now)

    def mail(self) -> str:
        """The words of the last mail."""
        self.work()
        return str(self.post.mails[-1].get_content())


@pytest.fixture(scope="module")
def volghuis(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Volghuis]:
    map_ = tmp_path_factory.mktemp("volghuis")
    shutil.copyfile(sqlite_template, map_ / "houvast.db")
    with open_postkantoor() as post:
        for wereld in make_wereld(f"sqlite:///{map_ / 'houvast.db'}"):
            instellingen = {"adres": ADRES, "smtp_url": post.url, "mail_van": "houvast@voorbeeld.example"}
            web = make_web(wereld, map_, bedenktijd_minuten=0, formulier_loket="vws-ucz", **instellingen)
            mensen = hire_people(wereld)
            with served(web.app) as adres:
                yield Volghuis(Huis(adres, web.app, wereld, mensen), post)
            web.app.state.huis.database.dispose()


@pytest.fixture
def bezoek(browser: Browser, volghuis: Volghuis) -> Iterator[Callable[..., Page]]:
    yield from visits(browser, volghuis.huis)


def fill_form(page: Page, gevaar: str = "Nee") -> None:
    page.goto("/vraag")
    page.get_by_role("link", name="Er is nu geen gevaar. Ga verder").click()
    page.get_by_role("group", name="1. Is er nu gevaar?").get_by_label(gevaar, exact=True).check()
    page.get_by_label("Vertel het in uw eigen woorden").fill("Mijn zoon heeft geen plek. Wie helpt ons?")
    page.get_by_role("group", name="3. Is dit ook een klacht?").get_by_label("Nee", exact=True).check()
    page.get_by_label("Ouder", exact=True).check()
    page.get_by_label("Uw naam").fill("Vera Voorbeeld")
    page.get_by_label("Mail", exact=True).check()
    page.get_by_label("Voornaam").fill("Bas")
    page.get_by_label("Geboortedatum").fill("14-03-2010")
    page.get_by_label("In welke gemeente").select_option("GM0193")


@pytest.mark.parametrize("javascript", [True, False], ids=["met_javascript", "zonder_javascript"])
def test_from_form_to_answer(volghuis: Volghuis, bezoek: Bezoek, javascript: bool) -> None:
    melder = bezoek(breedte=SMAL, javascript=javascript)
    fill_form(melder)
    volghuis.huis.wereld.later(minutes=3)
    handen.press(melder, "Verstuur mijn vraag")
    expect(handen.errors(melder)).to_contain_text("Vul uw mailadres in")
    expect(melder.get_by_label("Vertel het in uw eigen woorden")).to_have_value(re.compile("geen plek"))
    melder.get_by_label("Uw mailadres").fill("vera@voorbeeld.example")
    handen.press(melder, "Verstuur mijn vraag")
    expect(melder.get_by_role("heading", level=1)).to_have_text("Wij hebben uw vraag")
    kenmerk = melder.get_by_text(re.compile(r"^M-2026-\d{6}$")).inner_text()
    ontvangst = volghuis.mail()
    assert kenmerk in ontvangst
    come_in(volghuis, melder, ontvangst)
    expect(melder.get_by_role("heading", level=1)).to_contain_text("Uw vraag van")
    melder.get_by_label("Uw bericht").fill("Kunt u na 18 uur bellen?")
    handen.press(melder, "Verstuur uw bericht")
    handen.said(melder, "Uw bericht is verstuurd.")
    expect(melder.get_by_text("Kunt u na 18 uur bellen?")).to_be_visible()
    answer(volghuis, bezoek("vws", javascript=javascript))
    melder.reload()
    expect(melder.get_by_text("Dit is gelezen en afgehandeld.")).to_be_visible()
    melder.get_by_text("Ja, ik ben geholpen").click()
    handen.press(melder, "Dat klopt, ik ben geholpen")
    handen.said(melder, "Dank u wel.")
    expect(melder.get_by_text("rondt uw vraag nu af")).to_be_visible()
    expect(melder.get_by_text("Ja, ik ben geholpen")).to_have_count(0)
    handen.press(melder, "Sluit deze pagina af")
    expect(melder.get_by_role("heading", level=1)).to_have_text("Open uw link opnieuw")


def come_in(volghuis: Volghuis, melder: Page, mail: str) -> None:
    """The link of the mail, a button, and the code of the next mail."""
    link = re.findall(rf"{ADRES}(/volg/[0-9a-z-]+)", mail.replace("=\n", ""))[0]
    melder.goto(link)
    handen.press(melder, "Open mijn pagina")
    melder.get_by_role("textbox", name="Code").fill("000 000")
    handen.press(melder, "Ga verder")
    expect(handen.errors(melder)).to_contain_text("Deze code klopt niet")
    code = re.findall(r"Uw code is (\d{3} \d{3})", volghuis.mail())[0]
    melder.get_by_role("textbox", name="Code").fill(code)
    handen.press(melder, "Ga verder")
    melder.wait_for_url("**/volg")


def answer(volghuis: Volghuis, vws: Page) -> None:
    """The owner sees the task, takes the casus, and tells the melder."""
    volghuis.huis.wereld.later(minutes=5)
    vws.goto("/werkvoorraad")
    taak = vws.get_by_role("listitem").filter(has_text="Lees wat de melder schreef, en reageer").last
    taak.get_by_role("link", name=re.compile("Open casus")).click()
    handen.press(vws, "Ik neem deze casus")
    expect(vws.get_by_text("Kunt u na 18 uur bellen?")).to_be_visible()
    vws.get_by_role("link", name=re.compile("^Ik heb gebeld")).click()
    handen.press(vws, "Vastleggen")
    expect(handen.errors(vws)).to_contain_text("Kies wat het was.")
    expect(handen.errors(vws)).to_contain_text("Schrijf kort op wat u hebt verteld.")
    vws.get_by_label("Antwoord op de vraag").check()
    vws.get_by_label(re.compile("^Wat is er gezegd")).fill("Ja, dat kan.")
    handen.press(vws, "Vastleggen")
    handen.said(vws, "Vastgelegd.")


def test_danger_is_said_before_it_is_sent_and_in_the_weekend_nobody_reads(
    volghuis: Volghuis, bezoek: Bezoek
) -> None:
    """Scenario 12: a grandmother, a Saturday."""
    volghuis.huis.wereld.now = datetime(2026, 11, 14, 11, 0, tzinfo=UTC)
    melder = bezoek(breedte=SMAL)
    fill_form(melder, gevaar="Ja")
    expect(melder.get_by_text("Wij lezen uw vraag op maandag 16 november 2026.")).to_be_visible()
    melder.get_by_label("Uw mailadres").fill("oma@voorbeeld.example")
    volghuis.huis.wereld.later(minutes=3)
    handen.press(melder, "Verstuur mijn vraag")
    expect(melder.get_by_role("heading", level=1)).to_have_text("U zegt: er is nu gevaar. Bel eerst")
    check_widths(melder)
    handen.press(melder, "Ik heb gebeld. Verstuur mijn vraag")
    expect(melder.get_by_role("heading", level=1)).to_have_text("Wij hebben uw vraag")


def test_every_page_of_a_melder_is_for_everybody(volghuis: Volghuis, bezoek: Bezoek) -> None:
    melder = bezoek(breedte=SMAL)
    for pad in ("/vraag", "/vraag/formulier", "/vraag/bedankt", "/volg", "/volg/een-link"):
        melder.goto(pad)
        check_widths(melder)
    fill_form(melder)
    volghuis.huis.wereld.later(minutes=3)
    handen.press(melder, "Verstuur mijn vraag")
    check_widths(melder)
    melder.get_by_label("Uw mailadres").fill("vera@voorbeeld.example")
    handen.press(melder, "Verstuur mijn vraag")
    check_widths(melder)
    come_in(volghuis, melder, volghuis.mail())
    check_widths(melder)
    handen.press(melder, "Verstuur uw bericht")
    handen.errors(melder)
    check_widths(melder)
    vws = bezoek("vws")
    vws.goto("/werkvoorraad")
    vws.get_by_role("listitem").filter(has_text="Kies wie").last.get_by_role("link").last.click()
    handen.press(vws, "Ik neem deze casus")
    vws.get_by_role("link", name=re.compile("^Eigen pagina")).click()
    vws.get_by_label("Ik heb nagevraagd").check()
    handen.press(vws, "Maak een code")
    expect(vws.get_by_text("Lees deze code voor:")).to_be_visible()
    check_widths(vws)


@pytest.mark.parametrize("javascript", [True, False], ids=["met_javascript", "zonder_javascript"])
def test_after_each_of_four_hand_overs_the_mother_reads_who_answers(
    volghuis: Volghuis, bezoek: Bezoek, *, javascript: bool
) -> None:
    """Scenario 5: the desks pass it on, each in an own browser; her page follows."""
    huis = volghuis.huis
    melder = ask(volghuis, bezoek(breedte=SMAL, javascript=javascript))
    van = bezoek("vws", javascript=javascript)
    van.goto("/werkvoorraad")
    kenmerk = max(re.findall(r"C-2026-\d{6}", van.locator("#lijst").inner_text()))
    van.goto(f"/casussen/{kenmerk}")
    handen.press(van, "Ik neem deze casus")
    for wie, naam in KETEN:
        huis.wereld.later(minutes=10)
        if wie == "wijkteam":
            handen.offer_to(van, kenmerk, naam)
        else:
            handen.offer(van, kenmerk)
        naar = bezoek(wie, javascript=javascript)
        handen.accept(naar, kenmerk)
        melder.reload()
        expect(melder.get_by_role("region", name="U krijgt antwoord van")).to_contain_text(naam)
        expect(melder.get_by_text("helpt u nu")).to_have_count(1)
        van = naar


def test_a_father_of_a_son_of_18_reads_his_own_question_and_nothing_of_him(
    volghuis: Volghuis, bezoek: Bezoek
) -> None:
    """Scenario 7: "ineens mag ik niets weten"; also printed and read aloud (axe)."""
    melder = ask(volghuis, bezoek(breedte=SMAL), geboren="13-11-2008")
    expect(melder.get_by_text("Meer mogen wij pas vertellen als de jongere dat goedvindt.")).to_be_visible()
    expect(melder.get_by_text("Mijn zoon heeft geen plek.")).to_be_visible()
    expect(melder.get_by_text("De weg van uw vraag")).to_have_count(0)
    expect(melder.get_by_text("Bas")).to_have_count(0)
    check_widths(melder)


def ask(volghuis: Volghuis, melder: Page, geboren: str = "14-03-2010") -> Page:
    """Through the form, by the link of the receipt, onto the own page; on a Monday."""
    volghuis.huis.wereld.now = max(volghuis.huis.wereld.now, datetime(2026, 11, 16, 9, 0, tzinfo=UTC))
    volghuis.huis.wereld.later(minutes=30)
    fill_form(melder)
    melder.get_by_label("Geboortedatum").fill(geboren)
    melder.get_by_label("Uw mailadres").fill("vera@voorbeeld.example")
    volghuis.huis.wereld.later(minutes=3)
    handen.press(melder, "Verstuur mijn vraag")
    expect(melder.get_by_role("heading", level=1)).to_have_text("Wij hebben uw vraag")
    come_in(volghuis, melder, volghuis.mail())
    return melder
