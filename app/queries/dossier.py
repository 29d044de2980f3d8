"""Dossier: everything an act on a casus needs, loaded and locked in a fixed order.

Lock order, to keep two acts from waiting on each other: all casussen that share a melding with the
one that is meant, by ascending id; then their meldingen, by ascending id (I2). On SQLite the write
transaction itself is the lock.
"""

from collections.abc import Sequence
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
from app.queries.dossiervragen import (
    BEDOELD,
    GENOEMD,
    Ingang,
    locking,
    parts,
    sharing,
    their_meldingen,
    their_termijnen,
)
from app.queries.eenmaal import CASUSSEN, MELDINGEN


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
    #: Every offer of the casus that is meant, ended or not, oldest first.
    overdrachten: list[Overdracht] = field(default_factory=list)

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
    """Load and lock the dossier around a casus."""
    return _load_all(session, Ingang.CASUS, casus_id)


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
    return sharing(
        select(MeldingCasus.melding_id).where(
            col(MeldingCasus.casus_id).in_(casus_ids), col(MeldingCasus.tot).is_(None)
        )
    )


def load_dossier_of_overdracht(session: Session, overdracht_id: UUID) -> tuple[Dossier, Overdracht]:
    """The dossier around the casus of an overdracht, and that overdracht as it is now."""
    dossier = _load_all(session, Ingang.OVERDRACHT, overdracht_id)
    return dossier, next(o for o in dossier.overdrachten if o.id == overdracht_id)


def load_dossier_of_melding(session: Session, melding_id: UUID) -> Dossier:
    """The dossier around a melding; focus is the casus of the first-named jeugdige."""
    return _load_all(session, Ingang.MELDING, melding_id)


def _load_all(session: Session, ingang: Ingang, genoemd: UUID) -> Dossier:
    """While it waits for a lock, a new melding may link the casus to another one: then it looks again."""
    dossier, compleet = _load(session, ingang, genoemd)
    while not compleet:
        dossier, compleet = _load(session, ingang, genoemd)
    return dossier


def _load(session: Session, ingang: Ingang, genoemd: UUID) -> tuple[Dossier, bool]:
    """The dossier, and whether nobody linked its casus to one that was not locked.

    Locking comes first and alone: what the next statements read, nobody can change any more.
    """
    rijen = session.execute(locking(ingang), {GENOEMD.key: genoemd}).all()
    casussen, ids = [casus for casus, _ in rijen], [casus.id for casus, _ in rijen]
    casus_id = next((casus.id for casus, bedoeld in rijen if bedoeld), None)
    if casus_id is None:
        raise NotVisibleError(ingang.value)
    meldingen, verwant = _load_meldingen(session, casus_id, ids)
    delen, overdrachten = _load_delen(session, casussen, casus_id)
    dossier = Dossier(
        focus=casus_id,
        delen=delen,
        meldingen=meldingen,
        termijnen=_load_termijnen(session, ids, [deel.melding.id for deel in meldingen]),
        overdracht=next((o for o in overdrachten if o.status in OPEN_OVERDRACHT), None),
        overdrachten=overdrachten,
    )
    return dossier, verwant <= set(ids)


def _load_delen(
    session: Session, casussen: Sequence[Casus], focus: UUID
) -> tuple[dict[UUID, CasusDeel], list[Overdracht]]:
    """Each casus with jeugdige and open ownership, and the offers of the one that is meant."""
    waarden = {CASUSSEN.key: [casus.id for casus in casussen], BEDOELD.key: focus}
    rijen = session.execute(parts(), waarden).all()
    bij = {jeugdige.casus_id: (jeugdige, eigenaarschap) for jeugdige, eigenaarschap, _ in rijen}
    delen = {casus.id: CasusDeel(casus, bij[casus.id][1], bij[casus.id][0]) for casus in casussen}
    return delen, [overdracht for _, _, overdracht in rijen if overdracht is not None]


def _load_meldingen(
    session: Session, focus: UUID, casus_ids: Sequence[UUID]
) -> tuple[list[MeldingDeel], set[UUID]]:
    """The meldingen of these casussen, locked, and every casus that shares one with the focus."""
    rijen = session.execute(their_meldingen(), {CASUSSEN.key: list(casus_ids)}).all()
    delen: dict[UUID, MeldingDeel] = {}
    gekoppeld: dict[UUID, set[UUID]] = {}
    for koppeling, melding, melder, plicht in rijen:
        deel = delen.setdefault(melding.id, MeldingDeel(melding, melder, []))
        gekoppeld.setdefault(melding.id, set()).add(koppeling.casus_id)
        if koppeling.casus_id in casus_ids and koppeling.casus_id not in deel.casus_ids:
            deel.casus_ids.append(koppeling.casus_id)
        if plicht is not None and plicht not in deel.antwoordplichten:
            deel.antwoordplichten.append(plicht)
    verwant = (ids for ids in gekoppeld.values() if focus in ids)
    return list(delen.values()), set().union(*verwant)


def _load_termijnen(
    session: Session, casus_ids: Sequence[UUID], melding_ids: Sequence[UUID]
) -> list[Termijn]:
    waarden = {CASUSSEN.key: list(casus_ids), MELDINGEN.key: list(melding_ids)}
    return list(session.execute(their_termijnen(), waarden).scalars())
