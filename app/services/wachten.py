"""Wachten: the owner says what a casus waits on, and that it no longer does. No date moves (§4, I5)."""

from uuid import UUID

from app.domain.errors import RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.toegang import Recht
from app.domain.wachten import SetWacht, refuse_wait
from app.kluis import Plek
from app.models import Casuswacht
from app.queries.dossier import load_dossier
from app.queries.veiligheid import find_open_wait
from app.queries.werkplek import Werkplek
from app.services.bevoegdheid import require_on_open
from app.services.vastleggen import finish_act


def set_wacht(werkplek: Werkplek, opdracht: SetWacht) -> Casuswacht:
    """What the casus waits on and until when; it takes the place of what was said before.

    Only the owner says it. Refuses a day that has passed or is more than three months off.
    """
    dossier = load_dossier(werkplek.session, opdracht.casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    require_on_open(werkplek, dossier, Recht.CORRIGEREN)
    refuse_wait(opdracht, werkplek.omgeving.vandaag)
    eerder = find_open_wait(werkplek.session, opdracht.casus_id)
    if eerder is not None:
        eerder.beeindigd_op = werkplek.omgeving.now
        werkplek.session.flush()  # partial unique index: end the old one first
    reden = Casuswacht(
        id=werkplek.omgeving.new_id(),
        casus_id=dossier.casus.id,
        grond=opdracht.grond,
        tot=opdracht.tot,
        gezet_op=werkplek.omgeving.now,
        organisatie_id=werkplek.actor.organisatie_id,
        medewerker_id=werkplek.actor.medewerker_id,
    )
    reden.toelichting_verzegeld = werkplek.seal(
        dossier.casus, Plek("casuswacht", reden.id, "toelichting"), opdracht.toelichting
    )
    werkplek.session.add(reden)
    event = happened(GebeurtenisSoort.WACHTEN_BEGONNEN, grond=reden.grond, tot=reden.tot)
    finish_act(werkplek, dossier, event)
    return reden


def end_wacht(werkplek: Werkplek, casus_id: UUID) -> None:
    """The casus waits no longer. Refuses when it did not."""
    dossier = load_dossier(werkplek.session, casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    require_on_open(werkplek, dossier, Recht.CORRIGEREN)
    reden = find_open_wait(werkplek.session, casus_id)
    if reden is None:
        raise RefusedError("wacht_niet", "Deze casus wacht nergens meer op.")
    reden.beeindigd_op = werkplek.omgeving.now
    finish_act(werkplek, dossier, happened(GebeurtenisSoort.WACHTEN_GESTOPT, grond=reden.grond))
