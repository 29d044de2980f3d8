"""Casussen: the work list, one casus, its history, and the acts on it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from app.audit.leeslog import Leesactie
from app.dependencies import (
    LeeslogDep,
    LeesWerkplekDep,
    MeldWerkplekDep,
    RouteerWerkplekDep,
    TerugkoppelWerkplekDep,
)
from app.domain import opdrachten as o
from app.domain.termen import CasusStatus
from app.domain.toegang import Recht, rights
from app.queries.api_casussen import (
    CasusFilter,
    list_casussen,
    list_gebeurtenissen,
)
from app.queries.casusbeeld import load_casus
from app.queries.casuswijzer import find_casus_id
from app.queries.relaties import relations
from app.queries.werkplek import Werkplek
from app.routers.api.antwoorden import (
    HandelingDep,
    Over,
    VersieDep,
    answer,
    carry_out,
    made,
    shown_overdracht,
)
from app.routers.api.bladeren import Bladzijde, link_header, read_cursor, split_page
from app.routers.api.drempel import Drempel
from app.schemas.api import beelden, invoer_casus, lijsten, uitvoer
from app.schemas.api.basis import Datum, Kenmerk, RefUit
from app.schemas.api.invoer_melding import PersoonIn
from app.services.afsluiting import close_casus
from app.services.behandelaar import assign_behandelaar
from app.services.escalatie import escalate_casus
from app.services.idempotentie import Resultaat
from app.services.jeugdige import correct_jeugdige
from app.services.overdracht import offer_overdracht

router = APIRouter(prefix="/casussen", tags=["casussen"], route_class=Drempel)


class CasusVraag(Bladzijde):
    """Filters of the work list; ``termijnVoor``: the first date is on or before."""

    eigenaar: Kenmerk | None = None
    status: CasusStatus | None = None
    te_aanvaarden: bool | None = None
    termijn_voor: Datum | None = None
    spoed: bool | None = None


@router.get("", response_model=lijsten.CasusLijst)
def list_cases(
    request: Request, werkplek: LeesWerkplekDep, leeslog: LeeslogDep, vraag: Annotated[CasusVraag, Query()]
) -> Response:
    """De werkvoorraad: eerst spoed, dan de eerste datum."""
    plek = read_cursor(werkplek, vraag)
    na = (int(plek[0]), date.fromisoformat(plek[1]), UUID(plek[2])) if plek else None
    filter_ = CasusFilter(
        vraag.eigenaar, vraag.status, vraag.te_aanvaarden, vraag.termijn_voor, vraag.spoed, na, vraag.limit
    )
    bladzijde, volgende = split_page(
        werkplek, vraag, list_casussen(werkplek, filter_), lambda rij: rij.plaats
    )
    leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [rij.id for rij in bladzijde])
    items = [beelden.casus_row_out(rij) for rij in bladzijde]
    antwoord = answer(lijsten.CasusLijst(items=items, volgende=volgende))
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


@router.get("/{id}", response_model=uitvoer.CasusUit)
def get_case(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Eén casus, voor zover u die mag zien."""
    uit = _show(werkplek, id)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [uit.id])
    return answer(uit, uit.versie)


def _show(werkplek: Werkplek, sleutel: str) -> uitvoer.CasusUit:
    return beelden.casus_out(load_casus(werkplek, sleutel))


class GebeurtenisVraag(Bladzijde):
    """The history, oldest first."""

    limit: int = Field(default=100, ge=1, le=100)


@router.get("/{id}/gebeurtenissen", response_model=lijsten.GebeurtenisLijst)
def list_events(
    request: Request,
    werkplek: LeesWerkplekDep,
    leeslog: LeeslogDep,
    id: str,  # as in the contract
    vraag: Annotated[GebeurtenisVraag, Query()],
) -> Response:
    """De geschiedenis; wat u niet mag zien, blijft als hash in de keten staan."""
    casus_id = find_casus_id(werkplek, id)
    plek = read_cursor(werkplek, vraag)
    rijen = list_gebeurtenissen(werkplek, casus_id, int(plek[0]) if plek else 0, vraag.limit)
    bladzijde, volgende = split_page(werkplek, vraag, rijen, lambda rij: (rij.nummer,))
    leeslog.noteer(werkplek, Leesactie.LEZEN, "geschiedenis", [casus_id])
    items = [lijsten.GebeurtenisUit.model_validate(rij) for rij in bladzijde]
    antwoord = answer(lijsten.GebeurtenisLijst(items=items, volgende=volgende))
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


@router.patch("/{id}/jeugdige", response_model=uitvoer.CasusUit)
def correct_person(
    werkplek: MeldWerkplekDep,
    handeling: HandelingDep,
    versie: VersieDep,
    id: str,  # as in the contract
    invoer: PersoonIn,
) -> Response:
    """Vul de jeugdige of de woonplaats aan, of verbeter die."""
    casus_id = find_casus_id(werkplek, id)

    def act() -> Resultaat:
        correct_jeugdige(werkplek, invoer.to_command(casus_id, versie))
        return _shown(werkplek, casus_id, 200)

    return carry_out(werkplek, handeling, act)


@router.post("/{id}/behandelaars", response_model=uitvoer.CasusUit, status_code=201)
def assign(
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    versie: VersieDep,
    id: str,  # as in the contract
    invoer: invoer_casus.BehandelaarIn,
) -> Response:
    """Neem een casus, geef die aan een collega, of laat die los (null)."""
    casus_id = find_casus_id(werkplek, id)

    def act() -> Resultaat:
        assign_behandelaar(
            werkplek, o.AssignBehandelaar(casus_id=casus_id, medewerker_id=invoer.medewerker, versie=versie)
        )
        return _shown(werkplek, casus_id)

    return carry_out(werkplek, handeling, act)


@router.post("/{id}/overdrachten", response_model=uitvoer.OverdrachtUit, status_code=201)
def offer(
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    versie: VersieDep,
    id: str,  # as in the contract
    invoer: invoer_casus.OverdrachtIn,
) -> Response:
    """Bied de casus aan een andere partij aan. U blijft verantwoordelijk tot die aanvaardt."""
    casus_id = find_casus_id(werkplek, id)

    def act() -> Resultaat:
        overdracht = offer_overdracht(werkplek, invoer.to_command(casus_id, versie))
        return shown_overdracht(werkplek, overdracht.id)

    return carry_out(werkplek, handeling, act)


@router.post("/{id}/escalaties", response_model=uitvoer.EscalatieUit, status_code=201)
def escalate(
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: invoer_casus.EscalatieIn,
) -> Response:
    """Vraag hulp. Aan wie verantwoordelijk is, verandert niets."""
    casus_id = find_casus_id(werkplek, id)

    def act() -> Resultaat:
        escalatie = escalate_casus(werkplek, o.EscalateCasus(casus_id=casus_id, **invoer.model_dump()))
        kenmerk = load_casus(werkplek, str(casus_id)).kenmerk
        uit = uitvoer.EscalatieUit(
            id=escalatie.id,
            casus=RefUit(id=casus_id, kenmerk=kenmerk),
            redencode=escalatie.redencode,
            op=escalatie.op,
        )
        return made(uit, f"/casussen/{casus_id}", Over(casus_id))

    return carry_out(werkplek, handeling, act)


@router.post("/{id}/afsluitingen", response_model=uitvoer.AfsluitingUit, status_code=201)
def close(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: invoer_casus.CasusAfsluitingIn,
) -> Response:
    """Sluit de casus. Wat er nog ontbreekt, staat bij elkaar in het antwoord (409)."""
    casus_id = find_casus_id(werkplek, id)

    def act() -> Resultaat:
        casus = close_casus(werkplek, o.CloseCasus(casus_id=casus_id, **invoer.model_dump()))
        uit = uitvoer.AfsluitingUit(
            id=casus.id, kenmerk=casus.kenmerk, status=casus.status, uitkomst=casus.uitkomst
        )
        return made(uit, f"/casussen/{casus_id}", Over(casus_id))

    return carry_out(werkplek, handeling, act)


def _shown(werkplek: Werkplek, casus_id: UUID, status: int = 201) -> Resultaat:
    """The casus after the act, as far as the actor may still see it."""
    if Recht.KENMERK not in rights(relations(werkplek, casus_id)):
        return Resultaat(status, f"/api/v1/casussen/{casus_id}", None, casus_id)
    return made(_show(werkplek, str(casus_id)), f"/casussen/{casus_id}", Over(casus_id), status)
