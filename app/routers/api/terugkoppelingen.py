"""Terugkoppelingen: what melder and loket were told, and recording it."""

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, LeesWerkplekDep, TerugkoppelWerkplekDep
from app.domain.vertellen import TakeBackTerugkoppeling
from app.queries.api_meldingen import find_melding_id, load_melding
from app.queries.api_terugkoppelingen import Verteld, just_told, list_told
from app.routers.api.antwoorden import HandelingDep, Over, answer, as_id, carry_out, made
from app.routers.api.drempel import Drempel
from app.schemas.api.invoer_melding import TerugkoppelingIn, TerugneemIn
from app.schemas.api.lijsten import TerugkoppelingLijst, TerugkoppelingUit
from app.services.idempotentie import Resultaat
from app.services.terugkoppeling import record_terugkoppeling
from app.services.terugnemen import take_back

router = APIRouter(tags=["terugkoppelingen"], route_class=Drempel)


@router.get("/meldingen/{id}/terugkoppelingen", response_model=TerugkoppelingLijst)
def list_messages(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Wat er verteld is, en wat nog onderweg is."""
    inzage = load_melding(werkplek, find_melding_id(werkplek, id))
    verteld = list_told(werkplek, inzage)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "terugkoppeling", [inzage.feiten.id])
    return answer(TerugkoppelingLijst(items=[_out(rij) for rij in verteld], volgende=None))


@router.post("/meldingen/{id}/terugkoppelingen", response_model=TerugkoppelingUit, status_code=201)
def tell(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: TerugkoppelingIn,
) -> Response:
    """Leg vast wat u de melder of het loket vertelde. Dat houdt de belofte."""
    melding_id = find_melding_id(werkplek, id)

    def act() -> Resultaat:
        opdracht = invoer.to_command(melding_id)
        rij = record_terugkoppeling(werkplek, opdracht)
        verteld = just_told(werkplek, rij, opdracht.inhoud)
        return made(_out(verteld), f"/meldingen/{melding_id}/terugkoppelingen", Over(rij.casus_id))

    return carry_out(werkplek, handeling, act)


@router.post("/terugkoppelingen/{id}/intrekkingen", response_model=TerugkoppelingUit)
def withdraw(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: TerugneemIn,
) -> Response:
    """Neem terug wat verkeerd is vastgelegd. Wat het afdeed, staat weer open met de datum die er stond."""
    opdracht = TakeBackTerugkoppeling(as_id(id, "Dit bericht"), invoer.reden)

    def act() -> Resultaat:
        rij = take_back(werkplek, opdracht)
        plaats = f"/meldingen/{rij.melding_id}/terugkoppelingen"
        return made(_out(just_told(werkplek, rij, None)), plaats, Over(rij.casus_id), 200)

    return carry_out(werkplek, handeling, act)


def _out(rij: Verteld) -> TerugkoppelingUit:
    return TerugkoppelingUit.model_validate(rij)
