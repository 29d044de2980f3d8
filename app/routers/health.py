"""Health: is this process alive, is it ready, and what does it measure."""

import hmac
from ipaddress import ip_address

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from app.dependencies import HuisDep, NowDep
from app.gezondheid import examine
from app.metingen import exposition
from app.settings import Settings

router = APIRouter(include_in_schema=False)
#: A proxy in between: then the address says nothing about who asks.
DOORGEGEVEN = ("x-forwarded-for", "forwarded", "x-real-ip")


@router.get("/health/live")
def live() -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok"})


@router.get("/health/ready")
def ready(request: Request, huis: HuisDep) -> JSONResponse:
    """The database is there and takes writes, has the newest schema, and the keyring fits it.

    Else 503 says which not. ``let_op`` names what somebody should look at while this process does take work.
    """
    toestand = examine(huis, request.app.state.schrijfproef)
    if toestand.fout:
        inhoud = {"status": "niet_gereed", "fout": list(toestand.fout), "uitleg": toestand.fout}
        return JSONResponse(inhoud, 503, headers={"Retry-After": "10"})
    return JSONResponse({"status": "ok", "letOp": list(toestand.let_op)})


@router.get("/metrics")
def metrics(request: Request, huis: HuisDep, now: NowDep) -> Response:
    """Counters for Prometheus; no personal data. Who may not see them gets 404 (``HOUVAST_METRIEKEN``)."""
    if not may_measure(request, huis.settings):
        raise HTTPException(404)
    inhoud = exposition(request.app.state.meetstand, huis.database, now)
    return Response(inhoud, media_type=CONTENT_TYPE_LATEST)


def may_measure(request: Request, settings: Settings) -> bool:
    """``uit``: nobody. ``lokaal``: this machine, not through a proxy. ``token``: who has the token."""
    if settings.metrieken == "token":
        soort, _, waarde = request.headers.get("Authorization", "").partition(" ")
        gelijk = hmac.compare_digest(waarde.strip().encode(), settings.metrieken_token.encode())
        return soort.lower() == "bearer" and gelijk
    if settings.metrieken == "uit" or any(kop in request.headers for kop in DOORGEGEVEN):
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:  # a test client, or a unix socket of a proxy
        return False
