"""The vendored htmx is the file whose hash the pages demand."""

import base64
import hashlib
from pathlib import Path

from app.settings import HTMX_HASH, HTMX_URL

HTMX = Path(__file__).parent / "bestanden" / "htmx-2.0.11.min.js"


def test_the_vendored_htmx_has_the_pinned_hash() -> None:
    digest = hashlib.sha384(HTMX.read_bytes()).digest()
    assert f"sha384-{base64.b64encode(digest).decode()}" == HTMX_HASH


def test_the_vendored_htmx_has_the_pinned_version() -> None:
    assert "htmx.org@2.0.11/" in HTMX_URL
