"""Stukken: every bezwaar and aanvraag that came in at the own organisatie, what must still go on first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select as sa_select
from sqlmodel import col

from app.domain.klachttermen import Stukaard, Stukstatus
from app.models import Melding, Stuk, Termijn
from app.queries.gids import open_gids
from app.queries.werkplek import Werkplek

MEESTE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class StukBeeld:
    """One of them: a kenmerk, the day it came in, what became of it; no words."""

    id: UUID
    kenmerk: str
    aard: Stukaard
    status: Stukstatus
    ontvangen_op: date
    uiterlijk: date | None
    naar: str | None
    afgedaan_op: date | None


def list_stukken(werkplek: Werkplek) -> list[StukBeeld]:
    """Open ones first, then the newest; none for who does no chain work."""
    if not werkplek.actor.werkt_in_keten:
        return []
    query = (
        sa_select(Stuk, col(Melding.kenmerk), col(Termijn.uiterlijk))
        .select_from(Stuk)
        .join(Melding, col(Melding.id) == col(Stuk.melding_id))
        .outerjoin(Termijn, col(Termijn.id) == col(Stuk.termijn_id))
        .where(col(Stuk.organisatie_id) == werkplek.actor.organisatie_id)
        .order_by(col(Stuk.status) != Stukstatus.OPEN, col(Stuk.id).desc())
        .limit(MEESTE)
    )
    gids = open_gids(werkplek.session)
    return [
        StukBeeld(
            id=rij.id,
            kenmerk=kenmerk,
            aard=rij.aard,
            status=rij.status,
            ontvangen_op=rij.ontvangen_op,
            uiterlijk=uiterlijk if rij.status is Stukstatus.OPEN else None,
            naar=gids.name(rij.naar_organisatie_id).naam if rij.naar_organisatie_id else rij.naar_naam,
            afgedaan_op=rij.afgedaan_op,
        )
        for rij, kenmerk, uiterlijk in werkplek.session.execute(query)
    ]
