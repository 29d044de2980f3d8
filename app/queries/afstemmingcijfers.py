"""Afstemmingcijfers: is what tafels find also followed up? In numbers without persons (R033).

Of the old Verwijsindex four in ten hits were never followed up; who leads a tafel sees it here.
"""

from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from sqlalchemy import Select, and_, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import col

from app.domain.errors import NotPermittedError
from app.domain.omgeving import local_date
from app.domain.tafel import may_make_tafel
from app.domain.tafeltermen import Afstemmingsuitkomst
from app.models import Afstemming, Afstemmingskant, Agendering, Samenloop, Tafel
from app.queries.afstemmingkanten import known_to
from app.queries.werkplek import Werkplek


@dataclass(frozen=True, slots=True, kw_only=True)
class Cijfers:
    """Of the hits of the own tafels in a year, as far as these may know of them. ``dagen_*``: the middle one,
    None where there is none."""

    gevonden: int
    open: int
    te_laat: int
    met_contact: int
    afgesloten: int
    nooit_opgevolgd: int
    regie: int
    dagen_tot_contact: int | None
    dagen_tot_einde: int | None

    @property
    def deel_opgevolgd(self) -> int | None:
        """Of a hundred hits, how many were followed up by contact or a judgement."""
        return round(100 * (self.gevonden - self.nooit_opgevolgd) / self.gevonden) if self.gevonden else None


@dataclass(frozen=True, slots=True)
class _Rij:
    begonnen: date
    uiterlijk: date
    gesproken: date | None
    afgesloten: date | None
    uitkomst: Afstemmingsuitkomst | None


def may_see_figures(werkplek: Werkplek) -> bool:
    """Who keeps or leads a tafel."""
    return may_make_tafel(werkplek.actor)


def yearly_figures(werkplek: Werkplek, jaar: int) -> Cijfers:
    """How hits with a tafel of the own organisatie were followed up; one statement. 403 for others."""
    if not may_see_figures(werkplek):
        raise NotPermittedError("niet_uw_rol", "De cijfers zijn voor wie een tafel houdt.")
    rijen, vandaag = _rows(werkplek, jaar), werkplek.omgeving.vandaag
    open_ = [rij for rij in rijen if rij.afgesloten is None]
    gesproken = [rij for rij in rijen if rij.gesproken is not None]
    beslist = [rij for rij in rijen if rij.uitkomst not in (None, Afstemmingsuitkomst.VERVALLEN)]
    return Cijfers(
        gevonden=len(rijen),
        open=len(open_),
        te_laat=sum(rij.uiterlijk < vandaag for rij in open_),
        met_contact=len(gesproken),
        afgesloten=len(beslist),
        nooit_opgevolgd=sum(rij.gesproken is None and rij not in beslist for rij in rijen),
        regie=sum(rij.uitkomst is Afstemmingsuitkomst.REGIE_AFGESPROKEN for rij in rijen),
        dagen_tot_contact=_middle([(rij.gesproken, rij.begonnen) for rij in gesproken]),
        dagen_tot_einde=_middle([(rij.afgesloten, rij.begonnen) for rij in beslist]),
    )


def _rows(werkplek: Werkplek, jaar: int) -> list[_Rij]:
    gesproken = (
        sa_select(func.min(col(Afstemmingskant.gesproken_op)))
        .where(col(Afstemmingskant.samenloop_id) == col(Afstemming.samenloop_id))
        .correlate(Afstemming)
        .scalar_subquery()
    )
    eigen = _own_agenderingen(werkplek.actor.organisatie_id)
    query = (
        sa_select(Afstemming, gesproken)
        .join(Samenloop, col(Samenloop.id) == col(Afstemming.samenloop_id))
        .where(
            or_(
                and_(col(Samenloop.ouder_agendering_id).in_(eigen), known_to(is_ouder=True)),
                and_(col(Samenloop.jonger_agendering_id).in_(eigen), known_to(is_ouder=False)),
            ),
            col(Afstemming.begonnen_op) >= date(jaar, 1, 1),
            col(Afstemming.begonnen_op) < date(jaar + 1, 1, 1),
        )
    )
    return [
        _Rij(
            rij.begonnen_op,
            rij.uiterlijk,
            eerste,
            local_date(rij.afgesloten_op) if rij.afgesloten_op else None,
            rij.uitkomst,
        )
        for rij, eerste in werkplek.session.execute(query)
    ]


def _own_agenderingen(organisatie_id: UUID) -> Select[UUID]:
    return (
        sa_select(col(Agendering.id))
        .join(Tafel, col(Tafel.id) == col(Agendering.tafel_id))
        .where(col(Tafel.tafelhouder_id) == organisatie_id)
    )


def _middle(paren: list[tuple[date | None, date]]) -> int | None:
    dagen = [max((tot - van).days, 0) for tot, van in paren if tot is not None]
    return round(median(dagen)) if dagen else None
