"""Vrije dagen: which days are no werkdag; the beheerder records a decree after seeing what it moves."""

from collections import Counter
from datetime import date

from fastapi import APIRouter, Request, Response

from app.dependencies import PageWerkplekDep, abandon
from app.domain.beheer import is_stelselbeheerder, require_stelselbeheerder
from app.domain.errors import InvalidInputError, NotVisibleError
from app.domain.termijnen.aanpassing import DesignateDay, assess_day
from app.queries.gids import open_gids
from app.queries.regelbeeld import free_days
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.schemas.invoer import Invoer
from app.services.kalender import (
    Kalendergevolg,
    designate_day,
    effect_of_day,
    recompute_terms,
    revoke_day,
    stale_terms,
)

router = APIRouter()


@router.get("/vrije-dagen")
def show_days(request: Request, werkplek: PageWerkplekDep) -> Response:
    """Decreed days with their ground, and the recognised feestdagen that come."""
    mag = is_stelselbeheerder(werkplek.actor)
    aangewezen, feestdagen = free_days(werkplek)
    context: dict[str, object] = {
        "aangewezen": aangewezen,
        "feestdagen": feestdagen,
        "mag_beheren": mag,
        "achter": stale_terms(werkplek) if mag else 0,
    }
    return page(request, "pages/vrije_dagen.html", context | LEEG.context())


@router.get("/vrije-dagen/nieuw")
def show_new_day(request: Request, werkplek: PageWerkplekDep) -> Response:
    """The form for a decree."""
    require_stelselbeheerder(werkplek.actor)
    return _show_new(request, werkplek)


@router.post("/vrije-dagen/nieuw")
def add_day(request: Request, werkplek: PageWerkplekDep, invoer: InvoerDep) -> Response:
    """First what it moves; then, with the second button, record it."""
    require_stelselbeheerder(werkplek.actor)
    opdracht = _read(invoer)
    if not invoer.ja("vastleggen") and not invoer.fouten:
        abandon(werkplek)
        return _preview(request, werkplek, opdracht, invoer)

    def act() -> str:
        designate_day(werkplek, opdracht)
        return done("/vrije-dagen", "vrije_dag")

    return attempt(request, werkplek, invoer, lambda getypt: _show_new(request, werkplek, getypt), act)


@router.get("/vrije-dagen/{dag}/intrekken")
def show_withdrawal(request: Request, dag: date, werkplek: PageWerkplekDep) -> Response:
    """What moves back when a decreed day turns out to be none."""
    require_stelselbeheerder(werkplek.actor)
    if dag not in werkplek.omgeving.kalender.aangewezen:
        raise NotVisibleError("Deze dag")
    return _ask(request, werkplek, dag, LEEG)


@router.post("/vrije-dagen/{dag}/intrekken")
def withdraw_day(request: Request, dag: date, werkplek: PageWerkplekDep, invoer: InvoerDep) -> Response:
    """Take a day that still has to come off the list."""
    require_stelselbeheerder(werkplek.actor)

    def act() -> str:
        revoke_day(werkplek, dag)
        return done("/vrije-dagen", "vrije_dag_ingetrokken")

    return attempt(request, werkplek, invoer, lambda getypt: _ask(request, werkplek, dag, getypt), act)


@router.post("/vrije-dagen/narekenen")
def compute_again(request: Request, werkplek: PageWerkplekDep, invoer: InvoerDep) -> Response:
    """Every open legal term follows the calendar of now."""
    require_stelselbeheerder(werkplek.actor)

    def act() -> str:
        recompute_terms(werkplek)
        return done("/vrije-dagen", "nagerekend")

    return attempt(request, werkplek, invoer, lambda _: show_days(request, werkplek), act)


def _read(invoer: Invoer) -> DesignateDay:
    return DesignateDay(
        datum=invoer.datum("datum", "Vul de dag in.") or date.min,
        grond=invoer.tekst("grond", "Noem het besluit, bijvoorbeeld: Stb. 2026, 123.") or "",
        ook_voorbij=invoer.ja("ookVoorbij"),
    )


def _preview(request: Request, werkplek: Werkplek, opdracht: DesignateDay, invoer: Invoer) -> Response:
    try:
        assess_day(opdracht, werkplek.omgeving.kalender, werkplek.omgeving.vandaag)
    except InvalidInputError as error:
        return _show_new(request, werkplek, Getypt(invoer.waarden, error.fouten, 422))
    gevolg = effect_of_day(werkplek, opdracht.datum, vrij=True)
    return _show_new(request, werkplek, Getypt(invoer.waarden), gevolg)


def _show_new(
    request: Request, werkplek: Werkplek, getypt: Getypt = LEEG, gevolg: Kalendergevolg | None = None
) -> Response:
    context: dict[str, object] = {
        "gevolg": gevolg,
        "verschuivingen": _rows(werkplek, gevolg),
        "vraag_voorbij": any(fout.veld == "ookVoorbij" for fout in getypt.fouten)
        or bool(getypt.waarden.get("ookVoorbij")),
    }
    return page(request, "pages/vrije_dag.html", context | getypt.context(), getypt.status)


def _ask(request: Request, werkplek: Werkplek, dag: date, getypt: Getypt) -> Response:
    gevolg = effect_of_day(werkplek, dag, vrij=False)
    context: dict[str, object] = {"dag": dag, "gevolg": gevolg, "verschuivingen": _rows(werkplek, gevolg)}
    return page(request, "pages/vrije_dag_intrekken.html", context | getypt.context(), getypt.status)


def _rows(werkplek: Werkplek, gevolg: Kalendergevolg | None) -> list[tuple[str, str, date, date, int]]:
    """Per organisatie, kind and dates: how many. Never which: a term of the law may be a klacht (§5)."""
    gids = open_gids(werkplek.session)
    telling = Counter(
        (gids.name(v.verantwoordelijke_id).naam, v.naam, v.van, v.naar)
        for v in (gevolg.verschuivingen if gevolg else ())
    )
    return sorted((*sleutel, aantal) for sleutel, aantal in telling.items())
