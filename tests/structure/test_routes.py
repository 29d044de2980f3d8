"""Every route knows who asks, or stands in a short public list; one session for all."""

import ast
import re
from collections.abc import Iterator

import pytest
from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.csrf import check_csrf
from app.dependencies import get_bekende, get_page_actor, get_session
from app.omvang import takes_files
from app.routers import health, pages
from app.routers.api.bestanden import get_bestanden as api_bestanden
from app.routers.api.drempel import Drempel
from app.routers.api.samenstellen import DELEN
from app.routers.pages.bestanden import get_bestanden
from app.routers.pages.partijdeur import get_bestanden as get_partijbestanden
from app.routers.pages.partijdeur import get_partijdesk
from app.routers.pages.tafelsleutels import get_lijst
from app.routers.pages.volgdeur import get_volgdesk
from tests.structure.broncode import ROOT, modules

#: What somebody may see without being known, each with its reason.
OPENBAAR = {
    "/health/live",
    "/health/ready",
    "/metrics",
    "/inloggen",
    "/wachtwoord/kiezen",
    "/uitloggen",
    "/toegankelijkheid",
    "/privacy",
    "/",
    # A calendar cannot log in: its address is the secret (256 bits, hashed, of one person, to take back).
    "/agenda/{sleutel}.ics",
    # Before there is a visit: a link (256 bits) and a code; nothing is shown that a link could tell.
    "/volg/code",
    "/volg/weg",
    "/volg/{link}",
    # The same for a party without an account; and what is said when a visit has done its work.
    "/partij/code",
    "/partij/nieuwe-link",
    "/partij/weg",
    "/partij/klaar",
    "/partij/{link}",
    # Asks for mail to the mailbox of one party, and shows nothing.
    "/partij/postvak/{sleutel}",
    # The form for everybody; it acts as a system of the party that receives it.
    "/vraag",
    "/vraag/formulier",
    "/vraag/bedankt",
}
#: Where files come along: what judges them.
BESTANDEN = {api_bestanden, get_bestanden, get_partijbestanden, get_lijst}
#: Where the API takes lists of codes.
LIJSTEN = {"/api/v1/tafels/{id}/sleutels", "/api/v1/tafels/{id}/agenderingen"}
ONVEILIG = {"POST", "PUT", "PATCH", "DELETE"}
#: Who may be behind a page: a medewerker, or a melder on the own page, or somebody of a party.
ACTOREN = {get_page_actor, get_volgdesk, get_partijdesk}


def routes(router: object) -> Iterator[APIRoute]:
    """All routes below a router."""
    for route in getattr(router, "routes", []):
        if isinstance(route, APIRoute):
            yield route
        else:
            yield from routes(getattr(route, "original_router", route))


def calls_of(dependant: Dependant) -> Iterator[object]:
    for deel in dependant.dependencies:
        yield deel.call
        yield from calls_of(deel)


API = [route for deel in DELEN for route in routes(deel.router)]
PAGINAS = [*routes(health.router), *routes(pages.router)]


def test_there_are_routes_to_check() -> None:
    assert len(API) > 20
    assert len(PAGINAS) > 100


def test_every_open_address_is_still_there() -> None:
    assert {route.path for route in PAGINAS} >= OPENBAAR


@pytest.mark.parametrize("route", API, ids=lambda route: f"{sorted(route.methods)} {route.path}")
def test_every_api_route_has_an_actor_and_judges_it_first(route: APIRoute) -> None:
    assert get_bekende in set(calls_of(route.dependant))
    assert isinstance(route, Drempel)


@pytest.mark.parametrize("route", PAGINAS, ids=lambda route: f"{sorted(route.methods)} {route.path}")
def test_every_page_route_has_an_actor_or_is_public(route: APIRoute) -> None:
    assert ACTOREN & set(calls_of(route.dependant)) or route.path in OPENBAAR


def test_more_than_a_form_is_read_where_files_or_lists_come_along_and_nowhere_else() -> None:
    alle = [(f"/api/v1{route.path}", route) for route in API] + [(route.path, route) for route in PAGINAS]
    handelingen = [(pad, route) for pad, route in alle if route.methods & ONVEILIG]
    met = {pad for pad, route in handelingen if BESTANDEN & set(calls_of(route.dependant))}
    assert len(met) > 5
    assert {pad for pad, _ in handelingen if takes_files(form_to(pad))} == met | LIJSTEN


def form_to(pad: str) -> Request:
    """A form with files, sent to an address like this."""
    adres = re.sub(r"{\w+}", "x", pad)
    koppen = [(b"content-type", b"multipart/form-data; boundary=x"), (b"host", b"x")]
    return Request({"type": "http", "method": "POST", "path": adres, "query_string": b"", "headers": koppen})


def test_the_pages_are_hung_up_behind_the_csrf_check() -> None:
    main = dict(modules())["app/main.py"]
    hung = [
        ast.unparse(node)
        for node in ast.walk(main)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("include_router")
    ]
    assert [regel for regel in hung if "pages.router" in regel] == [
        "samen.include_router(pages.router, dependencies=[Depends(check_csrf)])"
    ]
    assert callable(check_csrf)


def test_nobody_replaces_a_dependency_of_the_app() -> None:
    """Routes are put together once per process and ask no app for replacements: they would be ignored."""
    bestanden = [pad for map_ in ("app", "tests") for pad in (ROOT / map_).rglob("*.py")]
    woord = "dependency_" + "overrides"
    assert [pad.name for pad in bestanden if woord in pad.read_text(encoding="utf-8")] == []


def test_there_is_one_way_to_a_session_and_it_ends_before_the_answer() -> None:
    door = [
        (pad, ast.unparse(node))
        for pad, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "Depends"
        and node.args
        and ast.unparse(node.args[0]).endswith("session")
    ]
    assert door == [("app/dependencies.py", "Depends(get_session, scope='function')")]
    assert callable(get_session)
