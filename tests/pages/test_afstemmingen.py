"""Across tables on the screen and over REST: nothing but tafel and contact crosses, in any answer."""

import pytest
from sqlmodel import select
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from app.domain.actor import Actor, Rol
from app.models import Dagbericht, Leesregel, Medewerker
from app.services.dagbericht import Wegwijzer, gather_points, make_digests
from tests.api.opdrachten import BASIS, sent
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in, walk
from tests.services.stappen import Stappen
from tests.services.tafelstappen import KIND, make, put_person, secretaris

#: What the tafel knows and wrote; of the RET the kenmerk, and what its melder said.
VAN_TAFEL = ("Ruben", "Brugmans", "weken thuis", "niemand komt binnen", "Convenant jeugdbescherming")


@pytest.fixture
def web(comparing_web: Web) -> Web:
    return comparing_web


@pytest.fixture
def carla(web: Web) -> Actor:
    """Keeps a tafel with a boy on its agenda, who then comes in at the RET too."""
    carla = secretaris(web.wereld, "gemeente-gm0193")
    put_person(web.wereld, carla, make(web.wereld, carla))
    return carla


@pytest.fixture
def casus(web: Web, carla: Actor) -> str:  # first the agenda
    return Stappen(web.wereld).register("ret-jz07", jeugdigen=(KIND,)).casussen[0].kenmerk


def send(client: TestClient, pad: str, **velden: str) -> tuple[int, str]:
    antwoord = client.post(pad, data=velden)
    return antwoord.status_code, antwoord.headers.get("location", antwoord.text)


def test_a_hit_is_followed_up_on_the_screen(web: Web, carla: Actor, casus: str) -> None:
    tafel, ret = log_in(web, carla), log_in(web, web.wereld.actors["ret-jz07"])
    lijst = tafel.get("/afstemmingen").text
    assert "Regionaal Expertteam IJsselland" in lijst
    assert casus not in lijst
    assert '<a href="/afstemmingen"' in tafel.get("/tafels").text, "its work is in the menu"
    assert '<a href="/afstemmingen"' not in ret.get("/tafels").text, "who has a work list finds it there"
    pad = "/afstemmingen/S-2026-000001"
    assert "Bel de ander en noem" in tafel.get(pad).text
    assert "Jeugdbeschermingstafel Zwolle" in ret.get(f"/casussen/{casus}/tafels").text
    assert "038-0001234" in ret.get(pad).text
    status, pagina = send(ret, f"{pad}/vastleggen", gesprokenMet="Noor", verwachting="Wacht op ons plan.")
    assert (status, "Wacht op ons plan." in pagina) == (422, True), "what was typed stays"
    gesproken = {"gesprokenMet": "Noor", "gesprokenOp": "03-11-2026", "verwachting": "Wacht op ons plan."}
    assert send(ret, f"{pad}/vastleggen", **gesproken, rol="procesregisseur")[0] == 303
    pagina = tafel.get(pad).text
    assert "Procesregisseur" in pagina
    assert "Wacht op ons plan." not in pagina
    assert send(tafel, f"{pad}/afsluiten", uitkomst="")[0] == 422
    assert send(tafel, f"{pad}/afsluiten", uitkomst="regie_afgesproken")[0] == 303
    assert send(ret, f"{pad}/afsluiten", uitkomst="andere_jeugdige")[0] == 409
    assert "S-2026-000001" in ret.get("/afstemmingen?lijst=afgesloten").text
    assert send(ret, f"{pad}/onbekend")[0] == 404


def test_nothing_of_the_tafel_crosses_to_any_page_of_the_other(web: Web, carla: Actor, casus: str) -> None:
    vreemd = ("vws-ucz", "ozj", "ret-jz14", "gemeente-gm0153")
    for wie in (*(web.wereld.actors[kenmerk] for kenmerk in vreemd), secretaris(web.wereld, "ret-jz14")):
        for antwoord in walk(log_in(web, wie), ("/", "/tafels", "/afstemmingen", "/samenlopen")):
            assert "S-2026-000001" not in antwoord.tekst, antwoord.pad
    mag = ("/meldingen", "/casussen", "/werkvoorraad")  # the own melding names the same boy
    for antwoord in walk(
        log_in(web, web.wereld.actors["ret-jz07"]), ("/afstemmingen", f"/casussen/{casus}/tafels")
    ):
        if not antwoord.pad.startswith(mag):
            assert not [woord for woord in VAN_TAFEL[2:4] if woord in antwoord.tekst], antwoord.pad
    for antwoord in walk(log_in(web, carla), ("/", "/tafels", "/afstemmingen")):
        assert casus not in antwoord.tekst, antwoord.pad
        assert "vaste plek" not in antwoord.tekst, antwoord.pad


def test_today_vangnet_digest_and_log_say_a_kenmerk_and_whom_and_nothing_else(
    web: Web, carla: Actor, casus: str
) -> None:
    wereld, van_ret = web.wereld, (casus, "vaste plek", "Regionaal")
    give_addresses(wereld)
    wereld.later(days=9)
    tafel = log_in(web, carla)
    with capture_logs() as log:
        vandaag, net = tafel.get("/afstemmingen").text, tafel.get("/vangnet").text
        assert "Vandaag: één ding voor u" in vandaag and "bekend bij RET IJsselland" in vandaag
        assert "Te laat: bel de ander" in net and 'href="/afstemmingen/' in net
        assert not [woord for woord in van_ret if woord in net]
        gesproken = {"gesprokenMet": "Noor", "gesprokenOp": "10-11-2026", "rol": "denkt_mee"}
        assert send(tafel, "/afstemmingen/S-2026-000001/vastleggen", **gesproken)[0] == 303
        wereld.later(days=9)
        ret = log_in(web, wereld.actors["ret-jz07"])
        bij_ret = ret.get("/werkvoorraad?vandaag=alles").text
        assert "bekend bij Jeugdbeschermingstafel Zwolle" in bij_ret
        net = ret.get("/vangnet").text + web.client("ret-jz07").get(f"{BASIS}/vangnet").text
        assert "Te laat: leg vast wat u voor deze jeugdige bent." in net
        assert not [woord for woord in (*VAN_TAFEL[2:], "Noor", "038-0001234") if woord in bij_ret + net]
        mails = digests(web)
    assert len([tekst for tekst in mails if "Leg vast wat u voor deze jeugdige bent" in tekst]) >= 1
    assert not [woord for woord in (*VAN_TAFEL, "vaste plek", "Noor", "038-000") if woord in "".join(mails)]
    assert not [woord for woord in (*VAN_TAFEL, *van_ret, "Noor", "S-2026") if woord in repr(log)]
    with wereld.database.read() as session:
        gelezen = session.exec(select(Leesregel).where(Leesregel.object_soort == "afstemming")).all()
    assert {regel.actor_id for regel in gelezen} == {carla.id}, "who saw a hit is in the read log"


def give_addresses(wereld: Wereld) -> None:
    with wereld.database.transaction() as session:
        for rij in session.exec(select(Medewerker)):
            rij.email = f"{rij.gebruikersnaam}@werk.example"


def digests(web: Web) -> list[str]:
    """The words of every digest of today."""
    with web.wereld.database.transaction() as session:
        omgeving = web.wereld.omgeving
        weg = Wegwijzer("https://houvast.example")
        make_digests(session, omgeving, gather_points(session, omgeving), weg)
        session.flush()
        return [rij.tekst or "" for rij in session.exec(select(Dagbericht))]


def test_over_rest_nothing_but_tafel_and_contact_crosses(web: Web, carla: Actor, casus: str) -> None:
    assert carla.naam
    tafel, ret = web.client("gemeente-gm0193", Rol.TAFELSECRETARIS), web.client("ret-jz07")
    (bij_ret,) = sent(ret.get(f"{BASIS}/afstemmingen"), 200)["items"]
    (bij_tafel,) = sent(tafel.get(f"{BASIS}/afstemmingen"), 200)["items"]
    assert (bij_ret["bekendBij"], bij_ret["contact"]["telefoon"]) == (
        "Jeugdbeschermingstafel Zwolle",
        "038-0001234",
    )
    assert (bij_ret["eigen"], bij_tafel["eigen"]) == (casus, "R.B.")
    assert not [woord for woord in VAN_TAFEL if woord in str(bij_ret)]
    assert casus not in str(bij_tafel)
    pad = f"{BASIS}/afstemmingen/{bij_ret['kenmerk']}"
    for kenmerk, rol in (("ret-jz14", None), ("vws-ucz", None), ("ret-jz14", Rol.TAFELSECRETARIS)):
        assert web.client(kenmerk, rol).get(pad).status_code == 404
        assert web.client(kenmerk, rol).post(f"{pad}/delingen", json={}).status_code == 404
    rol_ = {"gesprokenOp": "2026-11-03", "gesprokenMet": "Noor", "rol": "procesregisseur"}
    sent(ret.post(f"{pad}/vastleggingen", json=rol_))
    zij = sent(tafel.get(pad), 200)["zij"]
    assert (zij["rol"], zij["gesprokenMet"]) == ("procesregisseur", None)
    assert ret.post(f"{pad}/delingen", json={}).status_code == 409
    sent(tafel.post(f"{pad}/afsluitingen", json={"uitkomst": "regie_afgesproken"}))
    cijfers = sent(tafel.get(f"{BASIS}/afstemmingcijfers?jaar=2026"), 200)
    assert (cijfers["gevonden"], cijfers["regie"], cijfers["open"]) == (1, 1, 0)
    assert web.client("vws-ucz").get(f"{BASIS}/afstemmingcijfers?jaar=2026").status_code == 403
