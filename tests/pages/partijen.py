"""Partijen: what the tests of parties without an account share: an offer by link, its code, a visit."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from httpx2 import Response
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.domain.bijdrage import AskBijdrage
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.termen import Overslagreden
from app.domain.toegangslink import Linkdoel
from app.domain.toegangstekst import whole
from app.kluis import Plek
from app.models import Bericht, Casus, Organisatie, Overdracht, Toegangscode, Toegangslink
from app.queries.werkplek import Werkplek
from app.services.bijdrage import ask_bijdrage
from app.services.toegangslink import Linkhouder, live_value, open_code
from tests.fixtures_app import Wereld, some_melding
from tests.fixtures_web import Web
from tests.pages.volgen import volgweb_of
from tests.services.stappen import Stappen

ZONDER = "wijkteam-gm0153"
POSTVAK = "wijkteam@enschede.example"
NAAM = {"naam": "N. Jansen", "functie": "wijkteamwerker"}


@dataclass
class Partijweb:
    """The app with a public address and a mail server, and a wijkteam that only has a mailbox."""

    web: Web
    stappen: Stappen

    @property
    def wereld(self) -> Wereld:
        return self.web.wereld

    def owned(self, wie: str = "gemeente-gm0153") -> Casus:
        """A casus of the gemeente, which has an account."""
        gemeld = self.stappen.register(jeugdigen=(jeugdige(),))
        self.stappen.move(gemeld.casussen[0].id, "vws-ucz", wie, overgeslagen=Overslagreden.KORTSTE_ROUTE)
        return gemeld.casussen[0]

    def offered(self, **anders: object) -> tuple[Casus, Overdracht, str]:
        """A casus that waits on the wijkteam, and the link that went to its mailbox."""
        casus = self.owned()
        aanbod = self.stappen.offer("gemeente-gm0153", ZONDER, casus.id, **anders)
        return casus, aanbod, self.link(casus.id, Linkdoel.AANBOD, aanbod.id)

    def asked(self) -> tuple[Casus, UUID, str]:
        """A question to the wijkteam, and its link."""
        casus = self.owned()
        with self.wereld.werkplek("gemeente-gm0153") as desk:
            opdracht = AskBijdrage(casus_id=casus.id, naar_organisatie=ZONDER, vraag="Wie kent dit gezin?")
            bijdrage = ask_bijdrage(desk, opdracht).id
        return casus, bijdrage, self.link(casus.id, Linkdoel.BIJDRAGE, bijdrage)

    def link(self, casus_id: UUID, doel: Linkdoel, doel_id: UUID) -> str:
        with self.wereld.werkplek("ozj") as desk:
            casus = desk.session.exec(select(Casus).where(Casus.id == casus_id)).one()
            gevonden = live_value(desk, Linkhouder(doel, doel_id, casus))
        assert gevonden is not None
        return gevonden[1]

    def code(self) -> str:
        """The code that was made last."""
        with self.wereld.werkplek("ozj") as desk:
            query = (
                select(Toegangscode, Casus)
                .join(Toegangslink, col(Toegangslink.id) == col(Toegangscode.link_id))
                .join(Casus, col(Casus.id) == col(Toegangslink.casus_id))
                .order_by(col(Toegangscode.id).desc())
            )
            rij = desk.session.exec(query).first()
            assert rij is not None
            return open_code(desk, rij[1], rij[0])

    def knock(self, link: str) -> TestClient:
        """A browser in which the button was pressed."""
        client = self.web.browser()
        antwoord = client.post(f"/partij/{link}")
        assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/partij/code")
        return client

    def enter(self, link: str, **naam: str) -> TestClient:
        """A browser in which somebody of the wijkteam came in and gave a name."""
        client = self.knock(link)
        assert type_code(client, self.code()).headers["location"] == "/partij"
        antwoord = send(client, "naam", **(naam or NAAM))
        assert antwoord.status_code == 303, antwoord.text
        return client

    def letters(self) -> list[str]:
        """The words of every message to the wijkteam, oldest first."""
        with self.wereld.werkplek("ozj") as desk:
            query = (
                select(Bericht, Casus)
                .join(Casus, col(Casus.id) == col(Bericht.casus_id))
                .join(Organisatie, col(Organisatie.id) == col(Bericht.aan_organisatie_id))
                .where(Organisatie.kenmerk == ZONDER)
                .order_by(col(Bericht.id))
            )
            return [_words(desk, casus, bericht) for bericht, casus in desk.session.exec(query)]


def _words(desk: Werkplek, casus: Casus, bericht: Bericht) -> str:
    plek = Plek("bericht", bericht.id, "inhoud")
    return whole(desk.unseal_person(casus, plek, bericht.inhoud_verzegeld)) or ""


def jeugdige() -> JeugdigeGegevens:
    """Somebody who lives where the wijkteam works."""
    return replace(some_melding().jeugdigen[0], woonplaats_gemeente="GM0153")


def type_code(client: TestClient, code: str) -> Response:
    return client.post("/partij/code", data={"code": code})


def token_of(client: TestClient, pad: str = "/partij") -> str:
    """The form token of the visit, as it stands in the page."""
    gevonden = re.search(r'name="csrf_token" value="([^"]+)"', client.get(pad).text)
    assert gevonden is not None
    return gevonden[1]


def send(client: TestClient, pad: str, **velden: str) -> Response:
    """Send one of the forms of a visit."""
    return client.post(f"/partij/{pad}", data={"csrf_token": token_of(client)} | velden)


@contextmanager
def partijweb_of(wereld: Wereld, map_: Path, **anders: Any) -> Iterator[Partijweb]:
    with wereld.database.transaction() as session:
        query = select(Organisatie).where(Organisatie.kenmerk == ZONDER)
        session.exec(query).one().email = POSTVAK
    wereld.bedenktijd = timedelta(0)
    with volgweb_of(wereld, map_, bedenktijd_minuten=0, **anders) as volg:
        yield Partijweb(volg.web, volg.stappen)
