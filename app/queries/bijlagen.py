"""Bijlagen: the files with a casus or a bijdrage: their names, and for who may read, what is in them.

Who treats the casus reads all; who was asked for a bijdrage only those with its question, and what it sent
itself (domain.md §5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists
from sqlmodel import Session, col, select

from app.domain.bijdrage import BijdrageStatus
from app.domain.bijlage import MEDIATYPE, Bestandssoort, Bijlagekant, Bijlagereden
from app.domain.errors import NotVisibleError
from app.domain.termen import CasusStatus
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Bijdrage, Bijdragebijlage, Bijlage, Bijlagedeel, Casus
from app.queries.beelden import Partijnaam
from app.queries.gids import open_gids
from app.queries.relaties import require
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True, kw_only=True)
class BijlageBeeld:
    """One file by name. ``kant``: with which side of a bijdrage it goes, where that was asked."""

    id: UUID
    naam: str
    soort: Bestandssoort
    grootte: int
    van: Partijnaam
    toegevoegd_op: datetime
    kant: Bijlagekant | None = None
    ingetrokken_op: datetime | None = None
    ingetrokken_reden: Bijlagereden | None = None
    #: Added by the own organisatie, and nothing keeps it from being taken back.
    mag_intrekken: bool = False

    @property
    def mediatype(self) -> str:
        """What it is called on the web."""
        return MEDIATYPE[self.soort]


@dataclass(frozen=True, slots=True)
class Bijlageinhoud:
    """One file with what is in it, and the casus it belongs to."""

    bijlage: BijlageBeeld
    casus_id: UUID
    inhoud: bytes


def bijlagen_of_casus(werkplek: Werkplek, casus_id: UUID) -> tuple[BijlageBeeld, ...]:
    """All files of a casus, newest first, for who may read its dossier (403, 404 otherwise)."""
    rechten = require(werkplek, casus_id, Recht.DOSSIER, "Deze casus")
    query = (
        select(Bijlage, Casus, went_along())
        .join(Casus, col(Casus.id) == col(Bijlage.casus_id))
        .where(Bijlage.casus_id == casus_id)
        .order_by(col(Bijlage.id).desc())
    )
    eigen = Recht.CORRIGEREN in rechten
    return tuple(
        replace(
            bijlage_view(werkplek, casus, rij),
            mag_intrekken=eigen
            and casus.status is CasusStatus.OPEN
            and is_ours(werkplek, rij)
            and rij.ingetrokken_op is None
            and not mee,
        )
        for rij, casus, mee in werkplek.session.execute(query)
    )


def is_ours(werkplek: Werkplek, bijlage: Bijlage) -> bool:
    """Whether the own organisatie added it, or one that went up in it."""
    return open_gids(werkplek.session).current(bijlage.organisatie_id) == werkplek.actor.organisatie_id


def went_along() -> ColumnElement[bool]:
    """Whether a file went with a question that stands, or with an answer."""
    return (
        exists()
        .where(
            col(Bijdragebijlage.bijlage_id) == col(Bijlage.id),
            col(Bijdragebijlage.bijdrage_id) == col(Bijdrage.id),
            col(Bijdrage.status) != BijdrageStatus.INGETROKKEN,
        )
        .correlate(Bijlage)
    )


def lock_bijlage(werkplek: Werkplek, bijlage_id: UUID) -> tuple[Bijlage, bool]:
    """A file as it is under the lock of its casus, and whether it went along."""
    query = select(Bijlage, went_along()).where(Bijlage.id == bijlage_id)
    bijlage, mee = werkplek.session.exec(query.execution_options(populate_existing=True)).one()
    return bijlage, bool(mee)


def casus_of_bijlage(session: Session, bijlage_id: UUID) -> UUID:
    """To which casus a file belongs; whether that may be known is judged there."""
    gevonden = session.exec(select(Bijlage.casus_id).where(Bijlage.id == bijlage_id)).first()
    if gevonden is None:
        raise NotVisibleError("Deze bijlage")
    return gevonden


def destroy_parts(session: Session, bijlage_id: UUID) -> None:
    """The content of a file, gone for good."""
    session.execute(delete(Bijlagedeel).where(col(Bijlagedeel.bijlage_id) == bijlage_id))


def bijlagen_of_bijdrage(werkplek: Werkplek, casus: Casus, bijdrage_id: UUID) -> tuple[BijlageBeeld, ...]:
    """The files with a question and its answer; the caller knows that this actor reads these."""
    query = (
        select(Bijlage, col(Bijdragebijlage.kant))
        .join(Bijdragebijlage, col(Bijdragebijlage.bijlage_id) == col(Bijlage.id))
        .where(Bijdragebijlage.bijdrage_id == bijdrage_id)
        .order_by(col(Bijlage.id))
    )
    rijen = werkplek.session.execute(query)
    return tuple(bijlage_view(werkplek, casus, rij, kant) for rij, kant in rijen)


def bijlage_view(
    werkplek: Werkplek, casus: Casus, rij: Bijlage, kant: Bijlagekant | None = None
) -> BijlageBeeld:
    """A file as it is named; once its key was destroyed it has no name any more."""
    naam = None
    if casus.sleutel is not None:
        naam = werkplek.unseal(casus, Plek("bijlage", rij.id, "naam"), rij.naam_verzegeld)
    return BijlageBeeld(
        id=rij.id,
        naam=naam or f"bijlage.{rij.soort}",
        soort=rij.soort,
        grootte=rij.grootte,
        van=open_gids(werkplek.session).name(rij.organisatie_id),
        toegevoegd_op=rij.toegevoegd_op,
        kant=kant,
        ingetrokken_op=rij.ingetrokken_op,
        ingetrokken_reden=rij.ingetrokken_reden,
    )


def find_bijlagen(werkplek: Werkplek, casus_id: UUID, ids: Iterable[UUID]) -> Sequence[Bijlage]:
    """Files of this casus by id; 404 for one that is of another casus, was taken back, or is not there."""
    gevraagd = list(dict.fromkeys(ids))
    if not gevraagd:
        return []
    query = select(Bijlage).where(
        col(Bijlage.id).in_(gevraagd),
        Bijlage.casus_id == casus_id,
        col(Bijlage.ingetrokken_op).is_(None),
    )
    rijen = werkplek.session.exec(query.order_by(col(Bijlage.id))).all()
    if len(rijen) != len(gevraagd):
        raise NotVisibleError("Deze bijlage")
    return rijen


def parts_of(werkplek: Werkplek, casus: Casus, bijlage_id: UUID) -> bytes:
    """The content of a file, opened part by part."""
    query = select(Bijlagedeel).where(Bijlagedeel.bijlage_id == bijlage_id)
    sleutel, delen = werkplek.datasleutel(casus), bytearray()
    for deel in werkplek.session.exec(query.order_by(col(Bijlagedeel.nummer))):
        if deel.inhoud_verzegeld is None:
            raise NotVisibleError("Deze bijlage")
        delen += sleutel.ontzegel_bytes(Plek("bijlagedeel", deel.id, "inhoud"), deel.inhoud_verzegeld)
        werkplek.session.expunge(deel)
    return bytes(delen)
