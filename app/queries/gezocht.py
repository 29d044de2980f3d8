"""Gezocht: a casus that somebody names by number, on whatever list it is, for who may know of it.

What is typed: ``C-2026-000224``, ``M-2026-000180``, or ``224`` of this year. Names are sealed and are not
searched.
"""

import re

from sqlmodel import col, select

from app.models import Casus, Melding, MeldingCasus
from app.queries.relaties import relations
from app.queries.werkplek import Werkplek

_NUMMER = re.compile(r"(?:(?P<soort>[CM])-?)?(?:(?P<jaar>\d{4})-)?0*(?P<nummer>\d{1,6})", re.IGNORECASE)
#: A melding may be about several children.
MEESTE = 12


def named_by(werkplek: Werkplek, getypt: str) -> list[tuple[str, bool]]:
    """Kenmerk of each casus meant, and whether it is open; nothing for what is no number, and for what this
    actor may not know of."""
    gevonden = _NUMMER.fullmatch(getypt.strip())
    if gevonden is None or not werkplek.actor.werkt_in_keten:
        return []
    jaar = gevonden["jaar"] or str(werkplek.omgeving.vandaag.year)
    cijfers = f"-{jaar}-{int(gevonden['nummer']):06}"
    query = select(Casus)
    if (gevonden["soort"] or "C").upper() == "C":
        query = query.where(Casus.kenmerk == f"C{cijfers}")
    else:
        query = (
            query.join(MeldingCasus, col(MeldingCasus.casus_id) == col(Casus.id))
            .join(Melding, col(Melding.id) == col(MeldingCasus.melding_id))
            .where(Melding.kenmerk == f"M{cijfers}", col(MeldingCasus.tot).is_(None))
        )
    rijen = werkplek.session.exec(query.order_by(col(Casus.kenmerk)).limit(MEESTE)).all()
    return [(rij.kenmerk, rij.status == "open") for rij in rijen if relations(werkplek, rij.id)]
