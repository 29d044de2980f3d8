"""Vandaagklacht: what a klacht asks today, for who may know of it (decision 0007)."""

from typing import Any

from sqlalchemy import Select, func
from sqlmodel import col

from app.domain.klachttermen import KlachtStatus
from app.models import Beklaagde, Bericht, Klacht
from app.queries.klachtenlijst import waits_for_a_person
from app.queries.klachtzicht import is_visible
from app.queries.vandaagregel import line
from app.queries.werkplek import Werkplek


def klachten(werkplek: Werkplek) -> Select[Any]:
    """A klacht that came in here and must go on to who handles it (Awb 2:3); for who may know of it."""
    return (
        line(
            "klacht",
            datum=col(Klacht.ontvangen_op),
            kenmerk=col(Klacht.kenmerk),
            partij_id=col(Klacht.beklaagde_id),
        )
        .select_from(Klacht)
        .where(
            col(Klacht.organisatie_id) == werkplek.actor.organisatie_id,
            col(Klacht.status) == KlachtStatus.ONTVANGEN,
            is_visible(werkplek),
        )
        .order_by(col(Klacht.id))
    )


def klaagschriften(werkplek: Werkplek) -> Select[Any]:
    """A klacht about the work of this person, who did not answer yet (Awb 9:9, 9:10)."""
    return (
        line("klaagschrift", datum=col(Beklaagde.gestuurd_op), kenmerk=col(Klacht.kenmerk))
        .select_from(Beklaagde)
        .join(Klacht, col(Klacht.id) == col(Beklaagde.klacht_id))
        .where(
            col(Beklaagde.medewerker_id) == werkplek.actor.id,
            col(Beklaagde.ingetrokken_op).is_(None),
            col(Beklaagde.verweer_op).is_(None),
            col(Klacht.status) == KlachtStatus.IN_BEHANDELING,
        )
        .order_by(col(Beklaagde.id))
    )


def klachtbrieven(werkplek: Werkplek) -> Select[Any]:
    """A letter about a klacht that must still go, failed or came back: it stands in no outbox of casussen."""
    return (
        line("klachtbrief", moment=func.min(col(Bericht.aangemaakt_op)), kenmerk=col(Klacht.kenmerk))
        .select_from(Bericht)
        .join(Klacht, col(Klacht.id) == col(Bericht.klacht_id))
        .where(waits_for_a_person(werkplek), is_visible(werkplek))
        .group_by(col(Klacht.kenmerk))
        .order_by(col(Klacht.kenmerk))
    )
