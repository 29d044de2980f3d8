"""Vandaagelders: what is late at a party without an account, for the last owner with one (I11)."""

from typing import Any

from sqlalchemy import Select, and_, func, or_
from sqlmodel import col, select

from app.models import Casus, Eigenaarschap, MeldingCasus, Termijn
from app.queries.relatiefeiten import held_by_link, last_with_account
from app.queries.vandaagregel import line
from app.queries.werkplek import Werkplek


def late_elsewhere(werkplek: Werkplek) -> Select[Any]:
    """Too late at a party without an account that we passed a casus to: nobody there sees it on a list.

    Asked from the few ownerships that were taken through a link, in the index that holds only those.
    """
    vandaag = werkplek.omgeving.vandaag
    via_link = select(Eigenaarschap.casus_id).where(
        held_by_link(vandaag), col(Eigenaarschap.is_open).is_(True)
    )
    return (
        line(
            "belofte_elders",
            datum=func.min(col(Termijn.uiterlijk)),
            partij_id=col(Casus.eigenaar_id),
            casus_id=col(Casus.id),
            kenmerk=col(Casus.kenmerk),
            spoed_rang=col(Casus.spoed_rang),
        )
        .select_from(Casus)
        .outerjoin(
            MeldingCasus,
            and_(col(MeldingCasus.casus_id) == col(Casus.id), col(MeldingCasus.tot).is_(None)),
        )
        .join(
            Termijn,
            or_(
                col(Termijn.casus_id) == col(Casus.id),
                col(Termijn.melding_id) == col(MeldingCasus.melding_id),
            ),
        )
        .where(
            col(Casus.id).in_(via_link),
            last_with_account() == werkplek.actor.organisatie_id,
            col(Termijn.is_open).is_(True),
            col(Termijn.verantwoordelijke_id) == col(Casus.eigenaar_id),
            col(Termijn.uiterlijk) < vandaag,
        )
        .group_by(col(Casus.id), col(Casus.eigenaar_id), col(Casus.kenmerk), col(Casus.spoed_rang))
        .order_by(func.min(col(Termijn.uiterlijk)), col(Casus.id))
    )
