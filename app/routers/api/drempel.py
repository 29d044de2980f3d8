"""Drempel: a route of the API, where who asks is judged before anything of the request is read."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from app.afzender import find_bekende
from app.dependencies import get_huis
from app.security import NotLoggedInError


class Drempel(APIRoute):
    """A route for who is known: 401 goes before every other refusal.

    FastAPI reads the body before it asks for any dependency, so a stranger would hear what is wrong with it.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Over the threshold first, then as every route."""
        verder = super().get_route_handler()

        async def judge_first(request: Request) -> Response:
            await run_in_threadpool(_recognise, request)
            return await verder(request)

        return judge_first


def _recognise(request: Request) -> None:
    """Who is behind the token, for the rest of the request; refuses everybody else."""
    huis = get_huis(request)
    request.state.bekende = find_bekende(request, huis.database, huis.klok())
    if request.state.bekende is None:
        raise NotLoggedInError
