"""Privacytaken: what a privacy officer has to look at; kenmerken and dates, no person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.actor import Rol
from app.domain.errors import NotVisibleError
from app.models import Casus, Medewerker, MedewerkerRol, Privacytaak, Samenloop
from app.queries.organisaties import is_employed
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True)
class Privacytaakbeeld:
    """One splitsing: which two casussen were one, from when to when."""

    id: UUID
    samenloop: str
    casussen: tuple[str, ...]
    van: datetime
    tot: datetime
    afgehandeld_op: datetime | None


def has_role(session: Session, organisatie_id: UUID, rol: Rol, op: date) -> bool:
    """Whether somebody with this role works there that day."""
    query = (
        select(Medewerker.id)
        .join(MedewerkerRol, col(MedewerkerRol.medewerker_id) == col(Medewerker.id))
        .where(Medewerker.organisatie_id == organisatie_id, MedewerkerRol.rol == rol, is_employed(op))
    )
    return session.exec(query).first() is not None


def find_privacytaak(session: Session, taak_id: UUID) -> Privacytaak:
    """One task; unknown is not visible."""
    taak = session.exec(select(Privacytaak).where(Privacytaak.id == taak_id)).first()
    if taak is None:
        raise NotVisibleError("Deze taak")
    return taak


def open_privacytaken(session: Session, organisatie_id: UUID) -> Sequence[Privacytaak]:
    """What nobody there looked at yet."""
    query = select(Privacytaak).where(
        Privacytaak.organisatie_id == organisatie_id, col(Privacytaak.afgehandeld_op).is_(None)
    )
    return session.exec(query).all()


def list_privacytaken(werkplek: Werkplek) -> list[Privacytaakbeeld]:
    """The tasks of the own organisatie, what is open first; nothing for who is no privacy officer."""
    if Rol.PRIVACY_OFFICER not in werkplek.actor.rollen:
        return []
    query = (
        select(Privacytaak, Samenloop)
        .join(Samenloop, col(Samenloop.id) == col(Privacytaak.samenloop_id))
        .where(Privacytaak.organisatie_id == werkplek.actor.organisatie_id)
        .order_by(col(Privacytaak.afgehandeld_op).is_not(None), col(Privacytaak.id))
    )
    rijen = werkplek.session.exec(query).all()
    kanten = {id_ for _, s in rijen for id_ in (s.ouder_casus_id, s.jonger_casus_id) if id_ is not None}
    kenmerken = dict(
        werkplek.session.exec(select(Casus.id, Casus.kenmerk).where(col(Casus.id).in_(kanten))).all()
    )
    return [
        Privacytaakbeeld(
            id=taak.id,
            samenloop=samenloop.kenmerk,
            casussen=tuple(
                kenmerken[id_] for id_ in (samenloop.ouder_casus_id, samenloop.jonger_casus_id) if id_
            ),
            van=taak.van,
            tot=taak.ontstaan_op,
            afgehandeld_op=taak.afgehandeld_op,
        )
        for taak, samenloop in rijen
    ]
