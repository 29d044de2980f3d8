"""Collegas: the people of the own organisatie, with how much each of them treats; no person of a casus."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_
from sqlmodel import Session, col, select

from app.domain.actor import KETENROLLEN, Rol
from app.domain.errors import NotVisibleError
from app.domain.personeel import Collega, Dagen, Vertrek, away_together
from app.domain.termen import CasusStatus
from app.models import ApiToken, Casus, Eigenaarschap, Medewerker, MedewerkerRol
from app.queries.organisaties import is_employed, token_may_route
from app.queries.organisatiewerk import open_work
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True)
class Teamlid:
    """One row of the team page. ``casussen``: how many this person treats now.

    ``vervanger_weg``: the deputy is away too, on some day of this absence that is still to come.
    """

    id: UUID
    naam: str
    rollen: tuple[str, ...]
    in_keten: bool
    casussen: int
    afwezig_van: date | None
    afwezig_tot: date | None
    nu_afwezig: bool
    plaatsvervanger: str | None
    plaatsvervanger_id: UUID | None
    vervanger_weg: bool


@dataclass(frozen=True, slots=True)
class Verdeelrij:
    """A casus that can be given to a colleague: kenmerk and date only."""

    id: UUID
    kenmerk: str
    spoed: bool
    datum: date


def works_for(session: Session, medewerker_id: UUID, organisatie_id: UUID, op: date) -> bool:
    """Whether this person works there on that day, in whatever role."""
    query = select(Medewerker.id).where(
        Medewerker.id == medewerker_id, Medewerker.organisatie_id == organisatie_id, is_employed(op)
    )
    return session.exec(query).first() is not None


def colleagues_of(werkplek: Werkplek) -> list[Collega]:
    """Everybody of the own organisatie, who left included, as the rules of absence need them."""
    rijen = werkplek.session.exec(
        select(Medewerker, is_employed(werkplek.omgeving.vandaag), _treats_casussen())
        .where(Medewerker.organisatie_id == werkplek.actor.organisatie_id)
        .order_by(col(Medewerker.naam), col(Medewerker.id))
    )
    return [
        Collega(rij.id, rij.naam, bool(dienst), bool(keten), rij.afwezig_van, rij.afwezig_tot)
        for rij, dienst, keten in rijen
    ]


def team(werkplek: Werkplek) -> list[Teamlid]:
    """Who works here now, with their work and absence; three statements."""
    vandaag = werkplek.omgeving.vandaag
    rijen = werkplek.session.exec(
        select(Medewerker, _treats_casussen(), is_absent(vandaag))
        .where(Medewerker.organisatie_id == werkplek.actor.organisatie_id, is_employed(vandaag))
        .order_by(col(Medewerker.naam), col(Medewerker.id))
    ).all()
    leden = {rij.id: rij for rij, _, _ in rijen}
    rollen = _roles(werkplek, list(leden))
    aantallen = _caseload(werkplek)

    def row(rij: Medewerker, *, keten: bool, afwezig: bool) -> Teamlid:
        vervanger = leden.get(rij.plaatsvervanger_id) if rij.plaatsvervanger_id else None
        return Teamlid(
            id=rij.id,
            naam=rij.naam,
            rollen=rollen.get(rij.id, ()),
            in_keten=keten,
            casussen=aantallen.get(rij.id, 0),
            afwezig_van=rij.afwezig_van,
            afwezig_tot=rij.afwezig_tot,
            nu_afwezig=afwezig,
            plaatsvervanger=vervanger.naam if vervanger else None,
            plaatsvervanger_id=vervanger.id if vervanger else None,
            vervanger_weg=vervanger is not None and away_together(_days(rij), _days(vervanger), vandaag),
        )

    return [row(rij, keten=bool(keten), afwezig=bool(afwezig)) for rij, keten, afwezig in rijen]


def _days(rij: Medewerker) -> Dagen:
    return rij.afwezig_van, rij.afwezig_tot


def leaving(werkplek: Werkplek, medewerker: Medewerker, *, is_ozj: bool) -> Vertrek:
    """What it would mean that this colleague leaves."""
    eigen = werkplek.actor.organisatie_id
    rollen = _roles(werkplek, [medewerker.id]).get(medewerker.id, ())
    in_keten = any(Rol(rol) in KETENROLLEN for rol in rollen)
    return Vertrek(
        id=medewerker.id,
        naam=medewerker.naam,
        casussen=len(treated_by(werkplek, medewerker.id)),
        is_laatste_beheerder=is_ozj
        and Rol.BEHEERDER in rollen
        and not _others(werkplek, medewerker.id, frozenset({Rol.BEHEERDER})),
        is_laatste_in_keten=in_keten
        and not _others(werkplek, medewerker.id, KETENROLLEN)
        and not _system_acts(werkplek),
        ligt_werk=not open_work(werkplek.session, eigen).is_leeg,
    )


def replaced_by(werkplek: Werkplek, medewerker_id: UUID) -> list[Medewerker]:
    """Who named this colleague as plaatsvervanger, away now or not."""
    return list(
        werkplek.session.exec(
            select(Medewerker).where(
                Medewerker.plaatsvervanger_id == medewerker_id,
                Medewerker.organisatie_id == werkplek.actor.organisatie_id,
            )
        )
    )


def in_other_hands(
    werkplek: Werkplek, casus_ids: Sequence[UUID], van: UUID | None
) -> tuple[str, str | None] | None:
    """The first of these casussen of ours that ``van`` does not treat: kenmerk, and who does."""
    van_iemand = col(Eigenaarschap.behandelaar_id)
    return werkplek.session.exec(
        select(Casus.kenmerk, col(Medewerker.naam))
        .join(Eigenaarschap, _current())
        .outerjoin(Medewerker, col(Medewerker.id) == van_iemand)
        .where(
            col(Casus.id).in_(casus_ids),
            Casus.eigenaar_id == werkplek.actor.organisatie_id,
            Casus.status == CasusStatus.OPEN,
            van_iemand.is_distinct_from(van),
        )
        .order_by(col(Casus.kenmerk))
    ).first()


def _others(werkplek: Werkplek, medewerker_id: UUID, rollen: frozenset[Rol]) -> bool:
    """Whether another colleague of today has one of these roles."""
    query = select(Medewerker.id).where(
        Medewerker.organisatie_id == werkplek.actor.organisatie_id,
        Medewerker.id != medewerker_id,
        is_employed(werkplek.omgeving.vandaag),
        _has_role(rollen),
    )
    return werkplek.session.exec(query).first() is not None


def _system_acts(werkplek: Werkplek) -> bool:
    """Whether a system of the own organisatie may route (I11)."""
    query = select(ApiToken.id).where(
        ApiToken.organisatie_id == werkplek.actor.organisatie_id,
        col(ApiToken.medewerker_id).is_(None),
        token_may_route(werkplek.omgeving.vandaag),
    )
    return werkplek.session.exec(query).first() is not None


def find_colleague(werkplek: Werkplek, medewerker_id: UUID) -> Medewerker:
    """Somebody who works in the own organisatie now; anybody else does not exist for the actor."""
    rij = werkplek.session.exec(
        select(Medewerker).where(
            Medewerker.id == medewerker_id,
            Medewerker.organisatie_id == werkplek.actor.organisatie_id,
            is_employed(werkplek.omgeving.vandaag),
        )
    ).first()
    if rij is None:
        raise NotVisibleError("Deze collega")
    return rij


def treated_by(werkplek: Werkplek, medewerker_id: UUID | None) -> list[UUID]:
    """Open casussen of the own organisatie in the hands of this person; None: of nobody."""
    query = select(Casus.id).where(*_in_hands(werkplek, medewerker_id)).order_by(col(Casus.id))
    return list(werkplek.session.exec(query.join(Eigenaarschap, _current())))


def list_to_divide(werkplek: Werkplek, medewerker_id: UUID | None, limit: int) -> list[Verdeelrij]:
    """The same as rows to choose from: spoed first, then the first date."""
    rijen = werkplek.session.exec(
        select(Casus)
        .join(Eigenaarschap, _current())
        .where(*_in_hands(werkplek, medewerker_id))
        .order_by(col(Casus.spoed_rang), col(Casus.eerste_datum), col(Casus.id))
        .limit(limit)
    )
    return [Verdeelrij(rij.id, rij.kenmerk, rij.spoed_rang == 0, rij.eerste_datum) for rij in rijen]


def is_absent(vandaag: date) -> ColumnElement[bool]:
    """Away today."""
    return and_(
        col(Medewerker.afwezig_van).is_not(None),
        col(Medewerker.afwezig_van) <= vandaag,
        or_(col(Medewerker.afwezig_tot).is_(None), col(Medewerker.afwezig_tot) >= vandaag),
    )


def absent_parties(session: Session, ids: Sequence[UUID], vandaag: date) -> dict[UUID, date | None]:
    """Parties where everybody who treats casussen is away today → until when at least (None: unknown).

    Who is offered something there waits: that is said before offering (§3). A party without anybody is
    not among them; that is refused (I11).
    """
    rijen = session.execute(
        select(
            col(Medewerker.organisatie_id),
            func.min(case((is_absent(vandaag), 1), else_=0)),
            func.min(col(Medewerker.afwezig_tot)),
        )
        .where(col(Medewerker.organisatie_id).in_(ids), is_employed(vandaag), _treats_casussen())
        .group_by(col(Medewerker.organisatie_id))
    )
    return {organisatie_id: tot for organisatie_id, allen_weg, tot in rijen if allen_weg}


def _treats_casussen() -> ColumnElement[bool]:
    return _has_role(KETENROLLEN)


def _has_role(rollen: frozenset[Rol]) -> ColumnElement[bool]:
    return (
        exists()
        .where(col(MedewerkerRol.medewerker_id) == col(Medewerker.id), col(MedewerkerRol.rol).in_(rollen))
        .correlate(Medewerker)
    )


def _current() -> ColumnElement[bool]:
    return col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id)


def _in_hands(werkplek: Werkplek, medewerker_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Casus.eigenaar_id) == werkplek.actor.organisatie_id,
        col(Casus.status) == CasusStatus.OPEN,
        col(Eigenaarschap.behandelaar_id).is_(None)
        if medewerker_id is None
        else col(Eigenaarschap.behandelaar_id) == medewerker_id,
    )


def _roles(werkplek: Werkplek, ids: list[UUID]) -> dict[UUID, tuple[str, ...]]:
    rijen = werkplek.session.exec(
        select(MedewerkerRol)
        .where(col(MedewerkerRol.medewerker_id).in_(ids))
        .order_by(col(MedewerkerRol.rol))
    )
    gevonden: dict[UUID, tuple[str, ...]] = {}
    for rij in rijen:
        gevonden[rij.medewerker_id] = (*gevonden.get(rij.medewerker_id, ()), rij.rol)
    return gevonden


def _caseload(werkplek: Werkplek) -> dict[UUID | None, int]:
    """Number of open casussen per behandelaar; None: of nobody."""
    rijen = werkplek.session.exec(
        select(Eigenaarschap.behandelaar_id, func.count())
        .join(Casus, _current())
        .where(
            Casus.eigenaar_id == werkplek.actor.organisatie_id,
            Casus.status == CasusStatus.OPEN,
        )
        .group_by(col(Eigenaarschap.behandelaar_id))
    )
    return dict(rijen.all())
