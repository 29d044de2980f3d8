"""Piket: the number and hours of an organisatie, to change as a whole."""

from fastapi import APIRouter, Request, Response

from app.dependencies import PageWerkplekDep
from app.domain.piket import DAGEN, require_may_keep
from app.queries.gids import open_gids
from app.queries.organisatielijst import get_organisatie
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.schemas.piket import read_piket, rooster_typed
from app.services.piket import set_piket

router = APIRouter()


@router.get("/organisaties/{sleutel}/piket")
def show_piket(request: Request, sleutel: str, werkplek: PageWerkplekDep) -> Response:
    """The number and the hours as they stand."""
    return _piket_page(request, werkplek, sleutel, LEEG)


@router.post("/organisaties/{sleutel}/piket")
def change_piket(request: Request, sleutel: str, werkplek: PageWerkplekDep, invoer: InvoerDep) -> Response:
    """Store them in place of what was there; a refusal shows the form again with what was typed."""
    opdracht = read_piket(invoer, sleutel)

    def act() -> str:
        rij = set_piket(werkplek, opdracht)
        return done(f"/organisaties/{rij.kenmerk}", "piket")

    return attempt(request, werkplek, invoer, lambda g: _piket_page(request, werkplek, sleutel, g), act)


def _piket_page(request: Request, werkplek: Werkplek, sleutel: str, getypt: Getypt) -> Response:
    rij = get_organisatie(werkplek.session, sleutel, werkplek.omgeving.vandaag)
    require_may_keep(werkplek.actor, rij.id)
    nu = rooster_typed(open_gids(werkplek.session).piket.get(rij.id))
    context = getypt.context() | {"organisatie": rij, "dagen": list(DAGEN.items())}
    context["waarden"] = getypt.waarden or nu
    return page(request, "pages/organisatie_piket.html", context, getypt.status)
