"""Bijdrage: a question to another party; the casus and the duty to answer stay where they are.

Sources: domain.md §1, §3 (R005: highly specialised care elsewhere is a bijdrage), §4, §5.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from app.domain.bijlage import Gekeurd
from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.keten.aanbod import Partij

#: Longer than this nobody leaves a question lying without looking again.
LANGSTE_TIJD = timedelta(weeks=12)


class BijdrageStatus(StrEnum):
    """How a question to another party stands. Too late is a date, not a status."""

    GEVRAAGD = "gevraagd"
    ONTVANGEN = "ontvangen"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBijdrage:
    """The owner asks another party something. Without a day the norm decides."""

    casus_id: UUID
    naar_organisatie: str
    vraag: str
    uiterlijk: date | None = None
    #: Files that go along: new ones, and chosen ones of the casus.
    bijlagen: tuple[Gekeurd, ...] = ()
    meegestuurd: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBijdrage:
    """The party that was asked answers."""

    bijdrage_id: UUID
    antwoord: str
    bijlagen: tuple[Gekeurd, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawBijdrage:
    """The owner no longer needs the answer."""

    bijdrage_id: UUID
    toelichting: str | None = None


def refuse_question(
    opdracht: AskBijdrage, eigenaar: Partij, naar: Partij, vandaag: date, *, stuurt_links: bool = False
) -> None:
    """To another party where somebody can answer (I11), with words, on a day to come within twelve weken."""
    if naar.id == eigenaar.id:
        raise InvalidInputError([Veldfout("naarOrganisatie", "Kies een andere partij dan uzelf.")])
    if naar.geblokkeerd:
        raise RefusedError(
            "ontvanger_geblokkeerd",
            f"{naar.naam} heeft nu geen toegang. Kies een andere partij of bel eerst.",
        )
    if not naar.bereikbaar and not (naar.postbus and stuurt_links):
        raise RefusedError(
            "ontvanger_onbereikbaar",
            f"Bij {naar.naam} kan nog niemand antwoorden in Houvast. Bel, en leg het antwoord zelf vast.",
        )
    if not opdracht.vraag.strip():
        raise InvalidInputError([Veldfout("vraag", "Schrijf op wat u wilt weten.")])
    if opdracht.uiterlijk is not None and not vandaag <= opdracht.uiterlijk <= vandaag + LANGSTE_TIJD:
        raise InvalidInputError([Veldfout("uiterlijk", "Kies een dag vanaf vandaag, binnen twaalf weken.")])
