"""Wachtwoorden: somebody chooses a password with a code, or changes the own one.

Every attempt is counted before anything is compared, as with logging in; hashing holds no connection. Whoever
chose a new password is logged out everywhere else.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from app.db import Database
from app.domain.actor import Rol
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.omgeving import Omgeving, local_date
from app.domain.uitnodigen import may_let_in
from app.installatie import surroundings
from app.kluis import Kluis
from app.models import Medewerker, Uitnodiging
from app.queries.agenda import lock_medewerker
from app.queries.organisatiewerk import lock_organisaties
from app.queries.toegang import actor_of_medewerker, end_sessies
from app.queries.uitnodigingen import by_code, find_by_login, find_medewerker, open_for, roles_of
from app.queries.werkplek import Werkplek
from app.security import Ingelogd, count_login, forget_login, hash_of, hash_password, verify_password
from app.services.medewerker import HireMedewerker, hire_medewerker
from app.services.organisatie import record_on

#: Sixteen signs that nobody mistakes for another: 80 bits, in groups to read aloud.
TEKENS, GROEPEN, PER_GROEP = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 4, 4


@dataclass(frozen=True, slots=True)
class Wachtwoorddeur:
    """Where a password is chosen: the database, its keys and the clock, and where somebody comes from."""

    database: Database
    kluis: Kluis
    now: datetime
    adres: str


def new_code() -> str:
    """``KDX7-2PQM-9HWR-TT4C``."""
    groepen = ("".join(secrets.choice(TEKENS) for _ in range(PER_GROEP)) for _ in range(GROEPEN))
    return "-".join(groepen)


def hash_of_code(code: str) -> str:
    """The hash of a code as somebody types it: small or capital, with or without what stands between."""
    return hash_of("".join(teken for teken in code.upper() if teken in TEKENS))


def choose_password(deur: Wachtwoorddeur, gebruikersnaam: str, code: str, wachtwoord: str) -> bool:
    """With a code that works: somebody new begins, a colleague gets another password. False for any other
    code, where the organisatie has no access, and where who made the code could not make it now.

    Refuses with TooManyAttemptsError; and (InvalidInputError) a name that was taken meanwhile.
    """
    count_login(deur.database, gebruikersnaam, deur.adres, deur.now)
    hash_ = hash_password(wachtwoord)
    with deur.database.transaction() as session:
        rij = by_code(session, gebruikersnaam, hash_of_code(code), deur.now)
        if rij is None:
            return False
        organisatie = lock_organisaties(session, rij.organisatie_id)[rij.organisatie_id]
        rij = by_code(session, gebruikersnaam, hash_of_code(code), deur.now)  # as it is behind the lock
        if rij is None or rij.organisatie_id != organisatie.id or not _counts(session, rij, deur.now):
            return False
        omgeving = surroundings(session, deur.now)
        if rij.medewerker_id is None:
            wie, soort = _begin(session, omgeving, rij, hash_), GebeurtenisSoort.MEDEWERKER_IN_DIENST
        else:
            wie, soort = find_medewerker(session, rij.medewerker_id), GebeurtenisSoort.MEDEWERKER_WACHTWOORD
        rij.medewerker_id, rij.gebruikt_op = wie.id, deur.now
        _replace(session, wie, hash_, deur.now)
        actor = actor_of_medewerker(session, wie.id, local_date(deur.now))
        if actor is None:
            session.rollback()
            return False
        werkplek = Werkplek(session, actor, omgeving, deur.kluis)
        record_on(werkplek, organisatie, happened(soort, medewerker=actor.id))
        forget_login(session, gebruikersnaam, deur.adres)
    return True


def login_name(deur: Wachtwoorddeur, ik: Ingelogd) -> str:
    """The name this person logs in with: a password may not hold it."""
    with deur.database.read() as session:
        return find_medewerker(session, ik.actor.id).gebruikersnaam


def change_password(deur: Wachtwoorddeur, ik: Ingelogd, huidig: str, nieuw: str) -> bool:
    """Another password for who is logged in; all other log-ins of this person end. False when ``huidig`` is
    wrong. Refuses with TooManyAttemptsError."""
    actor = ik.actor
    with deur.database.read() as session:
        wie = find_medewerker(session, actor.id)
        naam, bekend = wie.gebruikersnaam, wie.wachtwoord_hash
    count_login(deur.database, naam, deur.adres, deur.now)
    if not verify_password(huidig, bekend):
        return False
    hash_ = hash_password(nieuw)
    with deur.database.transaction() as session:
        organisatie = lock_organisaties(session, actor.organisatie_id)[actor.organisatie_id]
        wie = lock_medewerker(session, actor.id)
        if wie.wachtwoord_hash != bekend:  # another one was chosen while this one was looked at
            return False
        _replace(session, wie, hash_, deur.now, behalve=ik.sessie_id)
        forget_login(session, naam, deur.adres)
        werkplek = Werkplek(session, actor, surroundings(session, deur.now), deur.kluis)
        record_on(
            werkplek, organisatie, happened(GebeurtenisSoort.MEDEWERKER_WACHTWOORD, medewerker=actor.id)
        )
    return True


def set_password(
    session: Session, gebruikersnaam: str, wachtwoord_hash: str, now: datetime
) -> Medewerker | None:
    """For who runs the installation: another password; log-ins and codes end. None for an unknown name."""
    wie = find_by_login(session, gebruikersnaam)
    if wie is not None:
        _replace(session, wie, wachtwoord_hash, now)
    return wie


def _replace(session: Session, wie: Medewerker, hash_: str, now: datetime, behalve: str = "") -> None:
    """Another password, written first: who logs in with the old one waits for it, or is logged out by it.
    Codes that are out would replace it again."""
    wie.wachtwoord_hash = hash_
    session.flush()
    end_sessies(session, wie.id, behalve)
    for rij in open_for(session, wie.id):
        rij.ingetrokken_op = now


def _counts(session: Session, rij: Uitnodiging, now: datetime) -> bool:
    """Whether who made this code could make it now."""
    maker = actor_of_medewerker(session, rij.gemaakt_door_id, local_date(now))
    if maker is None:
        return False
    zelf = replace(maker, rollen=roles_of(session, maker.id))
    rollen = roles_of(session, rij.medewerker_id) if rij.medewerker_id else _invited_as(rij)
    return may_let_in(zelf, rollen, eigen=maker.organisatie_id == rij.organisatie_id)


def _invited_as(rij: Uitnodiging) -> frozenset[Rol]:
    return frozenset(Rol(deel) for deel in rij.rollen.split(","))


def _begin(session: Session, omgeving: Omgeving, rij: Uitnodiging, hash_: str) -> Medewerker:
    opdracht = HireMedewerker(
        gebruikersnaam=rij.gebruikersnaam,
        naam=rij.naam,
        organisatie=str(rij.organisatie_id),
        rollen=_invited_as(rij),
        wachtwoord_hash=hash_,
        email=rij.email,
    )
    return hire_medewerker(session, omgeving, opdracht)
