"""Actievorm: a small form of a casus, as a page of its own or in place with htmx."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request, Response

from app.audit.leeslog import Leesactie
from app.domain.errors import NotPermittedError, NotVisibleError
from app.queries.beelden import CasusBeeld, MeldingBeeld
from app.queries.werkplek import Werkplek
from app.routers.pages.basis import LEEG, Bezoek, Getypt, is_htmx, page
from app.routers.pages.weergave import title_of


@dataclass(frozen=True, slots=True)
class Actieform:
    """A small form: its partial, heading, who may open it, and the choices it offers."""

    naam: str
    kop: str
    mag: Callable[[CasusBeeld, MeldingBeeld | None], bool]
    extra: Callable[[Werkplek, CasusBeeld, MeldingBeeld | None], dict[str, object]] = lambda _w, _c, _m: {}


def show_form(
    bezoek: Bezoek,
    vorm: Actieform,
    over: tuple[CasusBeeld, MeldingBeeld | None],
    getypt: Getypt = LEEG,
) -> Response:
    """The form as a page, or alone when htmx asks; with what was typed and every error.

    Refuses who could not send it anyway; a 409 says that the use-case already judged this person.
    """
    casus, melding = over
    if getypt.status != 409 and not vorm.mag(casus, melding):
        raise NotPermittedError(
            "mag_niet",
            "Dit kan uw organisatie of rol nu niet met deze casus. Bekijk wie verantwoordelijk is "
            "en wat er al gesloten is.",
        )
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "casus", [casus.id])
    context: dict[str, object] = {
        "casus": casus,
        "melding": melding,
        "titel": title_of(casus),
        "vorm": vorm,
        "in_plaats": _opens_elsewhere(bezoek.request),
        "actie": bezoek.request.url.path,
        "deel": f"partials/_{vorm.naam}.html",
    }
    context |= getypt.context() | vorm.extra(bezoek.werkplek, casus, melding)
    sjabloon = f"partials/_{vorm.naam}.html" if is_htmx(bezoek.request) else "pages/actie.html"
    return page(bezoek.request, sjabloon, context, getypt.status)


def _opens_elsewhere(request: Request) -> bool:
    """Inside another page, with a heading of its own; its own page has that heading already."""
    return is_htmx(request) and urlsplit(request.headers.get("HX-Current-URL", "")).path != request.url.path


def find_melding(casus: CasusBeeld, kenmerk: str) -> MeldingBeeld:
    """A melding of this casus that this person may see."""
    for melding in casus.meldingen:
        if melding.kenmerk == kenmerk:
            return melding
    raise NotVisibleError("Deze melding")
