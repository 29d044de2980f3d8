"""Casuswijzer: which casus is meant, by what people and systems name it with."""

from functools import cache
from uuid import UUID

from sqlalchemy import BindParameter, String, bindparam
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.domain.errors import NotVisibleError
from app.models import Casus, Overdracht
from app.queries.werkplek import Werkplek

#: How people name a casus.
KENMERK: BindParameter[str] = bindparam("kenmerk", type_=String())


def find_casus_id(werkplek: Werkplek, sleutel: str) -> UUID:
    """The id for a kenmerk or id; unknown is not visible."""
    gevonden = as_id(sleutel) or werkplek.session.exec(_id_of(), params={KENMERK.key: sleutel}).first()
    if gevonden is None:
        raise NotVisibleError("Deze casus")
    return gevonden


def as_id(sleutel: str) -> UUID | None:
    """The id in a path or a body; None where a kenmerk stands."""
    try:
        return UUID(sleutel)
    except ValueError:
        return None


@cache
def _id_of() -> SelectOfScalar[UUID]:
    return select(Casus.id).where(col(Casus.kenmerk) == KENMERK)


def casus_of_overdracht(werkplek: Werkplek, overdracht_id: UUID) -> UUID:
    """The casus of an offer; whether it may be seen is judged there."""
    gevonden = werkplek.session.exec(
        select(Overdracht.casus_id).where(Overdracht.id == overdracht_id)
    ).first()
    if gevonden is None:
        raise NotVisibleError("Dit aanbod")
    return gevonden
