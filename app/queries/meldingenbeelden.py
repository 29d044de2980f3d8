"""Meldingenbeelden: what a loket may ask of its meldingen, and the rows and figures it gets."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.domain.actor import OrganisatieSoort
from app.domain.termen import Aard, LoketUitkomst, MeldingStatus, TerugkoppelingSoort


class Toon(StrEnum):
    """Which meldingen to show."""

    OPEN = "open"
    TE_LAAT = "te_laat"
    NIETS_GEHOORD = "niets_gehoord"
    AFSLUITING_GEVRAAGD = "afsluiting_gevraagd"
    GESLOTEN = "gesloten"
    ALLE = "alle"


@dataclass(frozen=True, slots=True)
class Meldingfilter:
    """What to show. ``na`` is (first date, melding id) of the last row before."""

    toon: Toon = Toon.OPEN
    soort: OrganisatieSoort | None = None
    q: str | None = None
    na: tuple[date, UUID] | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class MeldingRij:
    """One melding of this loket."""

    id: UUID
    kenmerk: str
    extern_kenmerk: str | None
    ontvangen_op: date
    aard: tuple[Aard, ...]
    status: MeldingStatus
    casus_kenmerk: str
    spoed: bool
    bij: str
    bij_soort: OrganisatieSoort
    bij_ons: bool
    dagen_bij: int
    antwoordt: str
    behandelaar: str | None
    melder_bereikbaar: bool
    gehoord_op: date | None
    gehoord_soort: TerugkoppelingSoort | None
    volgende_melder: date | None
    loket_verwacht: date | None
    loket_gehoord_op: date | None
    loket_uitkomst: LoketUitkomst | None


@dataclass(frozen=True, slots=True)
class Meldingbladzijde:
    """A page of meldingen and where the next one starts."""

    rijen: tuple[MeldingRij, ...]
    volgende: tuple[date, UUID] | None


@dataclass(frozen=True, slots=True)
class Loketcijfers:
    """The figures above the list. ``per_niveau``: (level name, open, late)."""

    open: int
    te_laat_melder: int
    te_laat_loket: int
    niets_gehoord: int
    per_niveau: tuple[tuple[str, int, int], ...]
