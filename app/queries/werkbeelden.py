"""Werkbeelden: the rows of a work list and the lines of today's list, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.termen import OverdrachtStatus
from app.domain.veiligheidstermen import Wachtgrond


@dataclass(frozen=True, slots=True, kw_only=True)
class WerkRij:
    """One row of a work list: kenmerk, initials, what is due."""

    casus_id: UUID
    kenmerk: str
    spoed: bool
    initialen: str | None
    leeftijd: int | None
    achttien_op: date | None
    gemeente: str | None
    onderwerp: str | None
    in_gezin: bool
    eigenaar: str
    van_ons: bool
    sinds: datetime
    behandelaar: str | None
    datum: date
    wat: str
    overdracht_id: UUID | None = None
    overdracht_status: OverdrachtStatus | None = None
    overdracht_van: str | None = None
    overdracht_naar: str | None = None
    overdracht_uiterlijk: date | None = None
    wacht_op: Wachtgrond | None = None
    wacht_tot: date | None = None


@dataclass(frozen=True, slots=True)
class Taakbeeld:
    """One thing to do today."""

    soort: str
    datum: date
    spoed: bool
    wat: str
    kenmerk: str
    rest: str
    href: str
    knop: str
    casus_id: UUID | None = None
