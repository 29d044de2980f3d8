"""Toegangslink: the link of a doel, the codes that may open it, and the visit behind a cookie.

A melder is an actor without any role: every right of the chain is refused (§5), and what the own page may
show is asked here and in ``volgbeeld`` alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlmodel import Session, col, select

from app.domain.actor import Actor, ActorSoort
from app.domain.toegangslink import Linkdoel
from app.models import (
    Jeugdige,
    Linksessie,
    Melder,
    Melding,
    MeldingCasus,
    Toegangscode,
    Toegangslink,
)
from app.queries.gids import get_partij


@dataclass(frozen=True, slots=True)
class Melderrij:
    """A link of a melder that works, and the codes that were not used or replaced."""

    link: Toegangslink
    melding: Melding
    melder: Melder
    codes: Sequence[Toegangscode]

    @property
    def dossier(self) -> Melding:
        """What its key belongs to."""
        return self.melding


@dataclass(frozen=True, slots=True)
class Bezoekrij:
    """A visit, the link it came through, and who came."""

    sessie: Linksessie
    link: Toegangslink
    melding: Melding
    melder: Melder


def live_link(session: Session, doel: Linkdoel, doel_id: UUID) -> Toegangslink | None:
    """The one link of this doel that was not taken back; also one that this very act made."""
    for nieuw in session.new:
        if isinstance(nieuw, Toegangslink) and (nieuw.doel, nieuw.doel_id) == (doel, doel_id):
            return nieuw
    query = select(Toegangslink).where(
        Toegangslink.doel == doel,
        Toegangslink.doel_id == doel_id,
        col(Toegangslink.ingetrokken_op).is_(None),
    )
    return session.exec(query).first()


def last_link(session: Session, doel: Linkdoel, doel_id: UUID) -> Toegangslink | None:
    """The link that was made last, whether it works or not."""
    query = select(Toegangslink).where(Toegangslink.doel == doel, Toegangslink.doel_id == doel_id)
    return session.exec(query.order_by(col(Toegangslink.id).desc())).first()


def find_link(session: Session, hash_: str, now: datetime) -> Melderrij | None:
    """The link of a melder behind a hash, in one statement; None when it is unknown, over or taken back."""
    query = (
        select(Toegangslink, Melding, Melder, Toegangscode)
        .join(Melding, col(Melding.id) == col(Toegangslink.melding_id))
        .join(Melder, col(Melder.melding_id) == col(Melding.id))
        .outerjoin(Toegangscode, codes_that_count(now))
        .where(Toegangslink.hash == hash_, works(now))
    )
    rijen = session.execute(query).all()
    if not rijen:
        return None
    link, melding, melder, _ = rijen[0]
    return Melderrij(link, melding, melder, [rij[-1] for rij in rijen if rij[-1] is not None])


def codes_that_count(now: datetime) -> ColumnElement[bool]:
    """The codes of a link, to join: not used, not replaced, not too old."""
    return and_(
        col(Toegangscode.link_id) == col(Toegangslink.id),
        col(Toegangscode.gebruikt_op).is_(None),
        col(Toegangscode.ingetrokken_op).is_(None),
        or_(col(Toegangscode.verloopt_op).is_(None), col(Toegangscode.verloopt_op) > now),
    )


def works(now: datetime) -> ColumnElement[bool]:
    """A link that was not taken back and is not over."""
    return and_(
        col(Toegangslink.ingetrokken_op).is_(None),
        or_(col(Toegangslink.verloopt_op).is_(None), col(Toegangslink.verloopt_op) > now),
    )


def codes_of(session: Session, link_id: UUID) -> list[Toegangscode]:
    """The codes of a link that were not used or replaced, oldest first; also those that this act made."""
    nieuw = [c for c in session.new if isinstance(c, Toegangscode) and c.link_id == link_id]
    query = select(Toegangscode).where(
        Toegangscode.link_id == link_id,
        col(Toegangscode.gebruikt_op).is_(None),
        col(Toegangscode.ingetrokken_op).is_(None),
    )
    bekend = session.exec(query.order_by(col(Toegangscode.id)))
    return [code for code in (*bekend, *nieuw) if code.ingetrokken_op is None]


def is_shielded(session: Session, melding: Melding, melder: Melder) -> bool:
    """Whether somebody of this melding lives in hiding: the melder, or a jeugdige it is about."""
    return any_shielded(session, melding.id) or melder.afgeschermd


def any_shielded(session: Session, melding_id: UUID) -> bool:
    """Whether a jeugdige of this melding lives in hiding."""
    query = (
        select(Jeugdige.id)
        .join(MeldingCasus, col(MeldingCasus.casus_id) == col(Jeugdige.casus_id))
        .where(
            MeldingCasus.melding_id == melding_id,
            col(MeldingCasus.tot).is_(None),
            col(Jeugdige.afgeschermd).is_(True),
        )
    )
    return session.exec(query).first() is not None


def find_visit(session: Session, hash_: str, now: datetime) -> Bezoekrij | None:
    """The visit behind a cookie; None when its link does not work any more."""
    query = (
        select(Linksessie, Toegangslink, Melding, Melder)
        .join(Toegangslink, col(Toegangslink.id) == col(Linksessie.link_id))
        .join(Melding, col(Melding.id) == col(Toegangslink.melding_id))
        .join(Melder, col(Melder.melding_id) == col(Melding.id))
        .where(Linksessie.id == hash_, works(now))
    )
    rij = session.execute(query).first()
    return Bezoekrij(*rij) if rij is not None else None


def touch_visit(session: Session, hash_: str, now: datetime) -> None:
    """Note when a visit was last used."""
    session.execute(update(Linksessie).where(col(Linksessie.id) == hash_).values(gezien_op=now))


def end_visit(session: Session, hash_: str) -> None:
    """The visit is over; ending it twice is fine."""
    session.execute(delete(Linksessie).where(col(Linksessie.id) == hash_))


def end_visits(session: Session, link_id: UUID, now: datetime) -> None:
    """Every visit through this link is over, and those of others that ended long ago are forgotten."""
    voorbij = or_(col(Linksessie.link_id) == link_id, col(Linksessie.verloopt_op) <= now)
    session.execute(delete(Linksessie).where(voorbij))


def melder_actor(session: Session, melding: Melding, melder: Melder) -> Actor:
    """Who acts on the own page: without roles or scopes, under the place of receipt."""
    loket = get_partij(session, melding.loket_id)
    return Actor(
        soort=ActorSoort.MELDER,
        id=melder.id,
        organisatie_id=loket.naam.id,
        organisatie_soort=loket.soort,
        organisatie_naam=loket.naam.naam,
        naam="De melder",
        rollen=frozenset(),
        scopes=frozenset(),
    )


def claim_code(session: Session, code_id: UUID, now: datetime) -> bool:
    """Use a code that counts once; False when somebody was first."""
    claim = (
        update(Toegangscode)
        .where(
            col(Toegangscode.id) == code_id,
            col(Toegangscode.gebruikt_op).is_(None),
            col(Toegangscode.ingetrokken_op).is_(None),
        )
        .values(gebruikt_op=now, mailen_na=None)
    )
    gewijzigd = session.connection().execute(claim)
    return gewijzigd.rowcount == 1
