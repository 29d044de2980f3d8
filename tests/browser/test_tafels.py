"""Scenario 9 on the screens: one child at three tafels; each sees only where else, and whom to phone."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.domain.tafeltermen import Tafelgrond
from app.linkage.deelbaar import make_shareable
from app.linkage.registratie import Registratie, read_persoon
from app.queries.toegang import actor_of_medewerker
from app.schemas.sleutelbestand import Koppelsleutelbestand, write_codes
from app.services.koppelsleutel import issue_key, renew_key
from tests.browser import handen
from tests.browser.conftest import Huis, open_huis
from tests.browser.test_toegankelijk import check_widths
from tests.services.tafelstappen import make

Bezoek = Callable[..., Page]
TAFEL, SCHOOL = "Jeugdbeschermingstafel Zwolle", "Thuiszitterstafel"


@pytest.fixture(scope="module")
def huis(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Huis]:
    """An installation that compares registrations."""
    map_ = tmp_path_factory.mktemp("tafels")
    shutil.copyfile(sqlite_template, map_ / "houvast.db")
    yield from open_huis(f"sqlite:///{map_ / 'houvast.db'}", map_, vergelijkt=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["met_javascript", "zonder_javascript"])
def test_one_child_at_three_tafels(huis: Huis, bezoek: Bezoek, javascript: bool) -> None:
    kind = "Femke" if javascript else "Bastiaan"
    with huis.wereld.werkplek("ozj") as desk:
        renew_key(desk)
    tafel = bezoek("tafel", javascript=javascript)
    naam = f"{TAFEL} {kind}"
    make_tafel(tafel, naam)
    put_on_agenda(tafel, kind)
    hand_in_list(huis, bezoek("school", javascript=javascript), kind, check=javascript)
    huis.wereld.later(minutes=20)
    ret = bezoek("ret", javascript=javascript)
    casus = handen.register(ret, kind=kind)
    ret.goto(f"/casussen/{casus}")
    ret.get_by_role("link", name="Bekijk waar deze casus op de agenda staat").click()
    elders = ret.get_by_role("region", name="Ook elders bekend")
    expect(elders.get_by_role("listitem")).to_have_count(2)
    if javascript:
        check_widths(ret)
    whose_turn(tafel, ret)
    ret.goto(f"/casussen/{casus}/tafels")
    elders.get_by_role("listitem").filter(has_text=naam).get_by_role("link").click()
    expect(ret.get_by_role("heading", name=f"Bekend bij {naam}")).to_be_visible()
    expect(ret.locator("main")).to_contain_text("038-0001234")
    agree(ret)
    see_and_close(tafel, casus, check=javascript)
    only_where_and_whom(bezoek("school", javascript=javascript), naam, casus)


def whose_turn(tafel: Page, ret: Page) -> None:
    """The older side phones: it stands in its Vandaag, which who keeps a tafel starts with; the RET waits."""
    tafel.goto("/")
    vandaag = tafel.get_by_role("region", name=re.compile("^Vandaag"))
    taak = vandaag.get_by_role("listitem").filter(has_text="bekend bij RET IJsselland").last
    expect(taak).to_contain_text("Bel de ander die deze jeugdige ook lijkt te kennen")
    ret.goto("/werkvoorraad?vandaag=alles")
    expect(ret.get_by_role("region", name=re.compile("^Vandaag"))).not_to_contain_text("Bel de ander")


def make_tafel(page: Page, naam: str) -> None:
    """In the register, with whom to phone and on which ground."""
    page.goto("/tafels/nieuw")
    page.get_by_label("Naam", exact=True).fill(naam)
    page.get_by_label("Soort tafel").select_option("jeugdbeschermingstafel")
    page.get_by_label("Voor welk gebied?").select_option("GM0193")
    page.get_by_label("Naam of functie").fill("Bureau van de tafel")
    page.get_by_label("Telefoon").fill("038-0001234")
    page.get_by_label("Wettelijke grond").select_option("wettelijke_taak")
    handen.press(page, "Opslaan")
    handen.errors(page)
    page.get_by_label("Waar staat dat?").fill("Convenant jeugdbescherming")
    handen.press(page, "Opslaan")
    handen.said(page, "De tafel staat in de lijst.")


def put_on_agenda(page: Page, kind: str) -> None:
    """A person without a casus here, and what was said about the child."""
    page.get_by_role("link", name="Persoon agenderen").click()
    page.get_by_label("Voornamen").fill(kind)
    page.get_by_label("Achternaam").fill("Voorbeelt")
    page.get_by_label("Geboortedatum").fill("14-03-2010")
    page.get_by_label("Woonplaats (gemeente)").select_option("GM0193")
    page.get_by_label("Waarom op de agenda?").fill("Niemand komt binnen.")
    handen.press(page, "Zet op de agenda")
    handen.said(page, "Het staat op de agenda.")
    page.get_by_label("Wat kwam eruit?").select_option("afspraken")
    page.get_by_label("Verslag en afspraken").fill("De wijkagent gaat langs.")
    handen.press(page, "Leg vast")
    handen.said(page, "De bespreking staat erin.")


def hand_in_list(huis: Huis, page: Page, kind: str, *, check: bool) -> None:
    """The school may share nobody: its own client made codes of its list, which go up on its page."""
    with huis.wereld.database.read() as session:
        saar = actor_of_medewerker(session, huis.mensen["school"], huis.wereld.now.date())
    assert saar is not None
    tafel = make(huis.wereld, saar, naam=f"{SCHOOL} {kind}", grond=Tafelgrond.ALLEEN_SLEUTELS)
    persoon = read_persoon(
        Registratie(
            "1", voornamen=kind, achternaam="Voorbeeld", geboortedatum="2010-03-14", gemeente="GM0193"
        )
    )
    with huis.wereld.werkplek(saar) as desk:
        versie = issue_key(desk, tafel.kenmerk)
    sleutel = Koppelsleutelbestand(tafel.kenmerk, versie.versie, versie.sleutel)
    lijst = write_codes(sleutel, {"leerling 7": make_shareable(persoon, versie.sleutel)})
    page.goto(f"/tafels/{tafel.kenmerk}")
    page.get_by_role("link", name="Lijst met sleutels").click()
    for inhoud in (lijst.replace("leerling 7", ""), lijst):
        bestand = page.get_by_label("Bestand met sleutels")
        bestand.set_input_files({"name": "s.json", "mimeType": "application/json", "buffer": inhoud.encode()})
        handen.press(page, "Aanmelden")
        if inhoud is not lijst:
            expect(page.get_by_role("alert")).to_contain_text("Regel 1 heeft geen eigen nummer")
            if check:
                check_widths(page)
    handen.said(page, "De lijst is aangemeld en vergeleken.")
    expect(page.get_by_role("row").nth(1)).to_contain_text(saar.naam)


def agree(page: Page) -> None:
    """Who was phoned, and what this party is; a half form is refused with everything kept."""
    page.get_by_label("Wie sprak u?").fill("Tess Tafel")
    page.get_by_label("Wat bent u voor deze jeugdige?").select_option("procesregisseur")
    page.get_by_label("Wat verwacht u van de ander?").fill("De tafel wacht op ons plan.")
    handen.press(page, "Leg vast")
    handen.errors(page)
    expect(page.get_by_label("Wat verwacht u van de ander?")).to_have_value("De tafel wacht op ons plan.")
    page.get_by_label("Wanneer?").fill("03-11-2026")
    handen.press(page, "Leg vast")
    handen.said(page, "Vastgelegd.")


def see_and_close(page: Page, casus: str, *, check: bool) -> None:
    """The tafel sees the role of the other and none of its words, says its own, and closes."""
    page.goto("/vangnet")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vangnet: niets dat u oplost")
    page.goto("/afstemmingen")
    rij = page.get_by_role("row").filter(has_text="Regionaal Expertteam IJsselland").last
    expect(rij).to_contain_text("Contact gemaakt")
    if check:
        check_widths(page)
    rij.get_by_role("link").click()
    main = page.locator("main")
    expect(main).to_contain_text("Procesregisseur: houdt het geheel bij elkaar")
    expect(main).not_to_contain_text("wacht op ons plan")
    expect(main).not_to_contain_text(casus)
    if check:
        check_widths(page)
    page.get_by_label("Wat bent u voor deze jeugdige?").select_option("denkt_mee")
    handen.press(page, "Leg vast")
    handen.said(page, "Vastgelegd.")
    expect(main).to_contain_text("Alles is afgesproken. Sluit af.")
    page.get_by_label("Dezelfde jeugdige, en afgesproken wie de regie heeft").check()
    handen.press(page, "Sluit af")
    handen.said(page, "Afgesloten.")


def only_where_and_whom(page: Page, tafel: str, casus: str) -> None:
    """The school reads where else and whom to phone, beside the own number of the line."""
    page.goto("/afstemmingen")
    main = page.locator("main")
    expect(main).to_contain_text(tafel)
    expect(main).to_contain_text("leerling 7")
    for woord in (casus, "Voorbeelt", "Voorbeeld", "wijkagent", "Niemand komt binnen"):
        expect(main).not_to_contain_text(woord)
