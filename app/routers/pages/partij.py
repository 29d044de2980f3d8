"""Partij: somebody of a party without an account: a link, a code, a name; then the offer, the question or the
casus it is for (I11). The services are those of the pages and the API.
"""

from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.background import BackgroundTask

from app.audit.leeslog import Leesactie
from app.dependencies import HuisDep, SessionDep
from app.domain import opdrachten as o
from app.domain.bijdrage import AnswerBijdrage
from app.domain.bijlage import Bijlagekant, download_headers
from app.domain.errors import RefusedError, TooManyAttemptsError
from app.domain.toegangslink import Linkdoel
from app.foutpagina import NIET_BEWAARD
from app.linkopnieuw import mail_link, may_ask_link
from app.linktoegang import leave
from app.queries.bijdragen import load_bijdrage
from app.queries.bijlageinhoud import load_bijlage
from app.queries.casusbeeld import load_casus
from app.queries.werkplek import Werkplek
from app.routers.pages.aanbod import aanbod_context
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import Getypt, done, typed
from app.routers.pages.bestanden import grootste_mb
from app.routers.pages.linkpagina import (
    PARTIJ,
    attempt_of,
    button_page,
    code_page,
    drop_visit,
    follow,
    link_page,
    type_code,
    visit_cookie,
)
from app.routers.pages.partijcasus import casus_page
from app.routers.pages.partijdeur import AanbellerDep, BestandenDep, Partijdesk, PartijdeskDep, VoorbijDep
from app.routers.pages.weergave_bijdragen import standing_of
from app.schemas.formulieren import read_return
from app.schemas.invoer import Invoer
from app.services.aanvaarding import accept_overdracht
from app.services.bijdrage import answer_bijdrage
from app.services.linkeinde import who_accepted
from app.services.overdracht import assess_overdracht, return_overdracht
from app.services.partijlink import Persoon, owner_visitor, say_who

router = APIRouter()
#: What is said when a visit has done its work, by the code in the address.
KLAAR = {
    "teruggegeven": (
        "U hebt het aanbod teruggegeven.",
        "De afzender is nog steeds verantwoordelijk en ziet uw reden.",
    ),
    "beantwoord": (
        "Uw antwoord is verstuurd.",
        "Wie de casus heeft, ziet het meteen. U hoeft niets meer te doen.",
    ),
    "doorgezet": ("De casus is nu van een ander.", "U hoeft niets meer te doen."),
    "gesloten": (
        "De casus is gesloten.",
        "De melder kan altijd terugkomen. Dan hoort u het, als u weer aan zet bent.",
    ),
    "weg": ("U bent weg.", "Open de link uit de mail als u verder wilt gaan."),
}


@router.get("/partij")
def show_visit(request: Request, desk: PartijdeskDep, voorbij: VoorbijDep) -> Response:
    """First who is there; then what this visit is for."""
    if desk is None:
        wacht = PARTIJ.linkkoekje in request.cookies
        return RedirectResponse(f"{PARTIJ.pad}/code", 303) if wacht else voorbij.page()
    return _home(desk, Getypt()) if desk.is_named else _name_page(desk, Getypt())


@router.post("/partij/naam")
def name_oneself(desk: PartijdeskDep, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
    """Whoever is there says so; it stands with every act."""
    if desk is None:
        return voorbij.page()
    naam = invoer.tekst("naam", "Vul uw eigen naam in.", 100) or ""
    persoon = Persoon(naam, invoer.tekst("functie", langste=100))

    def act() -> str:
        say_who(desk.werkplek, desk.bezoek.casus, desk.bezoek.sessie.id, persoon)
        return PARTIJ.pad

    return desk.act(invoer, lambda getypt: _name_page(desk, getypt), act)


@router.post("/partij/aanvaarden")
def accept(desk: PartijdeskDep, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
    """The party becomes owner; this visit goes on as such."""
    return _answer_offer(
        desk,
        invoer,
        voorbij,
        lambda w, id_: accept_overdracht(w, o.AcceptOverdracht(overdracht_id=id_)),
        "aanvaard",
    )


@router.post("/partij/beoordelen")
def assess(desk: PartijdeskDep, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
    """Take more time, once."""
    return _answer_offer(
        desk,
        invoer,
        voorbij,
        lambda w, id_: assess_overdracht(w, o.AssessOverdracht(overdracht_id=id_)),
        "beoordeling",
    )


@router.post("/partij/teruggeven")
def give_back(desk: PartijdeskDep, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
    """Give the offer back with a reason: the link has done its work."""
    if desk is None:
        return voorbij.page()
    opdracht = read_return(invoer, desk.bezoek.link.doel_id)
    return _answer_offer(desk, invoer, voorbij, lambda w, _: return_overdracht(w, opdracht), "teruggegeven")


@router.post("/partij/antwoord")
def answer(bestanden: BestandenDep, desk: PartijdeskDep, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
    """Answer the question, once, with files where these say more."""
    if desk is None or not desk.is_named:
        return voorbij.page()
    opdracht = AnswerBijdrage(
        bijdrage_id=desk.bezoek.link.doel_id,
        antwoord=invoer.lange_tekst("antwoord") or "",
        bijlagen=bestanden.into(invoer),
    )

    def act() -> str:
        answer_bijdrage(desk.werkplek, opdracht)
        return done(f"{PARTIJ.pad}/klaar", "beantwoord")

    return desk.act(invoer, lambda getypt: _home(desk, getypt), act)


@router.get("/partij/bijlagen/{bijlage_id}")
def download(desk: PartijdeskDep, bijlage_id: UUID, voorbij: VoorbijDep) -> Response:
    """One file that goes with the question, or with the own casus."""
    if desk is None or not desk.is_named:
        return voorbij.page()
    geopend = load_bijlage(desk.werkplek, bijlage_id)
    desk.leeslog.noteer(desk.werkplek, Leesactie.LEZEN, "bijlage", [bijlage_id], doel="via_link")
    return Response(geopend.inhoud, headers=download_headers(geopend.bijlage.naam, geopend.bijlage.soort))


@router.get("/partij/klaar")
def show_done(request: Request) -> Response:
    """What was done; nothing of the casus."""
    titel, tekst = KLAAR.get(request.query_params.get("gedaan", ""), KLAAR["weg"])
    context: dict[str, object] = {"titel": titel, "tekst": tekst, "getypt": []}
    return link_page(request, PARTIJ, "pages/partij_klaar.html", context)


@router.post("/partij/weg")
def go_away(request: Request, session: SessionDep, huis: HuisDep) -> Response:
    """The visit is over; doing it twice is fine."""
    leave(session, request.cookies.get(visit_cookie(huis, PARTIJ)))
    antwoord = RedirectResponse(done(f"{PARTIJ.pad}/klaar", "weg"), 303)
    drop_visit(antwoord, huis, PARTIJ)
    return antwoord


@router.get("/partij/code")
def show_code_page(request: Request, voorbij: VoorbijDep) -> Response:
    """Where the code is typed; the same for every link."""
    return code_page(request, PARTIJ) if PARTIJ.linkkoekje in request.cookies else voorbij.page()


@router.post("/partij/code")
def send_code(request: Request, aan: AanbellerDep, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
    """A right code starts a visit; everything else gets one answer."""
    link = request.cookies.get(PARTIJ.linkkoekje, "")
    return type_code(aan, PARTIJ, link, invoer) if link else voorbij.page()


@router.post("/partij/nieuwe-link")
def new_link(request: Request, aan: AanbellerDep, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
    """The link goes to the mailbox of the party once more, if it has something to do; after the answer, and
    that is the same for every link."""
    link = request.cookies.get(PARTIJ.linkkoekje, "")
    if not link:
        return voorbij.page()
    poging = attempt_of(request, link)
    try:
        mag = may_ask_link(aan.poort, poging)
    except TooManyAttemptsError as error:
        invoer.fout("code", error.melding)
        return code_page(request, PARTIJ, Getypt({}, invoer.fouten, 429))
    later = BackgroundTask(mail_link, aan.poort, poging) if mag else None
    return RedirectResponse(f"{PARTIJ.pad}/code?gedaan=link", 303, background=later)


@router.get("/partij/{link}")
def show_button(request: Request, link: str) -> Response:
    """A button and nothing else: nothing is looked up, so every link gets the same page."""
    return button_page(request, PARTIJ, link)


@router.post("/partij/{link}")
def follow_link(aan: AanbellerDep, link: str) -> Response:
    """A code goes out if it may, and the link leaves the address bar; the same answer for every link."""
    return follow(aan, PARTIJ, link)


def _answer_offer(
    desk: Partijdesk | None,
    invoer: Invoer,
    voorbij: VoorbijDep,
    doe: Callable[[Werkplek, UUID], object],
    gedaan: str,
) -> Response:
    """An act on the one offer that this visit is for."""
    if desk is None or not desk.is_named:
        return voorbij.page()

    loopt = desk.bezoek.link.doel is Linkdoel.AANBOD

    def act() -> str:
        if not loopt:
            raise RefusedError("al_aanvaard", who_accepted(desk.werkplek, desk.bezoek.casus))
        doe(desk.werkplek, desk.bezoek.link.doel_id)
        return done(f"{PARTIJ.pad}/klaar" if gedaan in KLAAR else PARTIJ.pad, gedaan)

    def again(getypt: Getypt) -> Response:
        return _home(desk, getypt) if loopt else _accepted_already(desk, typed(invoer))

    return desk.act(invoer, again, act)


def _accepted_already(desk: Partijdesk, getypt: list[tuple[str, str]]) -> Response:
    """A colleague of the same party was first, and this visit went along: on to the casus."""
    uitleg = who_accepted(desk.werkplek, desk.bezoek.casus)
    context: dict[str, object] = {
        "onderwerp": "Aanbod",
        "titel": uitleg.split(",", maxsplit=1)[0].rstrip("."),
        "uitleg": f"{uitleg} Er is niets misgegaan. Uw organisatie is nu verantwoordelijk.",
        "eigenaar": "",
        "belofte": "",
        "getypt": getypt,
        "bewaard": NIET_BEWAARD,
        "volgende_stap": [{"href": PARTIJ.pad, "label": "Naar de casus"}],
    }
    return desk.page("fouten/conflict.html", context, Getypt(status=409))


def _home(desk: Partijdesk, getypt: Getypt) -> Response:
    """What this visit is for."""
    match desk.bezoek.link.doel:
        case Linkdoel.AANBOD:
            return _offer_page(desk, getypt)
        case Linkdoel.BIJDRAGE:
            return _question_page(desk, getypt)
        case _:
            return casus_page(desk, getypt)


def _name_page(desk: Partijdesk, getypt: Getypt) -> Response:
    bekend = owner_visitor(desk.werkplek, desk.bezoek.casus)
    context: dict[str, object] = {
        "naam": bekend.naam,
        "functie": bekend.functie or "",
        "doel": desk.bezoek.link.doel,
    }
    return desk.page("pages/partij_naam.html", context, getypt)


def _offer_page(desk: Partijdesk, getypt: Getypt) -> Response:
    casus = load_casus(desk.werkplek, str(desk.bezoek.casus.id))
    desk.reads("aanbod")
    context = aanbod_context(desk.werkplek, casus) | {"doelpad": PARTIJ.pad, "collegas": []}
    return desk.page("pages/aanbod.html", context, getypt)


def _question_page(desk: Partijdesk, getypt: Getypt) -> Response:
    bijdrage = load_bijdrage(desk.werkplek, desk.bezoek.link.doel_id)
    desk.reads("bijdrage")
    context: dict[str, object] = {
        "bijdrage": bijdrage,
        "stand": standing_of(bijdrage, desk.werkplek.omgeving),
        "bijlagen": {kant: [b for b in bijdrage.bijlagen if b.kant is kant] for kant in Bijlagekant},
        "grootste_mb": grootste_mb(desk.request),
        "doelpad": PARTIJ.pad,
        "bijlagepad": f"{PARTIJ.pad}/bijlagen/",
    }
    return desk.page("pages/bijdrage.html", context, getypt)
