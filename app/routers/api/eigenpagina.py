"""Eigen pagina: the link of a melder, a code to read out, and what the melder said there."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, LeesWerkplekDep, TerugkoppelWerkplekDep
from app.queries.api_meldingen import find_melding_id, load_melding
from app.queries.volglink import link_of
from app.queries.werkplek import Werkplek
from app.routers.api.antwoorden import HandelingDep, Over, answer, as_id, carry_out, made
from app.routers.api.drempel import Drempel
from app.schemas.api import eigenpagina as schema
from app.services.idempotentie import Resultaat
from app.services.inbreng import settle_inbreng
from app.services.volgwijzer import give_code, renew_link, withdraw_link

router = APIRouter(tags=["eigen pagina"], route_class=Drempel)
MELDING = "/meldingen/{id}"
LEEG = schema.LeegIn()


@router.get(f"{MELDING}/toegangslinks", response_model=schema.ToegangslinkLijst)
def show_link(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Hoe het met de link van de melder staat; het adres zelf staat alleen in berichten."""
    inzage = load_melding(werkplek, find_melding_id(werkplek, id))
    link = link_of(werkplek, inzage.feiten.id, inzage.casus.id)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "toegangslink", [inzage.feiten.id])
    items = [schema.ToegangslinkUit.model_validate(link)] if link is not None else []
    return answer(schema.ToegangslinkLijst(items=items, volgende=None))


@router.post(f"{MELDING}/toegangslinks", response_model=schema.ToegangslinkUit, status_code=201)
def renew(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.LeegIn = LEEG,  # noqa: ARG001  # refuses unknown fields
) -> Response:
    """Maak een nieuwe link. De oude werkt meteen niet meer; het volgende bericht draagt de nieuwe."""
    melding_id = find_melding_id(werkplek, id)

    def act() -> Resultaat:
        renew_link(werkplek, melding_id)
        return _shown(werkplek, melding_id)

    return carry_out(werkplek, handeling, act)


@router.post(f"{MELDING}/toegangslinks/intrekkingen", response_model=schema.ToegangslinkUit, status_code=201)
def withdraw(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.LeegIn = LEEG,  # noqa: ARG001  # refuses unknown fields
) -> Response:
    """Trek de link in, met elk bezoek erdoor. Er gaat geen link meer mee tot u een nieuwe maakt."""
    melding_id = find_melding_id(werkplek, id)

    def act() -> Resultaat:
        withdraw_link(werkplek, melding_id)
        return _shown(werkplek, melding_id)

    return carry_out(werkplek, handeling, act)


@router.post(f"{MELDING}/toegangscodes", response_model=schema.ToegangscodeUit, status_code=201)
def code_to_read_out(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.ToegangscodeIn,  # noqa: ARG001  # says that the caller was checked
) -> Response:
    """Een code om voor te lezen, nadat u hebt nagevraagd wie er belt. Hij werkt één keer, een half uur."""
    melding_id = find_melding_id(werkplek, id)

    def act() -> Resultaat:
        code, waarde = give_code(werkplek, melding_id)
        uit = schema.ToegangscodeUit(code=waarde, verloopt_op=code.verloopt_op)
        casus_id = load_melding(werkplek, melding_id).casus.id
        return made(uit, f"/meldingen/{melding_id}/toegangslinks", Over(casus_id))

    return carry_out(werkplek, handeling, act)


@router.get(f"{MELDING}/inbreng", response_model=schema.InbrengLijst)
def list_inbreng(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Wat de melder op de eigen pagina zei, nieuwste eerst, voor wie diens woorden mag lezen."""
    inzage = load_melding(werkplek, find_melding_id(werkplek, id))
    leeslog.noteer(werkplek, Leesactie.LEZEN, "melding", [inzage.feiten.id])
    gezegd = inzage.beeld.inbreng if inzage.beeld else ()
    items = [schema.InbrengUit.model_validate(rij) for rij in gezegd]
    return answer(schema.InbrengLijst(items=items, volgende=None))


@router.post("/inbreng/{id}/afhandelingen", response_model=schema.InbrengUit, status_code=201)
def settle(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.LeegIn = LEEG,  # noqa: ARG001  # refuses unknown fields
) -> Response:
    """U bent ermee verder gegaan, zonder apart antwoord."""
    inbreng_id = as_id(id, "Dit bericht")

    def act() -> Resultaat:
        melding_id = settle_inbreng(werkplek, inbreng_id).melding_id
        inzage = load_melding(werkplek, melding_id)
        gezegd = inzage.beeld.inbreng if inzage.beeld else ()
        uit = next(schema.InbrengUit.model_validate(rij) for rij in gezegd if rij.id == inbreng_id)
        return made(uit, f"/meldingen/{melding_id}/inbreng", Over(inzage.casus.id, inzage.casus.rechten))

    return carry_out(werkplek, handeling, act)


def _shown(werkplek: Werkplek, melding_id: UUID) -> Resultaat:
    """The link as it is after the act."""
    casus_id = load_melding(werkplek, melding_id).casus.id
    uit = schema.ToegangslinkUit.model_validate(link_of(werkplek, melding_id, casus_id))
    return made(uit, f"/meldingen/{melding_id}/toegangslinks", Over(casus_id))
