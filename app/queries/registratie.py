"""Registratie: what a system hears at once after it registered a melding."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_
from sqlalchemy import select as sa_select
from sqlmodel import col

from app.domain.termen import Aard
from app.domain.toegang import Recht, rights
from app.models import Casus, Klacht, Melding, Termijn
from app.queries.api_meldingen import CasusRef
from app.queries.beelden import TermijnBeeld
from app.queries.klachtzicht import is_visible
from app.queries.lopend import is_running
from app.queries.relaties import fact_values, join_facts, relation_facts, relations_of, select_from_casus
from app.queries.termijnbeeld import open_termijn
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True)
class KlachtRef:
    """The klacht that came in with it: its kenmerk, for the receipt."""

    id: UUID
    kenmerk: str


@dataclass(frozen=True, slots=True)
class Registratie:
    """A new melding with its casussen and promises, and the rights of the actor to the first casus."""

    id: UUID
    kenmerk: str
    casussen: tuple[CasusRef, ...]
    termijnen: tuple[TermijnBeeld, ...]
    rechten: frozenset[Recht]
    klachten: tuple[KlachtRef, ...] = ()


def registered(
    werkplek: Werkplek, melding: Melding, casussen: Sequence[Casus], klacht: Klacht | None = None
) -> Registratie:
    """The melding that this actor just registered, with the first casus as the actor sees it now."""
    eerste = casussen[0].id
    van_casus = and_(col(Termijn.melding_id).is_(None), col(Termijn.casus_id) == eerste)
    van_melding = and_(
        col(Termijn.melding_id) == melding.id,
        or_(col(Termijn.casus_id).is_(None), col(Termijn.casus_id) == eerste),
    )
    wegen = [van_casus, van_melding]
    if Aard.KLACHT in melding.aard.split(","):
        eigen = sa_select(col(Klacht.id)).where(col(Klacht.melding_id) == melding.id, is_visible(werkplek))
        wegen.append(col(Termijn.klacht_id).in_(eigen))
    query = (
        select_from_casus(*relation_facts(werkplek.actor), Termijn)
        .outerjoin(Termijn, and_(is_running(), or_(*wegen)))
        .where(col(Casus.id) == eerste)
        .order_by(col(Termijn.uiterlijk), col(Termijn.id))
    )
    rijen = werkplek.session.execute(join_facts(query), fact_values(werkplek)).all()
    return Registratie(
        id=melding.id,
        kenmerk=melding.kenmerk,
        casussen=tuple(CasusRef(casus.id, casus.kenmerk, casus.status) for casus in casussen),
        termijnen=tuple(open_termijn(werkplek, rij[-1]) for rij in rijen if rij[-1] is not None),
        rechten=rights(relations_of(werkplek, rijen[0][:-1])),
        klachten=(KlachtRef(klacht.id, klacht.kenmerk),) if klacht else (),
    )
