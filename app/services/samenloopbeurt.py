"""Samenloopbeurt: whose turn it is to judge a samenloop, and the promise that stands there (domain.md §4).

A promise to judge stands at one side. When the casus of that side ends, the pair does not wait unseen until
it opens again: the turn goes to the other side, and comes back with it.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session

from app.domain.samenloop import Beurt, turn_of
from app.domain.termen import CasusStatus, Vervalreden
from app.domain.termijnen.regels import Termijncode
from app.models import Casus, Samenloop, Termijn
from app.queries.dossier import Dossier, load_dossier, lock_casussen
from app.queries.samenlopen import casussen_by_id, open_promise, pairs_with
from app.queries.werkplek import Werkplek
from app.services.termijnen import Belofte, lapse, open_in_dossier, settle_pointers
from app.services.verhuizing import combine


def lock_with_others(session: Session, casus_ids: Iterable[UUID]) -> None:
    """Lock these casussen and the other sides of their samenlopen: there a turn may come or go.

    After the register was claimed, in the one order of all locks (I2).
    """
    eigen = set(casus_ids)
    kanten = {id_ for casus_id in eigen for rij in pairs_with(session, casus_id) for id_ in sides(rij)}
    lock_casussen(session, sorted(kanten | eigen))


def sides(samenloop: Samenloop) -> tuple[UUID, ...]:
    """The casussen of a samenloop, the older registration first."""
    kanten = samenloop.ouder_casus_id, samenloop.jonger_casus_id
    return tuple(id_ for id_ in kanten if id_ is not None)


def wake(werkplek: Werkplek, dossier: Dossier, samenloop: Samenloop) -> Termijn:
    """Somebody on the side of this dossier must judge it, within the norm (§4)."""
    belofte = Belofte(
        code=Termijncode.SAMENLOOP_BEOORDELEN,
        begint_op=werkplek.omgeving.vandaag,
        verantwoordelijke_id=dossier.casus.eigenaar_id,
        casus_id=dossier.focus,
        periode=dossier.casus.periode,
    )
    termijn = open_in_dossier(werkplek, dossier, belofte)
    samenloop.termijn_id = termijn.id
    return termijn


def settle_turns(werkplek: Werkplek, dossier: Dossier, casus_ids: Iterable[UUID]) -> None:
    """After a casus ended, opened or went up in another: each of its pairs waits on whose turn it is now.

    The caller holds the register and records ``dossier`` afterwards.
    """
    for casus_id in casus_ids:
        for rij in pairs_with(werkplek.session, casus_id):
            settle_turn(werkplek, dossier, rij)


def settle_turn(werkplek: Werkplek, dossier: Dossier, samenloop: Samenloop) -> None:
    """The promise to judge stands with who has the turn, and nowhere else; a new turn has the whole norm."""
    settle_pointers(dossier)
    werkplek.session.flush()
    beurt = whose_turn(werkplek.session, samenloop)
    loopt = open_promise(werkplek.session, samenloop)
    if (loopt.casus_id if loopt else None) == beurt:
        return
    if loopt is not None:
        assert loopt.casus_id is not None  # it stands on a casus
        bij = _around(werkplek, dossier, loopt.casus_id)
        lapse(werkplek, loopt, Vervalreden.VERVANGEN)
        settle_pointers(bij)
    if beurt is not None:
        bij = _around(werkplek, dossier, beurt)
        wake(werkplek, bij, samenloop)
        werkplek.session.flush()
        settle_pointers(bij)


def whose_turn(session: Session, samenloop: Samenloop) -> UUID | None:
    """The casus whose owner must judge; None where nobody must, or the other side is a tafel."""
    kanten = sides(samenloop)
    if len(kanten) < 2:
        return None
    casussen = casussen_by_id(session, kanten)
    if any(casus.status is CasusStatus.SAMENGEVOEGD for casus in casussen.values()):
        return None  # judged where that casus went
    ouder, jonger = (_is_open(casussen[id_]) for id_ in kanten)
    match turn_of(samenloop.status, samenloop.beslist_door_ouder, ouder_open=ouder, jonger_open=jonger):
        case Beurt.OUDER:
            return kanten[0]
        case Beurt.JONGER:
            return kanten[1]
        case _:
            return None


def _is_open(casus: Casus) -> bool:
    return casus.status is CasusStatus.OPEN


def _around(werkplek: Werkplek, dossier: Dossier, casus_id: UUID) -> Dossier:
    """What the caller has and records itself, else the dossier of the other side."""
    if casus_id in dossier.delen:
        return combine(casus_id, dossier)
    return load_dossier(werkplek.session, casus_id)
