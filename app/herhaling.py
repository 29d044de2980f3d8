"""Herhaling: the same request twice, at the door: reads the key and marks an act that failed.

The API takes the key from the header ``Idempotency-Key``, a form from its hidden field.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from app.csrf import VELD as CSRF_VELD
from app.dependencies import abandon
from app.queries.werkplek import Werkplek
from app.services.idempotentie import Resultaat, Verzoek, do_once

HEADER = "Idempotency-Key"
VELD = "idempotency_key"
STUK = 1024 * 1024


async def get_api_verzoek(request: Request) -> Verzoek:
    """The request of a system, as it was sent."""
    sleutel = request.headers.get(HEADER, "").strip()
    return Verzoek(request.method, request.url.path, sleutel or None, await request.body())


async def get_form_verzoek(request: Request) -> Verzoek:
    """The request of a form: all fields but the token, in the order of their names."""
    formulier = await request.form()
    velden = sorted(
        [(naam, await _as_sent(waarde)) for naam, waarde in formulier.multi_items() if naam != CSRF_VELD]
    )
    sleutel = str(formulier.get(VELD, "")).strip()
    return Verzoek(request.method, request.url.path, sleutel or None, json.dumps(velden).encode())


async def _as_sent(waarde: UploadFile | str) -> str:
    """A field as it counts: of a file its name and what is in it."""
    if isinstance(waarde, str):
        return waarde
    inhoud = sha256()
    while stuk := await waarde.read(STUK):
        inhoud.update(stuk)
    await waarde.seek(0)
    return f"{waarde.filename}:{inhoud.hexdigest()}"


ApiVerzoekDep = Annotated[Verzoek, Depends(get_api_verzoek)]


def once(werkplek: Werkplek, verzoek: Verzoek, act: Callable[[], Resultaat]) -> Resultaat:
    """``do_once``; when it fails nothing of this request is stored, even if a page catches the error."""
    try:
        return do_once(werkplek, verzoek, act)
    except Exception:
        abandon(werkplek)
        raise
