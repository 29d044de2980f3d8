"""Tafels on the screen: the register for everybody, forms that keep what was typed, the agenda of one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.domain.actor import Actor
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.html import parse_page
from tests.pages.rondgang import log_in, walk
from tests.services.stappen import Stappen
from tests.services.tafelstappen import make, put_person, secretaris

VELDEN = {
    "naam": "Tafel voor school en zorg",
    "soort": "swv_po_vo",
    "gebiedCode": "JZ07",
    "contactNaam": "Bureau",
    "contactTelefoon": "038-0001234",
    "grond": "wettelijke_taak",
    "grondTekst": "Convenant",
    "bewaartermijnMaanden": "12",
}
PERSOON = {"persoon.voornamen": "Ruben", "persoon.achternaam": "Brugmans", "reden": "Zit thuis."}


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def carla(web: Web) -> Actor:
    return secretaris(web.wereld, "gemeente-gm0193")


def send(client: TestClient, pad: str, **velden: str) -> tuple[int, str]:
    antwoord = client.post(pad, data=velden)
    return antwoord.status_code, antwoord.headers.get("location", antwoord.text)


def test_a_secretaris_makes_a_tafel_and_keeps_its_agenda(web: Web, carla: Actor) -> None:
    client = log_in(web, carla)
    status, pagina = send(
        client, "/tafels/nieuw", **(VELDEN | {"contactNaam": "", "grondTekst": "Convenant 7"})
    )
    assert status == 422
    assert "Vul in wie men kan bellen of mailen." in pagina
    assert "Convenant 7" in pagina, "what was typed stays"
    status, pad = send(client, "/tafels/nieuw", **VELDEN)
    assert (status, pad.endswith("?gedaan=tafel_gemaakt")) == (303, True)
    tafel = pad.split("?")[0]
    status, pagina = send(client, f"{tafel}/agenderen", **(PERSOON | {"reden": ""}))
    assert (status, "Brugmans" in pagina) == (422, True)
    status, een = send(client, f"{tafel}/agenderen", **PERSOON)
    assert status == 303
    een = een.split("?")[0]
    assert "Ruben Brugmans" in client.get(een).text
    lijst = client.get(tafel).text
    assert "R.B." in lijst
    assert "Brugmans" not in lijst, "a list shows initials only (I10)"
    bespreking = {"besprokenOp": "03-11-2026", "uitkomst": "advies", "verslag": "Een plan voor school."}
    assert send(client, f"{een}/besprekingen", **(bespreking | {"uitkomst": ""}))[0] == 422
    assert send(client, f"{een}/besprekingen", **bespreking)[0] == 303
    assert "Een plan voor school." in client.get(een).text
    assert send(client, f"{tafel}/wijzigen", stoppen="ja")[0] == 409, "the agenda is not empty"
    assert send(client, f"{een}/intrekken")[0] == 303
    assert "Een plan voor school." not in client.get(een).text
    assert send(client, f"{tafel}/wijzigen", **(VELDEN | {"naam": "Nieuwe naam"}))[0] == 303
    assert "Nieuwe naam" in client.get("/tafels").text
    assert send(client, f"{tafel}/wijzigen", stoppen="ja")[0] == 303
    assert "Nieuwe naam" not in client.get("/tafels").text


def test_the_owner_sees_on_the_casus_where_it_is_discussed(web: Web, carla: Actor) -> None:
    casus = Stappen(web.wereld).register("ret-jz07").casussen[0]
    tafel = make(web.wereld, carla)
    ret = log_in(web, web.wereld.actors["ret-jz07"])
    pad = f"/casussen/{casus.kenmerk}/tafels"
    assert pad in ret.get(f"/casussen/{casus.kenmerk}").text
    assert send(ret, pad, tafel="", reden="Samen kijken.")[0] == 422
    assert send(ret, pad, tafel=tafel.kenmerk, reden="Samen kijken.")[0] == 303
    assert tafel.naam in ret.get(pad).text
    een = next(link for link in links(ret.get(pad).text) if link.startswith("/agenderingen/"))
    assert (
        send(ret, f"{een}/besprekingen", besprokenOp="03-11-2026", uitkomst="advies", verslag="x")[0] == 403
    )
    assert log_in(web, carla).get(pad).status_code == 404
    assert send(ret, f"{een}/intrekken")[1].startswith(pad)


def test_everything_off_the_agenda_in_one_act(web: Web, carla: Actor) -> None:
    tafel = make(web.wereld, carla)
    for _ in range(2):
        put_person(web.wereld, carla, tafel)
    client = log_in(web, carla)
    assert "Dit kan niet terug." in client.get(f"/tafels/{tafel.kenmerk}/leegmaken").text
    assert send(client, f"/tafels/{tafel.kenmerk}/leegmaken")[0] == 303
    assert send(client, f"/tafels/{tafel.kenmerk}/leegmaken")[0] == 409


def test_others_find_the_tafel_and_nothing_of_its_agenda(web: Web, carla: Actor) -> None:
    tafel = make(web.wereld, carla)
    agendering = put_person(web.wereld, carla, tafel)
    pad = f"/tafels/{tafel.kenmerk}"
    for wie in (web.wereld.actors["gemeente-gm0193"], web.wereld.actors["vws-ucz"]):
        client = log_in(web, wie)
        pagina = client.get(pad).text
        assert "038-0001234" in pagina
        assert "R.B." not in pagina
        for verboden in ("wijzigen", "agenderen", "leegmaken"):
            assert client.get(f"{pad}/{verboden}").status_code == 403
        assert client.get(f"/agenderingen/{agendering.id}").status_code == 404
        assert client.get("/tafels/nieuw").status_code == 403


def test_every_link_of_a_secretaris_leads_somewhere(web: Web, carla: Actor) -> None:
    tafel = make(web.wereld, carla)
    put_person(web.wereld, carla, tafel)
    client = log_in(web, carla)
    gezien = list(walk(client, ("/", "/tafels", f"/tafels/{tafel.kenmerk}")))
    assert {a.pad: a.status for a in gezien if a.status != 200} == {}
    assert any(a.pad.startswith("/agenderingen/") for a in gezien)


def links(pagina: str) -> list[str]:
    return [a.attrib.get("href", "") for a in parse_page(pagina).iter("a")]
