"""Organisatiecontact: a party says how it is called and mailed; who may act by mail depends on it."""

from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.organisatiecontact import SetOrganisatiecontact, refuse_unreachable
from app.domain.piket import require_may_keep
from app.models import Organisatie
from app.queries.organisaties import find_organisatie
from app.queries.organisatiewerk import lock_organisaties
from app.queries.partijlink import links_of_party
from app.queries.werkplek import Werkplek
from app.services.organisatie import record_on
from app.services.toegangslink import end_link


def set_organisatiecontact(werkplek: Werkplek, opdracht: SetOrganisatiecontact) -> Organisatie:
    """Telephone, mailbox and who is reached above the work, in place of what was there.

    By a coordinator or beheerder of that organisatie, or the landelijke beheerder. Another mailbox, or none,
    ends every link that went to the one before, with its codes and visits: who reads along there is out.
    Refuses what cannot be dialled or mailed. The history names the fields, not what is in them.
    """
    gevonden = find_organisatie(werkplek.session, opdracht.organisatie, "organisatie")
    require_may_keep(werkplek.actor, gevonden.id, "De contactgegevens")
    refuse_unreachable(opdracht)
    rij = lock_organisaties(werkplek.session, gevonden.id)[gevonden.id]
    nieuw = {
        "telefoon": opdracht.telefoon,
        "email": opdracht.email,
        "bestuurlijk_contact": opdracht.bestuurlijk,
    }
    anders = [veld for veld, waarde in nieuw.items() if (waarde or None) != (getattr(rij, veld) or None)]
    if not anders:
        return rij
    for veld in anders:
        setattr(rij, veld, nieuw[veld] or None)
    if "email" in anders:
        for link in links_of_party(werkplek.session, rij.id):
            end_link(werkplek, link)
    record_on(werkplek, rij, happened(GebeurtenisSoort.ORGANISATIECONTACT_GEWIJZIGD, velden=",".join(anders)))
    return rij
