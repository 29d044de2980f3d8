"""Leeslog: who read a casus, for the privacy officer: persons and moments, no word of the casus (I10, §5).

A casus is read by way of its meldingen, its offers, messages and files too. What was read of a klacht stays
out: that there is one, its page tells to nobody but who handles it. In ten years there are hundreds of
millions of rows: every question names a casus and a period, so that one index of a few partitions answers it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, func, literal, or_, tuple_, union_all
from sqlalchemy import select as sa_select
from sqlmodel import col

from app.domain.actor import Actor, ActorSoort, OrganisatieSoort, Rol
from app.domain.errors import NotPermittedError, NotVisibleError
from app.domain.omgeving import AMSTERDAM
from app.models import (
    Agendering,
    ApiToken,
    Bericht,
    Bijdrage,
    Bijlage,
    Casus,
    Eigenaarschap,
    Leesregel,
    MeldingCasus,
    Overdracht,
    Privacytaak,
    Samenloop,
    Termijn,
)
from app.models.basis import UtcDateTime
from app.queries.casuswijzer import find_casus_id
from app.queries.gids import open_gids
from app.queries.lezen import people
from app.queries.organisaties import with_predecessors
from app.queries.werkplek import Werkplek

#: Different readers on one page; who has more has a question for the export.
MEESTE_LEZERS = 100
Moment = tuple[datetime, UUID]
#: Kind of reader, its id and its organisatie.
Wie = tuple[ActorSoort, UUID, UUID]


@dataclass(frozen=True, slots=True)
class Leesvraag:
    """Which casus (kenmerk or id), from which day to which, both included; ``na`` is the last row before."""

    casus: str
    van: date
    tot: date
    na: Moment | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Lezer:
    """Who reads: a colleague by name, another system, a melder, or somebody with the link of a party."""

    soort: ActorSoort
    naam: str | None
    organisatie: str


@dataclass(frozen=True, slots=True)
class Lezing:
    """One row: who saw what, and why."""

    id: UUID
    op: datetime
    lezer: Lezer
    object_soort: str
    doel: str
    rol: str


@dataclass(frozen=True, slots=True)
class Leesaantal:
    """How often one reader looked in the period, and when first and last."""

    lezer: Lezer
    aantal: int
    eerst: datetime
    laatst: datetime


@dataclass(frozen=True, slots=True)
class Leesbeeld:
    """What the read log knows of one casus in a period."""

    casus_id: UUID
    lezers: tuple[Leesaantal, ...]
    rijen: tuple[Lezing, ...]
    volgende: Moment | None


def require_may_read_log(actor: Actor) -> None:
    """Refuse anybody but a privacy officer (§5)."""
    if Rol.PRIVACY_OFFICER not in actor.rollen:
        raise NotPermittedError("niet_uw_rol", "Dit is werk van de privacy officer.")


def who_read(werkplek: Werkplek, vraag: Leesvraag) -> Leesbeeld:
    """The readers of a casus in this period, and what each of them saw, the newest first.

    At the landelijke schakel of every casus; elsewhere of what the own organisatie is responsible for.
    Of what it was responsible for, what its own people read: where a child is now is no longer its concern.
    Of a privacytaak the days that two were one. Any other is not visible.
    """
    require_may_read_log(werkplek.actor)
    casus_id = find_casus_id(werkplek, vraag.casus)
    voorwaarden = [*_within(werkplek, casus_id), *_rows_of(werkplek, casus_id, vraag)]
    aantallen = werkplek.session.execute(_counts_of(voorwaarden)).all()
    rijen = werkplek.session.execute(_page_of(voorwaarden, vraag)).scalars().all()
    bladzijde = rijen[: vraag.limit]
    lezers = _readers(
        werkplek,
        {(soort, id_, bij) for soort, id_, bij, *_ in aantallen} | {_who(rij) for rij in bladzijde},
    )
    return Leesbeeld(
        casus_id,
        tuple(Leesaantal(lezers[rij[:3]], *rij[3:]) for rij in aantallen),
        tuple(
            Lezing(rij.id, rij.op, lezers[_who(rij)], rij.object_soort, rij.doel, rij.rol)
            for rij in bladzijde
        ),
        (bladzijde[-1].op, bladzijde[-1].id) if len(rijen) > vraag.limit else None,
    )


def _who(rij: Leesregel) -> Wie:
    return rij.actor_soort, rij.actor_id, rij.organisatie_id


def _within(werkplek: Werkplek, casus_id: UUID) -> list[ColumnElement[bool]]:
    """What this officer sees: everything, the days of a privacytaak, or the own people; where there is no
    part in it, nothing."""
    if werkplek.actor.organisatie_soort is OrganisatieSoort.OZJ:
        return []
    eigen, lees = werkplek.actor.organisatie_id, werkplek.session.execute
    nu = sa_select(col(Casus.id)).where(col(Casus.id) == casus_id, col(Casus.eigenaar_id) == eigen)
    if lees(nu).first() is not None:
        return []
    had = sa_select(col(Eigenaarschap.id)).where(
        col(Eigenaarschap.casus_id) == casus_id,
        col(Eigenaarschap.organisatie_id).in_(with_predecessors(eigen)),
    )
    delen: list[ColumnElement[bool]] = [
        and_(col(Leesregel.op) >= van, col(Leesregel.op) <= tot)
        for van, tot in lees(_days_to_look_at(eigen, casus_id))
    ]
    if lees(had.limit(1)).first() is not None:
        delen.append(col(Leesregel.organisatie_id).in_(with_predecessors(eigen)))
    if not delen:
        raise NotVisibleError("Deze casus")
    return [or_(*delen)]


def _days_to_look_at(organisatie_id: UUID, casus_id: UUID) -> Select[datetime, datetime]:
    """From when to when this casus and another were one, of each task that is still to be done."""
    return (
        sa_select(col(Privacytaak.van), col(Privacytaak.ontstaan_op))
        .join(Samenloop, col(Samenloop.id) == col(Privacytaak.samenloop_id))
        .where(
            col(Privacytaak.organisatie_id) == organisatie_id,
            col(Privacytaak.afgehandeld_op).is_(None),
            (col(Samenloop.ouder_casus_id) == casus_id) | (col(Samenloop.jonger_casus_id) == casus_id),
        )
    )


def _rows_of(werkplek: Werkplek, casus_id: UUID, vraag: Leesvraag) -> list[ColumnElement[bool]]:
    """The casus and all that hangs on it, in this period."""
    meldingen = sa_select(col(MeldingCasus.melding_id)).where(
        col(MeldingCasus.casus_id) == casus_id, col(MeldingCasus.tot).is_(None)
    )
    delen: list[Select[Any]] = [sa_select(literal(casus_id, type_=Uuid())), meldingen]
    for model in (Overdracht, Bijdrage, Bijlage, Bericht, Termijn, Agendering):
        delen.append(sa_select(col(model.id)).where(col(model.casus_id) == casus_id))
    delen.append(sa_select(col(Termijn.id)).where(col(Termijn.melding_id).in_(meldingen)))
    ids = werkplek.session.execute(union_all(*delen)).scalars().all()
    return [
        col(Leesregel.object_id).in_(ids),
        col(Leesregel.op) >= _begin_of(vraag.van),
        col(Leesregel.op) < _begin_of(vraag.tot + timedelta(days=1)),
    ]


def _page_of(voorwaarden: list[ColumnElement[bool]], vraag: Leesvraag) -> Select[Leesregel]:
    op, id_ = col(Leesregel.op), col(Leesregel.id)
    query = sa_select(Leesregel).where(*voorwaarden).order_by(op.desc(), id_.desc()).limit(vraag.limit + 1)
    if vraag.na is None:
        return query
    moment, na_id = vraag.na
    return query.where(
        tuple_(op, id_) < tuple_(literal(moment, type_=UtcDateTime()), literal(na_id, type_=Uuid()))
    )


def _counts_of(
    voorwaarden: list[ColumnElement[bool]],
) -> Select[ActorSoort, UUID, UUID, int, datetime, datetime]:
    wie = (col(Leesregel.actor_soort), col(Leesregel.actor_id), col(Leesregel.organisatie_id))
    op = col(Leesregel.op)
    return (
        sa_select(*wie, func.count(), func.min(op), func.max(op))
        .where(*voorwaarden)
        .group_by(*wie)
        .order_by(func.max(op).desc())
        .limit(MEESTE_LEZERS)
    )


def _readers(werkplek: Werkplek, wie: Collection[Wie]) -> dict[Wie, Lezer]:
    """Names of colleagues and systems; of a melder or a visitor there is none outside the casus."""
    mensen = people(werkplek.session, (id_ for soort, id_, _ in wie if soort is ActorSoort.MEDEWERKER))
    systemen = sa_select(col(ApiToken.id), col(ApiToken.naam)).where(
        col(ApiToken.id).in_([id_ for soort, id_, _ in wie if soort is ActorSoort.SYSTEEM])
    )
    namen = {id_: persoon.naam for id_, persoon in mensen.items()}
    namen |= {rij.id: rij.naam for rij in werkplek.session.execute(systemen)}
    gids = open_gids(werkplek.session)
    return {een: Lezer(een[0], namen.get(een[1]), gids.name(een[2]).naam) for een in wie}


def _begin_of(dag: date) -> datetime:
    return datetime.combine(dag, time.min, AMSTERDAM)
