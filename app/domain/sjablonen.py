"""Sjablonen: the core text of a message as the beheerder may word it: versions, placeholders and checks.

Greeting, own words of the sender, next date, kenmerk and signature stand around it and are always there. A
subject names the kenmerk and nobody: it is read on a locked telephone (I6).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.leesbaarheid import flesch_douma

M = Berichtmoment
_PLAATSHOUDER = re.compile(r"\{([^{}]*)\}")
#: What each placeholder stands for, and a short word for it to measure a text with.
PLAATSHOUDERS: Mapping[str, tuple[str, str]] = {
    "kenmerk": ("het kenmerk van de melding", "M-1"),
    "ontvangen": ("de dag waarop de vraag binnenkwam", "1 mei"),
    "afzender": ("uw organisatie", "het team"),
    "ontvanger": ("de organisatie die het overneemt", "het team"),
    "vorige": ("de organisatie die ophoudt", "het team"),
    "waarover": ("“uw vraag” of “uw klacht”", "uw vraag"),
    "oude_datum": ("de datum die eerst beloofd was", "1 mei"),
    "nieuwe_datum": ("de nieuwe datum", "2 mei"),
    "reden": ("de gekozen reden", "dit kost meer tijd"),
}
_OVERAL = frozenset({"kenmerk", "ontvangen", "afzender"})
#: Per moment that can be worded: what a text must name to be true, and what else it may name.
MOETEN: Mapping[Berichtmoment, frozenset[str]] = {
    M.ONTVANGSTBEVESTIGING: frozenset({"ontvangen"}),
    M.DOORGESTUURD: frozenset({"ontvanger", "afzender"}),
    M.OVERGENOMEN: frozenset({"ontvanger"}),
    M.TERUGKOPPELING: frozenset({"ontvangen"}),
    M.OPGEVOLGD: frozenset({"vorige", "ontvanger"}),
    M.VERDAAGD: frozenset({"oude_datum", "nieuwe_datum", "reden"}),
}
MOGEN: Mapping[Berichtmoment, frozenset[str]] = {
    moment: _OVERAL | moeten | (frozenset({"waarover"}) if moment is M.VERDAAGD else frozenset())
    for moment, moeten in MOETEN.items()
}
LANGSTE_ONDERWERP, LANGSTE_KERN = 100, 2000
VERSTE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """One version of a core text; version 0 is what the product ships."""

    moment: Berichtmoment
    versie: int
    onderwerp: str
    kern: str
    geldig_van: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSjabloon:
    """Other words for a moment, from a day on."""

    moment: Berichtmoment
    onderwerp: str
    kern: str
    geldig_van: date


def fill(tekst: str, invulling: Mapping[str, str]) -> str:
    """Put the values in; only names are looked up, nothing is executed."""
    return _PLAATSHOUDER.sub(lambda gevonden: invulling[gevonden.group(1)], tekst)


def reading_ease(kern: str) -> int:
    """How easy a core text reads, 0 to 100 (Flesch-Douma), with short words for names and dates."""
    kort = {naam: woord for naam, (_, woord) in PLAATSHOUDERS.items()}
    gevuld = _PLAATSHOUDER.sub(lambda gevonden: kort.get(gevonden.group(1), "iets"), kern)
    return max(0, min(100, flesch_douma(gevuld)))


def valid_on(versies: tuple[Sjabloon, ...], moment: Berichtmoment, op: date) -> Sjabloon | None:
    """The version that counts on a day: the one that began last; None for the shipped text."""
    begonnen = [s for s in versies if s.moment is moment and s.geldig_van <= op]
    return max(begonnen, key=lambda s: (s.geldig_van, s.versie), default=None)


def assess_sjabloon(opdracht: WriteSjabloon, vandaag: date) -> None:
    """Refuse words that cannot be filled in or would not be true; all mistakes at once, with the cure."""
    fouten = [
        *_subject_mistakes(opdracht.onderwerp),
        *_core_mistakes(opdracht.moment, opdracht.kern),
        *_day_mistakes(opdracht.geldig_van, vandaag),
    ]
    if fouten:
        raise InvalidInputError(fouten)


def _subject_mistakes(onderwerp: str) -> list[Veldfout]:
    namen = set(_PLAATSHOUDER.findall(onderwerp))
    teksten = []
    if len(onderwerp) > LANGSTE_ONDERWERP:
        teksten.append(f"Een onderwerp heeft hooguit {LANGSTE_ONDERWERP} tekens.")
    if "\n" in onderwerp:
        teksten.append("Een onderwerp staat op één regel.")
    if "kenmerk" not in namen:
        teksten.append("Zet {kenmerk} in het onderwerp, zodat de melder ernaar kan verwijzen.")
    if namen - {"kenmerk"}:
        teksten.append("In een onderwerp staat alleen {kenmerk}: iemand anders kan het ook lezen.")
    return [Veldfout("onderwerp", tekst) for tekst in [*teksten, *_loose_braces(onderwerp)]]


def _core_mistakes(moment: Berichtmoment, kern: str) -> list[Veldfout]:
    namen = set(_PLAATSHOUDER.findall(kern))
    teksten = []
    if len(kern) > LANGSTE_KERN:
        teksten.append(f"Deze tekst is {len(kern) - LANGSTE_KERN} tekens te lang. Kort hem in.")
    for naam in sorted(namen - MOGEN[moment]):
        kan = ", ".join(f"{{{mag}}}" for mag in sorted(MOGEN[moment]))
        teksten.append(f"{{{naam}}} kan hier niet. U kunt kiezen uit: {kan}.")
    for naam in sorted(MOETEN[moment] - namen):
        teksten.append(f"Noem {{{naam}}}: {PLAATSHOUDERS[naam][0]}. De melder moet dat weten.")
    return [Veldfout("kern", tekst) for tekst in [*teksten, *_loose_braces(kern)]]


def _loose_braces(tekst: str) -> list[str]:
    los = _PLAATSHOUDER.sub("", tekst)
    return ["Een { of } staat los. Schrijf een plaatshouder als {kenmerk}."] if set(los) & {"{", "}"} else []


def _day_mistakes(geldig_van: date, vandaag: date) -> list[Veldfout]:
    if geldig_van < vandaag:
        return [Veldfout("geldigVan", "Die dag is voorbij. Kies vandaag of later.")]
    if geldig_van > vandaag + VERSTE:
        return [Veldfout("geldigVan", "Dat is meer dan een jaar verder. Kijk de datum na.")]
    return []
