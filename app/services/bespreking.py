"""Bespreking: what was said at a tafel, and what came of it (domain.md §1; care content, §5)."""

from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.tafel import RecordBespreking, check_bespreking
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Bespreking
from app.queries.agenderingen import find_agendering, require_on_agendering
from app.queries.werkplek import Werkplek
from app.services.agendering import refuse_ended
from app.services.tafel import record_on_tafel


def record_bespreking(werkplek: Werkplek, opdracht: RecordBespreking) -> Bespreking:
    """The secretaris writes down one discussion; ``volgende_op`` becomes the next day of meeting.

    Refuses who does not keep the agenda, what left it, a day to come, and an empty report.
    """
    agendering, tafel = find_agendering(werkplek.session, opdracht.agendering_id, lock=True)
    require_on_agendering(werkplek, agendering, tafel, Recht.BESPREKEN)
    refuse_ended(agendering)
    check_bespreking(opdracht, werkplek.omgeving.vandaag)
    rij = Bespreking(
        id=werkplek.omgeving.new_id(),
        agendering_id=agendering.id,
        besproken_op=opdracht.besproken_op,
        uitkomst=opdracht.uitkomst,
        vastgelegd_op=werkplek.omgeving.now,
        vastgelegd_door_id=werkplek.actor.medewerker_id,
    )
    plek = Plek("bespreking", rij.id, "verslag")
    rij.verslag_verzegeld = werkplek.seal(agendering, plek, opdracht.verslag.strip())
    werkplek.session.add(rij)
    agendering.bespreken_op = opdracht.volgende_op
    record_on_tafel(
        werkplek,
        tafel,
        happened(
            GebeurtenisSoort.BESPREKING_VASTGELEGD,
            agendering=agendering.id,
            bespreking=rij.id,
            uitkomst=opdracht.uitkomst,
        ),
    )
    return rij
