"""Partijlink: links of parties without an account: whether they work, and who comes in by them (I11).

A link works as long as what it is for still waits on that party, and the party is not blocked, has not ended
and has no account. That is asked each time: withdrawal, return, expiry, blocking and the first account end it
at once, whatever act brought that about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, update
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.actor import Actor, ActorSoort, Linkbereik
from app.domain.bijdrage import BijdrageStatus
from app.domain.omgeving import local_date
from app.domain.termen import Tonen
from app.domain.toegang import LINKRELATIE, Relatie
from app.domain.toegangslink import Linkdoel
from app.models import (
    Bijdrage,
    Casus,
    Eigenaarschap,
    Jeugdige,
    Linkbezoeker,
    Linksessie,
    Organisatie,
    Overdracht,
    Toegangscode,
    Toegangslink,
)
from app.queries.lopend import is_pending
from app.queries.organisaties import has_mailbox_only
from app.queries.toegangslink import codes_that_count, works
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True)
class Partijrij:
    """A link of a party, and the codes that were not used or replaced."""

    link: Toegangslink
    casus: Casus
    organisatie: Organisatie
    codes: Sequence[Toegangscode]

    @property
    def dossier(self) -> Casus:
        """What its key belongs to."""
        return self.casus


@dataclass(frozen=True, slots=True)
class Partijbezoek:
    """A visit of a party: its link, what it is about, and who said to be there (nobody yet: None)."""

    sessie: Linksessie
    link: Toegangslink
    casus: Casus
    organisatie: Organisatie
    bezoeker: Linkbezoeker | None


def lets_in(vandaag: date) -> ColumnElement[bool]:
    """The party of this link has a mailbox, and no other way in."""
    partij = exists().where(
        col(Organisatie.id) == col(Toegangslink.organisatie_id), has_mailbox_only(vandaag)
    )
    return partij.correlate(Toegangslink)


def still_runs(vandaag: date) -> ColumnElement[bool]:
    """What this link is for still waits on its party, and that has no other way in."""
    aanbod = exists().where(
        col(Overdracht.id) == col(Toegangslink.doel_id),
        col(Overdracht.naar_organisatie_id) == col(Toegangslink.organisatie_id),
        is_pending(),
    )
    vraag = exists().where(
        col(Bijdrage.id) == col(Toegangslink.doel_id),
        col(Bijdrage.naar_organisatie_id) == col(Toegangslink.organisatie_id),
        col(Bijdrage.status) == BijdrageStatus.GEVRAAGD,
    )
    bezit = exists().where(
        col(Eigenaarschap.id) == col(Toegangslink.doel_id),
        col(Eigenaarschap.organisatie_id) == col(Toegangslink.organisatie_id),
        col(Eigenaarschap.is_open).is_(True),
        col(Eigenaarschap.linkbezoeker_id).is_not(None),
    )
    loopt = or_(
        *(
            and_(col(Toegangslink.doel) == doel, er_is.correlate(Toegangslink))
            for doel, er_is in (
                (Linkdoel.AANBOD, aanbod),
                (Linkdoel.BIJDRAGE, vraag),
                (Linkdoel.CASUS, bezit),
            )
        )
    )
    return and_(lets_in(vandaag), loopt)


def find_party_link(session: Session, hash_: str, now: datetime) -> Partijrij | None:
    """The link of a party behind a hash, with its codes, in one statement; None when it does not work."""
    return _with_codes(session, hash_, now, works(now))


def find_old_link(session: Session, hash_: str, now: datetime) -> Partijrij | None:
    """The same, also when it was replaced or is too old: for who asks for a new one."""
    return _with_codes(session, hash_, now)


def _with_codes(session: Session, hash_: str, now: datetime, *waar: ColumnElement[bool]) -> Partijrij | None:
    query = (
        select(Toegangslink, Casus, Organisatie, Toegangscode)
        .join(Casus, col(Casus.id) == col(Toegangslink.casus_id))
        .join(Organisatie, col(Organisatie.id) == col(Toegangslink.organisatie_id))
        .outerjoin(Toegangscode, codes_that_count(now))
        .where(Toegangslink.hash == hash_, still_runs(local_date(now)), *waar)
    )
    rijen = session.execute(query).all()
    if not rijen:
        return None
    link, casus, organisatie, _ = rijen[0]
    codes = [rij[-1] for rij in rijen if rij[-1] is not None]
    return Partijrij(link, casus, organisatie, codes)


def find_party_visit(session: Session, hash_: str, now: datetime) -> Partijbezoek | None:
    """The visit behind a cookie; None when its link does not work any more."""
    return _visit(session, hash_, now, still_runs(local_date(now)))


def find_past_visit(session: Session, hash_: str, now: datetime) -> Partijbezoek | None:
    """The visit of somebody who said a name, also when what it was for ended meanwhile; not where a link was
    replaced or is too old, or the party is let in no more."""
    return _visit(session, hash_, now, lets_in(local_date(now)), col(Linksessie.bezoeker_id).is_not(None))


def _visit(session: Session, hash_: str, now: datetime, *waar: ColumnElement[bool]) -> Partijbezoek | None:
    query = (
        sa_select(Linksessie, Toegangslink, Casus, Organisatie, Linkbezoeker)
        .join(Toegangslink, col(Toegangslink.id) == col(Linksessie.link_id))
        .join(Casus, col(Casus.id) == col(Toegangslink.casus_id))
        .join(Organisatie, col(Organisatie.id) == col(Toegangslink.organisatie_id))
        .outerjoin(Linkbezoeker, col(Linkbezoeker.id) == col(Linksessie.bezoeker_id))
        .where(col(Linksessie.id) == hash_, works(now), *waar)
    )
    rij = session.execute(query).first()
    return Partijbezoek(*rij) if rij is not None else None


def party_actor(
    link: Toegangslink, casus: Casus, organisatie: Organisatie, wie: Linkbezoeker | None
) -> Actor:
    """Who acts through a link of a party: without roles or scopes, for one thing."""
    return Actor(
        soort=ActorSoort.PARTIJ,
        id=wie.id if wie else link.id,
        organisatie_id=organisatie.id,
        organisatie_soort=organisatie.soort,
        organisatie_naam=organisatie.naam,
        naam=organisatie.naam,
        rollen=frozenset(),
        scopes=frozenset(),
        bestuursorgaan=organisatie.bestuursorgaan,
        bereik=Linkbereik(link.id, link.doel, link.doel_id, casus.id),
    )


def link_relations(werkplek: Werkplek, casus_id: UUID) -> frozenset[Relatie]:
    """What somebody who came in through a link is to a casus: nothing to any other, or once it ended.

    Who is offered it reads what the sender marked, as who has an account does (§3).
    """
    bereik = werkplek.actor.bereik
    if bereik is None or bereik.casus_id != casus_id or bereik.doel not in LINKRELATIE:
        return frozenset()
    if not _still_lets_in(werkplek, bereik):
        return frozenset()
    gevonden = {LINKRELATIE[bereik.doel]}
    if bereik.doel is Linkdoel.AANBOD and _shows_reports(werkplek.session, bereik.doel_id):
        gevonden.add(Relatie.AANGESPROKENE_MET_VERSLAGEN)
    return frozenset(gevonden)


def _shows_reports(session: Session, overdracht_id: UUID) -> bool:
    query = select(Overdracht.id).where(
        Overdracht.id == overdracht_id, col(Overdracht.te_tonen).contains(Tonen.VERSLAGEN)
    )
    return session.exec(query).first() is not None


def asked_through_link(werkplek: Werkplek, bijdrage_id: UUID) -> bool:
    """Whether somebody came in for this question, and its link still works."""
    bereik, actor = werkplek.actor.bereik, werkplek.actor
    return (
        bereik is not None
        and actor.came_for(Linkdoel.BIJDRAGE, bijdrage_id)
        and _still_lets_in(werkplek, bereik)
    )


def _still_lets_in(werkplek: Werkplek, bereik: Linkbereik) -> bool:
    query = select(Toegangslink.id).where(
        Toegangslink.id == bereik.link_id,
        works(werkplek.omgeving.now),
        still_runs(werkplek.omgeving.vandaag),
    )
    return werkplek.session.exec(query).first() is not None


def lives_in_hiding(session: Session, casus_id: UUID) -> bool:
    """Whether the jeugdige of this casus lives in hiding."""
    query = select(Jeugdige.id).where(Jeugdige.casus_id == casus_id, col(Jeugdige.afgeschermd).is_(True))
    return session.exec(query).first() is not None


def links_of_party(session: Session, organisatie_id: UUID) -> Sequence[Toegangslink]:
    """Every link to this party that was not taken back, for whatever it asks."""
    query = select(Toegangslink).where(
        Toegangslink.organisatie_id == organisatie_id, col(Toegangslink.ingetrokken_op).is_(None)
    )
    return session.exec(query).all()


def running_links(session: Session, organisatie_id: UUID, vandaag: date) -> Sequence[Toegangslink]:
    """Those by which something still waits on this party, oldest first."""
    query = (
        select(Toegangslink)
        .where(
            Toegangslink.organisatie_id == organisatie_id,
            col(Toegangslink.ingetrokken_op).is_(None),
            still_runs(vandaag),
        )
        .order_by(col(Toegangslink.id))
    )
    return session.exec(query).all()


def move_visits(session: Session, van_link_id: UUID, naar_link_id: UUID) -> None:
    """Everybody who came in by one link goes on, in the same visit, by another."""
    opdracht = update(Linksessie).where(col(Linksessie.link_id) == van_link_id)
    session.execute(opdracht.values(link_id=naar_link_id))


def name_visit(session: Session, sessie_id: str, bezoeker_id: UUID) -> None:
    """From now on this visit is of who said to be there."""
    opdracht = update(Linksessie).where(col(Linksessie.id) == sessie_id)
    session.execute(opdracht.values(bezoeker_id=bezoeker_id))


def owned_through_link(session: Session, casus: Casus, organisatie_id: UUID) -> bool:
    """Whether this party owns the casus and took it without an account."""
    if casus.eigenaar_id != organisatie_id or casus.huidig_eigenaarschap_id is None:
        return False
    return last_owner_link(session, casus) is not None


def last_owner_link(session: Session, casus: Casus) -> Linkbezoeker | None:
    """Who accepted this casus for a party without an account, if its owner is one."""
    query = (
        select(Linkbezoeker)
        .join(Eigenaarschap, col(Eigenaarschap.linkbezoeker_id) == col(Linkbezoeker.id))
        .where(Eigenaarschap.id == casus.huidig_eigenaarschap_id)
    )
    return session.exec(query).first()
