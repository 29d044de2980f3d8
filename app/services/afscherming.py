"""Afscherming: who lives in hiding, or no longer, does so wherever something stands about this child (§1)."""

from app.models import Casus, Jeugdige
from app.queries.dossier import Dossier
from app.queries.schrijven import pending_berichten
from app.queries.tafelwerk import hits_of_casus, places_of_casus
from app.queries.werkplek import Werkplek
from app.services.bereik import hold_for_safety


def settle_shielding(werkplek: Werkplek, dossier: Dossier) -> None:
    """After the casus that is meant was corrected or joined: messages that would go by themselves wait for a
    person, and what stands with a tafel names the other side no more, or again.
    """
    if dossier.jeugdige.afgeschermd:
        wachtend = pending_berichten(werkplek.session, dossier.casus.id)
        hold_for_safety(wachtend, [deel.melding.id for deel in dossier.eigen_meldingen()])
    shield_elsewhere(werkplek, dossier.casus, dossier.jeugdige)


def shield_elsewhere(werkplek: Werkplek, casus: Casus, jeugdige: Jeugdige) -> None:
    """What stands on an agenda for this casus, and each hit with a tafel, as the jeugdige is now; the other
    side of a hit may be shielded for itself."""
    werkplek.session.flush()
    for agendering in places_of_casus(werkplek.session, casus.id):
        agendering.afgeschermd = jeugdige.afgeschermd
    for afstemming, ander in hits_of_casus(werkplek.session, casus.id):
        afstemming.afgeschermd = jeugdige.afgeschermd or ander.afgeschermd
