"""Werkbeelden: what may be asked of a work list, its rows, and the lines of today's list."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.termen import OverdrachtStatus
from app.domain.veiligheidstermen import Wachtgrond

#: Where a row stands in a list: spoed_rang, the date of that list, casus id.
Plaats = tuple[int, date, UUID]


class Lijst(StrEnum):
    """The work lists of an organisatie."""

    AANVAARDEN = "aanvaarden"
    ONS = "ons"
    MIJN = "mijn"
    DOORGEZET = "doorgezet"
    OPGEVANGEN = "opgevangen"


@dataclass(frozen=True, slots=True)
class Werkfilter:
    """What to show. ``na`` is the place of the last row before."""

    lijst: Lijst = Lijst.ONS
    gemeente: str | None = None
    tot_en_met: date | None = None
    alleen_spoed: bool = False
    kenmerk: str | None = None
    na: Plaats | None = None
    limit: int = 25


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
class Werkbladzijde:
    """A page of rows, and where the next one starts (None: no more)."""

    rijen: tuple[WerkRij, ...]
    volgende: Plaats | None


@dataclass(frozen=True, slots=True)
class Taakbeeld:
    """One thing to do today, and what else the same casus asks (``ook``)."""

    soort: str
    datum: date
    spoed: bool
    wat: str
    kenmerk: str
    rest: str
    href: str
    knop: str
    casus_id: UUID | None = None
    ook: tuple[str, ...] = ()
