"""Sjablonen: the words of messages; the beheerder sees what a melder reads before a version counts."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.dependencies import PageWerkplekDep, abandon
from app.domain.beheer import require_stelselbeheerder
from app.domain.berichten import Berichtinhoud, compose, example_of
from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError, NotVisibleError
from app.domain.leesbaarheid import B1
from app.domain.sjablonen import MOETEN, Sjabloon, WriteSjabloon, assess_sjabloon, reading_ease
from app.queries.sjablonen import Sjabloonbeeld, all_templates, one_template
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.schemas.invoer import Invoer
from app.services.sjabloon import write_sjabloon

router = APIRouter()


def get_beheerdesk(werkplek: PageWerkplekDep) -> Werkplek:
    """The desk of the landelijke beheerder; nobody else words a message."""
    require_stelselbeheerder(werkplek.actor)
    return werkplek


BeheerdeskDep = Annotated[Werkplek, Depends(get_beheerdesk)]


@router.get("/sjablonen")
def show_templates(request: Request, werkplek: BeheerdeskDep) -> Response:
    """The words of every moment as they are today."""
    return page(request, "pages/sjablonen.html", {"sjablonen": all_templates(werkplek), "b1": B1})


@router.get("/sjablonen/{moment}")
def show_template(request: Request, moment: str, werkplek: BeheerdeskDep) -> Response:
    """One text with its versions and the form to word it otherwise."""
    return _show(request, werkplek, _find(werkplek, moment))


@router.post("/sjablonen/{moment}")
def change_template(request: Request, moment: str, werkplek: BeheerdeskDep, invoer: InvoerDep) -> Response:
    """Write a version, or with the other button only show what the melder would read."""
    beeld = _find(werkplek, moment)
    opdracht = _read(invoer, beeld.moment)
    if invoer.ja("voorbeeld") and not invoer.fouten:
        abandon(werkplek)
        return _try_out(request, werkplek, beeld, opdracht, invoer)

    def act() -> str:
        write_sjabloon(werkplek, opdracht)
        return done(f"/sjablonen/{beeld.moment}", "sjabloon")

    return attempt(request, werkplek, invoer, lambda getypt: _show(request, werkplek, beeld, getypt), act)


def _find(werkplek: Werkplek, moment: str) -> Sjabloonbeeld:
    if moment not in {str(bekend) for bekend in MOETEN}:
        raise NotVisibleError("Deze tekst")
    return one_template(werkplek, Berichtmoment(moment))


def _read(invoer: Invoer, moment: Berichtmoment) -> WriteSjabloon:
    return WriteSjabloon(
        moment=moment,
        onderwerp=invoer.tekst("onderwerp", "Schrijf een onderwerp.") or "",
        kern=invoer.lange_tekst("kern", "Schrijf de tekst van het bericht.") or "",
        geldig_van=invoer.datum("geldigVan", "Vul in vanaf welke dag dit geldt.") or date.min,
    )


def _try_out(
    request: Request, werkplek: Werkplek, beeld: Sjabloonbeeld, opdracht: WriteSjabloon, invoer: Invoer
) -> Response:
    try:
        assess_sjabloon(opdracht, werkplek.omgeving.vandaag)
    except InvalidInputError as error:
        return _show(request, werkplek, beeld, Getypt(invoer.waarden, error.fouten, 422))
    nieuw = Sjabloon(opdracht.moment, 0, opdracht.onderwerp, opdracht.kern, opdracht.geldig_van)
    return _show(request, werkplek, beeld, Getypt(invoer.waarden), nieuw)


def _show(
    request: Request,
    werkplek: Werkplek,
    beeld: Sjabloonbeeld,
    getypt: Getypt = LEEG,
    probeer: Sjabloon | None = None,
) -> Response:
    getoond = probeer or beeld.nu
    context: dict[str, object] = {
        "beeld": beeld,
        "vandaag": werkplek.omgeving.vandaag,
        "voorbeeld": _example(werkplek, getoond),
        "is_probeersel": probeer is not None,
        "leesbaarheid": reading_ease(getoond.kern),
        "b1": B1,
    }
    return page(request, "pages/sjabloon.html", context | getypt.context(), getypt.status)


def _example(werkplek: Werkplek, sjabloon: Sjabloon) -> Berichtinhoud:
    return compose(sjabloon.moment, example_of(werkplek.omgeving.vandaag), sjabloon)
