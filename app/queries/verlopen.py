"""Verlopen: an offer that nobody answered and that nobody at the owner went on with."""

from sqlalchemy import ColumnElement, and_, exists
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.domain.actor import ActorSoort
from app.models import Casus, Gebeurtenis, Overdracht
from app.queries.lopend import is_expired


def lies_expired() -> ColumnElement[bool]:
    """It expired, was not offered again, and no person at the owner did anything since (I3).

    For a query over Overdracht joined with its Casus.
    """
    later = aliased(Overdracht)
    opnieuw = exists().where(
        col(later.casus_id) == col(Overdracht.casus_id),  # the index
        col(later.eigenaarschap_id) == col(Overdracht.eigenaarschap_id),
        col(later.aangeboden_op) > col(Overdracht.aangeboden_op),
    )
    opgepakt = exists().where(
        col(Gebeurtenis.stroom_id) == col(Casus.id),
        col(Gebeurtenis.op) > col(Overdracht.beeindigd_op),
        col(Gebeurtenis.actor_soort).in_([ActorSoort.MEDEWERKER, ActorSoort.SYSTEEM, ActorSoort.PARTIJ]),
        col(Gebeurtenis.organisatie_id) == col(Casus.eigenaar_id),
    )
    return and_(
        is_expired(),
        col(Overdracht.eigenaarschap_id) == col(Casus.huidig_eigenaarschap_id),
        ~opnieuw.correlate(Overdracht),
        ~opgepakt.correlate(Overdracht, Casus),
    )
