"""Templating: one Jinja environment and the one function that turns a template into an answer.

``render`` puts in what every page needs (menu, user, csrf token, htmx address), so that a router
passes only its own variables. Every answer varies by ``HX-Request`` and is never stored, because
the same address gives a page or a partial and both hold personal data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from app.domain.actor import Actor, Rol
from app.domain.datum import datum_kort, datum_lang, datum_zonder_dag, latest_day, werkdagen_tekst
from app.schemas.woorden import woord

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: Where people come in without an account.
VOOR_MELDERS = ("/volg", "/vraag", "/partij")


@dataclass(frozen=True, slots=True)
class Gebruiker:
    """Who is named in the header."""

    naam: str
    rol: str
    organisatie: str


#: An error page that htmx asked for replaces the page, never a part of it.
VERVANGT_DE_PAGINA = {"HX-Retarget": "#inhoud", "HX-Reselect": "#inhoud", "HX-Reswap": "outerHTML"}


def render(
    request: Request,
    naam: str,
    context: Mapping[str, object],
    status_code: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The template ``naam`` (path under app/templates) as an answer that is never stored."""
    inhoud = environment().get_template(naam).render({**_shared_context(request), **context})
    answer = HTMLResponse(inhoud, status_code=status_code, headers=dict(headers or {}))
    answer.headers["Vary"] = "HX-Request"
    answer.headers["Cache-Control"] = "no-store"
    if naam.startswith("fouten/") and request.headers.get("HX-Request") == "true":
        answer.headers.update(VERVANGT_DE_PAGINA)
    return answer


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one environment: autoescape on, an unknown variable is an error."""
    env = Environment(
        loader=PackageLoader("app", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters.update(
        datum_lang=lambda moment: datum_lang(_as_date(moment)),
        datum_kort=lambda moment: datum_kort(_as_date(moment)),
        datum_zonder_dag=lambda moment: datum_zonder_dag(_as_date(moment)),
        dag_en_datum=dag_en_datum,
        datum_veld=datum_veld,
        werkdagen=werkdagen_tekst,
        tijdstip=tijdstip,
        datumtijd=datumtijd,
    )
    env.filters["laatste_dag"] = latest_day
    env.filters["bestandsgrootte"] = bestandsgrootte
    env.globals["statisch"] = statisch
    env.filters["woord"] = woord
    return env


def tijdstip(moment: datetime) -> str:
    """A moment as "10.42 uur" in Amsterdam; a naive moment is refused."""
    lokaal = _in_amsterdam(moment)
    return f"{lokaal.hour}.{lokaal.minute:02d} uur"


def datumtijd(moment: datetime) -> str:
    """A moment as "vrijdag 20 november 2026, 10.42 uur" in Amsterdam."""
    return f"{datum_lang(_as_date(moment))}, {tijdstip(moment)}"


def dag_en_datum(moment: date) -> str:
    """A date as "vrijdag 20 november": the day named, the year left out."""
    return datum_lang(_as_date(moment)).rsplit(" ", 1)[0]


def bestandsgrootte(aantal: int) -> str:
    """``340 kB``, ``2,4 MB``: how large a file is."""
    if aantal < 1024 * 1024:
        return f"{max(1, round(aantal / 1024))} kB"
    return f"{aantal / 1024 / 1024:.1f} MB".replace(".", ",")


def datum_veld(waarde: date | str) -> str:
    """A date as it stands in a form field, "20-11-2026"; typed text stays as it was typed."""
    return waarde if isinstance(waarde, str) else _as_date(waarde).strftime("%d-%m-%Y")


@lru_cache
def statisch(naam: str) -> str:
    """Address of a file in app/static; it changes with the content, so browsers may keep it."""
    inhoud = files("app").joinpath("static", naam).read_bytes()
    return f"/static/{naam}?v={sha256(inhoud).hexdigest()[:12]}"


def gebruiker_of(actor: Actor) -> Gebruiker:
    """The header line of an actor; coordinator first, then in the order of the code list."""
    volgorde = (Rol.COORDINATOR, *(rol for rol in Rol if rol is not Rol.COORDINATOR))
    rollen = ", ".join(woord(rol) for rol in volgorde if rol in actor.rollen)
    rol = rollen[:1].upper() + rollen[1:] if rollen else "Medewerker"
    return Gebruiker(actor.naam, rol, actor.korte_naam or actor.organisatie_naam)


def _shared_context(request: Request) -> dict[str, object]:
    """What every page needs; absent state counts as nobody logged in and no htmx."""
    settings = getattr(request.app.state, "settings", None)
    actor = getattr(request.state, "actor", None)
    return {
        "pad": request.url.path,
        "aanvraag": getattr(request.state, "aanvraag_id", ""),
        "csrf_token": getattr(request.state, "csrf_token", ""),
        "navigatie": getattr(request.state, "navigatie", ()),
        "gebruiker": gebruiker_of(actor) if isinstance(actor, Actor) else None,
        "pagina_bericht": None,
        "htmx_url": "" if for_melders(request.url.path) else getattr(settings, "htmx_url", ""),
        "htmx_hash": getattr(settings, "htmx_hash", ""),
        "demo": getattr(request.app.state, "demo", False),
        "contact_naam": getattr(settings, "contact_naam", ""),
        "contact_email": getattr(settings, "contact_email", ""),
    }


def for_melders(pad: str) -> bool:
    """Pages for people without an account: no script from elsewhere, no trace of the address."""
    return pad.startswith(VOOR_MELDERS)


def _in_amsterdam(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment on a page must be aware: naive datetimes hide their zone")
    return moment.astimezone(AMSTERDAM)


def _as_date(moment: date) -> date:
    """A date as it is; a moment becomes its date in Amsterdam."""
    return _in_amsterdam(moment).date() if isinstance(moment, datetime) else moment
