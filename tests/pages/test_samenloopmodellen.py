"""The landelijke beheerder reads figures and effect, and says yes or no, on a page and over REST."""

import pytest

from app.domain.actor import Rol
from tests.api.opdrachten import BASIS, problem, sent
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in, walk
from tests.pages.test_paginas import check
from tests.services.stappen import Stappen
from tests.services.test_modelkeuring import learn

LIJST = "/samenloopmodellen"


@pytest.fixture
def web(comparing_web: Web) -> Web:
    return comparing_web


def test_a_model_is_read_approved_and_declined_on_a_page(web: Web) -> None:
    stappen = Stappen(web.wereld)
    stappen.register()
    stappen.register("gemeente-gm0193")
    beheerder = web.wereld.hire("ozj", Rol.BEHEERDER)
    learn(stappen, beheerder)
    learn(stappen, beheerder, streng=True)
    client = log_in(web, beheerder)
    for antwoord in walk(client, (LIJST,)):
        assert antwoord.status == 200
        check(antwoord.boom)
    assert "Nu werkt:" in client.get(LIJST).text
    streng = client.get(f"{LIJST}/2").text
    assert "Van treffer naar niet gemeld" in streng
    assert "geleerd van weinig registraties" in streng
    assert client.post(f"{LIJST}/2", data={}).status_code == 422
    for versie, besluit, gedaan in (
        (2, "afwijzen", "model_afgewezen"),
        (1, "goedkeuren", "model_goedgekeurd"),
    ):
        antwoord = client.post(f"{LIJST}/{versie}", data={"besluit": besluit}, follow_redirects=False)
        assert antwoord.headers["location"] == f"{LIJST}?gedaan={gedaan}"
    assert "Model 2 afgewezen" in client.get(LIJST).text
    dubbel = client.post(f"{LIJST}/1", data={"besluit": "goedkeuren", "_": "nog eens"})
    assert (dubbel.status_code, "werkt al" in dubbel.text) == (409, True)
    assert client.get(f"{LIJST}/9").status_code == 404
    assert log_in(web, web.wereld.actors["ozj"]).get(LIJST).status_code == 403


def test_the_same_over_rest(web: Web) -> None:
    beheerder = web.wereld.hire("ozj", Rol.BEHEERDER)
    learn(Stappen(web.wereld), beheerder)
    client, ander = web.client("ozj", Rol.BEHEERDER), web.client("gemeente-gm0193", Rol.BEHEERDER)
    lijst = sent(client.get(BASIS + LIJST), 200)
    assert [(model["versie"], model["werkt"]) for model in lijst["items"]] == [(1, False), (0, True)]
    assert (lijst["trefferVanaf"], len(lijst["bevindingen"])) == (4.25, 4)
    een = f"{BASIS}{LIJST}/1"
    assert sent(client.get(een), 200)["gevolg"]["open"] == 0
    assert sent(client.post(f"{een}/afwijzingen", json={}))["afgewezenOp"]
    assert sent(client.post(f"{een}/goedkeuringen", json={}))["werkt"]
    assert problem(client.post(f"{een}/afwijzingen", json={}), 409)["code"] == "model_werkt"
    assert client.get(f"{BASIS}{LIJST}/7").status_code == 404
    assert problem(ander.get(BASIS + LIJST), 403)
