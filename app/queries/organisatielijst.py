"""Organisatielijst: the directory of parties, to search and to look up (no persons)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from app.domain.actor import OrganisatieSoort
from app.domain.errors import NotVisibleError
from app.models import Organisatie
from app.queries.organisaties import has_mailbox_only, is_active, is_reachable, matches_key, serves


@dataclass(frozen=True, slots=True)
class OrganisatieRij:
    """One row of the directory. ``bereikbaar``: somebody works there in Houvast; ``postvak``: nobody does,
    and its mailbox can be written to (I11)."""

    id: UUID
    kenmerk: str
    soort: OrganisatieSoort
    naam: str
    korte_naam: str
    bestuursorgaan: bool
    email: str | None
    telefoon: str | None
    bestuurlijk: str | None
    geblokkeerd: bool
    actief: bool
    bereikbaar: bool
    postvak: bool

    def may_receive(self, *, stuurt_links: bool) -> bool:
        """Whether something can be offered or asked there: by an account, or by a link in a mail."""
        return self.bereikbaar or (self.postvak and stuurt_links)


@dataclass(frozen=True, slots=True)
class OrganisatieFilter:
    """What to look for in the directory; ``na`` is the last (naam, id) of the page before."""

    soort: OrganisatieSoort | None = None
    gemeente: str | None = None
    q: str | None = None
    na: tuple[str, UUID] | None = None
    limit: int = 25


def list_organisaties(session: Session, filter_: OrganisatieFilter, vandaag: date) -> list[OrganisatieRij]:
    """A page of the directory in order of name; ``limit`` + 1 rows tell whether more follow.

    The directory holds organisations, no persons: everybody who may log in may search it.
    """
    query = _rows(vandaag)
    if filter_.soort is not None:
        query = query.where(Organisatie.soort == filter_.soort)
    if filter_.gemeente is not None:
        query = query.where(serves(filter_.gemeente, vandaag))
    if filter_.q:
        patroon = f"%{_escape(filter_.q.strip().lower())}%"
        query = query.where(
            or_(
                func.lower(Organisatie.naam).like(patroon, escape="\\"),
                func.lower(Organisatie.kenmerk).like(patroon, escape="\\"),
            )
        )
    if filter_.na is not None:
        naam, id_ = filter_.na
        query = query.where(
            or_(
                col(Organisatie.naam) > naam,
                and_(col(Organisatie.naam) == naam, col(Organisatie.id) > id_),
            )
        )
    query = query.order_by(col(Organisatie.naam), col(Organisatie.id)).limit(filter_.limit + 1)
    return [_row(*rij) for rij in session.exec(query)]


def get_organisatie(session: Session, sleutel: str, vandaag: date) -> OrganisatieRij:
    """One organisatie by kenmerk or id."""
    rij = session.exec(_rows(vandaag).where(matches_key(sleutel))).first()
    if rij is None:
        raise NotVisibleError("Deze organisatie")
    return _row(*rij)


def contact_lines(session: Session, vandaag: date) -> list[tuple[str, str, str, str, str]]:
    """Kenmerk, name, telephone, mailbox and bestuurlijk contact of every active party, by kenmerk."""
    query = select(Organisatie).where(is_active(vandaag)).order_by(col(Organisatie.kenmerk))
    return [
        (rij.kenmerk, rij.naam, rij.telefoon or "", rij.email or "", rij.bestuurlijk_contact or "")
        for rij in session.exec(query)
    ]


def _rows(vandaag: date) -> Select[Organisatie, bool, bool, bool]:
    """Each party with how it can be reached, and whether it is active."""
    return select(
        Organisatie,
        is_reachable(vandaag).label("bereikbaar"),
        has_mailbox_only(vandaag).label("postvak"),
        is_active(vandaag).label("actief"),
    )


def _escape(q: str) -> str:
    return q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _row(rij: Organisatie, bereikbaar: bool, postvak: bool, actief: bool) -> OrganisatieRij:
    return OrganisatieRij(
        id=rij.id,
        kenmerk=rij.kenmerk,
        soort=rij.soort,
        naam=rij.naam,
        korte_naam=rij.korte_naam,
        bestuursorgaan=rij.bestuursorgaan,
        email=rij.email,
        telefoon=rij.telefoon,
        bestuurlijk=rij.bestuurlijk_contact,
        geblokkeerd=rij.toegang_geblokkeerd,
        actief=bool(actief),
        bereikbaar=bool(bereikbaar) and bool(actief),
        postvak=bool(postvak),
    )
