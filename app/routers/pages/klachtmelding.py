"""Klachtmelding: a melding turns out to be (also) a klacht; and a bezwaar or aanvraag that must go
elsewhere."""

from dataclasses import replace
from uuid import UUID

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.domain.klachttermen import Klachtvorm, Stukstatus
from app.queries.casusbeeld import load_casus
from app.queries.stukken import list_stukken
from app.queries.werkplek import Werkplek
from app.routers.pages.actievorm import Actieform, find_melding, show_form
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done, page
from app.routers.pages.partijkeuze import party_choices
from app.schemas.klachtformulieren import read_new_klacht, read_stuk
from app.schemas.woorden import opties
from app.services.klacht import MAG_VASTLEGGEN, record_klacht
from app.services.stuk import forward_stuk

router = APIRouter()


def _choices(werkplek: Werkplek) -> dict[str, object]:
    return {
        "partijen": party_choices(werkplek, "Weet ik niet"),
        "vormen": opties(Klachtvorm),
        "vandaag": werkplek.omgeving.vandaag,
    }


KLACHT = Actieform(
    "klacht_vastleggen",
    "Is dit (ook) een klacht?",
    lambda casus, melding: melding is not None and not casus.rechten.isdisjoint(MAG_VASTLEGGEN),
    lambda werkplek, _c, _m: _choices(werkplek),
)


@router.get("/casussen/{kenmerk}/meldingen/{melding}/klacht")
def show_new_klacht(bezoek: BezoekDep, kenmerk: str, melding: str) -> Response:
    """The form that records a klacht in a melding."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    return show_form(bezoek, KLACHT, (casus, find_melding(casus, melding)))


@router.post("/casussen/{kenmerk}/meldingen/{melding}/klacht")
def record(bezoek: BezoekDep, kenmerk: str, melding: str, invoer: InvoerDep) -> Response:
    """Record it; who may not know of it afterwards, goes back to the casus."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    beeld = find_melding(casus, melding)
    opdracht = read_new_klacht(invoer, beeld.id)

    def act() -> str:
        record_klacht(bezoek.werkplek, opdracht)
        return done(f"/casussen/{casus.kenmerk}", "klacht_vastgelegd")

    def again(getypt: Getypt) -> Response:
        return show_form(bezoek, KLACHT, (casus, beeld), getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


@router.get("/stukken")
def show_stukken(bezoek: BezoekDep) -> Response:
    """Every bezwaar and aanvraag that came in here and must go on."""
    return _stukken_page(bezoek, LEEG, None)


@router.post("/stukken/{stuk_id}")
def settle_stuk(bezoek: BezoekDep, stuk_id: UUID, invoer: InvoerDep) -> Response:
    """It went on, it is ours, or it is none."""
    opdracht = read_stuk(invoer, stuk_id)
    if opdracht.status is not Stukstatus.DOORGEZONDEN:
        opdracht = replace(opdracht, naar_organisatie=None, naar_naam=None)

    def act() -> str:
        forward_stuk(bezoek.werkplek, opdracht)
        return done("/stukken", "stuk")

    def again(getypt: Getypt) -> Response:
        return _stukken_page(bezoek, getypt, stuk_id)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _stukken_page(bezoek: Bezoek, getypt: Getypt, stuk_id: UUID | None) -> Response:
    werkplek = bezoek.werkplek
    stukken = list_stukken(werkplek)
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "stuklijst")
    context: dict[str, object] = {
        "stukken": stukken,
        "stuk_id": stuk_id,
        "keuzes": opties(Stukstatus, Stukstatus.OPEN),
        "partijen": party_choices(werkplek, "Een andere instantie, hieronder"),
    }
    return page(bezoek.request, "pages/stukken.html", context | getypt.context(), getypt.status)
