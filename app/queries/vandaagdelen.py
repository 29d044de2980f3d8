"""Vandaagdelen: every kind of work of today's list, each a query of its own with the same columns.

``vandaag`` makes one statement of them, and words of its rows.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    false,
    func,
    true,
    type_coerce,
)
from sqlalchemy import select as sa_select
from sqlmodel import col

from app.domain.beheer import may_confirm
from app.domain.berichttermen import VRAAGT_AANDACHT, BerichtStatus
from app.domain.termen import CasusStatus, OpvolgingStatus
from app.domain.termijnen.regels import Termijncode
from app.models import (
    Bericht,
    Bijdrage,
    Casus,
    Eigenaarschap,
    Escalatie,
    Overdracht,
    Rechtsopvolging,
    Samenloop,
    Termijn,
)
from app.queries.berichtenlijst import in_outbox
from app.queries.bijdragen import came_in, waits_on_us
from app.queries.lopend import is_pending
from app.queries.relatiefeiten import caught_by, is_treated
from app.queries.taakwoorden import MEESTE
from app.queries.vandaagafstemming import HITS
from app.queries.vandaagelders import late_elsewhere
from app.queries.vandaagklacht import klaagschriften, klachtbrieven, klachten
from app.queries.vandaagregel import OVER_WIE, VAN_CASUS, line
from app.queries.verlopen import lies_expired
from app.queries.wat_nu import due_until
from app.queries.werkplek import Werkplek
from app.queries.zichtbaar import casus_with_dossier


def _offers(werkplek: Werkplek) -> Select[Any]:
    return (
        line(
            "aanbod",
            datum=col(Overdracht.uiterlijk),
            aanbod_id=col(Overdracht.id),
            partij_id=col(Overdracht.van_organisatie_id),
            **VAN_CASUS,
            **OVER_WIE,
        )
        .select_from(Overdracht)
        .join(Casus, col(Casus.id) == col(Overdracht.casus_id))
        .where(
            col(Overdracht.naar_organisatie_id) == werkplek.actor.organisatie_id,
            is_pending(),
        )
        .order_by(col(Casus.spoed_rang), col(Overdracht.uiterlijk), col(Overdracht.id))
    )


def _expired(werkplek: Werkplek) -> Select[Any]:
    """What we offered and nobody answered; until somebody here does something with the casus."""
    return (
        line(
            "verlopen",
            datum=col(Overdracht.uiterlijk),
            partij_id=col(Overdracht.naar_organisatie_id),
            **VAN_CASUS,
            **OVER_WIE,
        )
        .select_from(Overdracht)
        .join(Casus, col(Casus.id) == col(Overdracht.casus_id))
        .where(
            col(Overdracht.van_organisatie_id) == werkplek.actor.organisatie_id,
            col(Casus.status) == CasusStatus.OPEN,
            casus_with_dossier(werkplek),
            lies_expired(),
        )
        .order_by(col(Casus.spoed_rang), col(Overdracht.uiterlijk), col(Overdracht.id))
    )


def _promises(werkplek: Werkplek) -> Select[Any]:
    code = type_coerce(col(Termijn.code), String())
    regel = line("belofte", datum=col(Termijn.uiterlijk), code=code, **VAN_CASUS, **OVER_WIE)
    return due_until(regel, werkplek, werkplek.omgeving.vandaag).where(
        col(Termijn.code).not_in([Termijncode.INBRENG_BEANTWOORDEN, Termijncode.SAMENLOOP_BEOORDELEN])
    )


def _said(werkplek: Werkplek) -> Select[Any]:
    """What a melder said on the own page, at once: somebody waits for it to be read, whatever the date."""
    regel = line("inbreng", datum=col(Termijn.uiterlijk), code=col(Termijn.variant), **VAN_CASUS, **OVER_WIE)
    return due_until(regel, werkplek, date.max).where(col(Termijn.code) == Termijncode.INBRENG_BEANTWOORDEN)


def _pairs(werkplek: Werkplek) -> Select[Any]:
    """Where a jeugdige may be known too, at once: at the other side somebody waits as well."""
    regel = line(
        "samenloop", datum=col(Termijn.uiterlijk), aanbod_id=col(Samenloop.id), code=col(Samenloop.status),
        **VAN_CASUS, **OVER_WIE,
    )  # fmt: skip
    query = due_until(regel, werkplek, date.max).where(col(Termijn.code) == Termijncode.SAMENLOOP_BEOORDELEN)
    return query.join(Samenloop, col(Samenloop.termijn_id) == col(Termijn.id))


def _unassigned(werkplek: Werkplek) -> Select[Any]:
    return (
        line("niemand", moment=col(Eigenaarschap.van), **VAN_CASUS, **OVER_WIE)
        .select_from(Casus)
        .join(Eigenaarschap, col(Eigenaarschap.id) == col(Casus.huidig_eigenaarschap_id))
        .where(
            col(Casus.status) == CasusStatus.OPEN,
            col(Casus.eigenaar_id) == werkplek.actor.organisatie_id,
            ~is_treated(werkplek.omgeving.vandaag),
        )
        .order_by(col(Casus.spoed_rang), col(Casus.eerste_datum), col(Casus.id))
    )


def _escalations(werkplek: Werkplek) -> Select[Any]:
    return (
        line("escalatie", moment=col(Escalatie.op), partij_id=col(Escalatie.door_organisatie_id), **VAN_CASUS)
        .select_from(Escalatie)
        .join(Casus, col(Casus.id) == col(Escalatie.casus_id))
        .where(
            col(Escalatie.aan_organisatie_id) == werkplek.actor.organisatie_id,
            col(Escalatie.afgehandeld_op).is_(None),
        )
        .order_by(col(Escalatie.id))
    )


def _asked_of_us(werkplek: Werkplek) -> Select[Any]:
    """Bijdragen that wait on our answer; of the casus no more than its kenmerk."""
    return (
        line(
            "bijdrage",
            datum=col(Termijn.uiterlijk),
            aanbod_id=col(Bijdrage.id),
            partij_id=col(Bijdrage.van_organisatie_id),
            kenmerk=col(Casus.kenmerk),
        )
        .select_from(Bijdrage)
        .join(Casus, col(Casus.id) == col(Bijdrage.casus_id))
        .join(Termijn, col(Termijn.id) == col(Bijdrage.termijn_id))
        .where(waits_on_us(werkplek.actor.organisatie_id))
        .order_by(col(Bijdrage.id))
    )


def _answers(werkplek: Werkplek) -> Select[Any]:
    """Bijdragen that came in on my casussen and that nobody went on with yet."""
    return (
        line(
            "bijdrage_binnen",
            moment=col(Bijdrage.beeindigd_op),
            aanbod_id=col(Bijdrage.id),
            partij_id=col(Bijdrage.naar_organisatie_id),
            **VAN_CASUS,
        )
        .select_from(Bijdrage)
        .join(Casus, col(Casus.id) == col(Bijdrage.casus_id))
        .where(col(Casus.status) == CasusStatus.OPEN, casus_with_dossier(werkplek), came_in())
        .order_by(col(Bijdrage.id))
    )


def _messages(werkplek: Werkplek) -> Select[Any]:
    """What waits for a person; what Houvast sends by itself asks nothing of anybody."""
    op_ons = true() if not werkplek.omgeving.mailt_zelf else col(Bericht.wachtreden).is_not(None)
    return _count_messages(werkplek, "berichten", col(Bericht.status) == BerichtStatus.TE_VERSTUREN, op_ons)


def _undelivered(werkplek: Werkplek) -> Select[Any]:
    """What failed, is uncertain or came back."""
    return _count_messages(werkplek, "niet_bezorgd", col(Bericht.status).in_(VRAAGT_AANDACHT))


def _count_messages(werkplek: Werkplek, soort: str, *waar: ColumnElement[bool]) -> Select[Any]:
    wachtend = (
        sa_select(col(Bericht.id))
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .where(in_outbox(werkplek), *waar)
        .limit(MEESTE)
    )
    return line(soort, aantal=func.count()).select_from(wachtend.subquery())


def _successions(werkplek: Werkplek) -> Select[Any]:
    """Parties that want to go up in ours: somebody who may must say yes or ask for another."""
    actor = werkplek.actor
    return (
        line(
            "opvolging",
            datum=col(Rechtsopvolging.per),
            aanbod_id=col(Rechtsopvolging.id),
            partij_id=col(Rechtsopvolging.van_organisatie_id),
        )
        .select_from(Rechtsopvolging)
        .where(
            col(Rechtsopvolging.naar_organisatie_id) == actor.organisatie_id,
            col(Rechtsopvolging.status) == OpvolgingStatus.VOORGESTELD,
            true() if may_confirm(actor, actor.organisatie_id) else false(),
        )
        .order_by(col(Rechtsopvolging.per))
    )


def _caught(werkplek: Werkplek) -> Select[Any]:
    return (
        line("opgevangen", aantal=func.count())
        .select_from(Casus)
        .where(caught_by(werkplek.actor, werkplek.omgeving.vandaag))
    )


#: Every kind, in the order of the statement.
SOORTEN = (
    *HITS,
    _offers,
    _expired,
    _promises,
    _said,
    _pairs,
    _unassigned,
    _escalations,
    _asked_of_us,
    _answers,
    late_elsewhere,
    _messages,
    _undelivered,
    _successions,
    _caught,
    klachten,
    klaagschriften,
    klachtbrieven,
)
