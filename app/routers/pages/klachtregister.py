"""Klachtregister: the figures of a year as page and CSV, and the own regeling (Awb 9:12, 9:12a)."""

from fastapi import APIRouter, Response

from app.adapters.rekenblad import write_csv
from app.audit.leeslog import Leesactie
from app.queries.klachten import regeling_of
from app.queries.klachtregister import yearly_figures
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done, page
from app.schemas.klachtformulieren import read_regeling
from app.schemas.klachtwoorden import register_lines
from app.services import klachtafdoening as einde

router = APIRouter()


@router.get("/klachten/register")
def show_register(bezoek: BezoekDep) -> Response:
    """The figures of a year, without persons (9:12a)."""
    return _register_page(bezoek, LEEG)


@router.get("/klachten/register.csv")
def download_register(bezoek: BezoekDep) -> Response:
    """The same as a file, to publish."""
    jaar = _year(bezoek)
    regels = register_lines(yearly_figures(bezoek.werkplek, jaar))
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "klachtregister")
    inhoud = write_csv(("jaar", "code", "wat", "aantal"), [(jaar, *regel) for regel in regels])
    koppen = {
        "Content-Disposition": f'attachment; filename="klachten-{jaar}.csv"',
        "Cache-Control": "no-store",
    }
    return Response(inhoud, media_type="text/csv; charset=utf-8", headers=koppen)


@router.post("/klachten/regeling")
def write_regeling(bezoek: BezoekDep, invoer: InvoerDep) -> Response:
    """How long the own organisatie takes, and which ombudsman comes after."""
    opdracht = read_regeling(invoer)

    def act() -> str:
        einde.write_regeling(bezoek.werkplek, opdracht)
        return done("/klachten/register", "klacht_regeling")

    def again(getypt: Getypt) -> Response:
        return _register_page(bezoek, getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _year(bezoek: Bezoek) -> int:
    gevraagd = bezoek.request.query_params.get("jaar", "")
    return (
        int(gevraagd)
        if gevraagd.isdigit() and 2015 <= int(gevraagd) <= 2100
        else bezoek.werkplek.omgeving.vandaag.year
    )


def _register_page(bezoek: Bezoek, getypt: Getypt) -> Response:
    werkplek, jaar = bezoek.werkplek, _year(bezoek)
    regels = register_lines(yearly_figures(werkplek, jaar))
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "klachtregister")
    context: dict[str, object] = {
        "jaar": jaar,
        "jaren": range(werkplek.omgeving.vandaag.year, werkplek.omgeving.vandaag.year - 3, -1),
        "regels": regels,
        "regeling": regeling_of(werkplek.session, werkplek.actor.organisatie_id),
        "ombudsman": einde.ombudsman_after(werkplek, werkplek.actor.organisatie_id),
        "organisatie": werkplek.actor.organisatie_naam,
    }
    return page(bezoek.request, "pages/klachtregister.html", context | getypt.context(), getypt.status)
