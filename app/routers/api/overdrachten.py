"""Overdrachten: how an offer ends. Until acceptance the sender stays the owner."""

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, LeesWerkplekDep, RouteerWerkplekDep
from app.domain import opdrachten as o
from app.queries.api_casussen import find_overdracht
from app.routers.api.antwoorden import HandelingDep, answer, as_id, carry_out, shown_overdracht
from app.routers.api.drempel import Drempel
from app.schemas.api import beelden, invoer_casus, uitvoer
from app.services.alinbehandeling import accept_offer
from app.services.idempotentie import Resultaat
from app.services.overdracht import assess_overdracht, return_overdracht, withdraw_overdracht

router = APIRouter(prefix="/overdrachten", tags=["overdrachten"], route_class=Drempel)
LEGE_INTREKKING = invoer_casus.IntrekkingIn()
LEGE_BEOORDELING = invoer_casus.BeoordelingIn()
LEGE_AANVAARDING = invoer_casus.AanvaardingIn()
WAT = "Deze overdracht"


@router.get("/{id}", response_model=uitvoer.OverdrachtUit)
def get_offer(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Eén overdracht, voor wie de casus mag zien."""
    casus, beeld, _ = find_overdracht(werkplek, as_id(id, WAT))
    leeslog.noteer(werkplek, Leesactie.LEZEN, "overdracht", [beeld.id])
    return answer(beelden.overdracht_out(casus, beeld))


@router.post("/{id}/aanvaardingen", response_model=uitvoer.OverdrachtUit, status_code=201)
def accept(
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: invoer_casus.AanvaardingIn = LEGE_AANVAARDING,
) -> Response:
    """Neem de casus over. Vanaf nu bent u verantwoordelijk; de melder krijgt bericht."""
    overdracht_id = as_id(id, WAT)

    def act() -> Resultaat:
        accept_offer(werkplek, invoer.to_command(overdracht_id))
        return shown_overdracht(werkplek, overdracht_id)

    return carry_out(werkplek, handeling, act)


@router.post("/{id}/beoordelingen", response_model=uitvoer.OverdrachtUit, status_code=201)
def assess(
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: invoer_casus.BeoordelingIn = LEGE_BEOORDELING,  # noqa: ARG001  # refuses unknown fields
) -> Response:
    """Neem het aanbod in beoordeling. Dat kan één keer."""
    overdracht_id = as_id(id, WAT)

    def act() -> Resultaat:
        assess_overdracht(werkplek, o.AssessOverdracht(overdracht_id=overdracht_id))
        return shown_overdracht(werkplek, overdracht_id)

    return carry_out(werkplek, handeling, act)


@router.post("/{id}/teruggaven", response_model=uitvoer.OverdrachtUit, status_code=201)
def give_back(
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: invoer_casus.TeruggaveIn,
) -> Response:
    """Geef het aanbod terug met een reden. De afzender blijft verantwoordelijk."""
    overdracht_id = as_id(id, WAT)

    def act() -> Resultaat:
        return_overdracht(werkplek, invoer.to_command(overdracht_id))
        return shown_overdracht(werkplek, overdracht_id)

    return carry_out(werkplek, handeling, act)


@router.post("/{id}/intrekkingen", response_model=uitvoer.OverdrachtUit, status_code=201)
def withdraw(
    werkplek: RouteerWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: invoer_casus.IntrekkingIn = LEGE_INTREKKING,
) -> Response:
    """Trek uw aanbod in."""
    overdracht_id = as_id(id, WAT)

    def act() -> Resultaat:
        withdraw_overdracht(
            werkplek, o.WithdrawOverdracht(overdracht_id=overdracht_id, toelichting=invoer.toelichting)
        )
        return shown_overdracht(werkplek, overdracht_id)

    return carry_out(werkplek, handeling, act)
