"""Werklijst: what lies with us, what is offered to us, what we passed on, and what is due today.

Every list is in one order (werkvolgorde); paging continues after the last row of the page before
(keyset), never by counting. Lists show kenmerk and initials (I10).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Row,
    Select,
    String,
    and_,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    union,
    union_all,
)
from sqlalchemy import select as sa_select
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.domain.actor import Actor
from app.domain.termen import CasusStatus
from app.domain.toegang import Eigendomsfeiten, Recht, Relatie, owner_relation, rights
from app.kluis import Plek
from app.models import Casus, Casuswacht, Eigenaarschap, Jeugdige, Medewerker, Overdracht
from app.queries.eenmaal import values, written
from app.queries.gids import open_gids
from app.queries.lezen import recognise
from app.queries.lopend import is_pending
from app.queries.relatiefeiten import caught_by, passed_on_and_running, treated_by, treats, waits_elsewhere
from app.queries.veiligheid import waits
from app.queries.wat_nu import first_promises
from app.queries.werkbeelden import Lijst, Werkbladzijde, Werkfilter, WerkRij
from app.queries.werkplek import Werkplek, persoon_plek
from app.queries.werkvolgorde import date_of, next_place, order_of, rows_after

LEEST_VRAAG = frozenset({Recht.VRAAG, Recht.DOSSIER})
MAX_TELLEN = 200
#: What a row shows: columns, no entities.
KOLOMMEN: tuple[Any, ...] = (
    col(Casus.id).label("casus_id"),
    *(col(Casus.kenmerk), col(Casus.status), col(Casus.sleutel), col(Casus.onderwerp_verzegeld)),
    *(col(Casus.gezin_id), col(Casus.eigenaar_id), col(Casus.spoed_rang), col(Casus.eerste_datum)),
    *(col(Casus.geopend_op), col(Jeugdige.id).label("jeugdige_id"), col(Jeugdige.persoon_verzegeld)),
    *(col(Jeugdige.woonplaats_gemeente), col(Jeugdige.afgeschermd)),
    *(col(Eigenaarschap.van), col(Eigenaarschap.behandelaar_id)),
    col(Medewerker.naam).label("behandelaar"),
    *(col(Casuswacht.grond).label("wacht_op"), col(Casuswacht.tot).label("wacht_tot")),
    *(col(Overdracht.id).label("aanbod_id"), col(Overdracht.status).label("aanbod_status")),
    *(col(Overdracht.van_organisatie_id), col(Overdracht.naar_organisatie_id), col(Overdracht.uiterlijk)),
)


@dataclass(frozen=True, slots=True)
class Overzicht:
    """How much is on each list, counted up to ``MAX_TELLEN``, and the gemeenten to filter by."""

    tellingen: Mapping[Lijst, int]
    gemeenten: Sequence[tuple[str, str]]


def list_work(werkplek: Werkplek, filter_: Werkfilter) -> Werkbladzijde:
    """One page of one list; two statements, whatever the number of rows."""
    zonder_filter = filter_ == Werkfilter(filter_.lijst)
    query = _first_page(werkplek, filter_) if zonder_filter else _query(werkplek, filter_)
    rijen = werkplek.session.execute(query, values(werkplek)).all()
    bladzijde = rijen[: filter_.limit]
    beloften = first_promises(werkplek, [rij.casus_id for rij in bladzijde])
    laatste = bladzijde[-1] if len(rijen) > filter_.limit else None
    return Werkbladzijde(
        tuple(_row(werkplek, rij, beloften.get(rij.casus_id, "")) for rij in bladzijde),
        next_place(filter_.lijst, laatste) if laatste else None,
    )


def overview(werkplek: Werkplek) -> Overzicht:
    """What stands around a list, in one statement. Gemeenten: of as many as are counted on our own list."""
    gevonden = dict(tuple(rij) for rij in werkplek.session.execute(_counts(werkplek), values(werkplek)))
    namen = open_gids(werkplek.session).gemeenten
    return Overzicht(
        {lijst: gevonden[lijst] for lijst in Lijst},
        [(code, naam) for code, naam in namen.items() if code in gevonden],
    )


@written
def _counts(werkplek: Werkplek) -> CompoundSelect[Any]:
    tellingen = [
        sa_select(literal(lijst, String()).label("wat"), func.count().label("aantal")).select_from(
            _enough_of(werkplek, lijst).subquery()
        )
        for lijst in Lijst
    ]
    return union_all(*tellingen, _gemeenten(werkplek))


def _enough_of(werkplek: Werkplek, lijst: Lijst) -> Select[Any]:
    """No more of a list than is counted; what was passed on is judged one by one until there are enough."""
    if lijst is Lijst.DOORGEZET and werkplek.actor.werkt_in_keten:
        misschien = _maybe_passed_on(werkplek.actor).subquery()
        query = sa_select(col(Casus.id)).join(misschien, misschien.c.casus_id == col(Casus.id))
        return query.where(_is_passed_on(werkplek.actor)).limit(MAX_TELLEN)
    return (
        sa_select(col(Casus.id))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .where(condition(werkplek, lijst))
        .limit(MAX_TELLEN)
    )


def _gemeenten(werkplek: Werkplek) -> Select[Any]:
    lijst = (
        sa_select(col(Jeugdige.woonplaats_gemeente), col(Jeugdige.afgeschermd))
        .join(Casus, col(Casus.id) == col(Jeugdige.casus_id))
        .where(condition(werkplek, Lijst.ONS))
        .order_by(*order_of(Lijst.ONS))
        .limit(MAX_TELLEN)
        .subquery()
    )
    return (
        sa_select(lijst.c.woonplaats_gemeente, cast(null(), Integer()))
        .where(lijst.c.woonplaats_gemeente.is_not(None), lijst.c.afgeschermd.is_(False))
        .distinct()
    )


def condition(werkplek: Werkplek, lijst: Lijst) -> ColumnElement[bool]:
    """Which casussen stand on a list; nothing for who does no chain work."""
    actor = werkplek.actor
    if not actor.werkt_in_keten:
        return false()
    eigen = and_(col(Casus.status) == CasusStatus.OPEN, col(Casus.eigenaar_id) == actor.organisatie_id)
    match lijst:
        case Lijst.ONS:
            return eigen
        case Lijst.MIJN:
            return and_(eigen, col(Casus.id).in_(treated_by(actor)))
        case Lijst.AANVAARDEN:
            return col(Casus.id).in_(
                select(Overdracht.casus_id).where(
                    Overdracht.naar_organisatie_id == actor.organisatie_id,
                    is_pending(),
                )
            )
        case Lijst.DOORGEZET:
            # First what may be it, through indexes; then each is judged.
            return and_(col(Casus.id).in_(_maybe_passed_on(actor)), _is_passed_on(actor))
        case Lijst.OPGEVANGEN:
            return caught_by(actor, werkplek.omgeving.vandaag)


def _maybe_passed_on(actor: Actor) -> CompoundSelect[UUID]:
    return union(_offered_by(actor), passed_on_and_running(actor.organisatie_id))


def _is_passed_on(actor: Actor) -> ColumnElement[bool]:
    zonder_ons = or_(col(Casus.id).in_(_offered_by(actor)), waits_elsewhere(actor.organisatie_id))
    return and_(col(Casus.status) == CasusStatus.OPEN, zonder_ons)


def _offered_by(actor: Actor) -> SelectOfScalar[UUID]:
    van_ons = col(Overdracht.van_organisatie_id) == actor.organisatie_id
    return select(Overdracht.casus_id).where(van_ons, is_pending())


def _query(werkplek: Werkplek, filter_: Werkfilter) -> Select[Any]:
    return (
        sa_select(*KOLOMMEN)
        .select_from(Casus)
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, treats(werkplek.omgeving.vandaag))
        .outerjoin(Casuswacht, waits())
        .outerjoin(
            Overdracht,
            and_(
                col(Overdracht.casus_id) == col(Casus.id),
                is_pending(),
            ),
        )
        .where(condition(werkplek, filter_.lijst), *_narrow(filter_))
        .order_by(*order_of(filter_.lijst))
        .limit(filter_.limit + 1)
    )


#: What everybody opens each day is composed once; a filter or a later page when it is asked for.
_first_page = written(_query)


def _narrow(filter_: Werkfilter) -> list[ColumnElement[bool]]:
    delen: list[ColumnElement[bool]] = []
    if filter_.gemeente:
        delen += [
            col(Jeugdige.woonplaats_gemeente) == filter_.gemeente,
            col(Jeugdige.afgeschermd).is_(False),
        ]
    if filter_.tot_en_met is not None:
        delen.append(date_of(filter_.lijst) <= filter_.tot_en_met)
    if filter_.alleen_spoed:
        delen.append(col(Casus.spoed_rang) == 0)
    if filter_.kenmerk:
        delen.append(col(Casus.kenmerk).contains(filter_.kenmerk.strip().upper(), autoescape=True))
    if filter_.na is not None:
        delen.append(rows_after(filter_.lijst, filter_.na))
    return delen


def _row(werkplek: Werkplek, rij: Row[Any], wat: str) -> WerkRij:
    gids = open_gids(werkplek.session)
    wie = recognise(werkplek, rij.sleutel, persoon_plek("jeugdige", rij.jeugdige_id), rij.persoon_verzegeld)
    gemeente = gids.gemeenten.get(rij.woonplaats_gemeente or "")
    return WerkRij(
        casus_id=rij.casus_id,
        kenmerk=rij.kenmerk,
        spoed=rij.spoed_rang == 0,
        initialen=wie.initialen,
        leeftijd=wie.leeftijd,
        achttien_op=wie.achttien_op,
        gemeente=None if rij.afgeschermd else gemeente,
        onderwerp=_subject(werkplek, rij),
        in_gezin=rij.gezin_id is not None,
        eigenaar=gids.name(rij.eigenaar_id).korte_naam,
        van_ons=rij.eigenaar_id == werkplek.actor.organisatie_id,
        sinds=rij.van or rij.geopend_op,
        behandelaar=rij.behandelaar,
        datum=rij.eerste_datum,
        wat=wat,
        overdracht_id=rij.aanbod_id,
        overdracht_status=rij.aanbod_status,
        overdracht_van=gids.name(rij.van_organisatie_id).korte_naam if rij.aanbod_id else None,
        overdracht_naar=gids.name(rij.naar_organisatie_id).korte_naam if rij.aanbod_id else None,
        overdracht_uiterlijk=rij.uiterlijk,
        wacht_op=rij.wacht_op,
        wacht_tot=rij.wacht_tot,
    )


def _subject(werkplek: Werkplek, rij: Row[Any]) -> str | None:
    """What it is about, for who may read the question."""
    if rij.onderwerp_verzegeld is None or not rights(_relations(werkplek, rij)) & LEEST_VRAAG:
        return None
    sleutel = werkplek.kluis.open_sleutel(rij.sleutel)
    return sleutel.ontzegel(Plek("casus", rij.casus_id, "onderwerp"), rij.onderwerp_verzegeld)


def _relations(werkplek: Werkplek, rij: Row[Any]) -> Sequence[Relatie]:
    """The relations that a row of a list proves by itself."""
    actor = werkplek.actor
    behandelaar_id = rij.behandelaar_id if rij.behandelaar else None
    als_eigenaar = owner_relation(
        actor,
        Eigendomsfeiten(
            is_eigenaar=rij.eigenaar_id == actor.organisatie_id,
            is_behandelaar=behandelaar_id in actor.personen,
            heeft_behandelaar=behandelaar_id is not None,
            is_gesloten=rij.status is not CasusStatus.OPEN,
        ),
    )
    relaties = [als_eigenaar] if als_eigenaar else []
    if rij.aanbod_id is not None and rij.naar_organisatie_id == actor.organisatie_id:
        relaties.append(Relatie.AANGESPROKENE)
    return relaties
