"""Verteld: what was told about a melding as the use-cases need it, without what was taken back."""

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.domain.berichttermen import Berichtmoment
from app.domain.errors import NotVisibleError
from app.domain.termen import Gericht
from app.domain.termijnen.regels import Termijncode
from app.models import Bericht, Termijn, Terugkoppeling
from app.queries.beelden import TermijnBeeld
from app.queries.termijnbeeld import open_termijn
from app.queries.werkplek import Werkplek

#: Promises of which each message keeps one and starts the next.
BEGINT_OPNIEUW = (Termijncode.TUSSENBERICHT, Termijncode.TERUGKOPPELING_LOKET)


def counts() -> ColumnElement[bool]:
    """What was recorded by mistake is shown and counts nowhere."""
    return col(Terugkoppeling.teruggenomen_op).is_(None)


def told(session: Session, melding_id: UUID, periode: int, aan: Gericht) -> list[Terugkoppeling]:
    """What was told to melder or loket in this open period, oldest first."""
    return [rij for rij in told_ever(session, melding_id, aan) if rij.periode == periode]


def told_ever(session: Session, melding_id: UUID, aan: Gericht) -> list[Terugkoppeling]:
    """What was told in any open period, oldest first."""
    return list(
        session.exec(
            select(Terugkoppeling)
            .where(Terugkoppeling.melding_id == melding_id, Terugkoppeling.aan == aan, counts())
            .order_by(col(Terugkoppeling.id))
        )
    )


def melding_of_told(session: Session, terugkoppeling_id: UUID) -> UUID:
    """The melding about which this was told: that is locked before the row is read. 404 without one."""
    melding_id = session.exec(
        select(Terugkoppeling.melding_id).where(Terugkoppeling.id == terugkoppeling_id)
    ).first()
    if melding_id is None:
        raise NotVisibleError("Dit bericht")
    return melding_id


def get_told(session: Session, terugkoppeling_id: UUID) -> Terugkoppeling:
    """One thing that was told, once its melding is locked."""
    return session.exec(select(Terugkoppeling).where(Terugkoppeling.id == terugkoppeling_id)).one()


def told_after(session: Session, eerder: Terugkoppeling) -> list[tuple[Terugkoppeling, Berichtmoment | None]]:
    """What was told to the same after this in the same open period, oldest first, each with the moment of its
    message where Houvast sent it."""
    rijen = session.exec(
        select(Terugkoppeling, Bericht.moment)
        .outerjoin(Bericht, col(Bericht.id) == col(Terugkoppeling.bericht_id))
        .where(
            Terugkoppeling.melding_id == eerder.melding_id,
            Terugkoppeling.periode == eerder.periode,
            Terugkoppeling.aan == eerder.aan,
            col(Terugkoppeling.id) > eerder.id,
            col(Terugkoppeling.bereikt).is_(True),
            counts(),
        )
        .order_by(col(Terugkoppeling.id))
    )
    return [(rij, Berichtmoment(moment) if moment else None) for rij, moment in rijen]


def kept_by(session: Session, terugkoppeling_id: UUID) -> list[Termijn]:
    """The promises that this kept, first date first."""
    return list(
        session.exec(
            select(Termijn)
            .where(Termijn.terugkoppeling_id == terugkoppeling_id)
            .order_by(col(Termijn.uiterlijk), col(Termijn.id))
        )
    )


def started_by(session: Session, rij: Terugkoppeling) -> list[Termijn]:
    """The promises that came with this: of the same melding, made in the same moment, from its day on."""
    return list(
        session.exec(
            select(Termijn).where(
                Termijn.melding_id == rij.melding_id,
                Termijn.gemaakt_op == rij.vastgelegd_op,
                Termijn.begint_op == rij.gedaan_op,
                col(Termijn.code).in_(BEGINT_OPNIEUW),
            )
        )
    )


def promises_kept(werkplek: Werkplek, terugkoppeling_id: UUID) -> tuple[TermijnBeeld, ...]:
    """The same for a page; the caller looked up whether this reader sees what was told."""
    return tuple(open_termijn(werkplek, rij) for rij in kept_by(werkplek.session, terugkoppeling_id))
