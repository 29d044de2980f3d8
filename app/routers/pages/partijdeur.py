"""Partijdeur: who comes in for a party without an account: the cookie of a visit, its desk, its pages.

Own cookie and own form token, as for a melder; and a name: before somebody said who is there, nothing of the
casus is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request, Response

from app.audit.leeslog import Leesactie
from app.csrf import VELD, typed_text
from app.dependencies import HuisDep, Leeslog, LeeslogDep, NowDep, SessionDep, surroundings
from app.domain.errors import NotVisibleError, OverdrachtEndedError, RefusedError
from app.linktoegang import resolve_party_visit, resolve_past_visit
from app.queries.linkbezoekers import visitor_name
from app.queries.partijlink import Partijbezoek, party_actor
from app.queries.werkplek import Werkplek
from app.routers.pages.basis import Getypt, attempt, typed
from app.routers.pages.bestanden import Bestanden, judge_form
from app.routers.pages.linkbezoek import carries_token, mark_visit
from app.routers.pages.linkpagina import PARTIJ, Aanbeller, Voorbij, gate, link_page, visit_cookie
from app.schemas.invoer import Invoer
from app.services.linkeinde import how_it_ended

#: Why a read of this visitor was right, in the read log.
GROND = "via_link"


@dataclass(frozen=True, slots=True)
class Partijdesk:
    """The desk of somebody of a party without an account."""

    request: Request
    werkplek: Werkplek
    bezoek: Partijbezoek
    leeslog: Leeslog

    @property
    def is_named(self) -> bool:
        """Whether somebody said to be there."""
        return self.bezoek.bezoeker is not None

    def page(self, naam: str, context: dict[str, object], getypt: Getypt | None = None) -> Response:
        """A page in this visit."""
        casus = self.bezoek.casus
        vast: dict[str, object] = {
            "csrf_token": self.bezoek.sessie.csrf,
            "kruimels": (),
            "terug": PARTIJ.pad,
            "bezoeker": visitor_name(self.werkplek, casus, self.bezoek.bezoeker),
            "organisatie": self.bezoek.organisatie.naam,
        }
        return link_page(self.request, PARTIJ, naam, vast | context, getypt)

    def reads(self, soort: str) -> None:
        """Each showing is a logged read, by the name that was given (I10)."""
        self.leeslog.noteer(self.werkplek, Leesactie.LEZEN, soort, [self.bezoek.link.doel_id], doel=GROND)

    def act(self, invoer: Invoer, again: Callable[[Getypt], Response], doe: Callable[[], str]) -> Response:
        """An act of this visitor; who comes second reads who was first, and what ended shows no form."""

        def act() -> str:
            try:
                return doe()
            except OverdrachtEndedError as error:
                raise RefusedError(error.code, error.melding) from error

        def show(getypt: Getypt) -> Response:
            try:
                return again(getypt)
            except NotVisibleError:
                klaar: dict[str, object] = {"titel": "Dit is al afgehandeld", "tekst": ""}
                return self.page("pages/partij_klaar.html", klaar | {"getypt": typed(invoer)}, getypt)

        return attempt(self.request, self.werkplek, invoer, show, act)


def get_bezoek(request: Request, huis: HuisDep, now: NowDep) -> Partijbezoek | None:
    """Who visits with this browser, or nobody; in short sessions of its own, as a log-in is looked up."""
    waarde = request.cookies.get(visit_cookie(huis, PARTIJ))
    with huis.database.read() as session:
        rij = resolve_party_visit(session, waarde, now)
    if rij is not None:
        mark_visit(huis, rij, now)
    return rij


PartijbezoekDep = Annotated[Partijbezoek | None, Depends(get_bezoek)]


async def has_token(request: Request, bezoek: PartijbezoekDep) -> bool:
    """Whether an unsafe request carries the token of this visit."""
    return bezoek is None or await carries_token(request, VELD, bezoek)


TokenDep = Annotated[bool, Depends(has_token)]


async def get_bestanden(
    request: Request, bezoek: PartijbezoekDep, token: TokenDep, huis: HuisDep
) -> Bestanden:
    """Files of who is in and said who that is. A route names this before its desk: no transaction waits for
    a scan (decision 0011)."""
    mag = bezoek is not None and bezoek.bezoeker is not None and token
    return await judge_form(request, huis.keuring) if mag else Bestanden()


BestandenDep = Annotated[Bestanden, Depends(get_bestanden)]


def get_partijdesk(
    session: SessionDep,
    bezoek: PartijbezoekDep,
    token: TokenDep,
    leeslog: LeeslogDep,
    now: NowDep,
) -> Partijdesk | None:
    """The desk of who visits; nobody without a visit, or with a form of another one."""
    if bezoek is None or not token:
        return None
    huis = leeslog.huis
    actor = party_actor(bezoek.link, bezoek.casus, bezoek.organisatie, bezoek.bezoeker)
    werkplek = Werkplek(session, actor, surroundings(session, now, huis), huis.kluis)
    naam = visitor_name(werkplek, bezoek.casus, bezoek.bezoeker) or actor.naam
    return Partijdesk(leeslog.request, replace(werkplek, actor=replace(actor, naam=naam)), bezoek, leeslog)


PartijdeskDep = Annotated[Partijdesk | None, Depends(get_partijdesk)]


def get_aanbeller(request: Request, huis: HuisDep, now: NowDep) -> Aanbeller:
    """Who is not in yet."""
    return Aanbeller(request, gate(huis, now, PARTIJ), huis)


AanbellerDep = Annotated[Aanbeller, Depends(get_aanbeller)]


async def get_voorbij(request: Request, huis: HuisDep, now: NowDep) -> Voorbij:
    """Nobody is in (any more): what was typed, and who was first where that may be said."""

    def hoe() -> str | None:
        with huis.database.read() as session:
            bezoek = resolve_past_visit(session, request.cookies.get(visit_cookie(huis, PARTIJ)), now)
            if bezoek is None:
                return None
            actor = party_actor(bezoek.link, bezoek.casus, bezoek.organisatie, bezoek.bezoeker)
            werkplek = Werkplek(session, actor, surroundings(session, now, huis), huis.kluis)
            return how_it_ended(werkplek, bezoek.link, bezoek.casus)

    return Voorbij(request, PARTIJ, await typed_text(request), hoe)


VoorbijDep = Annotated[Voorbij, Depends(get_voorbij)]
