"""Dagberichten: the digests themselves: one per reader and day, claimed by one worker, and what came of it.

Purpose: the worker that makes and delivers them. A claim is one conditional change of a row, so of several
workers one has it; no lock is held while a mail is sent (architecture.md §3.11).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, and_, case, delete, func, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from app.domain.dagbericht import Dagberichtstatus
from app.domain.omgeving import local_date
from app.models import Dagbericht, Medewerker, Organisatie
from app.queries.organisaties import is_active, is_employed

D = Dagberichtstatus
#: Digests are kept this long, to see later what was sent when; their words go at once.
BEWAREN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Geclaimd:
    """A digest that this worker sends now, and where to."""

    id: UUID
    adres: str
    onderwerp: str
    tekst: str
    pogingen: int


def insert_once(session: Session, rij: Dagbericht) -> bool:
    """Whether this is the first of that reader and day."""
    kind = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    tabel = Dagbericht.__table__  # type: ignore[attr-defined]  # added by sqlmodel
    nieuw = kind.insert(tabel).values(rij.model_dump()).on_conflict_do_nothing()
    return session.connection().execute(nieuw).rowcount == 1


def last_marks(session: Session) -> Mapping[UUID, str]:
    """What the last digest that arrived told each reader."""
    wie = func.coalesce(col(Dagbericht.medewerker_id), col(Dagbericht.organisatie_id))
    laatste = (
        select(wie.label("wie"), func.max(col(Dagbericht.dag)).label("dag"))
        .where(Dagbericht.status == D.VERSTUURD)
        .group_by(wie)
        .subquery()
    )
    query = select(wie, Dagbericht.vingerafdruk).join(
        laatste, and_(wie == laatste.c.wie, col(Dagbericht.dag) == laatste.c.dag)
    )
    return dict(session.exec(query).all())


def due_digests(session: Session, vandaag: date, now: datetime) -> list[UUID]:
    """Digests of today that may go now and that nobody is sending."""
    query = select(Dagbericht.id).where(_is_free(vandaag, now)).order_by(col(Dagbericht.id))
    return list(session.exec(query))


def claim_digest(session: Session, dagbericht_id: UUID, now: datetime, lease: timedelta) -> Geclaimd | None:
    """Take one to send; None when another worker was first, or its reader may not have it any more."""
    claim = (
        update(Dagbericht)
        .where(col(Dagbericht.id) == dagbericht_id, _is_free(local_date(now), now))
        .values(lease_tot=now + lease, pogingen=col(Dagbericht.pogingen) + 1)
    )
    if not _changed(session, claim):
        return None
    rij, adres = session.exec(_with_address(local_date(now)).where(Dagbericht.id == dagbericht_id)).one()
    if not adres:
        settle_digest(session, dagbericht_id, D.MISLUKT, now)
        return None
    return Geclaimd(rij.id, adres, rij.onderwerp or "", rij.tekst or "", rij.pogingen)


def _with_address(vandaag: date) -> Select[Dagbericht, str | None]:
    """Digests with the address of today: none for who left, said no, or may not come in."""
    lezer = and_(
        col(Medewerker.id) == col(Dagbericht.medewerker_id),
        is_employed(vandaag),
        col(Medewerker.dagbericht).is_(True),
    )
    partij = and_(
        col(Organisatie.id) == func.coalesce(col(Dagbericht.organisatie_id), col(Medewerker.organisatie_id)),
        is_active(vandaag),
        col(Organisatie.toegang_geblokkeerd).is_(False),
    )
    adres = case(
        (col(Dagbericht.organisatie_id).is_not(None), col(Organisatie.email)), else_=col(Medewerker.email)
    )
    return (
        select(Dagbericht, case((col(Organisatie.id).is_not(None), adres)))
        .outerjoin(Medewerker, lezer)
        .outerjoin(Organisatie, partij)
        .execution_options(populate_existing=True)
    )


def settle_digest(session: Session, dagbericht_id: UUID, status: Dagberichtstatus, now: datetime) -> None:
    """It is done, one way or the other; what was settled meanwhile only becomes ``verstuurd``."""
    open_ = col(Dagbericht.status).in_([D.TE_VERSTUREN, *([D.ONZEKER] if status is D.VERSTUURD else [])])
    waarden = {"status": status, "afgedaan_op": now, "lease_tot": None, "versturen_na": None, "tekst": None}
    session.execute(update(Dagbericht).where(col(Dagbericht.id) == dagbericht_id, open_).values(waarden))


def postpone_digest(session: Session, dagbericht_id: UUID, tot: datetime) -> None:
    """Try again later today."""
    wacht = and_(col(Dagbericht.id) == dagbericht_id, col(Dagbericht.status) == D.TE_VERSTUREN)
    session.execute(update(Dagbericht).where(wacht).values(lease_tot=None, versturen_na=tot))


def close_stale(session: Session, vandaag: date, now: datetime) -> int:
    """Attempts that never came back are uncertain; what did not go on its day, never goes. How many."""
    klaar = {"afgedaan_op": now, "lease_tot": None, "versturen_na": None, "tekst": None}
    wacht = col(Dagbericht.status) == D.TE_VERSTUREN
    vast = update(Dagbericht).where(wacht, col(Dagbericht.lease_tot) <= now).values(status=D.ONZEKER, **klaar)
    oud = (
        update(Dagbericht)
        .where(wacht, col(Dagbericht.lease_tot).is_(None), col(Dagbericht.dag) < vandaag)
        .values(status=D.MISLUKT, **klaar)
    )
    return _changed(session, vast) + _changed(session, oud)


def forget_old(session: Session, vandaag: date) -> None:
    """Digests of more than a year ago go."""
    session.execute(delete(Dagbericht).where(col(Dagbericht.dag) < vandaag - BEWAREN))


def _is_free(vandaag: date, now: datetime) -> ColumnElement[bool]:
    return and_(
        col(Dagbericht.status) == D.TE_VERSTUREN,
        col(Dagbericht.dag) == vandaag,
        col(Dagbericht.lease_tot).is_(None),
        or_(col(Dagbericht.versturen_na).is_(None), col(Dagbericht.versturen_na) <= now),
    )


def _changed(session: Session, wijziging: object) -> int:
    antwoord = session.connection().execute(wijziging)  # type: ignore[call-overload]  # any statement
    assert isinstance(antwoord, CursorResult)
    return int(antwoord.rowcount)
