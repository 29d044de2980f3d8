"""Toegang: who is behind a cookie or a token, and how often somebody tried to get in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    update,
)
from sqlalchemy import select as sa_select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.domain.actor import KETENROLLEN, Actor, ActorSoort, Rol, Scope
from app.models import ApiToken, Limietteller, Medewerker, MedewerkerRol, Organisatie, Sessie
from app.queries.eenmaal import OP
from app.queries.gids import VERSIE, stelselversie
from app.queries.organisaties import Dag, is_active, is_employed

_Afwezige = aliased(Medewerker, name="afwezige")
_Rol_van_afwezige = aliased(MedewerkerRol, name="rol_van_afwezige")
#: The hash that is asked for, in statements that are composed once: every request asks one.
HASH: BindParameter[str] = bindparam("deze_hash", type_=String())
_PERSOON: tuple[Any, ...] = (
    Medewerker,
    Organisatie,
    col(MedewerkerRol.rol),
    col(_Afwezige.id),
    col(_Rol_van_afwezige.rol),
    stelselversie(),
)
#: Person (none behind a system), organisatie, role, replaced colleague with a chain role of that one,
#: version of the directory, and the log-in or token.
Toegangsrij = tuple[
    Medewerker | None, Organisatie, str | None, UUID | None, str | None, int, *tuple[object, ...]
]


@dataclass(frozen=True, slots=True)
class Inlogregel:
    """What log-in compares with: the person and the stored hash of the password."""

    medewerker_id: UUID
    wachtwoord_hash: str | None


def find_inlogregel(session: Session, gebruikersnaam: str) -> Inlogregel | None:
    """The person with this gebruikersnaam, active or not."""
    rij = session.exec(
        select(Medewerker.id, Medewerker.wachtwoord_hash).where(Medewerker.gebruikersnaam == gebruikersnaam)
    ).first()
    return None if rij is None else Inlogregel(*rij)


def find_sessie(session: Session, hash_: str) -> Sessie | None:
    """A log-in by the hash of its cookie."""
    return session.get(Sessie, hash_)


def touch_sessie(session: Session, hash_: str, now: datetime) -> None:
    """Note when a log-in was last used."""
    session.connection().execute(update(Sessie).where(col(Sessie.id) == hash_).values(gezien_op=now))


def end_sessies(session: Session, medewerker_id: UUID, behalve: str = "") -> None:
    """All log-ins of a person end, but the one with this hash."""
    session.connection().execute(
        delete(Sessie).where(col(Sessie.medewerker_id) == medewerker_id, col(Sessie.id) != behalve)
    )


def sessie_with_actor(session: Session, hash_: str, vandaag: date) -> tuple[Sessie, Actor] | None:
    """A log-in with the person behind it, in one statement; None when there is no access today."""
    rijen = _first_rows(session, _behind_cookie(), {HASH.key: hash_, OP.key: vandaag})
    return (cast("Sessie", rijen[0][-1]), _person(rijen)) if rijen else None


def actor_of_medewerker(session: Session, medewerker_id: UUID, vandaag: date) -> Actor | None:
    """The actor behind a person; None when the person or the organisatie has no access today."""
    query = _person_with_access().where(col(Medewerker.id) == medewerker_id)
    rijen = _first_rows(session, query, {OP.key: vandaag})
    return _person(rijen) if rijen else None


def token_with_actor(session: Session, hash_: str, vandaag: date) -> tuple[ApiToken, Actor] | None:
    """A token with the system or person behind it, in one statement; None without access today."""
    rijen = _first_rows(session, _behind_token(), {HASH.key: hash_, OP.key: vandaag})
    if not rijen:
        return None
    medewerker, organisatie, token = rijen[0][0], rijen[0][1], cast("ApiToken", rijen[0][-1])
    if medewerker is not None:
        return token, _person(rijen).with_scopes(scopes_of(token))
    return token, _system(token, organisatie)


@cache
def _behind_cookie() -> Select[Any]:
    keuze = _person_with_access().add_columns(Sessie)
    return keuze.join(Sessie, col(Sessie.medewerker_id) == col(Medewerker.id)).where(col(Sessie.id) == HASH)


@cache
def _behind_token() -> Select[Any]:
    eigenaar = func.coalesce(col(Medewerker.organisatie_id), col(ApiToken.organisatie_id))
    return (
        sa_select(*_PERSOON, ApiToken)
        .select_from(ApiToken)
        .outerjoin(Medewerker, col(Medewerker.id) == col(ApiToken.medewerker_id))
        .join(Organisatie, col(Organisatie.id) == eigenaar)
        .outerjoin(MedewerkerRol, col(MedewerkerRol.medewerker_id) == col(Medewerker.id))
        .outerjoin(_Afwezige, _replaced(OP))
        .outerjoin(_Rol_van_afwezige, _handed_on())
        .where(
            col(ApiToken.hash) == HASH,
            or_(col(ApiToken.medewerker_id).is_(None), is_employed(OP)),
            _has_access(),
        )
    )


def _person_with_access() -> Select[Any]:
    """A person, the organisatie, each role and each colleague it stands in for: few rows, one statement."""
    return (
        sa_select(*_PERSOON)
        .select_from(Medewerker)
        .join(Organisatie, col(Organisatie.id) == col(Medewerker.organisatie_id))
        .outerjoin(MedewerkerRol, col(MedewerkerRol.medewerker_id) == col(Medewerker.id))
        .outerjoin(_Afwezige, _replaced(OP))
        .outerjoin(_Rol_van_afwezige, _handed_on())
        .where(is_employed(OP), _has_access())
    )


def _has_access() -> ColumnElement[bool]:
    """Asked of the database each time: a blocked organisatie is out with its next request (§8)."""
    return and_(is_active(OP), col(Organisatie.toegang_geblokkeerd).is_(False))


def _replaced(vandaag: Dag) -> ColumnElement[bool]:
    """Colleagues of today who named this person as plaatsvervanger and are absent."""
    return and_(
        col(_Afwezige.plaatsvervanger_id) == col(Medewerker.id),
        col(_Afwezige.organisatie_id) == col(Medewerker.organisatie_id),
        col(_Afwezige.afwezig_van) <= vandaag,
        or_(col(_Afwezige.afwezig_tot).is_(None), col(_Afwezige.afwezig_tot) >= vandaag),
        or_(col(_Afwezige.actief_tot).is_(None), col(_Afwezige.actief_tot) > vandaag),
    )


def _handed_on() -> ColumnElement[bool]:
    """The chain roles of who is replaced: same rights in the chain (§1), never the keys of a beheerder."""
    return and_(
        col(_Rol_van_afwezige.medewerker_id) == col(_Afwezige.id),
        col(_Rol_van_afwezige.rol).in_(KETENROLLEN),
    )


def _first_rows(session: Session, query: Select[Any], waarden: Mapping[str, object]) -> list[Toegangsrij]:
    """The rows; the session remembers which directory they belong to (``app.queries.gids``)."""
    rijen = [cast("Toegangsrij", tuple(rij)) for rij in session.execute(query, waarden)]
    if rijen:
        session.info[VERSIE] = rijen[0][5]
    return rijen


def _person(rijen: Sequence[Toegangsrij]) -> Actor:
    medewerker, organisatie = rijen[0][0], rijen[0][1]
    assert medewerker is not None  # only rows of a person come here
    return Actor(
        soort=ActorSoort.MEDEWERKER,
        id=medewerker.id,
        organisatie_id=organisatie.id,
        organisatie_soort=organisatie.soort,
        organisatie_naam=organisatie.naam,
        korte_naam=organisatie.korte_naam,
        naam=medewerker.naam,
        rollen=frozenset(Rol(rol) for rij in rijen for rol in (rij[2], rij[4]) if rol is not None),
        teamtoegang=organisatie.teamtoegang,
        vervangt=frozenset(rij[3] for rij in rijen if rij[3] is not None),
        bestuursorgaan=organisatie.bestuursorgaan,
    )


def _system(token: ApiToken, organisatie: Organisatie) -> Actor:
    return Actor(
        soort=ActorSoort.SYSTEEM,
        id=token.id,
        organisatie_id=organisatie.id,
        organisatie_soort=organisatie.soort,
        organisatie_naam=organisatie.naam,
        naam=token.naam,
        rollen=frozenset({Rol(token.rol)}),
        teamtoegang=organisatie.teamtoegang,
        scopes=scopes_of(token),
        bestuursorgaan=organisatie.bestuursorgaan,
    )


def scopes_of(token: ApiToken) -> frozenset[Scope]:
    """What a token may do."""
    return frozenset(Scope(deel) for deel in token.scopes.split(",") if deel)


def count_attempt(session: Session, sleutel: str, now: datetime, vanaf: datetime) -> int:
    """Count one attempt and give the number since ``vanaf``; an older window starts again.

    So does one far in the future: the clock was wrong then, and nobody may stay shut out until it comes.
    """
    kind = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    tabel = Limietteller.__table__  # type: ignore[attr-defined]  # added by sqlmodel
    nieuw = kind.insert(tabel).values(sleutel=sleutel, venster=now, aantal=1)
    verlopen = or_(tabel.c.venster < vanaf, tabel.c.venster > now + (now - vanaf))
    tel = nieuw.on_conflict_do_update(
        index_elements=["sleutel"],
        set_={
            "aantal": case((verlopen, 1), else_=tabel.c.aantal + 1),
            "venster": case((verlopen, now), else_=tabel.c.venster),
        },
    ).returning(tabel.c.aantal)
    aantal: int = session.connection().execute(tel).scalar_one()
    return aantal


def forget_attempts(session: Session, sleutel: str) -> None:
    """A success starts the count again."""
    session.connection().execute(delete(Limietteller).where(col(Limietteller.sleutel) == sleutel))


def uncount_attempt(session: Session, sleutel: str) -> None:
    """A success does not count against an address that many people share."""
    rij = session.get(Limietteller, sleutel)
    if rij is not None:
        rij.aantal = max(rij.aantal - 1, 0)
