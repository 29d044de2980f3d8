"""Linkdeur: for whom links are: melders on their own page, and parties without an account."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from app.domain.actor import Actor
from app.queries.partijlink import Partijrij, find_party_link, lives_in_hiding, party_actor
from app.queries.toegangslink import Melderrij, find_link, melder_actor
from app.queries.werkplek import Werkplek
from app.services.toegangsmail import mailbox_of

#: A link that works, and who it is for.
Linkrij = Melderrij | Partijrij
#: How a link of one kind is found, by its hash.
Deur = Callable[[Session, str, datetime], Linkrij | None]

VOOR_MELDERS: Deur = find_link
VOOR_PARTIJEN: Deur = find_party_link


def who_comes_in(session: Session, rij: Linkrij) -> Actor:
    """The actor behind a link, before anybody said a name."""
    match rij:
        case Melderrij():
            return melder_actor(session, rij.melding, rij.melder)
        case Partijrij():
            return party_actor(rij.link, rij.casus, rij.organisatie, None)


def mailbox_for_code(desk: Werkplek, rij: Linkrij) -> str | None:
    """Where a code can be mailed. Of a party its own mailbox and no other way: who offered must not be able
    to let itself in (decision 0012)."""
    match rij:
        case Melderrij():
            return mailbox_of(desk, rij.melding, rij.melder)
        case Partijrij():
            lives_in_hiding(desk.session, rij.casus.id)  # as much work as for a melder
            return rij.organisatie.email
