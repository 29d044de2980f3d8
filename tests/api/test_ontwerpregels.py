"""The NL API Design Rules, over the document and live."""

import re
from typing import Any

import pytest

from tests.api.opdrachten import BASIS, problem, register
from tests.fixtures_web import Web

Json = dict[str, Any]


@pytest.fixture
def document(sqlite_web: Web) -> Json:
    antwoord = sqlite_web.browser().get(f"{BASIS}/openapi.json")
    assert antwoord.status_code == 200
    assert antwoord.headers["Access-Control-Allow-Origin"] == "*"
    inhoud: Json = antwoord.json()
    return inhoud


def operations(document: Json) -> list[tuple[str, str, Json]]:
    return [
        (pad, methode, bewerking)
        for pad, bewerkingen in document["paths"].items()
        for methode, bewerking in bewerkingen.items()
    ]


def test_the_document_says_who_to_ask_where_it_is_and_which_version(document: Json) -> None:
    assert document["openapi"].startswith("3.")
    assert set(document["info"]["contact"]) == {"name", "url", "email"}
    assert document["servers"][0]["url"].endswith("/api/v1")
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])


def test_every_operation_has_a_camel_case_name_a_tag_and_our_refusals(document: Json) -> None:
    namen = []
    for pad, methode, bewerking in operations(document):
        namen.append(bewerking["operationId"])
        assert bewerking["tags"] and bewerking["summary"], pad
        assert "422" not in bewerking["responses"]
        assert {"400", "401", "403", "404", "500"} <= set(bewerking["responses"]), (pad, methode)
        for antwoord in bewerking["responses"].values():
            assert "API-Version" in antwoord["headers"]
    assert all(re.fullmatch(r"[a-z][a-zA-Z0-9]*", naam) for naam in namen)
    assert len(set(namen)) == len(namen)
    assert "ValidationError" not in document["components"]["schemas"]


def test_paths_are_plural_nouns_and_names_are_camel_case(document: Json) -> None:
    for pad, _, bewerking in operations(document):
        assert re.fullmatch(r"(/(\{id\}|_?[a-z]+))+", pad)
        for parameter in bewerking.get("parameters", []):
            if parameter["in"] == "query":
                assert re.fullmatch(r"[a-z][a-zA-Z]*", parameter["name"])
    for naam, schema in document["components"]["schemas"].items():
        for veld in schema.get("properties", {}):
            assert re.fullmatch(r"[a-z][a-zA-Z]*", veld), (naam, veld)


def test_every_answer_tells_the_version_and_is_kept_by_nobody(sqlite_web: Web) -> None:
    vws = sqlite_web.client("vws-ucz")
    antwoorden = [
        vws.get(f"{BASIS}/organisaties"),
        vws.get(f"{BASIS}/bestaat-niet"),
        vws.delete(f"{BASIS}/meldingen"),
        sqlite_web.browser().get(f"{BASIS}/meldingen"),
        vws.post(f"{BASIS}/meldingen", json={}),
    ]
    assert [antwoord.status_code for antwoord in antwoorden] == [200, 404, 405, 401, 400]
    for antwoord in antwoorden:
        assert antwoord.headers["API-Version"] == "1.0.0"
        assert antwoord.headers["Cache-Control"] == "no-store"
        assert antwoord.headers["X-Content-Type-Options"] == "nosniff"
        assert antwoord.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert re.fullmatch(r"[0-9a-f]{32}", antwoord.headers["X-Request-ID"])


def test_a_trailing_slash_is_another_address(sqlite_web: Web) -> None:
    problem(sqlite_web.client("vws-ucz").get(f"{BASIS}/meldingen/"), 404)
    problem(sqlite_web.browser().get("/api/v2/meldingen"), 404)


@pytest.mark.parametrize(
    ("pad", "methoden"),
    [
        ("meldingen", "GET, HEAD, POST"),
        ("casussen/1", "GET, HEAD"),
        ("meldingen/1", "GET, HEAD, PATCH"),
        ("meldingen/1/terugkoppelingen", "GET, HEAD, POST"),
        ("overdrachten/1/teruggaven", "POST"),
        ("openapi.json", "GET, HEAD"),
    ],
)
def test_a_wrong_method_names_the_right_ones(sqlite_web: Web, pad: str, methoden: str) -> None:
    antwoord = sqlite_web.client("vws-ucz").delete(f"{BASIS}/{pad}")
    problem(antwoord, 405)
    assert antwoord.headers["Allow"] == methoden


def test_head_gives_the_headers_of_get_without_the_body(sqlite_web: Web) -> None:
    vws = sqlite_web.client("vws-ucz")
    pad = f"{BASIS}/casussen/{register(vws)['casussen'][0]['id']}"
    kop, heel = vws.head(pad), vws.get(pad)
    assert (kop.status_code, kop.content) == (200, b"")
    for naam in ("ETag", "Content-Length", "Content-Type", "API-Version"):
        assert kop.headers[naam] == heel.headers[naam]


def test_who_asks_for_something_else_than_json_is_refused(sqlite_web: Web) -> None:
    vws = sqlite_web.client("vws-ucz")
    problem(vws.get(f"{BASIS}/organisaties", headers={"Accept": "application/xml"}), 406)
    goed = vws.get(f"{BASIS}/organisaties", headers={"Accept": "text/html, application/json;q=0.9"})
    assert goed.status_code == 200


def test_moments_are_utc(sqlite_web: Web) -> None:
    vws = sqlite_web.client("vws-ucz")
    nieuw = register(vws)
    casus = vws.get(f"{BASIS}/casussen/{nieuw['casussen'][0]['id']}").json()
    assert casus["keten"][0]["van"] == "2026-11-03T09:00:00Z"


def test_pages_have_their_own_headers_and_the_csp_of_the_recipe(sqlite_web: Web) -> None:
    antwoord = sqlite_web.browser().get("/bestaat-niet")
    csp = antwoord.headers["Content-Security-Policy"]
    assert "script-src 'self' https://cdn.jsdelivr.net/npm/htmx.org@2.0.11/dist/htmx.min.js;" in csp
    assert "unsafe" not in csp
    assert "API-Version" not in antwoord.headers
