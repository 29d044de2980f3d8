"""Volg: the own page of a melder: a link, a code, and then where the question is and what can be said.

Mail programs open links by themselves: opening one shows a button and changes nothing.
"""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.audit.leeslog import Leesactie
from app.dependencies import HuisDep, Leeslog, LeeslogDep, SessionDep
from app.domain.inbreng import Inbrengsoort, WriteInbreng
from app.linktoegang import leave, limit_inbreng
from app.queries.volgbeeld import load_volgbeeld
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import Getypt, attempt, done
from app.routers.pages.linkpagina import (
    VOLG,
    button_page,
    code_page,
    drop_visit,
    follow,
    type_code,
    visit_cookie,
)
from app.routers.pages.volgdeur import AanbellerDep, Volgdesk, VolgdeskDep, VoorbijDep, melder_page
from app.routers.pages.weergave_volg import accused_on, volg_context
from app.schemas.klachtformulieren import read_own_klacht
from app.services.eigenklacht import complain
from app.services.inbreng import write_inbreng

router = APIRouter()
#: What is said after an act, by the code in the address.
GEDAAN: Mapping[str, tuple[str, str]] = {
    "verstuurd": ("Uw bericht is verstuurd.", "Hieronder ziet u wanneer u antwoord krijgt."),
    "geholpen": ("Dank u wel.", "Wie u hielp, rondt uw vraag af. U kunt altijd terugkomen."),
    "klacht": ("Wij hebben uw klacht.", "Hieronder ziet u wie hem behandelt en wanneer u iets hoort."),
    "terug": ("Uw vraag is weer open.", "Hieronder ziet u wie u helpt en wanneer u iets hoort."),
}
NA: Mapping[Inbrengsoort, str] = {
    Inbrengsoort.VRAAG: "verstuurd",
    Inbrengsoort.NIET_GEHOLPEN: "verstuurd",
    Inbrengsoort.GEHOLPEN: "geholpen",
    Inbrengsoort.TERUG: "terug",
}


@router.get("/volg")
def show_own_page(request: Request, desk: VolgdeskDep, leeslog: LeeslogDep, voorbij: VoorbijDep) -> Response:
    """The own melding; each showing is a logged read with the melder as reader (I10)."""
    if desk is None:
        return RedirectResponse("/volg/code", 303) if VOLG.linkkoekje in request.cookies else voorbij.page()
    return _own_page(request, desk, leeslog, Getypt())


@router.get("/volg/code")
def show_code_page(request: Request, voorbij: VoorbijDep) -> Response:
    """Where the code is typed; the same for every link."""
    return code_page(request, VOLG) if VOLG.linkkoekje in request.cookies else voorbij.page()


@router.post("/volg/code")
def send_code(request: Request, aan: AanbellerDep, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
    """A right code starts a visit; everything else gets one answer."""
    link = request.cookies.get(VOLG.linkkoekje, "")
    return type_code(aan, VOLG, link, invoer) if link else voorbij.page()


@router.post("/volg/berichten")
def say(
    request: Request, desk: VolgdeskDep, leeslog: LeeslogDep, invoer: InvoerDep, voorbij: VoorbijDep
) -> Response:
    """Say or ask something, say how it went, or come back; nothing typed gets lost."""
    if desk is None:
        return voorbij.page()
    soort = invoer.keuze("soort", Inbrengsoort, "Kies wat u wilt zeggen.") or Inbrengsoort.VRAAG
    tekst = invoer.lange_tekst("tekst")

    def act() -> str:
        limit_inbreng(desk.werkplek, desk.melding_id)
        write_inbreng(desk.werkplek, WriteInbreng(melding_id=desk.melding_id, soort=soort, tekst=tekst))
        return done("/volg", NA[soort])

    def again(getypt: Getypt) -> Response:
        return _own_page(request, desk, leeslog, getypt)

    return attempt(request, desk.werkplek, invoer, again, act)


@router.post("/volg/klacht")
def complain_here(
    request: Request, desk: VolgdeskDep, leeslog: LeeslogDep, invoer: InvoerDep, voorbij: VoorbijDep
) -> Response:
    """A klacht of the melder: it goes to where the question came in, past who is complained about."""
    if desk is None:
        return voorbij.page()
    over_wie = accused_on(load_volgbeeld(desk.werkplek, desk.melding_id))
    opdracht = read_own_klacht(invoer, desk.melding_id, over_wie, desk.werkplek.omgeving.vandaag)

    def act() -> str:
        limit_inbreng(desk.werkplek, desk.melding_id)
        complain(desk.werkplek, opdracht)
        return done("/volg", "klacht")

    def again(getypt: Getypt) -> Response:
        return _own_page(request, desk, leeslog, getypt)

    return attempt(request, desk.werkplek, invoer, again, act)


@router.post("/volg/weg")
def go_away(request: Request, session: SessionDep, huis: HuisDep) -> Response:
    """The visit is over; doing it twice is fine."""
    leave(session, request.cookies.get(visit_cookie(huis, VOLG)))
    antwoord = RedirectResponse("/volg", 303)
    drop_visit(antwoord, huis, VOLG)
    return antwoord


@router.get("/volg/{link}")
def show_button(request: Request, link: str) -> Response:
    """A button and nothing else: nothing is looked up, so every link gets the same page."""
    return button_page(request, VOLG, link)


@router.post("/volg/{link}")
def follow_link(aan: AanbellerDep, link: str) -> Response:
    """A code goes out if it may, and the link leaves the address bar; the same answer for every link."""
    return follow(aan, VOLG, link)


def _own_page(request: Request, desk: Volgdesk, leeslog: Leeslog, getypt: Getypt) -> Response:
    beeld = load_volgbeeld(desk.werkplek, desk.melding_id)
    grond = "geen_toestemming" if beeld.zonder_toestemming else "eigen_melding"
    leeslog.noteer(desk.werkplek, Leesactie.LEZEN, "melding", [desk.melding_id], doel=grond)
    context = volg_context(desk.werkplek, beeld) | {"volg_csrf": desk.csrf}
    gedaan = GEDAAN.get(request.query_params.get("gedaan", ""))
    if gedaan is not None and request.method == "GET":
        context["pagina_bericht"] = {"soort": "ok", "titel": gedaan[0], "tekst": gedaan[1]}
    return melder_page(request, "pages/volg.html", context, getypt)
