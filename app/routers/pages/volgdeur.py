"""Volgdeur: who comes in on the own page: the cookie of a visit, and the desk of a melder.

A visit of a melder is never a log-in: own cookie, own session, and the form token of that session
(``volg_csrf``), so that a medewerker in the same browser stays who that is.
"""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from app.dependencies import HuisDep, NowDep, SessionDep, surroundings
from app.linktoegang import Poort, resolve_visit
from app.queries.toegangslink import Bezoekrij, melder_actor
from app.queries.werkplek import Werkplek
from app.routers.pages.basis import Getypt
from app.routers.pages.linkbezoek import carries_token, mark_visit
from app.routers.pages.linkpagina import VOLG, Aanbeller, Voorbij, gate, link_page, nobody_in, visit_cookie

VELD = "volg_csrf"


@dataclass(frozen=True, slots=True)
class Volgdesk:
    """The desk of a melder on the own page."""

    werkplek: Werkplek
    melding_id: UUID
    csrf: str


def get_bezoeker(request: Request, huis: HuisDep, now: NowDep) -> Bezoekrij | None:
    """Who visits with this browser, or nobody; in short sessions of its own, as a log-in is looked up."""
    waarde = request.cookies.get(visit_cookie(huis, VOLG))
    with huis.database.read() as session:
        rij = resolve_visit(session, waarde, now)
    if rij is not None:
        mark_visit(huis, rij, now)
    return rij


BezoekerDep = Annotated[Bezoekrij | None, Depends(get_bezoeker)]


async def has_token(request: Request, bezoeker: BezoekerDep) -> bool:
    """Whether an unsafe request carries the token of this visit."""
    return bezoeker is None or await carries_token(request, VELD, bezoeker)


def get_volgdesk(
    session: SessionDep,
    huis: HuisDep,
    now: NowDep,
    bezoeker: BezoekerDep,
    token: Annotated[bool, Depends(has_token)],
) -> Volgdesk | None:
    """The desk of who visits; nobody without a visit, or with a form of another one."""
    if bezoeker is None or not token:
        return None
    actor = melder_actor(session, bezoeker.melding, bezoeker.melder)
    werkplek = Werkplek(session, actor, surroundings(session, now, huis), huis.kluis)
    return Volgdesk(werkplek, bezoeker.melding.id, bezoeker.sessie.csrf)


VolgdeskDep = Annotated[Volgdesk | None, Depends(get_volgdesk)]


def get_aanbeller(request: Request, huis: HuisDep, now: NowDep) -> Aanbeller:
    """Who is not in yet."""
    poort: Poort = gate(huis, now, VOLG)
    return Aanbeller(request, poort, huis)


AanbellerDep = Annotated[Aanbeller, Depends(get_aanbeller)]
VoorbijDep = Annotated[Voorbij, Depends(nobody_in(VOLG))]


def melder_page(
    request: Request, naam: str, context: dict[str, object], getypt: Getypt | None = None
) -> Response:
    """A page for a melder: no menu, and the mark leads to where this melder is."""
    return link_page(request, VOLG, naam, context, getypt)
