"""Vangnet: what may come to a standstill, who solves it, and everything that was checked (R016)."""

from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, PageWerkplekDep
from app.domain.actor import Actor, Teamtoegang
from app.domain.omgeving import Omgeving
from app.domain.termijnen.regels import Termijncode
from app.domain.vangnet import Vangnetsoort, regel_of
from app.queries.vangnet import VangnetFilter, Vangnetrij, count_findings, list_findings
from app.routers.pages.basis import page
from app.routers.pages.bladeren import read_cursor, write_cursor
from app.routers.pages.weergave import Toonbaar, since
from app.schemas.vangnet import words_of

router = APIRouter()
PER_BLADZIJDE = 25


@router.get("/vangnet")
def show_vangnet(request: Request, werkplek: PageWerkplekDep, leeslog: LeeslogDep) -> Response:
    """The findings for this person, gravest first, and every check with what it found."""
    vraag = request.query_params
    gevraagd, mijn = vraag.get("soort", ""), vraag.get("van") == "mij"
    filter_ = VangnetFilter(
        soort=Vangnetsoort(gevraagd) if gevraagd in set(Vangnetsoort) else None,
        alleen_mijn=mijn,
        na=read_cursor(vraag.get("na", "")),
        limit=PER_BLADZIJDE,
    )
    rijen = list_findings(werkplek, filter_)
    getoond = rijen[:PER_BLADZIJDE]
    casussen = [rij.casus_id for rij in getoond if rij.casus_id]
    leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", casussen, doel="vangnet")
    telling = count_findings(werkplek)
    meer = len(rijen) > PER_BLADZIJDE
    context: dict[str, object] = {
        "rijen": [_row(rij, werkplek.actor, werkplek.omgeving) for rij in getoond],
        "controles": [_check(soort, aantal) for soort, aantal in telling.items()],
        "aantal": sum(telling.values()),
        "gefilterd": filter_.soort is not None,
        "kop": regel_of(filter_.soort).controle if filter_.soort else "Nu oplossen",
        "tabs": _tabs(request, mijn=mijn),
        "volgende": _address(request, na=write_cursor(getoond[-1].plaats)) if meer else "",
        "begin": _address(request, na="") if filter_.na else "",
        "nu": werkplek.omgeving.now,
        "organisatie": werkplek.actor.organisatie_naam,
        "ziet_casussen": werkplek.actor.werkt_in_keten,
    }
    return page(request, "pages/vangnet.html", context)


def _tabs(request: Request, *, mijn: bool) -> list[dict[str, object]]:
    return [
        {"href": _address(request, van=van), "label": label, "aantal": None, "actief": bool(van) is mijn}
        for van, label in (("", "Van ons"), ("mij", "Van mij"))
    ]


def _address(request: Request, **anders: str) -> str:
    vraag = {**request.query_params, **anders}
    if "van" in anders:
        vraag.pop("na", None)
    vraag = {naam: waarde for naam, waarde in vraag.items() if waarde}
    return f"/vangnet?{urlencode(vraag)}" if vraag else "/vangnet"


def _check(soort: Vangnetsoort, aantal: int) -> Mapping[str, object]:
    regel = regel_of(soort)
    return {
        "soort": soort,
        "controle": regel.controle,
        "aantal": aantal,
        "oplosser": regel.oplosser,
        "weg_als": regel.weg_als,
    }


def _row(rij: Vangnetrij, actor: Actor, omgeving: Omgeving) -> Toonbaar:
    href = _subject(rij)
    return {
        "kenmerk": rij.kenmerk or "Houvast",
        "href": href,
        "wat": words_of(rij),
        "wie": rij.behandelaar.naam if rij.behandelaar else rij.organisatie.korte_naam,
        "wie_klein": "" if rij.behandelaar or rij.casus_id is None else "nog niemand",
        "sinds": since(rij.sinds, omgeving),
        "nadert": rij.soort is Vangnetsoort.BIJNA_ACHTTIEN,
        "doen": regel_of(rij.soort).doen,
        "doen_href": _where_to_act(rij, actor) or href,
    }


def _subject(rij: Vangnetrij) -> str:
    if rij.code == Termijncode.BIJDRAGE:
        return "/bijdragen"
    if rij.casus_id is not None:
        return f"/casussen/{rij.kenmerk}"
    if rij.klacht_id is not None:
        return f"/klachten/{rij.kenmerk}"
    if rij.soort is Vangnetsoort.AFSTEMMING_TE_LAAT:
        return f"/tafels/{rij.kenmerk}" if rij.partij else f"/afstemmingen/{rij.kenmerk}"
    return f"/organisaties/{rij.kenmerk}" if rij.soort is Vangnetsoort.OPVOLGING_TE_LAAT else ""


def _where_to_act(rij: Vangnetrij, actor: Actor) -> str:
    """The form itself, for who may use it; else the casus, which says who may."""
    if not _may_act(rij, actor) or rij.klacht_id is not None:
        return ""
    match rij.soort:
        case Vangnetsoort.BERICHT_BLIJFT_LIGGEN | Vangnetsoort.BERICHT_MISLUKT:
            return f"/berichten/{rij.id}"
        case Vangnetsoort.HEROPENING_ONBEVESTIGD:
            return f"/casussen/{rij.kenmerk}/behandelaar"
        case Vangnetsoort.BIJNA_ACHTTIEN:
            return f"/casussen/{rij.kenmerk}/toekomst"
        case Vangnetsoort.SAMENLOOP_NIET_BEOORDEELD:
            return f"/samenlopen/{rij.id}"
        case Vangnetsoort.AFSTEMMING_TE_LAAT:
            return "" if rij.partij else f"/afstemmingen/{rij.id}"
        case Vangnetsoort.OPVOLGING_TE_LAAT:
            return f"/organisaties/{rij.kenmerk}/opvolging/{rij.id}"
        case _:
            return ""


def _may_act(rij: Vangnetrij, actor: Actor) -> bool:
    if rij.namens is not None:
        return False
    if rij.soort is Vangnetsoort.AFSTEMMING_TE_LAAT:
        return True  # who sees this finding may act on it
    if rij.soort is Vangnetsoort.OPVOLGING_TE_LAAT or actor.is_coordinator:
        return actor.is_coordinator
    return actor.teamtoegang is Teamtoegang.TEAM or (
        rij.behandelaar is not None and rij.behandelaar.id in actor.personen
    )
