"""Wachtwoord: choose one with a code, before logging in; and change the own one."""

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.afzender import address_of
from app.dependencies import Huis, HuisDep, IngelogdDep, NowDep, PageActorDep
from app.domain.errors import InvalidInputError, TooManyAttemptsError, Veldfout
from app.domain.uitnodigen import password_errors
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, page
from app.schemas.invoer import Invoer
from app.security import NotLoggedInError
from app.templating import render
from app.wachtwoorden import Wachtwoorddeur, change_password, choose_password, login_name

router = APIRouter()
KIEZEN = "/wachtwoord/kiezen"
ANDERE_CODE = (
    "Deze naam en deze code horen niet bij elkaar, of de code werkt niet meer. "
    "Kijk ze na, of vraag een nieuwe code."
)
VOORBEELD = "Dit is een voorbeeld dat anderen ook gebruiken. Hier verandert niemand een wachtwoord."


@router.get(KIEZEN)
def show_choosing(request: Request) -> Response:
    """For who got a code, and for who forgot the password."""
    return _choosing(request, {}, [], 200)


@router.post(KIEZEN)
def choose(request: Request, huis: HuisDep, now: NowDep, invoer: InvoerDep) -> Response:
    """Choose a password; then one logs in with it. A wrong name and a wrong code are answered alike."""
    naam = invoer.tekst("gebruikersnaam", "Vul de gebruikersnaam in die u kreeg.", 80) or ""
    code = invoer.tekst("startcode", "Vul de code in die u kreeg.", 80) or ""
    wachtwoord = _new_password(invoer, naam)
    if huis.demo.accounts:
        invoer.fout("", VOORBEELD)
    fouten = list(invoer.fouten)
    if not fouten:
        deur = _door(request, huis, now)
        try:
            if choose_password(deur, naam, code, wachtwoord):
                return RedirectResponse("/inloggen?gekozen=ja", status_code=303)
            fouten = [Veldfout("startcode", ANDERE_CODE)]
        except TooManyAttemptsError as error:
            fouten = [Veldfout("", error.melding)]
        except InvalidInputError as error:
            fouten = list(error.fouten)
    return _choosing(request, {"gebruikersnaam": naam, "startcode": code}, fouten, 422)


@router.get("/wachtwoord")
def show_changing(request: Request, actor: PageActorDep) -> Response:  # noqa: ARG001  # who logs in sees it
    """The own password."""
    return _changing(request, LEEG)


@router.post("/wachtwoord")
def change(
    request: Request,
    actor: PageActorDep,  # noqa: ARG001  # who lost access since does nothing here
    ingelogd: IngelogdDep,
    huis: HuisDep,
    invoer: InvoerDep,
) -> Response:
    """Another password for who is logged in."""
    if ingelogd is None:
        raise NotLoggedInError
    huidig = invoer.waarden.get("huidig", "")
    if not huidig:
        invoer.fout("huidig", "Vul het wachtwoord in dat u nu hebt.")
    deur = _door(request, huis, huis.klok())
    nieuw = _new_password(invoer, login_name(deur, ingelogd))
    if huis.demo.accounts:
        invoer.fout("", VOORBEELD)
    if not invoer.fouten:
        try:
            if change_password(deur, ingelogd, huidig, nieuw):
                return RedirectResponse("/wachtwoord?gedaan=wachtwoord", status_code=303)
            invoer.fout("huidig", "Dit is niet het wachtwoord dat u nu hebt. Typ het opnieuw.")
        except TooManyAttemptsError as error:
            invoer.fout("", error.melding)
    return _changing(request, Getypt({}, invoer.fouten, 422))


def _new_password(invoer: Invoer, naam: str) -> str:
    wachtwoord = invoer.waarden.get("wachtwoord", "")
    for fout in password_errors(wachtwoord, invoer.waarden.get("nogmaals", ""), naam):
        invoer.fout(fout.veld, fout.melding)
    return wachtwoord


def _door(request: Request, huis: Huis, now: datetime) -> Wachtwoorddeur:
    return Wachtwoorddeur(huis.database, huis.kluis, now, address_of(request))


def _choosing(request: Request, waarden: Mapping[str, str], fouten: list[Veldfout], status: int) -> Response:
    context: dict[str, object] = {
        "waarden": waarden,
        "fouten": fouten,
        "fout": {fout.veld: fout.melding for fout in fouten},
    }
    return render(request, "pages/wachtwoord_kiezen.html", context, status)


def _changing(request: Request, getypt: Getypt) -> Response:
    return page(request, "pages/wachtwoord.html", getypt.context(), getypt.status)
