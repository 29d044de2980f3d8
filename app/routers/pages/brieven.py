"""Brieven: the print list. Choose letters, one PDF, then tick them off together as posted."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.adapters.pdf import PdfUnavailableError, can_make_pdf, write_pdf
from app.audit.leeslog import Leesactie
from app.domain.berichttermen import BerichtStatus
from app.domain.termen import Wijze
from app.queries.berichtbeelden import BerichtBeeld
from app.queries.berichtenlijst import list_letters, load_bericht
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done, page
from app.services.versturen import mark_letters_posted
from app.templating import environment

router = APIRouter()
MEESTE = 100


@router.get("/berichten/brieven")
def show_letters(bezoek: BezoekDep) -> Response:
    """The letters that wait; with a choice in the address, what to do with those."""
    return _letters_page(bezoek, LEEG)


@router.get("/berichten/brieven.pdf")
def download_letters(bezoek: BezoekDep) -> Response:
    """The chosen letters as one accessible PDF; every letter is a logged read."""
    brieven = _open(bezoek, _chosen(bezoek))
    html = environment().get_template("brief/brieven.html").render(brieven=brieven)
    try:
        inhoud = write_pdf(html)
    except PdfUnavailableError:
        vraag = urlencode([("id", str(brief.id)) for brief in brieven])
        return RedirectResponse(f"/berichten/brieven/afdrukken?{vraag}", status_code=303)
    koppen = {"Content-Disposition": 'attachment; filename="brieven.pdf"', "Cache-Control": "no-store"}
    return Response(inhoud, media_type="application/pdf", headers=koppen)


@router.get("/berichten/brieven/afdrukken")
def print_letters(bezoek: BezoekDep) -> Response:
    """The same letters as a page to print from the browser, where no PDF can be made."""
    brieven = _open(bezoek, _chosen(bezoek))
    return page(bezoek.request, "pages/brieven_afdrukken.html", {"brieven": brieven})


@router.post("/berichten/brieven/verstuurd")
def post_letters(bezoek: BezoekDep, invoer: InvoerDep) -> Response:
    """All chosen letters were posted: they count as told from today on, all or none."""
    gekozen = [
        id_ for tekst in (invoer.tekst("brieven", langste=5000) or "").split(",") if (id_ := _uuid(tekst))
    ]

    def act() -> str:
        mark_letters_posted(bezoek.werkplek, gekozen)
        return done("/berichten/brieven", "brieven_verstuurd")

    def again(getypt: Getypt) -> Response:
        return _letters_page(bezoek, getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _letters_page(bezoek: Bezoek, getypt: Getypt) -> Response:
    wachtend = list_letters(bezoek.werkplek, MEESTE)
    gevraagd = set(_chosen(bezoek))
    gekozen = [brief for brief in wachtend if brief.id in gevraagd]
    context: dict[str, object] = {
        "wachtend": wachtend,
        "gekozen": gekozen,
        "vraag": urlencode([("id", str(brief.id)) for brief in gekozen]),
        "ids": ",".join(str(brief.id) for brief in gekozen),
        "pdf": can_make_pdf(),
    }
    return page(bezoek.request, "pages/brieven.html", context | getypt.context(), getypt.status)


def _open(bezoek: Bezoek, ids: Sequence[UUID]) -> list[BerichtBeeld]:
    """The chosen letters with their words, as far as this person may send them."""
    alle = [load_bericht(bezoek.werkplek, id_) for id_ in ids]
    brieven = [
        brief
        for brief in alle
        if brief.leesbaar and brief.wijze is Wijze.BRIEF and brief.status is BerichtStatus.TE_VERSTUREN
    ]
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "bericht", [brief.id for brief in brieven])
    return brieven


def _chosen(bezoek: Bezoek) -> list[UUID]:
    gevraagd = [_uuid(tekst) for tekst in bezoek.request.query_params.getlist("id")]
    return [id_ for id_ in gevraagd if id_ is not None][:MEESTE]


def _uuid(tekst: str) -> UUID | None:
    try:
        return UUID(tekst)
    except ValueError:
        return None
