"""Weergave of samenloopmodellen: figures and effects as sentences."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.samenloop import Band
from app.domain.samenloopmodel import Bevinding, Cijfers, Modelgevolg, Zekerheid
from app.queries.samenloopmodellen import Modelbeeld

STAPPEN = {
    Zekerheid.BIJNA_ZEKER: ("Treffer", "Bijna zeker: 99 tegen 1 of meer"),
    Zekerheid.ZEER_WAARSCHIJNLIJK: ("Treffer", "19 tegen 1 tot 99 tegen 1"),
    Zekerheid.EERDER_WEL: ("Mogelijk", "Eerder wel dan niet hetzelfde kind"),
    Zekerheid.EERDER_NIET: ("Mogelijk", "Eerder niet, maar minder dan 19 tegen 1"),
}
NAAM = {Band.TREFFER: "treffer", Band.MOGELIJK: "mogelijk", None: "niet gemeld"}
BRON = {"register": "De jeugdigen in Houvast", "bestand": "Een bestand"}


@dataclass(frozen=True, slots=True)
class Bevindingrij:
    """One certainty: its band, in words, what waits, and how the judged ones turned out."""

    band: str
    zekerheid: str
    open: int
    beoordeeld: str


def findings_as_rows(bevindingen: Iterable[tuple[Zekerheid, Bevinding]]) -> list[Bevindingrij]:
    """A row per certainty, surest first."""
    return [
        Bevindingrij(*STAPPEN[zekerheid], bevinding.open, _judged(bevinding))
        for zekerheid, bevinding in bevindingen
    ]


def standing(model: Modelbeeld) -> tuple[str, str]:
    """How a model stands, and the colour of that badge."""
    if model.werkt:
        return "Werkt nu", "ok"
    if model.afgewezen_op is not None:
        return "Afgewezen", "neutraal"
    if model.versie and model.gekeurd_op is None:
        return "Nog te keuren", "let"
    return "Werkt niet", "neutraal"


def figures_as_facts(cijfers: Cijfers) -> list[tuple[str, str]]:
    """The figures of a learned model as name and value."""
    verwacht = f"{cijfers.verwacht_onterecht:.1f}".replace(".", ",")
    return [
        ("Registraties", _number(cijfers.registraties)),
        ("Vergeleken paren", _number(cijfers.vergeleken)),
        ("Treffers", f"{_number(cijfers.treffers)}, waarvan er naar schatting {verwacht} niet kloppen"),
        ("Mogelijk", _number(cijfers.mogelijk)),
        ("Broers en zussen", f"{_number(cijfers.gezinnen)} paren"),
        ("Tweelingen", f"{_number(cijfers.meerlingen)} paren"),
    ]


def expectation(model: Modelbeeld) -> str:
    """How right a model expects to be, in one line for a list."""
    if model.cijfers is None:
        return "Gemeten; zie de documentatie"
    juist = model.cijfers.verwacht_juist
    if juist is None:
        return "Te weinig treffers om iets te verwachten"
    return f"{juist} van de 100 kloppen naar verwachting"


def effect_as_facts(gevolg: Modelgevolg) -> list[tuple[str, str]]:
    """What another model would make of the open work, as name and number."""
    bekeken = f", de oudste {_number(gevolg.bekeken)} bekeken" if gevolg.bekeken < gevolg.van else ""
    return [
        ("Nu open", f"{_number(gevolg.van)}{bekeken}"),
        ("Blijft gelijk", _number(gevolg.gelijk)),
        *(
            (f"Van {NAAM[nu]} naar {NAAM[straks]}", _number(aantal))
            for nu, straks, aantal in gevolg.verschillen
        ),
    ]


def _judged(bevinding: Bevinding) -> str:
    if not bevinding.beoordeeld:
        return "Nog niets beoordeeld"
    return f"{bevinding.zelfde} van {bevinding.beoordeeld} hetzelfde kind"


def _number(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")
