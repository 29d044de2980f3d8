"""Meldingen: intake, looking up, correcting, closing and coming back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, LeesWerkplekDep, MeldWerkplekDep, TerugkoppelWerkplekDep
from app.domain import opdrachten as o
from app.domain.afsluiting import Besluit
from app.domain.termen import MeldingStatus
from app.domain.toegang import Recht
from app.queries.api_meldingen import (
    MeldingFilter,
    MeldingInzage,
    find_melding_id,
    list_meldingen,
    load_melding,
    search_meldingen,
)
from app.queries.beelden import ContactBeeld
from app.queries.casusbeeld import contact_of
from app.queries.registratie import registered
from app.queries.werkplek import Werkplek
from app.routers.api.antwoorden import HandelingDep, Over, VersieDep, answer, carry_out, made
from app.routers.api.bladeren import Bladzijde, link_header, read_cursor, split_page, write_cursor
from app.routers.api.drempel import Drempel
from app.schemas.api import beelden, invoer_melding, lijsten, uitvoer
from app.schemas.api.basis import Kenmerk, RefUit, Regel
from app.services.afsluiting import close_melding
from app.services.heropening import reopen_melding
from app.services.idempotentie import Resultaat
from app.services.jeugdige import correct_melding
from app.services.melding import register_melding

router = APIRouter(prefix="/meldingen", tags=["meldingen"], route_class=Drempel)
LEGE_HEROPENING = invoer_melding.HeropeningIn()


class MeldingVraag(Bladzijde):
    """Filters; ``q`` takes kenmerken and names of organisaties, never persons."""

    loket: Kenmerk | None = None
    status: MeldingStatus | None = None
    q: Regel | None = None


class ZoekBladzijde(Bladzijde):
    """Binds the cursor of a search to what was looked for."""

    achternaam: str | None = None
    voornamen: str | None = None
    geboortedatum: str | None = None


@router.post("", response_model=uitvoer.GeregistreerdUit, status_code=201)
def register(
    werkplek: MeldWerkplekDep,
    handeling: HandelingDep,
    invoer: invoer_melding.MeldingIn,
) -> Response:
    """Registreer een melding. Uw organisatie is de eerste eigenaar van elke casus."""

    def act() -> Resultaat:
        nieuw = register_melding(werkplek, invoer.to_command())
        beeld = registered(werkplek, nieuw.melding, nieuw.casussen, nieuw.klacht)
        uit = uitvoer.GeregistreerdUit.model_validate(beeld)
        uit.samenlopen = [RefUit.model_validate(samenloop) for samenloop in nieuw.samenlopen]
        return made(uit, f"/meldingen/{uit.id}", Over(beeld.casussen[0].id, beeld.rechten))

    return carry_out(werkplek, handeling, act)


@router.get("", response_model=lijsten.MeldingLijst)
def list_questions(
    request: Request, werkplek: LeesWerkplekDep, leeslog: LeeslogDep, vraag: Annotated[MeldingVraag, Query()]
) -> Response:
    """De meldingen die u volgt, nieuwste eerst."""
    plek = read_cursor(werkplek, vraag)
    filter_ = MeldingFilter(vraag.loket, vraag.status, vraag.q, UUID(plek[0]) if plek else None, vraag.limit)
    bladzijde, volgende = split_page(
        werkplek, vraag, list_meldingen(werkplek, filter_), lambda rij: (rij.id,)
    )
    leeslog.noteer(werkplek, Leesactie.LEZEN, "meldinglijst")
    items = [lijsten.MeldingRijUit.model_validate(rij) for rij in bladzijde]
    antwoord = answer(lijsten.MeldingLijst(items=items, volgende=volgende))
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


@router.post("/_zoek", response_model=lijsten.MeldingLijst)
def search(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, invoer: invoer_melding.ZoekIn) -> Response:
    """Zoek meldingen op persoon, onder wat u mag lezen."""
    geboren = invoer.geboortedatum.isoformat() if invoer.geboortedatum else None
    vraag = ZoekBladzijde(
        limit=invoer.limit,
        cursor=invoer.cursor,
        achternaam=invoer.achternaam,
        voornamen=invoer.voornamen,
        geboortedatum=geboren,
    )
    plek = read_cursor(werkplek, vraag)
    na = UUID(plek[0]) if plek else None
    rijen, verder = search_meldingen(werkplek, invoer.to_query(), na, invoer.limit)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "melding", [rij.id for rij in rijen], "zoeken")
    volgende = write_cursor(werkplek, vraag, (verder,)) if verder else None
    items = [lijsten.MeldingRijUit.model_validate(rij) for rij in rijen]
    return answer(lijsten.MeldingLijst(items=items, volgende=volgende))


@router.get("/{id}", response_model=uitvoer.MeldingUit)
def get_question(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Eén melding, voor zover u die mag zien."""
    inzage = load_melding(werkplek, find_melding_id(werkplek, id))
    contact = _contact(werkplek, inzage)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "melding", [inzage.feiten.id])
    if contact is not None:
        leeslog.noteer(werkplek, Leesactie.LEZEN, "contact", [inzage.feiten.id])
    return answer(beelden.melding_out(inzage, contact), inzage.feiten.versie)


def _contact(werkplek: Werkplek, inzage: MeldingInzage) -> ContactBeeld | None:
    melder = inzage.beeld.melder if inzage.beeld else None
    if melder is None or not melder.heeft_contact or Recht.CONTACT not in inzage.casus.rechten:
        return None
    return contact_of(werkplek, inzage.feiten.id, inzage.casus.id)


@router.patch("/{id}", response_model=uitvoer.MeldingUit)
def correct(
    werkplek: MeldWerkplekDep,
    handeling: HandelingDep,
    versie: VersieDep,
    id: str,  # as in the contract
    invoer: invoer_melding.MeldingWijziging,
) -> Response:
    """Vul een melding aan. De eigen woorden van de melder blijven staan."""
    melding_id = find_melding_id(werkplek, id)

    def act() -> Resultaat:
        correct_melding(werkplek, invoer.to_command(melding_id, versie))
        return _shown(werkplek, melding_id, 200)

    return carry_out(werkplek, handeling, act)


@router.post(
    "/{id}/afsluitingen",
    response_model=uitvoer.AfsluitingUit,
    status_code=201,
    responses={202: {"model": uitvoer.AfsluitingUit, "description": "Het loket moet nog bericht krijgen"}},
)
def close(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: invoer_melding.MeldingAfsluitingIn,
) -> Response:
    """Sluit de melding. Wacht een loket nog op bericht, dan is het antwoord 202."""
    melding_id = find_melding_id(werkplek, id)

    def act() -> Resultaat:
        opdracht = o.CloseMelding(melding_id=melding_id, **invoer.model_dump())
        besluit = close_melding(werkplek, opdracht)
        inzage = load_melding(werkplek, melding_id)
        feiten = inzage.feiten
        uit = uitvoer.AfsluitingUit(
            id=feiten.id, kenmerk=feiten.kenmerk, status=feiten.status, uitkomst=feiten.uitkomst
        )
        status = 201 if besluit is Besluit.GESLOTEN else 202
        over = Over(inzage.casus.id, inzage.casus.rechten)
        return made(uit, f"/meldingen/{melding_id}", over, status)

    return carry_out(werkplek, handeling, act)


@router.post("/{id}/heropeningen", response_model=uitvoer.MeldingUit, status_code=201)
def reopen(
    werkplek: MeldWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: invoer_melding.HeropeningIn = LEGE_HEROPENING,
) -> Response:
    """De melder komt terug: de melding opent opnieuw, met een nieuwe klok."""
    melding_id = find_melding_id(werkplek, id)

    def act() -> Resultaat:
        reopen_melding(werkplek, o.ReopenMelding(melding_id=melding_id, toelichting=invoer.toelichting))
        return _shown(werkplek, melding_id, 201)

    return carry_out(werkplek, handeling, act)


def _shown(werkplek: Werkplek, melding_id: UUID, status: int) -> Resultaat:
    """The melding after the act."""
    inzage = load_melding(werkplek, melding_id)
    over = Over(inzage.casus.id, inzage.casus.rechten)
    return made(beelden.melding_out(inzage, None), f"/meldingen/{melding_id}", over, status)
