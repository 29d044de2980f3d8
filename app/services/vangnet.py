"""Vangnet: what takes too long to look for at each page, looked for once an hour (domain.md §8)."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from app.domain.datum import birthday_18
from app.domain.omgeving import Omgeving
from app.domain.vangnet import Vangnetsoort, is_bijna_achttien
from app.kluis import Kluis, KluisError
from app.queries.intern.vondsten import Gevonden, jeugdigen_of_open_casussen, keep_found
from app.queries.werkplek import persoon_plek
from app.services.controle import check_invariants

#: A damaged database breaks one rule thousands of times; a page shows the first ones.
MEESTE_BREUKEN = 500


def look_for_findings(session: Session, omgeving: Omgeving, kluis: Kluis) -> list[Gevonden]:
    """Rules that do not hold, and who almost turns 18. Reads only."""
    breuken = [
        Gevonden(Vangnetsoort.AFSPRAAK_GEBROKEN, b.onderwerp[:200], f"{b.invariant} {b.melding}"[:300])
        for b in check_invariants(session, omgeving)[:MEESTE_BREUKEN]
    ]
    return breuken + list(_almost_18(session, omgeving.vandaag, kluis))


def keep_findings(session: Session, omgeving: Omgeving, gevonden: list[Gevonden]) -> None:
    """Put what was found in place of what was found before."""
    keep_found(session, gevonden, iter(omgeving.new_id, None), omgeving.now)


def _almost_18(session: Session, vandaag: date, kluis: Kluis) -> Iterator[Gevonden]:
    for rij in jeugdigen_of_open_casussen(session):
        plek = persoon_plek("jeugdige", rij.jeugdige_id)
        try:
            persoon = kluis.open_sleutel(rij.sleutel).ontzegel_json(plek, rij.persoon_verzegeld)
        except KluisError:  # one damaged casus hides nothing of the others
            yield Gevonden(Vangnetsoort.AFSPRAAK_GEBROKEN, rij.kenmerk, "De gegevens zijn niet te openen.")
            continue
        geboren = persoon.get("geboortedatum")
        if geboren and is_bijna_achttien(birthday_18(date.fromisoformat(geboren)), vandaag):
            yield Gevonden(Vangnetsoort.BIJNA_ACHTTIEN, rij.kenmerk, casus_id=rij.casus_id)
