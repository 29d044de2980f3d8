"""Berichten: the print list. Print or phone, then tick it off; then the melder was told."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, PageWerkplekDep
from app.domain.berichttermen import BerichtStatus
from app.queries.beelden import BerichtBeeld
from app.queries.berichtenlijst import list_berichten, load_bericht
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.schemas.woorden import woord
from app.services.versturen import mark_bericht_sent

router = APIRouter()


@router.get("/berichten")
def show_berichten(request: Request, werkplek: PageWerkplekDep) -> Response:
    """What waits on sending by this organisatie, or what was sent."""
    gevraagd = request.query_params.get("status", BerichtStatus.TE_VERSTUREN)
    status = BerichtStatus(gevraagd) if gevraagd in set(BerichtStatus) else BerichtStatus.TE_VERSTUREN
    rijen, volgende = list_berichten(werkplek, status, _uuid(request.query_params.get("na", "")))
    context: dict[str, object] = {
        "rijen": rijen,
        "status": status,
        "tabs": [
            {
                "href": f"/berichten?status={soort}",
                "label": woord(soort).capitalize(),
                "aantal": None,
                "actief": soort is status,
            }
            for soort in BerichtStatus
        ],
        "volgende": f"/berichten?status={status}&na={volgende}" if volgende else "",
    }
    return page(request, "pages/berichten.html", context)


@router.get("/berichten/{bericht_id}")
def show_bericht(
    request: Request, bericht_id: UUID, werkplek: PageWerkplekDep, leeslog: LeeslogDep
) -> Response:
    """One message: as a letter to print, or as words to say on the phone."""
    bericht = load_bericht(werkplek, bericht_id)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "bericht", [bericht.id])
    return page(request, "pages/bericht.html", _context(bericht))


@router.post("/berichten/{bericht_id}/verstuurd")
def mark_sent(
    request: Request, bericht_id: UUID, werkplek: PageWerkplekDep, leeslog: LeeslogDep, invoer: InvoerDep
) -> Response:
    """Tick off: it was sent or said by hand."""
    bericht = load_bericht(werkplek, bericht_id)

    def act() -> str:
        mark_bericht_sent(werkplek, bericht_id)
        return done(f"/casussen/{bericht.casus_kenmerk}", "verstuurd")

    def again(getypt: Getypt) -> Response:
        leeslog.noteer(werkplek, Leesactie.LEZEN, "bericht", [bericht_id])
        getoond = load_bericht(werkplek, bericht_id)
        return page(request, "pages/bericht.html", _context(getoond, getypt), getypt.status)

    return attempt(request, werkplek, invoer, again, act)


def _context(bericht: BerichtBeeld, getypt: Getypt = LEEG) -> dict[str, object]:
    return {"bericht": bericht} | getypt.context()


def _uuid(waarde: str) -> UUID | None:
    try:
        return UUID(waarde)
    except ValueError:
        return None
