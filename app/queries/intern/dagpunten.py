"""Dagpunten: everything that may stand in a digest today, of everybody at once, and who works where.

Purpose: the worker that makes the digests. Kenmerken, codes, dates and names of colleagues; nothing sealed.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, String, and_, case, func, type_coerce
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.actor import KETENROLLEN, Rol
from app.domain.berichttermen import VRAAGT_AANDACHT
from app.domain.dagbericht import Collegastand
from app.domain.omgeving import Omgeving
from app.domain.termen import CasusStatus
from app.domain.termijnen.regels import Termijncode
from app.domain.vangnet import Vangnetsoort
from app.models import (
    Bericht,
    Casus,
    Eigenaarschap,
    Medewerker,
    MedewerkerRol,
    Melding,
    MeldingCasus,
    Organisatie,
    Overdracht,
    Termijn,
)
from app.queries.collegas import is_absent
from app.queries.intern.vangnet import all_findings
from app.queries.intern.vangnetregel import peil
from app.queries.lopend import is_pending, is_running
from app.queries.organisaties import is_active, is_employed
from app.queries.relatiefeiten import is_treated, treats

PERSOON: tuple[Any, ...] = (
    *(col(Medewerker.id), col(Medewerker.naam)),
    *(col(Medewerker.organisatie_id), col(Medewerker.plaatsvervanger_id)),
)
#: What a digest tells in its own words already; and who makes one is not silent.
ZELF_VERTELD = (
    Vangnetsoort.BELOFTE_TE_LAAT,
    Vangnetsoort.BERICHT_MISLUKT,
    Vangnetsoort.WERK_STIL,
    Vangnetsoort.KLACHT_ZONDER_BEHANDELAAR,
    Vangnetsoort.SAMENLOOP_NIET_BEOORDEELD,
    Vangnetsoort.AFSTEMMING_TE_LAAT,
)


def staff(session: Session, vandaag: date) -> dict[UUID, Collegastand]:
    """Everybody who works somewhere with access today, one statement."""
    keten = func.max(case((col(MedewerkerRol.rol).in_(KETENROLLEN), 1), else_=0))
    leidt = func.max(case((col(MedewerkerRol.rol) == Rol.COORDINATOR, 1), else_=0))
    houdt = func.max(case((col(MedewerkerRol.rol) == Rol.TAFELSECRETARIS, 1), else_=0))
    query = (
        sa_select(*PERSOON, keten, leidt, houdt, case((is_absent(vandaag), 1), else_=0))
        .join(Organisatie, col(Organisatie.id) == col(Medewerker.organisatie_id))
        .join(MedewerkerRol, col(MedewerkerRol.medewerker_id) == col(Medewerker.id))
        .where(is_employed(vandaag), is_active(vandaag), col(Organisatie.toegang_geblokkeerd).is_(False))
        .group_by(*PERSOON, col(Medewerker.afwezig_van), col(Medewerker.afwezig_tot))
    )
    rijen = session.execute(query)
    return {
        id_: Collegastand(
            id=id_,
            naam=naam,
            organisatie_id=organisatie_id,
            in_keten=bool(in_keten),
            is_coordinator=bool(coordinator),
            is_secretaris=bool(secretaris),
            is_afwezig=bool(afwezig),
            vervanger_id=vervanger_id,
        )
        for id_, naam, organisatie_id, vervanger_id, in_keten, coordinator, secretaris, afwezig in rijen
    }


def promises_before(session: Session, dag: date, vandaag: date) -> Iterator[Row[Any]]:
    """Open promises due before a day, with the behandelaar where the owner promised it; offers apart."""
    van_eigenaar = col(Termijn.verantwoordelijke_id) == col(Casus.eigenaar_id)
    eerste = and_(
        col(MeldingCasus.melding_id) == col(Termijn.melding_id),
        col(MeldingCasus.tot).is_(None),
        col(MeldingCasus.volgorde) == 1,
    )
    query = (
        sa_select(
            *(col(Termijn.id), col(Termijn.code), col(Termijn.uiterlijk)),
            col(Termijn.verantwoordelijke_id).label("organisatie_id"),
            func.coalesce(col(Casus.kenmerk), col(Melding.kenmerk)).label("kenmerk"),
            case((van_eigenaar, col(Medewerker.id))).label("behandelaar_id"),
            case((van_eigenaar, col(Medewerker.naam))).label("behandelaar"),
        )
        .select_from(Termijn)
        .outerjoin(Melding, col(Melding.id) == col(Termijn.melding_id))
        .outerjoin(MeldingCasus, eerste)
        .outerjoin(Casus, col(Casus.id) == func.coalesce(col(Termijn.casus_id), col(MeldingCasus.casus_id)))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, treats(vandaag))
        .where(
            is_running(),
            col(Termijn.uiterlijk) < dag,
            col(Termijn.code) != Termijncode.OVERDRACHT_AANVAARDEN,
            col(Termijn.klacht_id).is_(None),  # a digest is read by colleagues of the beklaagde too (0007)
        )
    )
    yield from session.execute(query)


def waiting_offers(session: Session) -> Iterator[Row[Any]]:
    """Offers that wait for an answer."""
    kolommen: tuple[Any, ...] = (
        *(col(Overdracht.id), col(Overdracht.uiterlijk), col(Casus.kenmerk)),
        col(Overdracht.naar_organisatie_id).label("organisatie_id"),
        col(Overdracht.van_organisatie_id).label("van_id"),
    )
    query = sa_select(*kolommen).join(Casus, col(Casus.id) == col(Overdracht.casus_id)).where(is_pending())
    yield from session.execute(query)


def casussen_of_nobody(session: Session, vandaag: date) -> Iterator[Row[Any]]:
    """Open casussen that nobody treats."""
    kolommen: tuple[Any, ...] = (col(Casus.id), col(Casus.kenmerk))
    query = (
        sa_select(*kolommen, col(Casus.eigenaar_id).label("organisatie_id"))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .where(col(Casus.status) == CasusStatus.OPEN, ~is_treated(vandaag))
    )
    yield from session.execute(query)


def undelivered(session: Session, vandaag: date) -> Iterator[Row[Any]]:
    """Messages that failed, are uncertain or came back, with the behandelaar where the owner speaks."""
    van_eigenaar = col(Bericht.organisatie_id) == col(Casus.eigenaar_id)
    query = (
        sa_select(
            *(col(Bericht.id), col(Bericht.organisatie_id), col(Casus.kenmerk)),
            case((van_eigenaar, col(Medewerker.id))).label("behandelaar_id"),
        )
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .outerjoin(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .outerjoin(Medewerker, treats(vandaag))
        .where(col(Bericht.status).in_(VRAAGT_AANDACHT))
    )
    yield from session.execute(query)


def findings(session: Session, omgeving: Omgeving) -> Iterator[Row[Any]]:
    """What the vangnet holds and a digest does not tell otherwise."""
    net = all_findings(peil(session, omgeving)).subquery()
    yield from session.execute(
        sa_select(
            *(net.c.soort, net.c.id, net.c.kenmerk, net.c.organisatie_id),
            *(net.c.behandelaar_id, net.c.behandelaar),
        ).where(
            type_coerce(net.c.soort, String()).not_in([str(soort) for soort in ZELF_VERTELD]),
            net.c.klacht_id.is_(None),
        )
    )


def mail_addresses(session: Session, vandaag: date) -> dict[UUID, str]:
    """Where a digest goes: persons who want it and organisaties, as far as there is an address."""
    open_deur = and_(is_active(vandaag), col(Organisatie.toegang_geblokkeerd).is_(False))
    personen = (
        select(Medewerker.id, Medewerker.email)
        .join(Organisatie, col(Organisatie.id) == col(Medewerker.organisatie_id))
        .where(is_employed(vandaag), open_deur, col(Medewerker.dagbericht).is_(True))
    )
    postvakken = select(Organisatie.id, Organisatie.email).where(open_deur)
    return {id_: adres for vraag in (personen, postvakken) for id_, adres in session.exec(vraag) if adres}
