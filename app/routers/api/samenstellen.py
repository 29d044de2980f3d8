"""The API as a sub-application: routes, media types and the OpenAPI document."""

import re
from functools import cache

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from app.middleware import VERSIE_API
from app.problems import problem, register_problems, unexpected
from app.routers.api import (
    afstemmingen,
    bijdragen,
    bijlagen,
    casussen,
    eigenpagina,
    klachten,
    meldingen,
    organisaties,
    overdrachten,
    samenloopmodellen,
    samenlopen,
    stukken,
    tafels,
    termijnen,
    terugkoppelingen,
    vangnet,
)
from app.routers.api.openapi import describe, operation_id
from app.routers.api.openapi import router as openapi_router
from app.settings import Settings

DELEN = (
    organisaties,
    meldingen,
    terugkoppelingen,
    eigenpagina,
    casussen,
    overdrachten,
    bijdragen,
    bijlagen,
    klachten,
    stukken,
    termijnen,
    samenloopmodellen,
    samenlopen,
    tafels,
    afstemmingen,
    vangnet,
)
LEESBAAR = frozenset({"application/json", "application/merge-patch+json"})
GEVRAAGD = ("application/json", "application/problem+json", "application/*", "*/*")


def create_api(hoofd: FastAPI, settings: Settings) -> FastAPI:
    """The API of this house; it shares state with the pages."""
    api = FastAPI(
        title="Houvast API",
        version=VERSIE_API,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    api.state = hoofd.state
    api.router.routes.extend(_routes())
    api.openapi = cache(lambda: describe(api, settings))  # type: ignore[method-assign]  # as FastAPI documents
    register_problems(api)
    api.add_exception_handler(405, _not_allowed)
    api.add_exception_handler(Exception, lambda request, _: unexpected(request))
    return api


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """The same for every app of this process: FastAPI prepares each of them once."""
    samen = APIRouter(generate_unique_id_function=_unique_id, dependencies=[Depends(check_media)])
    for deel in DELEN:
        samen.include_router(deel.router)
    samen.include_router(openapi_router)
    return tuple(samen.routes)


def check_media(request: Request) -> None:
    """We speak JSON: 406 for who wants something else, 415 for who sends something else."""
    gevraagd = request.headers.get("Accept", "*/*")
    if not any(soort.split(";")[0].strip() in GEVRAAGD for soort in gevraagd.split(",")):
        raise HTTPException(406)
    soort = request.headers.get("Content-Type", "").split(";")[0].strip().lower()
    heeft_inhoud = request.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in request.headers
    if request.method not in ("GET", "HEAD") and heeft_inhoud and soort not in LEESBAAR:
        raise HTTPException(415)


def _unique_id(route: APIRoute) -> str:
    return operation_id(route.name, route.path_format)


def _not_allowed(request: Request, _error: Exception) -> Response:
    """405 names every method of the address, not only those of the route that was tried first."""
    pad = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    methoden = {
        methode.upper()
        for sjabloon, bewerkingen in request.app.openapi()["paths"].items()
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", sjabloon), pad)
        for methode in bewerkingen
    }
    if "GET" in methoden or not methoden:
        methoden |= {"GET", "HEAD"}
    return problem(405, headers={"Allow": ", ".join(sorted(methoden))})
