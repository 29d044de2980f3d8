"""Linktoegang: coming in with a link and a code. Limits, equal answers, and visits with an own cookie.

Opening a link looks nothing up. Whether a link is unknown, over, taken back or right, asking for a code and a
wrong code are answered alike, after the same work: an attempt is counted, the link is looked for, and the
answer waits for one commit. Only a right code leads on.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session
from uuid_utils.compat import uuid7

from app.db import Database
from app.domain.errors import TooManyAttemptsError
from app.domain.omgeving import Omgeving
from app.domain.toegangslink import (
    BEZOEK,
    CODES_PER_LINK,
    GEZIEN_NA,
    INBRENG_PER_LINK,
    POGINGEN_PER_ADRES,
    POGINGEN_PER_LINK,
    RUST,
    Codeweg,
    Grens,
)
from app.kluis import Kluis, Plek
from app.linkdeur import Deur, Linkrij, mailbox_for_code, who_comes_in
from app.models import Linksessie
from app.queries.gids import open_gids
from app.queries.partijlink import Partijbezoek, find_party_visit, find_past_visit
from app.queries.toegang import count_attempt, forget_attempts
from app.queries.toegangslink import (
    Bezoekrij,
    any_shielded,
    codes_of,
    end_visit,
    find_visit,
    touch_visit,
)
from app.queries.werkplek import Werkplek
from app.security import hash_of, new_secret
from app.services.toegangslink import Linkhouder, fitting_code, hash_of_link, make_code, use_code


@dataclass(frozen=True, slots=True)
class Poort:
    """Where a link is offered: the database, the keys, the clock, whether a code can be mailed, and for whom
    it is."""

    database: Database
    kluis: Kluis
    now: datetime
    mailt: bool
    deur: Deur
    volgadres: str | None = None


@dataclass(frozen=True, slots=True)
class Linkpoging:
    """The link as it was followed, and the address it came from."""

    link: str
    adres: str


@dataclass(frozen=True, slots=True)
class Bezoekinlog:
    """A new visit: ``waarde`` goes into the cookie and is stored nowhere."""

    waarde: str
    verloopt_op: datetime


def ask_code(poort: Poort, poging: Linkpoging) -> None:
    """Mail a code to who asked, if that may go by itself; nobody can tell whether it does.

    Refuses (TooManyAttemptsError) an address that asks too often. More codes than a link may have are not
    made, and nobody hears that either.
    """
    sleutel = counter_key(poort.kluis, "code", hash_of_link(poging.link))
    with poort.database.transaction() as session:
        te_vaak = count_address(poort, session, poging.adres)
        binnen = [within(session, sleutel, grens, poort.now) for grens in CODES_PER_LINK]
        rij = poort.deur(session, hash_of_link(poging.link), poort.now)
        if rij is not None and all(binnen) and not te_vaak:
            _mail_code(poort, session, rij)
        else:
            _do_the_same(poort, session)
            _pretend_to_make(poort, session)
    if te_vaak:
        raise too_often()


def open_with_code(poort: Poort, poging: Linkpoging, code: str) -> Bezoekinlog | None:
    """A visit, or None when link and code do not fit, whatever is wrong with either.

    Every attempt is counted before anything is compared. Refuses with TooManyAttemptsError.
    """
    hash_ = hash_of_link(poging.link)
    sleutel = counter_key(poort.kluis, "poging", hash_)
    with poort.database.transaction() as session:
        te_vaak = count_address(poort, session, poging.adres)
        binnen = [within(session, sleutel, grens, poort.now) for grens in POGINGEN_PER_LINK]
    if te_vaak or not all(binnen):
        raise too_often()
    with poort.database.transaction() as session:
        rij = poort.deur(session, hash_, poort.now)
        if rij is None:
            _do_the_same(poort, session)
            return None
        desk = desk_of(poort, session, rij)
        gevonden = fitting_code(desk, rij.dossier, rij.codes, code)
        if gevonden is None or not use_code(desk, gevonden):
            return None
        for grens in POGINGEN_PER_LINK:
            forget_attempts(session, f"{sleutel}:{grens.venster.total_seconds():.0f}")
        return _start_visit(session, rij, poort.now)


def resolve_visit(session: Session, waarde: str | None, now: datetime) -> Bezoekrij | None:
    """The melder behind a cookie; None when the visit ended, rested too long, or its link stopped."""
    rij = find_visit(session, hash_of(waarde), now) if waarde else None
    return rij if rij is not None and lasts(rij.sessie, now) else None


def resolve_party_visit(session: Session, waarde: str | None, now: datetime) -> Partijbezoek | None:
    """The same for somebody of a party without an account."""
    rij = find_party_visit(session, hash_of(waarde), now) if waarde else None
    return rij if rij is not None and lasts(rij.sessie, now) else None


def resolve_past_visit(session: Session, waarde: str | None, now: datetime) -> Partijbezoek | None:
    """The same, also when what it was for ended meanwhile: to hear how."""
    rij = find_past_visit(session, hash_of(waarde), now) if waarde else None
    return rij if rij is not None and lasts(rij.sessie, now) else None


def lasts(sessie: Linksessie, now: datetime) -> bool:
    """Not too long, and not too long without doing anything."""
    return now < sessie.verloopt_op and now < sessie.gezien_op + RUST


def must_mark(sessie: Linksessie, now: datetime) -> bool:
    """Whether this visit must be marked as used."""
    return now - sessie.gezien_op >= GEZIEN_NA


def leave(session: Session, waarde: str | None) -> None:
    """The visit is over."""
    if waarde:
        end_visit(session, hash_of(waarde))


def desk_of(poort: Poort, session: Session, rij: Linkrij) -> Werkplek:
    """The desk of who comes in, before there is a visit."""
    gids = open_gids(session)
    omgeving = Omgeving(poort.now, uuid7, gids.kalender, gids.regels)
    return Werkplek(session, who_comes_in(session, rij), omgeving, poort.kluis)


def address_key(kluis: Kluis, adres: str) -> str:
    """An address as a counter knows it: a keyed hash, for there are few addresses."""
    return kluis.zoeksleutel("adres", adres).hex()


def touch(session: Session, sessie: Linksessie, now: datetime) -> None:
    """Start the idle time of a visit again."""
    touch_visit(session, sessie.id, now)


def limit_inbreng(werkplek: Werkplek, melding_id: UUID) -> None:
    """Refuses (TooManyAttemptsError) who writes more in a day than anybody can read."""
    sleutel = counter_key(werkplek.kluis, "inbreng", str(melding_id))
    if not within(werkplek.session, sleutel, INBRENG_PER_LINK, werkplek.omgeving.now):
        raise TooManyAttemptsError(
            "te_veel_geschreven",
            "U schreef vandaag al veel. Wij lezen alles. Schrijf morgen weer, of bel ons.",
        )


def _mail_code(poort: Poort, session: Session, rij: Linkrij) -> None:
    """Only to the mailbox that is known, and never by itself where a person must look first (I6)."""
    desk = desk_of(poort, session, rij)
    if poort.mailt and mailbox_for_code(desk, rij) is not None:
        houder = Linkhouder(rij.link.doel, rij.link.doel_id, rij.dossier, rij.link.organisatie_id)
        make_code(desk, houder, rij.link, Codeweg.MAIL)


def _start_visit(session: Session, rij: Linkrij, now: datetime) -> Bezoekinlog:
    inlog = Bezoekinlog(new_secret(), now + BEZOEK)
    session.add(
        Linksessie(
            id=hash_of(inlog.waarde),
            link_id=rij.link.id,
            csrf=secrets.token_urlsafe(32),
            gemaakt_op=now,
            gezien_op=now,
            verloopt_op=inlog.verloopt_op,
        )
    )
    rij.link.geopend_op = now
    return inlog


def _do_the_same(poort: Poort, session: Session) -> None:
    """The work that a right link costs: the directory, a key opened and something sealed."""
    open_gids(session)
    gewikkeld, _ = poort.kluis.maak_sleutel()
    poort.kluis.open_sleutel(gewikkeld).verzegel(Plek("toegangscode", uuid7(), "code"), "000000")


def _pretend_to_make(poort: Poort, session: Session) -> None:
    """Look and write as often as where a code is made, for nobody."""
    niemand = uuid7()
    any_shielded(session, niemand)
    codes_of(session, niemand)
    within(session, counter_key(poort.kluis, "niemand", ""), POGINGEN_PER_ADRES, poort.now)


def count_address(poort: Poort, session: Session, adres: str) -> bool:
    """Whether this address asked too often."""
    sleutel = counter_key(poort.kluis, "adres", address_key(poort.kluis, adres))
    return not within(session, sleutel, POGINGEN_PER_ADRES, poort.now)


def within(session: Session, sleutel: str, grens: Grens, now: datetime) -> bool:
    """Count once more; whether it stays within the limit."""
    naam = f"{sleutel}:{grens.venster.total_seconds():.0f}"
    return count_attempt(session, naam, now, now - grens.venster) <= grens.aantal


def counter_key(kluis: Kluis, soort: str, waarde: str) -> str:
    """Counters hold no links and no addresses."""
    return f"volg:{soort}:{kluis.zoeksleutel(soort, waarde).hex()}"


def too_often() -> TooManyAttemptsError:
    """What an address reads that asks too often."""
    return TooManyAttemptsError(
        "te_vaak_geprobeerd", "Er is te vaak geprobeerd. Wacht een kwartier en probeer het dan opnieuw."
    )
