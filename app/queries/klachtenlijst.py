"""Klachtenlijst: the klachten this actor has to do with, first date first, and what is asked of a
beklaagde."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Uuid, and_, func, literal, or_, true, tuple_
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from app.domain.berichttermen import VRAAGT_AANDACHT, Berichtmoment, BerichtStatus
from app.domain.errors import NotVisibleError
from app.domain.klachttermen import OPEN_KLACHT, KlachtStatus
from app.domain.termijnen.belofte import Signaal
from app.domain.termijnen.regels import Termijncode
from app.domain.termijnen.wijziging import Wijziging
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Beklaagde, Bericht, Klacht, Medewerker, Termijn
from app.queries.beelden import Partijnaam
from app.queries.gids import open_gids
from app.queries.klachten import clocks_of
from app.queries.klachtzicht import WAT, find_klacht, is_visible
from app.queries.lopend import is_running
from app.queries.termijnbeeld import read_uitleg
from app.queries.werkplek import Werkplek

Plaats = tuple[date, UUID]
LAATST = date(9999, 12, 31)


class Klachtlijst(StrEnum):
    """What lies here, what was sent on, what is done."""

    HIER = "hier"
    DOORGESTUURD = "doorgestuurd"
    AFGEDAAN = "afgedaan"


@dataclass(frozen=True, slots=True)
class Klachtfilter:
    """Which list; ``na`` is the place of the last row before."""

    lijst: Klachtlijst = Klachtlijst.HIER
    na: Plaats | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class KlachtRij:
    """One row: a kenmerk, where it lies, by whom, and the day; no words and no name of a melder."""

    id: UUID
    kenmerk: str
    status: KlachtStatus
    organisatie: Partijnaam
    behandelaar: str | None
    ontvangen_op: date
    afgedaan_op: date | None
    uiterlijk: date | None
    signaal: Signaal | None
    bevestigd: bool

    @property
    def plaats(self) -> Plaats:
        """Where this row stands in the order."""
        return self.uiterlijk or self.afgedaan_op or LAATST, self.id


def list_klachten(werkplek: Werkplek, filter_: Klachtfilter) -> list[KlachtRij]:
    """A page of klachten, first date first, one row extra; only what this actor may know of."""
    rijen = werkplek.session.execute(_page(werkplek, filter_))
    return [_row(werkplek, *rij) for rij in rijen]


def _page(werkplek: Werkplek, filter_: Klachtfilter) -> Select[Klacht, date, str]:
    eigen = werkplek.actor.organisatie_id
    klok = and_(
        is_running(),
        col(Termijn.klacht_id) == col(Klacht.id),
        col(Termijn.code) == Termijncode.KLACHT_AFHANDELEN,
    )
    datum = func.coalesce(col(Termijn.uiterlijk), col(Klacht.afgedaan_op), literal(LAATST, Date()))
    open_ = col(Klacht.status).in_(sorted(OPEN_KLACHT))
    waar = {
        Klachtlijst.HIER: and_(open_, col(Klacht.organisatie_id) == eigen),
        Klachtlijst.DOORGESTUURD: and_(open_, col(Klacht.organisatie_id) != eigen),
        Klachtlijst.AFGEDAAN: ~open_,
    }
    query = (
        sa_select(Klacht, col(Termijn.uiterlijk), col(Medewerker.naam))
        .select_from(Klacht)
        .outerjoin(Termijn, klok)
        .outerjoin(Medewerker, col(Medewerker.id) == col(Klacht.behandelaar_id))
        .where(is_visible(werkplek), waar[filter_.lijst])
    )
    if filter_.na is not None:
        op, id_ = filter_.na
        query = query.where(tuple_(datum, col(Klacht.id)) > tuple_(literal(op, Date()), literal(id_, Uuid())))
    return query.order_by(datum, col(Klacht.id)).limit(filter_.limit + 1)


def _row(werkplek: Werkplek, rij: Klacht, uiterlijk: date | None, naam: str | None) -> KlachtRij:
    """The name of who handles it, for the organisatie that has it."""
    hier = rij.organisatie_id == werkplek.actor.organisatie_id
    return KlachtRij(
        id=rij.id,
        kenmerk=rij.kenmerk,
        status=rij.status,
        organisatie=open_gids(werkplek.session).name(rij.organisatie_id),
        behandelaar=naam if hier else None,
        ontvangen_op=rij.ontvangen_op,
        afgedaan_op=rij.afgedaan_op,
        uiterlijk=uiterlijk,
        signaal=werkplek.omgeving.signaal(uiterlijk) if uiterlijk else None,
        bevestigd=rij.bevestigd_op is not None,
    )


def letters_to_send(werkplek: Werkplek, limit: int = 25) -> list[tuple[str, Berichtmoment, BerichtStatus]]:
    """Kenmerk, moment and state of each own letter about a klacht that waits for a person, failed or came
    back, oldest first; for who may know of that klacht."""
    query = (
        sa_select(col(Klacht.kenmerk), col(Bericht.moment), col(Bericht.status))
        .select_from(Bericht)
        .join(Klacht, col(Klacht.id) == col(Bericht.klacht_id))
        .where(waits_for_a_person(werkplek), is_visible(werkplek))
    )
    return [tuple(rij) for rij in werkplek.session.execute(query.order_by(col(Bericht.id)).limit(limit))]


def waits_for_a_person(werkplek: Werkplek) -> ColumnElement[bool]:
    """A letter of the own organisatie about a klacht that somebody must send, or look at."""
    wacht = true() if not werkplek.omgeving.mailt_zelf else col(Bericht.wachtreden).is_not(None)
    return and_(
        col(Bericht.klacht_id).is_not(None),
        col(Bericht.organisatie_id) == werkplek.actor.organisatie_id,
        or_(
            col(Bericht.status).in_(sorted(VRAAGT_AANDACHT)),
            and_(col(Bericht.status) == BerichtStatus.TE_VERSTUREN, wacht),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KlaagschriftBeeld:
    """The klaagschrift as the beklaagde may read it (9:9): the words, the days, also when the outcome comes
    later (9:11 lid 2), and the own answer. Nothing else."""

    id: UUID
    kenmerk: str
    gestuurd_op: date
    tekst: str
    over: str | None
    verweer: str | None
    verweer_op: date | None
    uiterlijk: date | None
    verzet: tuple[Wijziging, ...]
    mag_antwoorden: bool


def load_klaagschrift(werkplek: Werkplek, sleutel: str) -> KlaagschriftBeeld:
    """For the person it was sent to; 404 for everybody else, who handles it included."""
    klacht, rechten = find_klacht(werkplek, sleutel)
    if Recht.KLAAGSCHRIFT_LEZEN not in rechten:
        raise NotVisibleError(WAT)
    rij = werkplek.session.exec(
        select(Beklaagde).where(
            Beklaagde.klacht_id == klacht.id, Beklaagde.medewerker_id == werkplek.actor.id
        )
    ).one()
    lopend = clocks_of(werkplek.session, klacht)
    klok = next((termijn for termijn in lopend if termijn.code is Termijncode.KLACHT_AFHANDELEN), None)
    inhoud = werkplek.unseal_person(klacht, Plek("klacht", klacht.id, "inhoud"), klacht.inhoud_verzegeld)
    return KlaagschriftBeeld(
        id=klacht.id,
        kenmerk=klacht.kenmerk,
        gestuurd_op=rij.gestuurd_op,
        tekst=inhoud.get("tekst", ""),
        over=inhoud.get("over"),
        verweer=werkplek.unseal(klacht, Plek("beklaagde", rij.id, "verweer"), rij.verweer_verzegeld),
        verweer_op=rij.verweer_op,
        uiterlijk=klok.uiterlijk if klok else None,
        verzet=read_uitleg(klok).wijzigingen if klok else (),
        mag_antwoorden=klacht.status is KlachtStatus.IN_BEHANDELING,
    )


def klaagschriften_to_me(werkplek: Werkplek) -> list[tuple[str, date, bool]]:
    """Kenmerk, day and whether it was answered, of each klaagschrift that was sent to this person."""
    query = (
        sa_select(col(Klacht.kenmerk), col(Beklaagde.gestuurd_op), col(Beklaagde.verweer_op))
        .select_from(Beklaagde)
        .join(Klacht, col(Klacht.id) == col(Beklaagde.klacht_id))
        .where(
            col(Beklaagde.medewerker_id) == werkplek.actor.id,
            col(Beklaagde.ingetrokken_op).is_(None),
            col(Klacht.status).in_(sorted(OPEN_KLACHT)),
        )
        .order_by(col(Beklaagde.id))
    )
    rijen = werkplek.session.execute(query)
    return [(kenmerk, op, geantwoord is not None) for kenmerk, op, geantwoord in rijen]
