"""Klachtopdrachten: what somebody wants with a klacht, a bezwaar or an aanvraag, as immutable commands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.klachttermen import (
    GeenHoren,
    GeenHorenBeklaagde,
    Gehoord,
    KlachtUitkomst,
    Klachtvorm,
    Stukstatus,
    Weigergrond,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKlacht:
    """A melding turns out to be (also) a klacht. ``beklaagde``: kenmerk or id of an organisatie."""

    melding_id: UUID
    tekst: str
    over: str | None = None
    beklaagde: str | None = None
    vorm: Klachtvorm
    ontvangen_op: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardKlacht:
    """Send a klacht on to who must handle it (Awb 2:3); ``ontvangen_op``: when it came in there."""

    klacht_id: UUID
    naar_organisatie: str
    toelichting: str | None = None
    ontvangen_op: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignKlacht:
    """Who handles it; without a name the actor takes it."""

    klacht_id: UUID
    medewerker_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseKlacht:
    """It is not handled, with a ground of the law and the reason as the melder reads it (9:8)."""

    klacht_id: UUID
    grond: Weigergrond | None
    toelichting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendKlaagschrift:
    """The klaagschrift goes to who it is about: a medewerker, or somebody by name (9:9)."""

    klacht_id: UUID
    medewerker_id: UUID | None = None
    naam: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHearing:
    """Who was heard, when, and the report (9:10)."""

    klacht_id: UUID
    gehoord_op: date
    verslag: str
    wie: Gehoord = Gehoord.BEIDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipHearing:
    """Why the melder was not heard (9:10 lid 2), or that the beklaagde did not want to be."""

    klacht_id: UUID
    reden: GeenHoren | GeenHorenBeklaagde
    toelichting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCommissie:
    """A commission advises or judges (9:14; Jeugdwet 4.2.1): how many members, and who leads it."""

    klacht_id: UUID
    leden: int
    voorzitter_van_buiten: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeKlacht:
    """The outcome with its reasons and, as the melder reads it, what follows from it (9:12)."""

    klacht_id: UUID
    uitkomst: KlachtUitkomst
    toelichting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndKlacht:
    """It ends without a judgement: the melder is satisfied or withdraws it (9:5), in own words."""

    klacht_id: UUID
    uitkomst: KlachtUitkomst
    toelichting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteOnKlacht:
    """Something to remember, or the answer of the beklaagde."""

    klacht_id: UUID
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAccused:
    """Which organisatie the klacht is about, said later or put right; None: that is not known."""

    klacht_id: UUID
    organisatie: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawKlaagschrift:
    """The klaagschrift went to the wrong one: that person reads it no more (9:9)."""

    klacht_id: UUID
    beklaagde_id: UUID
    toelichting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseContact:
    """Whom the melder may call about the question, when the klacht is about its owner (domain.md §7)."""

    klacht_id: UUID
    organisatie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteRegeling:
    """The own regeling of an organisatie: how long it takes, and the ombudsman that comes after (9:12)."""

    weken: int
    ombudsman: str
    contact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardStuk:
    """A bezwaar or aanvraag goes on to the body it is for, with the day it came in (Awb 6:15, 2:3); or it is
    ours, or none after all (``status``)."""

    stuk_id: UUID
    status: Stukstatus
    naar_organisatie: str | None = None
    naar_naam: str | None = None
