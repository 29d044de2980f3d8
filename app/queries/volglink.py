"""Volglink: how it stands with the own page of a melder, for who may reach that melder."""

from uuid import UUID

from sqlmodel import select

from app.domain.errors import NotVisibleError
from app.domain.toegang import Recht, rights
from app.domain.toegangslink import Codeweg, Linkdoel
from app.kluis import Plek
from app.models import Melding, Toegangscode
from app.queries.inbrengbeelden import LinkBeeld
from app.queries.relaties import relations
from app.queries.toegangslink import codes_of, last_link
from app.queries.werkplek import Werkplek


def link_of(werkplek: Werkplek, melding_id: UUID, casus_id: UUID) -> LinkBeeld | None:
    """The link that was made last; None when there never was one. 404 for who may not reach the melder.

    A code to read out is shown to who made it, as long as it counts.
    """
    if Recht.CONTACT not in rights(relations(werkplek, casus_id)):
        raise NotVisibleError("Deze link")
    link = last_link(werkplek.session, Linkdoel.VOLG, melding_id)
    if link is None:
        return None
    code = _own_code(werkplek, codes_of(werkplek.session, link.id))
    waarde = _digits(werkplek, melding_id, code) if code is not None else None
    tot = code.verloopt_op if code is not None else None
    return LinkBeeld(link.gemaakt_op, link.geopend_op, link.ingetrokken_op, waarde, tot)


def _own_code(werkplek: Werkplek, codes: list[Toegangscode]) -> Toegangscode | None:
    now, eigen = werkplek.omgeving.now, werkplek.actor.medewerker_id
    for code in codes:
        telt = code.verloopt_op is not None and now < code.verloopt_op
        if code.weg is Codeweg.TELEFOON and telt and eigen is not None and code.gemaakt_door_id == eigen:
            return code
    return None


def _digits(werkplek: Werkplek, melding_id: UUID, code: Toegangscode) -> str | None:
    melding = werkplek.session.exec(select(Melding).where(Melding.id == melding_id)).one()
    return werkplek.unseal(melding, Plek("toegangscode", code.id, "code"), code.code_verzegeld)
