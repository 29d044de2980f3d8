"""Bijlageverwijzing: one file with its casus, for who may take it back or reads why that cannot be."""

from uuid import UUID

from app.domain.errors import NotVisibleError
from app.domain.toegang import Recht, rights
from app.queries.beelden import CasusBeeld
from app.queries.bijlagen import BijlageBeeld, bijlagen_of_casus, casus_of_bijlage
from app.queries.casusbeeld import load_casus
from app.queries.relaties import relations
from app.queries.werkplek import Werkplek


def find_withdrawable(werkplek: Werkplek, bijlage_id: UUID) -> tuple[CasusBeeld, BijlageBeeld]:
    """The file and its casus, for who reads that dossier; 404 for everybody else, also of what is gone."""
    casus_id = casus_of_bijlage(werkplek.session, bijlage_id)
    if Recht.DOSSIER not in rights(relations(werkplek, casus_id)):
        raise NotVisibleError("Deze bijlage")
    bijlage = next(rij for rij in bijlagen_of_casus(werkplek, casus_id) if rij.id == bijlage_id)
    return load_casus(werkplek, str(casus_id)), bijlage
