"""Rondgang: log in as somebody without a browser and read every page that can be reached from the start."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from starlette.testclient import TestClient

from app.domain.actor import Actor
from app.security import Sessieduur, start_sessie
from tests.fixtures_web import Web
from tests.pages.html import parse_page

BEGIN = (
    "/", "/werkvoorraad?lijst=ons", "/werkvoorraad?lijst=mijn", "/werkvoorraad?lijst=doorgezet",
    "/werkvoorraad?lijst=aanvaarden", "/terugkoppelingen", "/terugkoppelingen?toon=alle",
    "/terugkoppelingen.csv?toon=alle", "/terugkoppelingen.xlsx?toon=alle", "/berichten",
    "/berichten?status=verstuurd", "/berichten?status=aandacht", "/berichten/brieven",
    "/berichten?status=vervallen", "/bijdragen", "/bijdragen?kant=van_ons&alles=ja",
    "/samenlopen", "/samenlopen?status=afgewezen",
    "/vangnet", "/vangnet?van=mij", "/dagbericht", "/tafels", "/tafels?van=ons", "/afstemmingen",
    "/klachten", "/klachten?lijst=doorgestuurd", "/klachten?lijst=afgedaan", "/stukken",
)  # fmt: skip
#: Pages that are the same for everybody and hold no casus.
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
OVERAL = re.compile(r"^/(organisaties|meldingen/nieuw|privacy|toegankelijkheid|static)")


@dataclass(frozen=True)
class Antwoord:
    """One answer: where, status and everything that can be read in it."""

    pad: str
    status: int
    soort: str
    tekst: str

    @property
    def boom(self) -> Element:
        return parse_page(self.tekst)


def log_in(web: Web, actor: Actor) -> TestClient:
    """A browser in which this person just logged in; the csrf token is kept as a header."""
    wereld = web.wereld
    with wereld.database.transaction() as session:
        duur = Sessieduur(timedelta(hours=10), timedelta(hours=1))
        inlog = start_sessie(session, actor.id, duur, wereld.now)
    client = web.browser()
    client.cookies.set("houvast", inlog.waarde)
    client.headers["X-CSRF-Token"] = inlog.csrf
    return client


def walk(client: TestClient, begin: tuple[str, ...] = BEGIN) -> Iterator[Antwoord]:
    """Every page from ``begin`` on, following each link once, the way a curious person would."""
    te_doen, gezien = list(begin), set(begin)
    while te_doen:
        antwoord = fetch(client, te_doen.pop())
        yield antwoord
        for pad in _links(antwoord):
            if pad not in gezien and not OVERAL.match(pad):
                gezien.add(pad)
                te_doen.append(pad)


def fetch(client: TestClient, pad: str) -> Antwoord:
    antwoord = client.get(pad, follow_redirects=True)
    soort = antwoord.headers.get("content-type", "")
    return Antwoord(pad, antwoord.status_code, soort, _text(antwoord.content, soort))


def _text(inhoud: bytes, soort: str) -> str:
    """A workbook is a zip of XML; everything else is text."""
    if "spreadsheetml" not in soort:
        return inhoud.decode()
    with ZipFile(BytesIO(inhoud)) as boek:
        return "\n".join(boek.read(naam).decode() for naam in boek.namelist() if naam.endswith(".xml"))


def _links(antwoord: Antwoord) -> list[str]:
    if "text/html" not in antwoord.soort:
        return []
    # Not through the strict parser, which takes as long as the page itself: whether a page is sound is for
    # the tests that read its tree.
    links = (unescape(link).split("#")[0] for link in LINK.findall(antwoord.tekst))
    return [link for link in links if link.startswith("/")]
