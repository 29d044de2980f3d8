"""Volgen: what the tests of the own page share: a melding with a link, codes, and a melder with a browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from httpx2 import Response
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.domain.toegangslink import Codeweg
from app.models import Leesregel, Melding, Toegangscode, Toegangslink
from app.services.melding import Geregistreerd
from app.services.toegangslink import live_value, of_melding, open_code
from app.services.volgwijzer import give_code
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen

ADRES = "https://houvast.example"


@dataclass
class Volgweb:
    """The app with a public address and a mail server, and the steps of the chain."""

    web: Web
    stappen: Stappen

    @property
    def wereld(self) -> Wereld:
        return self.web.wereld

    def register(self, wie: str = "vws-ucz", **anders: object) -> tuple[Geregistreerd, str]:
        """A melding and the link that its receipt carries."""
        nieuw = self.stappen.register(wie, **anders)
        return nieuw, self.link(nieuw.melding)

    def link(self, melding: Melding) -> str:
        with self.wereld.werkplek("vws-ucz") as desk:
            gevonden = live_value(desk, of_melding(melding))
        assert gevonden is not None
        return gevonden[1]

    def code(self, melding: Melding, weg: Codeweg) -> str:
        """The code of this kind that was made last."""
        with self.wereld.werkplek("vws-ucz") as desk:
            query = (
                select(Toegangscode)
                .join(Toegangslink, col(Toegangslink.id) == col(Toegangscode.link_id))
                .where(Toegangslink.melding_id == melding.id, Toegangscode.weg == weg)
                .order_by(col(Toegangscode.id).desc())
            )
            rij = desk.session.exec(query).first()
            assert rij is not None
            return open_code(desk, melding, rij)

    def phone_code(self, melding: Melding, wie: str = "vws-ucz") -> str:
        with self.wereld.werkplek(wie) as desk:
            return give_code(desk, melding.id)[1]

    def enter(self, melding: Melding, link: str = "", wie: str = "vws-ucz") -> TestClient:
        """A browser in which this melder just came in."""
        client = self.web.browser()
        client.post(f"/volg/{link or self.link(melding)}")
        antwoord = type_code(client, self.phone_code(melding, wie))
        assert antwoord.headers["location"] == "/volg", antwoord.text
        return client

    def enter_by_mail(self, melding_id: UUID) -> TestClient:
        """The same with the code that was mailed: nobody has to read one out."""
        with self.wereld.database.read() as session:
            melding = session.exec(select(Melding).where(Melding.id == melding_id)).one()
        client = self.web.browser()
        client.post(f"/volg/{self.link(melding)}")
        assert type_code(client, self.code(melding, Codeweg.MAIL)).headers["location"] == "/volg"
        return client

    def message(self, wie: str) -> str:
        """The oldest message that this organisatie has to send, as its page shows it."""
        client = log_in(self.web, self.wereld.actors[wie])
        pad = re.findall(r'href="(/berichten/[0-9a-f-]{36})"', client.get("/berichten").text)[0]
        return client.get(pad).text

    def reads(self, melding: Melding) -> list[tuple[str, str]]:
        """(actor, ground) of every logged read of this melding, oldest first."""
        query = select(Leesregel).where(Leesregel.object_id == melding.id).order_by(col(Leesregel.id))
        with self.wereld.database.read() as session:
            return [(rij.actor_soort, rij.doel) for rij in session.exec(query)]


def type_code(client: TestClient, code: str) -> Response:
    return client.post("/volg/code", data={"code": code})


def token_of(client: TestClient) -> str:
    """The form token of the visit, as it stands in the page."""
    return client.get("/volg").text.split('name="volg_csrf" value="')[1].split('"')[0]


def say(client: TestClient, soort: str, tekst: str = "", **anders: str) -> Response:
    """Send one of the forms of the own page."""
    velden = {"soort": soort, "tekst": tekst, "volg_csrf": token_of(client)} | anders
    return client.post("/volg/berichten", data=velden)


@contextmanager
def volgweb_of(wereld: Wereld, map_: Path, **anders: Any) -> Iterator[Volgweb]:
    instellingen = {
        "adres": ADRES,
        "smtp_url": "smtp://127.0.0.1:1",
        "mail_van": "houvast@voorbeeld.example",
    } | anders
    wereld.volgadres = instellingen["adres"] or None
    web = make_web(wereld, map_, **instellingen)
    yield Volgweb(web, Stappen(wereld))
    web.app.state.huis.database.dispose()
