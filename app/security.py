"""Security: passwords, log-ins and API tokens. Only hashes are stored.

A log-in is a random value of 256 bit in a cookie, with an absolute and an idle end; logging in always
makes a new one. A token is ``hvt_`` and 256 bit. Failed attempts are counted per gebruikersnaam and per
address, and an unknown gebruikersnaam costs as much time as a wrong password.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlmodel import Session

from app.db import Database
from app.domain.actor import KETENROLLEN, Actor, Rol, Scope
from app.domain.errors import NotPermittedError, TooManyAttemptsError
from app.domain.omgeving import local_date
from app.models import ApiToken, Organisatie, Sessie
from app.queries.agenda import lock_medewerker
from app.queries.gids import VERSIE
from app.queries.toegang import (
    actor_of_medewerker,
    count_attempt,
    find_inlogregel,
    find_sessie,
    forget_attempts,
    sessie_with_actor,
    token_with_actor,
    touch_sessie,
    uncount_attempt,
)

GEEN_TOEGANG = (
    "Uw wachtwoord klopt, maar u hebt nu geen toegang. Vraag een coördinator of beheerder van uw "
    "organisatie, of bel de landelijke schakel."
)
TOKEN_BEGIN = "hvt_"  # recognisable in a leak, not a secret itself
BYTES = 32
VENSTER = timedelta(minutes=15)
POGINGEN_PER_NAAM = 10
POGINGEN_PER_ADRES = 100
#: A log-in is marked as seen at most once in this time: a page is a read, not a write.
GEZIEN_NA = timedelta(minutes=1)

_KETEN = frozenset({Scope.LEZEN, Scope.MELDEN, Scope.ROUTEREN, Scope.TERUGKOPPELEN, Scope.TAFEL})
#: All scopes that fit a role, for a token of a system.
SCOPES_BIJ_ROL: dict[Rol, frozenset[Scope]] = {
    **dict.fromkeys(KETENROLLEN, _KETEN),
    Rol.KLACHTBEHANDELAAR: frozenset({Scope.LEZEN, Scope.TERUGKOPPELEN}),
    Rol.TAFELSECRETARIS: frozenset({Scope.LEZEN, Scope.TAFEL}),
    Rol.BEHEERDER: frozenset({Scope.LEZEN, Scope.BEHEER}),
    Rol.PRIVACY_OFFICER: frozenset({Scope.LEZEN}),
}


class NotLoggedInError(Exception):
    """Nobody valid is behind this request."""


@dataclass(frozen=True, slots=True)
class Inlogpoging:
    """What somebody typed, and the address it came from."""

    gebruikersnaam: str
    wachtwoord: str
    adres: str


@dataclass(frozen=True, slots=True)
class Sessieduur:
    """Absolute and idle length of a log-in."""

    absoluut: timedelta
    rust: timedelta


@dataclass(frozen=True, slots=True)
class Inlog:
    """A new log-in: ``waarde`` goes into the cookie and is stored nowhere."""

    waarde: str
    csrf: str
    verloopt_op: datetime


@dataclass(frozen=True, slots=True)
class Ingelogd:
    """Who is logged in; ``gezien`` says that the log-in must be marked as used.

    ``stelselversie`` tells the rest of the request which directory is right (``app.queries.gids``).
    """

    actor: Actor
    sessie_id: str
    csrf: str
    gezien: bool
    stelselversie: int


@dataclass(frozen=True, slots=True)
class Bekende:
    """Who is behind a token; ``stelselversie`` as with ``Ingelogd``."""

    actor: Actor
    stelselversie: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NieuwToken:
    """What a token is for. Without ``scopes`` it gets all that fit the role."""

    organisatie: Organisatie
    naam: str
    rol: Rol
    verloopt_op: datetime
    scopes: frozenset[Scope] | None = None
    medewerker_id: UUID | None = None


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(),))


@lru_cache(maxsize=1)
def _nobody() -> str:
    """A hash that fits no password: an unknown gebruikersnaam takes as long as a known one."""
    return hash_password(secrets.token_urlsafe(BYTES))


def hash_password(wachtwoord: str) -> str:
    """The argon2id hash to store."""
    return _hasher().hash(wachtwoord)


def new_secret() -> str:
    """256 random bits, as they stand in an address."""
    return secrets.token_urlsafe(BYTES)


def hash_of(waarde: str) -> str:
    """The SHA-256 under which a random value is stored."""
    return sha256(waarde.encode()).hexdigest()


def log_in(
    database: Database, poging: Inlogpoging, duur: Sessieduur, now: datetime, vorige: str | None = None
) -> Inlog | None:
    """A new log-in, or None when name and password do not fit. Refuses (NotPermittedError) who has no access:
    only who knows the password hears so.

    The attempt is counted before anything is compared, in a transaction of its own; hashing holds no
    connection. Refuses with TooManyAttemptsError. ``vorige`` is the cookie to replace.
    """
    count_login(database, poging.gebruikersnaam, poging.adres, now)
    with database.read() as session:
        regel = find_inlogregel(session, poging.gebruikersnaam)
    klopt = verify_password(poging.wachtwoord, regel.wachtwoord_hash if regel is not None else None)
    if regel is None or not klopt:
        return None
    with database.transaction() as session:
        if actor_of_medewerker(session, regel.medewerker_id, local_date(now)) is None:
            raise NotPermittedError("geen_toegang", GEEN_TOEGANG)
        if lock_medewerker(session, regel.medewerker_id).wachtwoord_hash != regel.wachtwoord_hash:
            return None  # another password was chosen meanwhile
        forget_login(session, poging.gebruikersnaam, poging.adres)
        log_out(session, vorige)
        return start_sessie(session, regel.medewerker_id, duur, now)


def verify_password(wachtwoord: str, bekend: str | None) -> bool:
    """Whether a password fits; where there is none it costs as much time and never fits."""
    return _hasher().verify(wachtwoord, bekend or _nobody()) and bekend is not None


def count_login(database: Database, gebruikersnaam: str, adres: str, now: datetime) -> None:
    """Count an attempt, before anything is compared; refuses (TooManyAttemptsError) one too many."""
    with database.transaction() as session:
        per_naam = count_attempt(session, _limit_key("naam", gebruikersnaam), now, now - VENSTER)
        per_adres = count_attempt(session, _limit_key("adres", adres), now, now - VENSTER)
    if per_naam > POGINGEN_PER_NAAM or per_adres > POGINGEN_PER_ADRES:
        raise TooManyAttemptsError(
            "te_vaak_geprobeerd", "Er is te vaak geprobeerd. Probeer het over een kwartier opnieuw."
        )


def forget_login(session: Session, gebruikersnaam: str, adres: str) -> None:
    """Who got in starts counting anew."""
    forget_attempts(session, _limit_key("naam", gebruikersnaam))
    uncount_attempt(session, _limit_key("adres", adres))


def start_sessie(session: Session, medewerker_id: UUID, duur: Sessieduur, now: datetime) -> Inlog:
    """Store a new log-in and give the cookie value."""
    inlog = Inlog(secrets.token_urlsafe(BYTES), secrets.token_urlsafe(BYTES), now + duur.absoluut)
    session.add(
        Sessie(
            id=hash_of(inlog.waarde),
            medewerker_id=medewerker_id,
            csrf=inlog.csrf,
            gemaakt_op=now,
            gezien_op=now,
            verloopt_op=inlog.verloopt_op,
        )
    )
    return inlog


def log_out(session: Session, waarde: str | None) -> None:
    """End a log-in; ending it twice is fine."""
    rij = find_sessie(session, hash_of(waarde)) if waarde else None
    if rij is not None:
        session.delete(rij)


def resolve_sessie(session: Session, waarde: str | None, duur: Sessieduur, now: datetime) -> Ingelogd | None:
    """Who is behind a cookie; None when it ended, rested too long, or the person lost access."""
    gevonden = sessie_with_actor(session, hash_of(waarde), local_date(now)) if waarde else None
    if gevonden is None:
        return None
    rij, actor = gevonden
    if rij.verloopt_op <= now or rij.gezien_op + duur.rust <= now:
        return None
    return Ingelogd(actor, rij.id, rij.csrf, now - rij.gezien_op >= GEZIEN_NA, session.info[VERSIE])


def mark_seen(session: Session, sessie_id: str, now: datetime) -> None:
    """Start the idle time of a log-in again."""
    touch_sessie(session, sessie_id, now)


def create_token(session: Session, nieuw: NieuwToken, token_id: UUID, now: datetime) -> str:
    """Store a token and give the value: this is the only time it can be seen."""
    waarde = TOKEN_BEGIN + secrets.token_urlsafe(BYTES)
    scopes = SCOPES_BIJ_ROL[nieuw.rol] if nieuw.scopes is None else nieuw.scopes
    session.add(
        ApiToken(
            id=token_id,
            naam=nieuw.naam,
            organisatie_id=nieuw.organisatie.id,
            medewerker_id=nieuw.medewerker_id,
            rol=nieuw.rol,
            scopes=",".join(sorted(scopes)),
            hash=hash_of(waarde),
            gemaakt_op=now,
            verloopt_op=nieuw.verloopt_op,
        )
    )
    return waarde


def resolve_token(session: Session, waarde: str, now: datetime) -> Bekende | None:
    """Who is behind a token; None when it ended, was withdrawn, or its owner lost access."""
    if not waarde.startswith(TOKEN_BEGIN):
        return None
    gevonden = token_with_actor(session, hash_of(waarde), local_date(now))
    if gevonden is None:
        return None
    token, actor = gevonden
    if token.ingetrokken_op is not None or token.verloopt_op <= now:
        return None
    return Bekende(actor, session.info[VERSIE])


def _limit_key(soort: str, waarde: str) -> str:
    """Counters hold no names or addresses."""
    return f"inloggen:{soort}:{hash_of(waarde.strip().lower())[:40]}"
