"""Dossiervragen: the statements that load and lock a dossier, composed once: every act asks them."""

from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, Uuid, bindparam, or_, union_all
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.models import (
    Antwoordplicht,
    Casus,
    Eigenaarschap,
    Jeugdige,
    Melder,
    Melding,
    MeldingCasus,
    Overdracht,
    Termijn,
)
from app.queries.eenmaal import CASUSSEN, MELDINGEN
from app.queries.lopend import is_running


class Ingang(Enum):
    """What an act names to find its casus."""

    CASUS = "Deze casus"
    OVERDRACHT = "Deze overdracht"
    MELDING = "Deze melding"


#: What is named, and which casus is meant.
GENOEMD: BindParameter[UUID] = bindparam("genoemd", type_=Uuid())
BEDOELD: BindParameter[UUID] = bindparam("bedoeld", type_=Uuid())


def sharing(meldingen: SelectOfScalar[UUID]) -> SelectOfScalar[UUID]:
    """Casussen that are linked to one of these meldingen."""
    return select(MeldingCasus.casus_id).where(
        col(MeldingCasus.melding_id).in_(meldingen), col(MeldingCasus.tot).is_(None)
    )


@cache
def locking(ingang: Ingang) -> Select[Any]:
    """The casus that is meant and those that share a melding with it, locked by ascending id (I2)."""
    doel = _meant(ingang)
    koppeling = aliased(MeldingCasus)
    gedeeld = select(koppeling.melding_id).where(
        col(koppeling.casus_id) == doel, col(koppeling.tot).is_(None)
    )
    kolommen: tuple[Any, ...] = (Casus, col(Casus.id) == doel)
    return (
        sa_select(*kolommen)
        .where(col(Casus.id).in_(union_all(select(doel), sharing(gedeeld))))
        .order_by(col(Casus.id))
        .with_for_update(of=Casus)
        .execution_options(populate_existing=True)
    )


def _meant(ingang: Ingang) -> ColumnElement[UUID]:
    """The id of the casus that is meant by what is named."""
    match ingang:
        case Ingang.CASUS:
            return GENOEMD
        case Ingang.OVERDRACHT:
            return select(Overdracht.casus_id).where(col(Overdracht.id) == GENOEMD).scalar_subquery()
        case Ingang.MELDING:
            return (
                select(MeldingCasus.casus_id)
                .where(col(MeldingCasus.melding_id) == GENOEMD, col(MeldingCasus.tot).is_(None))
                .order_by(col(MeldingCasus.volgorde))
                .limit(1)
                .scalar_subquery()
            )


@cache
def parts() -> Select[Any]:
    """Each casus with jeugdige and open ownership, and the offers of the one that is meant."""
    kolommen: tuple[Any, ...] = (Jeugdige, Eigenaarschap, Overdracht)
    return (
        sa_select(*kolommen)
        .outerjoin(
            Eigenaarschap,
            (col(Eigenaarschap.casus_id) == col(Jeugdige.casus_id)) & col(Eigenaarschap.is_open).is_(True),
        )
        .outerjoin(
            Overdracht,
            (col(Overdracht.casus_id) == col(Jeugdige.casus_id)) & (col(Overdracht.casus_id) == BEDOELD),
        )
        .where(col(Jeugdige.casus_id).in_(CASUSSEN))
        .order_by(col(Overdracht.id))
        .execution_options(populate_existing=True)
    )


@cache
def their_meldingen() -> Select[Any]:
    """The meldingen of these casussen, locked, with melder, duties and every casus they concern."""
    eigen = select(MeldingCasus.melding_id).where(
        col(MeldingCasus.casus_id).in_(CASUSSEN), col(MeldingCasus.tot).is_(None)
    )
    kolommen: tuple[Any, ...] = (MeldingCasus, Melding, Melder, Antwoordplicht)
    return (
        sa_select(*kolommen)
        .join(Melding, col(Melding.id) == col(MeldingCasus.melding_id))
        .join(Melder, col(Melder.melding_id) == col(Melding.id))
        .outerjoin(
            Antwoordplicht,
            (col(Antwoordplicht.melding_id) == col(Melding.id)) & col(Antwoordplicht.tot).is_(None),
        )
        .where(col(MeldingCasus.melding_id).in_(eigen), col(MeldingCasus.tot).is_(None))
        .order_by(col(Melding.id), col(MeldingCasus.volgorde), col(Antwoordplicht.id))
        .with_for_update(of=Melding)
        .execution_options(populate_existing=True)
    )


@cache
def their_termijnen() -> Select[Any]:
    """The open promises of these casussen and meldingen."""
    return (
        sa_select(Termijn)
        .where(
            is_running(),
            or_(col(Termijn.casus_id).in_(CASUSSEN), col(Termijn.melding_id).in_(MELDINGEN)),
        )
        .order_by(col(Termijn.uiterlijk), col(Termijn.id))
        .execution_options(populate_existing=True)
    )
