"""Sjabloon: the landelijke beheerder words a message otherwise; every version stays."""

from app.domain.beheer import require_stelselbeheerder
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.sjablonen import WriteSjabloon, assess_sjabloon
from app.models import Berichtsjabloon
from app.queries.organisatiewerk import lock_organisaties
from app.queries.sjablonen import last_version
from app.queries.werkplek import Werkplek
from app.services.organisatie import record_on


def write_sjabloon(werkplek: Werkplek, opdracht: WriteSjabloon) -> Berichtsjabloon:
    """Write the next version of a text, from a day on; messages that wait keep their words.

    Refuses what ``assess_sjabloon`` refuses.
    """
    require_stelselbeheerder(werkplek.actor)
    eigen_id = werkplek.actor.organisatie_id
    eigen = lock_organisaties(werkplek.session, eigen_id)[eigen_id]
    assess_sjabloon(opdracht, werkplek.omgeving.vandaag)
    rij = Berichtsjabloon(
        id=werkplek.omgeving.new_id(),
        moment=opdracht.moment,
        versie=last_version(werkplek.session, opdracht.moment) + 1,
        onderwerp=opdracht.onderwerp,
        kern=opdracht.kern,
        geldig_van=opdracht.geldig_van,
        vastgelegd_op=werkplek.omgeving.now,
        vastgelegd_door_id=werkplek.actor.medewerker_id,
    )
    werkplek.session.add(rij)
    event = happened(
        GebeurtenisSoort.SJABLOON_GEWIJZIGD,
        moment=opdracht.moment,
        versie=rij.versie,
        per=opdracht.geldig_van,
    )
    record_on(werkplek, eigen, event)
    return rij
