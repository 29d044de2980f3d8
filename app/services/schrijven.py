"""Schrijven: somebody writes to a melder, and Houvast sends it. It is told once it went out (I6)."""

from dataclasses import replace

from app.domain.berichttermen import Berichtmoment, Wachtreden
from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.opdrachten import RecordTerugkoppeling
from app.domain.termen import Wijze
from app.models import Bericht
from app.queries.dossier import load_dossier_of_melding
from app.queries.werkplek import Werkplek
from app.services.bereik import hold
from app.services.berichten import Aankondiging, announce
from app.services.terugkoppeling import permit_terugkoppeling
from app.services.vastleggen import record


def write_to_melder(werkplek: Werkplek, opdracht: RecordTerugkoppeling) -> Bericht:
    """Put a message ready for the melder, by mail where that can be; the writer reads it before it goes.

    Who may tell may write. What it promises and fulfils, it does when it was sent. Refuses an empty text,
    a day that has passed, and a melder who cannot be reached.
    """
    dossier = load_dossier_of_melding(werkplek.session, opdracht.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    deel = dossier.melding(opdracht.melding_id)
    permit_terugkoppeling(werkplek, dossier, deel, replace(opdracht, gedaan_op=werkplek.omgeving.vandaag))
    _check(werkplek, opdracht)
    wat = Aankondiging(
        moment=Berichtmoment.TERUGKOPPELING,
        eenmalig=str(werkplek.omgeving.new_id()),
        afzender_id=werkplek.actor.organisatie_id,
        afzender=werkplek.actor.organisatie_naam,
        wijze=Wijze.MAIL,
        eigen_tekst=opdracht.inhoud,
        volgende_datum=opdracht.afspraak_op,
    )
    bericht = announce(werkplek, dossier, deel, wat)
    if bericht is None:
        raise RefusedError("melder_zonder_kanaal", "Deze melder is niet te bereiken.")
    bericht.soort, bericht.afspraak_op = opdracht.soort, opdracht.afspraak_op
    bericht.geschreven_door_id = werkplek.actor.medewerker_id
    hold(bericht, Wachtreden.CONCEPT)
    event = happened(GebeurtenisSoort.BERICHT_GESCHREVEN, bericht=bericht.id, melding=deel.melding.id)
    record(werkplek, dossier, deel.casus_ids, event)
    return bericht


def _check(werkplek: Werkplek, opdracht: RecordTerugkoppeling) -> None:
    fouten = []
    if not opdracht.inhoud:
        fouten.append(Veldfout("inhoud", "Schrijf op wat de melder moet lezen."))
    if opdracht.afspraak_op is not None and opdracht.afspraak_op < werkplek.omgeving.vandaag:
        fouten.append(Veldfout("afspraakOp", "Die datum is al voorbij. Kies vandaag of later."))
    if fouten:
        raise InvalidInputError(fouten)
