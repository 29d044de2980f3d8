"""Al in behandeling: who is offered a casus of a jeugdige it already works for, accepts and joins in one act.

Source: domain.md §3: ``al_in_behandeling`` is no reason to return an offer.
"""

from dataclasses import replace
from uuid import UUID

from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.opdrachten import AcceptOverdracht
from app.domain.samenloop import DecideSamenloop, Samenloopbesluit, SamenloopStatus
from app.domain.termen import CasusStatus
from app.domain.toegang import Recht, rights
from app.models import Casus, Overdracht, Samenloop
from app.queries.dossier import lock_casussen
from app.queries.relaties import relations
from app.queries.samenlopen import (
    claim_register,
    has_open_offer,
    load_candidates_of,
    offered_casus,
    pairs_with,
)
from app.queries.schrijven import find_casus
from app.queries.werkplek import Werkplek
from app.services.aanvaarding import accept_overdracht
from app.services.nummers import draw_samenlopen
from app.services.samenloopbesluit import carry_out, judged, open_zaak, write_decision
from app.services.samenloopopening import evidence_between, new_pair

REDEN = "Was hier al in behandeling toen het aanbod kwam."


def accept_offer(werkplek: Werkplek, opdracht: AcceptOverdracht) -> Overdracht:
    """Accept; with ``al_in_behandeling`` the casus goes up in that own casus, which stays.

    Refuses what an acceptance refuses, and a casus that is not open here or is offered to somebody itself.
    """
    if opdracht.al_in_behandeling is None:
        return accept_overdracht(werkplek, opdracht)
    claim_register(werkplek.session)
    aangeboden_id = offered_casus(werkplek.session, opdracht.overdracht_id)
    eigen = _own_casus(werkplek, opdracht.al_in_behandeling)
    if eigen.id == aangeboden_id:
        raise _not_here()
    lock_casussen(werkplek.session, [eigen.id, aangeboden_id])
    if has_open_offer(werkplek.session, eigen.id):
        raise RefusedError(
            "overdracht_open",
            "Er loopt een aanbod voor uw eigen casus. Trek dat eerst in, of wacht op antwoord.",
        )
    overdracht = accept_overdracht(werkplek, replace(opdracht, al_in_behandeling=None))
    _join(werkplek, eigen, aangeboden=aangeboden_id)
    return overdracht


def _own_casus(werkplek: Werkplek, sleutel: str) -> Casus:
    """An open casus for which this person may decide; what is not there and what is not ours sound alike."""
    casus = find_casus(werkplek.session, sleutel)
    if casus is None or casus.status is not CasusStatus.OPEN:
        raise _not_here()
    if casus.eigenaar_id != werkplek.actor.organisatie_id:
        raise _not_here()
    if Recht.SAMENLOOP_BEOORDELEN not in rights(relations(werkplek, casus.id)):
        raise _not_here()
    return casus


def _not_here() -> InvalidInputError:
    melding = "Deze casus is niet open bij uw organisatie. Laat dit leeg of kies een andere."
    return InvalidInputError([Veldfout("alInBehandeling", melding)])


def _join(werkplek: Werkplek, eigen: Casus, *, aangeboden: UUID) -> None:
    samenloop = _pair(werkplek, eigen, aangeboden)
    werkplek.session.flush()
    zaak, bureau = open_zaak(werkplek, samenloop.id)
    opdracht = DecideSamenloop(samenloop_id=samenloop.id, uitkomst=Samenloopbesluit.SAMENVOEGEN, reden=REDEN)
    write_decision(bureau, zaak, SamenloopStatus.BEVESTIGD, opdracht)
    judged(bureau, zaak)
    carry_out(bureau, zaak, blijft_id=eigen.id, weg_id=aangeboden)


def _pair(werkplek: Werkplek, eigen: Casus, aangeboden_id: UUID) -> Samenloop:
    """The samenloop of these two; made now where the engine found none."""
    for rij in pairs_with(werkplek.session, eigen.id):
        if aangeboden_id in (rij.ouder_casus_id, rij.jonger_casus_id):
            return rij
    een, ander = load_candidates_of(werkplek.session, [eigen.id, aangeboden_id])
    [kenmerk] = draw_samenlopen(werkplek.session, 1, werkplek.omgeving.vandaag)
    return new_pair(werkplek, een.casus, ander.casus, evidence_between(werkplek, een, ander), kenmerk)
