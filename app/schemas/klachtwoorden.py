"""Klachtwoorden: the lines of the register, and what must happen now with a klacht, in plain Dutch."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.klachttermen import KlachtActie, Klachtstelsel, KlachtUitkomst
from app.queries.klachtbeeld import KlachtBeeld
from app.schemas.woorden import woord

A = KlachtActie
#: What each figure of the register counts; outcomes say themselves.
REGISTER: dict[str, str] = {
    "ontvangen": "Klachten ontvangen",
    "mondeling": "Waarvan mondeling",
    "doorgestuurd": "Doorgestuurd naar een andere organisatie",
    "open": "Nog niet afgedaan",
    "op_tijd": "Afgehandeld op tijd",
    "te_laat": "Afgehandeld na de beloofde dag",
    "verdaagd": "Waarvan de datum is verzet",
    **{str(uitkomst): f"Afgedaan: {woord(uitkomst)}" for uitkomst in KlachtUitkomst},
}


@dataclass(frozen=True, slots=True)
class Stap:
    """One step the law asks: done or not, in words, and the article."""

    wat: str
    klaar: bool
    artikel: str


def register_lines(cijfers: Sequence[tuple[str, int]]) -> list[tuple[str, str, int]]:
    """(code, words, number) of each figure."""
    return [(code, REGISTER[code], aantal) for code, aantal in cijfers]


def steps_of(klacht: KlachtBeeld) -> list[Stap]:
    """The steps of the law in their order, for who has the klacht; none for anybody else."""
    if not klacht.leest:
        return []
    jeugdwet = klacht.stelsel is Klachtstelsel.JEUGDWET
    stappen = [
        Stap(
            "De bevestiging van de ontvangst versturen"
            if klacht.bevestiging_wacht
            else "Ontvangst schriftelijk bevestigen",
            klacht.bevestigd_op is not None or klacht.zonder_kanaal,
            "Awb 9:6",
        ),
        Stap("Een behandelaar die er niet bij was", klacht.behandelaar is not None, "Awb 9:7"),
        Stap("Klaagschrift naar de beklaagde", klacht.klaagschrift_op is not None, "Awb 9:9"),
        Stap("De melder horen", bool(klacht.gehoord_op or klacht.geen_horen), "Awb 9:10"),
        Stap("De beklaagde horen", klacht.beklaagde_gehoord, "Awb 9:10"),
    ]
    if jeugdwet:
        stappen.append(
            Stap("Commissie met drie leden of meer", (klacht.commissie_leden or 0) > 2, "Jeugdwet 4.2.1")
        )
    stappen.append(Stap("Uitkomst met reden en ombudsman", klacht.uitkomst is not None, "Awb 9:12"))
    return stappen
