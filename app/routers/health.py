"""Health: is this process alive, is it ready, and what does it measure."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from app.dependencies import HuisDep
from app.gezondheid import find_failures

router = APIRouter(include_in_schema=False)


@router.get("/health/live")
def live() -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok"})


@router.get("/health/ready")
def ready(huis: HuisDep) -> JSONResponse:
    """The database is there, has the newest schema, and the keyring fits it; else 503 says which not."""
    fout = find_failures(huis)
    status = {"status": "ok"} if not fout else {"status": "niet_gereed", "fout": fout}
    if fout:
        return JSONResponse(status, 503, headers={"Retry-After": "10"})
    return JSONResponse(status)


@router.get("/metrics")
def metrics() -> Response:
    """Counters for Prometheus; no personal data."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
