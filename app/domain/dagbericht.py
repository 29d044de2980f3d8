"""Dagbericht: the digest of one werkdag: who gets which points, whether they are new, and the words.

At most one per person and organisatie per werkdag, none when nothing changed (domain.md §4). It names
kenmerken, dates and colleagues; nobody the work is about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from app.domain.datum import datum_lang
from app.domain.termijnen.belofte import Signaal
from app.domain.termijnen.kalender import Kalender

#: So many werkdagen late, a date is brought to the coordinator too.
ESCALATIE_WERKDAGEN = 3
#: So many lines of a kind stand in one mail; the rest is a number.
MEESTE_REGELS = 10


class Dagberichtstatus(StrEnum):
    """How far a digest is. One that failed is not tried the next day: that day has its own."""

    TE_VERSTUREN = "te_versturen"
    VERSTUURD = "verstuurd"
    MISLUKT = "mislukt"
    ONZEKER = "onzeker"


class Puntsoort(StrEnum):
    """What a line is about, in the order of the mail."""

    TE_LAAT = "te_laat"
    VANDAAG = "vandaag"
    NADERT = "nadert"
    AANBOD = "aanbod"
    BERICHT = "bericht"
    VANGNET = "vangnet"
    ESCALATIE = "escalatie"
    ZONDER_BEHANDELAAR = "zonder_behandelaar"
    AFWEZIG = "afwezig"


P = Puntsoort
KOPPEN: Mapping[Puntsoort, str] = {
    P.TE_LAAT: "Te laat",
    P.VANDAAG: "Vandaag",
    P.NADERT: "Nadert",
    P.AANBOD: "Aanbod dat op antwoord wacht",
    P.BERICHT: "Berichten die niet goed aankwamen",
    P.VANGNET: "Dreigt stil te vallen",
    P.ESCALATIE: "Blijft liggen bij een collega",
    P.ZONDER_BEHANDELAAR: "Nog geen behandelaar",
    P.AFWEZIG: "Niemand vervangt",
}
SOORT_BIJ_SIGNAAL = {Signaal.TE_LAAT: P.TE_LAAT, Signaal.VANDAAG: P.VANDAAG, Signaal.NADERT: P.NADERT}


HOOGUIT = "U krijgt dit hooguit één keer per werkdag, en alleen als er iets is veranderd."


@dataclass(frozen=True, slots=True)
class Punt:
    """One line: what, about which kenmerk. ``id`` and ``soort`` tell whether it is new.

    ``bij``: the colleague who has it, where that is somebody else than who reads this.
    """

    soort: Puntsoort
    id: UUID
    kenmerk: str
    wat: str
    bij: str | None = None


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """A person, or the mailbox of an organisatie."""

    id: UUID
    is_organisatie: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collegastand:
    """What decides who gets the points of somebody."""

    id: UUID
    naam: str
    organisatie_id: UUID
    in_keten: bool
    is_coordinator: bool
    is_secretaris: bool
    is_afwezig: bool
    vervanger_id: UUID | None


@dataclass(frozen=True, slots=True)
class Bezetting:
    """Who works where, today."""

    mensen: Mapping[UUID, Collegastand]

    def readers(self, organisatie_id: UUID, medewerker_id: UUID | None) -> tuple[Ontvanger, str | None]:
        """Who reads the points of a colleague, with the name when that is a deputy.

        Nobody there and nobody standing in: the mailbox of the organisatie.
        """
        wie = self.mensen.get(medewerker_id) if medewerker_id else None
        if wie is None or wie.organisatie_id != organisatie_id:
            return Ontvanger(organisatie_id, is_organisatie=True), None
        if not wie.is_afwezig:
            return Ontvanger(wie.id), None
        vervanger = self.deputy_of(wie)
        if vervanger is None:
            return Ontvanger(organisatie_id, is_organisatie=True), wie.naam
        return Ontvanger(vervanger.id), wie.naam

    def deputy_of(self, wie: Collegastand) -> Collegastand | None:
        """Who stands in, and is there."""
        vervanger = self.mensen.get(wie.vervanger_id) if wie.vervanger_id else None
        if vervanger is None or vervanger.is_afwezig or vervanger.organisatie_id != wie.organisatie_id:
            return None
        return vervanger

    def leaders(self, organisatie_id: UUID) -> frozenset[Ontvanger]:
        """The coordinators, or who stands in for them; without any, everybody who does the work there."""
        collegas = [c for c in self.mensen.values() if c.organisatie_id == organisatie_id and c.in_keten]
        leiding = [c for c in collegas if c.is_coordinator] or collegas
        lezers = {self.readers(organisatie_id, c.id)[0] for c in leiding}
        personen = frozenset(lezer for lezer in lezers if not lezer.is_organisatie)
        return personen or frozenset({Ontvanger(organisatie_id, is_organisatie=True)})

    def keepers(self, organisatie_id: UUID, secretaris_id: UUID | None) -> frozenset[Ontvanger]:
        """Who keeps the agenda of a tafel today: its secretaris, else every other one there who is in (any of
        them may act for it); without any, the mailbox of the organisatie."""
        genoemd = self.mensen.get(secretaris_id) if secretaris_id else None
        if genoemd is not None and genoemd.organisatie_id == organisatie_id and not genoemd.is_afwezig:
            return frozenset({Ontvanger(genoemd.id)})
        anderen = frozenset(
            Ontvanger(c.id)
            for c in self.mensen.values()
            if c.organisatie_id == organisatie_id and c.is_secretaris and not c.is_afwezig
        )
        return anderen or frozenset({Ontvanger(organisatie_id, is_organisatie=True)})

    def missed(self) -> Iterable[Collegastand]:
        """Who is away while nobody stands in."""
        return (c for c in self.mensen.values() if c.is_afwezig and c.in_keten and not self.deputy_of(c))


def is_escalated(uiterlijk: date, vandaag: date, kalender: Kalender) -> bool:
    """Whether a date is late for so long that the coordinator hears of it."""
    return kalender.aantal_werkdagen(uiterlijk, vandaag) >= ESCALATIE_WERKDAGEN


def first_day_not_near(vandaag: date, kalender: Kalender, nadert: int) -> date:
    """The first day that asks for no attention yet: later than ``nadert`` werkdagen from now."""
    return kalender.werkdagen_erna(vandaag, nadert + 1)


def mark_of(punten: Iterable[Punt]) -> str:
    """The same for the same things in the same state; how long something is late makes no difference."""
    delen = sorted({f"{punt.soort}:{punt.id}" for punt in punten})
    return sha256("\n".join(delen).encode()).hexdigest()


def compose_digest(
    punten: Sequence[Punt], dag: date, adres: str, nieuwe_links: str | None = None
) -> tuple[str, str]:
    """Subject and text. ``adres`` is where Houvast is found; the links need a log-in.

    ``nieuwe_links``: where a party without an account asks for links; it has nothing to log in with.
    """
    per: dict[Puntsoort, list[Punt]] = defaultdict(list)
    for punt in sorted(punten, key=lambda punt: (punt.kenmerk, punt.wat, punt.id)):
        per[punt.soort].append(punt)
    aantal = len(punten)
    zaken = "1 zaak vraagt" if aantal == 1 else f"{aantal} zaken vragen"
    alineas = [
        "Goedemorgen,",
        f"Dit vraagt uw aandacht in Houvast, op {datum_lang(dag)}.",
        *(_section(KOPPEN[soort], per[soort]) for soort in Puntsoort if per[soort]),
        *(_way_in(adres) if nieuwe_links is None else _way_in_by_link(nieuwe_links)),
        "Dit bericht komt van Houvast. Antwoorden worden niet gelezen.",
    ]
    return f"Houvast: {zaken} uw aandacht", "\n\n".join(alineas)


def _way_in(adres: str) -> tuple[str, str]:
    return f"Naar uw werk: {adres}/werkvoorraad", f"{HOOGUIT}\nAfmelden of aanpassen: {adres}/dagbericht"


def _way_in_by_link(nieuwe_links: str) -> tuple[str, str]:
    return (
        "Vindt u de link uit onze eerdere mail niet meer? Vraag de links hier opnieuw, voor elke zaak één. "
        f"Zij komen alleen in dit postvak. U hebt geen account nodig.\n{nieuwe_links}",
        HOOGUIT,
    )


def _section(kop: str, punten: Sequence[Punt]) -> str:
    regels = [f"{kop} ({len(punten)})", *(_line(punt) for punt in punten[:MEESTE_REGELS])]
    rest = len(punten) - MEESTE_REGELS
    return "\n".join([*regels, f"- en nog {rest}"] if rest > 0 else regels)


def _line(punt: Punt) -> str:
    delen = [deel for deel in (punt.kenmerk, punt.wat) if deel]
    bij = f" ({punt.bij})" if punt.bij else ""
    return f"- {': '.join(delen)}{bij}"
