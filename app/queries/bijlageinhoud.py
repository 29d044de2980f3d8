"""Bijlageinhoud: one file, opened for who may read it."""

from uuid import UUID

from sqlmodel import col, select

from app.domain.bijdrage import BijdrageStatus
from app.domain.errors import NotVisibleError
from app.domain.toegang import Recht, rights
from app.models import Bijdrage, Bijdragebijlage, Bijlage, Casus
from app.queries.bijdragen import rights_on
from app.queries.bijlagen import Bijlageinhoud, bijlage_view, parts_of
from app.queries.relaties import relations
from app.queries.werkplek import Werkplek


def load_bijlage(werkplek: Werkplek, bijlage_id: UUID) -> Bijlageinhoud:
    """One file with its content; 404 for who neither reads the dossier nor was sent it with a question.

    What goes with a question that was withdrawn, the party that was asked no longer reads.
    """
    query = select(Bijlage, Casus).join(Casus, col(Casus.id) == col(Bijlage.casus_id))
    rij = werkplek.session.execute(query.where(col(Bijlage.id) == bijlage_id)).first()
    if rij is None or not _may_read(werkplek, rij[0]):
        raise NotVisibleError("Deze bijlage")
    bijlage, casus = rij
    if casus.sleutel is None or bijlage.ingetrokken_op is not None:
        raise NotVisibleError("Deze bijlage")
    inhoud = parts_of(werkplek, casus, bijlage.id)
    return Bijlageinhoud(bijlage_view(werkplek, casus, bijlage), casus.id, inhoud)


def _may_read(werkplek: Werkplek, bijlage: Bijlage) -> bool:
    if Recht.DOSSIER in rights(relations(werkplek, bijlage.casus_id)):
        return True
    query = (
        select(Bijdrage)
        .join(Bijdragebijlage, col(Bijdragebijlage.bijdrage_id) == col(Bijdrage.id))
        .where(Bijdragebijlage.bijlage_id == bijlage.id, col(Bijdrage.status) != BijdrageStatus.INGETROKKEN)
    )
    gestuurd = werkplek.session.exec(query)
    return any(Recht.BIJDRAGE_LEVEREN in rights_on(werkplek, bijdrage) for bijdrage in gestuurd)
