"""Agenderingen: what stands on the agenda of a tafel, what was discussed, and who may read it (domain.md §5).

A list shows a kenmerk or initials, a day and an outcome; the name, the reason and the reports stand on the
page of one agendering. What ended has no words any more: its key was destroyed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Row, Select, Uuid, func, literal, tuple_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.errors import NotPermittedError, NotVisibleError
from app.domain.tafeltermen import Agenderingeinde, Agenderingsoort, Besprekinguitkomst
from app.domain.toegang import Recht, Relatie, rights
from app.kluis import Plek
from app.models import Agendering, Bespreking, Casus, Medewerker, Tafel
from app.queries.beelden import Partijnaam
from app.queries.gids import open_gids
from app.queries.lezen import full_name, recognise
from app.queries.relaties import relations
from app.queries.tafels import tafel_rights
from app.queries.werkplek import Werkplek, persoon_plek

WAT = "Deze agendering"
#: Where a row stands in the list: the day of the meeting, its id.
Plaats = tuple[date, UUID]
OOIT = date(9999, 12, 31)
#: Who may put an own casus on an agenda and take it off: who acts for its owner.
INBRENGEN = Recht.BIJDRAGE_VRAGEN


class Agendalijst(StrEnum):
    """What stands on the agenda now, or what stood on it."""

    LOPEND = "lopend"
    VOORBIJ = "voorbij"


@dataclass(frozen=True, slots=True)
class Agendafilter:
    """Which part of the agenda; ``na`` is the place of the last row before."""

    lijst: Agendalijst = Agendalijst.LOPEND
    na: Plaats | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True)
class BesprekingBeeld:
    """One discussion; ``verslag`` only for who may read the agenda."""

    id: UUID
    besproken_op: date
    uitkomst: Besprekinguitkomst
    verslag: str | None
    door: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgenderingRij:
    """One row of an agenda. ``wie`` is a kenmerk or initials, never a name."""

    id: UUID
    tafel_id: UUID
    soort: Agenderingsoort
    wie: str
    leeftijd: int | None
    bespreken_op: date | None
    geagendeerd_op: datetime
    door: Partijnaam
    laatst_besproken: date | None
    verloopt_op: date
    beeindigd_op: datetime | None
    einde: Agenderingeinde | None

    @property
    def plaats(self) -> Plaats:
        """Where this row stands in the order."""
        return self.bespreken_op or OOIT, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class AgenderingBeeld(AgenderingRij):
    """One agendering with its words, for who may read the agenda or put the casus on it."""

    tafel_kenmerk: str
    tafel_naam: str
    casus_kenmerk: str | None
    naam: str | None
    geboortedatum: date | None
    reden: str | None
    afgeschermd: bool
    besprekingen: tuple[BesprekingBeeld, ...]
    rechten: frozenset[Recht]

    def mag(self, recht: str) -> bool:
        """For a template: whether this actor may do this now."""
        return self.beeindigd_op is None and Recht(recht) in self.rechten


def find_agendering(session: Session, agendering_id: UUID, *, lock: bool = False) -> tuple[Agendering, Tafel]:
    """An agendering with its tafel; ``lock`` holds first the tafel, then the agendering."""
    query = select(Tafel).join(Agendering, col(Agendering.tafel_id) == col(Tafel.id))
    query = query.where(col(Agendering.id) == agendering_id)
    rijen = select(Agendering).where(col(Agendering.id) == agendering_id)
    if lock:
        query = query.with_for_update(of=Tafel).execution_options(populate_existing=True)
        rijen = rijen.with_for_update().execution_options(populate_existing=True)
    tafel = session.exec(query).first()
    if tafel is None:
        raise NotVisibleError(WAT)
    return session.exec(rijen).one(), tafel


def agendering_rights(werkplek: Werkplek, agendering: Agendering, tafel: Tafel) -> frozenset[Recht]:
    """What the tafel gives, and what the own casus gives who put it on."""
    rechten = tafel_rights(werkplek, tafel)
    if agendering.casus_id is None:
        return rechten
    if INBRENGEN in rights(relations(werkplek, agendering.casus_id)):
        rechten |= rights({Relatie.INBRENGER})
    return rechten


def require_on_agendering(werkplek: Werkplek, agendering: Agendering, tafel: Tafel, recht: Recht) -> None:
    """404 for who may not know of it, 403 for an act of somebody else."""
    rechten = agendering_rights(werkplek, agendering, tafel)
    if not rechten & {Recht.AGENDA_LEZEN, Recht.AGENDERING_INTREKKEN}:
        raise NotVisibleError(WAT)
    if recht not in rechten:
        raise NotPermittedError("niet_uw_agenda", "Dit doet de secretaris van de tafel.")


def list_agenda(werkplek: Werkplek, tafel: Tafel, filter_: Agendafilter) -> list[AgenderingRij]:
    """A page of the agenda, first meeting first (what is over: last one first), one row extra."""
    if Recht.AGENDA_LEZEN not in tafel_rights(werkplek, tafel):
        raise NotPermittedError("niet_uw_agenda", "De agenda leest alleen de secretaris van deze tafel.")
    query = _joined().where(col(Agendering.tafel_id) == tafel.id)
    loopt = col(Agendering.beeindigd_op).is_(None)
    dag = func.coalesce(col(Agendering.bespreken_op), literal(OOIT, Date()))
    lopend = filter_.lijst is Agendalijst.LOPEND
    query = query.where(loopt if lopend else ~loopt)
    hier = tuple_(dag, col(Agendering.id))
    if filter_.na is not None:
        daar = tuple_(literal(filter_.na[0], Date()), literal(filter_.na[1], Uuid()))
        query = query.where(hier > daar if lopend else hier < daar)
    volgorde = (dag, col(Agendering.id)) if lopend else (dag.desc(), col(Agendering.id).desc())
    rijen = werkplek.session.execute(query.order_by(*volgorde).limit(filter_.limit + 1)).all()
    return _rows(werkplek, rijen)


def agenda_of_casus(werkplek: Werkplek, casus_id: UUID) -> list[tuple[AgenderingRij, Tafel]]:
    """Where a casus stands on the agenda now, for who may put it there; others get nothing."""
    if INBRENGEN not in rights(relations(werkplek, casus_id)):
        return []
    query = _joined().where(col(Agendering.casus_id) == casus_id, col(Agendering.beeindigd_op).is_(None))
    rijen = werkplek.session.execute(query.order_by(col(Agendering.id))).all()
    tafels = {rij.id: rij for rij in _tafels(werkplek.session, {rij[0].tafel_id for rij in rijen})}
    return [(rij, tafels[rij.tafel_id]) for rij in _rows(werkplek, rijen)]


def load_agendering(werkplek: Werkplek, agendering_id: UUID) -> AgenderingBeeld:
    """One agendering with its words; 404 for who neither keeps the agenda nor put the casus on it."""
    agendering, tafel = find_agendering(werkplek.session, agendering_id)
    rechten = agendering_rights(werkplek, agendering, tafel)
    if not rechten & {Recht.AGENDA_LEZEN, Recht.AGENDERING_INTREKKEN}:
        raise NotVisibleError(WAT)
    rij = werkplek.session.execute(_joined().where(col(Agendering.id) == agendering_id)).one()
    kort = _rows(werkplek, [rij])[0]
    persoon = _person(werkplek, agendering)
    geboren = persoon.get("geboortedatum")
    plek = Plek("agendering", agendering.id, "reden")
    velden = {naam: getattr(kort, naam) for naam in AgenderingRij.__dataclass_fields__}
    return AgenderingBeeld(
        **velden,
        tafel_kenmerk=tafel.kenmerk,
        tafel_naam=tafel.naam,
        casus_kenmerk=rij[1],
        naam=full_name(persoon),
        geboortedatum=date.fromisoformat(geboren) if geboren else None,
        reden=_open(werkplek, agendering, plek, agendering.reden_verzegeld),
        afgeschermd=agendering.afgeschermd,
        besprekingen=_discussions(werkplek, agendering, rechten),
        rechten=rechten,
    )


def _joined() -> Select[Any]:
    """Each agendering with the kenmerk of its casus and the day it was last discussed."""
    laatst = (
        sa_select(func.max(col(Bespreking.besproken_op)))
        .where(col(Bespreking.agendering_id) == col(Agendering.id))
        .correlate(Agendering)
        .scalar_subquery()
    )
    kolommen: tuple[Any, ...] = (Agendering, col(Casus.kenmerk), laatst)
    return sa_select(*kolommen).outerjoin(Casus, col(Casus.id) == col(Agendering.casus_id))


def _rows(werkplek: Werkplek, rijen: Sequence[Row[Any]]) -> list[AgenderingRij]:
    gids = open_gids(werkplek.session)
    uit = []
    for agendering, kenmerk, besproken in map(tuple, rijen):
        plek = persoon_plek("agendering", agendering.id)
        wie = recognise(werkplek, agendering.sleutel, plek, _sealed_person(agendering))
        namen = (kenmerk, wie.initialen or _own_name(werkplek, agendering))
        uit.append(
            AgenderingRij(
                id=agendering.id,
                tafel_id=agendering.tafel_id,
                soort=agendering.soort,
                wie=" · ".join(deel for deel in namen if deel) or "Gegevens vernietigd",
                leeftijd=wie.leeftijd,
                bespreken_op=agendering.bespreken_op,
                geagendeerd_op=agendering.geagendeerd_op,
                door=gids.name(agendering.organisatie_id),
                laatst_besproken=besproken,
                verloopt_op=agendering.verloopt_op,
                beeindigd_op=agendering.beeindigd_op,
                einde=agendering.einde,
            )
        )
    return uit


def own_words(werkplek: Werkplek, agendering: Agendering) -> str:
    """What an agendering is called on a list of who keeps the agenda: initials, or the own name of a line."""
    plek = persoon_plek("agendering", agendering.id)
    wie = recognise(werkplek, agendering.sleutel, plek, _sealed_person(agendering))
    return wie.initialen or _own_name(werkplek, agendering) or "Gegevens vernietigd"


def _sealed_person(agendering: Agendering) -> bytes | None:
    return agendering.persoon_verzegeld if agendering.sleutel is not None else None


def _own_name(werkplek: Werkplek, agendering: Agendering) -> str | None:
    """What the tafel itself calls a line of keys: nothing about a person."""
    return _person(werkplek, agendering).get("eigenKenmerk")


def _person(werkplek: Werkplek, agendering: Agendering) -> dict[str, str]:
    if agendering.sleutel is None:
        return {}
    plek = persoon_plek("agendering", agendering.id)
    return werkplek.unseal_person(agendering, plek, agendering.persoon_verzegeld)


def _open(werkplek: Werkplek, agendering: Agendering, plek: Plek, verzegeld: bytes | None) -> str | None:
    return None if agendering.sleutel is None else werkplek.unseal(agendering, plek, verzegeld)


def _discussions(
    werkplek: Werkplek, agendering: Agendering, rechten: frozenset[Recht]
) -> tuple[BesprekingBeeld, ...]:
    """Newest first; the report is care content, for the tafel only."""
    leest = Recht.AGENDA_LEZEN in rechten
    query = (
        select(Bespreking, Medewerker.naam)
        .outerjoin(Medewerker, col(Medewerker.id) == col(Bespreking.vastgelegd_door_id))
        .where(Bespreking.agendering_id == agendering.id)
        .order_by(col(Bespreking.besproken_op).desc(), col(Bespreking.id).desc())
    )
    return tuple(
        BesprekingBeeld(
            id=rij.id,
            besproken_op=rij.besproken_op,
            uitkomst=rij.uitkomst,
            verslag=_open(werkplek, agendering, Plek("bespreking", rij.id, "verslag"), rij.verslag_verzegeld)
            if leest
            else None,
            door=naam,
        )
        for rij, naam in werkplek.session.exec(query)
    )


def _tafels(session: Session, ids: Iterable[UUID]) -> list[Tafel]:
    return list(session.exec(select(Tafel).where(col(Tafel.id).in_(ids))))
