"""Vandaagafstemming: a jeugdige of ours seems known elsewhere, and it is our turn (domain.md §6; R033–R036).

Of the other side the name at most; of who is afgeschermd not even that. There at once, whatever the date: at
the other side somebody waits as well.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_
from sqlmodel import col

from app.domain.actor import Rol
from app.models import Afstemming, Casus, Eigenaarschap, Medewerker, Samenloop, Tafel
from app.queries.afstemmingkanten import VAN_TWEE_KANTEN, Kolommen, is_open, step_of, with_sides
from app.queries.organisaties import is_employed
from app.queries.vandaagregel import OVER_WIE, VAN_CASUS, line
from app.queries.wat_nu import mine_or_nobodys
from app.queries.werkplek import Werkplek
from app.queries.zichtbaar import casus_with_dossier

SOORT = "afstemming"


def _hits(kant: Kolommen, ander: Kolommen) -> Callable[[Werkplek], Select[Any]]:
    """What is our turn, where we are on this side."""

    def of_side(werkplek: Werkplek) -> Select[Any]:
        stap, zichtbaar = step_of(kant, ander), ~col(Afstemming.afgeschermd)
        van_ons = (
            VAN_CASUS | OVER_WIE | {"kenmerk": func.coalesce(col(Casus.kenmerk), col(Samenloop.kenmerk))}
        )
        regel = line(
            SOORT,
            datum=col(Afstemming.uiterlijk),
            aanbod_id=col(Samenloop.id),
            code=stap,
            partij_id=case((zichtbaar, ander.casus.eigenaar_id)),
            naam=case((zichtbaar, ander.tafel.naam)),
            **van_ons,
        )
        return (
            with_sides(regel, kant, ander)
            .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
            .where(is_open(), stap.is_not(None), or_(_my_casus(werkplek), _my_tafel(werkplek)))
            .order_by(col(Afstemming.uiterlijk), col(Samenloop.id))
        )

    return of_side


def _my_casus(werkplek: Werkplek) -> ColumnElement[bool]:
    """As with every promise: of my casussen and those nobody took, or all for a coordinator."""
    leest = casus_with_dossier(werkplek)
    if werkplek.actor.is_coordinator:
        return leest
    return and_(leest, mine_or_nobodys(werkplek.actor, werkplek.omgeving.vandaag))


def _my_tafel(werkplek: Werkplek) -> ColumnElement[bool]:
    """Of the tafels I am named for, and of those of ours where nobody is named who still works here."""
    actor = werkplek.actor
    mijn: ColumnElement[bool] = col(Tafel.secretaris_id).in_(actor.personen)
    if Rol.TAFELSECRETARIS in actor.rollen:
        genoemd = exists().where(
            col(Medewerker.id) == col(Tafel.secretaris_id), is_employed(werkplek.omgeving.vandaag)
        )
        mijn = or_(mijn, ~genoemd.correlate(Tafel))
    return and_(col(Tafel.tafelhouder_id) == actor.organisatie_id, mijn)


#: For whoever is on the older side, and on the younger one.
HITS = tuple(_hits(kant, ander) for kant, ander in VAN_TWEE_KANTEN)
