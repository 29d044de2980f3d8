"""Termijnen: every promise, with its reason."""

from dataclasses import replace
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, LeesWerkplekDep, TerugkoppelWerkplekDep
from app.domain.termen import TermijnStatus
from app.domain.termijnen.regels import Termijncode, TermijnVoor
from app.queries.api_termijnen import TermijnFilter, find_termijn, list_termijnen
from app.routers.api.antwoorden import HandelingDep, Over, answer, as_id, carry_out, made
from app.routers.api.bladeren import Bladzijde, link_header, read_cursor, split_page
from app.routers.api.drempel import Drempel
from app.schemas.api.basis import Datum, Kenmerk
from app.schemas.api.beelden import termijn_row_out
from app.schemas.api.invoer_termijn import VerdagingIn
from app.schemas.api.lijsten import TermijnLijst
from app.schemas.api.uitvoer import TermijnRijUit
from app.services.idempotentie import Resultaat
from app.services.klachtbehandeling import postpone

WAT = "Deze termijn"
router = APIRouter(prefix="/termijnen", tags=["termijnen"], route_class=Drempel)


class TermijnVraag(Bladzijde):
    """Filters; ``voor`` is a date (due on or before) or to whom it is promised."""

    status: TermijnStatus | None = None
    verantwoordelijke: Kenmerk | None = None
    code: Termijncode | None = None
    voor: TermijnVoor | Datum | None = None


@router.get("", response_model=TermijnLijst)
def list_promises(
    request: Request, werkplek: LeesWerkplekDep, leeslog: LeeslogDep, vraag: Annotated[TermijnVraag, Query()]
) -> Response:
    """Alle beloften die u mag volgen, eerste datum eerst."""
    plek = read_cursor(werkplek, vraag)
    filter_ = TermijnFilter(
        status=vraag.status,
        verantwoordelijke=vraag.verantwoordelijke,
        code=vraag.code,
        tot_en_met=None if isinstance(vraag.voor, TermijnVoor) else vraag.voor,
        voor=vraag.voor if isinstance(vraag.voor, TermijnVoor) else None,
        na=(date.fromisoformat(plek[0]), UUID(plek[1])) if plek else None,
        limit=vraag.limit,
    )
    bladzijde, volgende = split_page(
        werkplek, vraag, list_termijnen(werkplek, filter_), lambda rij: rij.plaats
    )
    leeslog.noteer(werkplek, Leesactie.LEZEN, "termijnlijst")
    antwoord = answer(TermijnLijst(items=[termijn_row_out(rij) for rij in bladzijde], volgende=volgende))
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


@router.get("/{id}", response_model=TermijnRijUit)
def get_promise(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Eén belofte: waarom die datum, en hoe hij is verzet."""
    rij = find_termijn(werkplek, as_id(id, WAT))
    leeslog.noteer(werkplek, Leesactie.LEZEN, "termijn", [rij.beeld.id])
    return answer(termijn_row_out(rij))


@router.post("/{id}/verdagingen", response_model=TermijnRijUit, status_code=201)
def postpone_promise(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: VerdagingIn,
) -> Response:
    """Verzet een datum: één keer, of verder met instemming. De melder krijgt bericht."""
    termijn_id = as_id(id, WAT)

    def act() -> Resultaat:
        verdaagd = postpone(werkplek, invoer.to_command(termijn_id))
        rij = find_termijn(werkplek, termijn_id)
        gemaakt = made(
            termijn_row_out(rij), f"/termijnen/{termijn_id}", Over(verdaagd.casus_id if verdaagd else None)
        )
        return replace(gemaakt, klacht_id=rij.klacht[0]) if rij.klacht else gemaakt

    return carry_out(werkplek, handeling, act)
