"""Vangnetregel: what the statements of the vangnet share: their columns, and the moment they look at."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    Select,
    String,
    Uuid,
    cast,
    func,
    literal,
    null,
    type_coerce,
)
from sqlalchemy import select as sa_select
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, col, select

from app.domain.omgeving import AMSTERDAM, Omgeving
from app.domain.termen import CasusStatus
from app.domain.vangnet import WERK_STIL, Vangnetsoort, geduld_tot, rang_of
from app.models import Casus, Eigenaarschap, Medewerker, Organisatie
from app.queries.gids import vangnethouder
from app.queries.organisaties import is_reachable
from app.queries.relatiefeiten import treats

#: What a finding holds; a statement gives what it has, the rest is empty.
KOLOMMEN: dict[str, TypeEngine[Any]] = {
    "sinds": Date(),
    "id": Uuid(),
    "organisatie_id": Uuid(),
    "casus_id": Uuid(),
    "kenmerk": String(),
    "behandelaar_id": Uuid(),
    "behandelaar": String(),
    "partij_id": Uuid(),
    "klacht_id": Uuid(),
    "tafel_id": Uuid(),
    "code": String(),
    "melding": String(),
    "sleutel": LargeBinary(),
    "jeugdige_id": Uuid(),
    "persoon": LargeBinary(),
}
Statement = Select[Any]


@dataclass(frozen=True, slots=True)
class Peil:
    """The moment at which the vangnet is looked at, and who holds it."""

    vandaag: date
    #: What happened before this moment waits too long.
    geduld: datetime
    #: A worker whose last round was before this moment is silent.
    werk_sinds: datetime
    vangnethouder: UUID


def peil(session: Session, omgeving: Omgeving) -> Peil:
    """The vangnet as of now."""
    laatste = geduld_tot(omgeving.vandaag, omgeving.kalender)
    return Peil(
        vandaag=omgeving.vandaag,
        geduld=datetime.combine(laatste, time.max, AMSTERDAM),
        werk_sinds=omgeving.now - WERK_STIL,
        vangnethouder=vangnethouder(session),
    )


def is_reachable_today(organisatie_id: Any, nu: Peil) -> ColumnElement[bool]:
    """Somebody at this party can act today (I11)."""
    bereikbaar: ColumnElement[bool] = organisatie_id.in_(
        select(Organisatie.id).where(is_reachable(nu.vandaag))
    )
    return bereikbaar


def finding(soort: Vangnetsoort, **gegeven: Any) -> Statement:
    """The columns of one kind; more of the query follows."""
    kolommen = (gegeven.get(naam, cast(null(), type_)).label(naam) for naam, type_ in KOLOMMEN.items())
    return sa_select(
        literal(soort, String()).label("soort"),
        literal(rang_of(soort), Integer()).label("rang"),
        *kolommen,
    )


def day_of(moment: Any) -> ColumnElement[date]:
    """The day of a moment, to sort by."""
    return type_coerce(func.date(moment), Date())


def of_casus(soort: Vangnetsoort, nu: Peil, **gegeven: Any) -> Statement:
    """A finding about an open casus, for its owner and behandelaar unless said otherwise."""
    eigen = {
        "id": col(Casus.id),
        "organisatie_id": col(Casus.eigenaar_id),
        "casus_id": col(Casus.id),
        "kenmerk": col(Casus.kenmerk),
        "behandelaar_id": col(Medewerker.id),
        "behandelaar": col(Medewerker.naam),
    }
    return (
        finding(soort, **(eigen | gegeven))
        .select_from(Casus)
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, treats(nu.vandaag))
        .where(col(Casus.status) == CasusStatus.OPEN)
    )
