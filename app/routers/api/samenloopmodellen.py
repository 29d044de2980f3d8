"""Samenloopmodellen: which model weighs, its figures, what another changes; for the landelijke beheerder."""

from collections.abc import Callable

from fastapi import APIRouter, Response

from app.dependencies import BeheerWerkplekDep
from app.linkage.score import NIETS, TREFFER
from app.queries.samenloopmodellen import judged_by_certainty, list_models, one_model
from app.queries.werkplek import Werkplek
from app.routers.api.antwoorden import Handeling, HandelingDep, Over, answer, carry_out, made
from app.routers.api.drempel import Drempel
from app.schemas.api import samenloopmodellen as schema
from app.services.idempotentie import Resultaat
from app.services.modelgevolg import effect_of_model
from app.services.modelkeuring import approve_model, decline_model

router = APIRouter(prefix="/samenloopmodellen", tags=["samenlopen"], route_class=Drempel)


@router.get("", response_model=schema.ModelLijst)
def list_all(werkplek: BeheerWerkplekDep) -> Response:
    """De modellen, de grenzen, en hoeveel er aan elke kant van een grens open staat."""
    bevindingen = judged_by_certainty(werkplek).items()
    return answer(
        schema.ModelLijst(
            items=[schema.model_out(beeld) for beeld in list_models(werkplek)],
            treffer_vanaf=TREFFER,
            mogelijk_vanaf=NIETS,
            bevindingen=[
                schema.BevindingUit(zekerheid=zekerheid, open=b.open, zelfde=b.zelfde, ander=b.ander)
                for zekerheid, b in bevindingen
            ],
        )
    )


@router.get("/{id}", response_model=schema.ModelUit)
def get_model(werkplek: BeheerWerkplekDep, id: int) -> Response:  # as in the contract
    """Eén model, met wat het aan het open werk zou veranderen."""
    beeld = one_model(werkplek, id)
    gevolg = None if beeld.werkt else effect_of_model(werkplek, id)
    return answer(schema.model_out(beeld, gevolg))


@router.post("/{id}/goedkeuringen", response_model=schema.ModelUit, status_code=201)
def approve(
    werkplek: BeheerWerkplekDep,
    handeling: HandelingDep,
    id: int,  # as in the contract
) -> Response:
    """Laat een model voortaan wegen; 0 is het meegeleverde."""
    return _judge(werkplek, handeling, id, approve_model)


@router.post("/{id}/afwijzingen", response_model=schema.ModelUit, status_code=201)
def decline(
    werkplek: BeheerWerkplekDep,
    handeling: HandelingDep,
    id: int,  # as in the contract
) -> Response:
    """Wijs een geleerd model af. Goedkeuren kan later nog."""
    return _judge(werkplek, handeling, id, decline_model)


def _judge(
    werkplek: Werkplek, handeling: Handeling, versie: int, doe: Callable[[Werkplek, int], None]
) -> Response:
    def act() -> Resultaat:
        doe(werkplek, versie)
        uit = schema.model_out(one_model(werkplek, versie))
        return made(uit, f"/samenloopmodellen/{id}", Over(None))

    return carry_out(werkplek, handeling, act)
