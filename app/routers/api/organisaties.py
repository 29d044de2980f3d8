"""The directory and the advised route."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.dependencies import LeesWerkplekDep
from app.domain.actor import OrganisatieSoort
from app.queries.organisatielijst import (
    OrganisatieFilter,
    OrganisatieRij,
    get_organisatie,
    list_organisaties,
)
from app.queries.route import find_route
from app.queries.werkplek import Werkplek
from app.routers.api.antwoorden import answer
from app.routers.api.bladeren import Bladzijde, link_header, read_cursor, split_page
from app.routers.api.drempel import Drempel
from app.schemas.api.basis import Gemeentecode, Invoer, Kenmerk, OrganisatieUit, Regel
from app.schemas.api.lijsten import OrganisatieLijst, RouteadviesLijst, SchakeladviesUit

router = APIRouter(tags=["organisaties"], route_class=Drempel)


class OrganisatieVraag(Bladzijde):
    """Filters of the directory."""

    soort: OrganisatieSoort | None = None
    gemeente: Gemeentecode | None = None
    q: Regel | None = None


class RouteVraag(Invoer):
    """Where the jeugdige lives, and who has the question now."""

    gemeente: Gemeentecode | None = None
    vanaf: Kenmerk | None = None


@router.get("/organisaties", response_model=OrganisatieLijst)
def list_parties(
    request: Request, werkplek: LeesWerkplekDep, vraag: Annotated[OrganisatieVraag, Query()]
) -> Response:
    """De partijen in de keten, op naam."""
    plek = read_cursor(werkplek, vraag)
    na = (plek[0], UUID(plek[1])) if plek else None
    filter_ = OrganisatieFilter(vraag.soort, vraag.gemeente, vraag.q, na, vraag.limit)
    rijen = list_organisaties(werkplek.session, filter_, werkplek.omgeving.vandaag)
    bladzijde, volgende = split_page(werkplek, vraag, rijen, lambda rij: (rij.naam, rij.id))
    items = [_out(werkplek, rij) for rij in bladzijde]
    antwoord = answer(OrganisatieLijst(items=items, volgende=volgende))
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


@router.get("/organisaties/{id}", response_model=OrganisatieUit)
def get_party(werkplek: LeesWerkplekDep, id: str) -> Response:  # the name in the contract
    """Eén partij, op id of kenmerk."""
    rij = get_organisatie(werkplek.session, id, werkplek.omgeving.vandaag)
    return answer(_out(werkplek, rij))


@router.get("/routeadviezen", response_model=RouteadviesLijst)
def list_route(werkplek: LeesWerkplekDep, vraag: Annotated[RouteVraag, Query()]) -> Response:
    """De keten voor een woonplaats, met de volgende schakel en de reden."""
    schakels = find_route(werkplek, vraag.gemeente, vraag.vanaf)
    items = [SchakeladviesUit.model_validate(schakel) for schakel in schakels]
    return answer(RouteadviesLijst(items=items, volgende=None))


def _out(werkplek: Werkplek, rij: OrganisatieRij) -> OrganisatieUit:
    """``bereikbaar``: something can be offered or asked there from here, by an account or by a link (I11)."""
    bereikbaar = rij.may_receive(stuurt_links=werkplek.omgeving.stuurt_links)
    return OrganisatieUit.model_validate(rij).model_copy(update={"bereikbaar": bereikbaar})
