"""Werkvolgorde: the order of a work list, and where its next page begins.

Spoed first, then the date, then the casus. The date is the first promise of the casus, in the order of the
index; what waits for our answer is in the order of the last day to give one.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, SQLColumnExpression, Uuid, literal, tuple_
from sqlmodel import col

from app.models import Casus, Overdracht
from app.queries.werkbeelden import Lijst, Plaats


def date_of(lijst: Lijst) -> SQLColumnExpression[date]:
    """The date that a list is about."""
    return col(Overdracht.uiterlijk) if lijst is Lijst.AANVAARDEN else col(Casus.eerste_datum)


def order_of(lijst: Lijst) -> tuple[SQLColumnExpression[Any], ...]:
    """All ascending, so that one comparison of tuples finds the next page."""
    return col(Casus.spoed_rang), date_of(lijst), col(Casus.id)


def rows_after(lijst: Lijst, plaats: Plaats) -> ColumnElement[bool]:
    """What comes after a row (keyset)."""
    rang, datum, casus_id = plaats
    return tuple_(*order_of(lijst)) > tuple_(literal(rang), literal(datum), literal(casus_id, type_=Uuid()))


def next_place(lijst: Lijst, rij: Row[Any]) -> Plaats:
    """Where the page after this row begins."""
    datum = rij.uiterlijk if lijst is Lijst.AANVAARDEN else rij.eerste_datum
    return rij.spoed_rang, datum, rij.casus_id
