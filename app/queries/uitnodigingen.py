"""Uitnodigingen: who was given a code and did not use it yet; the code itself is stored nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from app.domain.actor import Actor, Rol
from app.domain.beheer import is_stelselbeheerder
from app.domain.errors import NotVisibleError
from app.domain.uitnodigen import may_grant
from app.models import Medewerker, MedewerkerRol, Uitnodiging
from app.queries.gids import open_gids
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitnodigingbeeld:
    """A code that is out: for whom, how long it works; ``nieuw``: somebody who does not work here yet."""

    id: UUID
    naam: str
    gebruikersnaam: str
    organisatie: str
    organisatie_id: UUID
    rollen: tuple[Rol, ...]
    nieuw: bool
    geldig_tot: datetime
    verlopen: bool


def in_own_name(werkplek: Werkplek) -> Actor:
    """The actor with the own roles only: who stands in for a coordinator lets nobody in, for that would last
    longer than the absence."""
    actor = werkplek.actor
    return replace(actor, rollen=roles_of(werkplek.session, actor.id)) if actor.vervangt else actor


def list_invited(werkplek: Werkplek) -> list[Uitnodigingbeeld]:
    """The codes that are out in the own organisatie; nothing for who gives none."""
    if not may_grant(in_own_name(werkplek)):
        return []
    query = (
        _open()
        .where(Uitnodiging.organisatie_id == werkplek.actor.organisatie_id)
        .order_by(col(Uitnodiging.naam), col(Uitnodiging.id))
    )
    return [_view(werkplek, rij) for rij in werkplek.session.exec(query)]


def load_invitation(werkplek: Werkplek, uitnodiging_id: UUID) -> Uitnodigingbeeld:
    """One that is out; of another organisatie only for the landelijke beheerder."""
    return _view(werkplek, find_invitation(werkplek, uitnodiging_id))


def find_invitation(werkplek: Werkplek, uitnodiging_id: UUID) -> Uitnodiging:
    """The row; what ended, and what is somebody else's, is not visible."""
    query = _open().where(Uitnodiging.id == uitnodiging_id).execution_options(populate_existing=True)
    rij, actor = werkplek.session.exec(query).first(), in_own_name(werkplek)
    eigen = rij is not None and rij.organisatie_id == actor.organisatie_id
    if rij is None or not (is_stelselbeheerder(actor) or (eigen and may_grant(actor))):
        raise NotVisibleError("Deze uitnodiging")
    return rij


def open_for(session: Session, medewerker_id: UUID) -> Sequence[Uitnodiging]:
    """The codes of a colleague that still work."""
    return session.exec(_open().where(Uitnodiging.medewerker_id == medewerker_id)).all()


def is_name_promised(session: Session, gebruikersnaam: str, nu: datetime) -> bool:
    """Whether somebody else was invited under this name, with a code that works."""
    query = _open().where(
        func.lower(col(Uitnodiging.gebruikersnaam)) == gebruikersnaam.lower(),
        col(Uitnodiging.medewerker_id).is_(None),
        col(Uitnodiging.geldig_tot) > nu,
    )
    return session.exec(query).first() is not None


def by_code(session: Session, gebruikersnaam: str, code_hash: str, nu: datetime) -> Uitnodiging | None:
    """What this code is for, when it works and belongs to this name."""
    query = _open().where(
        Uitnodiging.code_hash == code_hash,
        Uitnodiging.gebruikersnaam == gebruikersnaam,
        col(Uitnodiging.geldig_tot) > nu,
    )
    return session.exec(query.execution_options(populate_existing=True)).first()


def roles_of(session: Session, medewerker_id: UUID) -> frozenset[Rol]:
    """What a colleague may do here."""
    return frozenset(rij.rol for rij in role_rows(session, medewerker_id))


def role_rows(session: Session, medewerker_id: UUID) -> Sequence[MedewerkerRol]:
    """The same, as rows, as they are now."""
    query = select(MedewerkerRol).where(MedewerkerRol.medewerker_id == medewerker_id)
    return session.exec(query.execution_options(populate_existing=True)).all()


def find_medewerker(session: Session, medewerker_id: UUID) -> Medewerker:
    """A person by id; for what belongs to that person alone."""
    return session.exec(select(Medewerker).where(Medewerker.id == medewerker_id)).one()


def find_by_login(session: Session, gebruikersnaam: str) -> Medewerker | None:
    """Who logs in with this name."""
    return session.exec(select(Medewerker).where(Medewerker.gebruikersnaam == gebruikersnaam)).first()


def _open() -> SelectOfScalar[Uitnodiging]:
    return select(Uitnodiging).where(
        col(Uitnodiging.gebruikt_op).is_(None), col(Uitnodiging.ingetrokken_op).is_(None)
    )


def _view(werkplek: Werkplek, rij: Uitnodiging) -> Uitnodigingbeeld:
    return Uitnodigingbeeld(
        id=rij.id,
        naam=rij.naam,
        gebruikersnaam=rij.gebruikersnaam,
        organisatie=open_gids(werkplek.session).name(rij.organisatie_id).naam,
        organisatie_id=rij.organisatie_id,
        rollen=tuple(Rol(deel) for deel in rij.rollen.split(",")),
        nieuw=rij.medewerker_id is None,
        geldig_tot=rij.geldig_tot,
        verlopen=rij.geldig_tot <= werkplek.omgeving.now,
    )
