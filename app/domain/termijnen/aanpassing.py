"""Aanpassing: what the beheerder may change of calendar and norms, and when (domain.md §4).

A decreed day moves open legal terms, in the act that records it. A norm never moves what was promised: it
counts for terms that begin later. The law itself comes with the product.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.datum import datum_lang
from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import Eenheid, Grondsoort, Regel, Regelboek, Termijncode, Variant

#: The longest norm that can be set, per unit: about a year.
LANGSTE = {Eenheid.WERKDAGEN: 250, Eenheid.KALENDERDAGEN: 365, Eenheid.WEKEN: 52, Eenheid.MAANDEN: 12}
VERSTE = timedelta(days=10 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignateDay:
    """A day is equated with a feestdag by decree (Atw art. 3 lid 3); ``grond`` names the decree."""

    datum: date
    grond: str
    ook_voorbij: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetNorm:
    """From ``geldig_van`` on a norm has another length."""

    code: Termijncode
    variant: Variant
    lengte: int
    eenheid: Eenheid
    geldig_van: date


def assess_day(opdracht: DesignateDay, kalender: Kalender, vandaag: date) -> None:
    """Refuse a day that is free already, and one that has passed unless that is meant; all at once."""
    fouten = []
    reden = kalender.reden_vrij(opdracht.datum)
    if reden is not None:
        tekst = f"{datum_lang(opdracht.datum).capitalize()} is al vrij ({reden})."
        fouten.append(Veldfout("datum", tekst))
    elif opdracht.datum > vandaag + VERSTE:
        fouten.append(Veldfout("datum", "Dat is meer dan tien jaar verder. Kijk de datum na."))
    elif opdracht.datum <= vandaag and not opdracht.ook_voorbij:
        tekst = "Die dag is vandaag of al voorbij. Vink aan dat u dit toch wilt."
        fouten.append(Veldfout("ookVoorbij", tekst))
    if not opdracht.grond.strip():
        fouten.append(Veldfout("grond", "Noem het besluit, bijvoorbeeld: Stb. 2026, 123."))
    if fouten:
        raise InvalidInputError(fouten)


def require_norm(regel: Regel) -> None:
    """Refuse what no organisation sets: a law, and that spoed is today."""
    if regel.grondsoort is Grondsoort.WET:
        raise RefusedError(
            "regel_uit_de_wet", f"Deze termijn staat in de wet ({regel.artikel}). U kunt hem niet aanpassen."
        )
    if regel.code is Termijncode.SPOED:
        raise RefusedError("spoed_is_vandaag", "Spoed is dezelfde dag. Dat staat vast.")


def assess_norm(opdracht: SetNorm, regels: Regelboek, vandaag: date) -> Regel:
    """The norm as it is now; refuses a law, a length of nought or years, and a day that is not to come."""
    regel = regels.regel(opdracht.code, max(opdracht.geldig_van, vandaag), opdracht.variant)
    require_norm(regel)
    fouten = []
    langste = LANGSTE[opdracht.eenheid]
    if not 1 <= opdracht.lengte <= langste:
        fouten.append(Veldfout("lengte", f"Kies een getal van 1 tot en met {langste}."))
    if opdracht.geldig_van <= vandaag:
        tekst = "Een norm geldt op zijn vroegst vanaf morgen: wat beloofd is, verandert niet."
        fouten.append(Veldfout("geldigVan", tekst))
    elif opdracht.geldig_van > vandaag + VERSTE:
        fouten.append(Veldfout("geldigVan", "Dat is meer dan tien jaar verder. Kijk de datum na."))
    if fouten:
        raise InvalidInputError(fouten)
    if (regel.lengte, regel.eenheid) == (opdracht.lengte, opdracht.eenheid):
        raise InvalidInputError([Veldfout("lengte", "Dat is de norm al. Kies een andere lengte.")])
    return regel


def versions(regels: Regelboek, code: Termijncode, variant: Variant) -> tuple[Regel, ...]:
    """Every version of one rule, oldest first."""
    gevonden = (regel for regel in regels.regels if (regel.code, regel.variant) == (code, variant))
    return tuple(sorted(gevonden, key=lambda regel: regel.geldig_van))
