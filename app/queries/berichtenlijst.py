"""Berichtenlijst: the outbox of an organisatie: what waits, what was sent, and the text to print."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.domain.actor import Actor, Teamtoegang
from app.domain.berichttermen import NOG_TE_VERTELLEN, VRAAGT_AANDACHT, BerichtAan, BerichtStatus
from app.domain.errors import NotPermittedError, NotVisibleError
from app.domain.termen import CasusStatus, Wijze
from app.domain.toegang import Recht, rights
from app.domain.toegangslink import hide_links
from app.domain.toegangstekst import TEKST, whole
from app.kluis import Plek
from app.models import Bericht, Bezorgpoging, Casus, Eigenaarschap, Melder, Melding, Organisatie
from app.queries.berichtbeelden import BerichtBeeld, PogingBeeld, view_of
from app.queries.gids import open_gids
from app.queries.relatiefeiten import catches, caught_on, is_treated
from app.queries.relaties import relations
from app.queries.werkplek import Werkplek, persoon_plek

GEDAAN = frozenset({BerichtStatus.VERSTUURD, BerichtStatus.VERVALLEN})


def in_outbox(werkplek: Werkplek) -> ColumnElement[bool]:
    """Which messages stand in the outbox of somebody (§5); for queries that join the casus.

    Those of the own organisatie: that they wait or were sent, not the words. Where colleagues do not see
    each other's casussen: those of casussen that one treats or treated, or that nobody treats. The
    vangnethouder has what an unreachable owner must still send. Of a klacht nothing stands here (0007).
    """
    actor, vandaag = werkplek.actor, werkplek.omgeving.vandaag
    if not actor.werkt_in_keten:
        return false()
    eigen = and_(col(Bericht.organisatie_id) == actor.organisatie_id, col(Bericht.klacht_id).is_(None))
    if not actor.is_coordinator and actor.teamtoegang is not Teamtoegang.TEAM:
        eigen = and_(eigen, _concerns(actor, vandaag))
    return or_(eigen, col(Bericht.id).in_(_caught(vandaag))) if catches(actor) else eigen


def _caught(vandaag: date) -> SelectOfScalar[UUID]:
    """What an owner that nobody can reach must still send."""
    return (
        select(Bericht.id)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .where(
            col(Bericht.status).in_(NOG_TE_VERTELLEN),
            col(Bericht.organisatie_id) == col(Casus.eigenaar_id),
            caught_on(vandaag),
        )
    )


def _concerns(actor: Actor, vandaag: date) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(Eigenaarschap.casus_id) == col(Bericht.casus_id),
            col(Eigenaarschap.organisatie_id) == actor.organisatie_id,
            or_(col(Eigenaarschap.behandelaar_id).in_(actor.personen), ~is_treated(vandaag)),
        )
        .correlate(Bericht)
    )


def _may_open(werkplek: Werkplek, bericht: Bericht, casus: Casus) -> bool:
    """Who may reach or tell this melder; of what passed on: who must still send its own message."""
    if rights(relations(werkplek, casus.id)) & {Recht.CONTACT, Recht.TERUGKOPPELEN}:
        return True
    eigen = werkplek.actor.organisatie_id
    afgegeven = casus.eigenaar_id != eigen or casus.status is not CasusStatus.OPEN
    return afgegeven and bericht.organisatie_id == eigen and bericht.status in NOG_TE_VERTELLEN


def require_sending(werkplek: Werkplek, bericht_id: UUID) -> None:
    """Refuses who does not have the message in the outbox (404), or may not reach the melder (403)."""
    rij = werkplek.session.exec(
        select(Bericht, Casus)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .where(Bericht.id == bericht_id, in_outbox(werkplek))
    ).first()
    if rij is None:
        raise NotVisibleError("Dit bericht")
    wacht = rij[0].status is not BerichtStatus.VERSTUURD
    if wacht and not _may_open(werkplek, *rij):
        raise NotPermittedError(
            "mag_niet",
            "Dit bericht verstuurt wie de casus behandelt. Neem de casus eerst, of vraag een collega.",
        )


def runs_now(werkplek: Werkplek, bericht_id: UUID) -> bool:
    """Whether the worker is sending this message at this moment."""
    query = select(Bezorgpoging.id).where(
        Bezorgpoging.bericht_id == bericht_id, col(Bezorgpoging.beeindigd_op).is_(None)
    )
    return werkplek.session.exec(query).first() is not None


def list_berichten(
    werkplek: Werkplek, status: BerichtStatus, na: UUID | None, limit: int = 25
) -> tuple[list[BerichtBeeld], UUID | None]:
    """One page of the own messages, and where the next page starts.

    What waits stands oldest first, what is done newest first.
    """
    return _list(werkplek, frozenset({status}), na, limit)


def list_attention(
    werkplek: Werkplek, na: UUID | None, limit: int = 25
) -> tuple[list[BerichtBeeld], UUID | None]:
    """What failed, is uncertain or came back: somebody has to look at it."""
    return _list(werkplek, VRAAGT_AANDACHT, na, limit)


def list_letters(werkplek: Werkplek, limit: int = 100) -> list[BerichtBeeld]:
    """The letters that this person may print and post now, oldest first."""
    query = (
        select(Bericht, Casus)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .where(
            in_outbox(werkplek), Bericht.status == BerichtStatus.TE_VERSTUREN, Bericht.wijze == Wijze.BRIEF
        )
        .order_by(col(Bericht.id))
        .limit(limit)
    )
    rijen = werkplek.session.exec(query).all()
    return [
        view_of(bericht, casus.kenmerk) for bericht, casus in rijen if _may_open(werkplek, bericht, casus)
    ]


def _list(
    werkplek: Werkplek, statussen: frozenset[BerichtStatus], na: UUID | None, limit: int
) -> tuple[list[BerichtBeeld], UUID | None]:
    nieuwste_eerst = statussen <= GEDAAN
    query = (
        select(Bericht, Casus.kenmerk, col(Organisatie.korte_naam))
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .outerjoin(Organisatie, col(Organisatie.id) == col(Bericht.aan_organisatie_id))
        .where(in_outbox(werkplek), col(Bericht.status).in_(statussen))
    )
    if na is not None:
        query = query.where(col(Bericht.id) < na if nieuwste_eerst else col(Bericht.id) > na)
    volgorde = col(Bericht.id).desc() if nieuwste_eerst else col(Bericht.id)
    rijen = werkplek.session.exec(query.order_by(volgorde).limit(limit + 1)).all()
    volgende = rijen[limit - 1][0].id if len(rijen) > limit else None
    beelden = [replace(view_of(bericht, kenmerk), ontvanger=naam) for bericht, kenmerk, naam in rijen[:limit]]
    return beelden, volgende


def load_bericht(werkplek: Werkplek, bericht_id: UUID) -> BerichtBeeld:
    """One message with its text and every attempt; the address as long as it must be told.

    Who passed the casus on sees that it was sent, not the words.
    """
    rij = werkplek.session.exec(
        select(Bericht, Casus, Melding, Melder)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .outerjoin(Melding, col(Melding.id) == col(Bericht.melding_id))
        .outerjoin(Melder, col(Melder.melding_id) == col(Melding.id))
        .where(Bericht.id == bericht_id, in_outbox(werkplek))
    ).first()
    if rij is None:
        raise NotVisibleError("Dit bericht")
    bericht, casus, melding, melder = rij
    beeld = replace(view_of(bericht, casus.kenmerk), bezorging=_attempts(werkplek, bericht.id))
    if not _may_open(werkplek, bericht, casus):
        return beeld
    naar_melder = bericht.aan is BerichtAan.MELDER
    houder = melding if naar_melder else casus
    inhoud = werkplek.unseal_person(houder, Plek("bericht", bericht.id, "inhoud"), bericht.inhoud_verzegeld)
    tekst, gids = whole(inhoud), open_gids(werkplek.session)
    naar = bericht.aan_organisatie_id
    beeld = replace(
        beeld,
        ontvanger=gids.name(naar).naam if naar else None,
        afzender=gids.name(bericht.organisatie_id).naam,
        onderwerp=inhoud.get("onderwerp"),
        tekst=None if tekst is None else hide_links(tekst),
        woorden=inhoud.get(TEKST),
        leesbaar=True,
    )
    wacht = naar_melder and bericht.status is not BerichtStatus.VERSTUURD
    return _with_address(werkplek, beeld, melding, melder) if wacht else beeld


def _attempts(werkplek: Werkplek, bericht_id: UUID) -> tuple[PogingBeeld, ...]:
    query = (
        select(Bezorgpoging)
        .where(Bezorgpoging.bericht_id == bericht_id)
        .order_by(col(Bezorgpoging.nummer).desc())
    )
    return tuple(
        PogingBeeld(rij.begonnen_op, rij.uitkomst, rij.code, rij.uitgebreid)
        for rij in werkplek.session.exec(query)
    )


def _with_address(werkplek: Werkplek, beeld: BerichtBeeld, melding: Melding, melder: Melder) -> BerichtBeeld:
    """Name and address for a letter, and how to reach safely; a shielded address is never printed."""
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
    adres = None if melder.afgeschermd else persoon.get("adres")
    naam = persoon.get("naam")
    return replace(
        beeld,
        adres=_lines(naam, adres, persoon.get("email"), persoon.get("telefoon")),
        postadres=_lines(naam, adres),
        email=persoon.get("email"),
        veilig_bereiken=persoon.get("veiligBereiken"),
    )


def _lines(*delen: str | None) -> str | None:
    return "\n".join(deel for deel in delen if deel) or None
