"""Privacytaken: what a privacy officer looks at after a splitsing."""

from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response

from app.dependencies import PageWerkplekDep
from app.domain.actor import Rol
from app.domain.errors import NotPermittedError
from app.queries.privacytaken import list_privacytaken
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import Getypt, attempt, done, page
from app.services.privacytaak import finish_privacytaak

router = APIRouter()


@router.get("/privacytaken")
def show_privacytaken(request: Request, werkplek: PageWerkplekDep) -> Response:
    """The tasks of the own organisatie, what is open first."""
    return _show(request, werkplek, 200)


def _show(request: Request, werkplek: Werkplek, status: int) -> Response:
    if Rol.PRIVACY_OFFICER not in werkplek.actor.rollen:
        raise NotPermittedError("niet_uw_rol", "Dit is werk van de privacy officer.")
    taken = list_privacytaken(werkplek)
    context: dict[str, object] = {"taken": taken, "idem_sleutels": {taak.id: str(uuid4()) for taak in taken}}
    return page(request, "pages/privacytaken.html", context, status)


@router.post("/privacytaken/{taak_id}/afgehandeld")
def finish(request: Request, werkplek: PageWerkplekDep, taak_id: UUID, invoer: InvoerDep) -> Response:
    """The privacy officer has looked at it."""

    def act() -> str:
        finish_privacytaak(werkplek, taak_id)
        return done("/privacytaken", "privacytaak")

    def again(getypt: Getypt) -> Response:
        return _show(request, werkplek, getypt.status)

    return attempt(request, werkplek, invoer, again, act)
