"""A samenloop with a tafel by the door of samenlopen: the call of the contract, and nothing crosses."""

import json
from datetime import date

import pytest
from starlette.testclient import TestClient

from app.domain.actor import Actor, Rol, Scope
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.tafeltermen import Tafelgrond
from app.linkage.deelbaar import make_shareable
from app.linkage.registratie import Registratie, read_persoon
from app.schemas.sleutelbestand import Koppelsleutelbestand, write_codes
from app.services.koppelsleutel import issue_key, renew_key
from tests.api.opdrachten import BASIS, Json, problem, register, sent
from tests.fixtures_web import Web
from tests.services.tafelstappen import KIND, make, put_person, secretaris

RUBEN = {
    "voornamen": "Ruben", "achternaam": "Brugmans", "geboortedatum": "2011-05-09",
    "woonplaatsGemeente": "GM0193", "postcode": "8011AB", "huisnummer": "12",
}  # fmt: skip
GEHEIM = ("Ruben", "Brugmans", "weken thuis", "niemand komt binnen", "Convenant")
VAAG = JeugdigeGegevens(voornamen="R.", achternaam="Brugman", geboortedatum=date(2011, 9, 5))
RET, TAFEL = "ret-jz07", "gemeente-gm0193"


@pytest.fixture
def web(comparing_web: Web) -> Web:
    return comparing_web


@pytest.fixture
def carla(web: Web) -> Actor:
    return secretaris(web.wereld, TAFEL)


@pytest.fixture
def tafel(web: Web, carla: Actor) -> TestClient:
    """A system of the tafel: it may read and keep the agenda, and do nothing in the chain."""
    assert carla.naam
    return web.client(TAFEL, Rol.TAFELSECRETARIS)


def known(web: Web, carla: Actor, persoon: JeugdigeGegevens = KIND) -> Json:
    """A boy on the agenda comes in at the RET: the one samenloop of the answer."""
    put_person(web.wereld, carla, make(web.wereld, carla), persoon)
    web.wereld.later(minutes=5)
    gemeld = register(web.client(RET), loket=RET, externKenmerk=None, jeugdigen=[RUBEN])
    [samenloop] = gemeld["samenlopen"]
    pad = f"{BASIS}/samenlopen/{samenloop['id']}"
    return {**samenloop, "casus": gemeld["casussen"][0]["kenmerk"], "pad": pad}


def test_the_call_of_the_contract_settles_a_hit_with_a_tafel(
    web: Web, carla: Actor, tafel: TestClient
) -> None:
    paar, ret = known(web, carla), web.client(RET)
    for wie in (ret, tafel):
        [rij] = sent(wie.get(f"{BASIS}/samenlopen?status=te_beoordelen"), 200)["items"]
        assert (rij["kenmerk"], rij["metTafel"], rij["kans"], rij["lijktOp"]) == (
            paar["kenmerk"], True, None, None,
        )  # fmt: skip
    bij_ret, bij_tafel = (sent(wie.get(paar["pad"]), 200) for wie in (ret, tafel))
    assert bij_ret["afstemming"]["bekendBij"] == "Jeugdbeschermingstafel Zwolle"
    assert bij_tafel["afstemming"]["bekendBij"] == "Regionaal Expertteam IJsselland"
    assert (bij_ret["bewijs"], bij_ret["kanten"], bij_ret["gewicht"]) == ([], [], None)
    assert not [woord for woord in GEHEIM if woord in str(bij_ret)]
    assert paar["casus"] not in str(bij_tafel)
    samen = {"uitkomst": "samenvoegen", "reden": "Gebeld."}
    assert problem(ret.post(f"{paar['pad']}/besluiten", json=samen), 409)["code"] == "alleen_casussen"
    besluit = {
        "uitkomst": "koppelen", "reden": "Gebeld met Carla.",
        "procesregisseur": str(web.wereld.actors[RET].id),
        "rollen": [{"organisatie": TAFEL, "rol": "denkt_mee"}],
    }  # fmt: skip
    kop = {"Idempotency-Key": "besluit-1"}
    gedaan = sent(ret.post(f"{paar['pad']}/besluiten", json=besluit, headers=kop))
    assert (gedaan["status"], gedaan["uitkomst"], gedaan["afstemming"]) == ("bevestigd", "koppelen", None)
    assert "Carla" not in str(gedaan)
    assert sent(ret.post(f"{paar['pad']}/besluiten", json=besluit, headers=kop)) == gedaan
    hit = sent(tafel.get(f"{BASIS}/afstemmingen/{paar['id']}"), 200)
    assert (hit["uitkomst"], hit["zij"]["rol"], hit["wij"]["rol"], hit["zij"]["gesprokenOp"]) == (
        "regie_afgesproken", "procesregisseur", "denkt_mee", "2026-11-03",
    )  # fmt: skip
    assert "Gebeld met Carla." not in str(sent(tafel.get(paar["pad"]), 200))
    assert sent(ret.get(paar["pad"]), 200)["reden"] == "Gebeld met Carla."
    assert problem(tafel.post(f"{paar['pad']}/besluiten", json=besluit), 409)["code"] == "al_afgesloten"


def test_what_is_refused_at_this_door_is_refused_at_the_other(
    web: Web, carla: Actor, tafel: TestClient
) -> None:
    paar = known(web, carla)
    pad = f"{paar['pad']}/besluiten"
    koppel = {"uitkomst": "koppelen", "reden": "Gebeld."}
    for kenmerk, rol in (("ret-jz14", None), ("ret-jz14", Rol.TAFELSECRETARIS), ("vws-ucz", None)):
        vreemd = web.client(kenmerk, rol)
        assert vreemd.post(pad, json=koppel).status_code == 404
        assert vreemd.get(paar["pad"]).status_code == 404
        assert sent(vreemd.get(f"{BASIS}/samenlopen"), 200)["items"] == []
    zonder = web.client("vws-ucz", scopes=frozenset({Scope.LEZEN, Scope.ROUTEREN}))
    assert zonder.get(paar["pad"]).status_code == zonder.post(pad, json=koppel).status_code == 404
    hit = f"{BASIS}/afstemmingen/{paar['id']}"
    sent(web.client(RET).post(f"{hit}/vastleggingen", json={"rol": "procesregisseur"}))
    for rollen, veld in (
        ([{"organisatie": RET, "rol": "denkt_mee"}], "rollen"),
        ([{"organisatie": TAFEL, "rol": "procesregisseur"}], "rollen"),
        ([{"organisatie": "en1", "rol": "denkt_mee"}], "rollen"),
    ):
        fout = problem(tafel.post(pad, json=koppel | {"rollen": rollen}), 400)["fouten"]
        assert [een["veld"] for een in fout] == [veld]
    vreemde = koppel | {"procesregisseur": str(web.wereld.actors["en2"].id)}
    assert problem(tafel.post(pad, json=vreemde), 400)["fouten"][0]["veld"] == "procesregisseur"
    nee = {"uitkomst": "afgewezen", "reden": "Een neefje."}
    assert tafel.post(pad, json=nee | {"rollen": [{"organisatie": TAFEL, "rol": "stopt"}]}).status_code == 400
    af = sent(tafel.post(pad, json=nee))
    assert (af["status"], af["uitkomst"], af["magBeslissen"]) == ("afgewezen", "afgewezen", False)
    assert sent(web.client(RET).get(hit), 200)["uitkomst"] == "andere_jeugdige"


def test_koppelen_of_what_was_only_possible_lets_the_other_know(
    web: Web, carla: Actor, tafel: TestClient
) -> None:
    paar = known(web, carla, VAAG)
    assert sent(tafel.get(f"{BASIS}/samenlopen"), 200)["items"] == []
    assert tafel.get(paar["pad"]).status_code == 404
    sent(web.client(RET).post(f"{paar['pad']}/besluiten", json={"uitkomst": "koppelen", "reden": "Gebeld."}))
    hit = sent(tafel.get(f"{BASIS}/afstemmingen/{paar['id']}"), 200)
    assert (hit["gedeeld"], hit["uitkomst"]) == (True, "zelfde_geen_afstemming")


def test_each_door_asks_its_own_scope_and_two_casussen_have_no_roles(
    web: Web, carla: Actor, tafel: TestClient
) -> None:
    paar = known(web, carla)
    leest = web.client(RET, scopes=frozenset({Scope.LEZEN, Scope.ROUTEREN}))
    assert sent(leest.get(f"{BASIS}/samenlopen"), 200)["items"] == []
    koppel = {"uitkomst": "koppelen", "reden": "Gebeld."}
    for antwoord in (leest.get(paar["pad"]), leest.post(f"{paar['pad']}/besluiten", json=koppel)):
        assert problem(antwoord, 403)["code"] == "scope_ontbreekt"
    tweede = register(web.client("igj"), loket="igj", externKenmerk=None, jeugdigen=[RUBEN])["samenlopen"]
    casussen, met_tafel = tweede
    assert met_tafel["id"] != paar["id"]
    pad = f"{BASIS}/samenlopen/{casussen['id']}/besluiten"
    assert problem(tafel.post(pad, json=koppel), 403)["code"] == "scope_ontbreekt"
    rollen = {"rollen": [{"organisatie": "igj", "rol": "denkt_mee"}]}
    assert problem(web.client("igj").post(pad, json=koppel | rollen), 400)["fouten"][0]["veld"] == "rollen"
    igj = web.client("igj")
    een = sent(igj.get(f"{BASIS}/samenlopen?limit=1"), 200)
    twee = sent(igj.get(f"{BASIS}/samenlopen?limit=1&cursor={een['volgende']}"), 200)
    assert {een["items"][0]["id"], twee["items"][0]["id"]} == {casussen["id"], met_tafel["id"]}
    assert twee["volgende"] is None


def test_keys_only_come_on_an_agenda_as_a_casus_or_person_does(
    web: Web, carla: Actor, tafel: TestClient
) -> None:
    with web.wereld.werkplek("ozj") as desk:
        renew_key(desk)
    van_school = make(web.wereld, carla, grond=Tafelgrond.ALLEEN_SLEUTELS)
    with web.wereld.werkplek(carla) as desk:
        versie = issue_key(desk, van_school.kenmerk)
    persoon = read_persoon(
        Registratie(
            "1", voornamen="Ruben", achternaam="Brugmans", geboortedatum="2011-05-09", gemeente="GM0193"
        )
    )
    bestand = Koppelsleutelbestand(van_school.kenmerk, versie.versie, versie.sleutel)
    lijst = json.loads(write_codes(bestand, {"leerling 7": make_shareable(persoon, versie.sleutel)}))
    pad = f"{BASIS}/tafels/{van_school.kenmerk}/agenderingen"
    beide = {"sleutels": lijst, "persoon": {"voornamen": "Ruben"}}
    assert problem(tafel.post(pad, json=beide), 400)["fouten"][0]["veld"] == "casus"
    assert sent(tafel.post(pad, json={"sleutels": lijst}))["aantal"] == 1
    [regel] = sent(tafel.get(pad), 200)["items"]
    assert (regel["soort"], regel["wie"]) == ("sleutels", "leerling 7")
    assert "Brugmans" not in str(lijst)
