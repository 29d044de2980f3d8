"""Vraag: the public form. First what to do when there is danger, then the question, then thanks."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.dependencies import HuisDep
from app.domain import termen as t
from app.domain.datum import datum_lang
from app.domain.errors import Veldfout
from app.domain.formulier import Zegel, reading_time
from app.domain.opdrachten import RegisterMelding
from app.domain.termijnen.regels import Termijncode, TermijnVoor
from app.queries.gemeenten import all_gemeenten
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt
from app.routers.pages.volgdeur import melder_page
from app.routers.pages.vraagdeur import (
    VELD,
    Klaar,
    VraagdeskDep,
    judge_seal,
    keep_secret,
    keep_thanks,
    limit_address,
    read_thanks,
    seal_form,
)
from app.schemas.invoer import Invoer
from app.schemas.vraagformulier import LOKVELD, MEESTE_KINDEREN, number_of_children, read_vraag
from app.services.melding import Geregistreerd, register_melding

router = APIRouter()
WIE = [
    (t.Relatie.JEUGDIGE, "Het gaat over mijzelf"),
    (t.Relatie.OUDER, "Ouder"),
    (t.Relatie.PLEEGOUDER, "Pleegouder"),
    (t.Relatie.FAMILIE, "Familie, vriend of buur"),
    (t.Relatie.PROFESSIONAL, "Ik help vanuit mijn werk"),
    (t.Relatie.OVERIG, "Iemand anders"),
]
KANALEN = [
    (t.Voorkeurskanaal.MAIL, "Mail"),
    (t.Voorkeurskanaal.TELEFOON, "Telefoon"),
    (t.Voorkeurskanaal.BRIEF, "Brief"),
]
ZEGELFOUT = {
    Zegel.TE_SNEL: "Dat ging erg snel. Kijk uw tekst nog eens na en verstuur hem dan.",
    Zegel.OUD: "Deze pagina stond lang open. Uw tekst staat er nog. Verstuur hem nog een keer.",
}


@router.get("/vraag")
def show_start(request: Request, desk: VraagdeskDep) -> Response:
    """First of all: is there danger now?"""
    if desk is None:
        return _closed(request)
    tijd = reading_time(desk.omgeving.now, desk.omgeving.kalender)
    context: dict[str, object] = {"thuis": "/vraag", "tijd": tijd, "wie": desk.actor.organisatie_naam}
    return melder_page(request, "pages/vraag_start.html", context)


@router.get("/vraag/formulier")
def show_form(request: Request, desk: VraagdeskDep, huis: HuisDep) -> Response:
    """An empty form."""
    return _closed(request) if desk is None else _form(request, desk, huis, LEEG, 1)


@router.post("/vraag/formulier")
def send(request: Request, desk: VraagdeskDep, huis: HuisDep, invoer: InvoerDep) -> Response:
    """Register the question; or show the form again, with another child, with every error, or with what to do
    when there is danger. Nothing typed is lost."""
    if desk is None:
        return _closed(request)
    kinderen = number_of_children(invoer)
    if invoer.ja("kindErbij"):
        erbij = min(kinderen + 1, MEESTE_KINDEREN)
        return _form(request, desk, huis, Getypt(invoer.waarden), erbij)
    zegel = judge_seal(request, desk, invoer.waarden.get(VELD, ""))
    opdracht = read_vraag(invoer, str(desk.actor.organisatie_id), desk.omgeving.vandaag)
    if opdracht is not None and zegel in ZEGELFOUT:
        invoer.fouten.append(Veldfout("", ZEGELFOUT[zegel]))
    if opdracht is not None and not invoer.fouten and opdracht.spoed and not invoer.tekst("gevaarGelezen"):
        return _danger(request, desk, invoer)
    return _register(request, desk, huis, Gestuurd(invoer, opdracht))


@router.get("/vraag/bedankt")
def show_thanks(request: Request, desk: VraagdeskDep) -> Response:
    """The kenmerk, the day and what comes next."""
    if desk is None:
        return _closed(request)
    context: dict[str, object] = {
        "thuis": "/vraag",
        "klaar": read_thanks(request, desk),
        "vandaag": desk.omgeving.vandaag,
        "wie": desk.actor.organisatie_naam,
        "tijd": reading_time(desk.omgeving.now, desk.omgeving.kalender),
    }
    return melder_page(request, "pages/vraag_bedankt.html", context)


@dataclass(frozen=True, slots=True)
class Gestuurd:
    """What was typed, and what it says when nothing is wrong with it."""

    invoer: Invoer
    opdracht: RegisterMelding | None


def _register(request: Request, desk: Werkplek, huis: HuisDep, gestuurd: Gestuurd) -> Response:
    invoer, opdracht = gestuurd.invoer, gestuurd.opdracht
    gedaan: list[Klaar] = []

    def act() -> str:
        assert opdracht is not None  # attempt stops at errors, and without errors there is a command
        limit_address(desk, request)
        gedaan.append(_thanks(desk, opdracht, register_melding(desk, opdracht)))
        return "/vraag/bedankt"

    def again(getypt: Getypt) -> Response:
        return _form(request, desk, huis, getypt, number_of_children(invoer))

    antwoord = attempt(request, desk, invoer, again, act)
    if gedaan and isinstance(antwoord, RedirectResponse):
        keep_thanks(antwoord, huis, desk, gedaan[0])
    return antwoord


def _thanks(desk: Werkplek, opdracht: RegisterMelding, nieuw: Geregistreerd) -> Klaar:
    melder = opdracht.melder
    leest_nu = reading_time(desk.omgeving.now, desk.omgeving.kalender).nu
    data = [
        termijn.uiterlijk
        for termijn in nieuw.termijnen
        if termijn.voor is TermijnVoor.MELDER
        # Today is no promise to somebody whom nobody reads today: they were told to phone.
        and (leest_nu or termijn.code is not Termijncode.SPOED)
    ]
    mag = not (melder.afgeschermd or melder.veilig_bereiken or melder.anoniem)
    return Klaar(
        kenmerk=nieuw.melding.kenmerk,
        uiterlijk=datum_lang(min(data)) if data else "",
        mailt=desk.omgeving.mailt_zelf and mag and melder.kanaal is t.Voorkeurskanaal.MAIL,
    )


def _form(request: Request, desk: Werkplek, huis: HuisDep, getypt: Getypt, kinderen: int) -> Response:
    geheim, zegel = seal_form(request, desk)
    eerder = getypt.waarden.get(VELD, "")
    if eerder and judge_seal(request, desk, eerder) is not Zegel.OUD:
        zegel = eerder  # who mends a mistake does not have to wait again
    context: dict[str, object] = {
        "thuis": "/vraag",
        "zegel": zegel,
        "lokveld": LOKVELD,
        "kinderen": list(range(kinderen)),
        "meer_mag": kinderen < MEESTE_KINDEREN,
        "wie": WIE,
        "kanalen": KANALEN,
        "gemeenten": [("", "Dat weet ik niet"), *all_gemeenten(desk.session, desk.omgeving.vandaag)],
        "tijd": reading_time(desk.omgeving.now, desk.omgeving.kalender),
        "ontvanger": desk.actor.organisatie_naam,
    }
    antwoord = melder_page(request, "pages/vraag_formulier.html", context, getypt)
    keep_secret(antwoord, huis, geheim)
    return antwoord


def _danger(request: Request, desk: Werkplek, invoer: Invoer) -> Response:
    """Once more before it is sent: phone first. Every word goes along."""
    velden = [(naam, waarde) for naam, waarde in invoer.waarden.items() if naam != "csrf_token"]
    tijd = reading_time(desk.omgeving.now, desk.omgeving.kalender)
    context: dict[str, object] = {"thuis": "/vraag", "velden": velden, "tijd": tijd}
    return melder_page(request, "pages/vraag_gevaar.html", context)


def _closed(request: Request) -> Response:
    return melder_page(request, "pages/vraag_dicht.html", {"thuis": "/vraag"}, Getypt(status=404))
