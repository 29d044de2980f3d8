"""Warmdraaien: what the first user would otherwise wait for is done before the first request.

The statements of the work list and the casus page are composed and planned for each kind of desk that people
work at here, for an actor and a casus that do not exist: nobody is read, and nothing is written.
"""

from collections.abc import Iterable
from contextlib import suppress

import structlog
from starlette.routing import BaseRoute, Mount

from app.dependencies import Huis, surroundings
from app.domain.errors import NotVisibleError
from app.gezondheid import find_failures
from app.installatie import now_utc
from app.queries import casusdelen, termijnbeeld
from app.queries.casusbeeld import load_casus
from app.queries.geschiedenis import history
from app.queries.intern.balies import NIEMAND, common_desks, nobody
from app.queries.toegang import sessie_with_actor, token_with_actor
from app.queries.vandaag import today
from app.queries.wat_nu import first_promises
from app.queries.werkbeelden import Lijst, Werkfilter
from app.queries.werklijst import list_work, overview
from app.queries.werkplek import Werkplek
from app.templating import environment

#: So many kinds of desk are made ready, the most common first: each takes a part of a second.
MEESTE_SOORTEN = 16
#: The kenmerk of a casus that is not there; pages ask by kenmerk, systems by id.
NERGENS = "C-1900-000000"


def warm_up(huis: Huis, routes: Iterable[BaseRoute]) -> None:
    """Prepare the routes, open connections, read the directory, compile statements and templates; a failure
    shows in ready."""
    prepare(routes)
    fout = find_failures(huis)
    if fout:
        structlog.get_logger().error("niet_gereed", deel=",".join(fout))
        return
    with huis.database.read() as session:
        omgeving = surroundings(session, now_utc(), huis)
        sessie_with_actor(session, "", omgeving.vandaag)
        token_with_actor(session, "", omgeving.vandaag)
        for actor in common_desks(session, omgeving.vandaag, MEESTE_SOORTEN) or [nobody()]:
            _ask_everything(Werkplek(session, actor, omgeving, huis.kluis))
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
    for lijst in Lijst:
        list_work(werkplek, Werkfilter(lijst=lijst))
    first_promises(werkplek, [NIEMAND])
    today(werkplek)
    overview(werkplek)
    for casus in (NERGENS, str(NIEMAND)):
        with suppress(NotVisibleError):
            load_casus(werkplek, casus)
    casusdelen.chain_rows(werkplek, NIEMAND)
    casusdelen.meldingen(werkplek, NIEMAND)
    termijnbeeld.termijnen(werkplek, NIEMAND, [NIEMAND])
    casusdelen.terugkoppelingen(werkplek, [], frozenset())
    casusdelen.messages_of(werkplek, NIEMAND, "")
    history(werkplek, NIEMAND)
