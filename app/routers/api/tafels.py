"""Tafels: the register, agenderingen and besprekingen over REST (R032; linkage.md §3)."""

from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, LeesWerkplekDep, TafelWerkplekDep
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.tafeltermen import Tafelsoort
from app.queries.agenderingen import WAT, Agendafilter, Agendalijst, list_agenda, load_agendering
from app.queries.casuswijzer import find_casus_id
from app.queries.tafels import Tafelfilter, find_tafel, list_tafels, load_tafel
from app.queries.werkplek import Werkplek
from app.routers.api.antwoorden import Handeling, HandelingDep, Over, answer, as_id, carry_out, made
from app.routers.api.bladeren import Bladzijde, link_header, read_cursor, split_page
from app.routers.api.drempel import Drempel
from app.schemas.api import tafels as schema
from app.schemas.sleutelbestand import SleutelsIn
from app.services.agendering import put_on_agenda, withdraw_agendering, withdraw_everything
from app.services.bespreking import record_bespreking
from app.services.idempotentie import Resultaat
from app.services.sleutelregistratie import register_keys
from app.services.tafel import change_tafel, make_tafel

router = APIRouter(tags=["tafels"], route_class=Drempel)
NIETS = schema.NietsIn()


class TafelVraag(Bladzijde):
    """Kind and area; ``gebied`` is a gemeente or jeugdregio."""

    soort: Tafelsoort | None = None
    gebied: str | None = None
    van_ons: bool = False


class AgendaVraag(Bladzijde):
    """What stands there now, or what stood there."""

    lijst: Agendalijst = Agendalijst.LOPEND


@router.get("/tafels", response_model=schema.TafelLijst)
def list_register(
    request: Request, werkplek: LeesWerkplekDep, vraag: Annotated[TafelVraag, Query()]
) -> Response:
    """Het register van casuïstiektafels, op naam."""
    plek = read_cursor(werkplek, vraag)
    na = (plek[0], UUID(plek[1])) if plek else None
    filter_ = Tafelfilter(vraag.soort, vraag.gebied, vraag.van_ons, na, vraag.limit)
    rijen, volgende = split_page(werkplek, vraag, list_tafels(werkplek, filter_), lambda rij: rij.plaats)
    items = [schema.TafelUit.model_validate(rij) for rij in rijen]
    antwoord = answer(schema.TafelLijst(items=items, volgende=volgende))
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


@router.get("/tafels/{id}", response_model=schema.TafelUit)
def get_table(werkplek: LeesWerkplekDep, id: str) -> Response:  # as in the contract
    """Eén tafel, met wie u kunt bellen."""
    return answer(schema.TafelUit.model_validate(load_tafel(werkplek, id)))


@router.post("/tafels", response_model=schema.TafelUit, status_code=201)
def make(werkplek: TafelWerkplekDep, handeling: HandelingDep, invoer: schema.TafelIn) -> Response:
    """Zet een tafel van uw organisatie in het register."""
    return _on_register(werkplek, handeling, lambda: make_tafel(werkplek, invoer.to_command()).id)


@router.post("/tafels/{id}/wijzigingen", response_model=schema.TafelUit, status_code=201)
def change(
    werkplek: TafelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.TafelIn,
) -> Response:
    """Wijzig de gegevens van een tafel. De tafelhouder blijft."""
    opdracht = invoer.to_command(find_tafel(werkplek.session, id).id)
    return _on_register(werkplek, handeling, lambda: change_tafel(werkplek, opdracht).id)


@router.get("/tafels/{id}/agenderingen", response_model=schema.AgenderingLijst)
def list_items(
    request: Request,
    werkplek: TafelWerkplekDep,
    leeslog: LeeslogDep,
    id: str,  # as in the contract
    vraag: Annotated[AgendaVraag, Query()],
) -> Response:
    """De agenda van een tafel, voor de secretaris; ook wat erop stond."""
    tafel = find_tafel(werkplek.session, id)
    plek = read_cursor(werkplek, vraag)
    na = (date.fromisoformat(plek[0]), UUID(plek[1])) if plek else None
    gevonden = list_agenda(werkplek, tafel, Agendafilter(vraag.lijst, na, vraag.limit))
    rijen, volgende = split_page(werkplek, vraag, gevonden, lambda rij: rij.plaats)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "agenda", [tafel.id])
    items = [schema.AgenderingRijUit.model_validate(rij) for rij in rijen]
    antwoord = answer(schema.AgenderingLijst(items=items, volgende=volgende))
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


@router.post(
    "/tafels/{id}/agenderingen", response_model=schema.GedaanUit | schema.AangemeldUit, status_code=201
)
def put(
    werkplek: TafelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.AgenderingIn,
) -> Response:
    """Zet een eigen casus, een persoon of alleen sleutels op de agenda."""
    if sum(wat is not None for wat in (invoer.casus, invoer.persoon, invoer.sleutels)) != 1:
        raise InvalidInputError([Veldfout("casus", "Geef één van drie: een casus, een persoon of sleutels.")])
    if invoer.sleutels is not None:
        return _hand_in_keys(werkplek, handeling, id, invoer.sleutels)
    tafel = find_tafel(werkplek.session, id)
    casus_id = find_casus_id(werkplek, invoer.casus) if invoer.casus else None
    opdracht = invoer.to_command(tafel.id, casus_id)
    return _done(werkplek, handeling, lambda: put_on_agenda(werkplek, opdracht).id)


@router.get("/agenderingen/{id}", response_model=schema.AgenderingUit)
def get_item(werkplek: TafelWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Eén agendering met haar besprekingen."""
    beeld = load_agendering(werkplek, as_id(id, WAT))
    leeslog.noteer(werkplek, Leesactie.LEZEN, "agendering", [beeld.id])
    return answer(schema.AgenderingUit.model_validate(beeld))


@router.post("/tafels/{id}/sleutels", response_model=schema.AangemeldUit, status_code=201)
def put_keys(
    werkplek: TafelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: SleutelsIn,
) -> Response:
    """Zet een lijst als onleesbare sleutels op de agenda; een nummer dat er al staat, houdt zijn plaats."""
    return _hand_in_keys(werkplek, handeling, id, invoer)


@router.post("/agenderingen/{id}/besprekingen", response_model=schema.GedaanUit, status_code=201)
def discuss(
    werkplek: TafelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.BesprekingIn,
) -> Response:
    """Leg een bespreking vast."""
    agendering_id = as_id(id, WAT)
    opdracht = invoer.to_command(agendering_id)
    return _done(
        werkplek,
        handeling,
        lambda: record_bespreking(werkplek, opdracht).id,
        f"/agenderingen/{agendering_id}",
    )


@router.post("/agenderingen/{id}/intrekkingen", response_model=schema.GedaanUit, status_code=201)
def withdraw(
    werkplek: TafelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.NietsIn = NIETS,  # noqa: ARG001  # refuses unknown fields
) -> Response:
    """Haal dit van de agenda. Wat erover stond, wordt vernietigd."""
    agendering_id = as_id(id, WAT)
    return _done(werkplek, handeling, lambda: withdraw_agendering(werkplek, agendering_id).id)


@router.post("/tafels/{id}/intrekkingen", response_model=schema.GedaanUit, status_code=201)
def withdraw_all(
    werkplek: TafelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.NietsIn = NIETS,  # noqa: ARG001  # refuses unknown fields
) -> Response:
    """Haal alles wat deze tafel aanmeldde in één keer weg."""
    tafel_id = find_tafel(werkplek.session, id).id

    def act() -> Resultaat:
        aantal = withdraw_everything(werkplek, tafel_id)
        return made(schema.GedaanUit(id=tafel_id, aantal=aantal), f"/tafels/{tafel_id}", Over(None))

    return carry_out(werkplek, handeling, act)


def _hand_in_keys(werkplek: Werkplek, handeling: Handeling, sleutel: str, invoer: SleutelsIn) -> Response:
    invoer.require_for(find_tafel(werkplek.session, sleutel).kenmerk)

    def act() -> Resultaat:
        regels = invoer.to_lines()
        gedaan = register_keys(werkplek, sleutel, invoer.sleutelversie, regels)
        tafel_id = find_tafel(werkplek.session, sleutel).id
        uit = schema.AangemeldUit(
            id=tafel_id, aantal=len(regels), nieuw=gedaan.nieuw, bijgewerkt=gedaan.bijgewerkt
        )
        return made(uit, f"/tafels/{tafel_id}", Over(None))

    return carry_out(werkplek, handeling, act)


def _on_register(werkplek: Werkplek, handeling: Handeling, doe: Callable[[], UUID]) -> Response:
    def act() -> Resultaat:
        tafel_id = doe()
        werkplek.session.flush()
        uit = schema.TafelUit.model_validate(load_tafel(werkplek, str(tafel_id)))
        return made(uit, f"/tafels/{tafel_id}", Over(None))

    return carry_out(werkplek, handeling, act)


def _done(
    werkplek: Werkplek, handeling: Handeling, doe: Callable[[], UUID], waar: str | None = None
) -> Response:
    def act() -> Resultaat:
        id_ = doe()
        werkplek.session.flush()
        return made(schema.GedaanUit(id=id_), waar or f"/agenderingen/{id_}", Over(None))

    return carry_out(werkplek, handeling, act)
