"""Dagbericht en agenda: the own choice of being reminded, and the calendar itself."""

from fastapi import APIRouter, Request, Response

from app.adapters.agenda import MEDIATYPE, Dagpunt, write_calendar
from app.audit.leeslog import Leesactie
from app.dependencies import HuisDep, LeeslogDep, NowDep, PageWerkplekDep, SessionDep, surroundings
from app.domain.omgeving import local_date
from app.domain.termijnen.belofte import Signaal
from app.queries.agenda import Agendadatum, choices_of, find_agendasleutel, own_dates
from app.queries.toegang import actor_of_medewerker
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.security import hash_of, new_secret
from app.services.meldkeuze import choose_dagbericht, close_agenda, keep_mailbox, open_agenda

router = APIRouter()
PAD = "/dagbericht"
#: The new address travels to the next page in a cookie: it is stored nowhere and stands in no address bar.
KOEKJE = "agenda_adres"
SECONDEN = 300
ONBEKEND = "Deze agenda bestaat niet.\n"


@router.get(PAD)
def show_choices(request: Request, werkplek: PageWerkplekDep, huis: HuisDep) -> Response:
    """Whether one gets the digest, and the calendar; a new address is shown for five minutes."""
    return _page(request, werkplek, huis, LEEG)


@router.post(PAD)
def choose(request: Request, werkplek: PageWerkplekDep, huis: HuisDep, invoer: InvoerDep) -> Response:
    """Switch the digest on or off."""
    aan = invoer.tekst("dagbericht") == "ja"

    def do() -> str:
        choose_dagbericht(werkplek, aan=aan)
        return done(PAD, "dagbericht_aan" if aan else "dagbericht_uit")

    return attempt(request, werkplek, invoer, lambda g: _page(request, werkplek, huis, g), do)


@router.post(f"{PAD}/mailadres")
def keep_address(request: Request, werkplek: PageWerkplekDep, huis: HuisDep, invoer: InvoerDep) -> Response:
    """Where the own digest goes; left empty it goes nowhere."""
    email = invoer.mailadres("email")

    def do() -> str:
        keep_mailbox(werkplek, email)
        return done(PAD, "mailadres")

    return attempt(request, werkplek, invoer, lambda g: _page(request, werkplek, huis, g), do)


@router.post(f"{PAD}/agenda")
def make_address(request: Request, werkplek: PageWerkplekDep, huis: HuisDep, invoer: InvoerDep) -> Response:
    """A new address; the one before stops. The same form sent twice makes one."""
    nieuw: list[str] = []

    def do() -> str:
        nieuw.append(new_secret())
        open_agenda(werkplek, hash_of(nieuw[0]))
        return done(PAD, "agenda_gemaakt")

    antwoord = attempt(request, werkplek, invoer, lambda g: _page(request, werkplek, huis, g), do)
    for waarde in nieuw:
        antwoord.set_cookie(
            KOEKJE,
            waarde,
            max_age=SECONDEN,
            path=PAD,
            secure=huis.settings.cookies_alleen_https,
            httponly=True,
            samesite="strict",
        )
    return antwoord


@router.post(f"{PAD}/agenda/intrekken")
def end_address(request: Request, werkplek: PageWerkplekDep, huis: HuisDep, invoer: InvoerDep) -> Response:
    """The address stops working."""

    def do() -> str:
        close_agenda(werkplek)
        return done(PAD, "agenda_ingetrokken")

    antwoord = attempt(request, werkplek, invoer, lambda g: _page(request, werkplek, huis, g), do)
    antwoord.delete_cookie(KOEKJE, path=PAD)
    return antwoord


@router.get("/agenda/{sleutel}.ics")
def show_agenda(
    session: SessionDep, huis: HuisDep, now: NowDep, leeslog: LeeslogDep, sleutel: str
) -> Response:
    """The own dates, for a calendar that cannot log in; one answer for every address that leads nowhere."""
    gevonden = find_agendasleutel(session, hash_of(sleutel))
    actor = actor_of_medewerker(session, gevonden.medewerker_id, local_date(now)) if gevonden else None
    if gevonden is None or actor is None:
        return Response(ONBEKEND, 404, media_type="text/plain", headers={"Cache-Control": "no-store"})
    werkplek = Werkplek(session, actor, surroundings(session, now, huis), huis.kluis)
    adres = huis.settings.basis_url.rstrip("/")
    punten = [_event(werkplek, datum, adres) for datum in own_dates(werkplek)]
    leeslog.noteer(werkplek, Leesactie.LEZEN, "agenda", [gevonden.id], doel="agenda")
    koppen = {"Cache-Control": "no-store", "Content-Disposition": 'inline; filename="houvast.ics"'}
    return Response(write_calendar(punten, now), media_type=MEDIATYPE, headers=koppen)


def _event(werkplek: Werkplek, datum: Agendadatum, adres: str) -> Dagpunt:
    laat = werkplek.omgeving.signaal(datum.uiterlijk) is Signaal.TE_LAAT
    titel = f"{'Te laat: ' if laat else ''}{datum.kenmerk}: {datum.wat}"
    return Dagpunt(datum.id, datum.uiterlijk, titel, f"{adres}/casussen/{datum.kenmerk}")


def _page(request: Request, werkplek: Werkplek, huis: HuisDep, getypt: Getypt) -> Response:
    keuze = choices_of(werkplek)
    waarde = request.cookies.get(KOEKJE, "")
    klopt = bool(waarde) and find_agendasleutel(werkplek.session, hash_of(waarde)) is not None
    context: dict[str, object] = {
        "keuze": keuze,
        "mailt": werkplek.omgeving.mailt_zelf,
        "adres": f"{huis.settings.basis_url.rstrip('/')}/agenda/{waarde}.ics" if klopt else "",
    }
    return page(request, "pages/dagbericht.html", context | getypt.context(), getypt.status)
