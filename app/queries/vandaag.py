"""Vandaag: what this person must do today, most urgent first. Nothing that only informs stands here.

Eight kinds of work, each a query of its own with the same columns; together they are one statement.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    Uuid,
    cast,
    false,
    func,
    literal,
    null,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy import select as sa_select
from sqlalchemy.types import TypeEngine
from sqlmodel import col

from app.domain.beheer import may_confirm
from app.domain.berichttermen import VRAAGT_AANDACHT, BerichtStatus
from app.domain.omgeving import local_date
from app.domain.termen import CasusStatus, OpvolgingStatus
from app.domain.termijnen.regels import Termijncode
from app.models import (
    Bericht,
    Casus,
    Eigenaarschap,
    Escalatie,
    Jeugdige,
    Overdracht,
    Rechtsopvolging,
    Termijn,
)
from app.models.basis import UtcDateTime
from app.queries.berichtenlijst import in_outbox
from app.queries.gids import open_gids
from app.queries.lezen import recognise
from app.queries.lopend import is_pending
from app.queries.relatiefeiten import caught_by, is_treated
from app.queries.taakwoorden import GETELD, counted_task
from app.queries.wat_nu import TE_DOEN, due_until
from app.queries.werkbeelden import Taakbeeld
from app.queries.werkplek import Werkplek, persoon_plek

#: What does not keep a melder or a sender waiting comes after what does.
ACHTERAAN = {"berichten": 1, "opvolging": 1, "loket": 2}
#: What a line holds; a query gives what it has, the rest is empty.
KOLOMMEN: dict[str, TypeEngine[Any]] = {
    "datum": Date(),
    "moment": UtcDateTime(),
    "spoed_rang": Integer(),
    "casus_id": Uuid(),
    "kenmerk": String(),
    "sleutel": LargeBinary(),
    "jeugdige_id": Uuid(),
    "persoon": LargeBinary(),
    "aanbod_id": Uuid(),
    "partij_id": Uuid(),
    "code": String(),
    "aantal": Integer(),
}
_CASUS = {
    "spoed_rang": col(Casus.spoed_rang),
    "casus_id": col(Casus.id),
    "kenmerk": col(Casus.kenmerk),
}
_WIE = {
    "sleutel": col(Casus.sleutel),
    "jeugdige_id": col(Jeugdige.id),
    "persoon": col(Jeugdige.persoon_verzegeld),
}


def today(werkplek: Werkplek, limit: int = 50) -> tuple[Taakbeeld, ...]:
    """All that is due today or too late, spoed first, then by date; one statement."""
    if not werkplek.actor.werkt_in_keten:
        return ()
    soorten = (
        _offers,
        _promises,
        _unassigned,
        _escalations,
        _messages,
        _undelivered,
        _successions,
        _caught,
    )
    delen = [sa_select(soort(werkplek).limit(limit).subquery()) for soort in soorten]
    taken = [_task(werkplek, rij) for rij in werkplek.session.execute(union_all(*delen)) if rij.aantal != 0]
    return tuple(sorted(taken, key=_urgency)[:limit])


def _urgency(taak: Taakbeeld) -> tuple[bool, int, date, str]:
    """Spoed first; then who waits on us (melder, sender, colleague) before what a loket must read."""
    return not taak.spoed, ACHTERAAN.get(taak.soort, 0), taak.datum, taak.kenmerk


def _line(soort: str, **gegeven: Any) -> Select[Any]:
    kolommen = (gegeven.get(naam, cast(null(), type_)).label(naam) for naam, type_ in KOLOMMEN.items())
    return sa_select(literal(soort, String()).label("soort"), *kolommen)


def _offers(werkplek: Werkplek) -> Select[Any]:
    return (
        _line(
            "aanbod",
            datum=col(Overdracht.uiterlijk),
            aanbod_id=col(Overdracht.id),
            partij_id=col(Overdracht.van_organisatie_id),
            **_CASUS,
            **_WIE,
        )
        .select_from(Overdracht)
        .join(Casus, col(Casus.id) == col(Overdracht.casus_id))
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .where(
            col(Overdracht.naar_organisatie_id) == werkplek.actor.organisatie_id,
            is_pending(),
        )
        .order_by(col(Casus.spoed_rang), col(Overdracht.uiterlijk), col(Overdracht.id))
    )


def _promises(werkplek: Werkplek) -> Select[Any]:
    code = type_coerce(col(Termijn.code), String())
    regel = _line("belofte", datum=col(Termijn.uiterlijk), code=code, **_CASUS, **_WIE)
    query = due_until(regel, werkplek, werkplek.omgeving.vandaag)
    return query.join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))


def _unassigned(werkplek: Werkplek) -> Select[Any]:
    return (
        _line("niemand", moment=col(Eigenaarschap.van), **_CASUS, **_WIE)
        .select_from(Casus)
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
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
        _line("escalatie", moment=col(Escalatie.op), partij_id=col(Escalatie.door_organisatie_id), **_CASUS)
        .select_from(Escalatie)
        .join(Casus, col(Casus.id) == col(Escalatie.casus_id))
        .where(
            col(Escalatie.aan_organisatie_id) == werkplek.actor.organisatie_id,
            col(Escalatie.afgehandeld_op).is_(None),
        )
        .order_by(col(Escalatie.id))
    )


def _messages(werkplek: Werkplek) -> Select[Any]:
    """What waits for a person; what Houvast sends by itself asks nothing of anybody."""
    op_ons = true() if not werkplek.omgeving.mailt_zelf else col(Bericht.wachtreden).is_not(None)
    return _count_messages(werkplek, "berichten", col(Bericht.status) == BerichtStatus.TE_VERSTUREN, op_ons)


def _undelivered(werkplek: Werkplek) -> Select[Any]:
    """What failed, is uncertain or came back."""
    return _count_messages(werkplek, "niet_bezorgd", col(Bericht.status).in_(VRAAGT_AANDACHT))


def _count_messages(werkplek: Werkplek, soort: str, *waar: ColumnElement[bool]) -> Select[Any]:
    return (
        _line(soort, aantal=func.count())
        .select_from(Bericht)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .where(in_outbox(werkplek), *waar)
    )


def _successions(werkplek: Werkplek) -> Select[Any]:
    """Parties that want to go up in ours: somebody who may must say yes or ask for another."""
    actor = werkplek.actor
    return (
        _line(
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
        _line("opgevangen", aantal=func.count())
        .select_from(Casus)
        .where(caught_by(werkplek.actor, werkplek.omgeving.vandaag))
    )


def _task(werkplek: Werkplek, rij: Row[Any]) -> Taakbeeld:
    if rij.soort in GETELD:
        return counted_task(rij.soort, rij.aantal, werkplek.omgeving.vandaag)
    if rij.soort == "opvolging":
        return _to_confirm(werkplek, rij)
    loket = rij.code == Termijncode.TERUGKOPPELING_LOKET
    return Taakbeeld(
        soort="loket" if loket else rij.soort,
        datum=rij.datum or local_date(rij.moment),
        spoed=rij.spoed_rang == 0,
        wat=_what(werkplek, rij),
        kenmerk=rij.kenmerk,
        rest=_who(werkplek, rij) if rij.jeugdige_id else "",
        href=f"/overdrachten/{rij.aanbod_id}" if rij.aanbod_id else f"/casussen/{rij.kenmerk}",
        knop="Bekijk aanbod" if rij.aanbod_id else "Open casus",
        casus_id=rij.casus_id,
    )


def _what(werkplek: Werkplek, rij: Row[Any]) -> str:
    if rij.code is not None:
        return TE_DOEN[Termijncode(rij.code)]
    if rij.partij_id is None:
        return "Kies wie deze casus behandelt"
    wie = open_gids(werkplek.session).name(rij.partij_id).korte_naam
    return f"Beantwoord het aanbod van {wie}" if rij.aanbod_id else f"{wie} vraagt uw hulp"


def _who(werkplek: Werkplek, rij: Row[Any]) -> str:
    """``16 jaar, F.M.``: enough to recognise, not enough to know."""
    wie = recognise(werkplek, rij.sleutel, persoon_plek("jeugdige", rij.jeugdige_id), rij.persoon)
    leeftijd = f"{wie.leeftijd} jaar" if wie.leeftijd is not None else "leeftijd onbekend"
    return f"{leeftijd}, {wie.initialen}" if wie.initialen else leeftijd


def _to_confirm(werkplek: Werkplek, rij: Row[Any]) -> Taakbeeld:
    gids = open_gids(werkplek.session)
    eigen = gids.name(werkplek.actor.organisatie_id)
    return Taakbeeld(
        soort="opvolging",
        datum=rij.datum,
        spoed=False,
        wat=f"Bevestig dat {gids.name(rij.partij_id).korte_naam} in uw organisatie opgaat",
        kenmerk="",
        rest="Tot dan gebeurt er niets",
        href=f"/organisaties/{eigen.kenmerk}/opvolging/{rij.aanbod_id}",
        knop="Bekijk",
    )
