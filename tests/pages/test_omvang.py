"""How much of a large body is read: a form, and more only where files come along and of who is known."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from sqlalchemy import make_url
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from app.omvang import GROOTSTE_INVOER
from tests.api.opdrachten import BASIS
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web
from tests.pages.partijen import Partijweb, partijweb_of, token_of
from tests.pages.rondgang import log_in
from tests.services.bestanden import PDF
from tests.services.stappen import Stappen

DEEL = 64 * 1024
#: Of who may send nothing large.
WEINIG = GROOTSTE_INVOER + DEEL
GROOT = PDF + b" " * 3_000_000
MET_BESTANDEN = (
    "/casussen/C-1/bijlagen", "/casussen/C-1/bijdragen", "/bijdragen/1/antwoord", "/partij/antwoord",
    "/tafels/T-1/sleutels",
)  # fmt: skip
TEKST = "Dit typte ik een uur lang."


@dataclass(frozen=True)
class Levering:
    """The answer to a body that was sent in parts, and how much of it was taken in."""

    status: int
    tekst: str
    gelezen: int


def deliver(web: Web, client: TestClient, pad: str, **inhoud: Any) -> Levering:
    """Send it as slowly as a network does: the app asks for each part."""
    verzoek = client.build_request("POST", pad, **inhoud)
    heel, gelezen, berichten = verzoek.read(), 0, list[Message]()

    async def receive() -> Message:
        nonlocal gelezen
        deel = heel[gelezen : gelezen + DEEL]
        gelezen += len(deel)
        return {"type": "http.request", "body": deel, "more_body": gelezen < len(heel)}

    async def send(bericht: Message) -> None:
        berichten.append(bericht)

    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": pad,
        "raw_path": pad.encode(), "query_string": b"", "root_path": "",
        "headers": [(naam.lower(), waarde) for naam, waarde in verzoek.headers.raw],
        "client": ("127.0.0.1", 1), "server": ("testserver", 80),
    }  # fmt: skip
    served(web.app, scope, receive, send)
    begin, *rest = berichten
    return Levering(begin["status"], b"".join(deel["body"] for deel in rest).decode(), gelezen)


def served(app: ASGIApp, *verzoek: Any) -> None:
    """In a loop of its own, as TestClient does: that of a browser may run in this thread."""
    with start_blocking_portal() as portaal:
        portaal.call(app, *verzoek)


def form(**anders: Any) -> dict[str, Any]:
    """A form with words and one large file."""
    return {"data": {"antwoord": TEKST}, "files": [("bijlagen", ("groot.pdf", GROOT))]} | anders


@pytest.fixture
def partij(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Partijweb]:
    with partijweb_of(sqlite_wereld, tmp_path) as partij:
        yield partij


@pytest.mark.parametrize("koekje", ["", "houvast=verzonnen", "houvast-partij=verzonnen"])
def test_of_a_stranger_no_more_is_read_than_of_a_form(sqlite_web: Web, koekje: str) -> None:
    for pad in MET_BESTANDEN:
        levering = deliver(sqlite_web, sqlite_web.browser(Cookie=koekje), pad, **form())
        assert (levering.status, levering.gelezen <= WEINIG) == (403, True), (pad, levering.gelezen)
        assert TEKST in levering.tekst


def test_where_no_files_come_along_nobody_sends_more_than_a_form(sqlite_web: Web) -> None:
    mens = log_in(sqlite_web, sqlite_web.wereld.actors["ozj"])
    for client in (mens, sqlite_web.browser()):
        for pad in ("/meldingen/nieuw", "/inloggen", "/vraag/formulier", "/volg/berichten", "/bestaat-niet"):
            levering = deliver(sqlite_web, client, pad, **form())
            assert (levering.status, levering.gelezen <= WEINIG) == (413, True), (pad, levering.gelezen)
    zonder = deliver(sqlite_web, mens, "/casussen/C-1/bijlagen", data={"antwoord": "a" * 3_000_000})
    assert (zonder.status, zonder.gelezen <= WEINIG) == (413, True)


def test_a_log_in_that_ended_keeps_what_was_typed(sqlite_web: Web) -> None:
    mens = log_in(sqlite_web, sqlite_web.wereld.actors["ozj"])
    sqlite_web.wereld.later(hours=2)
    levering = deliver(sqlite_web, mens, "/casussen/C-1/bijdragen", **form())
    assert (levering.status, levering.gelezen <= WEINIG) == (403, True)
    assert "Uw tijd is verlopen" in levering.tekst
    assert TEKST in levering.tekst


@pytest.mark.parametrize("soort", ["multipart/form-data", "multipart/form-data; boundary=x"])
def test_a_form_that_is_none_is_refused_as_well(sqlite_web: Web, soort: str) -> None:
    inhoud = {"content": b"--x\r\n\r\n" + GROOT, "headers": {"Content-Type": soort}}
    levering = deliver(sqlite_web, sqlite_web.browser(), "/casussen/C-1/bijlagen", **inhoud)
    assert (levering.status, levering.gelezen <= WEINIG) == (403, True)


def test_who_is_logged_in_sends_large_files(sqlite_web: Web) -> None:
    stappen = Stappen(sqlite_web.wereld)
    casus = stappen.register().casussen[0]
    stappen.move(casus.id, "vws-ucz", "ozj", "en2")
    kenmerk, mens = casus.kenmerk, log_in(sqlite_web, sqlite_web.wereld.actors["en2"])
    levering = deliver(sqlite_web, mens, f"/casussen/{kenmerk}/bijlagen", **form())
    assert (levering.status, levering.gelezen > len(GROOT)) == (303, True), levering.tekst
    assert "groot.pdf" in mens.get(f"/casussen/{kenmerk}/bijlagen").text


def test_a_party_without_an_account_sends_them_in_its_visit(partij: Partijweb) -> None:
    client = partij.enter(partij.asked()[2])
    inhoud = form(data={"csrf_token": token_of(client), "antwoord": TEKST})
    eerst, dan = (deliver(partij.web, client, "/partij/antwoord", **inhoud) for _ in range(2))
    assert (eerst.status, eerst.gelezen > len(GROOT)) == (303, True), eerst.tekst
    assert dan.status == 403
    assert TEKST in dan.tekst
    assert "heeft al antwoord gegeven" in dan.tekst, "who is too late hears how it ended, with files too"


def test_a_system_is_known_before_more_of_it_is_read(sqlite_web: Web) -> None:
    vws, vreemd = sqlite_web.client("vws-ucz"), sqlite_web.browser(Authorization="Bearer hvt_verzonnen")
    bijlagen, meldingen = f"{BASIS}/casussen/C-1/bijlagen", f"{BASIS}/meldingen"
    groot = {"bijlagen": [{"naam": "groot.txt", "inhoud": "YWFh" * 700_000}]}
    for client, pad, status in (
        (vreemd, bijlagen, 401),
        (vreemd, meldingen, 401),
        (vws, meldingen, 413),
    ):
        levering = deliver(sqlite_web, client, pad, json=groot)
        assert (levering.status, levering.gelezen <= WEINIG) == (status, True), (pad, levering.gelezen)
        assert f'"status":{status}' in levering.tekst
    levering = deliver(sqlite_web, vws, bijlagen, json=groot)
    assert (levering.status, levering.gelezen > 2_800_000) == (404, True), levering.tekst


def test_when_the_database_is_away_the_words_are_not(sqlite_web: Web) -> None:
    mens = log_in(sqlite_web, sqlite_web.wereld.actors["ozj"])
    bestand = Path(make_url(sqlite_web.wereld.database.url).database or "")
    sqlite_web.app.state.huis.database.dispose()
    bestand.rename(bestand.with_name("weg.db"))
    bestand.mkdir()
    levering = deliver(sqlite_web, mens, "/casussen/C-1/bijdragen", **form())
    assert (levering.status, levering.gelezen <= WEINIG) == (503, True)
    assert TEKST in levering.tekst


@pytest.mark.parametrize("waar", ["app.omvang", "starlette.formparsers"])
def test_a_disk_without_room_for_what_comes_in_is_told(
    sqlite_web: Web, monkeypatch: pytest.MonkeyPatch, waar: str
) -> None:
    class Vol(SpooledTemporaryFile[bytes]):
        def write(self, s: Any) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"{waar}.SpooledTemporaryFile", Vol)
    mens = log_in(sqlite_web, sqlite_web.wereld.actors["ozj"])
    antwoord = mens.post("/casussen/C-1/bijdragen", **form())
    assert (antwoord.status_code, antwoord.headers["Retry-After"]) == (503, "60")
    assert "Er is niets opgeslagen" in antwoord.text


def test_who_goes_away_halfway_gets_no_answer(sqlite_web: Web) -> None:
    berichten: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(bericht: Message) -> None:
        berichten.append(bericht)

    scope = {"type": "http", "method": "POST", "path": "/inloggen", "query_string": b"", "headers": []}
    served(sqlite_web.app, scope, receive, send)
    assert berichten == []
