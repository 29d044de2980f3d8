"""Omvang: how much a request may bring, by its address and by who sends it.

A body is read whole before anything else happens with it: a slow sender holds no connection. More than a
form holds is only read where files may come along, and of who is known: nobody else fills our disk.
"""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile

from fastapi import Request, Response
from python_multipart.multipart import parse_options_header
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.afzender import find_bekende
from app.csrf import BEZOEK, EIGEN_TOKEN
from app.dependencies import Huis
from app.foutpagina import render_fout
from app.linktoegang import resolve_past_visit
from app.problems import is_api, not_logged_in, problem, storage_failed
from app.security import resolve_sessie

GROOTSTE_INVOER = 1_000_000
#: Where files come along: in a form, or in the JSON of the API, which also takes lists of codes.
MET_BESTANDEN = re.compile(
    r"/(casussen/[^/]+/(bijdragen|bijlagen)|bijdragen/[^/]+/antwoord|partij/antwoord|tafels/[^/]+/sleutels)"
)
MET_BESTANDEN_API = re.compile(
    r"/api/v1/(casussen/[^/]+/(bijdragen|bijlagen)|bijdragen/[^/]+/antwoorden"
    r"|tafels/[^/]+/(sleutels|agenderingen))"
)
STUK = 256 * 1024


class SenderGoneError(Exception):
    """Who sent this went away before all of it was here."""


@dataclass
class Omvang:
    """Reads the body up to what it may be. ``grootste``: where files may come along."""

    app: ASGIApp
    huis: Huis
    grootste: int
    #: One is judged at a time: who is judged has no place yet, and who has one needs the connections.
    beurt: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the whole body on, or say why not."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        inhoud = _Inhoud(receive)
        try:
            weigering = await self._take_in(scope, inhoud)
            if weigering is None:
                await self.app(scope, inhoud.again(), send)
            else:
                await weigering(scope, receive, send)
        except SenderGoneError:
            return
        finally:
            inhoud.close()

    async def _take_in(self, scope: Scope, inhoud: "_Inhoud") -> Response | None:
        """Why this body is refused; None when it is there."""
        try:
            if await inhoud.fits(GROOTSTE_INVOER):
                return None
            return await self._take_in_large(scope, inhoud)
        except OSError as error:
            return await storage_failed(Request(scope), error)

    async def _take_in_large(self, scope: Scope, inhoud: "_Inhoud") -> Response | None:
        """Of who is not known no more is read. What was typed stands before the files: it is not lost."""
        request = Request(scope)
        met_bestanden = takes_files(request)
        if met_bestanden or is_api(request):
            try:
                async with self.beurt:
                    bekend = await run_in_threadpool(_is_known, request, self.huis)
            except (DBAPIError, PoolTimeoutError) as error:
                return await storage_failed(inhoud.beginning(scope), error)
            if not bekend:
                return await not_logged_in(inhoud.beginning(scope))
        if met_bestanden and await inhoud.fits(self.grootste):
            return None
        return problem(413) if is_api(request) else render_fout(request, 413)


def takes_files(request: Request) -> bool:
    """Whether files may come along with this request: a form with files, or an act of the API."""
    if is_api(request):
        return bool(MET_BESTANDEN_API.fullmatch(request.url.path))
    soort = request.headers.get("Content-Type", "")
    return soort.startswith("multipart/form-data") and bool(MET_BESTANDEN.fullmatch(request.url.path))


def _is_known(request: Request, huis: Huis) -> bool:
    """Whether a token, a log-in or the visit of a party came along. What a party came for may have ended
    meanwhile: it hears how (``resolve_past_visit``)."""
    now = huis.klok()
    if is_api(request):
        return find_bekende(request, huis.database, now) is not None
    with huis.database.read() as session:
        if request.url.path.startswith(EIGEN_TOKEN):
            return resolve_past_visit(session, request.cookies.get(huis.koekje(BEZOEK)), now) is not None
        koekje = request.cookies.get(huis.cookie)
        return resolve_sessie(session, koekje, huis.sessieduur, now) is not None


class _Inhoud:
    """A body as far as it came in; a large one waits on disk."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._grootte, self._meer = receive, 0, True
        self._gelezen = SpooledTemporaryFile(max_size=GROOTSTE_INVOER)  # noqa: SIM115  # see close

    async def fits(self, mag: int) -> bool:
        """Read on, no further than it takes to see whether all of it is at most this."""
        while self._meer and self._grootte <= mag:
            message = await self._receive()
            if message["type"] != "http.request":
                raise SenderGoneError
            self._meer = message.get("more_body", False)
            self._keep(message.get("body", b""))
        return self._grootte <= mag

    def again(self) -> Receive:
        """The body as it came, in pieces; after it whatever the client does next."""
        over = max(self._grootte, 1)
        self._gelezen.seek(0)

        async def receive_again() -> Message:
            nonlocal over
            if over <= 0:
                return await self._receive()
            stuk = self._gelezen.read(STUK)
            over -= max(len(stuk), 1)
            return {"type": "http.request", "body": stuk, "more_body": over > 0}

        return receive_again

    def beginning(self, scope: Scope) -> Request:
        """As much as a form may be, ended there as a form with files ends: what was typed can be read."""
        _, opties = parse_options_header(Request(scope).headers.get("Content-Type", ""))
        self._gelezen.seek(GROOTSTE_INVOER)
        self._gelezen.truncate()
        self._keep(b"\r\n--" + opties.get(b"boundary", b"") + b"--\r\n")
        return Request(scope, self.again())

    def close(self) -> None:
        """Let go of it, also where a full disk did not take the last of it."""
        with suppress(OSError):
            self._gelezen.close()

    def _keep(self, stuk: bytes) -> None:
        self._gelezen.write(stuk)
        self._grootte = self._gelezen.tell()
        if not self._meer:
            self._gelezen.flush()  # a disk without room says so now, not when it is read
