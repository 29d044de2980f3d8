"""Afstemmingen: where a jeugdige of ours may be known elsewhere, and whom to phone (domain.md §5; R033).

Each side reads "bekend bij X, contact Y" of the other and nothing else: no kenmerk, no person, no word, no
level of agreement (``afstemmingbeelden``). What is only possible is there for the side that knows most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, Uuid, and_, literal, or_, tuple_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.actor import Rol
from app.domain.errors import NotVisibleError
from app.domain.tafeltermen import Afstemmingsuitkomst
from app.domain.toegang import Recht, Relatie, rights
from app.models import Afstemming, Samenloop
from app.queries.afstemmingbeelden import AfstemmingBeeld, Paar, Plaats, Zijde, view
from app.queries.afstemmingkanten import JONGER, OUDER, Kolommen, is_open, known_to, with_sides
from app.queries.agenderingen import INBRENGEN
from app.queries.relaties import relations
from app.queries.samenloopbeelden import Samenloopfilter
from app.queries.samenlopen import claim_register
from app.queries.samenlopenlijst import after, rank
from app.queries.tafels import tafel_rights
from app.queries.werkplek import Werkplek
from app.queries.zichtbaar import casus_with_dossier

WAT = "Deze afstemming"


@dataclass(frozen=True, slots=True)
class Afstemmingfilter:
    """What still waits, or what was closed; ``tafel_id``: of one tafel, ``casus_id``: of one casus."""

    afgesloten: bool = False
    tafel_id: UUID | None = None
    casus_id: UUID | None = None
    na: Plaats | None = None
    limit: int = 25


def afstemming_of(session: Session, samenloop_id: UUID) -> Afstemming:
    """The follow-up of a pair that is known to have one."""
    return session.exec(select(Afstemming).where(Afstemming.samenloop_id == samenloop_id)).one()


def open_afstemmingen_with(session: Session, agendering_ids: Sequence[UUID]) -> list[Afstemming]:
    """What is still to be agreed on about these agenderingen."""
    query = (
        select(Afstemming)
        .join(Samenloop, col(Samenloop.id) == col(Afstemming.samenloop_id))
        .where(
            is_open(),
            or_(
                col(Samenloop.ouder_agendering_id).in_(agendering_ids),
                col(Samenloop.jonger_agendering_id).in_(agendering_ids),
            ),
        )
    )
    return list(session.exec(query.order_by(col(Afstemming.samenloop_id))))


def find_paar(werkplek: Werkplek, sleutel: str, *, lock: bool = False) -> Paar:
    """A pair by kenmerk or id, for a side that may know of it; for everybody else it is not there (404).

    ``lock``: one at a time acts on hits, as one at a time makes them (``claim_register``).
    """
    try:
        waar = col(Samenloop.id) == UUID(sleutel)
    except ValueError:
        waar = col(Samenloop.kenmerk) == sleutel
    if lock:
        claim_register(werkplek.session)
        rijen = select(Afstemming).join(Samenloop, col(Samenloop.id) == col(Afstemming.samenloop_id))
        slot = rijen.where(waar).with_for_update(of=Afstemming)
        werkplek.session.exec(slot.execution_options(populate_existing=True)).all()
    rij = werkplek.session.execute(_joined().where(waar)).first()
    paar = _pair(rij, is_ouder=True) if rij is not None else None
    if paar is None:
        raise NotVisibleError(WAT)
    for is_ouder in (True, False):
        kant = Paar(paar.samenloop, paar.afstemming, paar.ouder, paar.jonger, is_ouder)
        if _may_know(kant) and Recht.AFSTEMMEN in afstemming_rights(werkplek, kant.eigen):
            return kant
    raise NotVisibleError(WAT)


def afstemming_rights(werkplek: Werkplek, zijde: Zijde) -> frozenset[Recht]:
    """What this side gives the actor: follow-up for who keeps the agenda, or acts for the casus."""
    if zijde.tafel is not None:
        kent = Recht.AGENDA_LEZEN in tafel_rights(werkplek, zijde.tafel)
    else:
        assert zijde.casus is not None  # a side without a tafel is a casus
        kent = INBRENGEN in rights(relations(werkplek, zijde.casus.id))
    return rights({Relatie.ANDERE_TAFEL}) if kent else frozenset()


def load_afstemming(werkplek: Werkplek, sleutel: str) -> AfstemmingBeeld:
    """One hit, for a side that may know of it."""
    return view(werkplek, find_paar(werkplek, sleutel))


def is_with_tafel(session: Session, samenloop_id: UUID) -> bool:
    """Whether a samenloop is followed up as an afstemming; says nothing of who may know of it."""
    return (
        session.exec(select(Afstemming.samenloop_id).where(Afstemming.samenloop_id == samenloop_id)).first()
        is not None
    )


def list_as_samenlopen(werkplek: Werkplek, filter_: Samenloopfilter) -> list[AfstemmingBeeld]:
    """A page of hits of ours in the order of samenlopen, one row extra; what lapsed is none any more."""
    vervallen = col(Afstemming.uitkomst) == Afstemmingsuitkomst.VERVALLEN
    query = _visible(werkplek).where(or_(is_open(), ~vervallen))
    if filter_.status is not None:
        query = query.where(col(Samenloop.status) == filter_.status)
    if filter_.na is not None:
        query = query.where(after(*filter_.na))
    query = query.order_by(rank(), col(Samenloop.id)).limit(filter_.limit + 1)
    return [view(werkplek, _pair(rij, is_ouder=bool(rij[-1]))) for rij in werkplek.session.execute(query)]


def list_afstemmingen(werkplek: Werkplek, filter_: Afstemmingfilter) -> list[AfstemmingBeeld]:
    """A page of hits of ours, first date first, one row extra."""
    query = _visible(werkplek).where(~is_open() if filter_.afgesloten else is_open(), *_about(filter_))
    hier = tuple_(col(Afstemming.uiterlijk), col(Samenloop.id))
    if filter_.na is not None:
        query = query.where(hier > tuple_(literal(filter_.na[0], Date()), literal(filter_.na[1], Uuid())))
    query = query.order_by(col(Afstemming.uiterlijk), col(Samenloop.id)).limit(filter_.limit + 1)
    return [view(werkplek, _pair(rij, is_ouder=bool(rij[-1]))) for rij in werkplek.session.execute(query)]


def _visible(werkplek: Werkplek) -> Select[Any]:
    """The hits of ours that we may know of; last of all whether we are on the older side."""
    als_ouder = and_(_ours(werkplek, OUDER), known_to(is_ouder=True))
    als_jonger = and_(_ours(werkplek, JONGER), known_to(is_ouder=False))
    return _joined().add_columns(als_ouder).where(or_(als_ouder, als_jonger))


def _may_know(paar: Paar) -> bool:
    return paar.afstemming.gedeeld_op is not None or paar.afstemming.eerst_ouder is paar.is_ouder


def _joined() -> Select[Any]:
    """Each pair that has a follow-up, with both sides."""
    kanten = (deel for kant in (OUDER, JONGER) for deel in (kant.casus, kant.agendering, kant.tafel))
    kolommen: tuple[Any, ...] = (Samenloop, Afstemming, *kanten)
    return with_sides(sa_select(*kolommen), OUDER, JONGER)


def _pair(rij: Row[Any], *, is_ouder: bool) -> Paar:
    samenloop, afstemming, oc, oa, ot, jc, ja, jt = tuple(rij)[:8]
    return Paar(samenloop, afstemming, Zijde(oc, oa, ot), Zijde(jc, ja, jt), is_ouder)


def _ours(werkplek: Werkplek, kant: Kolommen) -> ColumnElement[bool]:
    """This side is ours: we keep that agenda, or act for that casus. The same as ``afstemming_rights``."""
    actor = werkplek.actor
    van_tafel: ColumnElement[bool] = kant.tafel.tafelhouder_id == actor.organisatie_id
    if Rol.TAFELSECRETARIS not in actor.rollen:
        van_tafel = and_(van_tafel, kant.tafel.secretaris_id == actor.id)
    return or_(van_tafel, casus_with_dossier(werkplek, kant.casus))


def _about(filter_: Afstemmingfilter) -> list[ColumnElement[bool]]:
    waar: list[ColumnElement[bool]] = []
    if filter_.tafel_id is not None:
        waar.append(or_(OUDER.tafel.id == filter_.tafel_id, JONGER.tafel.id == filter_.tafel_id))
    if filter_.casus_id is not None:
        waar.append(or_(OUDER.casus.id == filter_.casus_id, JONGER.casus.id == filter_.casus_id))
    return waar
