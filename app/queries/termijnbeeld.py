"""Termijnbeeld: a promise in words, why it is that date, how it moved, and who may put it off (I5, I9)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.errors import NotVisibleError
from app.domain.omgeving import local_date
from app.domain.termen import Kanaal
from app.domain.termijnen.regels import Grondsoort, TermijnVoor, Variant
from app.domain.termijnen.uitleg import Uitleg, als_zinnen
from app.domain.termijnen.verdaging import Termijnstand, standing
from app.domain.termijnen.wijziging import Verdagingsreden, Wijzigingsoort
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Casus, Klacht, Medewerker, Melding, Termijn, Termijnwijziging
from app.queries.beelden import TermijnBeeld
from app.queries.eenmaal import CASUS, MELDINGEN
from app.queries.gids import open_gids
from app.queries.klachtzegel import open_words
from app.queries.lopend import is_running
from app.queries.werkplek import Werkplek

AFSPRAAK = "Afspraak met de melder"


@dataclass(frozen=True, slots=True)
class WijzigingBeeld:
    """One move of a date, with who did it; the words only for who may read them."""

    soort: Wijzigingsoort
    van: date
    naar: date
    op: date
    door: str
    reden: Verdagingsreden | None
    toelichting: str | None
    instemming_op: date | None
    instemming_wijze: Kanaal | None
    dag: date | None


@cache
def _running() -> Select[Any]:
    return (
        sa_select(Termijn)
        .where(
            is_running(),
            or_(
                col(Termijn.melding_id).in_(MELDINGEN),
                and_(col(Termijn.melding_id).is_(None), col(Termijn.casus_id) == CASUS),
            ),
        )
        .order_by(col(Termijn.uiterlijk), col(Termijn.id))
    )


def termijnen(werkplek: Werkplek, casus_id: UUID, melding_ids: Sequence[UUID]) -> tuple[TermijnBeeld, ...]:
    """Open promises of a casus and of these meldingen, first date first, each with its reason."""
    waarden = {CASUS.key: casus_id, MELDINGEN.key: list(melding_ids)}
    return tuple(
        open_termijn(werkplek, termijn)
        for termijn in werkplek.session.execute(_running(), waarden).scalars()
        if termijn.casus_id in (casus_id, None)
    )


def open_termijn(werkplek: Werkplek, rij: Termijn) -> TermijnBeeld:
    """A promise in words. Before 0014 a receipt on a melding was also one on its klacht: that is left out."""
    uitleg = read_uitleg(rij)
    verzwijg = rij.variant == Variant.KLACHT and rij.klacht_id is None
    variant = None if verzwijg else Variant(rij.variant)
    regel = werkplek.omgeving.regels.regel(rij.code, rij.begint_op, variant)
    afgesproken = rij.grondsoort is Grondsoort.AFSPRAAK and rij.voor is TermijnVoor.MELDER
    return TermijnBeeld(
        id=rij.id,
        code=rij.code,
        naam=AFSPRAAK if afgesproken else regel.naam,
        voor=rij.voor,
        uiterlijk=rij.uiterlijk,
        signaal=werkplek.omgeving.signaal(rij.uiterlijk) if rij.is_open else None,
        wettelijk_uiterlijk=None if verzwijg else rij.wettelijk_uiterlijk,
        begint_op=rij.begint_op,
        verantwoordelijke=open_gids(werkplek.session).name(rij.verantwoordelijke_id),
        melding_id=rij.melding_id,
        grondsoort=Grondsoort.NORM if verzwijg else rij.grondsoort,
        artikel=None if verzwijg else rij.artikel,
        uitleg="" if verzwijg else als_zinnen(uitleg),
        verzet=() if verzwijg else uitleg.wijzigingen,
        kan_later=regel.verdaging_lengte > 0,
    )


def read_uitleg(rij: Termijn) -> Uitleg:
    """The explanation that is stored with a promise."""
    return Uitleg.uit_json(json.loads(rij.uitleg))


def standing_of(werkplek: Werkplek, termijn_id: UUID) -> Termijnstand:
    """The same for a promise that was shown to this actor already."""
    return termijn_standing(
        werkplek, werkplek.session.exec(select(Termijn).where(Termijn.id == termijn_id)).one()
    )


def termijn_standing(werkplek: Werkplek, rij: Termijn) -> Termijnstand:
    """How a promise stands for the rules of verdaging."""
    regel = werkplek.omgeving.regels.regel(rij.code, rij.begint_op, Variant(rij.variant))
    return standing(regel, rij.voor, read_uitleg(rij), werkplek.omgeving.kalender)


def place_of_termijn(session: Session, termijn_id: UUID) -> tuple[UUID | None, UUID | None]:
    """The melding and the casus a promise belongs to; neither for one about a klacht."""
    rij = session.execute(
        select(col(Termijn.melding_id), col(Termijn.casus_id)).where(col(Termijn.id) == termijn_id)
    ).first()
    if rij is None:
        raise NotVisibleError("Deze termijn")
    return rij[0], rij[1]


def wijzigingen(werkplek: Werkplek, termijn_id: UUID, rechten: frozenset[Recht]) -> list[WijzigingBeeld]:
    """How a date moved, oldest first, by whom; the words for who reads the dossier or wrote them."""
    query = (
        sa_select(Termijnwijziging, Melding, Casus, Klacht, col(Medewerker.naam))
        .select_from(Termijnwijziging)
        .join(Termijn, col(Termijn.id) == col(Termijnwijziging.termijn_id))
        .outerjoin(Klacht, col(Klacht.id) == col(Termijn.klacht_id))
        .outerjoin(Melding, col(Melding.id) == func.coalesce(col(Termijn.melding_id), col(Klacht.melding_id)))
        .outerjoin(Casus, col(Casus.id) == col(Termijn.casus_id))
        .outerjoin(Medewerker, col(Medewerker.id) == col(Termijnwijziging.medewerker_id))
        .where(col(Termijnwijziging.termijn_id) == termijn_id)
        .order_by(col(Termijnwijziging.nummer))
    )
    gids = open_gids(werkplek.session)
    beelden = []
    for rij, melding, casus, klacht, naam in werkplek.session.execute(query):
        eigen = rij.organisatie_id == werkplek.actor.organisatie_id
        tekst = None
        plek = Plek("termijnwijziging", rij.id, "toelichting")
        if klacht is not None and Recht.KLACHT_LEZEN in rechten:
            tekst = open_words(werkplek, klacht, melding, plek, rij.toelichting_verzegeld)
        elif klacht is None and (Recht.DOSSIER in rechten or eigen):
            tekst = werkplek.unseal(melding or casus, plek, rij.toelichting_verzegeld)
        door = [naam, gids.name(rij.organisatie_id).korte_naam]
        beelden.append(
            WijzigingBeeld(
                soort=rij.soort,
                van=rij.van,
                naar=rij.naar,
                op=local_date(rij.op),
                door=", ".join(deel for deel in door if deel),
                reden=rij.redencode,
                toelichting=tekst,
                instemming_op=rij.instemming_op,
                instemming_wijze=rij.instemming_wijze,
                dag=rij.dag,
            )
        )
    return beelden
