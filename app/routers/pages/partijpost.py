"""Partijpost: a party without an account asks for its links, from the digest in its mailbox (I11)."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.background import BackgroundTask

from app.domain.errors import TooManyAttemptsError
from app.linkopnieuw import mail_links_of_mailbox, may_ask_links
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import Getypt
from app.routers.pages.linkpagina import PARTIJ, attempt_of, link_page
from app.routers.pages.partijdeur import AanbellerDep

router = APIRouter()


@router.get("/partij/postvak/{sleutel}")
def show_mailbox(request: Request, sleutel: str) -> Response:
    """A button and nothing else: nothing is looked up, so every address gets the same page."""
    return _page(request, sleutel, Getypt())


@router.post("/partij/postvak/{sleutel}")
def ask_links(request: Request, aan: AanbellerDep, sleutel: str, invoer: InvoerDep) -> Response:
    """The links go to the mailbox if something waits there; the same answer for every address."""
    poging = attempt_of(request, sleutel)
    try:
        mag = may_ask_links(aan.poort, poging)
    except TooManyAttemptsError as error:
        invoer.fout("", error.melding)
        return _page(request, sleutel, Getypt({}, invoer.fouten, 429))
    later = BackgroundTask(mail_links_of_mailbox, aan.poort, poging) if mag else None
    return RedirectResponse(f"{request.url.path}?gedaan=link", 303, background=later)


def _page(request: Request, sleutel: str, getypt: Getypt) -> Response:
    gedaan = request.query_params.get("gedaan") == "link" and getypt.status == 200
    context: dict[str, object] = {"sleutel": sleutel, "gedaan": gedaan}
    return link_page(request, PARTIJ, "pages/partij_postvak.html", context, getypt)
