"""Privacytaak: what a privacy officer looks at after a splitsing: who could read what was not theirs (§6)."""

from datetime import datetime
from uuid import UUID

from app.domain.actor import Rol
from app.domain.errors import NotPermittedError, NotVisibleError, RefusedError
from app.models import Privacytaak, Samenloop
from app.queries.gids import vangnethouder
from app.queries.privacytaken import find_privacytaak, has_role, open_privacytaken
from app.queries.werkplek import Werkplek


def open_privacytaak(werkplek: Werkplek, samenloop: Samenloop, organisatie_id: UUID, van: datetime) -> None:
    """A task for the privacy officer of the owner; where nobody is that, for the vangnethouder."""
    session, vandaag = werkplek.session, werkplek.omgeving.vandaag
    eigen = has_role(session, organisatie_id, Rol.PRIVACY_OFFICER, vandaag)
    werkplek.session.add(
        Privacytaak(
            id=werkplek.omgeving.new_id(),
            samenloop_id=samenloop.id,
            organisatie_id=organisatie_id if eigen else vangnethouder(session),
            van=van,
            ontstaan_op=werkplek.omgeving.now,
        )
    )


def pass_on_privacytaken(werkplek: Werkplek) -> None:
    """Where nobody is privacy officer any more, the vangnethouder looks at what is still open: as with a new
    task."""
    session, eigen = werkplek.session, werkplek.actor.organisatie_id
    session.flush()
    if has_role(session, eigen, Rol.PRIVACY_OFFICER, werkplek.omgeving.vandaag):
        return
    for taak in open_privacytaken(session, eigen):
        taak.organisatie_id = vangnethouder(session)


def finish_privacytaak(werkplek: Werkplek, taak_id: UUID) -> Privacytaak:
    """A privacy officer has looked at it; refuses others, and what was done already."""
    if Rol.PRIVACY_OFFICER not in werkplek.actor.rollen or werkplek.actor.medewerker_id is None:
        raise NotPermittedError("niet_uw_rol", "Dit is werk van de privacy officer.")
    taak = find_privacytaak(werkplek.session, taak_id)
    if taak.organisatie_id != werkplek.actor.organisatie_id:
        raise NotVisibleError("Deze taak")
    if taak.afgehandeld_op is not None:
        raise RefusedError("al_afgehandeld", "Deze taak is al afgehandeld.")
    taak.afgehandeld_op = werkplek.omgeving.now
    taak.afgehandeld_door_id = werkplek.actor.medewerker_id
    return taak
