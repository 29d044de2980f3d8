"""Rechtsopvolging: one party takes over everything of another, in one transaction (domain.md §1).

Proposed by the landelijke beheerder, confirmed by the successor, carried out on its day: at confirmation
when that day has come, else by the worker. No promise moves its date (I5), no owner is missing for a
moment (I1), and each melder with an open melding hears it once (I6).
"""

from datetime import date
from uuid import UUID

from app.domain.beheer import (
    ProposeOpvolging,
    refuse_blocked_predecessor,
    refuse_opvolging,
    refuse_unready_successor,
    require_may_confirm,
    require_stelselbeheerder,
)
from app.domain.errors import BusyError, RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.indeling import left_over
from app.domain.termen import OPEN_OPVOLGING, OpvolgingStatus
from app.models import Organisatie, Rechtsopvolging, Werkgebied
from app.queries.dossier import load_dossier, lock_casussen
from app.queries.intern.overgang import (
    areas_from,
    end_werkgebied,
    move_rest,
    owned_ever,
    touched_casussen,
)
from app.queries.organisaties import find_organisatie
from app.queries.organisatiewerk import (
    find_succession,
    lock_organisaties,
    lock_succession,
    open_successions,
    standing,
)
from app.queries.werkplek import Werkplek
from app.services.organisatie import record_on
from app.services.overgang import Overgang, succeed_on_casus


def propose_opvolging(werkplek: Werkplek, opdracht: ProposeOpvolging) -> Rechtsopvolging:
    """Put a succession before the successor; nothing moves yet.

    Refuses another kind of party, one that nobody can reach, and a party that has one already.
    """
    require_stelselbeheerder(werkplek.actor)
    session, vandaag = werkplek.session, werkplek.omgeving.vandaag
    van = find_organisatie(session, opdracht.van, "van")
    naar = find_organisatie(session, opdracht.naar, "naar")
    partijen = lock_organisaties(session, van.id, naar.id)
    van, naar = partijen[van.id], partijen[naar.id]
    refuse_opvolging(standing(session, van, vandaag), standing(session, naar, vandaag), opdracht.per, vandaag)
    if any(rij.van_organisatie_id == van.id for rij in open_successions(session, van.id)):
        raise RefusedError(
            "opvolging_open", f"Er staat al een rechtsopvolging klaar voor {van.naam}. Trek die eerst in."
        )
    rij = Rechtsopvolging(
        id=werkplek.omgeving.new_id(),
        van_organisatie_id=van.id,
        naar_organisatie_id=naar.id,
        per=opdracht.per,
        voorgesteld_op=werkplek.omgeving.now,
        voorgesteld_door_id=werkplek.actor.medewerker_id,
    )
    session.add(rij)
    _record(werkplek, rij, (van, naar), GebeurtenisSoort.OPVOLGING_VOORGESTELD)
    return rij


def confirm_opvolging(werkplek: Werkplek, opvolging_id: UUID) -> Rechtsopvolging:
    """The successor says yes; when the day has come, everything moves at once."""
    rij, van, naar = _find(werkplek, opvolging_id)
    require_may_confirm(werkplek.actor, standing(werkplek.session, naar, werkplek.omgeving.vandaag))
    casussen = _lock_casussen(werkplek, van.id) if rij.per <= werkplek.omgeving.vandaag else []
    rij = _lock(werkplek, rij)
    if rij.status is not OpvolgingStatus.VOORGESTELD:
        raise RefusedError("al_bevestigd", "Deze rechtsopvolging is al bevestigd.")
    rij.status = OpvolgingStatus.BEVESTIGD
    rij.bevestigd_op = werkplek.omgeving.now
    rij.bevestigd_door_id = werkplek.actor.medewerker_id
    _record(werkplek, rij, (van, naar), GebeurtenisSoort.OPVOLGING_BEVESTIGD)
    if rij.per <= werkplek.omgeving.vandaag:
        _carry_out(werkplek, rij, casussen)
    return rij


def withdraw_opvolging(werkplek: Werkplek, opvolging_id: UUID) -> Rechtsopvolging:
    """The beheerder takes the proposal back, as long as it was not carried out."""
    require_stelselbeheerder(werkplek.actor)
    rij, van, naar = _find(werkplek, opvolging_id)
    rij = _lock(werkplek, rij)
    rij.status = OpvolgingStatus.INGETROKKEN
    _record(werkplek, rij, (van, naar), GebeurtenisSoort.OPVOLGING_INGETROKKEN)
    return rij


def carry_out_opvolging(werkplek: Werkplek, opvolging_id: UUID) -> bool:
    """The worker, on the day: everything moves; False when it was withdrawn, done or unconfirmed."""
    rij, van, _ = _find(werkplek, opvolging_id, ook_afgedaan=True)
    if rij.status is not OpvolgingStatus.BEVESTIGD or rij.per > werkplek.omgeving.vandaag:
        return False
    casussen = _lock_casussen(werkplek, van.id)
    rij = _lock(werkplek, rij)
    _carry_out(werkplek, rij, casussen)
    return True


def _carry_out(werkplek: Werkplek, rij: Rechtsopvolging, casussen: list[UUID]) -> None:
    """All or nothing. Refuses a successor that cannot act, and what came to lie with the old party
    meanwhile: then it is done again in a moment.
    """
    session = werkplek.session
    partijen = lock_organisaties(session, rij.van_organisatie_id, rij.naar_organisatie_id)
    van, naar = partijen[rij.van_organisatie_id], partijen[rij.naar_organisatie_id]
    refuse_unready_successor(standing(session, naar, werkplek.omgeving.vandaag))
    refuse_blocked_predecessor(standing(session, van, werkplek.omgeving.vandaag))
    geraakt = set(touched_casussen(session, van.id))
    if not geraakt <= set(casussen):
        raise BusyError("intussen_gewijzigd", "Er kwam net iets bij. Probeer het over een minuut opnieuw.")
    rij.status, rij.uitgevoerd_op = OpvolgingStatus.UITGEVOERD, werkplek.omgeving.now
    session.flush()
    overgang = Overgang(rij.id, van, naar)
    for casus_id in (casus_id for casus_id in casussen if casus_id in geraakt):  # some were just settled
        dossier = load_dossier(session, casus_id)
        succeed_on_casus(werkplek.later_than(*dossier.casussen), dossier, overgang)
    _move_werkgebied(werkplek, van.id, naar.id, rij.per)
    van.is_actief, van.actief_tot = False, max(min(rij.per, werkplek.omgeving.vandaag), van.actief_van)
    move_rest(session, van.id, naar.id)
    van.rechtsopvolger_id = naar.id
    _redirect_others(werkplek, van, naar)
    _record(werkplek, rij, (van, naar), GebeurtenisSoort.OPVOLGING_UITGEVOERD)


def _move_werkgebied(werkplek: Werkplek, van: UUID, naar: UUID, per: date) -> None:
    """Each area for as long as it was to last, also one that begins later; nothing twice."""
    session, eigen = werkplek.session, areas_from(werkplek.session, naar, per)
    erbij = [
        (code, vak)
        for code, vakken in sorted(areas_from(session, van, per).items())
        for deel in vakken
        for vak in left_over(deel, eigen.get(code, ()))
    ]
    end_werkgebied(session, van, per)
    session.add_all(
        Werkgebied(id=werkplek.omgeving.new_id(), organisatie_id=naar, gm_code=code, van=begin, tot=tot)
        for code, (begin, tot) in erbij
    )


def _redirect_others(werkplek: Werkplek, van: Organisatie, naar: Organisatie) -> None:
    """Who was to go up in the party that is gone, is now to go up in its successor, which must say yes.

    The successor itself cannot: that proposal ends.
    """
    for rij in open_successions(werkplek.session, van.id):
        derde = lock_organisaties(werkplek.session, rij.van_organisatie_id)[rij.van_organisatie_id]
        if derde.id == naar.id:
            rij.status = OpvolgingStatus.INGETROKKEN
            _record(werkplek, rij, (derde, van), GebeurtenisSoort.OPVOLGING_INGETROKKEN)
            continue
        rij.naar_organisatie_id = naar.id
        rij.status, rij.bevestigd_op, rij.bevestigd_door_id = OpvolgingStatus.VOORGESTELD, None, None
        _record(werkplek, rij, (derde, naar), GebeurtenisSoort.OPVOLGING_VOORGESTELD)


def _find(
    werkplek: Werkplek, opvolging_id: UUID, *, ook_afgedaan: bool = False
) -> tuple[Rechtsopvolging, Organisatie, Organisatie]:
    rij, van, naar = find_succession(werkplek.session, opvolging_id)
    if not ook_afgedaan:
        _refuse_ended(rij)
    return rij, van, naar


def _refuse_ended(rij: Rechtsopvolging) -> None:
    if rij.status not in OPEN_OPVOLGING:
        raise RefusedError("opvolging_afgedaan", "Deze rechtsopvolging is al uitgevoerd of ingetrokken.")


def _lock(werkplek: Werkplek, rij: Rechtsopvolging) -> Rechtsopvolging:
    """Lock the parties, then look at the succession as it is now: somebody may have been first."""
    lock_organisaties(werkplek.session, rij.van_organisatie_id, rij.naar_organisatie_id)
    nu = lock_succession(werkplek.session, rij.id)
    _refuse_ended(nu)
    return nu


def _lock_casussen(werkplek: Werkplek, organisatie_id: UUID) -> list[UUID]:
    """Casussen before organisaties, by ascending id, like every act; closed ones too, they move along."""
    ids = touched_casussen(werkplek.session, organisatie_id)
    lock_casussen(werkplek.session, [*ids, *owned_ever(werkplek.session, organisatie_id)])
    return ids


def _record(
    werkplek: Werkplek,
    rij: Rechtsopvolging,
    partijen: tuple[Organisatie, Organisatie],
    soort: GebeurtenisSoort,
) -> None:
    van, naar = partijen
    for partij in partijen:
        record_on(werkplek, partij, happened(soort, opvolging=rij.id, van=van.id, naar=naar.id, per=rij.per))
