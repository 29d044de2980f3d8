"""Warmdraaien: what the first user would otherwise wait for is done before the first request.

The statements of the work list and the casus page are composed and planned once, for an actor and a casus
that do not exist: nobody is read, and nothing is written.
"""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

import structlog
from starlette.routing import BaseRoute, Mount
from uuid_utils.compat import uuid7

from app.dependencies import Huis
from app.domain.actor import KETENROLLEN, Actor, ActorSoort, OrganisatieSoort
from app.domain.errors import NotVisibleError
from app.domain.omgeving import Omgeving
from app.gezondheid import find_failures
from app.installatie import now_utc
from app.queries import casusdelen, termijnbeeld
from app.queries.casusbeeld import load_casus
from app.queries.geschiedenis import history
from app.queries.gids import open_gids
from app.queries.toegang import sessie_with_actor, token_with_actor
from app.queries.vandaag import today
from app.queries.wat_nu import first_promises
from app.queries.werkbeelden import Werkfilter
from app.queries.werklijst import list_work, overview
from app.queries.werkplek import Werkplek
from app.templating import environment

NIEMAND = UUID(int=0)


def warm_up(huis: Huis, routes: Iterable[BaseRoute]) -> None:
    """Prepare the routes, open connections, read the directory, compile statements and templates; a failure
    shows in ready."""
    prepare(routes)
    fout = find_failures(huis)
    if fout:
        structlog.get_logger().error("niet_gereed", deel=",".join(fout))
        return
    with huis.database.read() as session:
        gids, now = open_gids(session), now_utc()
        omgeving = Omgeving(now, uuid7, gids.kalender, gids.regels)
        sessie_with_actor(session, "", omgeving.vandaag)
        token_with_actor(session, "", omgeving.vandaag)
        _ask_everything(Werkplek(session, _nobody(), omgeving, huis.kluis))
    sjablonen = environment()
    for naam in sjablonen.list_templates(extensions=["html"]):
        sjablonen.get_template(naam)


def prepare(routes: Iterable[BaseRoute]) -> None:
    """Ask each route for an address that does not exist: FastAPI puts it together when it is first asked."""
    nergens = {"type": "http", "method": "GET", "path": "/-", "root_path": "", "headers": []}
    for route in routes:
        route.matches(dict(nergens))
        if isinstance(route, Mount):
            prepare(route.routes)


def _ask_everything(werkplek: Werkplek) -> None:
    """Every statement of the two pages that people open most."""
    list_work(werkplek, Werkfilter())
    first_promises(werkplek, [NIEMAND])
    today(werkplek)
    overview(werkplek)
    with suppress(NotVisibleError):
        load_casus(werkplek, str(NIEMAND))
    casusdelen.chain_rows(werkplek, NIEMAND)
    casusdelen.meldingen(werkplek, NIEMAND)
    termijnbeeld.termijnen(werkplek, NIEMAND, [NIEMAND])
    casusdelen.terugkoppelingen(werkplek, [], frozenset())
    casusdelen.messages_of(werkplek, NIEMAND, "")
    history(werkplek, NIEMAND)


def _nobody() -> Actor:
    """An actor of no organisatie, so that every question has the same shape and no answer."""
    return Actor(
        soort=ActorSoort.MEDEWERKER,
        id=NIEMAND,
        organisatie_id=NIEMAND,
        organisatie_soort=OrganisatieSoort.LOKET,
        organisatie_naam="",
        naam="",
        rollen=KETENROLLEN,
    )
