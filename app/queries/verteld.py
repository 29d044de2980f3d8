"""Verteld: what was told about a melding as the use-cases need it, without what was taken back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from app.domain.berichttermen import BerichtStatus
from app.domain.errors import NotVisibleError
from app.domain.gebeurtenissen import GebeurtenisSoort
from app.domain.termen import Gericht
from app.domain.termijnen.regels import Termijncode
from app.models import Bericht, Gebeurtenis, MeldingCasus, Termijn, Termijnwijziging, Terugkoppeling
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
        raise NotVisibleError("Deze melding")
    return melding_id


def get_told(session: Session, terugkoppeling_id: UUID) -> Terugkoppeling:
    """One thing that was told, once its melding is locked."""
    return session.exec(select(Terugkoppeling).where(Terugkoppeling.id == terugkoppeling_id)).one()


def told_since(session: Session, eerder: Terugkoppeling) -> bool:
    """Whether anybody told the same one something about this melding later."""
    query = select(Terugkoppeling.id).where(
        Terugkoppeling.melding_id == eerder.melding_id,
        Terugkoppeling.aan == eerder.aan,
        col(Terugkoppeling.vastgelegd_op) > eerder.vastgelegd_op,
        col(Terugkoppeling.bereikt).is_(True),
        counts(),
    )
    return session.exec(query.limit(1)).first() is not None


def links_changed_since(session: Session, melding_id: UUID, moment: datetime) -> bool:
    """Whether a casus of this melding was joined, split off or added later."""
    query = select(MeldingCasus.id).where(
        MeldingCasus.melding_id == melding_id,
        or_(col(MeldingCasus.van) > moment, col(MeldingCasus.tot) > moment),
    )
    return session.exec(query.limit(1)).first() is not None


def contact_changed_since(session: Session, casus_ids: Sequence[UUID], moment: datetime) -> bool:
    """Whether somebody corrected how the melder can be reached later."""
    query = select(Gebeurtenis.id).where(
        col(Gebeurtenis.stroom_id).in_(casus_ids),
        Gebeurtenis.soort == GebeurtenisSoort.CONTACT_GEWIJZIGD,
        col(Gebeurtenis.op) > moment,
    )
    return session.exec(query.limit(1)).first() is not None


def were_moved(session: Session, begonnen: Sequence[UUID], gehouden: Sequence[UUID]) -> bool:
    """Whether a date that began was put off, or the message fell away that told of a date that was kept."""
    query = (
        select(Termijnwijziging.id)
        .outerjoin(Bericht, col(Bericht.id) == col(Termijnwijziging.bericht_id))
        .where(
            or_(
                col(Termijnwijziging.termijn_id).in_(begonnen),
                and_(
                    col(Termijnwijziging.termijn_id).in_(gehouden),
                    col(Bericht.status) == BerichtStatus.VERVALLEN,
                ),
            )
        )
    )
    return session.exec(query.limit(1)).first() is not None


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
