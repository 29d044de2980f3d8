"""Klachten: recording, sending on, handling and ending one; the register."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, LeesWerkplekDep, TerugkoppelWerkplekDep
from app.domain import klachtopdrachten as o
from app.domain.klachttermen import OORDELEN, KlachtUitkomst
from app.queries.api_meldingen import find_melding_id, load_melding
from app.queries.klachtbeeld import load_klacht
from app.queries.klachtenlijst import Klachtfilter, Klachtlijst, list_klachten
from app.queries.klachtregister import yearly_figures
from app.queries.klachtzicht import find_klacht
from app.queries.werkplek import Werkplek
from app.routers.api.antwoorden import Handeling, HandelingDep, Over, answer, carry_out, made
from app.routers.api.bladeren import Bladzijde, link_header, read_cursor, split_page
from app.routers.api.drempel import Drempel
from app.schemas.api import klachten as schema
from app.services import klacht as ontvangst
from app.services import klachtafdoening as einde
from app.services import klachtbehandeling as behandeling
from app.services import klachtbeklaagde as beklaagde
from app.services.idempotentie import Resultaat
from app.services.klachtcontact import choose_contact

router = APIRouter(tags=["klachten"], route_class=Drempel)
NIEMAND = schema.KlachtBehandelaarIn()


class KlachtVraag(Bladzijde):
    """Which list."""

    lijst: Klachtlijst = Klachtlijst.HIER


@router.post("/meldingen/{id}/klachten", response_model=schema.VastgelegdUit, status_code=201)
def record_complaint(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.NieuweKlachtIn,
) -> Response:
    """Leg vast dat een melding (ook) een klacht is. De vraag om hulp loopt door."""
    melding_id = find_melding_id(werkplek, id)

    def act() -> Resultaat:
        klacht = ontvangst.record_klacht(werkplek, invoer.to_command(melding_id))
        uit = schema.VastgelegdUit.model_validate(klacht)
        return made(uit, f"/klachten/{klacht.id}", Over(load_melding(werkplek, melding_id).casus.id))

    return carry_out(werkplek, handeling, act)


@router.get("/klachten", response_model=schema.KlachtenLijst)
def list_complaints(
    request: Request, werkplek: LeesWerkplekDep, leeslog: LeeslogDep, vraag: Annotated[KlachtVraag, Query()]
) -> Response:
    """De klachten waarvan u mag weten, eerste datum eerst."""
    plek = read_cursor(werkplek, vraag)
    na = (date.fromisoformat(plek[0]), UUID(plek[1])) if plek else None
    rijen, volgende = split_page(
        werkplek,
        vraag,
        list_klachten(werkplek, Klachtfilter(vraag.lijst, na, vraag.limit)),
        lambda r: r.plaats,
    )
    leeslog.noteer(werkplek, Leesactie.LEZEN, "klachtlijst")
    items = [schema.KlachtRijUit.model_validate(rij) for rij in rijen]
    antwoord = answer(schema.KlachtenLijst(items=items, volgende=volgende))
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


@router.get("/klachten/{id}", response_model=schema.KlachtUit)
def get_complaint(werkplek: LeesWerkplekDep, leeslog: LeeslogDep, id: str) -> Response:  # as in the contract
    """Eén klacht, voor wie hem behandelt, ontving of doorstuurde."""
    beeld = load_klacht(werkplek, id)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "klacht", [beeld.id])
    return answer(schema.klacht_out(beeld), beeld.versie)


@router.get("/klachtcijfers", response_model=schema.RegisterUit)
def get_figures(
    werkplek: LeesWerkplekDep, leeslog: LeeslogDep, jaar: Annotated[int, Query(ge=2015, le=2100)]
) -> Response:
    """Het klachtenregister van een jaar: aantallen, geen personen."""
    cijfers = [schema.CijferUit(code=code, aantal=n) for code, n in yearly_figures(werkplek, jaar)]
    leeslog.noteer(werkplek, Leesactie.LEZEN, "klachtregister")
    return answer(schema.RegisterUit(jaar=jaar, cijfers=cijfers))


@router.post("/klachten/{id}/doorzendingen", response_model=schema.KlachtUit, status_code=201)
def forward(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.DoorzendingIn,
) -> Response:
    """Stuur de klacht door naar wie hem moet behandelen. De melder krijgt meteen bericht."""
    klacht_id = _id(werkplek, id)
    opdracht = o.ForwardKlacht(klacht_id=klacht_id, **invoer.model_dump())
    return _carry_out(werkplek, handeling, klacht_id, lambda: ontvangst.forward_klacht(werkplek, opdracht))


@router.post("/klachten/{id}/ontvangstbevestigingen", response_model=schema.KlachtUit, status_code=201)
def confirm(werkplek: TerugkoppelWerkplekDep, handeling: HandelingDep, id: str) -> Response:
    """Bevestig de ontvangst schriftelijk aan de melder."""
    klacht_id = _id(werkplek, id)
    return _carry_out(werkplek, handeling, klacht_id, lambda: ontvangst.confirm_klacht(werkplek, klacht_id))


@router.post("/klachten/{id}/behandelaars", response_model=schema.KlachtUit, status_code=201)
def assign(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.KlachtBehandelaarIn = NIEMAND,
) -> Response:
    """Kies wie de klacht behandelt: iemand die er niet bij betrokken was."""
    klacht_id = _id(werkplek, id)
    opdracht = o.AssignKlacht(klacht_id=klacht_id, medewerker_id=invoer.medewerker)
    return _carry_out(werkplek, handeling, klacht_id, lambda: ontvangst.take_klacht(werkplek, opdracht))


@router.post("/klachten/{id}/klaagschriften", response_model=schema.KlachtUit, status_code=201)
def send(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.KlaagschriftIn,
) -> Response:
    """Stuur het klaagschrift aan de beklaagde, en niets anders."""
    klacht_id = _id(werkplek, id)
    opdracht = o.SendKlaagschrift(klacht_id=klacht_id, medewerker_id=invoer.medewerker, naam=invoer.naam)
    return _carry_out(werkplek, handeling, klacht_id, lambda: beklaagde.send_klaagschrift(werkplek, opdracht))


@router.post("/klachten/{id}/beklaagden", response_model=schema.VastgelegdUit, status_code=201)
def name_accused(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.OverWieIn,
) -> Response:
    """Leg vast over welke organisatie de klacht gaat, of zet dat recht. Wie daar werkt, ziet hem niet."""
    opdracht = o.NameAccused(klacht_id=_id(werkplek, id), organisatie=invoer.organisatie)

    def act() -> Resultaat:
        klacht = beklaagde.name_accused(werkplek, opdracht)
        return made(schema.VastgelegdUit.model_validate(klacht), f"/klachten/{klacht.id}", Over(None))

    return carry_out(werkplek, handeling, act)


@router.post("/klachten/{id}/klaagschriften/intrekkingen", response_model=schema.KlachtUit, status_code=201)
def take_back(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.KlaagschriftTerugIn,
) -> Response:
    """Neem een klaagschrift terug dat bij de verkeerde kwam."""
    klacht_id = _id(werkplek, id)
    opdracht = o.WithdrawKlaagschrift(
        klacht_id=klacht_id, beklaagde_id=invoer.beklaagde, toelichting=invoer.toelichting
    )
    return _carry_out(
        werkplek, handeling, klacht_id, lambda: beklaagde.withdraw_klaagschrift(werkplek, opdracht)
    )


@router.post("/klachten/{id}/hoorzittingen", response_model=schema.KlachtUit, status_code=201)
def hear(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.HoorzittingIn,
) -> Response:
    """Leg het horen vast met een verslag, of waarom er niet is gehoord."""
    klacht_id = _id(werkplek, id)
    opdracht = invoer.to_command(klacht_id, werkplek.omgeving.vandaag)

    def act() -> object:
        if isinstance(opdracht, o.SkipHearing):
            return behandeling.skip_hearing(werkplek, opdracht)
        return behandeling.record_hearing(werkplek, opdracht)

    return _carry_out(werkplek, handeling, klacht_id, act)


@router.post("/klachten/{id}/commissies", response_model=schema.KlachtUit, status_code=201)
def call_commission(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.CommissieIn,
) -> Response:
    """Schakel een commissie in."""
    klacht_id = _id(werkplek, id)
    opdracht = o.CallCommissie(klacht_id=klacht_id, **invoer.model_dump())
    return _carry_out(werkplek, handeling, klacht_id, lambda: behandeling.call_commissie(werkplek, opdracht))


@router.post("/klachten/{id}/afdoeningen", response_model=schema.KlachtUit, status_code=201)
def settle(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.AfdoeningIn,
) -> Response:
    """Geef de uitkomst, met de reden; of leg vast dat de klacht anders eindigde."""
    klacht_id = _id(werkplek, id)
    return _carry_out(werkplek, handeling, klacht_id, lambda: _settle(werkplek, klacht_id, invoer))


@router.post("/klachten/{id}/aantekeningen", response_model=schema.KlachtUit, status_code=201)
def note(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.AantekeningIn,
) -> Response:
    """Maak een aantekening."""
    klacht_id = _id(werkplek, id)
    opdracht = o.NoteOnKlacht(klacht_id=klacht_id, tekst=invoer.tekst)
    return _carry_out(werkplek, handeling, klacht_id, lambda: ontvangst.note_on_klacht(werkplek, opdracht))


@router.post("/klachten/{id}/aanspreekpunten", response_model=schema.KlachtUit, status_code=201)
def choose(
    werkplek: TerugkoppelWerkplekDep,
    handeling: HandelingDep,
    id: str,  # as in the contract
    invoer: schema.AanspreekpuntIn,
) -> Response:
    """Kies een ander aanspreekpunt voor de vraag, als de klacht over de eigenaar gaat."""
    klacht_id = _id(werkplek, id)
    opdracht = o.ChooseContact(klacht_id=klacht_id, organisatie=invoer.organisatie)
    return _carry_out(werkplek, handeling, klacht_id, lambda: choose_contact(werkplek, opdracht))


def _settle(werkplek: Werkplek, klacht_id: UUID, invoer: schema.AfdoeningIn) -> object:
    if invoer.uitkomst is KlachtUitkomst.NIET_IN_BEHANDELING:
        weigering = o.RefuseKlacht(klacht_id=klacht_id, grond=invoer.grond, toelichting=invoer.toelichting)
        return einde.refuse_klacht(werkplek, weigering)
    if invoer.uitkomst in OORDELEN:
        oordeel = o.JudgeKlacht(klacht_id=klacht_id, uitkomst=invoer.uitkomst, toelichting=invoer.toelichting)
        return einde.judge_klacht(werkplek, oordeel)
    slot = o.EndKlacht(klacht_id=klacht_id, uitkomst=invoer.uitkomst, toelichting=invoer.toelichting)
    return einde.end_klacht(werkplek, slot)


def _id(werkplek: Werkplek, sleutel: str) -> UUID:
    """The klacht by id or kenmerk; invisible is not there."""
    return find_klacht(werkplek, sleutel)[0].id


def _carry_out(
    werkplek: Werkplek, handeling: Handeling, klacht_id: UUID, act: Callable[[], object]
) -> Response:
    """Do it once, and answer with the klacht as it is now."""

    def do() -> Resultaat:
        act()
        beeld = load_klacht(werkplek, str(klacht_id))
        gemaakt = made(schema.klacht_out(beeld), f"/klachten/{klacht_id}", Over(None))
        return replace(gemaakt, klacht_id=klacht_id)

    return carry_out(werkplek, handeling, do)
