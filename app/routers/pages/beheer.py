"""Beheer: the acts on an organisatie itself: block, let in, end, go up in another. Each is one small page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.dependencies import PageWerkplekDep
from app.domain.beheer import BlockOrganisatie, ProposeOpvolging
from app.domain.errors import NotPermittedError, NotVisibleError
from app.domain.termen import Blokkadereden
from app.queries.organisatiebeeld import (
    Opvolgingbeeld,
    Organisatiebeeld,
    organisatie_beeld,
    possible_successors,
)
from app.queries.organisatielijst import OrganisatieRij, get_organisatie
from app.queries.organisatiewerk import find_succession
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Daad, Getypt, attempt, done, page
from app.schemas.invoer import Invoer
from app.schemas.woorden import opties
from app.services.organisatie import block_organisatie, end_organisatie, unblock_organisatie
from app.services.rechtsopvolging import confirm_opvolging, propose_opvolging, withdraw_opvolging

router = APIRouter()


class Besluit(StrEnum):
    """What the button on the page of a succession says."""

    BEVESTIGEN = "bevestigen"
    INTREKKEN = "intrekken"


@dataclass(frozen=True, slots=True)
class Beheeract:
    """One act: its path and partial, what it is called, what its form offers and how it is read."""

    naam: str
    kop: str
    knop: str
    gedaan: str
    lees: Callable[[Invoer, OrganisatieRij], Daad]
    keuzes: Callable[[Werkplek, OrganisatieRij], dict[str, object]] = lambda _w, _r: {}
    gevaar: bool = False


def _block(invoer: Invoer, rij: OrganisatieRij) -> Daad:
    reden = invoer.keuze("reden", Blokkadereden, "Kies waarom de toegang dicht moet.")
    opdracht = BlockOrganisatie(rij.kenmerk, reden or Blokkadereden.BEVEILIGING)
    return lambda werkplek: block_organisatie(werkplek, opdracht)


def _unblock(_invoer: Invoer, rij: OrganisatieRij) -> Daad:
    return lambda werkplek: unblock_organisatie(werkplek, rij.kenmerk)


def _end(_invoer: Invoer, rij: OrganisatieRij) -> Daad:
    return lambda werkplek: end_organisatie(werkplek, rij.kenmerk)


def _propose(invoer: Invoer, rij: OrganisatieRij) -> Daad:
    naar = invoer.tekst("naar", "Kies de organisatie die alles overneemt.") or ""
    per = invoer.datum("per", "Vul de eerste dag in.") or date.max
    return lambda werkplek: propose_opvolging(werkplek, ProposeOpvolging(rij.kenmerk, naar, per))


def _successors(werkplek: Werkplek, rij: OrganisatieRij) -> dict[str, object]:
    return {"opvolgers": [("", "Kies een organisatie"), *possible_successors(werkplek, rij)]}


ACTEN = (
    Beheeract(
        "blokkeren",
        "Toegang blokkeren",
        "Toegang blokkeren",
        "geblokkeerd",
        _block,
        keuzes=lambda _w, _r: {"redenen": opties(Blokkadereden)},
        gevaar=True,
    ),
    Beheeract(
        "vrijgeven",
        "Toegang weer geven",
        "Toegang weer geven",
        "vrijgegeven",
        _unblock,
    ),
    Beheeract(
        "beeindigen",
        "Organisatie beëindigen",
        "Beëindigen",
        "beeindigd",
        _end,
        gevaar=True,
    ),
    Beheeract(
        "opvolging",
        "Laten opgaan in een andere organisatie",
        "Voorstellen",
        "opvolging_voorgesteld",
        _propose,
        keuzes=_successors,
    ),
)


def _show(
    request: Request, werkplek: Werkplek, act: Beheeract, kenmerk: str, getypt: Getypt = LEEG
) -> Response:
    rij = get_organisatie(werkplek.session, kenmerk, werkplek.omgeving.vandaag)
    beeld = organisatie_beeld(werkplek, rij)
    if getypt.status != 409 and not beeld.mag_beheren:
        raise NotPermittedError("niet_uw_rol", "Dit kan alleen de landelijke beheerder.")
    context: dict[str, object] = {
        "organisatie": rij,
        "beeld": beeld,
        "act": act,
        "deel": f"partials/_organisatie_{act.naam}.html",
    }
    context |= getypt.context() | act.keuzes(werkplek, rij)
    return page(request, "pages/organisatie_actie.html", context, getypt.status)


def _route(act: Beheeract) -> None:
    """Two routes for an act: show it, and carry it out."""

    @router.get(f"/organisaties/{{kenmerk}}/{act.naam}", name=f"toon_{act.naam}")
    def show(request: Request, kenmerk: str, werkplek: PageWerkplekDep) -> Response:
        return _show(request, werkplek, act, kenmerk)

    @router.post(f"/organisaties/{{kenmerk}}/{act.naam}", name=act.naam)
    def carry_out(request: Request, kenmerk: str, werkplek: PageWerkplekDep, invoer: InvoerDep) -> Response:
        rij = get_organisatie(werkplek.session, kenmerk, werkplek.omgeving.vandaag)
        doe = act.lees(invoer, rij)

        def do() -> str:
            doe(werkplek)
            return done(f"/organisaties/{rij.kenmerk}", act.gedaan)

        return attempt(
            request, werkplek, invoer, lambda getypt: _show(request, werkplek, act, kenmerk, getypt), do
        )


for _act in ACTEN:
    _route(_act)


@router.get("/organisaties/{kenmerk}/opvolging/{opvolging_id}")
def show_succession(
    request: Request, kenmerk: str, opvolging_id: UUID, werkplek: PageWerkplekDep
) -> Response:
    """What moves when the successor says yes."""
    return _succession_page(request, werkplek, (kenmerk, opvolging_id), LEEG)


@router.post("/organisaties/{kenmerk}/opvolging/{opvolging_id}")
def settle_succession(
    request: Request, kenmerk: str, opvolging_id: UUID, werkplek: PageWerkplekDep, invoer: InvoerDep
) -> Response:
    """The successor confirms, or the beheerder withdraws; the button says which.

    Only on the page of a party that this succession names.
    """
    _require_named(werkplek, kenmerk, opvolging_id)
    besluit = invoer.keuze("besluit", Besluit, "Kies wat u wilt: bevestigen of intrekken.")

    def do() -> str:
        if besluit is Besluit.INTREKKEN:
            withdraw_opvolging(werkplek, opvolging_id)
            return done(f"/organisaties/{kenmerk}", "opvolging_ingetrokken")
        confirm_opvolging(werkplek, opvolging_id)
        return done(f"/organisaties/{kenmerk}", "opvolging_bevestigd")

    def again(getypt: Getypt) -> Response:
        return _succession_page(request, werkplek, (kenmerk, opvolging_id), getypt)

    return attempt(request, werkplek, invoer, again, do)


def _require_named(werkplek: Werkplek, kenmerk: str, opvolging_id: UUID) -> None:
    """A succession is found at the party that ends and at the one that takes over, nowhere else."""
    rij = get_organisatie(werkplek.session, kenmerk, werkplek.omgeving.vandaag)
    _, van, naar = find_succession(werkplek.session, opvolging_id)
    if rij.id not in (van.id, naar.id):
        raise NotVisibleError("Deze rechtsopvolging")


def _succession_page(
    request: Request, werkplek: Werkplek, welke: tuple[str, UUID], getypt: Getypt
) -> Response:
    rij = get_organisatie(werkplek.session, welke[0], werkplek.omgeving.vandaag)
    beeld = organisatie_beeld(werkplek, rij)
    opvolging = _find(beeld, welke[1], verplicht=getypt.status != 409)
    context = getypt.context() | {"organisatie": rij, "beeld": beeld, "opvolging": opvolging}
    return page(request, "pages/organisatie_opvolging_bevestigen.html", context, getypt.status)


def _find(beeld: Organisatiebeeld, id_: UUID, *, verplicht: bool) -> Opvolgingbeeld | None:
    """The succession on this page; after a refusal it may be gone."""
    gevonden = next((o for o in beeld.opvolgingen if o.id == id_), None)
    if gevonden is None and verplicht:
        raise NotVisibleError("Deze rechtsopvolging")
    if gevonden is not None and verplicht and not (gevonden.mag_bevestigen or beeld.mag_beheren):
        raise NotPermittedError(
            "niet_uw_opvolging", f"Dit bevestigt een coördinator of beheerder van {gevonden.naar_naam}."
        )
    return gevonden
