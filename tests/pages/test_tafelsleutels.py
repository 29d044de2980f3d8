"""A list of codes is handed in on the page of a tafel: whole or not at all, with what is wrong by line."""

import json
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.domain.actor import Actor
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.tafeltermen import Tafelgrond
from app.linkage.deelbaar import make_shareable
from app.models import Tafel
from app.schemas.sleutelbestand import MEESTE_REGELS, Koppelsleutelbestand, write_codes
from app.services.koppelsleutel import Sleutelversie, issue_key, renew_key
from app.services.samenloop import read_typed
from tests.api.opdrachten import BASIS, problem, sent
from tests.fixtures_web import Web
from tests.pages.html import parse_page
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen
from tests.services.tafelstappen import KIND, make, secretaris


@pytest.fixture
def web(comparing_web: Web) -> Web:
    return comparing_web


@pytest.fixture
def piet(web: Web) -> Actor:
    return secretaris(web.wereld, "gemeente-gm0153")


@pytest.fixture
def school(web: Web, piet: Actor) -> Tafel:
    return make(web.wereld, piet, naam="SWV-tafel", grond=Tafelgrond.ALLEEN_SLEUTELS)


def codes(web: Web, piet: Actor, tafel: str, namen: tuple[str, ...]) -> dict[str, Any]:
    """The file that the offline client makes of these children."""
    with web.wereld.werkplek("ozj") as desk:
        renew_key(desk)
    with web.wereld.werkplek(piet) as desk:
        versie: Sleutelversie = issue_key(desk, tafel)
    records = {}
    for nummer, naam in enumerate(namen, start=1):
        kind = (
            KIND
            if naam == KIND.achternaam
            else JeugdigeGegevens(voornamen="Fatima", achternaam=naam, geboortedatum=date(2015, 1, nummer))
        )
        waarden = {veld: getattr(kind, veld) for veld in ("voornamen", "achternaam", "geboortedatum")}
        waarden |= {"postcode": kind.postcode, "huisnummer": kind.huisnummer}
        persoon = read_typed(waarden, kind.woonplaats_gemeente)
        records[f"regel-{nummer}"] = make_shareable(persoon, versie.sleutel)
    return json.loads(write_codes(Koppelsleutelbestand(tafel, versie.versie, versie.sleutel), records))  # type: ignore[no-any-return]  # JSON


def hand_in(client: TestClient, pad: str, inhoud: object) -> tuple[int, str]:
    tekst = inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud).encode()
    antwoord = client.post(f"{pad}/sleutels", files={"sleutels": ("sleutels.json", tekst)})
    return antwoord.status_code, antwoord.headers.get("location", antwoord.text)


def test_a_list_is_handed_in_and_says_how_many_are_known_elsewhere(
    web: Web, piet: Actor, school: Tafel
) -> None:
    client, pad = log_in(web, piet), f"/tafels/{school.kenmerk}"
    assert f"{pad}/sleutels" in client.get(pad).text
    assert "Er is nog geen lijst aangemeld." in client.get(f"{pad}/sleutels").text
    lijst = codes(web, piet, school.kenmerk, ("Brugmans", "Zonderling"))
    Stappen(web.wereld).register("ret-jz07", jeugdigen=(KIND,))
    assert hand_in(client, pad, lijst) == (303, f"{pad}/sleutels?gedaan=sleutels_aangemeld")
    pagina = client.get(f"{pad}/sleutels?gedaan=sleutels_aangemeld").text
    cellen = ["".join(cel.itertext()).strip() for cel in parse_page(pagina).iter("td")]
    assert cellen == ["2", "2", "1"]
    assert "regel-1" in client.get(pad).text
    assert hand_in(client, pad, b"\xef\xbb\xbf" + json.dumps(lijst).encode()) == (
        303, f"{pad}/sleutels?gedaan=sleutels_bekend",
    )  # fmt: skip
    assert "Deze lijst stond er al." in client.get(f"{pad}/sleutels?gedaan=sleutels_bekend").text
    with web.wereld.werkplek("ozj") as desk:
        renew_key(desk)
    straks = "2 regels zijn gemaakt met een oude koppelsleutel. Die telt nog mee tot en met"
    assert straks in client.get(pad).text and straks in client.get(f"{pad}/sleutels").text
    web.wereld.later(days=91)
    client = log_in(web, piet)
    assert "2 regels zijn gemaakt met een oude koppelsleutel en worden niet meer" in client.get(pad).text
    Stappen(web.wereld).nothing_broken()


def test_what_is_wrong_is_said_by_line_and_nothing_is_kept(web: Web, piet: Actor, school: Tafel) -> None:
    client, pad = log_in(web, piet), f"/tafels/{school.kenmerk}"
    goed = codes(web, piet, school.kenmerk, ("Brugmans", "Zonderling", "Ander"))
    half = json.loads(json.dumps(goed))
    half["regels"][1]["kenmerk"] = ""
    half["regels"][2]["getallen"] = ["geen getal"]
    veel = goed | {"regels": goed["regels"][:1] * (MEESTE_REGELS + 1)}
    for inhoud, zinnen in (
        (half, ("Regel 2 heeft geen eigen nummer", "Regel 3 heeft zoekgetallen die niet kloppen.")),
        (b"id,naam\n1,Ruben", ("Dit is geen bestand met sleutels.",)),
        (b"\xff\xfe", ("Dit is geen bestand met sleutels.",)),
        (goed | {"regels": []}, ("Er staan geen regels in.",)),
        (veel, (f"Er staan te veel regels in: {MEESTE_REGELS + 1}.",)),
        (goed | {"tafel": "T-2026-000099"}, ("Deze lijst is gemaakt voor tafel T-2026-000099",)),
        (goed | {"sleutelversie": 9}, ("met een oude koppelsleutel gemaakt",)),
    ):
        status, pagina = hand_in(client, pad, inhoud)
        assert status == 422
        assert [zin for zin in zinnen if zin not in pagina] == []
        assert "Er is nog geen lijst aangemeld." in pagina
    assert client.post(f"{pad}/sleutels", data={"idempotency_key": "x"}).status_code == 422


def test_only_its_secretaris_and_only_on_a_ground(web: Web, piet: Actor, school: Tafel) -> None:
    pad = f"/tafels/{school.kenmerk}"
    vreemd = log_in(web, secretaris(web.wereld, "gemeente-gm0193"))
    lijst = codes(web, piet, school.kenmerk, ("Brugmans",))
    assert vreemd.get(f"{pad}/sleutels").status_code == 403
    assert hand_in(vreemd, pad, lijst)[0] == 403
    zonder = make(web.wereld, piet, naam="Nog zonder", grond=None, grond_tekst=None)
    client = log_in(web, piet)
    assert "geen wettelijke grond" in client.get(f"/tafels/{zonder.kenmerk}/sleutels").text
    assert hand_in(client, f"/tafels/{zonder.kenmerk}", lijst | {"tafel": zonder.kenmerk})[0] == 409


def test_a_list_as_long_as_may_be_is_not_too_large_for_the_api(web: Web, piet: Actor, school: Tafel) -> None:
    """A body of more than a megabyte: refused before its lines were read, until this test."""
    systeem = web.client("gemeente-gm0153", next(iter(piet.rollen)))
    pad = f"{BASIS}/tafels/{school.kenmerk}/sleutels"
    lijst = codes(web, piet, school.kenmerk, ("Brugmans",))
    te_veel = lijst | {"regels": lijst["regels"] * (MEESTE_REGELS + 1)}
    assert problem(systeem.post(pad, json=te_veel), 400)
    assert problem(systeem.post(pad, json=lijst | {"tafel": "T-2026-000099"}), 400)
    assert sent(systeem.post(pad, json=lijst))["aantal"] == 1
