"""Samenloopmodellen: which models there are, how sure what was found was, and how that was judged.

For the landelijke beheerder: counts only, of nobody a name.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.domain.beheer import require_stelselbeheerder
from app.domain.gebeurtenissen import GebeurtenisSoort
from app.domain.samenloop import OPEN_SAMENLOOP, Band, SamenloopStatus
from app.domain.samenloopmodel import Bevinding, Cijfers, Zekerheid, certainty
from app.models import Casus, Jeugdige, Samenloop, SamenloopModel
from app.queries.beelden import GebeurtenisBeeld
from app.queries.geschiedenis import history
from app.queries.samenlopen import Kandidaat, all_models, find_model
from app.queries.werkplek import Werkplek

S = GebeurtenisSoort
OVER_MODELLEN = frozenset(
    {S.SAMENLOOPMODEL_GELEERD, S.SAMENLOOPMODEL_GOEDGEKEURD, S.SAMENLOOPMODEL_AFGEWEZEN}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Modelbeeld:
    """One model; 0 is the one that ships, of which the figures are in docs/metingen.md."""

    versie: int
    werkt: bool
    bron: str | None = None
    geleerd_op: datetime | None = None
    gekeurd_op: datetime | None = None
    afgewezen_op: datetime | None = None
    cijfers: Cijfers | None = None

    @property
    def naam(self) -> str:
        """As people call it."""
        return f"Model {self.versie}" if self.versie else "Meegeleverd model"


@dataclass(frozen=True, slots=True)
class Paarrij:
    """An open samenloop of two casussen, still sealed."""

    samenloop: Samenloop
    ouder: Kandidaat
    jonger: Kandidaat


def list_models(werkplek: Werkplek) -> list[Modelbeeld]:
    """Every model, newest first, the shipped one last. For the landelijke beheerder."""
    require_stelselbeheerder(werkplek.actor)
    rijen = all_models(werkplek.session)
    eigen = [_view(rij) for rij in rijen]
    return [*eigen, Modelbeeld(versie=0, werkt=not any(rij.werkt for rij in rijen))]


def one_model(werkplek: Werkplek, versie: int) -> Modelbeeld:
    """One model; 404 for a version that does not exist."""
    find_model(werkplek.session, versie)
    return next(beeld for beeld in list_models(werkplek) if beeld.versie == versie)


def judged_by_certainty(werkplek: Werkplek) -> dict[Zekerheid, Bevinding]:
    """How many pairs of casussen wait, per certainty, and how those that were judged turned out."""
    require_stelselbeheerder(werkplek.actor)
    soort = col(Samenloop.band), col(Samenloop.gewicht_tienden), col(Samenloop.status)
    query = sa_select(*soort, func.count()).where(*_of_casussen()).group_by(*soort)
    gevonden = {zekerheid: Bevinding() for zekerheid in Zekerheid}
    for band, gewicht, status, aantal in werkplek.session.execute(query):
        bevinding = gevonden[certainty(Band(band), gewicht)]
        if status in OPEN_SAMENLOOP:
            bevinding.open += aantal
        elif status is SamenloopStatus.BEVESTIGD:
            bevinding.zelfde += aantal
        else:
            bevinding.ander += aantal
    return gevonden


def model_history(werkplek: Werkplek) -> tuple[GebeurtenisBeeld, ...]:
    """Who learned, approved or declined what, newest first."""
    require_stelselbeheerder(werkplek.actor)
    return history(werkplek, werkplek.actor.organisatie_id, zonder=frozenset(S) - OVER_MODELLEN)


def count_open_pairs(session: Session) -> int:
    """How many samenlopen of two casussen nobody judged yet."""
    query = select(func.count()).select_from(Samenloop).where(_is_open(), *_of_casussen())
    return session.exec(query).one()


def open_pairs(session: Session, limit: int) -> Sequence[Paarrij]:
    """The oldest of them, with both jeugdigen."""
    ouder, jonger = aliased(Casus), aliased(Casus)
    van_ouder, van_jonger = aliased(Jeugdige), aliased(Jeugdige)
    kolommen: tuple[Any, ...] = (Samenloop, van_ouder, ouder, van_jonger, jonger)
    query = (
        sa_select(*kolommen)
        .join(ouder, col(ouder.id) == col(Samenloop.ouder_casus_id))
        .join(jonger, col(jonger.id) == col(Samenloop.jonger_casus_id))
        .join(van_ouder, col(van_ouder.casus_id) == col(ouder.id))
        .join(van_jonger, col(van_jonger.casus_id) == col(jonger.id))
        .where(_is_open(), *_of_casussen())
        .order_by(col(Samenloop.id))
        .limit(limit)
    )
    rijen = session.execute(query).all()
    return [Paarrij(rij[0], Kandidaat(rij[1], rij[2]), Kandidaat(rij[3], rij[4])) for rij in rijen]


def read_figures(rij: SamenloopModel) -> Cijfers:
    """The figures as they were stored."""
    return Cijfers(**json.loads(rij.cijfers))


def _is_open() -> ColumnElement[bool]:
    return col(Samenloop.status).in_(sorted(OPEN_SAMENLOOP))


def _of_casussen() -> tuple[ColumnElement[bool], ...]:
    """With a tafel it is an afstemming, which has figures of its own."""
    return col(Samenloop.ouder_casus_id).is_not(None), col(Samenloop.jonger_casus_id).is_not(None)


def _view(rij: SamenloopModel) -> Modelbeeld:
    return Modelbeeld(
        versie=rij.versie,
        werkt=rij.werkt,
        bron=rij.bron,
        geleerd_op=rij.geleerd_op,
        gekeurd_op=rij.gekeurd_op,
        afgewezen_op=rij.afgewezen_op,
        cijfers=read_figures(rij),
    )
