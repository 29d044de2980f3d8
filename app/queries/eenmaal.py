"""Eenmaal: a statement that is composed once for everybody of a kind, with blanks for who asks and when.

Composing a large statement costs several times what asking it costs. What a query looks like depends on the
kind of actor only (its roles, its kind of organisatie, whether colleagues see each other's casussen); who it
is, is a value. So a query is written for a desk, as any other, and composed at a desk with blanks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar, TypeVarTuple, cast
from uuid import UUID

from sqlalchemy import CompoundSelect, Date, Integer, Select, TextualSelect, Uuid
from sqlmodel import Session

from app.domain.actor import Actor, ActorSoort, OrganisatieSoort, Rol, Teamtoegang
from app.domain.omgeving import Omgeving
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import STANDAARDREGELBOEK
from app.kluis import Kluis
from app.queries.uitgeschreven import Blank, write_out
from app.queries.werkplek import Werkplek

#: The blanks: the organisatie that asks, the person, the day, and this person with those it stands in for.
EIGEN: Blank[UUID] = Blank("eigen_organisatie", type_=Uuid())
IK: Blank[UUID] = Blank("deze_persoon", type_=Uuid())
OP: Blank[date] = Blank("op_dag", type_=Date())
PERSONEN: Blank[UUID] = Blank("deze_personen", type_=Uuid(), expanding=True)

#: One casus; whoever asks about it gives its id along.
CASUS: Blank[UUID] = Blank("deze_casus", type_=Uuid())
#: And several of a kind.
CASUSSEN: Blank[UUID] = Blank("casussen", type_=Uuid(), expanding=True)
MELDINGEN: Blank[UUID] = Blank("meldingen", type_=Uuid(), expanding=True)
#: How many rows at most.
AANTAL: Blank[int] = Blank("aantal", type_=Integer())

Ts = TypeVarTuple("Ts")
Opdracht = TypeVar("Opdracht")
MEESTE_SOORTEN = 512


@dataclass(frozen=True, slots=True)
class Soort:
    """Everything about a desk that changes what a statement looks like."""

    soort: ActorSoort
    organisatie_soort: OrganisatieSoort
    rollen: frozenset[Rol]
    teamtoegang: Teamtoegang
    mailt_zelf: bool


class _Iemand(Actor):
    """An actor without a name: the values come with the question."""

    @property
    def personen(self) -> frozenset[UUID]:
        return cast("frozenset[UUID]", PERSONEN)


class _Ooit(Omgeving):
    """A clock without hands."""

    @property
    def vandaag(self) -> date:
        return cast("date", OP)


def composed(
    bouw: Callable[[Werkplek, *Ts], Opdracht],
) -> Callable[[Werkplek, *Ts], Opdracht]:
    """Compose once per kind of desk (and further arguments, which must be hashable); ask with ``values``.

    The builder may use of its desk: the kind of actor, its organisatie, its person and persons, and today.
    """

    @lru_cache(maxsize=MEESTE_SOORTEN)
    def once(sleutel: tuple[Soort, tuple[*Ts]]) -> Opdracht:
        soort, rest = sleutel
        return bouw(_desk(soort), *rest)

    def for_desk(werkplek: Werkplek, /, *rest: *Ts) -> Opdracht:
        return once((_kind_of(werkplek), rest))

    return for_desk


def written(
    bouw: Callable[[Werkplek, *Ts], Select[Any] | CompoundSelect[Any]],
) -> Callable[[Werkplek, *Ts], TextualSelect]:
    """The same for a statement of columns, which is written out too (``uitgeschreven``)."""

    @lru_cache(maxsize=MEESTE_SOORTEN)
    def once(sleutel: tuple[Soort, tuple[*Ts]], dialect: str) -> TextualSelect:
        soort, rest = sleutel
        return write_out(bouw(_desk(soort), *rest), dialect)

    def for_desk(werkplek: Werkplek, /, *rest: *Ts) -> TextualSelect:
        return once((_kind_of(werkplek), rest), werkplek.session.get_bind().dialect.name)

    return for_desk


def values(werkplek: Werkplek) -> dict[str, Any]:
    """What the blanks of a composed statement stand for at this desk."""
    return {
        EIGEN.key: werkplek.actor.organisatie_id,
        IK.key: werkplek.actor.id,
        OP.key: werkplek.omgeving.vandaag,
        PERSONEN.key: list(werkplek.actor.personen),
    }


def _kind_of(werkplek: Werkplek) -> Soort:
    actor = werkplek.actor
    return Soort(
        actor.soort,
        actor.organisatie_soort,
        actor.rollen,
        actor.teamtoegang,
        werkplek.omgeving.mailt_zelf,
    )


def _desk(soort: Soort) -> Werkplek:
    """A desk at which nobody sits yet; composing a statement asks nothing of the database."""
    actor = _Iemand(
        soort=soort.soort,
        id=cast("UUID", IK),
        organisatie_id=cast("UUID", EIGEN),
        organisatie_soort=soort.organisatie_soort,
        organisatie_naam="",
        naam="",
        rollen=soort.rollen,
        teamtoegang=soort.teamtoegang,
    )
    omgeving = _Ooit(
        now=cast("Any", None),
        new_id=cast("Any", None),
        kalender=Kalender(),
        regels=STANDAARDREGELBOEK,
        bedenktijd=timedelta(0) if soort.mailt_zelf else None,
    )
    return Werkplek(cast("Session", None), actor, omgeving, cast("Kluis", None))
