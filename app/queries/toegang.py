"""Toegang: who is behind a cookie or a token, and how often somebody tried to get in."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import case, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.domain.actor import Actor, ActorSoort, Rol, Scope
from app.models import ApiToken, Limietteller, Medewerker, MedewerkerRol, Organisatie, Sessie
from app.queries.organisaties import is_active


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


def find_token(session: Session, hash_: str) -> ApiToken | None:
    """A token by its hash, valid or not."""
    return session.exec(select(ApiToken).where(ApiToken.hash == hash_)).first()


def actor_of_medewerker(session: Session, medewerker_id: UUID, vandaag: date) -> Actor | None:
    """The actor behind a person; None when the person or the organisatie has no access today."""
    rij = session.exec(
        select(Medewerker, Organisatie)
        .join(Organisatie, col(Organisatie.id) == col(Medewerker.organisatie_id))
        .where(
            Medewerker.id == medewerker_id,
            col(Medewerker.actief_van) <= vandaag,
            or_(col(Medewerker.actief_tot).is_(None), col(Medewerker.actief_tot) > vandaag),
            is_active(vandaag),
            col(Organisatie.toegang_geblokkeerd).is_(False),
        )
    ).first()
    if rij is None:
        return None
    medewerker, organisatie = rij
    rollen = session.exec(select(MedewerkerRol.rol).where(MedewerkerRol.medewerker_id == medewerker_id))
    return Actor(
        soort=ActorSoort.MEDEWERKER,
        id=medewerker.id,
        organisatie_id=organisatie.id,
        organisatie_soort=organisatie.soort,
        organisatie_naam=organisatie.naam,
        naam=medewerker.naam,
        rollen=frozenset(Rol(rol) for rol in rollen),
        teamtoegang=organisatie.teamtoegang,
        vervangt=_stands_in_for(session, medewerker, vandaag),
        bestuursorgaan=organisatie.bestuursorgaan,
    )


def actor_of_system(session: Session, token: ApiToken, vandaag: date) -> Actor | None:
    """The actor behind a token of a system; None when its organisatie has no access today."""
    organisatie = session.exec(
        select(Organisatie).where(
            Organisatie.id == token.organisatie_id,
            is_active(vandaag),
            col(Organisatie.toegang_geblokkeerd).is_(False),
        )
    ).first()
    if organisatie is None:
        return None
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
    tabel = Limietteller.__table__  # type: ignore[attr-defined]
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
    rij = session.get(Limietteller, sleutel)
    if rij is not None:
        session.delete(rij)


def uncount_attempt(session: Session, sleutel: str) -> None:
    """A success does not count against an address that many people share."""
    rij = session.get(Limietteller, sleutel)
    if rij is not None:
        rij.aantal = max(rij.aantal - 1, 0)


def _stands_in_for(session: Session, medewerker: Medewerker, vandaag: date) -> frozenset[UUID]:
    """Colleagues who named this person as plaatsvervanger and are absent today."""
    return frozenset(
        session.exec(
            select(Medewerker.id).where(
                Medewerker.plaatsvervanger_id == medewerker.id,
                Medewerker.organisatie_id == medewerker.organisatie_id,
                col(Medewerker.afwezig_van) <= vandaag,
                or_(col(Medewerker.afwezig_tot).is_(None), col(Medewerker.afwezig_tot) >= vandaag),
            )
        )
    )
