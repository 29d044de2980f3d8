"""Bestanden: the files in a request of the API, judged before the transaction of the act begins."""

import json
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from app.dependencies import BekendeDep, Huis, HuisDep
from app.domain.bijlage import VELD, Gekeurd, assess_number
from app.keuring import decode


async def get_bestanden(request: Request, huis: HuisDep, _wie: BekendeDep) -> tuple[Gekeurd, ...]:
    """The new files under ``bijlagen``; a route names this before its desk.

    Whatever else is wrong with the request is said by the route itself.
    """
    gestuurd = _sent(await request.body())
    return await run_in_threadpool(_judge, huis, gestuurd) if gestuurd else ()


BestandenDep = Annotated[tuple[Gekeurd, ...], Depends(get_bestanden)]


def _judge(huis: Huis, gestuurd: list[tuple[str, str]]) -> tuple[Gekeurd, ...]:
    assess_number(len(gestuurd))
    bestanden = [
        decode(naam, inhoud, f"{VELD}.{nummer}.inhoud") for nummer, (naam, inhoud) in enumerate(gestuurd)
    ]
    return huis.keuring.judge(bestanden)


def _sent(body: bytes) -> list[tuple[str, str]]:
    """Name and content of every file that came along; what is malformed, the schema refuses."""
    try:
        inhoud: object = json.loads(body or b"null")
    except ValueError:
        return []
    rijen = inhoud.get(VELD) if isinstance(inhoud, dict) else None
    paren = [(rij.get("naam"), rij.get("inhoud")) for rij in rijen or () if isinstance(rij, dict)]
    return [(naam, data) for naam, data in paren if isinstance(naam, str) and isinstance(data, str)]
