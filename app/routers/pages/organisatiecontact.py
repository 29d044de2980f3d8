"""Organisatiecontact: the telephone and mailbox of an organisatie, to change as a whole."""

from fastapi import APIRouter, Request, Response

from app.dependencies import PageWerkplekDep
from app.domain.organisatiecontact import SetOrganisatiecontact
from app.domain.piket import require_may_keep
from app.queries.organisatielijst import get_organisatie
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.services.organisatiecontact import set_organisatiecontact

router = APIRouter()


@router.get("/organisaties/{sleutel}/contact")
def show_contact(request: Request, sleutel: str, werkplek: PageWerkplekDep) -> Response:
    """Number and mailbox as they stand."""
    return _contact_page(request, werkplek, sleutel, LEEG)


@router.post("/organisaties/{sleutel}/contact")
def change_contact(request: Request, sleutel: str, werkplek: PageWerkplekDep, invoer: InvoerDep) -> Response:
    """Store them in place of what was there; a refusal shows the form again with what was typed."""
    opdracht = SetOrganisatiecontact(
        organisatie=sleutel,
        telefoon=invoer.tekst("telefoon"),
        email=invoer.tekst("email"),
        bestuurlijk=invoer.tekst("bestuurlijk"),
    )

    def act() -> str:
        rij = set_organisatiecontact(werkplek, opdracht)
        return done(f"/organisaties/{rij.kenmerk}", "organisatiecontact")

    return attempt(request, werkplek, invoer, lambda g: _contact_page(request, werkplek, sleutel, g), act)


def _contact_page(request: Request, werkplek: Werkplek, sleutel: str, getypt: Getypt) -> Response:
    rij = get_organisatie(werkplek.session, sleutel, werkplek.omgeving.vandaag)
    require_may_keep(werkplek.actor, rij.id, "De contactgegevens")
    nu = {"telefoon": rij.telefoon or "", "email": rij.email or "", "bestuurlijk": rij.bestuurlijk or ""}
    context = getypt.context() | {"organisatie": rij, "waarden": getypt.waarden or nu}
    return page(request, "pages/organisatie_contact.html", context, getypt.status)
