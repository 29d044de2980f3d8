"""CSRF: a page that changes something is asked for by a page of ours (recipe §2).

Two checks: the browser says that the form came from this site (``Sec-Fetch-Site``, else ``Origin``), and
the form or the header carries the token of this log-in. Before log-in there is no token to steal and
only the first check applies. A refusal shows what was typed: nothing gets lost.
"""

import hmac
import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from fastapi import Request
from starlette.exceptions import HTTPException

from app.dependencies import VEILIG, Huis, HuisDep, IngelogdDep
from app.security import Ingelogd

HEADER = "X-CSRF-Token"
VELD = "csrf_token"
#: Pages of a visit, which has a token of its own: who is logged in beside it stays out of this.
EIGEN_TOKEN, BEZOEK = "/partij", "houvast-partij"
#: Never shown again: secrets, and fields that nobody typed.
NIET_GETYPT = frozenset(
    {VELD, "idempotency_key", "wachtwoord", "nogmaals", "huidig", "startcode", "gebruikersnaam"}
    | {"verder", "versie", "behandelaar"}
    | {"aantalJeugdigen", "overdracht", "aantalKinderen", "volg_csrf", "zegel"}
)
_HOOFDLETTER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KIND = re.compile(r"^jeugdigen\.(\d+)\.")


class CsrfError(Exception):
    """The form is not from this site or older than the log-in."""


async def check_csrf(request: Request, huis: HuisDep, ingelogd: IngelogdDep) -> AsyncIterator[None]:
    """Refuse an unsafe request from elsewhere or without the token of this log-in; let go of its files at the
    end."""
    try:
        await _check(request, huis, ingelogd)
        yield
    finally:
        await request.close()


async def _check(request: Request, huis: Huis, ingelogd: Ingelogd | None) -> None:
    if request.method in VEILIG:
        return
    if not _is_from_here(request, huis):
        raise CsrfError
    if ingelogd is None or _is_in_visit(request):
        return
    token = request.headers.get(HEADER) or str((await request.form()).get(VELD, ""))
    if not hmac.compare_digest(token.encode(), ingelogd.csrf.encode()):
        raise CsrfError


def _is_in_visit(request: Request) -> bool:
    """A form of a visit of a party: it carries the token of that visit, which its own door judges."""
    return request.url.path.startswith(EIGEN_TOKEN) and any(naam.endswith(BEZOEK) for naam in request.cookies)


async def typed_text(request: Request) -> list[tuple[str, str]]:
    """What somebody typed, by label, to show it again after a refusal; of what is no form nothing."""
    if request.method in VEILIG:
        return []
    try:
        formulier = await request.form()
    except HTTPException:
        return []
    return [
        (_label(naam), waarde)
        for naam, waarde in formulier.multi_items()
        if naam not in NIET_GETYPT and isinstance(waarde, str) and waarde.strip()
    ]


def _label(naam: str) -> str:
    """``jeugdigen.0.woonplaatsGemeente`` becomes ``Kind 1, woonplaats gemeente``."""
    met_kind = _KIND.sub(lambda gevonden: f"kind {int(gevonden.group(1)) + 1}, ", naam)
    return _HOOFDLETTER.sub(" ", met_kind).replace("_", " ").replace(".", ", ").capitalize()


def _is_from_here(request: Request, huis: Huis) -> bool:
    herkomst = request.headers.get("Sec-Fetch-Site")
    if herkomst is not None:
        return herkomst in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    eigen = {request.headers.get("Host", ""), urlsplit(huis.settings.basis_url).netloc}
    return urlsplit(origin).netloc in eigen - {""}
