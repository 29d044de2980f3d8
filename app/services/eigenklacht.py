"""Eigenklacht: the melder complains on the own page; nobody who is complained about stands in between."""

from app.domain.klachtopdrachten import RecordKlacht
from app.models import Klacht
from app.queries.dossier import load_dossier_of_melding
from app.queries.werkplek import Werkplek
from app.services.klacht import take_in


def complain(werkplek: Werkplek, opdracht: RecordKlacht) -> Klacht:
    """The melder complains in writing (Awb 9:1, 9:4); the caller knows that the melding is this melder's.

    It lies where the melding came in, and is sent on from there (2:3): the owner of the casus, whom it is
    often about, learns nothing of it. Also after the question was closed. Refuses an empty text.
    """
    dossier = load_dossier_of_melding(werkplek.session, opdracht.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    return take_in(werkplek, dossier, dossier.melding(opdracht.melding_id), opdracht)
