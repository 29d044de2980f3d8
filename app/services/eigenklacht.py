"""Eigenklacht: the melder complains on the own page; nobody who is complained about stands in between."""

from app.domain.klachtopdrachten import RecordKlacht
from app.domain.klachttermen import KlachtStatus
from app.kluis import Plek
from app.models import Klacht, Melding
from app.queries.dossier import load_dossier_of_melding
from app.queries.klachten import klachten_of
from app.queries.klachtzegel import open_person
from app.queries.werkplek import Werkplek
from app.services.klacht import take_in


def complain(werkplek: Werkplek, opdracht: RecordKlacht) -> Klacht:
    """The melder complains in writing (Awb 9:1, 9:4); the caller knows that the melding is this melder's.

    It lies where the melding came in, and is sent on from there (2:3): the owner of the casus, whom it is
    often about, learns nothing of it. Also after the question was closed. The same once more (Back, and
    sent again) is that klacht, as long as nobody began with it. Refuses an empty text.
    """
    dossier = load_dossier_of_melding(werkplek.session, opdracht.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    deel = dossier.melding(opdracht.melding_id)
    return _said_already(werkplek, deel.melding, opdracht) or take_in(werkplek, dossier, deel, opdracht)


def _said_already(werkplek: Werkplek, melding: Melding, opdracht: RecordKlacht) -> Klacht | None:
    for klacht in klachten_of(werkplek.session, melding.id):
        if klacht.status is KlachtStatus.ONTVANGEN:
            plek = Plek("klacht", klacht.id, "inhoud")
            inhoud = open_person(werkplek, klacht, melding, plek, klacht.inhoud_verzegeld)
            if (inhoud.get("tekst"), inhoud.get("over")) == (opdracht.tekst, opdracht.over):
                return klacht
    return None
