"""Bijdragen: questions to and from other parties, as each side may see them (domain.md §5).

The party that was asked sees the question, never the casus. Lists show kenmerk, party and date; no words.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    and_,
    false,
    literal_column,
    or_,
    union_all,
)
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.bijdrage import BijdrageStatus
from app.domain.errors import NotVisibleError
from app.domain.keten.route import Schakelkandidaat
from app.domain.toegang import Recht, Relatie, rights
from app.kluis import Plek
from app.models import Bijdrage, Casus, Linkbezoeker, Medewerker, Organisatie, Termijn
from app.queries.beelden import Partijnaam
from app.queries.bijlagen import BijlageBeeld, bijlagen_of_bijdrage
from app.queries.eenmaal import CASUS
from app.queries.gids import open_gids
from app.queries.linkbezoekers import through_link, visitor_name
from app.queries.organisaties import candidate, is_active, may_receive, without_account
from app.queries.partijlink import asked_through_link
from app.queries.relaties import relations
from app.queries.werkplek import Werkplek
from app.queries.zichtbaar import casus_with_dossier

#: Where a row stands in a list: the date to answer, its id.
Plaats = tuple[date, UUID]


class Kant(StrEnum):
    """The two lists: what others ask of us, what we ask of others."""

    AAN_ONS = "aan_ons"
    VAN_ONS = "van_ons"


@dataclass(frozen=True, slots=True)
class Bijdragefilter:
    """Which list; ``alles``: also what is done. ``na`` is the place of the last row before."""

    kant: Kant = Kant.AAN_ONS
    alles: bool = False
    na: Plaats | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True)
class Casusref:
    """A casus by id and kenmerk."""

    id: UUID
    kenmerk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BijdrageBeeld:
    """One question. ``vraag``, ``antwoord`` and ``toelichting`` only on its own page and casus."""

    id: UUID
    casus_id: UUID
    kenmerk: str
    #: Who asked, and who owns the casus now: that party reads the answer.
    van: Partijnaam
    eigenaar: Partijnaam
    naar: Partijnaam
    status: BijdrageStatus
    gevraagd_op: datetime
    uiterlijk: date
    te_laat: bool
    beeindigd_op: datetime | None
    verwerkt_op: datetime | None
    door: str | None = None
    vraag: str | None = None
    antwoord: str | None = None
    toelichting: str | None = None
    leest_casus: bool = False
    mag_antwoorden: bool = False
    mag_beheren: bool = False
    #: The party that was asked has no account: it answers through a link.
    via_link: bool = False
    bijlagen: tuple[BijlageBeeld, ...] = ()

    @property
    def casus(self) -> Casusref:
        """The casus it is about."""
        return Casusref(self.casus_id, self.kenmerk)

    @property
    def plaats(self) -> Plaats:
        """Where this row stands in the order."""
        return self.uiterlijk, self.id

    @property
    def te_verwerken(self) -> bool:
        """Answered, and nobody of the owner went on with it yet."""
        return self.status is BijdrageStatus.ONTVANGEN and self.verwerkt_op is None


def find_bijdrage(session: Session, bijdrage_id: UUID) -> Bijdrage:
    """A bijdrage by id."""
    rij = session.exec(select(Bijdrage).where(Bijdrage.id == bijdrage_id)).first()
    if rij is None:
        raise NotVisibleError("Deze bijdrage")
    return rij


def bijdrage_of_termijn(session: Session, termijn_id: UUID) -> Bijdrage:
    """The question whose answer was promised with this termijn."""
    return session.exec(select(Bijdrage).where(Bijdrage.termijn_id == termijn_id)).one()


def rights_on(werkplek: Werkplek, bijdrage: Bijdrage) -> frozenset[Recht]:
    """The rights of the actor on a question: what the casus gives, and as the party that was asked."""
    actor = werkplek.actor
    relaties = set(relations(werkplek, bijdrage.casus_id))
    if actor.werkt_in_keten and bijdrage.naar_organisatie_id == actor.organisatie_id:
        relaties.add(Relatie.GEVRAAGDE)
    if asked_through_link(werkplek, bijdrage.id):
        relaties.add(Relatie.GEVRAAGDE_VIA_LINK)
    return rights(relaties)


def load_bijdrage(werkplek: Werkplek, bijdrage_id: UUID) -> BijdrageBeeld:
    """One question with its words; 404 for who neither was asked nor may read the dossier.

    What was withdrawn, the party that was asked no longer reads.
    """
    rij = werkplek.session.execute(_joined().where(col(Bijdrage.id) == bijdrage_id)).first()
    if rij is None:
        raise NotVisibleError("Deze bijdrage")
    rechten = rights_on(werkplek, rij[0])
    if not rechten & {Recht.DOSSIER, Recht.BIJDRAGE_LEVEREN}:
        raise NotVisibleError("Deze bijdrage")
    beeld = _view(werkplek, rij, rechten)
    leest = beeld.leest_casus or beeld.status is not BijdrageStatus.INGETROKKEN
    if beeld.mag_beheren and beeld.beeindigd_op is None and werkplek.omgeving.stuurt_links:
        zonder = without_account(werkplek.session, [beeld.naar.id], werkplek.omgeving.vandaag)
        beeld = replace(beeld, via_link=beeld.naar.id in zonder)
    return replace(beeld, bijlagen=bijlagen_of_bijdrage(werkplek, rij[1], beeld.id)) if leest else beeld


def bijdragen_of(werkplek: Werkplek, casus_id: UUID, rechten: frozenset[Recht]) -> tuple[BijdrageBeeld, ...]:
    """The questions about a casus with their words, for who may read its dossier; what waits comes first."""
    if Recht.DOSSIER not in rechten:
        return ()
    rijen = werkplek.session.execute(_about_casus(), {CASUS.key: casus_id})
    return tuple(_view(werkplek, rij, rechten) for rij in rijen)


def list_bijdragen(werkplek: Werkplek, filter_: Bijdragefilter) -> list[BijdrageBeeld]:
    """A page of a list, first date first, without words; one row extra tells that more follow."""
    query = _joined().where(_on_side(werkplek, filter_))
    if filter_.na is not None:
        op, id_ = filter_.na
        later = and_(col(Termijn.uiterlijk) == op, col(Bijdrage.id) > id_)
        query = query.where(or_(col(Termijn.uiterlijk) > op, later))
    query = query.order_by(col(Termijn.uiterlijk), col(Bijdrage.id)).limit(filter_.limit + 1)
    return [_view(werkplek, rij) for rij in werkplek.session.execute(query)]


def contributors(werkplek: Werkplek) -> list[Schakelkandidaat]:
    """Every other party where somebody can answer, by name."""
    vandaag = werkplek.omgeving.vandaag
    query = (
        select(Organisatie)
        .where(
            is_active(vandaag),
            may_receive(vandaag, stuurt_links=werkplek.omgeving.stuurt_links),
            col(Organisatie.id) != werkplek.actor.organisatie_id,
        )
        .order_by(col(Organisatie.naam), col(Organisatie.id))
    )
    return [candidate(rij) for rij in werkplek.session.exec(query)]


def waits_on_us(organisatie_id: UUID) -> ColumnElement[bool]:
    """Asked of this organisatie and not answered yet."""
    return and_(
        col(Bijdrage.naar_organisatie_id) == organisatie_id, literal_column("bijdrage.status = 'gevraagd'")
    )


def came_in() -> ColumnElement[bool]:
    """Answered, and the owner has not gone on with it yet (index ``ix_bijdrage_te_verwerken``)."""
    return literal_column("bijdrage.status = 'ontvangen' AND bijdrage.verwerkt_op IS NULL")


def _running() -> CompoundSelect[UUID]:
    """Everywhere: what waits for an answer, and answers that nobody went on with; each through its index."""
    gevraagd: ColumnElement[bool] = literal_column("bijdrage.status = 'gevraagd'")
    return union_all(*(sa_select(col(Bijdrage.id)).where(loopt) for loopt in (gevraagd, came_in())))


def _on_side(werkplek: Werkplek, filter_: Bijdragefilter) -> ColumnElement[bool]:
    if not werkplek.actor.werkt_in_keten:
        return false()
    eigen = werkplek.actor.organisatie_id
    if filter_.kant is Kant.AAN_ONS:
        return col(Bijdrage.naar_organisatie_id) == eigen if filter_.alles else waits_on_us(eigen)
    van_ons = casus_with_dossier(werkplek)
    return van_ons if filter_.alles else and_(van_ons, col(Bijdrage.id).in_(_running()))


def _joined() -> Select[Any]:
    """Each question with its casus, its date, and who answered or withdrew it."""
    kolommen: tuple[Any, ...] = (Bijdrage, Casus, col(Termijn.uiterlijk), col(Medewerker.naam), Linkbezoeker)
    return (
        sa_select(*kolommen)
        .join(Casus, col(Casus.id) == col(Bijdrage.casus_id))
        .join(Termijn, col(Termijn.id) == col(Bijdrage.termijn_id))
        .outerjoin(Medewerker, col(Medewerker.id) == col(Bijdrage.beeindigd_door_id))
        .outerjoin(Linkbezoeker, col(Linkbezoeker.id) == col(Bijdrage.linkbezoeker_id))
    )


@cache
def _about_casus() -> Select[Any]:
    return (
        _joined()
        .where(col(Bijdrage.casus_id) == CASUS)
        .order_by(col(Bijdrage.status) != BijdrageStatus.GEVRAAGD, col(Bijdrage.id).desc())
    )


def _view(werkplek: Werkplek, rij: Row[Any], rechten: frozenset[Recht] = frozenset()) -> BijdrageBeeld:
    bijdrage, casus, uiterlijk, door, bezoeker = tuple(rij)
    gids = open_gids(werkplek.session)
    wacht = bijdrage.status is BijdrageStatus.GEVRAAGD
    van_ons, gevraagd = Recht.DOSSIER in rechten, Recht.BIJDRAGE_LEVEREN in rechten
    leest = van_ons or (gevraagd and bijdrage.status is not BijdrageStatus.INGETROKKEN)

    def read(veld: str, verzegeld: bytes | None) -> str | None:
        return werkplek.unseal(casus, Plek("bijdrage", bijdrage.id, veld), verzegeld) if leest else None

    return BijdrageBeeld(
        id=bijdrage.id,
        casus_id=casus.id,
        kenmerk=casus.kenmerk,
        van=gids.name(gids.current(bijdrage.van_organisatie_id)),
        eigenaar=gids.name(casus.eigenaar_id),
        naar=gids.name(bijdrage.naar_organisatie_id),
        status=bijdrage.status,
        gevraagd_op=bijdrage.gevraagd_op,
        uiterlijk=uiterlijk,
        te_laat=wacht and uiterlijk < werkplek.omgeving.vandaag,
        beeindigd_op=bijdrage.beeindigd_op,
        verwerkt_op=bijdrage.verwerkt_op,
        door=door or through_link(visitor_name(werkplek, casus, bezoeker) if leest else None),
        vraag=read("vraag", bijdrage.vraag_verzegeld),
        antwoord=read("antwoord", bijdrage.antwoord_verzegeld),
        toelichting=read("toelichting", bijdrage.toelichting_verzegeld) if van_ons else None,
        leest_casus=van_ons,
        mag_antwoorden=gevraagd and wacht,
        mag_beheren=Recht.BIJDRAGE_VRAGEN in rechten,
    )
