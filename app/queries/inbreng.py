"""Inbreng: what a melder said on the own page, for who may read the words of that melder."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

from app.domain.errors import NotVisibleError
from app.domain.inbreng import Inbrengsoort
from app.domain.termen import TermijnStatus
from app.kluis import Plek
from app.models import Inbreng, Melding, Termijn
from app.queries.inbrengbeelden import InbrengBeeld
from app.queries.werkplek import Werkplek


def find_inbreng(session: Session, inbreng_id: UUID) -> Inbreng:
    """One by id; refuses (NotVisibleError) what does not exist."""
    rij = session.exec(select(Inbreng).where(Inbreng.id == inbreng_id)).first()
    if rij is None:
        raise NotVisibleError("Dit bericht")
    return rij


def open_inbreng(session: Session, melding_id: UUID, soort: Inbrengsoort) -> Sequence[Inbreng]:
    """What this melder said of this kind and nobody took up yet."""
    query = (
        select(Inbreng)
        .join(Termijn, col(Termijn.id) == col(Inbreng.termijn_id))
        .where(Inbreng.melding_id == melding_id, Inbreng.soort == soort, col(Termijn.is_open).is_(True))
    )
    return session.exec(query).all()


def asked_before(session: Session, melding_id: UUID, moment: datetime) -> frozenset[UUID]:
    """The promises to answer what this melder said up to that moment."""
    query = select(Inbreng.termijn_id).where(
        Inbreng.melding_id == melding_id,
        Inbreng.gezegd_op <= moment,
        Inbreng.soort != Inbrengsoort.GEHOLPEN,
    )
    return frozenset(id_ for id_ in session.exec(query) if id_ is not None)


def wrote() -> ColumnElement[bool]:
    """Whether the melder said anything, as a column of a query on meldingen: mostly there is nothing."""
    return exists().where(col(Inbreng.melding_id) == col(Melding.id)).correlate(Melding)


def said(werkplek: Werkplek, melding: Melding) -> tuple[InbrengBeeld, ...]:
    """Everything this melder said, newest first; whether this actor may read it is judged before."""
    query = (
        select(Inbreng, Termijn)
        .outerjoin(Termijn, col(Termijn.id) == col(Inbreng.termijn_id))
        .where(Inbreng.melding_id == melding.id)
        .order_by(col(Inbreng.id).desc())
    )
    return tuple(_view(werkplek, melding, *rij) for rij in werkplek.session.execute(query))


def _view(werkplek: Werkplek, melding: Melding, rij: Inbreng, termijn: Termijn | None) -> InbrengBeeld:
    plek = Plek("inbreng", rij.id, "tekst")
    return InbrengBeeld(
        id=rij.id,
        soort=rij.soort,
        tekst=werkplek.unseal(melding, plek, rij.tekst_verzegeld),
        gezegd_op=rij.gezegd_op,
        uiterlijk=termijn.uiterlijk if termijn is not None and termijn.is_open else None,
        afgehandeld=termijn is not None and termijn.status is TermijnStatus.VOLDAAN,
    )
