"""Samenlopen: where a jeugdige may be known already, and what a person decides about it."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import (
    LeeslogDep,
    LeesWerkplekDep,
    PaarWerkplekDep,
    RouteerWerkplekDep,
    require_scope,
)
from app.domain.actor import Scope
from app.domain.samenloop import DecideSamenloop, SamenloopStatus
from app.queries.afstemmingen import find_paar, is_with_tafel, load_afstemming
from app.queries.gids import open_gids
from app.queries.parenlijst import list_pairs
from app.queries.samenloopbeeld import load_samenloop, samenloop_after
from app.queries.samenloopbeelden import Samenloopfilter
from app.queries.werkplek import Werkplek
from app.routers.api.antwoorden import Handeling, HandelingDep, Over, answer, as_id, carry_out, made
from app.routers.api.bladeren import Bladzijde, link_header, read_cursor, split_page
from app.routers.api.drempel import Drempel
from app.schemas.api import samenloop as schema
from app.schemas.api.basis import PartijUit, RefUit
from app.services.idempotentie import Resultaat
from app.services.samenloopbesluit import decide_samenloop
from app.services.samenloopdeur import decide_with_tafel
from app.services.samenlopen import search_samenlopen
from app.services.splitsing import split_samenloop

router = APIRouter(prefix="/samenlopen", tags=["samenlopen"], route_class=Drempel)
WAT = "Deze samenloop"


class SamenloopVraag(Bladzijde):
    """Which status; without one, all, to judge first."""

    status: SamenloopStatus | None = None


@router.post("/_zoek", response_model=schema.KandidaatLijst)
def search(werkplek: RouteerWerkplekDep, leeslog: LeeslogDep, invoer: schema.ZoekSamenloopIn) -> Response:
    """Wie dezelfde jeugdige kan zijn. Elke vraag en elk antwoord staat in het leeslog."""
    gevonden = search_samenlopen(werkplek, invoer.casus)
    leeslog.noteer(
        werkplek,
        Leesactie.LEZEN,
        "casus",
        [invoer.casus, *(een.casus_id for een in gevonden)],
        doel=f"samenloop:{invoer.doel}",
    )
    gids = open_gids(werkplek.session)
    return answer(
        schema.KandidaatLijst(
            items=[
                schema.KandidaatUit(
                    kans=een.kans,
                    gewicht=een.gewicht,
                    besluit=een.besluit,
                    bewijs=[schema.BewijsUit.model_validate(zin) for zin in een.bewijs],
                    casus=RefUit.model_validate(een.casus) if een.casus else None,
                    contact=PartijUit.model_validate(gids.name(een.eigenaar_id)) if een.eigenaar_id else None,
                )
                for een in gevonden
            ]
        )
    )


@router.get("", response_model=schema.SamenloopLijst)
def list_all(
    request: Request,
    werkplek: LeesWerkplekDep,
    leeslog: LeeslogDep,
    vraag: Annotated[SamenloopVraag, Query()],
) -> Response:
    """De samenlopen van uw casussen en uw agenda's; wat beoordeeld moet worden eerst."""
    plek = read_cursor(werkplek, vraag)
    na = (int(plek[0]), UUID(plek[1])) if plek else None
    gevonden = list_pairs(werkplek, Samenloopfilter(vraag.status, na, vraag.limit))
    rijen, volgende = split_page(werkplek, vraag, gevonden, lambda rij: rij.plaats)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "samenlopenlijst")
    items = [schema.SamenloopRijUit.model_validate(rij) for rij in rijen]
    antwoord = answer(schema.SamenloopLijst(items=items, volgende=volgende))
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


@router.get("/{id}", response_model=schema.SamenloopUit)
def get_pair(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Eén samenloop: per veld hoe gelijk, en wie u kunt bellen. Met een tafel alleen wie u kunt bellen."""
    paar_id = as_id(id, WAT)
    if is_with_tafel(werkplek.session, paar_id):
        hit = load_afstemming(werkplek, id)  # 404 first: a scope that is missing says nothing of others
        require_scope(werkplek.actor, Scope.TAFEL)
        leeslog.noteer(werkplek, Leesactie.LEZEN, "afstemming", [hit.id])
        return answer(schema.with_tafel_out(hit, woorden=True))
    beeld = load_samenloop(werkplek, paar_id)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "samenloop", [beeld.id])
    return answer(schema.SamenloopUit.model_validate(beeld))


@router.post("/{id}/besluiten", response_model=schema.SamenloopUit, status_code=201)
def decide(
    werkplek: PaarWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.BesluitIn,
) -> Response:
    """Koppelen, samenvoegen of afwijzen. Samenvoegen vraagt beide eigenaren, en kan niet met een tafel."""
    opdracht = invoer.to_command(as_id(id, WAT))
    if is_with_tafel(werkplek.session, opdracht.samenloop_id):
        find_paar(werkplek, id)
        require_scope(werkplek.actor, Scope.TAFEL)
        return _with_tafel(werkplek, handeling, opdracht)
    require_scope(werkplek.actor, Scope.ROUTEREN)
    return _carry_out(werkplek, handeling, lambda: decide_samenloop(werkplek, opdracht).id)


@router.post("/{id}/splitsingen", response_model=schema.SamenloopUit, status_code=201)
def split(
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.SplitsingIn,
) -> Response:
    """Maak samenvoegen ongedaan. Wat meekwam gaat terug; van wat later kwam, zegt u waar het hoort."""
    opdracht = invoer.to_command(as_id(id, WAT))
    return _carry_out(werkplek, handeling, lambda: split_samenloop(werkplek, opdracht).id)


def _with_tafel(werkplek: Werkplek, handeling: Handeling, opdracht: DecideSamenloop) -> Response:
    """The decision, and how it stands then; without words, for there is no casus to seal a repeat with."""

    def act() -> Resultaat:
        samenloop_id = decide_with_tafel(werkplek, opdracht)
        werkplek.session.flush()
        uit = schema.with_tafel_out(load_afstemming(werkplek, str(samenloop_id)), woorden=False)
        return made(uit, f"/samenlopen/{samenloop_id}", Over(None))

    return carry_out(werkplek, handeling, act)


def _carry_out(werkplek: Werkplek, handeling: Handeling, doe: Callable[[], UUID]) -> Response:
    """The act, and the samenloop as it is then; sealed for a repeat with the casus of the own side."""

    def act() -> Resultaat:
        samenloop_id = doe()
        werkplek.session.flush()
        beeld = samenloop_after(werkplek, samenloop_id)
        eigen = beeld.eigen.casus if beeld.eigen else None
        uit = schema.SamenloopUit.model_validate(beeld)
        return made(uit, f"/samenlopen/{samenloop_id}", Over(eigen.id if eigen else None))

    return carry_out(werkplek, handeling, act)
