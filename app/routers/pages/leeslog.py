"""Leeslog: the privacy officer sees who read a casus, on a page and as a file."""

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from app.adapters.rekenblad import write_csv
from app.audit.leeslog import Leesactie
from app.domain.errors import NotVisibleError
from app.domain.omgeving import AMSTERDAM
from app.queries.leeslog import MEESTE_LEZERS, Leesbeeld, Leesvraag, require_may_read_log, who_read
from app.queries.werkplek import Werkplek
from app.routers.pages.basis import Bezoek, BezoekDep, page
from app.routers.pages.bladeren import read_moment, write_moment
from app.routers.pages.weergave import Toonbaar
from app.schemas.invoer import Invoer
from app.schemas.leeswoorden import as_what, what, who, why

router = APIRouter()
#: What is looked at when nobody says from when; and the longest that is looked at in one go.
GEWOON, LANGST = timedelta(days=30), timedelta(days=366)
JAREN = range(2015, 2101)
MEESTE_RIJEN = 10_000
DOEL = "toezicht"
KOPPEN = ("Moment", "Wie", "Organisatie", "Rol", "Wat", "Waarom")


@router.get("/leeslog")
def show_readers(bezoek: BezoekDep) -> Response:
    """Ask about a casus; with a casus in the address: who read it, and what."""
    werkplek, invoer = bezoek.werkplek, Invoer(bezoek.request.query_params)
    require_may_read_log(werkplek.actor)
    vraag = _read(werkplek, invoer)
    beeld = _look(bezoek, vraag, invoer) if vraag else None
    adres = urlencode({naam: invoer.waarden.get(naam, "") for naam in ("casus", "van", "tot")})
    context: dict[str, object] = {
        "waarden": invoer.waarden,
        "fouten": invoer.fouten,
        "fout": {fout.veld: fout.melding for fout in invoer.fouten},
        "van": werkplek.omgeving.vandaag - GEWOON,
        "vandaag": werkplek.omgeving.vandaag,
        "vraag": vraag if beeld else None,
        "lezers": [(who(een.lezer), een) for een in beeld.lezers] if beeld else [],
        "meeste": MEESTE_LEZERS,
        "rijen": _rows(beeld) if beeld else [],
        "uitvoer": f"/leeslog.csv?{adres}",
        "volgende": f"/leeslog?{adres}&na={write_moment(beeld.volgende)}" if beeld and beeld.volgende else "",
    }
    return page(bezoek.request, "pages/leeslog.html", context, 422 if invoer.fouten else 200)


@router.get("/leeslog.csv")
def download_readers(bezoek: BezoekDep) -> Response:
    """The same as a file; a casus or day that is wrong is not visible."""
    require_may_read_log(bezoek.werkplek.actor)
    invoer = Invoer(bezoek.request.query_params)
    vraag = _read(bezoek.werkplek, invoer)
    beeld = _look(bezoek, replace(vraag, limit=MEESTE_RIJEN), invoer) if vraag else None
    if vraag is None or beeld is None:
        raise NotVisibleError("Dit leeslog")
    regels = [
        (
            rij.op.astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M:%S"),
            who(rij.lezer),
            rij.lezer.organisatie,
            as_what(rij),
            what(rij),
            why(rij),
        )
        for rij in beeld.rijen
    ]
    if beeld.volgende:
        regels.append((f"Er is meer: dit zijn {MEESTE_RIJEN} regels. Kies minder dagen.", "", "", "", "", ""))
    naam = f"leeslog-{vraag.casus}-{vraag.van}-{vraag.tot}.csv"
    koppen = {"Content-Disposition": f'attachment; filename="{naam}"', "Cache-Control": "no-store"}
    return Response(write_csv(KOPPEN, regels), media_type="text/csv; charset=utf-8", headers=koppen)


def _read(werkplek: Werkplek, invoer: Invoer) -> Leesvraag | None:
    """What is asked; None when nothing is yet, or something is wrong."""
    if not any(invoer.waarden.values()):
        return None
    vandaag = werkplek.omgeving.vandaag
    casus = invoer.tekst("casus", "Vul het kenmerk van de casus in, zoals C-2026-000123.", 40)
    tot = invoer.datum("tot") or vandaag
    van = invoer.datum("van") or max(tot, date(JAREN.start, 12, 31)) - GEWOON
    for naam, dag in (("van", van), ("tot", tot)):
        if not invoer.fouten and dag.year not in JAREN:
            invoer.fout(naam, f"Kies een dag tussen {JAREN.start} en {JAREN.stop - 1}.")
    if not invoer.fouten and van > tot:
        invoer.fout("tot", "Deze dag is eerder dan de eerste. Kies een latere.")
    if not invoer.fouten and tot - van > LANGST:
        invoer.fout("van", "Dit is meer dan een jaar. Kies een latere eerste dag, of kijk per jaar.")
    if invoer.fouten or casus is None:
        return None
    return Leesvraag(casus.upper(), van, tot, read_moment(invoer.waarden.get("na", "")))


def _look(bezoek: Bezoek, vraag: Leesvraag, invoer: Invoer) -> Leesbeeld | None:
    """Looking at who looked is looking too (I10)."""
    try:
        beeld = who_read(bezoek.werkplek, vraag)
    except NotVisibleError:
        invoer.fout("casus", f"{vraag.casus} is hier niet bekend. Kijk het kenmerk na.")
        return None
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "leeslog", [beeld.casus_id], doel=DOEL)
    return beeld


def _rows(beeld: Leesbeeld) -> list[Toonbaar]:
    return [
        {
            "op": rij.op,
            "wie": who(rij.lezer),
            "organisatie": rij.lezer.organisatie,
            "rol": as_what(rij),
            "wat": what(rij),
            "waarom": why(rij),
        }
        for rij in beeld.rijen
    ]
