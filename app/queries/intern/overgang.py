"""Overgang: what moves when a party ends or is succeeded, as statements over many rows.

Purpose: rechtsopvolging and orderly ending (domain.md §1). Ids only; no person and no word is read. What
changes the course of an open casus is not here: that goes casus by casus, with its history.
"""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CompoundSelect, and_, delete, or_, union, update
from sqlalchemy.orm import Mapped
from sqlmodel import Session, SQLModel, col, select

from app.domain.beheer import in_order
from app.domain.berichttermen import NOG_TE_VERTELLEN
from app.domain.bijdrage import BijdrageStatus
from app.domain.indeling import Tijdvak
from app.domain.klachttermen import OPEN_KLACHT, Stukstatus
from app.domain.termen import CasusStatus, MeldingStatus, OpvolgingStatus
from app.models import (
    Agendering,
    Antwoordplicht,
    ApiToken,
    Bericht,
    Bijdrage,
    Casus,
    Escalatie,
    Klacht,
    Medewerker,
    Melding,
    MeldingCasus,
    Organisatie,
    Overdracht,
    Privacytaak,
    Rechtsopvolging,
    Sessie,
    Stuk,
    Tafel,
    Termijn,
    Uitnodiging,
    Werkgebied,
)
from app.queries.lopend import is_pending, is_running

Kolom = Mapped[UUID] | Mapped[UUID | None]


def touched_casussen(session: Session, organisatie_id: UUID) -> list[UUID]:
    """Casussen on which this party owns, waits, promises, answers, received or asked for help; by id.

    A melding stands for its casussen; closed casussen of a melding with an open klacht are among them.
    """
    via_melding = select(MeldingCasus.casus_id).where(
        col(MeldingCasus.tot).is_(None),
        col(MeldingCasus.melding_id).in_(_touched_meldingen(organisatie_id)),
    )
    gevonden: CompoundSelect[tuple[UUID]] = union(
        select(Casus.id).where(Casus.eigenaar_id == organisatie_id, Casus.status == CasusStatus.OPEN),
        select(Overdracht.casus_id).where(
            is_pending(),
            or_(
                col(Overdracht.naar_organisatie_id) == organisatie_id,
                col(Overdracht.van_organisatie_id) == organisatie_id,
            ),
        ),
        select(Termijn.casus_id).where(
            is_running(),
            col(Termijn.casus_id).is_not(None),
            or_(
                col(Termijn.verantwoordelijke_id) == organisatie_id,
                col(Termijn.aan_organisatie_id) == organisatie_id,
            ),
        ),
        select(Escalatie.casus_id).where(
            col(Escalatie.afgehandeld_op).is_(None),
            or_(
                col(Escalatie.aan_organisatie_id) == organisatie_id,
                col(Escalatie.door_organisatie_id) == organisatie_id,
            ),
        ),
        via_melding,
    )
    return sorted(session.execute(gevonden).scalars())


def owned_ever(session: Session, organisatie_id: UUID) -> list[UUID]:
    """Every casus this party owns or owned last, open and closed; by id."""
    query = select(Casus.id).where(Casus.eigenaar_id == organisatie_id).order_by(col(Casus.id))
    return list(session.exec(query))


def received_ever(session: Session, organisatie_id: UUID) -> bool:
    """Whether a melding came in here, open or closed: its melder may come back."""
    return session.exec(select(Melding.id).where(Melding.loket_id == organisatie_id)).first() is not None


def _touched_meldingen(organisatie_id: UUID) -> CompoundSelect[tuple[UUID]]:
    return union(
        select(Melding.id).where(
            Melding.loket_id == organisatie_id, Melding.status != MeldingStatus.GESLOTEN
        ),
        select(Antwoordplicht.melding_id).where(
            Antwoordplicht.organisatie_id == organisatie_id, col(Antwoordplicht.tot).is_(None)
        ),
        select(Klacht.melding_id).where(
            Klacht.organisatie_id == organisatie_id, col(Klacht.status).in_(sorted(OPEN_KLACHT))
        ),
        select(Termijn.melding_id).where(
            is_running(),
            or_(
                col(Termijn.verantwoordelijke_id) == organisatie_id,
                col(Termijn.aan_organisatie_id) == organisatie_id,
            ),
            col(Termijn.melding_id).is_not(None),
        ),
    )


def move_rest(session: Session, van: UUID, naar: UUID) -> None:
    """What has no course of its own: what is closed, who works there, what waits to be sent or settled.

    The intervals of ownership, the events and what was told keep the name of who did it then.
    """
    _move(session, Casus, col(Casus.eigenaar_id), van, naar)
    _move(session, Melding, col(Melding.loket_id), van, naar)
    _move(session, Melding, col(Melding.geregistreerd_door_id), van, naar)
    _move(session, Klacht, col(Klacht.organisatie_id), van, naar)
    _move(session, Klacht, col(Klacht.ontvangen_door_id), van, naar)
    _move(session, Klacht, col(Klacht.beklaagde_id), van, naar)
    _move(session, Klacht, col(Klacht.aanspreekpunt_id), van, naar)
    van_klacht = and_(col(Termijn.klacht_id).is_not(None), is_running())
    session.execute(
        update(Termijn)
        .where(col(Termijn.verantwoordelijke_id) == van, van_klacht)
        .values(verantwoordelijke_id=naar)
    )
    open_stuk = col(Stuk.status) == Stukstatus.OPEN
    session.execute(
        update(Stuk).where(col(Stuk.organisatie_id) == van, open_stuk).values(organisatie_id=naar)
    )
    _move(session, Tafel, col(Tafel.tafelhouder_id), van, naar)
    _move(session, Agendering, col(Agendering.organisatie_id), van, naar)
    _move(session, Medewerker, col(Medewerker.organisatie_id), van, naar)
    _move(session, ApiToken, col(ApiToken.organisatie_id), van, naar)
    _move(session, Uitnodiging, col(Uitnodiging.organisatie_id), van, naar)
    _move(session, Privacytaak, col(Privacytaak.organisatie_id), van, naar)
    _move(session, Organisatie, col(Organisatie.rechtsopvolger_id), van, naar)
    gevraagd = (col(Bijdrage.naar_organisatie_id) == van, col(Bijdrage.status) == BijdrageStatus.GEVRAAGD)
    eigenaar = select(Casus.eigenaar_id).where(Casus.id == Bijdrage.casus_id).scalar_subquery()
    zelf_gevraagd = update(Bijdrage).where(*gevraagd, col(Bijdrage.van_organisatie_id) == naar)
    session.execute(zelf_gevraagd.values(van_organisatie_id=eigenaar))  # who owns it now waits for it
    session.execute(update(Bijdrage).where(*gevraagd).values(naar_organisatie_id=naar))
    for kolom in (col(Bericht.organisatie_id), col(Bericht.aan_organisatie_id)):
        wachtend = col(Bericht.status).in_(NOG_TE_VERTELLEN)
        session.execute(update(Bericht).where(kolom == van, wachtend).values({kolom: naar}))
    for kolom in (col(Escalatie.aan_organisatie_id), col(Escalatie.door_organisatie_id)):
        open_ = col(Escalatie.afgehandeld_op).is_(None)
        session.execute(update(Escalatie).where(kolom == van, open_).values({kolom: naar}))


def _move(session: Session, model: type[SQLModel], kolom: Kolom, van: UUID, naar: UUID) -> None:
    session.execute(update(model).where(kolom == van).values({kolom: naar}))


def end_werkgebied(session: Session, organisatie_id: UUID, per: date) -> None:
    """The party serves no gemeente from that day on; a row that had not begun never will."""
    open_ = or_(col(Werkgebied.tot).is_(None), col(Werkgebied.tot) > per)
    eigen = col(Werkgebied.organisatie_id) == organisatie_id
    session.execute(update(Werkgebied).where(eigen, open_, col(Werkgebied.van) <= per).values(tot=per))
    session.execute(
        update(Werkgebied).where(eigen, open_, col(Werkgebied.van) > per).values(tot=col(Werkgebied.van))
    )


def areas_from(session: Session, organisatie_id: UUID, per: date) -> dict[str, list[Tijdvak]]:
    """Gemeente → when a party serves it from that day on; also what is planned for later."""
    gevonden: dict[str, list[Tijdvak]] = defaultdict(list)
    rijen = session.exec(
        select(col(Werkgebied.gm_code), col(Werkgebied.van), col(Werkgebied.tot)).where(
            Werkgebied.organisatie_id == organisatie_id,
            or_(col(Werkgebied.tot).is_(None), col(Werkgebied.tot) > per),
            or_(col(Werkgebied.tot).is_(None), col(Werkgebied.tot) > col(Werkgebied.van)),
        )
    )
    for gm_code, van, tot in rijen:
        gevonden[gm_code].append((max(van, per), tot))
    return gevonden


def end_sessions(session: Session, organisatie_id: UUID, now: datetime) -> None:
    """Whoever is logged in for this party is logged out, and who has a code does not get in with it: neither
    lives again after a block."""
    uit = (col(Uitnodiging.gebruikt_op).is_(None), col(Uitnodiging.ingetrokken_op).is_(None))
    session.execute(
        update(Uitnodiging)
        .where(col(Uitnodiging.organisatie_id) == organisatie_id, *uit)
        .values(ingetrokken_op=now)
    )
    mensen = select(Medewerker.id).where(Medewerker.organisatie_id == organisatie_id)
    session.execute(delete(Sessie).where(col(Sessie.medewerker_id).in_(mensen)))


def end_tokens(session: Session, organisatie_id: UUID, now: datetime) -> None:
    """Every token of this party is withdrawn for good."""
    session.execute(
        update(ApiToken)
        .where(col(ApiToken.organisatie_id) == organisatie_id, col(ApiToken.ingetrokken_op).is_(None))
        .values(ingetrokken_op=now)
    )


def end_access(session: Session, organisatie_id: UUID, vandaag: date, now: datetime) -> None:
    """People and tokens of a party lose access."""
    werkt = or_(col(Medewerker.actief_tot).is_(None), col(Medewerker.actief_tot) > vandaag)
    session.execute(
        update(Medewerker)
        .where(col(Medewerker.organisatie_id) == organisatie_id, werkt)
        .values(actief_tot=vandaag)
    )
    end_sessions(session, organisatie_id, now)
    end_tokens(session, organisatie_id, now)


def due_successions(session: Session, vandaag: date) -> list[UUID]:
    """Confirmed successions whose day has come, in the order that loses nothing (``in_order``)."""
    query = (
        select(Rechtsopvolging.id, Rechtsopvolging.van_organisatie_id, Rechtsopvolging.naar_organisatie_id)
        .where(Rechtsopvolging.status == OpvolgingStatus.BEVESTIGD, col(Rechtsopvolging.per) <= vandaag)
        .order_by(col(Rechtsopvolging.per), col(Rechtsopvolging.id))
    )
    return in_order([(id_, van, naar) for id_, van, naar in session.exec(query)])
