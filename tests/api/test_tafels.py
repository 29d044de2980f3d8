"""Tafels over REST: the register for everybody, the agenda for its secretaris."""

from app.domain.actor import Rol
from tests.api.opdrachten import BASIS, problem, register, sent
from tests.fixtures_web import Web

TAFEL = {
    "soort": "jeugdbeschermingstafel",
    "naam": "Jeugdbeschermingstafel Zwolle",
    "gebied": {"soort": "gemeente", "code": "GM0193"},
    "contact": {"naam": "Bureau", "telefoon": "038-0001234"},
    "grond": "wettelijke_taak",
    "grondTekst": "Convenant",
    "bewaartermijnMaanden": 12,
}
PERSOON = {"voornamen": "Ruben", "achternaam": "Brugmans", "geboortedatum": "2011-05-09"}


def test_a_tafel_its_agenda_and_a_discussion_over_the_api(web: Web) -> None:
    carla = web.client("gemeente-gm0193", Rol.TAFELSECRETARIS)
    loket, ander = web.client("vws-ucz"), web.client("ret-jz07", Rol.TAFELSECRETARIS)
    tafel = sent(carla.post(f"{BASIS}/tafels", json=TAFEL))
    assert (tafel["koppelt"], tafel["gebied"]["naam"]) == (True, "Zwolle")
    pad = f"{BASIS}/tafels/{tafel['kenmerk']}"
    lijst = sent(loket.get(f"{BASIS}/tafels?gebied=GM0193"), 200)["items"]
    assert [(rij["kenmerk"], rij["contact"]["telefoon"]) for rij in lijst] == [
        (tafel["kenmerk"], "038-0001234")
    ]
    assert sent(loket.get(pad), 200)["naam"] == TAFEL["naam"]
    assert problem(carla.post(f"{BASIS}/tafels", json=TAFEL | {"bewaartermijnMaanden": 99}), 400)
    nieuw = {"persoon": PERSOON, "reden": "Hij zit al weken thuis.", "besprekenOp": "2026-11-20"}
    sleutel = {"Idempotency-Key": "een"}
    gedaan = sent(carla.post(f"{pad}/agenderingen", json=nieuw, headers=sleutel))
    assert sent(carla.post(f"{pad}/agenderingen", json=nieuw, headers=sleutel)) == gedaan
    assert "Brugmans" not in str(gedaan)
    agenda = sent(carla.get(f"{pad}/agenderingen"), 200)["items"]
    assert [(rij["id"], rij["wie"], "naam" in rij) for rij in agenda] == [(gedaan["id"], "R.B.", False)]
    een = f"{BASIS}/agenderingen/{gedaan['id']}"
    assert sent(carla.get(een), 200)["naam"] == "Ruben Brugmans"
    for vreemd in (loket, ander):
        assert vreemd.get(een).status_code == 404
        assert vreemd.get(f"{pad}/agenderingen").status_code == 403
        assert problem(vreemd.post(f"{pad}/intrekkingen", json={}), 403)
    gezegd = {"besprokenOp": "2026-11-03", "uitkomst": "advies", "verslag": "Een plan voor school."}
    sent(carla.post(f"{een}/besprekingen", json=gezegd))
    assert sent(carla.get(een), 200)["besprekingen"][0]["verslag"] == "Een plan voor school."
    sent(carla.post(f"{een}/intrekkingen", json={}))
    assert sent(carla.get(een), 200)["naam"] is None
    assert problem(carla.post(f"{pad}/intrekkingen", json={}), 409)["code"] == "agenda_leeg"
    weg = sent(carla.get(f"{pad}/agenderingen?lijst=voorbij"), 200)["items"]
    assert [rij["einde"] for rij in weg] == ["ingetrokken"]


def test_the_owner_puts_a_casus_on_an_agenda_over_the_api(web: Web) -> None:
    carla, ret = web.client("gemeente-gm0193", Rol.TAFELSECRETARIS), web.client("ret-jz07")
    casus = register(ret, loket="ret-jz07")["casussen"][0]
    tafel = sent(carla.post(f"{BASIS}/tafels", json=TAFEL))
    pad = f"{BASIS}/tafels/{tafel['id']}"
    reden = {"reden": "Samen kijken wat past."}
    assert problem(ret.post(f"{pad}/agenderingen", json=reden), 400)
    assert problem(carla.post(f"{pad}/agenderingen", json=reden | {"casus": casus["kenmerk"]}), 404)
    sent(ret.post(f"{pad}/agenderingen", json=reden | {"casus": casus["kenmerk"]}))
    rij = sent(carla.get(f"{pad}/agenderingen"), 200)["items"][0]
    assert rij["wie"].startswith(casus["kenmerk"])
    assert carla.get(f"{BASIS}/casussen/{casus['id']}").status_code == 404
    anders = TAFEL | {"naam": "Andere naam"}
    assert sent(carla.post(f"{pad}/wijzigingen", json=anders))["naam"] == "Andere naam"
    assert sent(carla.post(f"{pad}/intrekkingen", json={}))["aantal"] == 1
