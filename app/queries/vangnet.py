"""Vangnet: the findings that one actor may see and solve (domain.md §8, I9).

Who works in the chain sees those of the own organisatie, who keeps a tafel what is late about its agenda.
The vangnethouder sees too what a party must solve that nobody can reach, but nothing of a klacht there (§5).
A landelijke beheerder sees what is about the house itself, not about a casus.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Row,
    Subquery,
    Uuid,
    and_,
    func,
    literal,
    or_,
    true,
    tuple_,
)
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.actor import Actor, Rol
from app.domain.beheer import is_stelselbeheerder
from app.domain.errors import NotPermittedError
from app.domain.omgeving import Omgeving
from app.domain.vangnet import VANGNET, Vangnetsoort
from app.models import Casus, Tafel
from app.queries.beelden import Partijnaam, Persoonnaam
from app.queries.gids import open_gids
from app.queries.intern.vangnet import all_findings
from app.queries.intern.vangnetregel import Peil, is_reachable_today, peil
from app.queries.klachtzicht import visible_klachten
from app.queries.lezen import recognise
from app.queries.relatiefeiten import catches
from app.queries.tafels import keeps_agenda
from app.queries.werkplek import Werkplek, persoon_plek
from app.queries.zichtbaar import casus_with_dossier

Plaats = tuple[int, date, UUID]

#: Who works in the chain may be who a klacht is about (§5): that nobody can handle one is not for them.
VERBORGEN_IN_KETEN = frozenset({Vangnetsoort.KLACHT_ZONDER_BEHANDELAAR})


@dataclass(frozen=True, slots=True)
class VangnetFilter:
    """What to show. ``na`` is (rang, sinds, id) of the last row before."""

    soort: Vangnetsoort | None = None
    alleen_mijn: bool = False
    na: Plaats | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Vangnetrij:
    """One finding: what, about which kenmerk, who solves it, since when."""

    soort: Vangnetsoort
    plaats: Plaats
    sinds: date
    organisatie: Partijnaam
    casus_id: UUID | None
    klacht_id: UUID | None
    kenmerk: str | None
    behandelaar: Persoonnaam | None
    partij: Partijnaam | None
    #: The party that should solve it, where nobody is.
    namens: Partijnaam | None
    #: A Termijncode, Berichtmoment, OpvolgingStatus or Afstemmingsstap, by kind.
    code: str | None
    #: Which rule does not hold.
    melding: str | None
    achttien_op: date | None

    @property
    def id(self) -> UUID:
        """What it is about: the termijn, the message, the offer, the casus."""
        return self.plaats[2]


def may_see_vangnet(actor: Actor) -> bool:
    """Whether there is anything here for this actor to solve."""
    return actor.werkt_in_keten or _looks_after(actor) or Rol.KLACHTBEHANDELAAR in actor.rollen


def _looks_after(actor: Actor) -> bool:
    """Of the house, or of a tafel."""
    return is_stelselbeheerder(actor) or Rol.TAFELSECRETARIS in actor.rollen


def list_findings(werkplek: Werkplek, filter_: VangnetFilter) -> list[Vangnetrij]:
    """A page of findings, gravest first, then the oldest; one row extra tells that more follow.

    Refuses who neither works in the chain nor looks after the directory.
    """
    _require(werkplek.actor)
    net, waar = _visible(werkplek)
    query = sa_select(net).where(waar)
    if filter_.soort is not None:
        query = query.where(net.c.soort == filter_.soort)
    if filter_.alleen_mijn:
        query = query.where(net.c.behandelaar_id.in_(werkplek.actor.personen))
    if filter_.na is not None:
        rang, sinds, id_ = filter_.na
        plek = tuple_(literal(rang, Integer()), literal(sinds, Date()), literal(id_, Uuid()))
        query = query.where(tuple_(net.c.rang, net.c.sinds, net.c.id) > plek)
    rijen = werkplek.session.execute(
        query.order_by(net.c.rang, net.c.sinds, net.c.id).limit(filter_.limit + 1)
    ).all()
    leesbaar = _readable(werkplek, rijen)
    return [_row(werkplek, rij, leest=rij.casus_id in leesbaar) for rij in rijen]


def count_findings(werkplek: Werkplek) -> Mapping[Vangnetsoort, int]:
    """How many of each kind this actor sees, nought included; one statement.

    A kind that is hidden from this actor is left out: nought would say that it is in order.
    """
    _require(werkplek.actor)
    net, waar = _visible(werkplek)
    query = sa_select(net.c.soort, func.count()).where(waar).group_by(net.c.soort)
    verborgen = VERBORGEN_IN_KETEN if werkplek.actor.werkt_in_keten else frozenset()
    geteld = _counted(werkplek.session.execute(query))
    return {soort: aantal for soort, aantal in geteld.items() if soort not in verborgen}


def count_all(session: Session, omgeving: Omgeving) -> Mapping[Vangnetsoort, int]:
    """How many of each kind there are in the whole house, in numbers only (metrics, exit status)."""
    net = all_findings(peil(session, omgeving)).subquery()
    return _counted(session.execute(sa_select(net.c.soort, func.count()).group_by(net.c.soort)))


def _require(actor: Actor) -> None:
    if not may_see_vangnet(actor):
        raise NotPermittedError(
            "niet_uw_rol", "Het vangnet is voor wie casussen of klachten behandelt, of een tafel houdt."
        )


def _visible(werkplek: Werkplek) -> tuple[Subquery, ColumnElement[bool]]:
    actor = werkplek.actor
    nu = peil(werkplek.session, werkplek.omgeving)
    net = all_findings(nu).subquery()
    te_zien = net.c.soort.not_in(sorted(VERBORGEN_IN_KETEN))
    mag_klacht = or_(net.c.klacht_id.is_(None), net.c.klacht_id.in_(visible_klachten(werkplek)))
    eigen = and_(net.c.organisatie_id == actor.organisatie_id, mag_klacht, _may_know_hit(net, werkplek))
    if not actor.werkt_in_keten:
        alleen_klacht = true() if _looks_after(actor) else net.c.klacht_id.is_not(None)
        return net, and_(eigen, net.c.casus_id.is_(None), alleen_klacht)
    eigen = and_(eigen, te_zien)
    return net, or_(eigen, _caught(net, nu)) if catches(actor) else eigen


def _caught(net: Subquery, nu: Peil) -> ColumnElement[bool]:
    """What somebody else must solve where nobody is; of a klacht only who handles it knows (§5), and a hit of
    a tafel nobody keeps came here already."""
    elders = and_(net.c.klacht_id.is_(None), net.c.tafel_id.is_(None))
    return and_(~is_reachable_today(net.c.organisatie_id, nu), elders)


def _may_know_hit(net: Subquery, werkplek: Werkplek) -> ColumnElement[bool]:
    """That a jeugdige is known elsewhere too, is for who keeps that agenda or acts for that casus (§5)."""
    deze = sa_select(col(Casus.id)).where(col(Casus.id) == net.c.casus_id, casus_with_dossier(werkplek))
    van_casus = deze.correlate(net).exists()
    van_tafel = net.c.tafel_id.in_(select(Tafel.id).where(keeps_agenda(werkplek.actor)))
    van_niemand = and_(net.c.casus_id.is_(None), net.c.tafel_id.is_(None))
    return or_(net.c.soort != str(Vangnetsoort.AFSTEMMING_TE_LAAT), van_casus, van_tafel, van_niemand)


def _counted(rijen: Any) -> Mapping[Vangnetsoort, int]:
    gevonden = dict(tuple(rij) for rij in rijen)
    return {regel.soort: gevonden.get(regel.soort, 0) for regel in VANGNET}


def _readable(werkplek: Werkplek, rijen: Sequence[Row[Any]]) -> frozenset[UUID]:
    """Casussen with a birthday to show whose persons this actor may read (§5)."""
    met_persoon = [rij.casus_id for rij in rijen if rij.jeugdige_id is not None]
    if not met_persoon:
        return frozenset()
    query = select(Casus.id).where(col(Casus.id).in_(met_persoon), casus_with_dossier(werkplek))
    return frozenset(werkplek.session.exec(query))


def _row(werkplek: Werkplek, rij: Row[Any], *, leest: bool) -> Vangnetrij:
    gids, eigen = open_gids(werkplek.session), werkplek.actor.organisatie_id
    return Vangnetrij(
        soort=Vangnetsoort(rij.soort),
        plaats=(rij.rang, rij.sinds, rij.id),
        sinds=rij.sinds,
        organisatie=gids.name(eigen),
        casus_id=rij.casus_id,
        klacht_id=rij.klacht_id,
        kenmerk=rij.kenmerk,
        behandelaar=Persoonnaam(rij.behandelaar_id, rij.behandelaar) if rij.behandelaar_id else None,
        partij=gids.name(rij.partij_id) if rij.partij_id else None,
        namens=gids.name(rij.organisatie_id) if rij.organisatie_id != eigen else None,
        code=rij.code,
        melding=rij.melding,
        achttien_op=_birthday(werkplek, rij) if leest else None,
    )


def _birthday(werkplek: Werkplek, rij: Row[Any]) -> date | None:
    plek = persoon_plek("jeugdige", rij.jeugdige_id)
    return recognise(werkplek, rij.sleutel, plek, rij.persoon).achttien_op
