"""Piket: the number and hours of an organisatie, replaced as a whole (domain.md §4, spoed)."""

from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.piket import SetPiket, refuse_impossible, require_may_keep
from app.models import Organisatie, Piket, Piketdienst
from app.queries.organisaties import find_organisatie
from app.queries.organisatiewerk import lock_organisaties
from app.queries.schrijven import remove_piket
from app.queries.werkplek import Werkplek
from app.services.organisatie import record_on


def set_piket(werkplek: Werkplek, opdracht: SetPiket) -> Organisatie:
    """A number with its hours in place of what was there; without a number there is no piket any more.

    By a coordinator or beheerder of that organisatie, or the landelijke beheerder. Refuses hours that
    cannot be.
    """
    gevonden = find_organisatie(werkplek.session, opdracht.organisatie, "organisatie")
    require_may_keep(werkplek.actor, gevonden.id)
    refuse_impossible(opdracht)
    rij = lock_organisaties(werkplek.session, gevonden.id)[gevonden.id]
    remove_piket(werkplek.session, rij.id)
    if opdracht.telefoon:
        piket = Piket(id=werkplek.omgeving.new_id(), organisatie_id=rij.id, telefoon=opdracht.telefoon)
        werkplek.session.add(piket)
        werkplek.session.add_all(
            Piketdienst(
                id=werkplek.omgeving.new_id(),
                piket_id=piket.id,
                dag=dienst.dag,
                van=dienst.van,
                tot=dienst.tot,
            )
            for dienst in opdracht.diensten
        )
    record_on(werkplek, rij, happened(GebeurtenisSoort.PIKET_GEWIJZIGD, dagen=len(opdracht.diensten)))
    return rij
