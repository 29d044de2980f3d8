"""A promise over REST: read why, put it off once, and be refused past the maximum."""

import pytest

from tests.api.opdrachten import BASIS, Json, pass_on, problem, register, sent
from tests.fixtures_web import Web

VERZET = {"nieuweDatum": "2026-12-01", "redencode": "onderzoek", "toelichting": "Wij zoeken dit nog uit."}
INGESTEMD = {"datum": "2026-11-03", "wijze": "mail"}


@pytest.fixture
def nieuw(sqlite_web: Web) -> Json:
    return register(sqlite_web.client("vws-ucz"))


def address(nieuw: Json, code: str = "antwoord_melder") -> str:
    return f"{BASIS}/termijnen/{next(t['id'] for t in nieuw['termijnen'] if t['code'] == code)}"


def test_a_promise_is_put_off_once_and_tells_how_it_moved(sqlite_web: Web, nieuw: Json) -> None:
    vws, pad = sqlite_web.client("vws-ucz"), address(nieuw)
    antwoord = vws.post(f"{pad}/verdagingen", json=VERZET)
    verzet = sent(antwoord)
    assert antwoord.headers["Location"] == pad
    assert verzet == sent(vws.get(pad), 200)
    assert verzet["uiterlijk"] == "2026-12-01"
    assert verzet["wettelijkUiterlijk"] is None
    assert verzet["wijzigingen"] == [
        {
            "soort": "verdaging",
            "van": "2026-11-24",
            "naar": "2026-12-01",
            "op": "2026-11-03",
            "redencode": "onderzoek",
            "instemmingOp": None,
            "dag": None,
        }
    ]
    verteld = sent(vws.get(f"{BASIS}/meldingen/{nieuw['id']}/terugkoppelingen"), 200)["items"]
    assert "verdaagd" in str(verteld)
    verder = VERZET | {"nieuweDatum": "2027-02-01"}
    assert problem(vws.post(f"{pad}/verdagingen", json=verder), 409)["code"] == "al_verdaagd"
    assert sent(vws.post(f"{pad}/verdagingen", json=verder | {"instemming": INGESTEMD}))["wijzigingen"][1:]


def test_what_was_recorded_by_mistake_is_taken_back_and_its_promise_stands(
    sqlite_web: Web, nieuw: Json
) -> None:
    vws, pad = sqlite_web.client("vws-ucz"), f"{BASIS}/meldingen/{nieuw['id']}/terugkoppelingen"
    gezegd = {"aan": "melder", "soort": "inhoudelijk", "kanaal": "telefoon", "gedaanOp": "2026-11-03"}
    verteld = sent(vws.post(pad, json=gezegd | {"inhoud": "Voor een ander"}))
    assert sent(vws.get(address(nieuw)), 200)["status"] == "voldaan"
    terug = f"{BASIS}/terugkoppelingen/{verteld['id']}/intrekkingen"
    assert problem(vws.post(terug, json={"reden": "zomaar"}), 400)["fouten"]
    assert sent(vws.post(terug, json={"reden": "andere_melding"}), 200)["status"] == "teruggenomen"
    assert sent(vws.get(address(nieuw)), 200)["status"] == "open"
    assert "teruggenomen" in {rij["status"] for rij in sent(vws.get(pad), 200)["items"]}
    assert problem(vws.post(terug, json={"reden": "niet_gezegd"}), 409)["code"] == "al_teruggenomen"
    assert problem(vws.post(terug.replace(verteld["id"], nieuw["id"]), json={"reden": "niet_gezegd"}), 404)


def test_past_the_maximum_is_a_conflict_and_a_wrong_date_an_error(sqlite_web: Web, nieuw: Json) -> None:
    vws, pad = sqlite_web.client("vws-ucz"), f"{address(nieuw)}/verdagingen"
    verder = VERZET | {"nieuweDatum": "2026-12-16"}
    assert problem(vws.post(pad, json=verder), 409)["code"] == "voorbij_maximum"
    fouten = problem(vws.post(pad, json=VERZET | {"nieuweDatum": "2026-11-28"}), 400)["fouten"]
    assert [fout["veld"] for fout in fouten] == ["nieuweDatum"]
    assert problem(vws.post(pad, json={}), 400)["fouten"]


def test_a_promise_belongs_to_who_may_follow_and_who_is_verantwoordelijk(
    sqlite_web: Web, nieuw: Json
) -> None:
    vws, ozj = sqlite_web.client("vws-ucz"), sqlite_web.client("ozj")
    pad = address(nieuw)
    problem(ozj.get(pad), 404)
    problem(ozj.post(f"{pad}/verdagingen", json=VERZET), 404)
    problem(ozj.get(f"{BASIS}/termijnen/geen-id"), 404)
    pass_on(vws, ozj, nieuw["casussen"][0]["id"], "ozj")
    assert sent(vws.get(pad), 200)["verantwoordelijke"]["kenmerk"] == "ozj"
    assert problem(vws.post(f"{pad}/verdagingen", json=VERZET), 403)["code"] == "niet_uw_termijn"
    sent(ozj.post(f"{pad}/verdagingen", json=VERZET))
