"""Organisaties: the directory, to find who serves a gemeente and how to reach them."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from app.dependencies import PageWerkplekDep
from app.domain.actor import OrganisatieSoort
from app.domain.piket import may_keep, piket_now
from app.queries.gemeenten import all_gemeenten, working_area
from app.queries.geschiedenis import OVER_MEDEWERKERS, history
from app.queries.gids import open_gids
from app.queries.organisatiebeeld import leads, organisatie_beeld
from app.queries.organisatielijst import OrganisatieFilter, get_organisatie, list_organisaties
from app.routers.pages.basis import is_htmx, page
from app.routers.pages.bladeren import read_after
from app.routers.pages.weergave import event_line
from app.schemas.piket import piket_words, rooster_words
from app.schemas.woorden import opties

router = APIRouter()
PER_BLADZIJDE = 25


@router.get("/organisaties")
def show_directory(request: Request, werkplek: PageWerkplekDep) -> Response:
    """Search by name, kind and gemeente. htmx asks for the list alone."""
    vraag = request.query_params
    soort = vraag.get("soort", "")
    filter_ = OrganisatieFilter(
        soort=OrganisatieSoort(soort) if soort in set(OrganisatieSoort) else None,
        gemeente=vraag.get("gemeente") or None,
        q=vraag.get("q") or None,
        na=read_after(vraag.get("naam", ""), vraag.get("na", "")),
        limit=PER_BLADZIJDE,
    )
    rijen = list_organisaties(werkplek.session, filter_, werkplek.omgeving.vandaag)
    behoud = {naam: vraag.get(naam, "") for naam in ("soort", "gemeente", "q") if vraag.get(naam)}
    volgende = ""
    if len(rijen) > PER_BLADZIJDE:
        laatste = rijen[PER_BLADZIJDE - 1]
        volgende = f"/organisaties?{urlencode({**behoud, 'naam': laatste.naam, 'na': laatste.id})}"
    context: dict[str, object] = {
        "rijen": rijen[:PER_BLADZIJDE],
        "volgende": volgende,
        "begin": f"/organisaties?{urlencode(behoud)}" if filter_.na else "",
        "soorten": [("", "Elke soort"), *opties(OrganisatieSoort)],
        "gemeenten": [("", "Elke gemeente"), *all_gemeenten(werkplek.session, werkplek.omgeving.vandaag)],
        "soort": soort,
        "gemeente": filter_.gemeente or "",
        "q": filter_.q or "",
        "stuurt_links": werkplek.omgeving.stuurt_links,
    }
    sjabloon = "partials/_organisatielijst.html" if is_htmx(request) else "pages/organisaties.html"
    return page(request, sjabloon, context)


@router.get("/organisaties/{sleutel}")
def show_organisatie(request: Request, sleutel: str, werkplek: PageWerkplekDep) -> Response:
    """One party: what it is, whether somebody can be reached, and where it works."""
    organisatie = get_organisatie(werkplek.session, sleutel, werkplek.omgeving.vandaag)
    zonder = frozenset() if leads(werkplek.actor, organisatie.id) else OVER_MEDEWERKERS
    rooster = open_gids(werkplek.session).piket.get(organisatie.id)
    context: dict[str, object] = {
        "organisatie": organisatie,
        "stuurt_links": werkplek.omgeving.stuurt_links,
        "gebied": working_area(werkplek.session, organisatie.id, werkplek.omgeving.vandaag),
        "beeld": organisatie_beeld(werkplek, organisatie),
        "piket": piket_words(piket_now(rooster, werkplek.omgeving.now)),
        "piketuren": rooster_words(rooster),
        "mag_bijhouden": may_keep(werkplek.actor, organisatie.id),
        "geschiedenis": [event_line(g) for g in history(werkplek, organisatie.id, zonder=zonder)],
    }
    return page(request, "pages/organisatie.html", context)
