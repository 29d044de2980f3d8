"""Stukken: the bezwaren and aanvragen that came in and must reach another body (Awb 6:15, 2:3)."""

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, LeesWerkplekDep, TerugkoppelWerkplekDep
from app.domain import klachtopdrachten as o
from app.queries.stukken import list_stukken
from app.routers.api.antwoorden import HandelingDep, Over, answer, as_id, carry_out, made
from app.routers.api.drempel import Drempel
from app.schemas.api import klachten as schema
from app.services.idempotentie import Resultaat
from app.services.stuk import forward_stuk

router = APIRouter(tags=["klachten"], route_class=Drempel)


@router.get("/stukken", response_model=schema.StukkenLijst)
def list_documents(werkplek: LeesWerkplekDep, leeslog: LeeslogDep) -> Response:
    """De bezwaren en aanvragen die hier binnenkwamen."""
    items = [schema.StukUit.model_validate(rij) for rij in list_stukken(werkplek)]
    leeslog.noteer(werkplek, Leesactie.LEZEN, "stuklijst")
    return answer(schema.StukkenLijst(items=items, volgende=None))


@router.post("/stukken/{id}/doorzendingen", response_model=schema.StukkenLijst, status_code=201)
def forward_document(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.StukIn,
) -> Response:
    """Stuur een bezwaar of aanvraag door. De dag van ontvangst telt."""
    stuk_id = as_id(id, "Dit stuk")

    def act() -> Resultaat:
        forward_stuk(werkplek, o.ForwardStuk(stuk_id=stuk_id, **invoer.model_dump()))
        items = [schema.StukUit.model_validate(rij) for rij in list_stukken(werkplek)]
        return made(schema.StukkenLijst(items=items, volgende=None), "/stukken", Over(None))

    return carry_out(werkplek, handeling, act)
