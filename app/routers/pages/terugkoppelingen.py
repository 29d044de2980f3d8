"""Terugkoppelingen: for a loket: where is each question, who answers, was the melder told, is it late."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.adapters.rekenblad import Cel, write_csv, write_xlsx
from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, PageWerkplekDep
from app.domain.actor import OrganisatieSoort
from app.domain.omgeving import Omgeving
from app.queries.loketcijfers import figures
from app.queries.meldingenbeelden import Meldingbladzijde, Meldingfilter, MeldingRij, Toon
from app.queries.meldingenlijst import list_meldingen
from app.queries.werkplek import Werkplek
from app.routers.pages.basis import is_htmx, page
from app.routers.pages.bladeren import read_cursor, write_cursor
from app.routers.pages.weergave import Toonbaar, due
from app.schemas.woorden import opties, woord

router = APIRouter()
TOON = {
    Toon.OPEN: "Alle open meldingen",
    Toon.TE_LAAT: "Te laat",
    Toon.NIETS_GEHOORD: "Melder nog niets gehoord",
    Toon.AFSLUITING_GEVRAAGD: "Wacht op ons bericht",
    Toon.GESLOTEN: "Gesloten",
    Toon.ALLE: "Alles",
}
BIJ = (
    OrganisatieSoort.LOKET,
    OrganisatieSoort.OZJ,
    OrganisatieSoort.EXPERTISENETWERK,
    OrganisatieSoort.RET,
    OrganisatieSoort.GEMEENTE,
    OrganisatieSoort.WIJKTEAM,
)
MEESTE_RIJEN = 10_000
KOPPEN = (
    "Melding", "Kenmerk loket", "Ontvangen op", "Status", "Aard", "Casus", "Ligt bij", "Werkdagen daar",
    "Moet antwoorden", "Behandelaar", "Melder gehoord op", "Wat", "Volgende datum melder",
    "Terugkoppeling verwacht", "Teruggekoppeld op", "Uitkomst",
)  # fmt: skip


@router.get("/terugkoppelingen")
def show_list(request: Request, werkplek: PageWerkplekDep, leeslog: LeeslogDep) -> Response:
    """All meldingen of this loket, what is late first. htmx asks for the list alone."""
    filter_ = read_filter(request)
    bladzijde = list_meldingen(werkplek, filter_)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "melding", [rij.id for rij in bladzijde.rijen])
    context = _list_context(request, werkplek, filter_, bladzijde)
    if is_htmx(request):
        return page(request, "partials/_meldingenlijst.html", context)
    context |= {"cijfers": figures(werkplek), "vandaag": werkplek.omgeving.vandaag}
    return page(request, "pages/terugkoppelingen.html", context)


@router.get("/terugkoppelingen.csv")
def export_csv(request: Request, werkplek: PageWerkplekDep, leeslog: LeeslogDep) -> Response:
    """The filtered list for a spreadsheet."""
    inhoud = write_csv(KOPPEN, _export_rows(request, werkplek, leeslog))
    return _download(inhoud, "text/csv; charset=utf-8", werkplek.omgeving.vandaag, "csv")


@router.get("/terugkoppelingen.xlsx")
def export_xlsx(request: Request, werkplek: PageWerkplekDep, leeslog: LeeslogDep) -> Response:
    """The filtered list as a workbook."""
    inhoud = write_xlsx("Meldingen", KOPPEN, _export_rows(request, werkplek, leeslog))
    soort = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(inhoud, soort, werkplek.omgeving.vandaag, "xlsx")


def read_filter(request: Request, limit: int = 25) -> Meldingfilter:
    """What the address asks for; nonsense in it counts as absent."""
    vraag = request.query_params
    toon, bij = vraag.get("toon", Toon.OPEN), vraag.get("bij", "")
    na = read_cursor(vraag.get("na", ""))
    return Meldingfilter(
        toon=Toon(toon) if toon in set(Toon) else Toon.OPEN,
        soort=OrganisatieSoort(bij) if bij in set(BIJ) else None,
        q=vraag.get("q") or None,
        na=(na[1], na[2]) if na else None,
        limit=limit,
    )


def _export_rows(request: Request, werkplek: Werkplek, leeslog: LeeslogDep) -> list[tuple[Cel, ...]]:
    bladzijde = list_meldingen(werkplek, read_filter(request, MEESTE_RIJEN))
    ids: list[UUID] = [rij.id for rij in bladzijde.rijen]
    leeslog.noteer(werkplek, Leesactie.UITVOEREN, "melding", ids, "uitvoer")
    return [_cells(rij) for rij in bladzijde.rijen]


def _cells(rij: MeldingRij) -> tuple[Cel, ...]:
    return (
        rij.kenmerk,
        rij.extern_kenmerk,
        rij.ontvangen_op,
        woord(rij.status),
        ", ".join(woord(aard) for aard in rij.aard),
        rij.casus_kenmerk,
        rij.bij,
        rij.dagen_bij,
        rij.antwoordt,
        rij.behandelaar,
        rij.gehoord_op,
        woord(rij.gehoord_soort) if rij.gehoord_soort else None,
        rij.volgende_melder,
        rij.loket_verwacht,
        rij.loket_gehoord_op,
        woord(rij.loket_uitkomst) if rij.loket_uitkomst else None,
    )


def _download(inhoud: bytes, soort: str, vandaag: date, extensie: str) -> Response:
    naam = f"meldingen-{vandaag.isoformat()}.{extensie}"
    koppen = {"Content-Disposition": f'attachment; filename="{naam}"', "Cache-Control": "no-store"}
    return Response(inhoud, media_type=soort, headers=koppen)


def _list_context(
    request: Request, werkplek: Werkplek, filter_: Meldingfilter, bladzijde: Meldingbladzijde
) -> dict[str, object]:
    vraag = {naam: waarde for naam, waarde in request.query_params.items() if naam != "na" and waarde}
    volgende = ""
    if bladzijde.volgende:
        plaats = write_cursor((0, *bladzijde.volgende))
        volgende = f"/terugkoppelingen?{urlencode({**vraag, 'na': plaats})}"
    return {
        "rijen": [_row(rij, werkplek.omgeving) for rij in bladzijde.rijen],
        "volgende": volgende,
        "begin": f"/terugkoppelingen?{urlencode(vraag)}" if filter_.na else "",
        "toon_keuzes": list(TOON.items()),
        "bij_keuzes": [("", "Elk niveau"), *(o for o in opties(OrganisatieSoort) if o[0] in set(BIJ))],
        "toon": filter_.toon,
        "bij": filter_.soort or "",
        "q": filter_.q or "",
        "uitvoer": urlencode(vraag),
    }


def _row(rij: MeldingRij, omgeving: Omgeving) -> Toonbaar:
    verwacht = due(rij.loket_verwacht, omgeving) if rij.loket_verwacht else None
    melder = due(rij.volgende_melder, omgeving) if rij.volgende_melder else None
    return {
        "kenmerk": rij.kenmerk,
        "href": f"/casussen/{rij.casus_kenmerk}",
        "extern": rij.extern_kenmerk or "",
        "casus": rij.casus_kenmerk,
        "spoed": rij.spoed,
        "aard": ", ".join(woord(aard) for aard in rij.aard),
        "ontvangen": rij.ontvangen_op,
        "status": rij.status,
        "bij": "Ons loket" if rij.bij_ons else rij.bij,
        "dagen": rij.dagen_bij,
        "antwoordt": rij.antwoordt,
        "behandelaar": rij.behandelaar or "",
        "bereikbaar": rij.melder_bereikbaar,
        "gehoord_op": rij.gehoord_op,
        "gehoord": woord(rij.gehoord_soort) if rij.gehoord_soort else "",
        "melder": melder,
        "verwacht": verwacht,
        "loket_op": rij.loket_gehoord_op,
        "uitkomst": woord(rij.loket_uitkomst) if rij.loket_uitkomst else "",
    }
