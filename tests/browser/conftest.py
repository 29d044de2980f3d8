"""A fresh installation with a few people per module, a Chromium, and visitors that watch the console."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Page

from app.domain.actor import Rol
from app.security import Sessieduur, hash_password, start_sessie
from app.services.medewerker import HireMedewerker, hire_medewerker
from tests.browser.podium import BREED, chromium, served, visitor
from tests.fixtures_app import Wereld, make_wereld
from tests.fixtures_database import TEMPLATE, fresh_database
from tests.fixtures_web import make_web

WACHTWOORD = "vier gewone losse woorden"
#: Who works here: gebruikersnaam → (naam, organisatie, rol).
MENSEN: dict[str, tuple[str, str, Rol]] = {
    "vws": ("Nora Loket", "vws-ucz", Rol.LOKETMEDEWERKER),
    "ozj": ("Otto Schakel", "ozj", Rol.VERBINDINGSREGISSEUR),
    "ozj2": ("Ottilie Schakel", "ozj", Rol.VERBINDINGSREGISSEUR),
    "netwerk": ("Nel Netwerk", "en2", Rol.NETWERKMEDEWERKER),
    "ret": ("Ria Expert", "ret-jz07", Rol.PROCESREGISSEUR),
    "ret2": ("Rob Expert", "ret-jz07", Rol.PROCESREGISSEUR),
    "wijkteam": ("Wim Wijk", "wijkteam-gm0193", Rol.CASUSREGISSEUR),
    "enschede": ("Ebru Elders", "gemeente-gm0153", Rol.CASUSREGISSEUR),
    "klacht": ("Kees Klacht", "vws-ucz", Rol.KLACHTBEHANDELAAR),
    "klacht2": ("Karin Klacht", "gemeente-gm0153", Rol.KLACHTBEHANDELAAR),
    "beheer": ("Bea Beheer", "ozj", Rol.BEHEERDER),
    "privacy": ("Piet Privacy", "ozj", Rol.PRIVACY_OFFICER),
    "tafel": ("Tess Tafel", "gemeente-gm0193", Rol.TAFELSECRETARIS),
    "school": ("Saar School", "gemeente-gm0153", Rol.TAFELSECRETARIS),
}


@dataclass
class Huis:
    """A running installation: its address, its clock and its people."""

    adres: str
    app: FastAPI
    wereld: Wereld
    mensen: dict[str, UUID]

    def sessie(self, wie: str) -> dict[str, str]:
        """The cookie of somebody who just logged in."""
        with self.wereld.database.transaction() as session:
            duur = Sessieduur(timedelta(hours=24), timedelta(hours=10))
            inlog = start_sessie(session, self.mensen[wie], duur, self.wereld.now)
        return {"name": "houvast", "value": inlog.waarde, "url": self.adres}


@dataclass
class Bezoeken:
    """Opens browsers for people and remembers what their consoles said."""

    browser: Browser
    huis: Huis
    open: ExitStack
    gezegd: list[str] = field(default_factory=list)

    def __call__(self, wie: str = "", breedte: int = BREED, *, javascript: bool = True) -> Page:
        context = self.open.enter_context(
            visitor(self.browser, self.huis.adres, breedte, javascript=javascript)
        )
        if wie:
            context.add_cookies([self.huis.sessie(wie)])  # type: ignore[list-item]  # a dict with str values
        page = context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda fout: self.gezegd.append(str(fout)))
        return page

    def _listen(self, regel: ConsoleMessage) -> None:
        # A refused form answers with 4xx, and Chromium says so; that is not a fault of the page.
        if regel.type in {"error", "warning"} and "the server responded with a status of 4" not in regel.text:
            self.gezegd.append(f"{regel.text} ({regel.location.get('url')})")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def huis(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Huis]:
    """A fresh SQLite installation behind a real address."""
    map_ = tmp_path_factory.mktemp("huis")
    shutil.copyfile(sqlite_template, map_ / "houvast.db")
    yield from open_huis(f"sqlite:///{map_ / 'houvast.db'}", map_)


@pytest.fixture(scope="module")
def pg_huis(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Huis]:
    """A fresh installation on PostgreSQL behind a real address."""
    for url in fresh_database(postgresql_server, TEMPLATE):
        yield from open_huis(url, tmp_path_factory.mktemp("huis"))


@pytest.fixture
def bezoek(browser: Browser, huis: Huis) -> Iterator[Callable[..., Page]]:
    """Open a browser as somebody; at the end no console may have complained (CSP included)."""
    yield from visits(browser, huis)


@pytest.fixture(scope="module")
def browser_huis(browser: Browser, huis: Huis) -> Iterator[Callable[..., Page]]:
    """The same, for what a module sets up once."""
    yield from visits(browser, huis)


def visits(browser: Browser, huis: Huis) -> Iterator[Bezoeken]:
    with ExitStack() as open_:
        bezoeken = Bezoeken(browser, huis, open_)
        yield bezoeken
    assert bezoeken.gezegd == []


def open_huis(url: str, map_: Path, *, vergelijkt: bool = False) -> Iterator[Huis]:
    for wereld in make_wereld(url):
        wereld.opent_samenlopen = vergelijkt
        web = make_web(wereld, map_, sessie_uren=24, sessie_rust_minuten=600)
        mensen = hire_people(wereld)
        with served(web.app) as adres:
            yield Huis(adres, web.app, wereld, mensen)
        web.app.state.huis.database.dispose()


def hire_people(wereld: Wereld) -> dict[str, UUID]:
    hash_ = hash_password(WACHTWOORD)
    with wereld.database.transaction() as session:
        return {
            gebruikersnaam: hire_medewerker(
                session,
                wereld.omgeving,
                HireMedewerker(
                    gebruikersnaam=gebruikersnaam,
                    naam=naam,
                    organisatie=organisatie,
                    rollen=frozenset({rol}),
                    wachtwoord_hash=hash_,
                    actief_van=date(2024, 1, 1),
                ),
            ).id
            for gebruikersnaam, (naam, organisatie, rol) in MENSEN.items()
        }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a browser carries the marker, without every test having to say so."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
