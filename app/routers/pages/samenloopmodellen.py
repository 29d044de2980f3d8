"""Samenloopmodellen: how sure what was found was, which models there are, and which one may weigh."""

from enum import StrEnum

from fastapi import APIRouter, Request, Response

from app.dependencies import PageWerkplekDep
from app.queries.samenloopmodellen import judged_by_certainty, list_models, model_history, one_model
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.routers.pages.weergave import event_line
from app.routers.pages.weergave_modellen import (
    BRON,
    effect_as_facts,
    expectation,
    figures_as_facts,
    findings_as_rows,
    standing,
)
from app.services.modelgevolg import effect_of_model
from app.services.modelkeuring import approve_model, decline_model

router = APIRouter()


class Keuring(StrEnum):
    """What the button says."""

    GOEDKEUREN = "goedkeuren"
    AFWIJZEN = "afwijzen"


@router.get("/samenloopmodellen")
def show_models(request: Request, werkplek: PageWerkplekDep) -> Response:
    """The model that works, the lines it draws, what waits on either side of them, and the other models."""
    modellen = list_models(werkplek)
    context: dict[str, object] = {
        "modellen": [(model, *standing(model), expectation(model)) for model in modellen],
        "werkend": next(model for model in modellen if model.werkt),
        "bronnen": BRON,
        "bevindingen": findings_as_rows(judged_by_certainty(werkplek).items()),
        "geschiedenis": [event_line(regel) for regel in model_history(werkplek)],
    }
    return page(request, "pages/samenloopmodellen.html", context)


@router.get("/samenloopmodellen/{versie}")
def show_model(request: Request, werkplek: PageWerkplekDep, versie: int) -> Response:
    """One model: its figures, and what approving it would change."""
    return _show(request, werkplek, versie, LEEG)


@router.post("/samenloopmodellen/{versie}")
def judge_model(request: Request, werkplek: PageWerkplekDep, versie: int, invoer: InvoerDep) -> Response:
    """Approve or decline; the button says which."""
    keuring = invoer.keuze("besluit", Keuring, "Kies wat u wilt: goedkeuren of afwijzen.")

    def act() -> str:
        if keuring is Keuring.AFWIJZEN:
            decline_model(werkplek, versie)
            return done("/samenloopmodellen", "model_afgewezen")
        approve_model(werkplek, versie)
        return done("/samenloopmodellen", "model_goedgekeurd")

    return attempt(request, werkplek, invoer, lambda getypt: _show(request, werkplek, versie, getypt), act)


def _show(request: Request, werkplek: Werkplek, versie: int, getypt: Getypt) -> Response:
    model = one_model(werkplek, versie)
    gevolg = None if model.werkt else effect_of_model(werkplek, versie)
    context: dict[str, object] = {
        "model": model,
        "stand": standing(model),
        "bronnen": BRON,
        "cijfers": figures_as_facts(model.cijfers) if model.cijfers else [],
        "gevolg": effect_as_facts(gevolg) if gevolg else [],
        "is_leeg": gevolg is not None and gevolg.van == 0,
    }
    return page(request, "pages/samenloopmodel.html", context | getypt.context(), getypt.status)
