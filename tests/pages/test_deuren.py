"""The doors without an account, for melders and for parties: opened by a program, sent on, guessed, too old.

What each door shows once somebody is in, stands in test_volg_link.py, test_volg_pagina.py and test_partij.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from app.domain.toegangslink import Codeweg
from app.models import Limietteller, Linksessie, Toegangscode, Toegangslink
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web
from tests.pages.partijen import partijweb_of
from tests.pages.volgen import volgweb_of
from tests.tellen import counted

ONBEKEND = "0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0001"


@dataclass
class Deur:
    """A door, a link that opens it, and the code that was mailed last."""

    web: Web
    pad: str
    link: str
    code: Callable[[], str]
    #: Another link with what it opens, that works too.
    another: Callable[[], str]
    geheim: str

    def knock(self, link: str = "") -> TestClient:
        client = self.web.browser()
        antwoord = client.post(f"{self.pad}/{link or self.link}")
        assert (antwoord.status_code, antwoord.headers["location"]) == (303, f"{self.pad}/code")
        return client

    def type_code(self, client: TestClient, code: str) -> Response:
        return client.post(f"{self.pad}/code", data={"code": code})

    def enter(self) -> TestClient:
        client = self.knock()
        assert self.type_code(client, self.code()).headers["location"] == self.pad
        return client

    def rows(self, model: type) -> int:
        with self.web.wereld.database.read() as session:
            return len(session.exec(select(model)).all())


@pytest.fixture(params=["volg", "partij"])
def deur(request: pytest.FixtureRequest, wereld: Wereld, tmp_path: Path) -> Iterator[Deur]:
    """Each door on both engines: codes are claimed and counted by the database."""
    yield from make_deur(request.param, wereld, tmp_path)


@pytest.fixture(params=["volg", "partij"])
def sqlite_deur(request: pytest.FixtureRequest, sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Deur]:
    yield from make_deur(request.param, sqlite_wereld, tmp_path)


def make_deur(soort: str, wereld: Wereld, map_: Path) -> Iterator[Deur]:
    if soort == "volg":
        with volgweb_of(wereld, map_) as volg:
            nieuw, link = volg.register()

            def code() -> str:
                return volg.code(nieuw.melding, Codeweg.MAIL)

            yield Deur(volg.web, "/volg", link, code, lambda: volg.register()[1], nieuw.melding.kenmerk)
    else:
        with partijweb_of(wereld, map_) as partij:
            casus, _, link = partij.offered()
            yield Deur(partij.web, "/partij", link, partij.code, lambda: partij.offered()[2], casus.kenmerk)


def test_a_program_that_opens_the_link_changes_nothing(sqlite_deur: Deur) -> None:
    deur = sqlite_deur
    client = deur.web.browser()
    voor = [deur.rows(model) for model in (Limietteller, Toegangscode, Linksessie)]
    for methode in ("GET", "HEAD"):
        antwoord = client.request(methode, f"{deur.pad}/{deur.link}")
        assert antwoord.status_code == 200
        assert "set-cookie" not in antwoord.headers
    assert [deur.rows(model) for model in (Limietteller, Toegangscode, Linksessie)] == voor
    assert client.get(deur.pad).status_code == 403


def test_a_link_that_was_sent_on_opens_nothing_without_the_code(sqlite_deur: Deur) -> None:
    ander = sqlite_deur.knock()
    assert ander.get(sqlite_deur.pad).headers["location"] == f"{sqlite_deur.pad}/code"
    assert sqlite_deur.type_code(ander, "123 45").status_code == 422
    assert sqlite_deur.geheim not in ander.get(f"{sqlite_deur.pad}/code").text


def test_a_mailed_code_counts_once_and_the_link_leaves_the_address(deur: Deur) -> None:
    eerste, tweede = deur.knock(), deur.knock()
    code = deur.code()
    antwoord = deur.type_code(eerste, f"{code[:3]} {code[3:]}")
    assert antwoord.headers["location"] == deur.pad
    naam = f"houvast-{deur.pad[1:]}="
    koekje = next(k for k in antwoord.headers.get_list("set-cookie") if k.startswith(naam))
    assert "HttpOnly" in koekje
    assert "samesite=strict" in koekje.lower()
    assert deur.link not in eerste.get(deur.pad).text
    assert deur.type_code(tweede, code).status_code == 422
    assert tweede.get(deur.pad).status_code == 303


def test_who_guesses_is_stopped_and_the_right_code_does_not_help_then(deur: Deur) -> None:
    client = deur.knock()
    code = deur.code()
    fout = "000000" if code != "000000" else "000001"
    assert [deur.type_code(client, fout).status_code for _ in range(11)] == [422] * 10 + [429]
    assert deur.type_code(client, code).status_code == 429


def test_an_address_that_tries_many_links_is_stopped(sqlite_deur: Deur) -> None:
    client = sqlite_deur.web.browser()
    for nummer in range(61):
        laatste = client.post(f"{sqlite_deur.pad}/{nummer}")
    assert laatste.status_code == 429
    assert "te vaak" in laatste.text


def test_a_code_is_too_old_after_a_while(sqlite_deur: Deur) -> None:
    client = sqlite_deur.knock()
    code = sqlite_deur.code()
    sqlite_deur.web.wereld.later(minutes=16)
    assert sqlite_deur.type_code(client, code).status_code == 422


def test_every_link_gets_the_same_answers(sqlite_deur: Deur) -> None:
    """Unknown, over, taken back and right: status, headers and words, but for the link itself."""
    ingetrokken, verlopen = sqlite_deur.another(), sqlite_deur.another()
    with sqlite_deur.web.wereld.database.transaction() as session:
        rijen = session.exec(select(Toegangslink).order_by(Toegangslink.id)).all()  # type: ignore[arg-type]  # a column
        rijen[-2].ingetrokken_op = sqlite_deur.web.wereld.now
        rijen[-1].verloopt_op = sqlite_deur.web.wereld.now
    links = {sqlite_deur.link, ingetrokken, verlopen, ONBEKEND}
    gezien = {str(_answers(sqlite_deur, link)) for link in links}
    assert len(gezien) == 1


def test_an_unknown_link_costs_as_many_statements_as_a_right_one(sqlite_deur: Deur) -> None:
    """Nobody hears from the time it takes whether a link works."""
    client = sqlite_deur.knock(ONBEKEND)  # compiles the statements
    aantallen = []
    for geprobeerd in (sqlite_deur.link, ONBEKEND):
        with counted() as vragen:
            client.post(f"{sqlite_deur.pad}/{geprobeerd}")
        with counted() as proberen:
            sqlite_deur.type_code(client, "000000")
        aantallen.append((len(vragen), len(proberen)))
    assert aantallen[0] == aantallen[1]


def _answers(deur: Deur, link: str) -> list[object]:
    client = deur.web.browser()
    antwoorden = [
        client.get(f"{deur.pad}/{link}"),
        client.post(f"{deur.pad}/{link}"),
        client.get(f"{deur.pad}/code"),
        deur.type_code(client, "000000"),
        client.post(f"{deur.pad}/code", data={"opnieuw": "ja"}),
        client.post(f"{deur.pad}/nieuwe-link"),
        client.get(deur.pad),
    ]
    anders = ("x-request-id", "content-length", "set-cookie")
    return [
        (
            a.status_code,
            sorted((k, v) for k, v in a.headers.items() if k not in anders),
            a.text.replace(link, "LINK"),
        )
        for a in antwoorden
    ]


@pytest.mark.parametrize("staart", ["", "/code", f"/{ONBEKEND}", "/bestaat/niet"])
def test_pages_without_an_account_load_nothing_from_elsewhere(sqlite_deur: Deur, staart: str) -> None:
    antwoord = sqlite_deur.web.browser().get(f"{sqlite_deur.pad}{staart}")
    assert antwoord.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in antwoord.headers["x-robots-tag"]
    assert antwoord.headers["cache-control"] == "no-store"
    assert "://" not in antwoord.headers["content-security-policy"]
    assert "cdn" not in antwoord.text


def test_a_visit_ends_by_itself_and_by_leaving(sqlite_deur: Deur) -> None:
    wereld = sqlite_deur.web.wereld
    rust, weg = sqlite_deur.enter(), sqlite_deur.enter()
    weg.post(f"{sqlite_deur.pad}/weg")
    assert weg.get(sqlite_deur.pad).status_code == 403
    wereld.later(minutes=50)
    assert rust.get(sqlite_deur.pad).status_code == 200
    wereld.later(minutes=61)
    assert rust.get(sqlite_deur.pad).status_code == 403


def test_a_link_of_one_door_does_not_open_the_other(sqlite_deur: Deur) -> None:
    ander = {"/volg": "/partij", "/partij": "/volg"}[sqlite_deur.pad]
    codes = sqlite_deur.rows(Toegangscode)
    client = sqlite_deur.web.browser()
    assert client.post(f"{ander}/{sqlite_deur.link}").status_code == 303
    assert sqlite_deur.rows(Toegangscode) == codes
    sqlite_deur.knock()
    code = sqlite_deur.code()
    assert client.post(f"{ander}/code", data={"code": code}).status_code == 422


def test_a_visit_is_no_log_in(sqlite_deur: Deur) -> None:
    bezoeker = sqlite_deur.enter()
    assert bezoeker.get("/werkvoorraad").headers["location"].startswith("/inloggen")
