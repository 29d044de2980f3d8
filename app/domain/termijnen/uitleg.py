"""Uitleg: why a date is that date, as facts to store and as plain Dutch for the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypedDict

from app.domain.datum import (
    dagen_tekst,
    datum_lang,
    maanden_tekst,
    opsomming,
    weken_tekst,
    werkdagen_tekst,
)
from app.domain.termijnen.regels import Eenheid, Grondsoort, Termijncode, Variant
from app.domain.termijnen.wijziging import Wijziging, WijzigingJson, wijziging_zin

WEEKEND = frozenset({"zaterdag", "zondag"})
LENGTE_TEKST = {
    Eenheid.WERKDAGEN: werkdagen_tekst,
    Eenheid.KALENDERDAGEN: dagen_tekst,
    Eenheid.WEKEN: weken_tekst,
    Eenheid.MAANDEN: maanden_tekst,
}


class OvergeslagenJson(TypedDict):
    datum: str
    reden: str


class UitlegJson(TypedDict):
    """The stored form; keys as in the API."""

    code: str
    variant: str
    regelversie: int
    kalenderversie: str
    begintOp: str
    lengte: int
    eenheid: str
    ruwEinde: str
    uiterlijk: str
    overgeslagen: list[OvergeslagenJson]
    grondsoort: str
    artikel: str | None
    wijzigingen: list[WijzigingJson]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitleg:
    """The facts behind one date. ``ruw_einde`` is the end before it moved on to a werkdag.

    ``overgeslagen`` holds, in order, the days that made the date later, each with its reason.
    ``uiterlijk`` is the date as it was computed; ``wijzigingen`` says how it moved since.
    """

    code: Termijncode
    variant: Variant
    regelversie: int
    kalenderversie: str
    begint_op: date
    lengte: int
    eenheid: Eenheid
    ruw_einde: date
    uiterlijk: date
    overgeslagen: tuple[tuple[date, str], ...]
    grondsoort: Grondsoort
    artikel: str | None
    wijzigingen: tuple[Wijziging, ...] = ()

    @property
    def einde(self) -> date:
        """The date as it stands now."""
        return self.wijzigingen[-1].naar if self.wijzigingen else self.uiterlijk

    def moved(self, wijziging: Wijziging) -> "Uitleg":
        """The same explanation with one move more."""
        return replace(self, wijzigingen=(*self.wijzigingen, wijziging))

    @property
    def is_verlengd(self) -> bool:
        """Whether a werkdag was added (Atw art. 2), more than moving past free days (art. 1)."""
        vrij = {dag for dag, _ in self.overgeslagen}
        dagen = (self.uiterlijk - self.ruw_einde).days
        return any(self.ruw_einde + timedelta(days=n) not in vrij for n in range(dagen))

    def naar_json(self) -> UitlegJson:
        """A plain mapping that JSON can hold; ``uit_json`` reads it back."""
        return {
            "code": self.code.value,
            "variant": self.variant.value,
            "regelversie": self.regelversie,
            "kalenderversie": self.kalenderversie,
            "begintOp": self.begint_op.isoformat(),
            "lengte": self.lengte,
            "eenheid": self.eenheid.value,
            "ruwEinde": self.ruw_einde.isoformat(),
            "uiterlijk": self.uiterlijk.isoformat(),
            "overgeslagen": [{"datum": dag.isoformat(), "reden": reden} for dag, reden in self.overgeslagen],
            "grondsoort": self.grondsoort.value,
            "artikel": self.artikel,
            "wijzigingen": [wijziging.naar_json() for wijziging in self.wijzigingen],
        }

    @classmethod
    def uit_json(cls, json: Mapping[str, object]) -> "Uitleg":
        """Read what ``naar_json`` wrote. Refuses anything else with KeyError or ValueError."""
        artikel = json["artikel"]
        return cls(
            code=Termijncode(str(json["code"])),
            variant=Variant(str(json["variant"])),
            regelversie=int(str(json["regelversie"])),
            kalenderversie=str(json["kalenderversie"]),
            begint_op=_datum(json["begintOp"]),
            lengte=int(str(json["lengte"])),
            eenheid=Eenheid(str(json["eenheid"])),
            ruw_einde=_datum(json["ruwEinde"]),
            uiterlijk=_datum(json["uiterlijk"]),
            overgeslagen=_overgeslagen(json["overgeslagen"]),
            grondsoort=Grondsoort(str(json["grondsoort"])),
            artikel=None if artikel is None else str(artikel),
            wijzigingen=_wijzigingen(json.get("wijzigingen", [])),
        )


def als_zinnen(uitleg: Uitleg) -> str:
    """Plain Dutch sentences that answer "Waarom deze datum?": one to three, and one for every move since."""
    zinnen = (
        _zin_regel(uitleg),
        _zin_overgeslagen(uitleg),
        _zin_einde(uitleg),
        *(wijziging_zin(wijziging) for wijziging in uitleg.wijzigingen),
    )
    return " ".join(zin for zin in zinnen if zin)


def _datum(waarde: object) -> date:
    return date.fromisoformat(str(waarde))


def _overgeslagen(waarde: object) -> tuple[tuple[date, str], ...]:
    if not isinstance(waarde, list):
        raise ValueError("Overgeslagen dagen zijn een lijst.")
    return tuple((_datum(dag["datum"]), str(dag["reden"])) for dag in waarde)


def _wijzigingen(waarde: object) -> tuple[Wijziging, ...]:
    if not isinstance(waarde, list):
        raise ValueError("Wijzigingen zijn een lijst.")
    return tuple(Wijziging.uit_json(wijziging) for wijziging in waarde)


def _zin_regel(uitleg: Uitleg) -> str:
    grond = {
        Grondsoort.WET: f"Dit moet van de wet ({uitleg.artikel}), en de termijn is",
        Grondsoort.NORM: "De norm is",
        Grondsoort.AFSPRAAK: "De afspraak is",
    }[uitleg.grondsoort]
    if uitleg.lengte == 0:
        return f"{grond}: dezelfde dag."
    lengte = LENGTE_TEKST[uitleg.eenheid](uitleg.lengte)
    return f"{grond} {lengte} na {datum_lang(uitleg.begint_op)}; die dag zelf telt niet mee."


def _zin_overgeslagen(uitleg: Uitleg) -> str:
    if uitleg.eenheid is Eenheid.WERKDAGEN:
        vrij = _vrije_dagen_tekst(uitleg)
        return f"Overgeslagen: {vrij}." if vrij else ""
    if uitleg.is_verlengd:
        return "In een termijn uit de wet zitten ten minste 2 werkdagen."
    if uitleg.uiterlijk == uitleg.ruw_einde:
        return ""
    reden = uitleg.overgeslagen[0][1]
    dag = datum_lang(uitleg.ruw_einde)
    if reden in WEEKEND:
        return f"Dat is {dag}, en in het weekend eindigt een termijn niet."
    return f"Dat is {dag} ({reden}), en op een vrije dag eindigt een termijn niet."


def _zin_einde(uitleg: Uitleg) -> str:
    werkwoord = "was eerst" if uitleg.wijzigingen else "is"
    return f"De laatste dag {werkwoord} {datum_lang(uitleg.uiterlijk)}."


def _vrije_dagen_tekst(uitleg: Uitleg) -> str:
    """``1 weekend en vrijdag 25 december 2026 (1e Kerstdag)``: weekends counted, others named."""
    in_weekend = [dag for dag, reden in uitleg.overgeslagen if reden in WEEKEND]
    weekenden = len({dag.isocalendar()[:2] for dag in in_weekend})
    delen = [f"{weekenden} {'weekend' if weekenden == 1 else 'weekenden'}"] if weekenden else []
    delen += [f"{datum_lang(dag)} ({reden})" for dag, reden in uitleg.overgeslagen if reden not in WEEKEND]
    return opsomming(tuple(delen))
