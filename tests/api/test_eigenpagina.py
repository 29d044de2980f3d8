"""The link of a melder over REST: how it stands, a new one, none, a code to read out; and what was said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.opdrachten import BASIS, problem, sent
from tests.fixtures_app import Wereld
from tests.pages.volgen import Volgweb, say, type_code, volgweb_of


@pytest.fixture
def volg(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Volgweb]:
    with volgweb_of(sqlite_wereld, tmp_path) as volg:
        yield volg
        volg.stappen.nothing_broken()


def test_a_system_of_the_owner_renews_reads_out_and_takes_back(volg: Volgweb) -> None:
    nieuw, oud = volg.register()
    loket, ander = volg.web.client("vws-ucz"), volg.web.client("ozj")
    pad = f"{BASIS}/meldingen/{nieuw.melding.kenmerk}"
    (link,) = sent(loket.get(f"{pad}/toegangslinks"), 200)["items"]
    assert (link["werkt"], link["geopendOp"]) == (True, None)
    assert oud not in str(link)
    assert ander.get(f"{pad}/toegangslinks").status_code == 404
    assert problem(ander.post(f"{pad}/toegangslinks", json={}), 404)
    assert sent(loket.post(f"{pad}/toegangslinks", json={}))["werkt"]
    assert problem(loket.post(f"{pad}/toegangscodes", json={"nagevraagd": False}), 400)
    code = sent(loket.post(f"{pad}/toegangscodes", json={"nagevraagd": True}))["code"]
    melder = volg.web.browser()
    melder.post(f"/volg/{oud}")
    assert type_code(melder, code).status_code == 422
    melder.post(f"/volg/{volg.link(nieuw.melding)}")
    assert type_code(melder, code).status_code == 303
    assert sent(loket.post(f"{pad}/toegangslinks/intrekkingen", json={}))["werkt"] is False
    assert melder.get("/volg").status_code == 403
    assert problem(loket.post(f"{pad}/toegangscodes", json={"nagevraagd": True}), 409)["code"] == "geen_link"


def test_what_the_melder_said_is_read_and_ticked_off(volg: Volgweb) -> None:
    nieuw, _ = volg.register()
    say(volg.enter(nieuw.melding), "vraag", "Belt u nog?")
    loket = volg.web.client("vws-ucz")
    pad = f"{BASIS}/meldingen/{nieuw.melding.id}/inbreng"
    (gezegd,) = sent(loket.get(pad), 200)["items"]
    assert (gezegd["tekst"], gezegd["uiterlijk"], gezegd["afgehandeld"]) == (
        "Belt u nog?",
        "2026-11-06",
        False,
    )
    assert volg.web.client("ozj").get(pad).status_code == 404
    af = f"{BASIS}/inbreng/{gezegd['id']}/afhandelingen"
    assert problem(volg.web.client("ozj").post(af, json={}), 404)
    klaar = sent(loket.post(af, json={}))
    assert (klaar["uiterlijk"], klaar["afgehandeld"]) == (None, True)
    assert problem(loket.post(af, json={}), 409)
