"""Bijlagen: files with a casus; each can be read again by who may read it."""

import base64

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, LeesWerkplekDep, RouteerWerkplekDep
from app.domain.bijlage import AddBijlagen, WithdrawBijlage
from app.queries.bijlageinhoud import load_bijlage
from app.queries.bijlagen import bijlagen_of_casus
from app.queries.casuswijzer import find_casus_id
from app.routers.api.antwoorden import HandelingDep, Over, answer, as_id, carry_out, made
from app.routers.api.bestanden import BestandenDep
from app.routers.api.drempel import Drempel
from app.schemas.api import bijlagen as schema
from app.services.bijlage import add_bijlagen, withdraw_bijlage
from app.services.idempotentie import Resultaat

router = APIRouter(tags=["bijlagen"], route_class=Drempel)


@router.get("/casussen/{id}/bijlagen", response_model=schema.BijlageLijst)
def list_files(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Alle bestanden bij een casus, nieuwste eerst."""
    casus_id = find_casus_id(werkplek, id)
    items = [schema.BijlageUit.model_validate(rij) for rij in bijlagen_of_casus(werkplek, casus_id)]
    leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [casus_id])
    return answer(schema.BijlageLijst(items=items))


@router.get("/bijlagen/{id}", response_model=schema.BijlageInhoudUit)
def get_file(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Eén bestand met zijn inhoud, voor wie de casus behandelt en voor wie het bij een vraag kreeg."""
    geopend = load_bijlage(werkplek, as_id(id, "Deze bijlage"))
    leeslog.noteer(werkplek, Leesactie.LEZEN, "bijlage", [geopend.bijlage.id])
    inhoud = base64.b64encode(geopend.inhoud).decode()
    kort = schema.BijlageUit.model_validate(geopend.bijlage)
    return answer(schema.BijlageInhoudUit(**kort.model_dump(), inhoud=inhoud))


@router.post("/casussen/{id}/bijlagen", response_model=schema.BijlageLijst, status_code=201)
def add(
    bestanden: BestandenDep,
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.BijlagenIn,  # noqa: ARG001  # refuses unknown fields; the files come judged
) -> Response:
    """Bewaar bestanden bij een casus."""
    casus_id = find_casus_id(werkplek, id)

    def act() -> Resultaat:
        add_bijlagen(werkplek, AddBijlagen(casus_id=casus_id, bestanden=bestanden))
        werkplek.session.flush()
        items = [schema.BijlageUit.model_validate(rij) for rij in bijlagen_of_casus(werkplek, casus_id)]
        return made(schema.BijlageLijst(items=items), f"/casussen/{casus_id}/bijlagen", Over(casus_id))

    return carry_out(werkplek, handeling, act)


@router.post("/bijlagen/{id}/intrekkingen", response_model=schema.BijlageUit, status_code=201)
def withdraw(
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.IntrekkingIn,
) -> Response:
    """Trek een bestand in dat er per ongeluk bij kwam. De inhoud wordt vernietigd."""
    bijlage_id = as_id(id, "Deze bijlage")

    def act() -> Resultaat:
        casus_id = withdraw_bijlage(werkplek, WithdrawBijlage(bijlage_id, invoer.reden)).casus_id
        rij = next(rij for rij in bijlagen_of_casus(werkplek, casus_id) if rij.id == bijlage_id)
        uit = schema.BijlageUit.model_validate(rij)
        return made(uit, f"/casussen/{casus_id}/bijlagen", Over(casus_id))

    return carry_out(werkplek, handeling, act)
