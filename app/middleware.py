"""Middleware: admission, headers, log line and the last resort, as plain ASGI around everything.

Synchronous routes hold a connection between hops of the threadpool; more requests at once than
connections gave errors. So at most ``capaciteit`` requests are inside, some wait shortly, the rest hears
503 with Retry-After and nothing happened (architecture.md §3.3).
"""

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

import structlog
from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from app.logboek import place_of
from app.metingen import AANVRAGEN, DUUR, GEWEIGERD, ONDERWEG, methode
from app.problems import is_api, unavailable, unexpected
from app.storingen import Storing
from app.templating import for_melders

#: These paths never touch the database.
ZONDER_DATABASE = ("/static/", "/health/live", "/metrics", "/api/v1/openapi.json")
AANVRAAG_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
VERSIE_API = "1.0.0"
ALTIJD = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
API_HEADERS = {
    **ALTIJD,
    "API-Version": VERSIE_API,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


def page_headers(htmx_url: str) -> dict[str, str]:
    """Headers of pages: scripts only from here and the one htmx file."""
    bron = f" {htmx_url}" if "://" in htmx_url else ""
    csp = (
        f"default-src 'none'; script-src 'self'{bron}; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return {**ALTIJD, "Content-Security-Policy": csp, "Referrer-Policy": "same-origin"}


def melder_headers(pad: str) -> dict[str, str]:
    """Headers of pages without an account: nothing from elsewhere, and their address goes nowhere.

    The own page of a melder stands in no search engine; the form for everybody may.
    """
    csp = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    robots = {} if pad == "/vraag" else {"X-Robots-Tag": "noindex, nofollow"}
    return {**ALTIJD, "Content-Security-Policy": csp, "Referrer-Policy": "no-referrer", **robots}


@dataclass
class Verslag:
    """Outermost: request id, security headers, one log line, metrics; a fault becomes a plain 500."""

    app: ASGIApp
    pagina_headers: Mapping[str, str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; other kinds of connection pass."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        verloop = _Verloop(scope, self.pagina_headers, send)
        with ONDERWEG.track_inprogress(), bound_contextvars(aanvraag=verloop.aanvraag_id):
            try:
                await self.app(scope, receive, verloop.send)
            except Exception as fout:  # the last resort: log where, tell nobody what
                verloop.log_fault(fout)
                if not verloop.begonnen:
                    await unexpected(Request(scope, receive))(scope, receive, verloop.send)
            verloop.finish()


class _Verloop:
    """One request on its way out."""

    def __init__(self, scope: Scope, pagina_headers: Mapping[str, str], send: Send) -> None:
        self.scope, self._send, self._start = scope, send, time.perf_counter()
        self.status, self.begonnen = 0, False
        self._headers = API_HEADERS if is_api(Request(scope)) else pagina_headers
        if for_melders(scope["path"]):
            self._headers = melder_headers(scope["path"])
        gevraagd = Request(scope).headers.get("X-Request-ID", "")
        self.aanvraag_id = gevraagd if AANVRAAG_ID.fullmatch(gevraagd) else uuid4().hex
        scope.setdefault("state", {})["aanvraag_id"] = self.aanvraag_id

    async def send(self, message: Message) -> None:
        """Add the headers to the first message."""
        if message["type"] == "http.response.start":
            self.begonnen, self.status = True, message["status"]
            headers = MutableHeaders(scope=message)
            for naam, waarde in self._headers.items():
                headers.setdefault(naam, waarde)
            headers["X-Request-ID"] = self.aanvraag_id
        await self._send(message)

    def log_fault(self, fout: Exception) -> None:
        """Say where it went wrong, never with what."""
        structlog.get_logger().error(
            "fout",
            aanvraag=self.aanvraag_id,
            soort=type(fout).__name__,
            plaats=place_of(fout),
            route=self._route(),
        )

    def finish(self) -> None:
        """One line and the numbers."""
        duur, hoe, route = time.perf_counter() - self._start, methode(self.scope["method"]), self._route()
        AANVRAGEN.labels(hoe, route, str(self.status)).inc()
        DUUR.labels(hoe, route).observe(duur)
        structlog.get_logger().info(
            "aanvraag",
            aanvraag=self.aanvraag_id,
            methode=hoe,
            route=route,
            status=self.status,
            duur_ms=round(duur * 1000, 1),
        )

    def _route(self) -> str:
        """The template of the path: an address itself may tell too much."""
        pad: str = getattr(self.scope.get("route"), "path", "onbekend")
        return f"/api/v1{pad}" if is_api(Request(self.scope)) and not pad.startswith("/api") else pad


@dataclass
class Kop:
    """HEAD works like GET, without the body."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask for the page, send its headers only."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_headers(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        scope["method"] = "GET"
        await self.app(scope, receive, send_headers)


class Toelating:
    """At most ``capaciteit`` requests inside, ``wachtrij`` waiting, each at most ``wachttijd`` seconds."""

    def __init__(self, app: ASGIApp, capaciteit: int, wachtrij: int, wachttijd: float) -> None:
        self.app, self.wachttijd, self._ruimte = app, wachttijd, wachtrij
        self._plaatsen = asyncio.Semaphore(capaciteit)
        self._wachtend = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, let wait, or send away."""
        if scope["type"] != "http" or scope["path"].startswith(ZONDER_DATABASE):
            await self.app(scope, receive, send)
            return
        if not await self._enter():
            GEWEIGERD.inc()
            antwoord = await unavailable(Request(scope, receive), Storing.DRUK)
            await antwoord(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        finally:
            self._plaatsen.release()

    async def _enter(self) -> bool:
        if self._plaatsen.locked() and self._wachtend >= self._ruimte:
            return False
        self._wachtend += 1
        try:
            await asyncio.wait_for(self._plaatsen.acquire(), self.wachttijd)
        except TimeoutError:
            return False
        finally:
            self._wachtend -= 1
        return True
