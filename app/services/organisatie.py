"""Organisatie: a party is blocked, let in again, or ends in good order (domain.md §1, §8, I11).

Locks in the order of every other act: first the casussen, then the organisatie. An offer that slipped in
between waits for the organisatie and is then refused, or is ended by the worker in its next round.
"""

from uuid import UUID

from sqlmodel import Session

from app.audit.gebeurtenissen import append
from app.domain.beheer import (
    BlockOrganisatie,
    refuse_ending_with_work,
    refuse_vangnethouder,
    require_stelselbeheerder,
)
from app.domain.errors import RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, NieuweGebeurtenis, happened
from app.domain.termen import Blokkadereden
from app.models import Organisatie
from app.queries.dossier import lock_casussen
from app.queries.intern.overdrachten import offers_waiting_on
from app.queries.intern.overgang import (
    end_access,
    end_sessions,
    end_tokens,
    end_werkgebied,
    received_ever,
)
from app.queries.organisaties import find_organisatie
from app.queries.organisatiewerk import lock_organisaties, open_successions, open_work, standing
from app.queries.werkplek import Werkplek
from app.services.overdracht import expire_offer_to_nobody

#: Somebody else may hold a token: it must not work again after the block.
LEK = frozenset({Blokkadereden.BEVEILIGING, Blokkadereden.MISBRUIK})


def block_organisatie(werkplek: Werkplek, opdracht: BlockOrganisatie) -> int:
    """Nobody of this organisatie gets in any more, from this moment; how many open offers ended.

    Log-ins end for good, tokens too when they may have leaked.

    What it owns stays its own and comes in sight of the vangnethouder, who offers it on and answers (§8).
    Refuses the vangnethouder itself and what is blocked already.
    """
    require_stelselbeheerder(werkplek.actor)
    rij = find_organisatie(werkplek.session, opdracht.organisatie, "organisatie")
    refuse_vangnethouder(standing(werkplek.session, rij, werkplek.omgeving.vandaag))
    wachtend = offers_waiting_on(werkplek.session, rij.id)
    lock_casussen(werkplek.session, [casus_id for _, casus_id in wachtend])
    rij = _lock(werkplek.session, rij.id)
    if rij.toegang_geblokkeerd:
        raise RefusedError("al_geblokkeerd", f"{rij.naam} is al geblokkeerd.")
    rij.toegang_geblokkeerd = True
    end_sessions(werkplek.session, rij.id, werkplek.omgeving.now)
    if opdracht.reden in LEK:
        end_tokens(werkplek.session, rij.id, werkplek.omgeving.now)
    record_on(werkplek, rij, happened(GebeurtenisSoort.ORGANISATIE_GEBLOKKEERD, reden=opdracht.reden))
    nog = set(offers_waiting_on(werkplek.session, rij.id))  # a successor may just have taken them over
    return sum(expire_offer_to_nobody(werkplek, aanbod[0]) for aanbod in wachtend if aanbod in nog)


def unblock_organisatie(werkplek: Werkplek, sleutel: str) -> Organisatie:
    """Everybody of this organisatie gets in again; what it owns was its own all the time."""
    require_stelselbeheerder(werkplek.actor)
    rij = _lock(werkplek.session, find_organisatie(werkplek.session, sleutel, "organisatie").id)
    if not rij.toegang_geblokkeerd:
        raise RefusedError("niet_geblokkeerd", f"{rij.naam} heeft al toegang.")
    rij.toegang_geblokkeerd = False
    record_on(werkplek, rij, happened(GebeurtenisSoort.ORGANISATIE_VRIJGEGEVEN))
    return rij


def end_organisatie(werkplek: Werkplek, sleutel: str) -> Organisatie:
    """A party stops, today, with nothing left on its desk; its people and tokens lose access.

    Refuses as long as any work lies here, and says all of it; a rechtsopvolger takes everything at once.
    A casus that is made meanwhile loses: the database refuses an owner that ended.
    """
    require_stelselbeheerder(werkplek.actor)
    session, vandaag = werkplek.session, werkplek.omgeving.vandaag
    rij = _lock(session, find_organisatie(session, sleutel, "organisatie").id)
    partij = standing(session, rij, vandaag)
    refuse_vangnethouder(partij)
    refuse_ending_with_work(partij, open_work(session, rij.id))
    if received_ever(session, rij.id):
        raise RefusedError(
            "melder_komt_terug",
            f"Bij {rij.naam} kwamen meldingen binnen. Een melder kan altijd terugkomen, en moet dan iemand "
            "vinden. Laat de organisatie opgaan in een andere.",
        )
    if open_successions(session, rij.id):
        raise RefusedError(
            "opvolging_open", f"Er staat een rechtsopvolging klaar voor {rij.naam}. Trek die eerst in."
        )
    rij.is_actief, rij.actief_tot = False, max(vandaag, rij.actief_van)
    end_werkgebied(session, rij.id, vandaag)
    end_access(session, rij.id, vandaag, werkplek.omgeving.now)
    record_on(werkplek, rij, happened(GebeurtenisSoort.ORGANISATIE_BEEINDIGD, eigenaar=rij.id, per=vandaag))
    return rij


def record_on(werkplek: Werkplek, rij: Organisatie, *gebeurtenissen: NieuweGebeurtenis) -> None:
    """Append to the stream of an organisatie, whose row the caller has locked; its clock never runs back."""
    omgeving = werkplek.omgeving
    if rij.gebeurtenis_op is not None:
        omgeving = omgeving.after(rij.gebeurtenis_op)
    append(werkplek.session, rij, werkplek.actor, omgeving, *gebeurtenissen)
    werkplek.session.flush()


def _lock(session: Session, id_: UUID) -> Organisatie:
    return lock_organisaties(session, id_)[id_]
