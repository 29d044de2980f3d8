"""Werkvoorraad: what must I do today, and what lies with us."""

from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, PageWerkplekDep
from app.queries.gezocht import named_by
from app.queries.relatiefeiten import catches
from app.queries.vandaag import Vandaagbeeld, today
from app.queries.werkbeelden import Lijst, Taakbeeld, Werkbladzijde, Werkfilter
from app.queries.werklijst import Overzicht, list_work, overview
from app.queries.werkplek import Werkplek
from app.routers.pages.basis import is_htmx, page
from app.routers.pages.bladeren import read_cursor, write_cursor
from app.routers.pages.weergave import task, work_row

router = APIRouter()
TABS = {
    Lijst.AANVAARDEN: "Te aanvaarden",
    Lijst.ONS: "Van ons",
    Lijst.MIJN: "Mijn",
    Lijst.DOORGEZET: "Doorgezet",
    Lijst.OPGEVANGEN: "Opgevangen",
}
BIJSCHRIFT = {
    Lijst.AANVAARDEN: "Aangeboden aan ons. Spoed staat bovenaan, daarna wanneer uw antwoord er moet zijn.",
    Lijst.ONS: "Van ons. Spoed staat bovenaan, daarna de eerste datum.",
    Lijst.MIJN: "Casussen die u behandelt. Spoed staat bovenaan, daarna de eerste datum.",
    Lijst.DOORGEZET: "Doorgezet of aangeboden. U blijft zien waar de vraag ligt.",
    Lijst.OPGEVANGEN: "Bij partijen die nu niemand kan bereiken. Antwoord de melder en zet door.",
}
LEEG = {
    Lijst.AANVAARDEN: "Er wacht geen aanbod op u.",
    Lijst.ONS: "Er is geen open casus bij uw organisatie.",
    Lijst.MIJN: "U behandelt nu geen casus. Kijk bij “Van ons” of er een op iemand wacht.",
    Lijst.DOORGEZET: "Er is niets doorgezet dat nog loopt.",
    Lijst.OPGEVANGEN: "Elke partij met een open casus is te bereiken.",
}
TERMIJNEN = {"": "Elke datum", "te_laat": "Te laat", "week": "Deze week"}
BOVENAAN = 6


@router.get("/werkvoorraad")
def show_work(request: Request, werkplek: PageWerkplekDep, leeslog: LeeslogDep) -> Response:
    """Today first, then the lists. htmx asks for the list alone."""
    filter_ = read_filter(request, werkplek)
    bladzijde = list_work(werkplek, filter_)
    alles = request.query_params.get("vandaag") == "alles"
    vandaag = Vandaagbeeld((), 0)
    if not is_htmx(request):
        vandaag = today(werkplek) if alles else today(werkplek, BOVENAAN)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", _shown(bladzijde, vandaag.taken))
    overzicht = overview(werkplek)
    context: dict[str, object] = {
        "lijst": filter_.lijst,
        "bijschrift": BIJSCHRIFT[filter_.lijst],
        "leeg": LEEG[filter_.lijst],
        "rijen": [work_row(rij, werkplek.omgeving) for rij in bladzijde.rijen],
        "volgende": _address(request, na=write_cursor(bladzijde.volgende)) if bladzijde.volgende else "",
        "begin": _address(request, na="") if filter_.na else "",
        "elders": named_by(werkplek, filter_.kenmerk) if filter_.kenmerk and not bladzijde.rijen else [],
        "gemeenten": overzicht.gemeenten,
        "termijnen": list(TERMIJNEN.items()),
        "filter": _as_chosen(request, filter_),
    }
    if is_htmx(request):
        return page(request, "partials/_werklijst.html", context)
    return page(
        request,
        "pages/werkvoorraad.html",
        context
        | {
            "vandaag": werkplek.omgeving.vandaag,
            "taken": [task(taak, werkplek.omgeving) for taak in vandaag.taken],
            "aantal_taken": vandaag.aantal,
            "meer_taken": vandaag.aantal - len(vandaag.taken),
            "tabs": _tabs(werkplek, overzicht, filter_.lijst),
        },
    )


def _shown(bladzijde: Werkbladzijde, taken: Sequence[Taakbeeld]) -> list[UUID]:
    """Every casus of which initials or age stand on the page, once."""
    van_taken = [taak.casus_id for taak in taken if taak.casus_id is not None]
    return list(dict.fromkeys([*(rij.casus_id for rij in bladzijde.rijen), *van_taken]))


def read_filter(request: Request, werkplek: Werkplek) -> Werkfilter:
    """What the address asks for; nonsense in it counts as absent."""
    vraag = request.query_params
    naam = vraag.get("lijst", Lijst.ONS)
    return Werkfilter(
        lijst=Lijst(naam) if naam in set(Lijst) else Lijst.ONS,
        gemeente=vraag.get("gemeente") or None,
        tot_en_met=_until(vraag.get("termijn", ""), werkplek.omgeving.vandaag),
        alleen_spoed=vraag.get("spoed") == "ja",
        kenmerk=vraag.get("q") or None,
        na=read_cursor(vraag.get("na", "")),
    )


def _as_chosen(request: Request, filter_: Werkfilter) -> dict[str, object]:
    return {
        "gemeente": request.query_params.get("gemeente", ""),
        "termijn": request.query_params.get("termijn", ""),
        "spoed": filter_.alleen_spoed,
        "q": filter_.kenmerk or "",
    }


def _until(keuze: str, vandaag: date) -> date | None:
    if keuze == "te_laat":
        return vandaag - timedelta(days=1)
    if keuze == "week":
        return vandaag + timedelta(days=6 - vandaag.weekday())
    return None


def _address(request: Request, **anders: str) -> str:
    vraag = {**request.query_params, **anders}
    vraag.pop("gedaan", None)
    return f"{request.url.path}?{urlencode({naam: waarde for naam, waarde in vraag.items() if waarde})}"


def _tabs(werkplek: Werkplek, overzicht: Overzicht, actief: Lijst) -> list[dict[str, object]]:
    """What nobody else catches is shown to who catches it (§8); bijdragen have a page of their own."""
    lijsten: list[dict[str, object]] = [
        {
            "href": f"/werkvoorraad?lijst={lijst}#voorraad",
            "label": label,
            "aantal": overzicht.tellingen[lijst],
            "actief": lijst is actief,
        }
        for lijst, label in TABS.items()
        if lijst is not Lijst.OPGEVANGEN or catches(werkplek.actor)
    ]
    elders = (("/bijdragen", "Bijdragen"), ("/samenlopen", "Samenlopen"), ("/afstemmingen", "Elders bekend"))
    for href, label in elders:
        lijsten.append({"href": href, "label": label, "aantal": None, "actief": False})
    return lijsten
