"""Intake: what a new melding must hold, whoever brings it: a page, another system, a file (domain.md §9, I6).

No row is needed to judge this, so a form names it together with everything else that is wrong.
"""

import re
from collections.abc import Iterator
from datetime import date

from app.domain.errors import Veldfout
from app.domain.opdrachten import RegisterMelding
from app.domain.termen import AARD_ZONDER_HULPVRAAG, Aard

#: A number that a person types has so many digits. What another system knows of one is kept as it is; words
#: alone are no number anywhere: that melder would count as somebody who can be called.
MINSTE_CIJFERS = 8
GEEN_NUMMER = (
    f"Dit is geen telefoonnummer: dat heeft ten minste {MINSTE_CIJFERS} cijfers. "
    "Kent u het nummer niet? Laat dit dan leeg."
)
GEBOREN = "Die geboortedatum ligt in de toekomst."


def wrong_in(opdracht: RegisterMelding, vandaag: date) -> list[Veldfout]:
    """Everything that is wrong in itself, by field; nothing when it can be registered."""
    return [*_content(opdracht), *_melder(opdracht), *_dates(opdracht, vandaag)]


def is_dialable(telefoon: str) -> bool:
    """Whether a person who typed this wrote a whole number, with words beside it or not."""
    return len(re.findall(r"[0-9]", telefoon)) >= MINSTE_CIJFERS


def _content(opdracht: RegisterMelding) -> Iterator[Veldfout]:
    if not opdracht.aard:
        yield Veldfout("aard", "Kies wat het is: een hulpvraag, een klacht of iets anders.")
    if not opdracht.hulpvraag and not opdracht.aard <= AARD_ZONDER_HULPVRAAG:
        yield Veldfout("hulpvraag", "Schrijf op wat de melder vraagt, in eigen woorden.")
    if (Aard.KLACHT in opdracht.aard) != (opdracht.klacht is not None):
        yield Veldfout("klacht", "Is het een klacht? Kies klacht én schrijf op waar de klacht over gaat.")


def _melder(opdracht: RegisterMelding) -> Iterator[Veldfout]:
    melder = opdracht.melder
    if not melder.anoniem and not melder.naam:
        yield Veldfout("melder.naam", "Vul de naam van de melder in, of kies dat de melder anoniem is.")
    if melder.telefoon and not re.search(r"[0-9]", melder.telefoon):
        yield Veldfout("melder.telefoon", GEEN_NUMMER)


def _dates(opdracht: RegisterMelding, vandaag: date) -> Iterator[Veldfout]:
    if opdracht.ontvangen_op > vandaag:
        yield Veldfout("ontvangenOp", "Die datum is nog niet geweest. Vul in wanneer de vraag binnenkwam.")
    for nummer, jeugdige in enumerate(opdracht.jeugdigen):
        if jeugdige.geboortedatum is not None and jeugdige.geboortedatum > vandaag:
            yield Veldfout(f"jeugdigen.{nummer}.geboortedatum", GEBOREN)
