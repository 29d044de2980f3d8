"""Afsluiting: no silent end (I7). A refusal lists everything that is missing, at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import ClosingRefusedError, RefusedError
from app.domain.termen import MeldingUitkomst as Uitkomst

POGINGEN_NODIG = 3


class Ontbreekt(StrEnum):
    """What closing may lack (api.md)."""

    MELDER_NIET_BEANTWOORD = "melder_niet_beantwoord"
    LOKET_NIET_INGELICHT = "loket_niet_ingelicht"
    KLACHT_OPEN = "klacht_open"
    MELDING_OPEN = "melding_open"
    OVERDRACHT_OPEN = "overdracht_open"
    BIJDRAGE_OPEN = "bijdrage_open"
    INBRENG_OPEN = "inbreng_open"


UITLEG: dict[Ontbreekt, str] = {
    Ontbreekt.MELDER_NIET_BEANTWOORD: "Vertel de melder de uitkomst.",
    Ontbreekt.LOKET_NIET_INGELICHT: "Vertel het loket wat er gedaan is.",
    Ontbreekt.KLACHT_OPEN: "De klacht loopt nog. Die moet eerst zijn afgehandeld.",
    Ontbreekt.MELDING_OPEN: "Sluit eerst alle meldingen van deze casus.",
    Ontbreekt.INBRENG_OPEN: "De melder schreef u nog iets. Reageer daarop, of vink het af.",
    Ontbreekt.OVERDRACHT_OPEN: "Er staat nog een aanbod open. Trek het in of wacht op antwoord.",
    Ontbreekt.BIJDRAGE_OPEN: "Een andere partij moet nog antwoorden. Wacht daarop, of trek de vraag in.",
}
GETALLEN = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven")

#: These outcomes need an answer in substance to the melder.
_VRAAGT_ANTWOORD = frozenset({Uitkomst.GEHOLPEN, Uitkomst.NIET_GEHOLPEN})
#: Nothing is left to ask of the melder: the question closes also while a klacht beside it goes on.
_ZONDER_VRAAG = frozenset({Uitkomst.INGETROKKEN, Uitkomst.OVERLEDEN, Uitkomst.ONJUIST_GEREGISTREERD})


class Besluit(StrEnum):
    """Outcome of a request to close a melding."""

    GESLOTEN = "gesloten"
    AFSLUITING_GEVRAAGD = "afsluiting_gevraagd"


@dataclass(frozen=True, slots=True)
class MeldingStand:
    """The facts that decide, all of the present open period.

    ``pogingen_werkdagen``: different werkdagen on which the melder was tried in vain.
    ``loket_door_ander``: another party than the closing one owes the report.
    """

    beantwoord: bool
    formeel_beantwoord: bool
    formele_brief: bool
    anoniem_zonder_kanaal: bool
    pogingen_werkdagen: int
    loket_verschuldigd: bool
    loket_ingelicht: bool
    loket_door_ander: bool
    klacht_open: bool
    inbreng_open: bool = False


def assess_closing(stand: MeldingStand, uitkomst: Uitkomst) -> Besluit:
    """Closed, or asked for while another party owes the loket its report; else refused with a list."""
    if uitkomst is Uitkomst.ANONIEM and not stand.anoniem_zonder_kanaal:
        raise RefusedError(
            "melder_is_bereikbaar",
            "Er is een manier om de melder te bereiken. Kies een andere uitkomst.",
        )
    if uitkomst is Uitkomst.NIET_BEREIKBAAR and stand.pogingen_werkdagen < POGINGEN_NODIG:
        raise ClosingRefusedError(
            f"U probeerde de melder op {stand.pogingen_werkdagen} werkdagen te bereiken. "
            f"Probeer het op {POGINGEN_NODIG} verschillende werkdagen en leg elke poging vast.",
            [Ontbreekt.MELDER_NIET_BEANTWOORD],
        )
    ontbreekt = missing_for_melding(stand, uitkomst)
    if ontbreekt:
        raise refusal(ontbreekt)
    wacht = stand.loket_verschuldigd and not stand.loket_ingelicht
    return Besluit.AFSLUITING_GEVRAAGD if wacht else Besluit.GESLOTEN


def missing_for_melding(stand: MeldingStand, uitkomst: Uitkomst) -> tuple[Ontbreekt, ...]:
    """Everything that is missing for this outcome."""
    loket_zelf = stand.loket_verschuldigd and not stand.loket_ingelicht and not stand.loket_door_ander
    regels = (
        (uitkomst in _VRAAGT_ANTWOORD and not _answered(stand), Ontbreekt.MELDER_NIET_BEANTWOORD),
        (stand.klacht_open and uitkomst not in _ZONDER_VRAAG, Ontbreekt.KLACHT_OPEN),
        (loket_zelf, Ontbreekt.LOKET_NIET_INGELICHT),
        (stand.inbreng_open and uitkomst in _VRAAGT_ANTWOORD, Ontbreekt.INBRENG_OPEN),
    )
    return tuple(code for geldt, code in regels if geldt)


def missing_for_casus(
    meldingen: Sequence[tuple[Ontbreekt, ...]], *, overdracht_open: bool, bijdrage_open: bool
) -> tuple[Ontbreekt, ...]:
    """Everything that is missing to close a casus: its open meldingen with what each lacks."""
    ontbreekt = {code for melding in meldingen for code in melding}
    if meldingen:
        ontbreekt.add(Ontbreekt.MELDING_OPEN)
    if overdracht_open:
        ontbreekt.add(Ontbreekt.OVERDRACHT_OPEN)
    if bijdrage_open:
        ontbreekt.add(Ontbreekt.BIJDRAGE_OPEN)
    return tuple(code for code in Ontbreekt if code in ontbreekt)


def refusal(ontbreekt: Sequence[Ontbreekt]) -> ClosingRefusedError:
    """The refusal that names all that is missing."""
    aantal = GETALLEN[len(ontbreekt)]
    wat = "ontbreekt één ding" if len(ontbreekt) == 1 else f"ontbreken {aantal} dingen"
    kop = f"Afsluiten kan nog niet. Er {wat}:"
    stappen = " ".join(f"{nr}. {UITLEG[code]}" for nr, code in enumerate(ontbreekt, start=1))
    return ClosingRefusedError(f"{kop} {stappen}", [str(code) for code in ontbreekt])


def _answered(stand: MeldingStand) -> bool:
    return stand.formeel_beantwoord if stand.formele_brief else stand.beantwoord
