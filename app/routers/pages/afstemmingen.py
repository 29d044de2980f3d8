"""Afstemmingen: where a jeugdige of ours may be known elsewhere, and what was agreed (R033, R036–R038)."""

from collections.abc import Callable

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.domain.afstemming import TE_KIEZEN
from app.domain.errors import NotVisibleError
from app.domain.tafeltermen import Afstemmingsuitkomst, Partijrol
from app.queries.afstemmingcijfers import may_see_figures, yearly_figures
from app.queries.afstemmingen import Afstemmingfilter, list_afstemmingen, load_afstemming
from app.queries.vandaag import today
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Daad, Getypt, attempt, done, page
from app.routers.pages.bladeren import read_cursor, write_cursor
from app.routers.pages.weergave import due, task
from app.schemas.invoer import Invoer
from app.schemas.tafelformulieren import read_afstemming, read_closing
from app.schemas.woorden import opties
from app.services.afstemming import close_afstemming, record_afstemming, share_afstemming

router = APIRouter()


def _share(_invoer: Invoer, kenmerk: str) -> Daad:
    return lambda werkplek: share_afstemming(werkplek, kenmerk)


def _record(invoer: Invoer, kenmerk: str) -> Daad:
    opdracht = read_afstemming(invoer)
    return lambda werkplek: record_afstemming(werkplek, kenmerk, opdracht)


def _close(invoer: Invoer, kenmerk: str) -> Daad:
    opdracht = read_closing(invoer)
    return lambda werkplek: close_afstemming(werkplek, kenmerk, opdracht)


#: Path of the act → what is said afterwards, and how its form is read.
HANDELINGEN: dict[str, tuple[str, Callable[[Invoer, str], Daad]]] = {
    "delen": ("afstemming_gedeeld", _share),
    "vastleggen": ("afstemming_vast", _record),
    "afsluiten": ("afstemming_af", _close),
}


@router.get("/afstemmingen")
def show_afstemmingen(bezoek: BezoekDep) -> Response:
    """What waits, first date first, or what was closed; with figures for who keeps or leads a tafel."""
    werkplek, vraag = bezoek.werkplek, bezoek.request.query_params
    klaar = vraag.get("lijst") == "afgesloten"
    plaats = read_cursor(vraag.get("na", ""))
    filter_ = Afstemmingfilter(klaar, na=(plaats[1], plaats[2]) if plaats else None)
    gevonden = list_afstemmingen(werkplek, filter_)
    rijen = gevonden[: filter_.limit]
    hier = f"/afstemmingen?lijst={'afgesloten' if klaar else 'open'}"
    verder = len(gevonden) > len(rijen)
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "afstemming", [rij.id for rij in rijen])
    context: dict[str, object] = _today(werkplek) | {
        "rijen": [(rij, due(rij.uiterlijk, werkplek.omgeving)) for rij in rijen],
        "klaar": klaar,
        "tabs": [
            {"href": "/afstemmingen?lijst=open", "label": "Te doen", "aantal": None, "actief": not klaar},
            {
                "href": "/afstemmingen?lijst=afgesloten",
                "label": "Afgesloten",
                "aantal": None,
                "actief": klaar,
            },
        ],
        "volgende": f"{hier}&na={write_cursor((0, *rijen[-1].plaats))}" if verder else "",
        "jaar": werkplek.omgeving.vandaag.year,
        "cijfers": yearly_figures(werkplek, werkplek.omgeving.vandaag.year)
        if may_see_figures(werkplek)
        else None,
    }
    return page(bezoek.request, "pages/afstemmingen.html", context)


def _today(werkplek: Werkplek) -> dict[str, object]:
    """What is to be done here today, for who has no work list to read it on."""
    if werkplek.actor.werkt_in_keten:
        return {"taken": None, "aantal_taken": 0}
    vandaag = today(werkplek)
    taken = [task(taak, werkplek.omgeving) for taak in vandaag.taken]
    return {"taken": taken, "aantal_taken": vandaag.aantal}


@router.get("/afstemmingen/{kenmerk}")
def show_afstemming(bezoek: BezoekDep, kenmerk: str) -> Response:
    """One hit: whom to phone, and what each party is."""
    return _show(bezoek, kenmerk, LEEG, "")


@router.post("/afstemmingen/{kenmerk}/{handeling}")
def act_on_afstemming(bezoek: BezoekDep, kenmerk: str, handeling: str, invoer: InvoerDep) -> Response:
    """Let the other side know, write down, or close."""
    werkplek = bezoek.werkplek
    beeld = load_afstemming(werkplek, kenmerk)
    if handeling not in HANDELINGEN:
        raise NotVisibleError
    gedaan, lees = HANDELINGEN[handeling]
    doe = lees(invoer, kenmerk)

    def act() -> str:
        doe(werkplek)
        return done(f"/afstemmingen/{beeld.kenmerk}", gedaan)

    return attempt(bezoek.request, werkplek, invoer, lambda g: _show(bezoek, kenmerk, g, handeling), act)


def _show(bezoek: Bezoek, kenmerk: str, getypt: Getypt, handeling: str) -> Response:
    werkplek = bezoek.werkplek
    beeld = load_afstemming(werkplek, kenmerk)
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "afstemming", [beeld.id])
    context: dict[str, object] = {
        "a": beeld,
        "datum": due(beeld.uiterlijk, werkplek.omgeving),
        "handeling": handeling,
        "rollen": [("", "Nog niet afgesproken"), *opties(Partijrol)],
        "uitkomsten": [(w, t) for w, t in opties(Afstemmingsuitkomst) if w in TE_KIEZEN],
        "vandaag": werkplek.omgeving.vandaag,
    }
    return page(bezoek.request, "pages/afstemming.html", context | getypt.context(), getypt.status)
