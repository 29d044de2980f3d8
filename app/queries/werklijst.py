"""Werklijst: what lies with us, what is offered to us, what we passed on, and what is due today.

Every list is in one order: spoed first, then the first date, then the casus; paging continues after
the last row of the page before (keyset), never by counting. Lists show kenmerk and initials (I10).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, false, func, literal, or_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.domain.termen import OPEN_OVERDRACHT, CasusStatus
from app.domain.toegang import Eigendomsfeiten, Recht, Relatie, owner_relation, rights
from app.kluis import Plek
from app.models import (
    Casus,
    Eigenaarschap,
    Gemeente,
    Jeugdige,
    Medewerker,
    Organisatie,
    Overdracht,
)
from app.queries.lezen import open_jeugdige
from app.queries.relaties import earlier_link, treats
from app.queries.wat_nu import first_promises
from app.queries.werkbeelden import WerkRij
from app.queries.werkplek import Werkplek

MAX_TELLEN = 1000
#: Casus, jeugdige, owner, ownership, behandelaar, gemeente, offer, offered by, offered to.
Werkregel = tuple[
    Casus,
    Jeugdige,
    str,
    Eigenaarschap | None,
    str | None,
    str | None,
    Overdracht | None,
    str | None,
    str | None,
]


class Lijst(StrEnum):
    """The work lists of an organisatie."""

    AANVAARDEN = "aanvaarden"
    ONS = "ons"
    MIJN = "mijn"
    DOORGEZET = "doorgezet"


@dataclass(frozen=True, slots=True)
class Werkfilter:
    """What to show. ``na`` is (spoed_rang, eerste_datum, casus id) of the last row before."""

    lijst: Lijst = Lijst.ONS
    gemeente: str | None = None
    tot_en_met: date | None = None
    alleen_spoed: bool = False
    kenmerk: str | None = None
    na: tuple[int, date, UUID] | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True)
class Werkbladzijde:
    """A page of rows, and where the next one starts (None: no more)."""

    rijen: tuple[WerkRij, ...]
    volgende: tuple[int, date, UUID] | None


_Aanbieder = aliased(Organisatie, name="aanbieder")
_Ontvanger = aliased(Organisatie, name="ontvanger")


def list_work(werkplek: Werkplek, filter_: Werkfilter) -> Werkbladzijde:
    """One page of one list; two statements, whatever the number of rows."""
    rijen = werkplek.session.execute(_query(werkplek, filter_)).all()
    bladzijde = rijen[: filter_.limit]
    beloften = first_promises(werkplek, [rij[0].id for rij in bladzijde])
    volgende = None
    if len(rijen) > filter_.limit:
        casus = bladzijde[-1][0]
        volgende = (casus.spoed_rang, casus.eerste_datum, casus.id)
    return Werkbladzijde(
        tuple(
            _row(werkplek, cast("Werkregel", tuple(rij)), beloften.get(rij[0].id, "")) for rij in bladzijde
        ),
        volgende,
    )


def count_lists(werkplek: Werkplek) -> dict[Lijst, int]:
    """How much is on each list, counted up to a thousand, in one statement."""
    tellingen = [
        select(func.count())
        .select_from(
            select(literal(1))
            .select_from(Casus)
            .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
            .where(condition(werkplek, lijst))
            .limit(MAX_TELLEN)
            .subquery()
        )
        .scalar_subquery()
        for lijst in Lijst
    ]
    rij = werkplek.session.execute(select(*tellingen)).one()
    return dict(zip(Lijst, (int(aantal) for aantal in rij), strict=True))


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
            return and_(eigen, col(Eigenaarschap.behandelaar_id).in_(actor.personen))
        case Lijst.AANVAARDEN:
            return col(Casus.id).in_(
                select(Overdracht.casus_id).where(
                    Overdracht.naar_organisatie_id == actor.organisatie_id,
                    col(Overdracht.status).in_(OPEN_OVERDRACHT),
                )
            )
        case Lijst.DOORGEZET:
            aangeboden = col(Casus.id).in_(
                select(Overdracht.casus_id).where(
                    Overdracht.van_organisatie_id == actor.organisatie_id,
                    col(Overdracht.status).in_(OPEN_OVERDRACHT),
                )
            )
            elders = earlier_link(actor.organisatie_id)
            return and_(col(Casus.status) == CasusStatus.OPEN, or_(aangeboden, elders))


def gemeenten_on_list(werkplek: Werkplek) -> list[tuple[str, str]]:
    """The gemeenten that occur among our own casussen, for the filter."""
    query = (
        select(Gemeente.gm_code, Gemeente.naam)
        .join(Jeugdige, col(Jeugdige.woonplaats_gemeente) == col(Gemeente.gm_code))
        .join(Casus, col(Casus.id) == col(Jeugdige.casus_id))
        .where(
            col(Casus.status) == CasusStatus.OPEN,
            col(Casus.eigenaar_id) == werkplek.actor.organisatie_id,
            col(Jeugdige.afgeschermd).is_(False),
        )
        .distinct()
        .order_by(col(Gemeente.naam))
    )
    return [(code, naam) for code, naam in werkplek.session.exec(query)]


def _query(werkplek: Werkplek, filter_: Werkfilter):  # type: ignore[no-untyped-def]  # eight entities
    query = (
        select(Casus)
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .join(Organisatie, col(Organisatie.id) == col(Casus.eigenaar_id))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, treats(werkplek.omgeving.vandaag))
        .outerjoin(Gemeente, col(Gemeente.gm_code) == col(Jeugdige.woonplaats_gemeente))
        .outerjoin(
            Overdracht,
            and_(
                col(Overdracht.casus_id) == col(Casus.id),
                col(Overdracht.status).in_(OPEN_OVERDRACHT),
            ),
        )
        .outerjoin(_Aanbieder, col(_Aanbieder.id) == col(Overdracht.van_organisatie_id))
        .outerjoin(_Ontvanger, col(_Ontvanger.id) == col(Overdracht.naar_organisatie_id))
        .add_columns(
            Jeugdige,
            col(Organisatie.korte_naam),
            Eigenaarschap,
            col(Medewerker.naam),
            col(Gemeente.naam),
            Overdracht,
            col(_Aanbieder.korte_naam),
            col(_Ontvanger.korte_naam),
        )
        .where(condition(werkplek, filter_.lijst), *_narrow(filter_))
    )
    return query.order_by(col(Casus.spoed_rang), col(Casus.eerste_datum), col(Casus.id)).limit(
        filter_.limit + 1
    )


def _narrow(filter_: Werkfilter) -> list[ColumnElement[bool]]:
    delen: list[ColumnElement[bool]] = []
    if filter_.gemeente:
        delen += [
            col(Jeugdige.woonplaats_gemeente) == filter_.gemeente,
            col(Jeugdige.afgeschermd).is_(False),
        ]
    if filter_.tot_en_met is not None:
        delen.append(col(Casus.eerste_datum) <= filter_.tot_en_met)
    if filter_.alleen_spoed:
        delen.append(col(Casus.spoed_rang) == 0)
    if filter_.kenmerk:
        delen.append(col(Casus.kenmerk).contains(filter_.kenmerk.strip().upper(), autoescape=True))
    if filter_.na is not None:
        delen.append(
            tuple_(col(Casus.spoed_rang), col(Casus.eerste_datum), col(Casus.id))
            > tuple_(
                literal(filter_.na[0]),
                literal(filter_.na[1]),
                literal(filter_.na[2], type_=Uuid()),
            )
        )
    return delen


def _row(werkplek: Werkplek, rij: Werkregel, wat: str) -> WerkRij:
    casus, jeugdige, eigenaar, eigendom, behandelaar, gemeente, aanbod, van, naar = rij
    actor = werkplek.actor
    behandelaar_id = eigendom.behandelaar_id if eigendom and behandelaar else None
    relaties = _relations(werkplek, casus, behandelaar_id, aanbod)
    persoon = open_jeugdige(werkplek, casus, jeugdige, gemeente, volledig=False)
    onderwerp = None
    if rights(relaties) & {Recht.VRAAG, Recht.DOSSIER}:
        plek = Plek("casus", casus.id, "onderwerp")
        onderwerp = werkplek.unseal(casus, plek, casus.onderwerp_verzegeld)
    return WerkRij(
        casus_id=casus.id,
        kenmerk=casus.kenmerk,
        spoed=casus.spoed_rang == 0,
        initialen=persoon.initialen,
        leeftijd=persoon.leeftijd,
        achttien_op=persoon.achttien_op,
        gemeente=persoon.gemeente,
        onderwerp=onderwerp,
        in_gezin=casus.gezin_id is not None,
        eigenaar=eigenaar,
        van_ons=casus.eigenaar_id == actor.organisatie_id,
        sinds=eigendom.van if eigendom else casus.geopend_op,
        behandelaar=behandelaar,
        datum=casus.eerste_datum,
        wat=wat,
        overdracht_id=aanbod.id if aanbod else None,
        overdracht_status=aanbod.status if aanbod else None,
        overdracht_van=van,
        overdracht_naar=naar,
        overdracht_uiterlijk=aanbod.uiterlijk if aanbod else None,
    )


def _relations(
    werkplek: Werkplek, casus: Casus, behandelaar_id: UUID | None, aanbod: Overdracht | None
) -> Sequence[Relatie]:
    """The relations that a row of a list proves by itself."""
    actor = werkplek.actor
    als_eigenaar = owner_relation(
        actor,
        Eigendomsfeiten(
            is_eigenaar=casus.eigenaar_id == actor.organisatie_id,
            is_behandelaar=behandelaar_id in actor.personen,
            heeft_behandelaar=behandelaar_id is not None,
            is_gesloten=casus.status is not CasusStatus.OPEN,
        ),
    )
    relaties = [als_eigenaar] if als_eigenaar else []
    if aanbod is not None and aanbod.naar_organisatie_id == actor.organisatie_id:
        relaties.append(Relatie.AANGESPROKENE)
    return relaties
