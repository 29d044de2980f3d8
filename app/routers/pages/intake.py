"""Intake: a new melding. Five questions must be answered; the rest may come later (domain.md §9)."""

from fastapi import APIRouter, Request, Response

from app.dependencies import PageWerkplekDep
from app.domain import termen as t
from app.domain.actor import OrganisatieSoort
from app.domain.errors import NotPermittedError
from app.queries.gemeenten import all_gemeenten
from app.queries.gids import open_gids
from app.queries.organisaties import OrganisatieFilter, list_organisaties
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.routers.pages.partijkeuze import party_choices
from app.routers.pages.weergave_wachten import piket_of
from app.schemas.formulieren import MEESTE_JEUGDIGEN, number_of_children, read_intake
from app.schemas.invoer import Invoer
from app.schemas.woorden import opties
from app.services.gesprek import take_melding

router = APIRouter()


@router.get("/meldingen/nieuw")
def show_intake(request: Request, werkplek: PageWerkplekDep) -> Response:
    """An empty intake page."""
    if not werkplek.actor.werkt_in_keten:
        raise NotPermittedError("mag_niet", "Met uw rol registreert u geen meldingen.")
    return intake_page(request, werkplek, LEEG, 1)


@router.post("/meldingen/nieuw")
def register(request: Request, werkplek: PageWerkplekDep, invoer: InvoerDep) -> Response:
    """Register the melding, or show the page again: with another child, or with every error."""
    kinderen = number_of_children(invoer)
    if invoer.ja("kindErbij"):
        erbij = min(kinderen + 1, MEESTE_JEUGDIGEN)
        return intake_page(request, werkplek, Getypt(invoer.waarden), erbij, invoer)
    opdracht = read_intake(invoer, _own_loket(werkplek))

    def again(getypt: Getypt) -> Response:
        return intake_page(request, werkplek, getypt, kinderen, invoer)

    def act() -> str:
        assert opdracht is not None  # attempt stops at errors, and without errors there is a command
        geregistreerd = take_melding(werkplek, opdracht, al_gezegd=invoer.ja("ontvangstBevestigd"))
        return done(f"/casussen/{geregistreerd.casussen[0].kenmerk}", "geregistreerd")

    return attempt(request, werkplek, invoer, again, act)


def intake_page(
    request: Request,
    werkplek: Werkplek,
    getypt: Getypt,
    kinderen: int,
    typed: Invoer | None = None,
) -> Response:
    """The page with everything that was typed."""
    loketten = list_organisaties(
        werkplek.session,
        OrganisatieFilter(soort=OrganisatieSoort.LOKET, limit=100),
        werkplek.omgeving.vandaag,
    )
    eigen = werkplek.actor
    context: dict[str, object] = {
        "aard": typed.keuzes("aard", t.Aard) if typed else (),
        "kinderen": list(range(kinderen)),
        "vandaag": werkplek.omgeving.vandaag,
        "eigen_loket": _own_loket(werkplek) or "",
        "loketten": [
            *((str(eigen.organisatie_id), f"Wijzelf: {eigen.organisatie_naam}"),),
            *((rij.kenmerk, rij.naam) for rij in loketten if rij.id != eigen.organisatie_id),
        ],
        "kanalen": opties(t.Kanaal),
        "klachtpartijen": party_choices(werkplek, "Weet ik niet"),
        "aarden": opties(t.Aard, t.Aard.KLACHT),
        "relaties": opties(t.Relatie),
        "voorkeuren": [("", "Nog navragen"), *opties(t.Voorkeurskanaal)],
        "gemeenten": [
            ("", "Onbekend. Navragen"),
            *all_gemeenten(werkplek.session, werkplek.omgeving.vandaag),
        ],
        "statussen": opties(t.WoonplaatsStatus, t.WoonplaatsStatus.ONBEKEND),
        "verblijven": [("", "Onbekend. Navragen"), *opties(t.Verblijf)],
        "piket": piket_of(werkplek, open_gids(werkplek.session).name(eigen.organisatie_id)),
    }
    return page(request, "pages/intake.html", context | getypt.context(), getypt.status)


def _own_loket(werkplek: Werkplek) -> str | None:
    """A loket receives at itself unless it says otherwise."""
    actor = werkplek.actor
    return str(actor.organisatie_id) if actor.organisatie_soort is OrganisatieSoort.LOKET else None
