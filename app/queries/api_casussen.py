"""Casussen as the API lists them, the meldingen behind them, and overdrachten by id."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, literal, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.domain.errors import NotVisibleError
from app.domain.gebeurtenissen import GebeurtenisSoort as G
from app.domain.termen import CasusStatus, OverdrachtStatus
from app.domain.termijnen.belofte import Signaal
from app.domain.toegang import Recht, rights
from app.models import (
    Casus,
    Eigenaarschap,
    Gebeurtenis,
    Jeugdige,
    Medewerker,
    Overdracht,
)
from app.queries.beelden import OverdrachtBeeld, Partijnaam, Persoonnaam
from app.queries.casusdelen import offer_view
from app.queries.geschiedenis import is_of_other_side
from app.queries.gids import open_gids
from app.queries.lezen import open_jeugdige
from app.queries.lopend import is_pending
from app.queries.relatiefeiten import offered_to
from app.queries.relaties import (
    fact_values,
    join_facts,
    relation_facts,
    relations,
    relations_of,
    select_from_casus,
)
from app.queries.wat_nu import first_promises
from app.queries.werkplek import Werkplek
from app.queries.zichtbaar import casus_in_progress

_Aanbieder = aliased(Medewerker, name="aanbieder")
GEEN_DATUM = date(9999, 12, 31)
Plaats = tuple[int, date, UUID]
Regel = tuple[Casus, Jeugdige, Medewerker | None, Overdracht | None]
#: Events that show progress: who had it, who was asked, how it ended.
VOORTGANG = frozenset(
    {
        G.CASUS_GEOPEND,
        G.CASUS_GESLOTEN,
        G.CASUS_HEROPEND,
        G.OVERDRACHT_AANGEBODEN,
        G.OVERDRACHT_IN_BEOORDELING,
        G.OVERDRACHT_AANVAARD,
        G.OVERDRACHT_TERUGGEGEVEN,
        G.OVERDRACHT_INGETROKKEN,
        G.OVERDRACHT_VERLOPEN,
        G.CASUS_GEESCALEERD,
        G.ESCALATIE_AFGEHANDELD,
    }
)


@dataclass(frozen=True, slots=True)
class CasusFilter:
    """What to list; ``na`` is the last row of the page before."""

    eigenaar: str | None = None
    status: CasusStatus | None = None
    te_aanvaarden: bool | None = None
    termijn_voor: date | None = None
    spoed: bool | None = None
    na: Plaats | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True)
class Aanbodrij:
    """The open offer of a row, and how its own date stands."""

    id: UUID
    status: OverdrachtStatus
    uiterlijk: date
    signaal: Signaal


@dataclass(frozen=True, slots=True, kw_only=True)
class CasusRij:
    """One row: kenmerk and initials, no more of a person."""

    id: UUID
    kenmerk: str
    status: CasusStatus
    spoed: bool
    eigenaar: Partijnaam
    behandelaar: Persoonnaam | None
    initialen: str | None
    eerste_datum: date | None
    signaal: Signaal | None
    wat: str | None
    aanbod: Aanbodrij | None
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Gebeurtenisrij:
    """One event of the chain; a hidden one keeps its number and hashes only."""

    nummer: int
    hash: str
    vorige_hash: str
    soort: str | None = None
    op: datetime | None = None
    actor_soort: str | None = None
    actor_id: UUID | None = None
    organisatie_id: UUID | None = None
    gegevens: dict[str, object] | None = None


def list_casussen(werkplek: Werkplek, filter_: CasusFilter) -> list[CasusRij]:
    """A page of casussen this actor follows, spoed first, then the first date; one row extra."""
    query = (
        select(Casus)
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, col(Medewerker.id) == col(Eigenaarschap.behandelaar_id))
        .outerjoin(
            Overdracht,
            and_(col(Overdracht.casus_id) == col(Casus.id), is_pending()),
        )
        .add_columns(Jeugdige, Medewerker, Overdracht)
        .where(casus_in_progress(werkplek), *_narrow(werkplek, filter_))
        .order_by(col(Casus.spoed_rang), col(Casus.eerste_datum), col(Casus.id))
        .limit(filter_.limit + 1)
    )
    rijen = [cast("Regel", tuple(rij)) for rij in werkplek.session.execute(query)]
    wat = first_promises(werkplek, [rij[0].id for rij in rijen])
    return [_row(werkplek, rij, wat.get(rij[0].id)) for rij in rijen]


def _narrow(werkplek: Werkplek, filter_: CasusFilter) -> list[ColumnElement[bool]]:
    delen: list[ColumnElement[bool]] = []
    if filter_.eigenaar is not None:
        delen.append(col(Casus.eigenaar_id) == open_gids(werkplek.session).find_id(filter_.eigenaar))
    if filter_.status is not None:
        delen.append(col(Casus.status) == filter_.status)
    if filter_.te_aanvaarden is not None:
        wacht = offered_to(werkplek.actor.organisatie_id)
        delen.append(wacht if filter_.te_aanvaarden else ~wacht)
    if filter_.termijn_voor is not None:
        delen.append(col(Casus.eerste_datum) <= filter_.termijn_voor)
    if filter_.spoed is not None:
        delen.append(col(Casus.spoed_rang) == (0 if filter_.spoed else 1))
    if filter_.na is not None:
        rang, datum, id_ = filter_.na
        plaats = tuple_(literal(rang), literal(datum), literal(id_, type_=Uuid()))
        delen.append(tuple_(col(Casus.spoed_rang), col(Casus.eerste_datum), col(Casus.id)) > plaats)
    return delen


def _row(werkplek: Werkplek, rij: Regel, wat: str | None) -> CasusRij:
    casus, jeugdige, behandelaar, overdracht = rij
    datum = None if casus.eerste_datum == GEEN_DATUM else casus.eerste_datum
    return CasusRij(
        id=casus.id,
        kenmerk=casus.kenmerk,
        status=casus.status,
        spoed=casus.spoed_rang == 0,
        eigenaar=open_gids(werkplek.session).name(casus.eigenaar_id),
        behandelaar=Persoonnaam(behandelaar.id, behandelaar.naam) if behandelaar else None,
        initialen=open_jeugdige(werkplek, casus, jeugdige, None, volledig=False).initialen,
        eerste_datum=datum,
        signaal=werkplek.omgeving.signaal(datum) if datum else None,
        wat=wat,
        aanbod=_offer(werkplek, overdracht) if overdracht else None,
        plaats=(casus.spoed_rang, casus.eerste_datum, casus.id),
    )


def _offer(werkplek: Werkplek, rij: Overdracht) -> Aanbodrij:
    return Aanbodrij(rij.id, rij.status, rij.uiterlijk, werkplek.omgeving.signaal(rij.uiterlijk))


def find_overdracht(
    werkplek: Werkplek, overdracht_id: UUID
) -> tuple[Casus, OverdrachtBeeld, frozenset[Recht]]:
    """An overdracht of a casus this actor may know of, with that casus and the rights to it."""
    query = (
        select_from_casus(*relation_facts(werkplek.actor), Casus, Overdracht, col(_Aanbieder.naam))
        .join(Overdracht, col(Overdracht.casus_id) == col(Casus.id))
        .outerjoin(_Aanbieder, col(_Aanbieder.id) == col(Overdracht.aangeboden_door_id))
        .where(col(Overdracht.id) == overdracht_id)
    )
    rij = werkplek.session.execute(join_facts(query), fact_values(werkplek)).first()
    if rij is None:
        raise NotVisibleError("Deze overdracht")
    *feiten, casus, overdracht, aanbieder = rij
    rechten = rights(relations_of(werkplek, feiten))
    eigen = werkplek.actor.organisatie_id
    if not (Recht.VOORTGANG in rechten or (rechten and overdracht.naar_organisatie_id == eigen)):
        raise NotVisibleError("Deze overdracht")
    return casus, offer_view(werkplek, casus, (overdracht, aanbieder), rechten), rechten


def list_gebeurtenissen(werkplek: Werkplek, casus_id: UUID, na: int, limit: int) -> list[Gebeurtenisrij]:
    """The history after number ``na``; hidden rows stay in the chain as hashes. One row extra."""
    rechten = rights(relations(werkplek, casus_id))
    if not rechten:
        raise NotVisibleError("Deze casus")
    rijen = werkplek.session.exec(
        select(Gebeurtenis)
        .where(Gebeurtenis.stroom_id == casus_id, Gebeurtenis.nummer > na)
        .order_by(col(Gebeurtenis.nummer))
        .limit(limit + 1)
    )
    return [_event(werkplek, rij, rechten) for rij in rijen]


def _event(werkplek: Werkplek, rij: Gebeurtenis, rechten: frozenset[Recht]) -> Gebeurtenisrij:
    eigen = rij.organisatie_id == werkplek.actor.organisatie_id
    voortgang = Recht.VOORTGANG in rechten and rij.soort in VOORTGANG
    if not (Recht.DOSSIER in rechten or eigen or voortgang):
        return Gebeurtenisrij(rij.nummer, rij.hash, rij.vorige_hash)
    ander = is_of_other_side(werkplek, rij)
    return Gebeurtenisrij(
        nummer=rij.nummer,
        hash=rij.hash,
        vorige_hash=rij.vorige_hash,
        soort=rij.soort,
        op=rij.op,
        actor_soort=None if ander else rij.actor_soort,
        actor_id=None if ander else rij.actor_id,
        organisatie_id=None if ander else rij.organisatie_id,
        gegevens=json.loads(rij.gegevens),
    )
