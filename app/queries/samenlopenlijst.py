"""Samenlopenlijst: the samenlopen of own casussen as rows, to judge first; and of one casus."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, or_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.domain.samenloop import OPEN_SAMENLOOP, SamenloopStatus
from app.domain.termen import CasusStatus
from app.domain.toegang import Recht
from app.linkage.score import probability
from app.models import Casus, Jeugdige, Samenloop, Termijn
from app.queries.gids import open_gids
from app.queries.samenloopbeelden import Casusverwijzing, Samenloopfilter, SamenloopRij
from app.queries.werkplek import Werkplek
from app.queries.zichtbaar import casus_with_dossier


def list_samenlopen(werkplek: Werkplek, filter_: Samenloopfilter) -> list[SamenloopRij]:
    """The samenlopen of casussen this actor may read, to judge first; one more than asked when there is."""
    ouder, jonger, query = _rows()
    eigen = sa_select(col(Casus.id)).where(casus_with_dossier(werkplek))
    query = query.where(
        or_(col(ouder.id).in_(eigen), col(jonger.id).in_(eigen)), _is_judged_here(ouder, jonger)
    )
    if filter_.status is not None:
        query = query.where(col(Samenloop.status) == filter_.status)
    if filter_.na is not None:
        query = query.where(after(*filter_.na))
    rijen = werkplek.session.execute(query.order_by(rank(), col(Samenloop.id)).limit(filter_.limit + 1)).all()
    return _as_rows(werkplek, rijen)


def samenlopen_of(werkplek: Werkplek, casus_id: UUID, rechten: frozenset[Recht]) -> list[SamenloopRij]:
    """Those of one casus, for who may read it."""
    if Recht.DOSSIER not in rechten:
        return []
    ouder, jonger, query = _rows()
    query = query.where(
        or_(col(ouder.id) == casus_id, col(jonger.id) == casus_id), _is_judged_here(ouder, jonger)
    )
    return _as_rows(werkplek, werkplek.session.execute(query.order_by(rank(), col(Samenloop.id))).all())


def own_casussen_like(werkplek: Werkplek, casus_id: UUID) -> list[str]:
    """Kenmerken of open casussen this actor may read that may be about the child of an offered casus."""
    ouder, jonger = col(Samenloop.ouder_casus_id), col(Samenloop.jonger_casus_id)
    paar = or_(
        and_(ouder == casus_id, jonger == col(Casus.id)), and_(jonger == casus_id, ouder == col(Casus.id))
    )
    query = (
        select(Casus.kenmerk)
        .join(Samenloop, paar)
        .where(col(Samenloop.status) != SamenloopStatus.AFGEWEZEN, casus_with_dossier(werkplek))
    )
    return list(werkplek.session.exec(query.order_by(col(Casus.kenmerk))))


def has_pairs() -> ColumnElement[bool]:
    """Whether a casus has any samenloop, as a column of a query on casussen."""
    kant = or_(
        col(Samenloop.ouder_casus_id) == col(Casus.id), col(Samenloop.jonger_casus_id) == col(Casus.id)
    )
    return exists().where(kant).correlate(Casus)


def _rows() -> tuple[Any, Any, Select[Any]]:
    """Each samenloop with its casussen, whether a side is afgeschermd, and the day it is due."""
    ouder, jonger = aliased(Casus, name="ouder"), aliased(Casus, name="jonger")
    van_ouder, van_jonger = aliased(Jeugdige, name="van_ouder"), aliased(Jeugdige, name="van_jonger")
    verborgen = or_(col(van_ouder.afgeschermd), col(van_jonger.afgeschermd))
    kolommen: tuple[Any, ...] = (Samenloop, ouder, jonger, verborgen, col(Termijn.uiterlijk))
    query = (
        sa_select(*kolommen)
        .join(ouder, col(ouder.id) == col(Samenloop.ouder_casus_id))
        .join(jonger, col(jonger.id) == col(Samenloop.jonger_casus_id))
        .join(van_ouder, col(van_ouder.casus_id) == col(ouder.id))
        .join(van_jonger, col(van_jonger.casus_id) == col(jonger.id))
        .outerjoin(
            Termijn, and_(col(Termijn.id) == col(Samenloop.termijn_id), col(Termijn.is_open).is_(True))
        )
    )
    return ouder, jonger, query


def _is_judged_here(ouder: Any, jonger: Any) -> ColumnElement[bool]:
    """Not a pair that stayed behind with a casus that went up in another, for that one has the same pair: it
    waits for a splitsing, and asks nobody anything."""
    weg = or_(*(kant.status == CasusStatus.SAMENGEVOEGD for kant in (ouder, jonger)))
    return or_(~weg, col(Samenloop.status).not_in(sorted(OPEN_SAMENLOOP)))


def rank() -> ColumnElement[int]:
    """What must be judged comes first."""
    return case((col(Samenloop.status).in_(sorted(OPEN_SAMENLOOP)), 0), else_=1)


def after(rang: int, id_: UUID) -> ColumnElement[bool]:
    """Further on in the list than this place."""
    return or_(rank() > rang, and_(rank() == rang, col(Samenloop.id) > id_))


def _as_rows(werkplek: Werkplek, rijen: Sequence[Row[Any]]) -> list[SamenloopRij]:
    kanten = {casus.id for rij in rijen for casus in tuple(rij)[1:3]}
    leest = sa_select(col(Casus.id), col(Casus.kenmerk)).where(
        col(Casus.id).in_(kanten), casus_with_dossier(werkplek)
    )
    eigen: dict[UUID, str] = (
        {rij.id: rij.kenmerk for rij in werkplek.session.execute(leest)} if kanten else {}
    )
    return [_row(werkplek, tuple(rij), eigen) for rij in rijen]


def _row(werkplek: Werkplek, rij: Sequence[Any], eigen: Mapping[UUID, str]) -> SamenloopRij:
    samenloop, ouder, jonger, verborgen, uiterlijk = rij
    van_ander = [casus for casus in (ouder, jonger) if casus.id not in eigen]
    ander = open_gids(werkplek.session).name(van_ander[0].eigenaar_id) if len(van_ander) == 1 else None
    return SamenloopRij(
        id=samenloop.id,
        kenmerk=samenloop.kenmerk,
        status=samenloop.status,
        besluit=samenloop.besluit,
        band=samenloop.band,
        verwantschap=samenloop.verwantschap,
        kans=round(probability(samenloop.gewicht_tienden / 10), 4),
        gevonden_op=samenloop.gevonden_op,
        uiterlijk=uiterlijk,
        te_laat=uiterlijk is not None and uiterlijk < werkplek.omgeving.vandaag,
        casussen=tuple(
            Casusverwijzing(casus.id, casus.kenmerk) for casus in (ouder, jonger) if casus.id in eigen
        ),
        ander=None if verborgen else ander,
    )
