"""Bijlagen: the files of a casus, on a page of their own, and each as a download."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.dependencies import HuisDep
from app.domain.bijlage import AddBijlagen, Bijlagereden, WithdrawBijlage, download_headers
from app.queries.beelden import CasusBeeld
from app.queries.bijlageinhoud import load_bijlage
from app.queries.bijlagen import bijlagen_of_casus
from app.queries.bijlageverwijzing import find_withdrawable
from app.queries.casusbeeld import load_casus
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done, page
from app.routers.pages.bestanden import BestandenDep
from app.routers.pages.weergave import title_of
from app.schemas.woorden import opties
from app.services.bijlage import add_bijlagen, withdraw_bijlage

router = APIRouter()


@router.get("/casussen/{kenmerk}/bijlagen")
def show_bijlagen(bezoek: BezoekDep, huis: HuisDep, kenmerk: str) -> Response:
    """All files of this casus, for who may read its dossier."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    return _page(bezoek, casus, huis.settings.bijlage_mb, LEEG)


@router.post("/casussen/{kenmerk}/bijlagen")
def add(
    bestanden: BestandenDep, bezoek: BezoekDep, huis: HuisDep, kenmerk: str, invoer: InvoerDep
) -> Response:
    """Keep files with the casus."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    opdracht = AddBijlagen(casus_id=casus.id, bestanden=bestanden.into(invoer))

    def act() -> str:
        add_bijlagen(bezoek.werkplek, opdracht)
        return done(f"/casussen/{casus.kenmerk}/bijlagen", "bijlage_bewaard")

    def again(getypt: Getypt) -> Response:
        return _page(bezoek, casus, huis.settings.bijlage_mb, getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


@router.get("/bijlagen/{bijlage_id}")
def download(bezoek: BezoekDep, bijlage_id: UUID) -> Response:
    """One file, to save: never shown by a browser. Each download is a logged read (I10)."""
    geopend = load_bijlage(bezoek.werkplek, bijlage_id)
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "bijlage", [bijlage_id])
    return Response(geopend.inhoud, headers=download_headers(geopend.bijlage.naam, geopend.bijlage.soort))


@router.get("/bijlagen/{bijlage_id}/intrekken")
def show_withdrawal(bezoek: BezoekDep, bijlage_id: UUID) -> Response:
    """What taking back a file means, before it is done."""
    return _withdrawal_page(bezoek, bijlage_id, LEEG)


@router.post("/bijlagen/{bijlage_id}/intrekken")
def withdraw(bezoek: BezoekDep, bijlage_id: UUID, invoer: InvoerDep) -> Response:
    """Destroy a file that was added by mistake."""
    reden = invoer.keuze("reden", Bijlagereden, "Kies waarom dit bestand weg moet.")
    casus, _ = find_withdrawable(bezoek.werkplek, bijlage_id)

    def act() -> str:
        assert reden is not None  # with a mistake in the form it is shown again
        withdraw_bijlage(bezoek.werkplek, WithdrawBijlage(bijlage_id, reden))
        return done(f"/casussen/{casus.kenmerk}/bijlagen", "bijlage_ingetrokken")

    def again(getypt: Getypt) -> Response:
        return _withdrawal_page(bezoek, bijlage_id, getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _withdrawal_page(bezoek: Bezoek, bijlage_id: UUID, getypt: Getypt) -> Response:
    casus, bijlage = find_withdrawable(bezoek.werkplek, bijlage_id)
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "bijlage", [bijlage_id])
    context: dict[str, object] = {
        "casus": casus,
        "bijlage": bijlage,
        "redenen": [("", "Kies een reden"), *opties(Bijlagereden)],
    }
    return page(bezoek.request, "pages/bijlage_intrekken.html", context | getypt.context(), getypt.status)


def _page(bezoek: Bezoek, casus: CasusBeeld, grootste_mb: int, getypt: Getypt) -> Response:
    bijlagen = bijlagen_of_casus(bezoek.werkplek, casus.id)
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "casus", [casus.id])
    context: dict[str, object] = {
        "casus": casus,
        "titel": title_of(casus),
        "bijlagen": bijlagen,
        "grootste_mb": grootste_mb,
    }
    return page(bezoek.request, "pages/bijlagen.html", context | getypt.context(), getypt.status)
