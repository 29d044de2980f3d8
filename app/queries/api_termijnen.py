"""Termijnen as the API lists them: every promise this actor may know of, first date first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, literal, literal_column, tuple_, union_all
from sqlalchemy import select as sa_select
from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from app.domain.errors import NotVisibleError
from app.domain.termen import TermijnStatus
from app.domain.termijnen.regels import Termijncode, TermijnVoor
from app.models import Casus, Klacht, Melding, Termijn
from app.queries.beelden import TermijnBeeld
from app.queries.gids import open_gids
from app.queries.klachtzicht import visible_klachten
from app.queries.termijnbeeld import open_termijn
from app.queries.wat_nu import bijdrage_hidden
from app.queries.werkplek import Werkplek
from app.queries.zichtbaar import casussen_in_progress, meldingen_in_progress

Plaats = tuple[date, UUID]
Rij = tuple[Termijn, str, str, str]


@dataclass(frozen=True, slots=True)
class TermijnFilter:
    """What to list. ``tot_en_met``: due on or before; ``na`` is the last row of the page before."""

    status: TermijnStatus | None = None
    verantwoordelijke: str | None = None
    code: Termijncode | None = None
    tot_en_met: date | None = None
    voor: TermijnVoor | None = None
    na: Plaats | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True)
class TermijnRij:
    """A promise, its status, and the kenmerken it is about."""

    beeld: TermijnBeeld
    status: TermijnStatus
    melding: tuple[UUID, str] | None
    casus: tuple[UUID, str] | None
    klacht: tuple[UUID, str] | None = None

    @property
    def plaats(self) -> Plaats:
        """Where this row stands in the order."""
        return self.beeld.uiterlijk, self.beeld.id


def list_termijnen(werkplek: Werkplek, filter_: TermijnFilter) -> list[TermijnRij]:
    """A page of promises, each with its reason; one row extra."""
    query = (
        _followed(werkplek)
        .where(*_narrow(werkplek, filter_))
        .order_by(col(Termijn.uiterlijk), col(Termijn.id))
        .limit(filter_.limit + 1)
    )
    return [_row(werkplek, rij) for rij in werkplek.session.exec(query)]


def find_termijn(werkplek: Werkplek, termijn_id: UUID) -> TermijnRij:
    """One promise that this actor may know of, kept or not; else it does not exist."""
    rij = werkplek.session.exec(_followed(werkplek).where(col(Termijn.id) == termijn_id)).first()
    if rij is None:
        raise NotVisibleError("Deze termijn")
    return _row(werkplek, rij)


def _followed(werkplek: Werkplek) -> Select[Termijn, str, str, str]:
    """Promises of what the actor may follow; the clock of a klacht for who may know of it (§5)."""
    return (
        select(Termijn, Melding.kenmerk, Casus.kenmerk, Klacht.kenmerk)
        .outerjoin(Melding, col(Melding.id) == col(Termijn.melding_id))
        .outerjoin(Casus, col(Casus.id) == col(Termijn.casus_id))
        .outerjoin(Klacht, col(Klacht.id) == col(Termijn.klacht_id))
        .where(_in_progress(werkplek), bijdrage_hidden(werkplek))
    )


def _in_progress(werkplek: Werkplek) -> ColumnElement[bool]:
    """Each way to know of a promise through its own index (``zichtbaar``)."""
    van_klacht = and_(
        literal_column("termijn.klacht_id IS NOT NULL"),
        col(Termijn.klacht_id).in_(visible_klachten(werkplek)),
    )
    if not werkplek.actor.werkt_in_keten:
        return van_klacht
    van_casus = and_(
        col(Termijn.casus_id).in_(casussen_in_progress(werkplek)), col(Termijn.melding_id).is_(None)
    )
    wegen = (col(Termijn.melding_id).in_(meldingen_in_progress(werkplek)), van_casus, van_klacht)
    return col(Termijn.id).in_(union_all(*(sa_select(col(Termijn.id)).where(weg) for weg in wegen)))


def _row(werkplek: Werkplek, rij: Rij) -> TermijnRij:
    termijn, melding, casus, klacht = rij
    return TermijnRij(
        open_termijn(werkplek, termijn),
        termijn.status,
        _ref(termijn.melding_id, melding),
        _ref(termijn.casus_id, casus),
        _ref(termijn.klacht_id, klacht),
    )


def _narrow(werkplek: Werkplek, filter_: TermijnFilter) -> list[ColumnElement[bool]]:
    delen: list[ColumnElement[bool]] = []
    if filter_.status is not None:
        delen.append(col(Termijn.status) == filter_.status)
    if filter_.verantwoordelijke is not None:
        wie = open_gids(werkplek.session).find_id(filter_.verantwoordelijke)
        delen.append(col(Termijn.verantwoordelijke_id) == wie)
    if filter_.code is not None:
        delen.append(col(Termijn.code) == filter_.code)
    if filter_.tot_en_met is not None:
        delen.append(col(Termijn.uiterlijk) <= filter_.tot_en_met)
    if filter_.voor is not None:
        delen.append(col(Termijn.voor) == filter_.voor)
    if filter_.na is not None:
        datum, id_ = filter_.na
        plaats = tuple_(literal(datum), literal(id_, type_=Uuid()))
        delen.append(tuple_(col(Termijn.uiterlijk), col(Termijn.id)) > plaats)
    return delen


def _ref(id_: UUID | None, kenmerk: str | None) -> tuple[UUID, str] | None:
    return (id_, kenmerk) if id_ is not None and kenmerk is not None else None
