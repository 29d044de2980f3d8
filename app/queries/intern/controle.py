"""Controle: every invariant as a statement that finds the rows that break it (domain.md §2).

Purpose: `houvast controleer` and the vangnet (§8). Most of these rows cannot exist, because the
database refuses them; the check looks anyway: a restored backup or a hand on the database is no excuse.
Each statement gives the kenmerk of what is wrong and no personal data; nothing is read row by row.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Date, bindparam, text
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.omgeving import local_date
from app.domain.termijnen.wijziging import Wijziging
from app.models import Casus, Melding, Termijn, Termijnwijziging
from app.queries.intern.controle_afloop import AFLOOP
from app.queries.intern.controle_belofte import BELOFTE
from app.queries.intern.controle_bijlage import BIJLAGE
from app.queries.intern.controle_eigendom import EIGENDOM
from app.queries.intern.controle_samenloop import SAMENLOOP
from app.queries.intern.controle_tafel import TAFEL
from app.queries.intern.controleregel import Controleregel

CONTROLES: tuple[Controleregel, ...] = (*EIGENDOM, *BELOFTE, *AFLOOP, *SAMENLOOP, *TAFEL, *BIJLAGE)
PER_KEER = 500
#: What the work list shows for a casus without any promise (services/termijnen.py).
GEEN_DATUM = date(9999, 12, 31)


class Treffer(NamedTuple):
    """A row that breaks a rule."""

    regel: Controleregel
    kenmerk: str


@dataclass(frozen=True, slots=True)
class Rekening:
    """A stored promise with every move of its date, to compute it again."""

    termijn: Termijn
    onderwerp: str
    wijzigingen: tuple[Wijziging, ...] = ()


def broken_rules(session: Session, vandaag: date) -> Iterator[Treffer]:
    """Every row that breaks an invariant; one statement per rule."""
    for regel in CONTROLES:
        opdracht = text(regel.sql)
        waarden = {"vandaag": vandaag, "geen_datum": GEEN_DATUM}
        nodig = {naam: waarde for naam, waarde in waarden.items() if f":{naam}" in regel.sql}
        opdracht = opdracht.bindparams(*(bindparam(naam, waarde, Date) for naam, waarde in nodig.items()))
        for (kenmerk,) in session.connection().execute(opdracht):
            yield Treffer(regel, str(kenmerk))


def all_promises(session: Session) -> Iterator[Rekening]:
    """Every promise with the kenmerk it belongs to, a batch at a time."""
    query = (
        select(Termijn, Melding.kenmerk, Casus.kenmerk)
        .outerjoin(Melding, col(Melding.id) == col(Termijn.melding_id))
        .outerjoin(Casus, col(Casus.id) == col(Termijn.casus_id))
        .execution_options(yield_per=PER_KEER)
    )
    verzet = _moves(session)
    for termijn, melding, casus in session.exec(query):
        yield Rekening(termijn, melding or casus, verzet.get(termijn.id, ()))


def _moves(session: Session) -> dict[UUID, tuple[Wijziging, ...]]:
    """Every move of every date, in order; few promises ever move."""
    kolommen = (
        col(Termijnwijziging.termijn_id),
        col(Termijnwijziging.soort),
        col(Termijnwijziging.van),
        col(Termijnwijziging.naar),
        col(Termijnwijziging.op),
        col(Termijnwijziging.redencode),
        col(Termijnwijziging.instemming_op),
        col(Termijnwijziging.dag),
    )
    per: dict[UUID, list[Wijziging]] = defaultdict(list)
    query = sa_select(*kolommen).order_by(kolommen[0], col(Termijnwijziging.nummer))
    for termijn_id, soort, van, naar, op, reden, instemming_op, dag in session.execute(query):
        per[termijn_id].append(
            Wijziging(
                soort=soort,
                van=van,
                naar=naar,
                op=local_date(op),
                reden=reden,
                instemming_op=instemming_op,
                dag=dag,
            )
        )
    return {termijn_id: tuple(stappen) for termijn_id, stappen in per.items()}
