"""Tafels: the register of casuïstiektafels, and the rights of an actor on one (R032; domain.md §5).

Everybody who works with Houvast may find a tafel and its contact; only its secretaris reads the agenda.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, exists, literal, or_, tuple_
from sqlmodel import Session, col, select

from app.domain.actor import Actor, OrganisatieSoort, Rol
from app.domain.errors import NotVisibleError
from app.domain.tafel import may_make_tafel, tafel_relations
from app.domain.tafeltermen import Gebiedsoort, Tafelgrond, Tafelsoort
from app.domain.toegang import Recht, rights
from app.models import ApiToken, Jeugdregio, Medewerker, MedewerkerRol, Organisatie, Tafel
from app.queries.beelden import Partijnaam, Persoonnaam
from app.queries.gids import open_gids
from app.queries.lezen import people
from app.queries.organisaties import Dag, is_employed, token_works
from app.queries.werkplek import Werkplek

WAT = "Deze tafel"
LANDELIJK = "Heel Nederland"
#: Where a row stands in the list: the name, its id.
Plaats = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Tafelfilter:
    """Which tafels. ``gebied``: a jeugdregio or gemeente; what works for the whole country is always in."""

    soort: Tafelsoort | None = None
    gebied: str | None = None
    van_ons: bool = False
    na: Plaats | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to phone or mail about a tafel."""

    naam: str
    telefoon: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Gebied:
    """The area of a tafel; without a code the whole country."""

    soort: Gebiedsoort
    code: str | None
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TafelBeeld:
    """One tafel as everybody may know it, and what this actor may do with it."""

    id: UUID
    kenmerk: str
    soort: Tafelsoort
    naam: str
    gebied: Gebied
    tafelhouder: Partijnaam
    secretaris: Persoonnaam | None
    contact: Contact
    grond: Tafelgrond | None
    grond_tekst: str | None
    bewaartermijn_maanden: int
    beeindigd_op: date | None
    rechten: frozenset[Recht]

    @property
    def plaats(self) -> Plaats:
        """Where this row stands in the order."""
        return self.naam, self.id

    @property
    def koppelt(self) -> bool:
        """Whether anything is matched with this tafel: no ground, no matching."""
        return self.grond is not None and self.beeindigd_op is None

    def mag(self, recht: str) -> bool:
        """For a template: whether this actor has a right."""
        return Recht(recht) in self.rechten


def find_tafel(session: Session, sleutel: str, *, lock: bool = False) -> Tafel:
    """A tafel by kenmerk or id; ``lock`` holds it until the act is committed."""
    try:
        waar = col(Tafel.id) == UUID(sleutel)
    except ValueError:
        waar = col(Tafel.kenmerk) == sleutel
    query = select(Tafel).where(waar)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    rij = session.exec(query).first()
    if rij is None:
        raise NotVisibleError(WAT)
    return rij


def tafel_rights(werkplek: Werkplek, tafel: Tafel) -> frozenset[Recht]:
    """The rights of the actor on a tafel; none for who only finds it in the register."""
    return rights(tafel_relations(werkplek.actor, tafel.tafelhouder_id, tafel.secretaris_id))


def load_tafel(werkplek: Werkplek, sleutel: str) -> TafelBeeld:
    """One tafel of the register."""
    rij = find_tafel(werkplek.session, sleutel)
    return _views(werkplek, [rij])[0]


def list_tafels(werkplek: Werkplek, filter_: Tafelfilter) -> list[TafelBeeld]:
    """A page of the register by name, one row extra; who ended is left out."""
    query = select(Tafel).where(col(Tafel.beeindigd_op).is_(None), *_chosen(werkplek, filter_))
    if filter_.na is not None:
        naam, id_ = filter_.na
        hier = tuple_(col(Tafel.naam), col(Tafel.id))
        query = query.where(hier > tuple_(literal(naam), literal(id_, Uuid())))
    rijen = werkplek.session.exec(query.order_by(col(Tafel.naam), col(Tafel.id)).limit(filter_.limit + 1))
    return _views(werkplek, list(rijen))


def tafels_with_ground(werkplek: Werkplek, *, personen: bool) -> list[tuple[str, str]]:
    """Kenmerk and name of what takes new agenderingen, the own ones first; ``personen``: readable ones."""
    query = select(Tafel).where(col(Tafel.beeindigd_op).is_(None), col(Tafel.grond).is_not(None))
    if personen:
        query = query.where(col(Tafel.grond) != Tafelgrond.ALLEEN_SLEUTELS)
    eigen = werkplek.actor.organisatie_id
    rijen = sorted(
        werkplek.session.exec(query), key=lambda rij: (rij.tafelhouder_id != eigen, rij.naam, str(rij.id))
    )
    return [(rij.kenmerk, rij.naam) for rij in rijen]


def areas(werkplek: Werkplek) -> dict[str, str]:
    """Every jeugdregio and gemeente as code → name: what a tafel may work for."""
    regios = werkplek.session.exec(select(Jeugdregio).order_by(col(Jeugdregio.naam)))
    return {rij.code: rij.naam for rij in regios} | dict(open_gids(werkplek.session).gemeenten)


def secretarissen(werkplek: Werkplek, organisatie_id: UUID) -> list[tuple[UUID, str]]:
    """Who can be named as secretaris of a tafel of this organisatie."""
    query = (
        select(Medewerker.id, Medewerker.naam)
        .join(MedewerkerRol, col(MedewerkerRol.medewerker_id) == col(Medewerker.id))
        .where(
            Medewerker.organisatie_id == organisatie_id,
            MedewerkerRol.rol == Rol.TAFELSECRETARIS,
            is_employed(werkplek.omgeving.vandaag),
        )
        .order_by(col(Medewerker.naam), col(Medewerker.id))
    )
    return [(id_, naam) for id_, naam in werkplek.session.exec(query)]


def keeps_agenda(actor: Actor) -> ColumnElement[bool]:
    """Tafels whose agenda this actor reads: as ``tafel_relations`` says of one."""
    van_ons: ColumnElement[bool] = col(Tafel.tafelhouder_id) == actor.organisatie_id
    if Rol.TAFELSECRETARIS in actor.rollen:
        return van_ons
    return and_(van_ons, col(Tafel.secretaris_id) == actor.id)


def is_kept(vandaag: Dag) -> ColumnElement[bool]:
    """Somebody, or a system, can act for a tafel that day; of a party that may come in (§8, I11)."""
    houder = col(Tafel.tafelhouder_id)
    persoon = exists().where(
        col(Medewerker.organisatie_id) == houder,
        is_employed(vandaag),
        col(MedewerkerRol.medewerker_id) == col(Medewerker.id),
        or_(col(MedewerkerRol.rol) == Rol.TAFELSECRETARIS, col(Medewerker.id) == col(Tafel.secretaris_id)),
    )
    systeem = exists().where(
        col(ApiToken.organisatie_id) == houder,
        col(ApiToken.rol) == Rol.TAFELSECRETARIS,
        col(ApiToken.medewerker_id).is_(None),
        token_works(vandaag),
    )
    dicht = exists().where(col(Organisatie.id) == houder, col(Organisatie.toegang_geblokkeerd))
    return and_(or_(persoon.correlate(Tafel), systeem.correlate(Tafel)), ~dicht.correlate(Tafel))


def may_make(werkplek: Werkplek) -> bool:
    """Whether the register offers this actor to add a tafel."""
    return may_make_tafel(werkplek.actor)


def jeugdregio_of(werkplek: Werkplek, gm_code: str) -> str | None:
    """The jeugdregio of a gemeente, by the RET that works for it."""
    gids = open_gids(werkplek.session)
    for organisatie_id, periode in gids.werkgebied.get(gm_code, ()):
        partij = gids.partijen[organisatie_id]
        if partij.soort is OrganisatieSoort.RET and periode.bevat(werkplek.omgeving.vandaag):
            return partij.naam.kenmerk.removeprefix("ret-").upper()
    return None


def _chosen(werkplek: Werkplek, filter_: Tafelfilter) -> list[ColumnElement[bool]]:
    waar: list[ColumnElement[bool]] = []
    if filter_.soort is not None:
        waar.append(col(Tafel.soort) == filter_.soort)
    if filter_.gebied:
        codes = {filter_.gebied, jeugdregio_of(werkplek, filter_.gebied)} - {None}
        waar.append(or_(col(Tafel.gebied_code).in_(codes), col(Tafel.gebied_code).is_(None)))
    if filter_.van_ons:
        waar.append(col(Tafel.tafelhouder_id) == werkplek.actor.organisatie_id)
    return waar


def _views(werkplek: Werkplek, rijen: list[Tafel]) -> list[TafelBeeld]:
    """The rows with the names of parties, people and areas; two statements for any number."""
    if not rijen:
        return []
    gids, namen = open_gids(werkplek.session), areas(werkplek)
    mensen = people(werkplek.session, [rij.secretaris_id for rij in rijen])
    return [
        TafelBeeld(
            id=rij.id,
            kenmerk=rij.kenmerk,
            soort=rij.soort,
            naam=rij.naam,
            gebied=Gebied(rij.gebied, rij.gebied_code, namen.get(rij.gebied_code or "", LANDELIJK)),
            tafelhouder=gids.name(rij.tafelhouder_id),
            secretaris=mensen.get(rij.secretaris_id) if rij.secretaris_id else None,
            contact=Contact(rij.contact_naam, rij.contact_telefoon, rij.contact_email),
            grond=rij.grond,
            grond_tekst=rij.grond_tekst,
            bewaartermijn_maanden=rij.bewaartermijn_maanden,
            beeindigd_op=rij.beeindigd_op,
            rechten=tafel_rights(werkplek, rij),
        )
        for rij in rijen
    ]
