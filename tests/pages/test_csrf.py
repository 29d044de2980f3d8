"""A form counts only when it comes from our own page, and a refusal shows what was typed."""

from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import PlainTextResponse
from starlette.testclient import TestClient

from app.csrf import check_csrf
from app.dependencies import PageActorDep
from app.security import Inlog, start_sessie
from tests.fixtures_web import Web

GETYPT = {"notitie": "Vader belt <b>morgen</b> terug", "wachtwoord": "geheim"}


def add_form(app: FastAPI) -> None:
    """A page with a form, hung up as all pages are."""
    router = APIRouter()

    @router.post("/proef/opslaan")
    def save(actor: PageActorDep) -> PlainTextResponse:
        return PlainTextResponse(f"opgeslagen door {actor.naam}")

    app.include_router(router, dependencies=[Depends(check_csrf)])


def logged_in(web: Web) -> tuple[TestClient, Inlog]:
    add_form(web.app)
    with web.wereld.database.transaction() as session:
        huis = web.app.state.huis
        inlog = start_sessie(session, web.wereld.actors["ozj"].id, huis.sessieduur, web.wereld.now)
    client = web.browser()
    client.cookies.set(huis.cookie, inlog.waarde)
    return client, inlog


def test_the_token_of_this_log_in_opens_the_door_from_field_or_header(sqlite_web: Web) -> None:
    client, inlog = logged_in(sqlite_web)
    veld = client.post("/proef/opslaan", data={**GETYPT, "csrf_token": inlog.csrf})
    kop = client.post("/proef/opslaan", data=GETYPT, headers={"X-CSRF-Token": inlog.csrf})
    assert (veld.status_code, kop.status_code) == (200, 200)


def test_without_the_token_nothing_happens_and_the_text_is_still_there(sqlite_web: Web) -> None:
    client, _ = logged_in(sqlite_web)
    for token in ({}, {"csrf_token": "verzonnen"}):
        antwoord = client.post("/proef/opslaan", data={**GETYPT, **token})
        assert antwoord.status_code == 403
        assert "Vader belt &lt;b&gt;morgen&lt;/b&gt; terug" in antwoord.text
        assert "geheim" not in antwoord.text
        assert "opgeslagen door" not in antwoord.text


def test_a_form_from_another_site_is_refused_even_with_the_token(sqlite_web: Web) -> None:
    client, inlog = logged_in(sqlite_web)
    for kopje in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elders.example"},
        {"Origin": "null"},
    ):
        antwoord = client.post("/proef/opslaan", data={"csrf_token": inlog.csrf}, headers=kopje)
        assert antwoord.status_code == 403


def test_an_ended_log_in_asks_to_log_in_again_and_keeps_the_text(sqlite_web: Web) -> None:
    client, inlog = logged_in(sqlite_web)
    sqlite_web.wereld.later(hours=11)
    antwoord = client.post("/proef/opslaan", data={**GETYPT, "csrf_token": inlog.csrf})
    assert antwoord.status_code == 403
    assert "Vader belt" in antwoord.text
    assert "/inloggen" in antwoord.text
