"""Intake: a new melding. Five questions must be answered; the rest may come later (domain.md §9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import Leeslog, LeeslogDep, PageWerkplekDep
from app.domain import termen as t
from app.domain.actor import OrganisatieSoort
from app.domain.errors import NotPermittedError, TooManyAttemptsError
from app.domain.samenloop import Zoekdoel
from app.queries.gemeenten import all_gemeenten
from app.queries.gids import open_gids
from app.queries.organisatielijst import OrganisatieFilter, list_organisaties
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.routers.pages.partijkeuze import party_choices
from app.routers.pages.weergave_wachten import piket_of
from app.schemas.formulieren import MEESTE_JEUGDIGEN, number_of_children, read_intake, read_person
from app.schemas.invoer import Invoer
from app.schemas.woorden import opties
from app.services.gesprek import take_melding
from app.services.samenlopen import Herkend, look_up_typed

router = APIRouter()
#: What was found of one child, and whether somebody looked too often.
Bekend = tuple[tuple[Herkend, ...] | None, bool]


@dataclass(frozen=True, slots=True)
class Kinderen:
    """How many children the form asks about, and what was found of who was looked for."""

    aantal: int = 1
    bekend: Mapping[int, Bekend] = field(default_factory=dict)


@router.get("/meldingen/nieuw")
def show_intake(request: Request, werkplek: PageWerkplekDep) -> Response:
    """An empty intake page."""
    if not werkplek.actor.werkt_in_keten:
        raise NotPermittedError("mag_niet", "Met uw rol registreert u geen meldingen.")
    return intake_page(request, werkplek, LEEG, Kinderen())


@router.post("/meldingen/nieuw")
def register(request: Request, werkplek: PageWerkplekDep, leeslog: LeeslogDep, invoer: InvoerDep) -> Response:
    """Register the melding, or show the page again: with another child, with what is known of one, or with
    every error."""
    kinderen = number_of_children(invoer)
    if invoer.ja("kindErbij"):
        erbij = min(kinderen + 1, MEESTE_JEUGDIGEN)
        return intake_page(request, werkplek, Getypt(invoer.waarden), Kinderen(erbij), invoer)
    if invoer.waarden.get("kijk") or invoer.waarden.get("koppelKind"):
        return _look(request, werkplek, leeslog, invoer)
    opdracht = read_intake(invoer, _own_loket(werkplek), werkplek.omgeving.vandaag)
    al_gezegd = invoer.ja("ontvangstBevestigd")

    def again(getypt: Getypt) -> Response:
        return intake_page(request, werkplek, getypt, Kinderen(kinderen), invoer)

    def act() -> str:
        assert opdracht is not None  # attempt stops at errors, and without errors there is a command
        geregistreerd = take_melding(werkplek, opdracht, al_gezegd=al_gezegd)
        return done(f"/casussen/{geregistreerd.casussen[0].kenmerk}", "geregistreerd")

    return attempt(request, werkplek, invoer, again, act)


@router.post("/meldingen/nieuw/bekend")
def look_while_typing(
    request: Request, werkplek: PageWerkplekDep, leeslog: LeeslogDep, invoer: InvoerDep
) -> Response:
    """What is known here of a child that is being typed; asked by htmx when somebody pauses."""
    nummer = min(invoer.getal("kind") or 0, MEESTE_JEUGDIGEN - 1)
    herkend, te_vaak = _recognise(werkplek, leeslog, invoer, nummer)
    context: dict[str, object] = {"n": nummer, "herkend": herkend, "te_vaak": te_vaak}
    return page(request, "partials/_bekend.html", context)


def _look(request: Request, werkplek: Werkplek, leeslog: Leeslog, invoer: Invoer) -> Response:
    """The same without JavaScript: the page again with everything typed; or a child linked to its casus."""
    kinderen, bekend = number_of_children(invoer), dict[int, Bekend]()
    nummer, _, kenmerk = invoer.waarden.get("koppelKind", "").partition(":")
    if kenmerk and nummer.isdigit():
        invoer.waarden[f"jeugdigen.{nummer}.casus"] = kenmerk
    else:
        kind = min(invoer.getal("kijk") or 0, MEESTE_JEUGDIGEN - 1)
        bekend[kind] = _recognise(werkplek, leeslog, invoer, kind)
    return intake_page(request, werkplek, Getypt(invoer.waarden), Kinderen(kinderen, bekend), invoer)


def _recognise(werkplek: Werkplek, leeslog: Leeslog, invoer: Invoer, nummer: int) -> Bekend:
    """Which casussen are shown is in the read log, with why; half typed fields are no mistakes yet."""
    gegevens = read_person(invoer, f"jeugdigen.{nummer}.")
    try:
        herkend = look_up_typed(werkplek, gegevens)
    except TooManyAttemptsError:
        return (), True
    ids = [een.casus.id for een in herkend]
    leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", ids, doel=f"samenloop:{Zoekdoel.DUBBEL_VOORKOMEN}")
    return herkend, False


def intake_page(
    request: Request,
    werkplek: Werkplek,
    getypt: Getypt,
    kinderen: Kinderen,
    typed: Invoer | None = None,
) -> Response:
    """The page with everything that was typed, and what is known of who was looked for."""
    loketten = list_organisaties(
        werkplek.session,
        OrganisatieFilter(soort=OrganisatieSoort.LOKET, limit=100),
        werkplek.omgeving.vandaag,
    )
    eigen = werkplek.actor
    context: dict[str, object] = {
        "aard": typed.keuzes("aard", t.Aard) if typed else (),
        "kinderen": list(range(kinderen.aantal)),
        "bekend": kinderen.bekend,
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
