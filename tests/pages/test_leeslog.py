"""Whoever sees a person stands in the read log, also on a refused form and a repeated answer (I10)."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.models import Leesregel
from tests.api.opdrachten import BASIS, register, sent
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen

#: What no form accepts.
ONZIN = {"behandelaar": "onzin", "geboortedatum": "onzin"}


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


def logged(web: Web) -> list[tuple[str, UUID | None]]:
    with web.wereld.database.read() as session:
        return [
            (r.object_soort, r.object_id) for r in session.exec(select(Leesregel).order_by(col(Leesregel.id)))
        ]


def browser(web: Web, kenmerk: str) -> TestClient:
    return log_in(web, web.wereld.actors[kenmerk])


def test_every_form_of_a_casus_is_a_logged_read_shown_or_refused(web: Web) -> None:
    stappen = Stappen(web.wereld)
    nieuw = stappen.register()
    casus, client = nieuw.casussen[0], browser(web, "vws-ucz")
    basis = f"/casussen/{casus.kenmerk}"
    for pad in (
        "behandelaar", "escaleren", "afsluiten", "jeugdige", "doorzetten", "bijdragen",
        f"meldingen/{nieuw.melding.kenmerk}/terugkoppelen",
    ):  # fmt: skip
        for methode in ("GET", "POST"):
            eerder = len(logged(web))
            antwoord = client.request(methode, f"{basis}/{pad}", data=ONZIN)
            assert antwoord.status_code in (200, 409, 422), antwoord.text
            assert logged(web)[eerder:] == [("casus", casus.id)], (methode, pad)


def test_a_choice_that_is_no_colleague_is_an_error_of_the_field(web: Web) -> None:
    stappen = Stappen(web.wereld)
    casus = stappen.register().casussen[0]
    antwoord = browser(web, "vws-ucz").post(
        f"/casussen/{casus.kenmerk}/behandelaar", data={"behandelaar": "onzin"}
    )
    assert antwoord.status_code == 422
    assert "Kies een van de mogelijkheden." in antwoord.text
    aanbod = stappen.offer("vws-ucz", "ozj", casus.id)
    eerder = len(logged(web))
    antwoord = browser(web, "ozj").post(f"/overdrachten/{aanbod.id}/aanvaarden", data={"behandelaar": "x"})
    assert antwoord.status_code == 422
    assert "Kies een van de mogelijkheden." in antwoord.text
    assert logged(web)[eerder:] == [("casus", casus.id)]
    assert stappen.owner(casus.id) == "vws-ucz"


def test_taking_a_casus_oneself_still_works(web: Web) -> None:
    stappen = Stappen(web.wereld)
    casus = stappen.register("ozj").casussen[0]
    collega = web.wereld.hire("ozj")
    antwoord = log_in(web, collega).post(f"/casussen/{casus.kenmerk}/behandelaar", data={"behandelaar": "ik"})
    assert antwoord.status_code == 303
    assert stappen.eigenaarschappen(casus.id)[-1].behandelaar_id == collega.id


def test_who_stands_among_the_tasks_of_today_was_read(web: Web) -> None:
    stappen = Stappen(web.wereld)
    casus = stappen.register(spoed=True).casussen[0]
    eerder = len(logged(web))
    browser(web, "vws-ucz").get("/werkvoorraad?lijst=doorgezet")
    assert logged(web)[eerder:] == [("casus", casus.id)]


def test_answers_of_the_api_with_persons_are_logged_also_when_repeated(web: Web) -> None:
    client = web.client("vws-ucz")
    casus = UUID(register(client)["casussen"][0]["id"])
    assert logged(web) == [("casus", casus)]
    for _ in range(2):
        kop = {"Idempotency-Key": "sleutel-1", "Content-Type": "application/merge-patch+json"}
        antwoord = client.patch(f"{BASIS}/casussen/{casus}/jeugdige", json={"roepnaam": "Fem"}, headers=kop)
        assert "Fem" in sent(antwoord, 200)["jeugdige"]["roepnaam"]
    assert logged(web)[1:] == [("casus", casus)] * 2
    client.get(f"{BASIS}/casussen")
    assert logged(web)[-1] == ("casus", casus)


def test_a_form_that_is_refused_says_its_heading_once_where_it_stands(web: Web) -> None:
    """Inside the page of the casus it has one of its own; on its own page that page has it already."""
    casus = Stappen(web.wereld).register().casussen[0]
    pad = f"/casussen/{casus.kenmerk}/behandelaar"
    client = browser(web, "vws-ucz")
    koppen = {}
    for waar in (pad, f"/casussen/{casus.kenmerk}"):
        htmx = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{waar}"}
        antwoord = client.post(pad, data={"behandelaar": "onzin"}, headers=htmx)
        assert antwoord.status_code == 422
        koppen[waar] = "<h2" in antwoord.text
    assert koppen == {pad: False, f"/casussen/{casus.kenmerk}": True}
