"""Afstemmingen: where a jeugdige of ours is known elsewhere, and what was agreed (linkage.md §3)."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, TafelWerkplekDep
from app.queries.afstemmingcijfers import yearly_figures
from app.queries.afstemmingen import Afstemmingfilter, find_paar, list_afstemmingen, load_afstemming
from app.queries.werkplek import Werkplek
from app.routers.api.antwoorden import Handeling, HandelingDep, Over, answer, carry_out, made
from app.routers.api.bladeren import Bladzijde, link_header, read_cursor, split_page
from app.routers.api.drempel import Drempel
from app.schemas.api import afstemmingen as schema
from app.schemas.api.tafels import GedaanUit, NietsIn
from app.services.afstemming import close_afstemming, record_afstemming, share_afstemming
from app.services.idempotentie import Resultaat

router = APIRouter(tags=["afstemmingen"], route_class=Drempel)
NIETS = NietsIn()


class AfstemmingVraag(Bladzijde):
    """What waits, or what was closed."""

    afgesloten: bool = False


@router.get("/afstemmingen", response_model=schema.AfstemmingLijst)
def list_hits(
    request: Request,
    werkplek: TafelWerkplekDep,
    leeslog: LeeslogDep,
    vraag: Annotated[AfstemmingVraag, Query()],
) -> Response:
    """Wie van ons ook elders bekend lijkt, eerste datum eerst."""
    plek = read_cursor(werkplek, vraag)
    na = (date.fromisoformat(plek[0]), UUID(plek[1])) if plek else None
    filter_ = Afstemmingfilter(vraag.afgesloten, na=na, limit=vraag.limit)
    gevonden = list_afstemmingen(werkplek, filter_)
    rijen, volgende = split_page(werkplek, vraag, gevonden, lambda rij: rij.plaats)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "afstemming", [rij.id for rij in rijen])
    items = [schema.afstemming_out(rij) for rij in rijen]
    antwoord = answer(schema.AfstemmingLijst(items=items, volgende=volgende))
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


@router.get("/afstemmingen/{id}", response_model=schema.AfstemmingUit)
def get_hit(werkplek: TafelWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Eén afstemming: bekend bij wie, en met wie u kunt bellen."""
    beeld = load_afstemming(werkplek, id)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "afstemming", [beeld.id])
    return answer(schema.afstemming_out(beeld))


@router.post("/afstemmingen/{id}/delingen", response_model=GedaanUit, status_code=201)
def share(
    werkplek: TafelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: NietsIn = NIETS,  # noqa: ARG001  # refuses unknown fields
) -> Response:
    """Laat de andere kant weten dat het om dezelfde jeugdige kan gaan."""
    return _done(werkplek, handeling, id, lambda: share_afstemming(werkplek, id))


@router.post("/afstemmingen/{id}/vastleggingen", response_model=GedaanUit, status_code=201)
def write_down(
    werkplek: TafelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.VastleggingIn,
) -> Response:
    """Leg vast wie u sprak, wat u bent voor deze jeugdige, en wat u verwacht."""
    opdracht = invoer.to_command()
    return _done(werkplek, handeling, id, lambda: record_afstemming(werkplek, id, opdracht))


@router.post("/afstemmingen/{id}/afsluitingen", response_model=GedaanUit, status_code=201)
def close(
    werkplek: TafelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.AfsluitingIn,
) -> Response:
    """Sluit af. Er wordt niets samengevoegd."""
    opdracht = invoer.to_command()
    return _done(werkplek, handeling, id, lambda: close_afstemming(werkplek, id, opdracht))


@router.get("/afstemmingcijfers", response_model=schema.CijfersUit)
def get_figures(
    werkplek: TafelWerkplekDep, leeslog: LeeslogDep, jaar: Annotated[int, Query(ge=2015, le=2100)]
) -> Response:
    """Wordt opgevolgd wat tafels vinden? Aantallen, geen personen."""
    cijfers = yearly_figures(werkplek, jaar)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "afstemmingcijfers")
    return answer(schema.CijfersUit(jaar=jaar, **asdict(cijfers)))


def _done(werkplek: Werkplek, handeling: Handeling, sleutel: str, doe: Callable[[], object]) -> Response:
    def act() -> Resultaat:
        samenloop_id = find_paar(werkplek, sleutel).samenloop.id
        doe()
        werkplek.session.flush()
        return made(GedaanUit(id=samenloop_id), f"/afstemmingen/{samenloop_id}", Over(None))

    return carry_out(werkplek, handeling, act)
