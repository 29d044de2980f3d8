"""Organisatiecontact: a party says how it is called and mailed; who may act by mail depends on it."""

from app.domain.errors import RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.organisatiecontact import SetOrganisatiecontact, refuse_unreachable
from app.domain.piket import require_may_keep
from app.models import Organisatie
from app.queries.dossier import lock_casussen
from app.queries.organisaties import find_organisatie
from app.queries.organisatiewerk import lock_organisaties
from app.queries.partijlink import links_of_party, running_links
from app.queries.werkplek import Werkplek
from app.services.organisatie import record_on
from app.services.partijlink import send_to_new_mailbox
from app.services.toegangslink import end_link


def set_organisatiecontact(werkplek: Werkplek, opdracht: SetOrganisatiecontact) -> Organisatie:
    """Telephone, mailbox and who is reached above the work, in place of what was there.

    By a coordinator or beheerder of that organisatie, or the landelijke beheerder. Another mailbox, or none,
    ends every link that went to the one before, with its codes and visits: who reads along there is out. What
    still waits there gets a new link in the new mailbox (I11). Refuses what cannot be dialled or mailed, and
    no mailbox where that is the only way in to work. The history names the fields, not what is in them.
    """
    gevonden = find_organisatie(werkplek.session, opdracht.organisatie, "organisatie")
    require_may_keep(werkplek.actor, gevonden.id, "De contactgegevens")
    refuse_unreachable(opdracht)
    vandaag = werkplek.omgeving.vandaag
    wachtend = running_links(werkplek.session, gevonden.id, vandaag)
    casussen = [link.casus_id for link in wachtend if link.casus_id is not None]
    lock_casussen(werkplek.session, casussen)  # always before the organisatie
    rij = lock_organisaties(werkplek.session, gevonden.id)[gevonden.id]
    nieuw = {
        "telefoon": opdracht.telefoon,
        "email": opdracht.email,
        "bestuurlijk_contact": opdracht.bestuurlijk,
    }
    anders = [veld for veld, waarde in nieuw.items() if (waarde or None) != (getattr(rij, veld) or None)]
    if not anders:
        return rij
    wachtend = running_links(werkplek.session, rij.id, vandaag)
    if wachtend and not opdracht.email:
        raise RefusedError(
            "werk_open",
            f"{rij.naam} heeft geen account, en er ligt daar nog werk. Zonder postvak kan niemand erbij. "
            "Vul een ander postvak in, of laat dat werk eerst intrekken of doorzetten.",
        )
    for veld in anders:
        setattr(rij, veld, nieuw[veld] or None)
    record_on(werkplek, rij, happened(GebeurtenisSoort.ORGANISATIECONTACT_GEWIJZIGD, velden=",".join(anders)))
    if "email" in anders:
        for link in links_of_party(werkplek.session, rij.id):
            end_link(werkplek, link)
        werkplek.session.flush()  # partial unique index: end the old one first
        send_to_new_mailbox(werkplek, wachtend if werkplek.omgeving.stuurt_links else ())
    return rij
