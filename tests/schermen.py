"""Schermafdrukken: every page as every role, on a desktop and a phone: `python -m tests.schermen`.

Fills a temporary demo, starts it, logs in as one person of every role and walks the pages that
person can reach. Writes schermen/<rol>/<pagina>-<breedte>.png and ends with what was seen;
the exit status is 1 when a page gave an error, sticks out sideways or wrote to the console.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Response

from app.demo.mensen import DEMO_LOGINS, DEMO_WACHTWOORD, DemoLogin
from app.demo.vullen import fill
from app.installatie import now_utc, set_up
from app.main import create_app
from app.settings import Settings
from tests.browser.podium import BREED, SMAL, chromium, served, visitor

UITVOER = Path("schermen")
#: One person per role and kind of organisatie; colleagues see the same pages.
MENSEN = (
    "uczmedewerker", "uczcoordinator", "klachtbehandelaar", "juisteloket", "verbinding1", "netwerkoost",
    "ijsselland1", "ijssellandcoordinator", "gemeentezwolle", "wijkteamzwolle", "tafelsecretaris",
    "beheerder", "privacyofficer",
)  # fmt: skip
ZONDER_INLOG = {"inloggen": "/inloggen", "privacy": "/privacy", "toegankelijkheid": "/toegankelijkheid"}
VAST = {
    "werkvoorraad-aanvaarden": "/werkvoorraad?lijst=aanvaarden",
    "werkvoorraad-ons": "/werkvoorraad?lijst=ons",
    "werkvoorraad-mijn": "/werkvoorraad?lijst=mijn",
    "werkvoorraad-doorgezet": "/werkvoorraad?lijst=doorgezet",
    "werkvoorraad-leeg": "/werkvoorraad?q=C-2020-000000",
    "intake": "/meldingen/nieuw",
    "terugkoppelingen": "/terugkoppelingen",
    "terugkoppelingen-te-laat": "/terugkoppelingen?toon=te_laat",
    "berichten": "/berichten",
    "berichten-verstuurd": "/berichten?status=verstuurd",
    "organisaties": "/organisaties",
    "organisatie": "/organisaties/ret-jz07",
    "fout-404": "/casussen/C-2020-000000",
}
#: From which page the first link of this shape is followed, and how the picture is called.
DOORKLIK = (
    ("werkvoorraad-ons", r"^/casussen/C-[\d-]+$", "casus-eigenaar"),
    ("werkvoorraad-mijn", r"^/casussen/C-[\d-]+$", "casus-behandelaar"),
    ("werkvoorraad-doorgezet", r"^/casussen/C-[\d-]+$", "casus-eerdere-schakel"),
    ("terugkoppelingen", r"^/casussen/C-[\d-]+$", "casus-loket"),
    ("werkvoorraad-aanvaarden", r"^/overdrachten/[0-9a-f-]+$", "aanbod"),
    ("berichten", r"^/berichten/[0-9a-f-]+$", "bericht"),
)
FORMULIER = re.compile(r"^/casussen/C-[\d-]+/(?:meldingen/M-[\d-]+/)?[a-z]+$")


@dataclass
class Verslag:
    """What was seen."""

    beelden: int = 0
    gebreken: list[str] = field(default_factory=list)


@dataclass
class Fotograaf:
    """One person at one width: goes to a page, makes its picture, and notes what is wrong."""

    page: Page
    breedte: int
    map_: Path
    verslag: Verslag
    gezien: dict[str, list[str]] = field(default_factory=dict)

    def visit(self, naam: str, pad: str) -> None:
        """Go there and make the picture."""
        antwoord = self.page.goto(pad)
        self._check_answer(naam, antwoord)
        self.gezien[naam] = self._links()
        self.shoot(naam)

    def shoot(self, naam: str) -> None:
        """A picture of the whole page as it is now."""
        self.map_.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.map_ / f"{naam}-{self.breedte}.png", full_page=True)
        self.verslag.beelden += 1
        breed = int(self.page.evaluate("document.documentElement.scrollWidth"))
        if breed > self.breedte:
            self.verslag.gebreken.append(f"{self.map_.name}/{naam}-{self.breedte}: {breed} px wide")

    def _check_answer(self, naam: str, antwoord: Response | None) -> None:
        assert antwoord is not None  # a new address always gives an answer
        if antwoord.status >= 500 or (antwoord.status == 404 and not naam.startswith("fout")):
            self.verslag.gebreken.append(f"{self.map_.name}/{naam}: {antwoord.status} at {antwoord.url}")

    def _links(self) -> list[str]:
        links: list[str] = self.page.locator("main a[href]").evaluate_all(
            "elementen => elementen.map(el => el.getAttribute('href').split('#')[0])"
        )
        return links


def main() -> int:
    """Make all pictures and say what was seen."""
    keuze = _arguments()
    verslag = Verslag()
    with tempfile.TemporaryDirectory(prefix="houvast-schermen-") as tijdelijk:
        var = keuze.var or Path(tijdelijk)
        installation, _ = set_up(Settings(var=var, log_niveau="error"))
        print("De demo wordt gevuld." if fill(installation, now_utc()) else "De demo stond er al.")
        installation.database.dispose()
        app = create_app(installation.settings)
        with served(app) as adres, chromium() as browser:
            for breedte in (BREED, SMAL):
                _photograph_everything(browser, adres, breedte, verslag, keuze.rol)
        app.state.huis.database.dispose()
    print(f"{verslag.beelden} schermafdrukken in {UITVOER}/")
    for gebrek in verslag.gebreken:
        print(f"  {gebrek}", file=sys.stderr)
    return 1 if verslag.gebreken else 0


def _photograph_everything(
    browser: Browser, adres: str, breedte: int, verslag: Verslag, rollen: list[str]
) -> None:
    with visitor(browser, adres, breedte) as context:
        niemand = Fotograaf(_watched(context, verslag), breedte, UITVOER / "niemand", verslag)
        for naam, pad in ZONDER_INLOG.items():
            niemand.visit(naam, pad)
    for login in DEMO_LOGINS:
        if login.gebruikersnaam not in (rollen or MENSEN):
            continue
        with visitor(browser, adres, breedte) as context:
            _photograph_person(context, login, breedte, verslag)


def _photograph_person(context: BrowserContext, login: DemoLogin, breedte: int, verslag: Verslag) -> None:
    page = _watched(context, verslag)
    page.goto("/inloggen")
    page.get_by_label("Gebruikersnaam").fill(login.gebruikersnaam)
    page.get_by_label("Wachtwoord").fill(DEMO_WACHTWOORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    foto = Fotograaf(page, breedte, UITVOER / f"{login.rol}-{login.organisatie}", verslag)
    foto.visit("begin", "/")
    menu = page.locator(".utrecht-nav-list a").evaluate_all("l => l.map(a => a.getAttribute('href'))")
    for naam, pad in VAST.items():
        if naam.startswith("fout") or any(pad.startswith(begin) for begin in menu):
            foto.visit(naam, pad)
    _follow_links(foto)
    if "intake" in foto.gezien:
        _send_empty(foto, "intake-fouten", "/meldingen/nieuw", "Registreer de melding")


def _follow_links(foto: Fotograaf) -> None:
    for bron, vorm, naam in DOORKLIK:
        pad = next((link for link in foto.gezien.get(bron, []) if re.search(vorm, link)), None)
        if pad is None:
            continue
        foto.visit(naam, pad)
        for formulier in _forms(foto.gezien[naam]):
            foto.visit(f"{naam}-{formulier.rsplit('/', 1)[1]}", formulier)
        if naam.startswith("casus"):
            _open_in_place(foto, naam, pad)
        if naam == "aanbod":
            _send_empty(foto, "aanbod-fouten", pad, "Teruggeven aan")


def _forms(links: list[str]) -> Iterator[str]:
    return (link for link in dict.fromkeys(links) if FORMULIER.match(link))


def _open_in_place(foto: Fotograaf, naam: str, pad: str) -> None:
    """The first small form, opened by htmx on the page itself and sent empty."""
    foto.page.goto(pad)
    knop = foto.page.locator(".eigenaar a[data-hx-get]").first
    if not knop.count():
        return
    knop.click()
    foto.page.locator("#actievorm").wait_for()
    foto.shoot(f"{naam}-ter-plekke")


def _send_empty(foto: Fotograaf, naam: str, pad: str, knop: str) -> None:
    foto.page.goto(pad)
    for uitklap in foto.page.locator("main details:has(button)").all():
        uitklap.locator("summary").first.click()
    foto.page.get_by_role("button", name=knop).first.click()
    foto.page.locator(".utrecht-alert--error").wait_for()
    foto.shoot(naam)


def _watched(context: BrowserContext, verslag: Verslag) -> Page:
    """A page whose console is read: a blocked script or style is a defect. A refused page is not."""
    page = context.new_page()
    page.on(
        "console",
        lambda regel: (
            verslag.gebreken.append(f"console at {page.url}: {regel.text}")
            if regel.type == "error" and "Failed to load resource" not in regel.text
            else None
        ),
    )
    return page


def _arguments() -> argparse.Namespace:
    lezer = argparse.ArgumentParser(prog="python -m tests.schermen")
    lezer.add_argument("--var", type=Path, help="een map met een gevulde demo, om die te hergebruiken")
    lezer.add_argument("rol", nargs="*", help="alleen deze gebruikersnamen")
    return lezer.parse_args()


if __name__ == "__main__":
    sys.exit(main())
