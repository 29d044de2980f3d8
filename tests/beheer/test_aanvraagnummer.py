"""One number from the page to the worker: given or made, answered, logged, stored and logged again."""

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import structlog
from sqlalchemy import text
from sqlmodel import select

from app.db import Database
from app.gezondheid import Toestand
from app.logboek import JsonRegel, configure_log
from app.models import Bericht, Overdracht
from tests.api.opdrachten import BASIS, aanbod, melding, offer, register
from tests.fixtures_app import Wereld, make_wereld
from tests.fixtures_web import Web, make_web

ROOT = Path(__file__).parents[2]
NUMMER = "eind-tot-eind-42"


def test_a_number_is_taken_over_or_made(sqlite_web: Web) -> None:
    client = sqlite_web.browser()
    assert client.get("/privacy", headers={"X-Request-ID": NUMMER}).headers["X-Request-ID"] == NUMMER
    for slecht in ("", "a b", "x" * 65, "naam@voorbeeld.example", "<script>"):
        eigen = client.get("/privacy", headers={"X-Request-ID": slecht}).headers["X-Request-ID"]
        assert re.fullmatch(r"[0-9a-f]{32}", eigen)


def test_every_line_of_a_request_carries_its_number(sqlite_web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what is logged deep inside, in the thread of the route."""

    def examine(*_: object) -> Toestand:
        structlog.get_logger().info("diep")
        return Toestand()

    regels: list[dict[str, object]] = []

    def keep(_logger: object, _naam: str, regel: dict[str, object]) -> dict[str, object]:
        regels.append(dict(regel))
        raise structlog.DropEvent

    monkeypatch.setattr("app.routers.health.examine", examine)
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, keep],
        wrapper_class=structlog.make_filtering_bound_logger(0),
    )
    sqlite_web.browser().get("/health/ready", headers={"X-Request-ID": NUMMER})
    configure_log("error")
    assert [regel["event"] for regel in regels] == ["diep", "aanvraag"]
    assert {regel["aanvraag"] for regel in regels} == {NUMMER}


def test_an_error_page_shows_the_number_to_report(sqlite_web: Web) -> None:
    """Not a 404: what is invisible and what is not there must look the same, to the last letter (I9)."""
    pagina = sqlite_web.browser().put("/privacy", headers={"X-Request-ID": NUMMER})
    assert pagina.status_code == 405
    assert f'Meld dan dit nummer: <span class="nummer">{NUMMER}</span>' in pagina.text


def test_the_number_is_stored_with_what_the_worker_will_meet(sqlite_web: Web) -> None:
    vws = sqlite_web.client("vws-ucz")
    vws.headers["X-Request-ID"] = NUMMER
    casus = register(vws)["casussen"][0]["id"]
    offer(vws, casus, "ozj")
    with sqlite_web.wereld.database.read() as session:
        assert set(session.exec(select(Overdracht.aanvraag))) == {NUMMER}
        assert set(session.exec(select(Bericht.aanvraag))) == {NUMMER}


def test_what_the_server_says_is_a_line_of_json_without_the_words_of_an_error() -> None:
    try:
        raise ValueError("Femke Voorbeeld")
    except ValueError:
        regel = logging.LogRecord("uvicorn", logging.ERROR, __file__, 1, "stuk %s", ("hier",), sys.exc_info())
    gelezen = json.loads(JsonRegel().format(regel))
    assert (gelezen["event"], gelezen["level"], gelezen["soort"]) == ("stuk hier", "error", "ValueError")
    assert "Femke" not in json.dumps(gelezen)


@contextmanager
def running(omgeving: dict[str, str], log: Path, *opdracht: str) -> Iterator[str]:
    """``houvast serve`` as a real process; its address."""
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = str(vrij.getsockname()[1])
    with log.open("w") as uit:
        serve = [sys.executable, "-m", "app.cli", "serve", "--port", poort, *opdracht]
        proces = subprocess.Popen(serve, env=omgeving, stderr=uit, cwd=ROOT)
        try:
            adres = f"http://127.0.0.1:{poort}"
            wait_until_ready(adres)
            yield adres
        finally:
            proces.send_signal(signal.SIGTERM)
            assert proces.wait(timeout=60) == 0


def wait_until_ready(adres: str) -> None:
    for _ in range(300):
        try:
            if httpx.get(f"{adres}/health/ready", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError("never ready")


def lines(tekst: str) -> list[dict[str, object]]:
    return [json.loads(regel) for regel in tekst.splitlines() if regel.startswith("{")]


@pytest.fixture
def pg_wereld(postgresql_url: str) -> Iterator[Wereld]:
    yield from make_wereld(postgresql_url)


def test_one_number_is_found_in_the_log_of_the_web_and_of_the_worker(
    pg_wereld: Wereld, tmp_path: Path
) -> None:
    """Real processes: two of the web, whose numbers add up, and a worker. No engine decides this."""
    wereld = pg_wereld
    wereld.now = datetime.now(UTC)
    web = make_web(wereld, tmp_path)
    token = web.token("vws-ucz")
    web.app.state.huis.database.dispose()
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("HOUVAST_")} | {
        "PYTHONPATH": str(ROOT),
        "HOUVAST_DATABASE_URL": wereld.database.url,
        "HOUVAST_VAR": str(tmp_path),
        "HOUVAST_VANGNETHOUDER": "igj",
    }
    with running(omgeving, tmp_path / "web.log", "--workers", "2") as adres:
        kop = {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=adres + BASIS, headers=kop, timeout=30) as vws:
            casus = vws.post("/meldingen", json=melding()).raise_for_status().json()["casussen"][0]["id"]
            gedaan = vws.post(
                f"/casussen/{casus}/overdrachten", json=aanbod("ozj"), headers={"X-Request-ID": NUMMER}
            )
            assert (gedaan.status_code, gedaan.headers["X-Request-ID"]) == (201, NUMMER)
        for _ in range(12):
            httpx.get(f"{adres}/privacy").raise_for_status()
        geteld = re.search(r'route="/privacy",status="200"} (\S+)', httpx.get(f"{adres}/metrics").text)
        assert geteld is not None and float(geteld[1]) == 12
    nobody_answers(wereld.database)
    werk = subprocess.run(
        [sys.executable, "-m", "app.cli", "werk", "--eenmalig"],
        env=omgeving, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    in_web = [regel for regel in lines((tmp_path / "web.log").read_text()) if regel.get("aanvraag") == NUMMER]
    assert [(regel["methode"], regel["status"]) for regel in in_web] == [("POST", 201)]
    [in_werk] = [regel for regel in lines(werk.stderr) if regel.get("aanvraag") == NUMMER]
    assert in_werk["event"] == "aanbod_verlopen"


def nobody_answers(database: Database) -> None:
    with database.transaction() as session:
        session.connection().execute(
            text("UPDATE organisatie SET toegang_geblokkeerd = true WHERE kenmerk = 'ozj'")
        )
