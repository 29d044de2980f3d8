"""Berichten: the outbox. Read, change, hold, send or tick off; then the melder was told."""

from collections.abc import Callable
from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import PageWerkplekDep
from app.domain.berichttermen import BerichtStatus
from app.domain.opdrachten import ChangeBericht
from app.domain.termen import Wijze
from app.queries.berichtbeelden import BerichtBeeld
from app.queries.berichtenlijst import (
    list_attention,
    list_berichten,
    load_bericht,
)
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Daad, Getypt, attempt, done, page
from app.routers.pages.weergave_berichten import state_of
from app.schemas.invoer import Invoer
from app.schemas.woorden import opties, woord
from app.services.versturen import (
    change_bericht,
    discard_bericht,
    hold_bericht,
    mark_bericht_sent,
    release_bericht,
)

router = APIRouter()
AANDACHT = "aandacht"
#: The lists of the outbox; what went wrong has one of its own.
LIJSTEN = (BerichtStatus.TE_VERSTUREN, BerichtStatus.VERSTUURD, BerichtStatus.VERVALLEN)
Lezer = Callable[[Invoer, UUID], Daad]


@router.get("/berichten")
def show_berichten(request: Request, werkplek: PageWerkplekDep) -> Response:
    """What waits on sending by this organisatie, what went wrong, or what was sent."""
    gevraagd = request.query_params.get("status", BerichtStatus.TE_VERSTUREN)
    na = _uuid(request.query_params.get("na", ""))
    if gevraagd == AANDACHT:
        status, (rijen, volgende) = AANDACHT, list_attention(werkplek, na)
    else:
        soort = BerichtStatus(gevraagd) if gevraagd in set(LIJSTEN) else BerichtStatus.TE_VERSTUREN
        status, (rijen, volgende) = str(soort), list_berichten(werkplek, soort, na)
    context: dict[str, object] = {
        "rijen": [(rij, state_of(rij, werkplek.omgeving)) for rij in rijen],
        "status": status,
        "mailt": werkplek.omgeving.mailt_zelf,
        "tabs": _tabs(status),
        "volgende": f"/berichten?status={status}&na={volgende}" if volgende else "",
    }
    return page(request, "pages/berichten.html", context)


@router.get("/berichten/{bericht_id}")
def show_bericht(bezoek: BezoekDep, bericht_id: UUID) -> Response:
    """One message: how far it is, as a letter to print, as words to say, or as a mail to read first."""
    return _message_page(bezoek, bericht_id, LEEG)


def _message_page(bezoek: Bezoek, bericht_id: UUID, getypt: Getypt) -> Response:
    bericht = load_bericht(bezoek.werkplek, bericht_id)
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "bericht", [bericht.id])
    return page(bezoek.request, "pages/bericht.html", _context(bezoek, bericht, getypt), getypt.status)


def _context(bezoek: Bezoek, bericht: BerichtBeeld, getypt: Getypt) -> dict[str, object]:
    return {
        "bericht": bericht,
        "stand": state_of(bericht, bezoek.werkplek.omgeving),
        "mailt": bezoek.werkplek.omgeving.mailt_zelf,
        "wijzen": opties(Wijze, Wijze.GEEN),
        "vandaag": bezoek.werkplek.omgeving.vandaag,
        "sleutels": [str(uuid4()) for _ in range(5)],
    } | getypt.context()


def _tabs(actief: str) -> list[dict[str, object]]:
    lijsten: list[tuple[str, str]] = [(soort, woord(soort).capitalize()) for soort in LIJSTEN]
    lijsten.insert(1, (AANDACHT, "Vraagt aandacht"))
    return [
        {"href": f"/berichten?status={soort}", "label": label, "aantal": None, "actief": soort == actief}
        for soort, label in lijsten
    ]


def _act(pad: str, gedaan: str, lees: Lezer, *, terug: bool = False) -> None:
    """A route that does something with one message; ``terug``: then to the casus, it is done."""

    @router.post(f"/berichten/{{bericht_id}}/{pad}", name=f"bericht_{pad}")
    def carry_out(bezoek: BezoekDep, bericht_id: UUID, invoer: InvoerDep) -> Response:
        bericht = load_bericht(bezoek.werkplek, bericht_id)
        doe = lees(invoer, bericht_id)

        def act() -> str:
            doe(bezoek.werkplek)
            naar = f"/casussen/{bericht.casus_kenmerk}" if terug else f"/berichten/{bericht_id}"
            return done(naar, gedaan)

        def again(getypt: Getypt) -> Response:
            return _message_page(bezoek, bericht_id, getypt)

        return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _mark(invoer: Invoer, bericht_id: UUID) -> Daad:
    hoe = invoer.keuze("hoe", Wijze)
    return lambda werkplek: mark_bericht_sent(werkplek, bericht_id, hoe)


def _change(invoer: Invoer, bericht_id: UUID) -> Daad:
    tekst = invoer.lange_tekst("tekst") or ""
    opdracht = ChangeBericht(bericht_id=bericht_id, tekst=tekst, gelezen=invoer.tekst("gelezen"))
    return lambda werkplek: change_bericht(werkplek, opdracht)


def _release(invoer: Invoer, bericht_id: UUID) -> Daad:
    gelezen = invoer.tekst("gelezen")
    return lambda werkplek: release_bericht(werkplek, bericht_id, gelezen=gelezen)


def _hold(_invoer: Invoer, bericht_id: UUID) -> Daad:
    return lambda werkplek: hold_bericht(werkplek, bericht_id)


def _discard(_invoer: Invoer, bericht_id: UUID) -> Daad:
    return lambda werkplek: discard_bericht(werkplek, bericht_id)


_act("verstuurd", "verstuurd", _mark, terug=True)
_act("versturen", "bericht_gaat", _release)
_act("aanhouden", "bericht_aangehouden", _hold)
_act("tekst", "bericht_gewijzigd", _change)
_act("weggooien", "bericht_weg", _discard, terug=True)


def _uuid(waarde: str) -> UUID | None:
    try:
        return UUID(waarde)
    except ValueError:
        return None
