"""The app: pages at the root, the API at /api/v1, around them admission, headers and log."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute

from app.afbouw import stop_in_order
from app.csrf import check_csrf
from app.db import Database
from app.demo.mensen import DEMO_LOGINS, DEMO_WACHTWOORD, SCHOOLVERBAND
from app.dependencies import Demo, Huis
from app.gezondheid import Schrijfproef
from app.installatie import now_utc
from app.keuring import largest_body
from app.kluis import read_kluis
from app.logboek import configure_log
from app.metingen import Meetstand, leave, watch
from app.middleware import Kop, Toelating, Verslag, page_headers
from app.omvang import Omvang
from app.problems import register_problems
from app.queries.stelsel import get_installatie
from app.referentie.lezer import organisaties
from app.routers import api, health, pages
from app.schemas.woorden import woord
from app.settings import Settings, get_settings
from app.warmdraaien import warm_up

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings | None = None, klok: Callable[[], datetime] = now_utc) -> FastAPI:
    """One app for one database. A wrong setting or key file stops the start."""
    settings = settings or get_settings()
    configure_log(settings.log_niveau)
    database = Database(settings.url, settings.pool_size)
    watch(database)
    huis = Huis(settings, database, read_kluis(settings.sleutels), demo=_demo(database), klok=klok)
    app = FastAPI(title="Houvast", openapi_url=None, redirect_slashes=False, lifespan=_lifespan)
    app.state.huis, app.state.settings = huis, settings
    app.state.demo = bool(huis.demo.accounts)
    app.state.schrijfproef, app.state.meetstand = Schrijfproef(), Meetstand()
    app.mount("/api/v1", api.create_api(app, settings), "api")
    app.mount("/static", StaticFiles(directory=STATIC), "static")
    app.router.routes.extend(_page_routes())
    register_problems(app)
    _add_middleware(app, huis)
    return app


@cache
def _page_routes() -> tuple[BaseRoute, ...]:
    """The same for every app of a process: FastAPI prepares each of them once, all in a third of a second."""
    samen = APIRouter()
    samen.include_router(health.router)
    samen.include_router(pages.router, dependencies=[Depends(check_csrf)])
    return tuple(samen.routes)


def _demo(database: Database) -> Demo:
    """The log-ins of the demo, only on a database that was filled as one."""
    try:
        with database.read() as session:
            installatie = get_installatie(session)
    except OperationalError:  # not set up yet: ``ready`` says so
        return Demo()
    if installatie is None or not installatie.is_demo:
        return Demo()
    namen = {partij.kenmerk: partij.korte_naam for partij in (*organisaties(), SCHOOLVERBAND)}
    accounts = [
        {
            "gebruikersnaam": login.gebruikersnaam,
            "naam": login.naam,
            "rol": woord(login.rol),
            "organisatie": namen[login.organisatie],
        }
        for login in DEMO_LOGINS
    ]
    return Demo(accounts, DEMO_WACHTWOORD)


def _add_middleware(app: FastAPI, huis: Huis) -> None:
    """From the inside out."""
    settings = huis.settings
    app.add_middleware(
        Toelating,
        capaciteit=huis.database.capaciteit,
        wachtrij=settings.wachtrij,
        wachttijd=settings.wachttijd,
    )
    app.add_middleware(Omvang, huis=huis, grootste=largest_body(settings))
    app.add_middleware(Kop)
    app.add_middleware(Verslag, pagina_headers=page_headers(settings.htmx_url))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Warm up before the first request, let go of the database after the last."""
    huis: Huis = app.state.huis
    await run_in_threadpool(warm_up, huis, app.routes)
    with stop_in_order(huis.settings.afbouwen):
        yield
    huis.database.dispose()
    leave()
