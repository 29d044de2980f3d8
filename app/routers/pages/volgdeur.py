"""Volgdeur: the door of the own page: who visits, the cookies of that visit, and what a page needs.

A visit has a cookie and a form token of its own. It gives no access to anything of a medewerker, nor the
other way round: somebody may have both in one browser.
"""

import hmac
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from app.csrf import typed_text
from app.dependencies import VEILIG, Huis, HuisDep, NowDep, SessionDep, surroundings
from app.linktoegang import Linkpoging, Poort, must_mark, resolve_visit, touch
from app.queries.toegangslink import Bezoekrij, melder_actor
from app.queries.werkplek import Werkplek
from app.routers.pages.basis import Getypt
from app.templating import render

VELD = "volg_csrf"
#: The followed link waits here for its code; it stands in no address bar any more.
LINKKOEKJE, LINKPAD, LINKTIJD = "houvast-link", "/volg", 1800


@dataclass(frozen=True, slots=True)
class Volgdesk:
    """The desk of a melder on the own page."""

    werkplek: Werkplek
    melding_id: UUID
    csrf: str


def get_bezoeker(request: Request, huis: HuisDep, now: NowDep) -> Bezoekrij | None:
    """Who visits with this browser, or nobody; in short sessions of its own, as a log-in is looked up."""
    waarde = request.cookies.get(visit_cookie(huis))
    with huis.database.read() as session:
        rij = resolve_visit(session, waarde, now)
    if rij is not None and must_mark(rij, now):
        with huis.database.transaction() as session:
            touch(session, rij, now)
    return rij


BezoekerDep = Annotated[Bezoekrij | None, Depends(get_bezoeker)]


async def has_token(request: Request, bezoeker: BezoekerDep) -> bool:
    """Whether an unsafe request carries the token of this visit."""
    if request.method in VEILIG or bezoeker is None:
        return True
    token = str((await request.form()).get(VELD, ""))
    return hmac.compare_digest(token.encode(), bezoeker.sessie.csrf.encode())


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


def get_poort(huis: HuisDep, now: NowDep) -> Poort:
    """Where a link is offered."""
    return Poort(huis.database, huis.kluis, now, mailt=bool(huis.settings.smtp_url))


PoortDep = Annotated[Poort, Depends(get_poort)]


def visit_cookie(huis: Huis) -> str:
    """The name of the cookie that holds a visit."""
    return "__Host-houvast-volg" if huis.settings.cookies_alleen_https else "houvast-volg"


def attempt_of(request: Request, link: str) -> Linkpoging:
    """A link and where it is offered from."""
    return Linkpoging(link, request.client.host if request.client else "onbekend")


def keep_link(antwoord: Response, huis: Huis, link: str) -> None:
    """Let the followed link wait for its code."""
    antwoord.set_cookie(
        LINKKOEKJE, link, max_age=LINKTIJD, path=LINKPAD,
        secure=huis.settings.cookies_alleen_https, httponly=True, samesite="strict",
    )  # fmt: skip


def keep_visit(antwoord: Response, huis: Huis, waarde: str) -> None:
    """Hand out the cookie of a visit; the link has done its work."""
    antwoord.delete_cookie(LINKKOEKJE, path=LINKPAD)
    antwoord.set_cookie(
        visit_cookie(huis), waarde, path="/",
        secure=huis.settings.cookies_alleen_https, httponly=True, samesite="strict",
    )  # fmt: skip


def drop_visit(antwoord: Response, huis: Huis) -> None:
    """Take the cookies back."""
    antwoord.delete_cookie(LINKKOEKJE, path=LINKPAD)
    antwoord.delete_cookie(visit_cookie(huis), path="/", secure=huis.settings.cookies_alleen_https)


def melder_page(
    request: Request, naam: str, context: dict[str, object], getypt: Getypt | None = None
) -> Response:
    """A page for a melder: no menu, and the mark leads to where this melder is."""
    getypt = getypt or Getypt()
    request.state.navigatie = ()
    inhoud: dict[str, object] = {"thuis": LINKPAD, "gebruiker": None, **context, **getypt.context()}
    return render(request, naam, inhoud, getypt.status)


@dataclass(frozen=True, slots=True)
class Voorbij:
    """There is no visit (any more), and what was typed for it."""

    request: Request
    getypt: list[tuple[str, str]]

    def page(self) -> Response:
        """How to come in again, with everything that was typed."""
        context: dict[str, object] = {"getypt": self.getypt}
        return melder_page(self.request, "pages/volg_voorbij.html", context, Getypt(status=403))


async def get_voorbij(request: Request) -> Voorbij:
    """What was typed, for a route that may find that nobody visits."""
    return Voorbij(request, await typed_text(request))


VoorbijDep = Annotated[Voorbij, Depends(get_voorbij)]
