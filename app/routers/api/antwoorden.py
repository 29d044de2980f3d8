"""Answers of the API: JSON with its version, and acts that are done once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Response
from pydantic import BaseModel

from app.audit.leeslog import Leesactie
from app.dependencies import Leeslog, LeeslogDep
from app.domain.errors import NotVisibleError
from app.domain.toegang import Recht
from app.herhaling import ApiVerzoekDep, once
from app.queries.api_casussen import find_overdracht
from app.queries.werkplek import Werkplek
from app.schemas.api import beelden
from app.services.idempotentie import Resultaat, Verzoek

JSON = "application/json"
BASIS = "/api/v1"
#: A version that no row has: If-Match that names none of ours.
NOOIT = -1


def get_versie(if_match: Annotated[str | None, Header()] = None) -> int | None:
    """The version the sender saw, from ``If-Match``; None when it does not matter."""
    if if_match is None or if_match.strip() == "*":
        return None
    kaal = if_match.strip().removeprefix("W/").strip('"')
    return int(kaal) if kaal.isascii() and kaal.isdigit() and len(kaal) < 10 else NOOIT


VersieDep = Annotated[int | None, Depends(get_versie)]


def answer(inhoud: BaseModel, versie: int | None = None) -> Response:
    """What was asked, with its version as ETag."""
    headers = {} if versie is None else {"ETag": f'"{versie}"'}
    return Response(to_json(inhoud), media_type=JSON, headers=headers)


def to_json(inhoud: BaseModel) -> str:
    """As the API writes it."""
    return inhoud.model_dump_json(by_alias=True)


@dataclass(frozen=True, slots=True)
class Handeling:
    """An act as it was sent, and where its answer is logged as a read."""

    verzoek: Verzoek
    leeslog: Leeslog


def get_handeling(verzoek: ApiVerzoekDep, leeslog: LeeslogDep) -> Handeling:
    """The act of this request."""
    return Handeling(verzoek, leeslog)


HandelingDep = Annotated[Handeling, Depends(get_handeling)]


def carry_out(werkplek: Werkplek, handeling: Handeling, act: Callable[[], Resultaat]) -> Response:
    """Do an act once, and answer with what it led to; that answer is a read too, also when repeated."""
    resultaat = once(werkplek, handeling.verzoek, act)
    if resultaat.inhoud is not None and resultaat.casus_id is not None:
        handeling.leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [resultaat.casus_id])
    if resultaat.inhoud is not None and resultaat.klacht_id is not None:
        handeling.leeslog.noteer(werkplek, Leesactie.LEZEN, "klacht", [resultaat.klacht_id])
    headers = {} if resultaat.locatie is None else {"Location": resultaat.locatie}
    return Response(resultaat.inhoud or "{}", resultaat.status, headers, JSON)


@dataclass(frozen=True, slots=True)
class Over:
    """The casus an answer is about, and the rights of the actor where the act looked them up already."""

    casus_id: UUID | None
    rechten: frozenset[Recht] | None = None


def made(inhoud: BaseModel, locatie: str, over: Over, status: int = 201) -> Resultaat:
    """Something new; ``locatie`` below the API."""
    return Resultaat(status, BASIS + locatie, to_json(inhoud), over.casus_id, over.rechten)


def shown_overdracht(werkplek: Werkplek, overdracht_id: UUID) -> Resultaat:
    """An overdracht as it is after an act."""
    casus, beeld, rechten = find_overdracht(werkplek, overdracht_id)
    uit = beelden.overdracht_out(casus, beeld)
    return made(uit, f"/overdrachten/{overdracht_id}", Over(casus.id, rechten))


def as_id(waarde: str, wat: str) -> UUID:
    """An id from an address; anything else is simply not there."""
    try:
        return UUID(waarde)
    except ValueError:
        raise NotVisibleError(wat) from None
