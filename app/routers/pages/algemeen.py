"""Algemeen: log in, log out, and the pages everybody may read."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from app.afzender import address_of
from app.dependencies import HuisDep, IngelogdDep, NowDep, PageActorDep, SessionDep
from app.domain.errors import NotPermittedError, TooManyAttemptsError
from app.menu import first_page
from app.routers.pages.basis import get_invoer
from app.schemas.invoer import Invoer
from app.security import Inlogpoging, log_in, log_out
from app.templating import render

router = APIRouter()
InvoerDep = Annotated[Invoer, Depends(get_invoer)]
LEEG = "Vul uw gebruikersnaam en uw wachtwoord in."
ONBEKEND = "Deze naam en dit wachtwoord horen niet bij elkaar. Kijk ze na en probeer het opnieuw."


@router.get("/")
def start(actor: PageActorDep) -> Response:
    """The first page of whoever is logged in."""
    return RedirectResponse(first_page(actor), status_code=303)


@router.get("/inloggen")
def show_login(request: Request, huis: HuisDep, ingelogd: IngelogdDep) -> Response:
    """The log-in page; with demo data it lists the demo accounts."""
    if ingelogd is not None:
        return RedirectResponse("/", status_code=303)
    verder = local_path(request.query_params.get("verder", ""))
    return _login_page(request, huis, verder=verder, gebruikersnaam="", fout="")


@router.post("/inloggen")
def do_login(request: Request, huis: HuisDep, now: NowDep, invoer: InvoerDep) -> Response:
    """Log in; a wrong name and a wrong password give the same answer after the same time."""
    verder = local_path(invoer.tekst("verder", langste=2000) or "")
    naam = invoer.tekst("gebruikersnaam") or ""
    if not naam or not invoer.waarden.get("wachtwoord"):
        return _login_page(request, huis, verder=verder, gebruikersnaam=naam, fout=LEEG)
    poging = Inlogpoging(naam, invoer.waarden.get("wachtwoord", ""), address_of(request))
    try:
        vorige = request.cookies.get(huis.cookie)
        inlog = log_in(huis.database, poging, huis.sessieduur, now, vorige)
        fout = ONBEKEND
    except (NotPermittedError, TooManyAttemptsError) as error:
        inlog, fout = None, error.melding
    if inlog is None:
        return _login_page(request, huis, verder=verder, gebruikersnaam=naam, fout=fout)
    answer = RedirectResponse(verder or "/", status_code=303)
    answer.set_cookie(
        huis.cookie,
        inlog.waarde,
        secure=huis.settings.cookies_alleen_https,
        httponly=True,
        samesite="lax",
        path="/",
    )
    return answer


@router.post("/uitloggen")
def do_logout(request: Request, huis: HuisDep, session: SessionDep) -> Response:
    """Log out; doing it twice is fine."""
    log_out(session, request.cookies.get(huis.cookie))
    answer = RedirectResponse("/inloggen", status_code=303)
    answer.delete_cookie(huis.cookie, path="/", secure=huis.settings.cookies_alleen_https, httponly=True)
    return answer


@router.get("/toegankelijkheid")
def show_accessibility(request: Request) -> Response:
    """The accessibility statement."""
    return render(request, "pages/toegankelijkheid.html", {})


@router.get("/privacy")
def show_privacy(request: Request) -> Response:
    """What is kept and who sees it."""
    return render(request, "pages/privacy.html", {})


def local_path(pad: str) -> str:
    """A path of this site, or nothing: a log-in never leads elsewhere."""
    delen = urlsplit(pad)
    lokaal = pad.startswith("/") and not pad.startswith(("//", "/\\"))
    return pad if lokaal and not delen.scheme and not delen.netloc else ""


def _login_page(
    request: Request,
    huis: HuisDep,
    *,
    verder: str,
    gebruikersnaam: str,
    fout: str,
) -> Response:
    context: dict[str, object] = {
        "verder": verder,
        "gebruikersnaam": gebruikersnaam,
        "fout": fout,
        "demo_accounts": huis.demo.accounts,
        "demo_wachtwoord": huis.demo.wachtwoord,
        "gekozen": request.query_params.get("gekozen") == "ja",
    }
    return render(request, "pages/inloggen.html", context, 422 if fout else 200)
