"""Dossier: everything an act on a casus needs, loaded and locked in a fixed order.

Lock order, to keep two acts from waiting on each other: all casussen that share a melding with the
one that is meant, by ascending id; then their meldingen, by ascending id (I2). On SQLite the write
transaction itself is the lock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.domain.errors import NotVisibleError
from app.domain.termen import OPEN_OVERDRACHT, MeldingStatus
from app.models import (
    Antwoordplicht,
    Casus,
    Eigenaarschap,
    Jeugdige,
    Melder,
    Melding,
    MeldingCasus,
    Overdracht,
    Termijn,
)


@dataclass(slots=True)
class CasusDeel:
    """One casus of the dossier with its open ownership (none when closed) and jeugdige."""

    casus: Casus
    eigenaarschap: Eigenaarschap | None
    jeugdige: Jeugdige


@dataclass(slots=True)
class MeldingDeel:
    """One melding of the dossier with its melder, open duties to answer and linked casussen."""

    melding: Melding
    melder: Melder
    casus_ids: list[UUID]
    antwoordplichten: list[Antwoordplicht] = field(default_factory=list)

    @property
    def eerste_casus_id(self) -> UUID:
        """The casus of the first-named jeugdige."""
        return self.casus_ids[0]

    @property
    def is_open(self) -> bool:
        """Whether the melder still waits for something."""
        return self.melding.status is not MeldingStatus.GESLOTEN


@dataclass(slots=True)
class Dossier:
    """The casus that is meant (``focus``) and everything that hangs together with it."""

    focus: UUID
    delen: dict[UUID, CasusDeel]
    meldingen: list[MeldingDeel]
    termijnen: list[Termijn]
    overdracht: Overdracht | None = None

    @property
    def casus(self) -> Casus:
        """The casus that is meant."""
        return self.delen[self.focus].casus

    @property
    def jeugdige(self) -> Jeugdige:
        """The jeugdige of the casus that is meant."""
        return self.delen[self.focus].jeugdige

    @property
    def eigenaarschap(self) -> Eigenaarschap | None:
        """The open ownership of the casus that is meant."""
        return self.delen[self.focus].eigenaarschap

    @property
    def casussen(self) -> list[Casus]:
        """All casussen, by id."""
        return [deel.casus for deel in self.delen.values()]

    def eigen_meldingen(self) -> list[MeldingDeel]:
        """Meldingen that concern the casus that is meant."""
        return [deel for deel in self.meldingen if self.focus in deel.casus_ids]

    def melding(self, melding_id: UUID) -> MeldingDeel:
        """One melding of the dossier."""
        return next(deel for deel in self.meldingen if deel.melding.id == melding_id)

    def open_termijnen(self, melding_id: UUID) -> list[Termijn]:
        """Open promises that belong to one melding."""
        return [t for t in self.termijnen if t.is_open and t.melding_id == melding_id]


def load_dossier(session: Session, casus_id: UUID) -> Dossier:
    """Load and lock the dossier around a casus.

    While it waits for a lock, a new melding may link the casus to another one: then it looks again.
    """
    verwant = _related([casus_id])
    dossier = _load(session, casus_id, verwant)
    while not dossier.delen.keys() >= set(session.exec(verwant)):
        dossier = _load(session, casus_id, verwant)
    return dossier


def lock_casussen(session: Session, casus_ids: Sequence[UUID]) -> list[UUID]:
    """Lock the dossiers around several casussen at once, by ascending id; the ids that are locked.

    An act on more than one dossier does this first: one after the other may be out of order (I2).
    """
    query = (
        select(Casus.id)
        .where(or_(col(Casus.id).in_(casus_ids), col(Casus.id).in_(_related(casus_ids))))
        .order_by(col(Casus.id))
        .with_for_update()
    )
    return list(session.exec(query))


def _related(casus_ids: Sequence[UUID]) -> SelectOfScalar[UUID]:
    """Casussen that share a melding with one of these."""
    gedeeld = select(MeldingCasus.melding_id).where(
        col(MeldingCasus.casus_id).in_(casus_ids), col(MeldingCasus.tot).is_(None)
    )
    return select(MeldingCasus.casus_id).where(
        col(MeldingCasus.melding_id).in_(gedeeld), col(MeldingCasus.tot).is_(None)
    )


def load_dossier_of_overdracht(session: Session, overdracht_id: UUID) -> tuple[Dossier, Overdracht]:
    """The dossier around the casus of an overdracht, and that overdracht as it is now."""
    casus_id = session.exec(select(Overdracht.casus_id).where(Overdracht.id == overdracht_id)).first()
    if casus_id is None:
        raise NotVisibleError("Deze overdracht")
    dossier = load_dossier(session, casus_id)
    if dossier.overdracht is not None and dossier.overdracht.id == overdracht_id:
        return dossier, dossier.overdracht
    nu = select(Overdracht).where(Overdracht.id == overdracht_id)
    overdracht = session.exec(nu.execution_options(populate_existing=True)).one()
    return dossier, overdracht


def load_dossier_of_melding(session: Session, melding_id: UUID) -> Dossier:
    """The dossier around a melding; focus is the casus of the first-named jeugdige."""
    casus_id = session.exec(
        select(MeldingCasus.casus_id)
        .where(MeldingCasus.melding_id == melding_id, col(MeldingCasus.tot).is_(None))
        .order_by(col(MeldingCasus.volgorde))
    ).first()
    if casus_id is None:
        raise NotVisibleError("Deze melding")
    return load_dossier(session, casus_id)


def _load(session: Session, casus_id: UUID, verwant: SelectOfScalar[UUID]) -> Dossier:
    casussen = session.exec(
        select(Casus)
        .where(or_(col(Casus.id) == casus_id, col(Casus.id).in_(verwant)))
        .order_by(col(Casus.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    ids = [casus.id for casus in casussen]
    if casus_id not in ids:
        raise NotVisibleError("Deze casus")
    meldingen = _load_meldingen(session, ids)
    return Dossier(
        focus=casus_id,
        delen=_load_delen(session, casussen, ids),
        meldingen=meldingen,
        termijnen=_load_termijnen(session, ids, [deel.melding.id for deel in meldingen]),
        overdracht=_load_open_overdracht(session, casus_id),
    )


def _load_delen(session: Session, casussen: Sequence[Casus], ids: Iterable[UUID]) -> dict[UUID, CasusDeel]:
    rijen = session.exec(
        select(Jeugdige, Eigenaarschap)
        .outerjoin(
            Eigenaarschap,
            (col(Eigenaarschap.casus_id) == col(Jeugdige.casus_id)) & col(Eigenaarschap.is_open).is_(True),
        )
        .where(col(Jeugdige.casus_id).in_(ids))
        .execution_options(populate_existing=True)
    ).all()
    bij = {jeugdige.casus_id: (jeugdige, eigenaarschap) for jeugdige, eigenaarschap in rijen}
    return {casus.id: CasusDeel(casus, bij[casus.id][1], bij[casus.id][0]) for casus in casussen}


def _load_meldingen(session: Session, casus_ids: Sequence[UUID]) -> list[MeldingDeel]:
    rijen = session.exec(
        select(MeldingCasus, Melding, Melder)
        .join(Melding, col(Melding.id) == col(MeldingCasus.melding_id))
        .join(Melder, col(Melder.melding_id) == col(Melding.id))
        .where(col(MeldingCasus.casus_id).in_(casus_ids), col(MeldingCasus.tot).is_(None))
        .order_by(col(Melding.id), col(MeldingCasus.volgorde))
        .with_for_update(of=Melding)
        .execution_options(populate_existing=True)
    ).all()
    delen: dict[UUID, MeldingDeel] = {}
    for koppeling, melding, melder in rijen:
        deel = delen.setdefault(melding.id, MeldingDeel(melding, melder, []))
        deel.casus_ids.append(koppeling.casus_id)
    plichten = session.exec(
        select(Antwoordplicht).where(
            col(Antwoordplicht.melding_id).in_(list(delen)), col(Antwoordplicht.tot).is_(None)
        )
    )
    for plicht in plichten:
        delen[plicht.melding_id].antwoordplichten.append(plicht)
    return list(delen.values())


def _load_termijnen(
    session: Session, casus_ids: Sequence[UUID], melding_ids: Sequence[UUID]
) -> list[Termijn]:
    return list(
        session.exec(
            select(Termijn)
            .where(
                col(Termijn.is_open).is_(True),
                or_(col(Termijn.casus_id).in_(casus_ids), col(Termijn.melding_id).in_(melding_ids)),
            )
            .order_by(col(Termijn.uiterlijk), col(Termijn.id))
            .execution_options(populate_existing=True)
        )
    )


def _load_open_overdracht(session: Session, casus_id: UUID) -> Overdracht | None:
    return session.exec(
        select(Overdracht)
        .where(Overdracht.casus_id == casus_id, col(Overdracht.status).in_(OPEN_OVERDRACHT))
        .execution_options(populate_existing=True)
    ).first()
