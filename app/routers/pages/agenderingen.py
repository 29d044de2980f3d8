"""Agenderingen: put a person or casus on an agenda, read one, write down what was discussed, take it off."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.domain.errors import NotPermittedError
from app.domain.tafeltermen import Besprekinguitkomst, Tafelgrond
from app.domain.toegang import Recht
from app.queries.afstemmingen import Afstemmingfilter, list_afstemmingen
from app.queries.agenderingen import INBRENGEN, agenda_of_casus, load_agendering
from app.queries.beelden import CasusBeeld
from app.queries.casusbeeld import load_casus
from app.queries.gemeenten import all_gemeenten
from app.queries.tafels import find_tafel, load_tafel, tafels_with_ground
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done, page
from app.routers.pages.weergave import due
from app.schemas.tafelformulieren import read_agendering, read_bespreking
from app.schemas.woorden import opties
from app.services.agendering import put_on_agenda, withdraw_agendering
from app.services.bespreking import record_bespreking

router = APIRouter()


@router.get("/tafels/{kenmerk}/agenderen")
def show_person_form(bezoek: BezoekDep, kenmerk: str) -> Response:
    """The form for a person who has no casus here."""
    return _person_form(bezoek, kenmerk, LEEG)


@router.post("/tafels/{kenmerk}/agenderen")
def put_person(bezoek: BezoekDep, kenmerk: str, invoer: InvoerDep) -> Response:
    """A person comes on the agenda."""
    opdracht = read_agendering(invoer, load_tafel(bezoek.werkplek, kenmerk).id)

    def act() -> str:
        return done(f"/agenderingen/{put_on_agenda(bezoek.werkplek, opdracht).id}", "geagendeerd")

    return attempt(bezoek.request, bezoek.werkplek, invoer, lambda g: _person_form(bezoek, kenmerk, g), act)


@router.get("/agenderingen/{agendering_id}")
def show_agendering(bezoek: BezoekDep, agendering_id: UUID) -> Response:
    """One agendering, for the secretaris and for who put the casus on it."""
    return _show(bezoek, agendering_id, LEEG)


@router.post("/agenderingen/{agendering_id}/besprekingen")
def discuss(bezoek: BezoekDep, agendering_id: UUID, invoer: InvoerDep) -> Response:
    """Write down one discussion."""
    load_agendering(bezoek.werkplek, agendering_id)
    opdracht = read_bespreking(invoer, agendering_id)

    def act() -> str:
        record_bespreking(bezoek.werkplek, opdracht)
        return done(f"/agenderingen/{agendering_id}", "besproken")

    return attempt(bezoek.request, bezoek.werkplek, invoer, lambda g: _show(bezoek, agendering_id, g), act)


@router.post("/agenderingen/{agendering_id}/intrekken")
def withdraw(bezoek: BezoekDep, agendering_id: UUID, invoer: InvoerDep) -> Response:
    """Off the agenda, for good."""
    agendering = load_agendering(bezoek.werkplek, agendering_id)

    def act() -> str:
        withdraw_agendering(bezoek.werkplek, agendering_id)
        if Recht.AGENDA_LEZEN in agendering.rechten:
            return done(f"/tafels/{agendering.tafel_kenmerk}", "van_agenda")
        return done(f"/casussen/{agendering.casus_kenmerk}/tafels", "van_agenda")

    return attempt(bezoek.request, bezoek.werkplek, invoer, lambda g: _show(bezoek, agendering_id, g), act)


@router.get("/casussen/{kenmerk}/tafels")
def show_tafels_of_casus(bezoek: BezoekDep, kenmerk: str) -> Response:
    """On which agendas this casus stands, and where it can go."""
    return _casus_page(bezoek, load_casus(bezoek.werkplek, kenmerk), LEEG)


@router.post("/casussen/{kenmerk}/tafels")
def put_casus(bezoek: BezoekDep, kenmerk: str, invoer: InvoerDep) -> Response:
    """An own casus comes on the agenda of a tafel; it does not change hands."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    sleutel = invoer.tekst("tafel", "Kies bij welke tafel.")
    tafel = find_tafel(bezoek.werkplek.session, sleutel) if sleutel else None
    opdracht = read_agendering(invoer, tafel.id if tafel else casus.id, casus.id)

    def act() -> str:
        put_on_agenda(bezoek.werkplek, opdracht)
        return done(f"/casussen/{casus.kenmerk}/tafels", "geagendeerd")

    return attempt(bezoek.request, bezoek.werkplek, invoer, lambda g: _casus_page(bezoek, casus, g), act)


def _show(bezoek: Bezoek, agendering_id: UUID, getypt: Getypt) -> Response:
    werkplek = bezoek.werkplek
    agendering = load_agendering(werkplek, agendering_id)
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "agendering", [agendering.id])
    context: dict[str, object] = {
        "agendering": agendering,
        "uitkomsten": [("", "Kies een uitkomst"), *opties(Besprekinguitkomst)],
        "vandaag": werkplek.omgeving.vandaag,
    }
    return page(bezoek.request, "pages/agendering.html", context | getypt.context(), getypt.status)


def _person_form(bezoek: Bezoek, kenmerk: str, getypt: Getypt) -> Response:
    werkplek = bezoek.werkplek
    tafel = load_tafel(werkplek, kenmerk)
    if Recht.AGENDEREN not in tafel.rechten:
        raise NotPermittedError("niet_uw_agenda", "Een persoon zet alleen de secretaris op de agenda.")
    context = getypt.context() | {
        "tafel": tafel,
        "alleen_sleutels": tafel.grond is Tafelgrond.ALLEEN_SLEUTELS,
        "gemeenten": [("", "Onbekend"), *all_gemeenten(werkplek.session, werkplek.omgeving.vandaag)],
    }
    return page(bezoek.request, "pages/agenderen.html", context, getypt.status)


def _casus_page(bezoek: Bezoek, casus: CasusBeeld, getypt: Getypt) -> Response:
    werkplek = bezoek.werkplek
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [casus.id])
    if INBRENGEN not in casus.rechten:
        raise NotPermittedError("mag_niet", "Dit ziet wie de casus behandelt.")
    context = getypt.context() | {
        "casus": casus,
        "treffers": [
            (een, due(een.uiterlijk, werkplek.omgeving))
            for een in list_afstemmingen(werkplek, Afstemmingfilter(casus_id=casus.id))
        ],
        "agenda": agenda_of_casus(werkplek, casus.id),
        "tafels": [("", "Kies een tafel"), *tafels_with_ground(werkplek, personen=True)],
        "open": casus.status == "open",
    }
    return page(bezoek.request, "pages/casus_tafels.html", context, getypt.status)
