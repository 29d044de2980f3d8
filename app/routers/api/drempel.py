"""Drempel: a route of the API, where who asks is judged before anything of the request is read."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from app.dependencies import recognise


class Drempel(APIRoute):
    """A route for who is known: 401 goes before every other refusal.

    FastAPI reads the body before it asks for any dependency, so a stranger would hear what is wrong with it.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Over the threshold first, then as every route."""
        verder = super().get_route_handler()

        async def judge_first(request: Request) -> Response:
            await run_in_threadpool(recognise, request)
            return await verder(request)

        return judge_first
