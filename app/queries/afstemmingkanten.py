"""Afstemmingkanten: a hit with both its sides as columns, and what each side must do.

A side is a casus, or an agendering with its tafel. ``step_of`` says in SQL what ``next_step`` says of one
pair; a test holds the two together over every state there is.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, literal, null, or_, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.domain.tafeltermen import Afstemmingsstap, Partijrol
from app.domain.termen import CasusStatus
from app.models import Afstemming, Afstemmingskant, Agendering, Casus, Samenloop, Tafel

S = Afstemmingsstap


@dataclass(frozen=True, slots=True)
class Kolommen:
    """What may stand on one side; ``gezegd`` is what that side wrote down."""

    is_ouder: bool
    casus: Any
    agendering: Any
    tafel: Any
    gezegd: Any


def _side(naam: str, *, is_ouder: bool) -> Kolommen:
    return Kolommen(
        is_ouder,
        aliased(Casus, name=f"{naam}_casus"),
        aliased(Agendering, name=f"{naam}_agendering"),
        aliased(Tafel, name=f"{naam}_tafel"),
        aliased(Afstemmingskant, name=f"{naam}_gezegd"),
    )


def _own(*, is_ouder: bool) -> Kolommen:
    """A side whose casus, agendering and tafel carry their own names, for conditions that ask about those."""
    return Kolommen(is_ouder, Casus, Agendering, Tafel, aliased(Afstemmingskant, name="eigen_gezegd"))


OUDER, JONGER = _side("ouder", is_ouder=True), _side("jonger", is_ouder=False)
#: Both ways to look at a hit: the own side, and the other one.
VAN_TWEE_KANTEN = tuple(
    (_own(is_ouder=is_ouder), _side("ander", is_ouder=not is_ouder)) for is_ouder in (True, False)
)


def with_sides(query: Select[Any], *kanten: Kolommen) -> Select[Any]:
    """Each afstemming with its pair and these sides."""
    query = query.select_from(Afstemming).join(Samenloop, col(Samenloop.id) == col(Afstemming.samenloop_id))
    for kant in kanten:
        wie = "ouder" if kant.is_ouder else "jonger"
        gezegd = and_(kant.gezegd.samenloop_id == col(Samenloop.id), kant.gezegd.is_ouder.is_(kant.is_ouder))
        query = (
            query.outerjoin(kant.casus, kant.casus.id == getattr(Samenloop, f"{wie}_casus_id"))
            .outerjoin(kant.agendering, kant.agendering.id == getattr(Samenloop, f"{wie}_agendering_id"))
            .outerjoin(kant.tafel, kant.tafel.id == kant.agendering.tafel_id)
            .outerjoin(kant.gezegd, gezegd)
        )
    return query


def is_open() -> ColumnElement[bool]:
    """Still to be agreed on."""
    return col(Afstemming.afgesloten_op).is_(None)


def known_to(*, is_ouder: bool) -> ColumnElement[bool]:
    """This side may know of the hit: what is only possible is for one side until that let the other know."""
    eerst = col(Afstemming.eerst_ouder).is_(is_ouder)
    return or_(col(Afstemming.gedeeld_op).is_not(None), eerst)


def step_of(kant: Kolommen, ander: Kolommen) -> ColumnElement[Any]:
    """What this side must do now, as a code; NULL where it waits. The same as ``next_step``."""
    eerst = col(Afstemming.eerst_ouder).is_(kant.is_ouder)
    contact = or_(kant.gezegd.gesproken_op.is_not(None), ander.gezegd.gesproken_op.is_not(None))
    regie = or_(*(een.gezegd.rol == Partijrol.PROCESREGISSEUR for een in (kant, ander)))
    ander_weg = _ended(ander)
    leidt = true() if kant.is_ouder else ander_weg
    return case(
        (or_(~is_open(), _ended(kant)), null()),
        (col(Afstemming.gedeeld_op).is_(None), case((eerst, _code(S.BEOORDELEN)))),
        (~contact, case((leidt, _code(S.BELLEN)))),
        (kant.gezegd.rol.is_(None), _code(S.ROL_ZEGGEN)),
        (or_(~leidt, and_(~ander_weg, ander.gezegd.rol.is_(None))), null()),
        (or_(regie, ander_weg), _code(S.AFSLUITEN)),
        else_=_code(S.REGIE_AFSPREKEN),
    )


def _ended(kant: Kolommen) -> ColumnElement[bool]:
    """A casus on which nobody is at work any more; what left an agenda has no open hit."""
    return and_(kant.casus.id.is_not(None), kant.casus.status != CasusStatus.OPEN)


def _code(stap: Afstemmingsstap) -> ColumnElement[str]:
    return literal(str(stap), String())
