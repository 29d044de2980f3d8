"""Aanbod: the page of the addressed party: what is offered, what is hidden, and the three answers."""

from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.audit.leeslog import Leesactie
from app.dependencies import Leeslog, LeeslogDep, PageWerkplekDep
from app.domain import opdrachten as o
from app.domain import termen as t
from app.domain.berichten import Berichtinhoud
from app.queries.beelden import CasusBeeld
from app.queries.casusbeeld import load_casus
from app.queries.casuswijzer import casus_of_overdracht
from app.queries.gids import get_partij
from app.queries.medewerkers import colleagues
from app.queries.route import other_receivers, route_of_casus
from app.queries.samenlopenlijst import own_casussen_like
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, Opnieuw, attempt, done, page, read_person
from app.routers.pages.weergave import chain, due, title_of
from app.routers.pages.weergave_bijdragen import choices_of_way
from app.schemas.formulieren import read_return
from app.schemas.woorden import opties
from app.services.alinbehandeling import accept_offer
from app.services.berichten import preview_taken_over
from app.services.overdracht import assess_overdracht, return_overdracht

router = APIRouter()


@router.get("/overdrachten/{overdracht_id}")
def show_aanbod(
    request: Request, overdracht_id: UUID, werkplek: PageWerkplekDep, leeslog: LeeslogDep
) -> Response:
    """The offer; once answered, or for anybody but the addressed party, the casus itself."""
    casus = load_casus(werkplek, str(casus_of_overdracht(werkplek, overdracht_id)))
    leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [casus.id])
    aanbod = casus.overdracht
    open_ = aanbod is not None and aanbod.id == overdracht_id
    if not open_ or aanbod is None or aanbod.naar.id != werkplek.actor.organisatie_id:
        return RedirectResponse(f"/casussen/{casus.kenmerk}", status_code=303)
    return aanbod_page(request, werkplek, casus, LEEG)


@router.post("/overdrachten/{overdracht_id}/aanvaarden")
def accept(
    request: Request,
    overdracht_id: UUID,
    werkplek: PageWerkplekDep,
    leeslog: LeeslogDep,
    invoer: InvoerDep,
) -> Response:
    """Take the casus over."""
    niemand = invoer.tekst("behandelaar") == "niemand"
    opdracht = o.AcceptOverdracht(
        overdracht_id=overdracht_id,
        behandelaar_id=None if niemand else read_person(invoer, "behandelaar"),
        zonder_behandelaar=niemand,
        al_in_behandeling=invoer.tekst("alInBehandeling"),
    )
    casus = load_casus(werkplek, str(casus_of_overdracht(werkplek, overdracht_id)))

    def act() -> str:
        accept_offer(werkplek, opdracht)
        return done(f"/casussen/{opdracht.al_in_behandeling or casus.kenmerk}", "aanvaard")

    return attempt(request, werkplek, invoer, _again(request, werkplek, leeslog, casus), act)


@router.post("/overdrachten/{overdracht_id}/beoordelen")
def assess(
    request: Request,
    overdracht_id: UUID,
    werkplek: PageWerkplekDep,
    leeslog: LeeslogDep,
    invoer: InvoerDep,
) -> Response:
    """Take more time, once."""
    casus = load_casus(werkplek, str(casus_of_overdracht(werkplek, overdracht_id)))

    def act() -> str:
        assess_overdracht(werkplek, o.AssessOverdracht(overdracht_id=overdracht_id))
        return done(f"/overdrachten/{overdracht_id}", "beoordeling")

    return attempt(request, werkplek, invoer, _again(request, werkplek, leeslog, casus), act)


@router.post("/overdrachten/{overdracht_id}/teruggeven")
def give_back(
    request: Request,
    overdracht_id: UUID,
    werkplek: PageWerkplekDep,
    leeslog: LeeslogDep,
    invoer: InvoerDep,
) -> Response:
    """Give the offer back with a reason."""
    casus = load_casus(werkplek, str(casus_of_overdracht(werkplek, overdracht_id)))
    opdracht = read_return(invoer, overdracht_id)

    def act() -> str:
        return_overdracht(werkplek, opdracht)
        return done("/werkvoorraad", "teruggegeven")

    return attempt(request, werkplek, invoer, _again(request, werkplek, leeslog, casus), act)


def _again(request: Request, werkplek: Werkplek, leeslog: Leeslog, casus: CasusBeeld) -> Opnieuw:
    """The page again, with what was typed."""

    def again(getypt: Getypt) -> Response:
        leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [casus.id])
        return aanbod_page(request, werkplek, casus, getypt)

    return again


def aanbod_page(
    request: Request,
    werkplek: Werkplek,
    casus: CasusBeeld,
    getypt: Getypt,
) -> Response:
    """What is offered, the chain so far, and the answers."""
    context = aanbod_context(werkplek, casus) | getypt.context()
    return page(request, "pages/aanbod.html", context, getypt.status)


def aanbod_context(werkplek: Werkplek, casus: CasusBeeld) -> dict[str, object]:
    """What the page of an offer shows, with an account or through a link."""
    ik = str(werkplek.actor.id)
    return {
        "casus": casus,
        "aanbod": casus.overdracht,
        "titel": title_of(casus),
        "uiterlijk": due(casus.overdracht.uiterlijk, werkplek.omgeving) if casus.overdracht else None,
        "keten": chain(casus, werkplek.omgeving.vandaag),
        "collegas": [
            *((str(id_), f"{naam} (u)" if str(id_) == ik else naam) for id_, naam in colleagues(werkplek)),
            ("niemand", "Nog niet bekend"),
        ],
        "ik": ik,
        "eigen_casussen": [] if werkplek.actor.via_link else _own_casussen(werkplek, casus),
        "redenen": opties(t.Teruggaafreden),
        "partijen": choices_of_way(
            other_receivers(werkplek), route_of_casus(werkplek, casus), "Weet ik niet"
        ),
        "melder_leest": _preview(werkplek, casus),
        "melder_leest_bij": "Met de naam van de melder, en de zin die de afzender erbij schreef:",
        "sleutels": [str(uuid4()) for _ in range(3)],
    }


def _own_casussen(werkplek: Werkplek, casus: CasusBeeld) -> list[tuple[str, str]]:
    """Casussen of our own that may be about this child; none where nothing is alike."""
    gelijk = own_casussen_like(werkplek, casus.id)
    return [("", "Nee, dit is nieuw voor ons"), *((k, f"Ja, bij {k}") for k in gelijk)] if gelijk else []


def _preview(werkplek: Werkplek, casus: CasusBeeld) -> Berichtinhoud | None:
    """What the melder reads once we took over; the name of the melder is not for us yet (§3)."""
    if casus.overdracht is None or casus.overdracht.wijze is t.Wijze.GEEN:
        return None
    for melding in casus.meldingen:
        if melding.status is not t.MeldingStatus.GESLOTEN:
            eigen = get_partij(werkplek.session, werkplek.actor.organisatie_id)
            return preview_taken_over(werkplek, melding.kenmerk, melding.ontvangen_op, eigen)
    return None
