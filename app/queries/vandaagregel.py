"""Vandaagregel: the columns that every kind of work of today's list has, so that one statement holds all.

Who it is about is looked up of the lines that are left, not of everything that might have become one.
"""

from typing import Any

from sqlalchemy import Date, Integer, Select, String, Uuid, cast, literal, null
from sqlalchemy import select as sa_select
from sqlalchemy.types import TypeEngine
from sqlmodel import col

from app.models import Casus
from app.models.basis import UtcDateTime

#: What a line holds; a query gives what it has, the rest is empty.
KOLOMMEN: dict[str, TypeEngine[Any]] = {
    "datum": Date(),
    "moment": UtcDateTime(),
    "spoed_rang": Integer(),
    "casus_id": Uuid(),
    "kenmerk": String(),
    "over_casus_id": Uuid(),
    "aanbod_id": Uuid(),
    "partij_id": Uuid(),
    "code": String(),
    "naam": String(),
    "aantal": Integer(),
}
VAN_CASUS = {
    "spoed_rang": col(Casus.spoed_rang),
    "casus_id": col(Casus.id),
    "kenmerk": col(Casus.kenmerk),
}
#: Of which casus the line names the jeugdige, for who may know: initials and age.
OVER_WIE = {"over_casus_id": col(Casus.id)}


def line(soort: str, **gegeven: Any) -> Select[Any]:
    """The columns of one kind of work; what it does not give is empty."""
    kolommen = (gegeven.get(naam, cast(null(), type_)).label(naam) for naam, type_ in KOLOMMEN.items())
    return sa_select(literal(soort, String()).label("soort"), *kolommen)
