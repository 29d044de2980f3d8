"""Bijdragen: ask another party something and keep the casus; answer, withdraw, go on with it."""

from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, LeesWerkplekDep, RouteerWerkplekDep
from app.queries.bijdragen import Bijdragefilter, Kant, list_bijdragen, load_bijdrage
from app.queries.casuswijzer import find_casus_id
from app.queries.werkplek import Werkplek
from app.routers.api.antwoorden import Handeling, HandelingDep, Over, answer, as_id, carry_out, made
from app.routers.api.bestanden import BestandenDep
from app.routers.api.bladeren import Bladzijde, link_header, read_cursor, split_page
from app.routers.api.drempel import Drempel
from app.schemas.api import bijdragen as schema
from app.services.bijdrage import answer_bijdrage, ask_bijdrage, process_bijdrage, withdraw_bijdrage
from app.services.idempotentie import Resultaat

WAT = "Deze bijdrage"
router = APIRouter(tags=["bijdragen"], route_class=Drempel)
GEEN_REDEN = schema.BijdrageIntrekkingIn()
NIETS = schema.VerwerkingIn()


class BijdrageVraag(Bladzijde):
    """Which side, and whether what is done is wanted too."""

    kant: Kant = Kant.AAN_ONS
    alles: bool = False


@router.get("/bijdragen", response_model=schema.BijdrageLijst)
def list_questions(
    request: Request, werkplek: LeesWerkplekDep, leeslog: LeeslogDep, vraag: Annotated[BijdrageVraag, Query()]
) -> Response:
    """Wat anderen ons vragen, of wat wij anderen vragen; eerste datum eerst."""
    plek = read_cursor(werkplek, vraag)
    na = (date.fromisoformat(plek[0]), UUID(plek[1])) if plek else None
    filter_ = Bijdragefilter(vraag.kant, vraag.alles, na, vraag.limit)
    rijen, volgende = split_page(werkplek, vraag, list_bijdragen(werkplek, filter_), lambda rij: rij.plaats)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "bijdragenlijst")
    items = [schema.BijdrageRijUit.model_validate(rij) for rij in rijen]
    antwoord = answer(schema.BijdrageLijst(items=items, volgende=volgende))
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


@router.get("/bijdragen/{id}", response_model=schema.BijdrageUit)
def get_question(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Eén vraag, voor wie hem kreeg en voor wie de casus behandelt."""
    beeld = load_bijdrage(werkplek, as_id(id, WAT))
    leeslog.noteer(werkplek, Leesactie.LEZEN, "bijdrage", [beeld.id])
    return answer(schema.BijdrageUit.model_validate(beeld))


@router.post("/casussen/{id}/bijdragen", response_model=schema.BijdrageUit, status_code=201)
def ask(
    bestanden: BestandenDep,
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.BijdrageIn,
) -> Response:
    """Vraag een andere partij iets. De casus blijft bij u."""
    opdracht = invoer.to_command(find_casus_id(werkplek, id), bestanden)
    return _carry_out(werkplek, handeling, lambda: ask_bijdrage(werkplek, opdracht).id)


@router.post("/bijdragen/{id}/antwoorden", response_model=schema.BijdrageUit, status_code=201)
def answer_question(
    bestanden: BestandenDep,
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.AntwoordIn,
) -> Response:
    """Beantwoord de vraag, één keer."""
    opdracht = invoer.to_command(as_id(id, WAT), bestanden)
    return _carry_out(werkplek, handeling, lambda: answer_bijdrage(werkplek, opdracht).id)


@router.post("/bijdragen/{id}/intrekkingen", response_model=schema.BijdrageUit, status_code=201)
def withdraw_question(
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.BijdrageIntrekkingIn = GEEN_REDEN,
) -> Response:
    """Trek uw vraag in."""
    opdracht = invoer.to_command(as_id(id, WAT))
    return _carry_out(werkplek, handeling, lambda: withdraw_bijdrage(werkplek, opdracht).id)


@router.post("/bijdragen/{id}/verwerkingen", response_model=schema.BijdrageUit, status_code=201)
def process(
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.VerwerkingIn = NIETS,  # noqa: ARG001  # refuses unknown fields
) -> Response:
    """Het antwoord is gelezen; u gaat ermee verder."""
    bijdrage_id = as_id(id, WAT)
    return _carry_out(werkplek, handeling, lambda: process_bijdrage(werkplek, bijdrage_id).id)


def _carry_out(werkplek: Werkplek, handeling: Handeling, doe: Callable[[], UUID]) -> Response:
    """The act, and the question as it is then."""

    def act() -> Resultaat:
        bijdrage_id = doe()
        werkplek.session.flush()
        beeld = load_bijdrage(werkplek, bijdrage_id)
        uit = schema.BijdrageUit.model_validate(beeld)
        return made(uit, f"/bijdragen/{bijdrage_id}", Over(beeld.casus_id))

    return carry_out(werkplek, handeling, act)
