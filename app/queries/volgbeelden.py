"""Volgbeelden: what the own page of a melder shows, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.termen import Kanaal, MeldingUitkomst, TerugkoppelingSoort
from app.domain.termijnen.regels import Termijncode
from app.queries.beelden import Partijnaam
from app.queries.inbrengbeelden import InbrengBeeld
from app.queries.klachtmelder import KlachtVoorMelder


@dataclass(frozen=True, slots=True)
class Volgstap:
    """One party that had the question, from when to when."""

    partij: Partijnaam
    van: date
    tot: date | None
    behandelaar: str | None


@dataclass(frozen=True, slots=True)
class Volgdeel:
    """The way of the question for one jeugdige. ``naam`` tells brothers and sisters apart."""

    naam: str | None
    stappen: tuple[Volgstap, ...]
    is_open: bool
    #: Without consent of who is 18 or older the way is not shown.
    verborgen: bool


@dataclass(frozen=True, slots=True)
class Antwoorder:
    """Who answers, and how to reach them."""

    partij: Partijnaam
    behandelaar: str | None
    telefoon: str | None
    email: str | None
    #: Another party answers the phone: the name or number of who answers would tell a place.
    via: Partijnaam | None


@dataclass(frozen=True, slots=True)
class Beloofd:
    """By when the melder hears something; ``daarna``: the next date, when that one has passed.

    ``eerst``: the date that was promised before this one was put off.
    """

    uiterlijk: date
    code: Termijncode
    afspraak: bool
    te_laat: bool
    daarna: date | None
    eerst: date | None


@dataclass(frozen=True, slots=True)
class Vertelling:
    """One thing that was told, with the words that were written down for this melder to read; or tried."""

    op: date
    soort: TerugkoppelingSoort
    kanaal: Kanaal
    partij: Partijnaam
    bereikt: bool
    tekst: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Volgbeeld:
    """The own melding, for its melder."""

    melding_id: UUID
    kenmerk: str
    ontvangen_op: date
    loket: Partijnaam
    kanaal: Kanaal
    is_open: bool
    gesloten_op: datetime | None
    uitkomst: MeldingUitkomst | None
    alleen_terug: bool
    afgeschermd: bool
    zonder_toestemming: bool
    is_kind: bool
    is_ouder: bool
    antwoorder: Antwoorder
    belofte: Beloofd | None
    delen: tuple[Volgdeel, ...]
    verteld: tuple[Vertelling, ...]
    hulpvraag: str | None
    geholpen_met: str | None
    aanvulling: str | None
    inbreng: tuple[InbrengBeeld, ...]
    klachten: tuple[KlachtVoorMelder, ...]
