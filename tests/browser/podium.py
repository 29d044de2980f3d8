"""Podium: the app behind a real address and a real Chromium in front of it.

Used by the browser tests and by the screenshots. htmx comes from the file in `bestanden`, served as if
it were the address in the pages, so Chromium checks its hash; nothing else leaves this machine.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Route, sync_playwright

from app.settings import HTMX_URL
from tests.browser.installeer import FLAGS, find_chromium

HTMX = Path(__file__).parent / "bestanden" / "htmx-2.0.11.min.js"
BREED, SMAL = 1280, 390
HOOGTE = 900


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The app on a free port of this machine, in a thread; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as deur:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            ws="none",
            lifespan="off",
            timeout_graceful_shutdown=3,  # Chromium keeps connections open that it never uses
        )
        server = uvicorn.Server(config)
        draad = threading.Thread(target=server.run, kwargs={"sockets": [deur]}, name="houvast-web")
        draad.start()
        try:
            _wait_until_open(server)
            yield f"http://127.0.0.1:{deur.getsockname()[1]}"
        finally:
            server.should_exit = True
            draad.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def visitor(
    browser: Browser, adres: str, breedte: int = BREED, *, javascript: bool = True
) -> Iterator[BrowserContext]:
    """Somebody with a browser of their own: no cookies yet, Dutch, and htmx without internet."""
    context = browser.new_context(
        base_url=adres,
        viewport={"width": breedte, "height": HOOGTE},
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        java_script_enabled=javascript,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    context.route(lambda url: not url.startswith(adres), _from_here)
    yield context
    context.close()


def _from_here(route: Route) -> None:
    if route.request.url != HTMX_URL:
        route.abort()
        return
    route.fulfill(
        body=HTMX.read_bytes(),
        content_type="application/javascript",
        headers={"access-control-allow-origin": "*"},
    )


def _wait_until_open(server: uvicorn.Server) -> None:
    einde = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > einde:
            raise TimeoutError("The server did not start within 20 seconds.")
        time.sleep(0.01)
