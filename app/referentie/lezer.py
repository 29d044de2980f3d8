"""Lezer: the shipped reference data as values: areas, decreed days and the directory of the chain.

Which file comes from where, and how sure it is, stands in ``gegevens/BRONNEN.md``.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from app.domain.actor import OrganisatieSoort, Teamtoegang
from app.domain.termijnen.kalender import Kalender

#: The mapping of areas is that of CBS 2024; no end is known.
INDELING_GELDIG_VAN = date(2024, 1, 1)
#: Name of the shipped set of decreed days; changes when aangewezen_dagen.csv changes.
KALENDERVERSIE = "nl-2024-2028"
LAND = "NL"
#: Small fixed teams, where colleagues see each other's casussen (domain.md §5).
VASTE_TEAMS = frozenset({OrganisatieSoort.OZJ, OrganisatieSoort.EXPERTISENETWERK, OrganisatieSoort.RET})


class GebiedSoort(StrEnum):
    """Kind of working area."""

    LAND = "land"
    EXPERTISENETWERK = "expertisenetwerk"
    JEUGDREGIO = "jeugdregio"
    GEMEENTE = "gemeente"


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A gemeente and the jeugdregio and expertisenetwerk that work for it."""

    code: str
    naam: str
    provincie: str
    jeugdregio_code: str
    expertisenetwerk_code: str
    geldig_van: date = INDELING_GELDIG_VAN
    geldig_tot: date | None = None

    @property
    def gebieden(self) -> tuple[str, str, str]:
        """Codes of the areas this gemeente is in: itself, its jeugdregio, its netwerk."""
        return self.code, self.jeugdregio_code, self.expertisenetwerk_code


@dataclass(frozen=True, slots=True)
class Jeugdregio:
    """A jeugdregio and the expertisenetwerk that works for it."""

    code: str
    naam: str
    expertisenetwerk_code: str
    geldig_van: date = INDELING_GELDIG_VAN
    geldig_tot: date | None = None


@dataclass(frozen=True, slots=True)
class Expertisenetwerk:
    """An expertisenetwerk; the coordinating gemeente is not known of every one."""

    code: str
    naam: str
    coordinerende_gemeente: str | None
    jeugdregio_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AangewezenDag:
    """A day equated with a feestdag by royal decree (Atw art. 3 lid 3)."""

    datum: date
    grond: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisatieGegeven:
    """One party of the chain as shipped; ``kenmerk`` is stable (api contract)."""

    kenmerk: str
    soort: OrganisatieSoort
    naam: str
    korte_naam: str
    bestuursorgaan: bool
    gebied_soort: GebiedSoort
    gebied_code: str

    @property
    def teamtoegang(self) -> Teamtoegang:
        return Teamtoegang.TEAM if self.soort in VASTE_TEAMS else Teamtoegang.BEHANDELAAR


@cache
def jeugdregios() -> tuple[Jeugdregio, ...]:
    """The 42 jeugdregio's, by code."""
    return tuple(
        Jeugdregio(rij["jeugdregio_code"], rij["jeugdregio"], rij["expertisenetwerk_code"])
        for rij in _rijen("jeugdregios.csv")
    )


@cache
def gemeenten() -> tuple[Gemeente, ...]:
    """The 342 gemeenten, by name. The expertisenetwerk is that of the jeugdregio."""
    netwerk_van = {regio.code: regio.expertisenetwerk_code for regio in jeugdregios()}
    return tuple(
        Gemeente(
            code=rij["gm_code"],
            naam=rij["gemeente"],
            provincie=rij["provincie"],
            jeugdregio_code=rij["jeugdregio_code"],
            expertisenetwerk_code=netwerk_van[rij["jeugdregio_code"]],
        )
        for rij in _rijen("gemeenten.csv")
    )


@cache
def expertisenetwerken() -> tuple[Expertisenetwerk, ...]:
    """The 8 expertisenetwerken, by code."""
    return tuple(
        Expertisenetwerk(
            code=rij["expertisenetwerk_code"],
            naam=rij["expertisenetwerk"],
            coordinerende_gemeente=rij["coordinerende_gm_code"] or None,
            jeugdregio_codes=tuple(rij["jeugdregios"].split()),
        )
        for rij in _rijen("expertisenetwerken.csv")
    )


@cache
def aangewezen_dagen() -> tuple[AangewezenDag, ...]:
    """The decreed days that are shipped, by date; an organisation may add later ones."""
    return tuple(
        AangewezenDag(date.fromisoformat(rij["datum"]), rij["grond"])
        for rij in _rijen("aangewezen_dagen.csv")
    )


def standaardkalender() -> Kalender:
    """The calendar with the shipped decreed days."""
    return Kalender({dag.datum: dag.grond for dag in aangewezen_dagen()}, KALENDERVERSIE)


@cache
def organisaties() -> tuple[OrganisatieGegeven, ...]:
    """The whole directory, from the top of the chain down: loketten, ozj, netwerken, RET's,
    gemeenten and one wijkteam per gemeente."""
    return (
        *(_loket(rij) for rij in _rijen("loketten.csv")),
        *(_netwerk(netwerk) for netwerk in expertisenetwerken()),
        *(ret_party(regio) for regio in jeugdregios()),
        *(gemeente_party(gemeente) for gemeente in gemeenten()),
        *(wijkteam_party(gemeente) for gemeente in gemeenten()),
    )


def werkgebied(organisatie: OrganisatieGegeven) -> tuple[str, ...]:
    """Codes of the gemeenten an organisatie works for; none for one that serves the country."""
    return tuple(g.code for g in gemeenten() if organisatie.gebied_code in g.gebieden)


def ret_party(regio: Jeugdregio) -> OrganisatieGegeven:
    """The RET of a jeugdregio."""
    return OrganisatieGegeven(
        kenmerk=f"ret-{regio.code.lower()}",
        soort=OrganisatieSoort.RET,
        naam=f"Regionaal Expertteam {regio.naam}",
        korte_naam=f"RET {regio.naam}",
        bestuursorgaan=False,
        gebied_soort=GebiedSoort.JEUGDREGIO,
        gebied_code=regio.code,
    )


def gemeente_party(gemeente: Gemeente) -> OrganisatieGegeven:
    """The gemeente as a party."""
    return OrganisatieGegeven(
        kenmerk=f"gemeente-{gemeente.code.lower()}",
        soort=OrganisatieSoort.GEMEENTE,
        naam=f"Gemeente {gemeente.naam}",
        korte_naam=f"Gemeente {gemeente.naam}",
        bestuursorgaan=True,
        gebied_soort=GebiedSoort.GEMEENTE,
        gebied_code=gemeente.code,
    )


def wijkteam_party(gemeente: Gemeente) -> OrganisatieGegeven:
    """The default wijkteam of a gemeente."""
    return OrganisatieGegeven(
        kenmerk=f"wijkteam-{gemeente.code.lower()}",
        soort=OrganisatieSoort.WIJKTEAM,
        naam=f"Wijkteam {gemeente.naam}",
        korte_naam=f"Wijkteam {gemeente.naam}",
        bestuursorgaan=False,
        gebied_soort=GebiedSoort.GEMEENTE,
        gebied_code=gemeente.code,
    )


def _rijen(bestand: str) -> Iterator[Mapping[str, str]]:
    tekst = files("app.referentie").joinpath("gegevens", bestand).read_text(encoding="utf-8")
    return csv.DictReader(tekst.splitlines())


def _loket(rij: Mapping[str, str]) -> OrganisatieGegeven:
    return OrganisatieGegeven(
        kenmerk=rij["kenmerk"],
        soort=OrganisatieSoort(rij["soort"]),
        naam=rij["naam"],
        korte_naam=rij["korte_naam"],
        bestuursorgaan=rij["bestuursorgaan"] == "ja",
        gebied_soort=GebiedSoort.LAND,
        gebied_code=LAND,
    )


def _netwerk(netwerk: Expertisenetwerk) -> OrganisatieGegeven:
    return OrganisatieGegeven(
        kenmerk=netwerk.code.lower(),
        soort=OrganisatieSoort.EXPERTISENETWERK,
        naam=netwerk.naam,
        korte_naam=netwerk.naam,
        bestuursorgaan=False,
        gebied_soort=GebiedSoort.EXPERTISENETWERK,
        gebied_code=netwerk.code,
    )
