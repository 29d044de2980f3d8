"""Reads are events too (I10): every route whose code opens persons or words has the read log at hand."""

import ast

import pytest
from fastapi.routing import APIRoute

from app.dependencies import get_leeslog
from tests.structure.broncode import calls, functions, modules
from tests.structure.test_routes import API, PAGINAS, calls_of

#: Queries that open what is sealed: a casus, a melding, a message, persons on a list.
OPENT = {
    "load_casus", "load_melding", "load_bericht", "contact_of", "list_told", "just_told", "registered",
    "find_overdracht", "list_work", "today", "list_casussen", "search_meldingen",
    "list_gebeurtenissen", "list_findings", "load_volgbeeld", "search_samenlopen",
}  # fmt: skip


def opening(tree: ast.Module) -> set[str]:
    """The functions of a module that open something, themselves or through each other."""
    roept = {f.name: {naam.split(".")[-1] for naam, _ in calls(ast.Module([f], []))} for f in functions(tree)}
    gevonden: set[str] = set()
    while nieuw := {f for f, namen in roept.items() if namen & (OPENT | gevonden)} - gevonden:
        gevonden |= nieuw
    return gevonden


OPENEND = {pad: opening(tree) for pad, tree in modules("app/routers")}


def opens(route: APIRoute) -> bool:
    pad = route.endpoint.__module__.replace(".", "/") + ".py"
    return route.endpoint.__name__ in OPENEND[pad]


ROUTES = [route for route in [*API, *PAGINAS] if opens(route)]


def test_there_are_routes_that_open_something() -> None:
    assert len(ROUTES) > 30


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{sorted(route.methods)} {route.path}")
def test_a_route_that_opens_something_has_the_read_log(route: APIRoute) -> None:
    assert get_leeslog in set(calls_of(route.dependant))
