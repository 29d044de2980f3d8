"""Problems: the one table from a domain error to a status, and from a status to an answer.

API answers are problem+json (RFC 9457), pages are error pages that keep what was typed. What the
database cannot do now becomes 503 with Retry-After (``storingen``): the act can be repeated. Nothing
about the inside of the program goes out.
"""

from collections.abc import Mapping
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import DBAPIError, IntegrityError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.types import Message

from app.csrf import CsrfError, typed_text
from app.dependencies import VEILIG
from app.domain.errors import (
    BusyError,
    ClosingRefusedError,
    DomainError,
    InvalidInputError,
    NotPermittedError,
    NotVisibleError,
    RefusedError,
    StaleVersionError,
    TooManyAttemptsError,
)
from app.foutpagina import (
    FOUTTEKSTEN,
    INLOGGEN,
    MISSCHIEN_BEWAARD,
    NIET_BEWAARD,
    START,
    Fouttekst,
    Stap,
    menu_of,
    render_fout,
    start_of,
)
from app.invoerfouten import input_errors
from app.metingen import STORINGEN
from app.security import NotLoggedInError
from app.storingen import WACHTTIJD, OnzekerError, Storing, storing_of
from app.templating import for_melders, render

#: Domain error → status in the API, status of a page. The first row that fits counts.
STATUSSEN: tuple[tuple[type[DomainError], int, int], ...] = (
    (InvalidInputError, 400, 422),
    (NotVisibleError, 404, 404),
    (NotPermittedError, 403, 403),
    (StaleVersionError, 412, 409),
    (RefusedError, 409, 409),
    (TooManyAttemptsError, 429, 429),
    (BusyError, 503, 503),
    (DomainError, 409, 409),
)
#: Statuses that only the API gives; the others have their words in ``foutpagina``.
API_TEKSTEN: Mapping[int, Fouttekst] = {
    401: Fouttekst("U bent niet bekend", "Stuur een geldig token mee: Authorization: Bearer hvt_…"),
    404: Fouttekst("Niet gevonden", "Dit bestaat niet, of is niet voor u zichtbaar. Kijk het adres na."),
    405: Fouttekst("Dit kan hier niet", "Dit adres kent deze methode niet. Kijk in de koptekst Allow."),
    406: Fouttekst("Dit formaat kunnen wij niet geven", "Vraag om application/json."),
    412: Fouttekst("Intussen gewijzigd", "Haal de nieuwe stand op en probeer het opnieuw."),
    415: Fouttekst("Dit formaat kunnen wij niet lezen", "Stuur application/json."),
}
WACHT = {"Retry-After": "5"}
OPNIEUW = "Er is niets verstuurd. Open de pagina opnieuw, en doe de laatste stap nog een keer."
EERSTE = RefusedError(
    "iemand_was_eerder", "Iemand was u net voor. Bekijk de laatste stand en beslis opnieuw."
)
#: The database refused an owner or a place of receipt that ended while this was going on (I11).
OPGEHOUDEN = RefusedError(
    "organisatie_opgehouden",
    "Deze organisatie hield net op. Er is niets opgeslagen. Kies de opvolger en probeer het opnieuw.",
)
UNIEK_POSTGRESQL = "23505"


def is_api(request: Request) -> bool:
    """Whether a machine asked."""
    return request.url.path.startswith("/api/")


def status_of(error: DomainError, *, api: bool) -> int:
    """The status of a refusal, by the table."""
    return next(
        status_api if api else status_pagina
        for soort, status_api, status_pagina in STATUSSEN
        if isinstance(error, soort)
    )


def problem(
    status: int,
    detail: str = "",
    headers: Mapping[str, str] | None = None,
    **extra: object,
) -> JSONResponse:
    """A problem document; ``extra`` holds code, fouten or ontbreekt. A Storing goes out as 503."""
    tekst = API_TEKSTEN.get(status) or FOUTTEKSTEN.get(status) or FOUTTEKSTEN[500 if status >= 500 else 400]
    uit = 503 if isinstance(status, Storing) else status
    inhoud = {"type": "about:blank", "title": tekst.titel, "status": uit, "detail": detail or tekst.uitleg}
    return JSONResponse(
        {**inhoud, **extra},
        status_code=uit,
        headers=dict(headers or {}),
        media_type="application/problem+json",
    )


def register_problems(app: FastAPI) -> None:
    """Every way a request can fail, for pages and API alike."""
    app.add_exception_handler(DomainError, _domain)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(NotLoggedInError, not_logged_in)
    app.add_exception_handler(CsrfError, _csrf)
    for kind in (DBAPIError, PoolTimeoutError, PendingRollbackError, OnzekerError, OSError):
        app.add_exception_handler(kind, storage_failed)


def unexpected(request: Request) -> Response:
    """What goes out when the program itself failed."""
    return problem(500, code="fout_bij_ons") if is_api(request) else render_fout(request, 500)


async def unavailable(request: Request, storing: Storing) -> Response:
    """503 that says what was saved and when to come back; a page keeps what was typed."""
    STORINGEN.labels(storing.code).inc()
    if is_api(request):
        antwoord: Response = problem(storing, code=storing.code)
    else:
        antwoord = await _refusal(request, 503, FOUTTEKSTEN[storing].uitleg, start_of(request), als=storing)
    antwoord.headers["Retry-After"] = str(WACHTTIJD[storing])
    return antwoord


async def storage_failed(request: Request, error: Exception) -> Response:
    """Not now → 503, somebody was first → 409, everything else is a fault of ours."""
    storing = storing_of(error)
    if isinstance(error, OSError):  # a disk that was full while the form was read: it cannot be read again
        request = Request(request.scope, _nothing_more)
    if storing is not None:
        aanvraag = getattr(request.state, "aanvraag_id", "")
        oorzaak = type(getattr(error, "orig", error)).__name__
        structlog.get_logger().warning("storing", aanvraag=aanvraag, soort=storing.code, fout=oorzaak)
        return await unavailable(request, storing)
    if _is_duplicate(error):
        return await _domain(request, EERSTE)
    if "_is_actief" in str(getattr(error, "orig", "")):
        return await _domain(request, OPGEHOUDEN)
    raise error


async def not_logged_in(request: Request, _error: Exception | None = None) -> Response:
    """API: 401. A page: log in and come back; typed text is shown, never thrown away."""
    if is_api(request):
        return problem(401, headers={"WWW-Authenticate": 'Bearer realm="houvast"'}, code="niet_bekend")
    terug = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    inloggen = f"/inloggen?verder={quote(terug)}"
    if request.method not in VEILIG:
        return await _expired(request)
    if request.headers.get("HX-Request"):
        return Response(status_code=200, headers={"HX-Redirect": inloggen, "Cache-Control": "no-store"})
    return RedirectResponse(inloggen, status_code=303)


async def _domain(request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)  # registered for this class
    status = status_of(error, api=is_api(request))
    headers = WACHT if status in (429, 503) else {}
    if not is_api(request):
        stap = (
            Stap(_page_of(request), "Bekijk de laatste stand") if status in (403, 409) else start_of(request)
        )
        antwoord = await _refusal(request, status, error.melding, stap)
        antwoord.headers.update(headers)
        return antwoord
    extra: dict[str, object] = {"code": error.code}
    if isinstance(error, InvalidInputError):
        extra["fouten"] = [{"veld": fout.veld, "melding": fout.melding} for fout in error.fouten]
    if isinstance(error, ClosingRefusedError):
        extra["ontbreekt"] = list(error.ontbreekt)
    return problem(status, error.melding, headers, **extra)


async def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # registered for this class
    return await _domain(request, InvalidInputError(input_errors(error.errors())))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # registered for this class
    headers = error.headers or {}
    if is_api(request):
        return problem(error.status_code, headers=headers)
    return render_fout(request, error.status_code, headers=headers)


async def _nothing_more() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def _is_duplicate(error: Exception) -> bool:
    if not isinstance(error, IntegrityError):
        return False
    return getattr(error.orig, "sqlstate", "") == UNIEK_POSTGRESQL or "UNIQUE" in str(error.orig)


async def _csrf(request: Request, _error: Exception) -> Response:
    return await _expired(request)


async def _expired(request: Request) -> Response:
    """The log-in ended, or the form is older than it: the words are those of 419. A melder has no log-in."""
    if for_melders(request.url.path):
        return await _refusal(request, 403, OPNIEUW, start_of(request), als=400)
    return await _refusal(request, 403, FOUTTEKSTEN[419].uitleg, INLOGGEN, als=419)


async def _refusal(
    request: Request,
    status: int,
    uitleg: str,
    stap: Stap,
    *,
    als: int = 0,
) -> Response:
    """The page that keeps what was typed; without typed text the plain error page (row ``als``)."""
    tekst = FOUTTEKSTEN[als or status]
    onzeker = als == Storing.ONZEKER
    getypt = await typed_text(request)
    await request.close()  # files that came along
    if not getypt:
        volgende = [stap] if request.method not in VEILIG else ()
        antwoord = render_fout(request, als or status, uitleg, volgende)
        antwoord.status_code = status
        return antwoord
    context = menu_of(request) | {
        "onderwerp": "Misschien opgeslagen" if onzeker else "Niet opgeslagen",
        "titel": tekst.titel,
        "uitleg": uitleg,
        "eigenaar": "",
        "belofte": "",
        "getypt": getypt,
        "bewaard": MISSCHIEN_BEWAARD if onzeker else NIET_BEWAARD,
        "volgende_stap": [stap],
    }
    return render(request, "fouten/conflict.html", context, status)


def _page_of(request: Request) -> str:
    """The page an act belongs to: the first two parts of its address."""
    delen = request.url.path.strip("/").split("/")
    return "/" + "/".join(delen[:2]) if len(delen) > 1 else START.href
