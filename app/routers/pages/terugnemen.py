"""Terugnemen: what was recorded as told by mistake; first what opens again, then the act."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.domain.errors import NotVisibleError
from app.domain.vertellen import TakeBackTerugkoppeling, Terugneemreden
from app.queries.beelden import CasusBeeld, MeldingBeeld, TerugkoppelingBeeld
from app.queries.casusbeeld import load_casus
from app.queries.verteld import promises_kept
from app.routers.pages.actievorm import find_melding
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done, page
from app.schemas.woorden import opties
from app.services.terugnemen import take_back

router = APIRouter()
PAD = "/casussen/{kenmerk}/meldingen/{melding}/verteld/{verteld}/terugnemen"


@router.get(PAD)
def show_take_back(bezoek: BezoekDep, kenmerk: str, melding: str, verteld: UUID) -> Response:
    """What was recorded, and which promises stand open again without it."""
    return _page(bezoek, load_casus(bezoek.werkplek, kenmerk), melding, verteld, LEEG)


@router.post(PAD)
def carry_out(bezoek: BezoekDep, kenmerk: str, melding: str, verteld: UUID, invoer: InvoerDep) -> Response:
    """Take it back."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    _find(casus, melding, verteld)
    reden = invoer.keuze("reden", Terugneemreden, "Kies waarom dit niet klopt.")

    def act() -> str:
        assert reden is not None  # with a mistake in the form it is shown again
        take_back(bezoek.werkplek, TakeBackTerugkoppeling(verteld, reden))
        return done(f"/casussen/{casus.kenmerk}", "teruggenomen")

    def again(getypt: Getypt) -> Response:
        return _page(bezoek, casus, melding, verteld, getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _find(casus: CasusBeeld, melding: str, verteld: UUID) -> tuple[MeldingBeeld, TerugkoppelingBeeld]:
    beeld = find_melding(casus, melding)
    for rij in beeld.terugkoppelingen:
        if rij.id == verteld:
            return beeld, rij
    raise NotVisibleError("Dit bericht")


def _page(bezoek: Bezoek, casus: CasusBeeld, melding: str, verteld: UUID, getypt: Getypt) -> Response:
    beeld, rij = _find(casus, melding, verteld)
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "casus", [casus.id])
    context: dict[str, object] = {
        "casus": casus,
        "melding": beeld,
        "verteld": rij,
        "beloften": promises_kept(bezoek.werkplek, rij.id),
        "redenen": [("", "Kies een reden"), *opties(Terugneemreden)],
    }
    return page(bezoek.request, "pages/terugnemen.html", context | getypt.context(), getypt.status)
