"""Bladeren: limit, signed cursor and Link header. A cursor fits one actor and one set of filters."""

import base64
import binascii
import hmac
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from fastapi import Request
from pydantic import Field

from app.domain.errors import InvalidInputError, Veldfout
from app.queries.werkplek import Werkplek
from app.schemas.api.basis import Invoer

T = TypeVar("T")
Plaats = Sequence[int | str | date | UUID]
MAC = 16


class Bladzijde(Invoer):
    """How much, and from where. Lists add their filters."""

    limit: int = Field(default=25, ge=1, le=100)
    cursor: str | None = Field(default=None, max_length=500)


def write_cursor(werkplek: Werkplek, vraag: Bladzijde, plaats: Plaats) -> str:
    """Where the next page starts, signed."""
    inhoud = json.dumps([str(deel) for deel in plaats]).encode()
    return base64.urlsafe_b64encode(_sign(werkplek, vraag, inhoud) + inhoud).decode().rstrip("=")


def read_cursor(werkplek: Werkplek, vraag: Bladzijde) -> list[str] | None:
    """Where this page starts; refuses a cursor of another list, filter or actor."""
    if vraag.cursor is None:
        return None
    try:
        ruw = base64.urlsafe_b64decode(vraag.cursor + "=" * (-len(vraag.cursor) % 4))
    except (ValueError, binascii.Error):
        ruw = b""
    mac, inhoud = ruw[:MAC], ruw[MAC:]
    if not hmac.compare_digest(mac, _sign(werkplek, vraag, inhoud)):
        raise InvalidInputError([Veldfout("cursor", "Deze cursor hoort niet bij deze lijst. Begin vooraan.")])
    delen: list[str] = json.loads(inhoud)
    return delen


def split_page(
    werkplek: Werkplek, vraag: Bladzijde, rijen: Sequence[T], plaats: Callable[[T], Plaats]
) -> tuple[Sequence[T], str | None]:
    """The rows of this page, and the cursor of the next; ``rijen`` holds one extra when there is one."""
    if len(rijen) <= vraag.limit:
        return rijen, None
    bladzijde = rijen[: vraag.limit]
    return bladzijde, write_cursor(werkplek, vraag, plaats(bladzijde[-1]))


def link_header(request: Request, volgende: str | None) -> dict[str, str]:
    """``Link: <…>; rel="next"`` with the same filters."""
    if volgende is None:
        return {}
    adres = request.url.include_query_params(cursor=volgende)
    return {"Link": f'<{adres.path}?{adres.query}>; rel="next"'}


def _sign(werkplek: Werkplek, vraag: Bladzijde, inhoud: bytes) -> bytes:
    filters = vraag.model_dump_json(exclude={"limit", "cursor"})
    wie = f"{werkplek.actor.id}|{type(vraag).__name__}|{filters}|"
    return werkplek.kluis.zoeksleutel("cursor", wie + inhoud.hex())
