"""Veiligheid: contact about danger is recorded on the casus; who owns it stays the same (domain.md §7)."""

from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.toegang import Recht
from app.domain.veiligheid import RecordVeiligheidscontact, refuse_future
from app.kluis import Plek
from app.models import Veiligheidscontact
from app.queries.dossier import load_dossier
from app.queries.werkplek import Werkplek
from app.services.bevoegdheid import require_on_open
from app.services.vastleggen import finish_act


def record_veiligheidscontact(werkplek: Werkplek, opdracht: RecordVeiligheidscontact) -> Veiligheidscontact:
    """Who was phoned about danger and when; with whom and what was agreed is sealed with the casus.

    By the owner, or the vangnethouder for an owner that nobody can reach. Refuses a moment to come.
    """
    dossier = load_dossier(werkplek.session, opdracht.casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    require_on_open(werkplek, dossier, Recht.TERUGKOPPELEN)
    refuse_future(opdracht, werkplek.omgeving.now)
    contact = Veiligheidscontact(
        id=werkplek.omgeving.new_id(),
        casus_id=dossier.casus.id,
        instantie=opdracht.instantie,
        gedaan_op=opdracht.gedaan_op,
        vastgelegd_op=werkplek.omgeving.now,
        organisatie_id=werkplek.actor.organisatie_id,
        medewerker_id=werkplek.actor.medewerker_id,
    )
    contact.inhoud_verzegeld = werkplek.seal_person(
        dossier.casus,
        Plek("veiligheidscontact", contact.id, "inhoud"),
        {"gesprokenMet": opdracht.gesproken_met, "afspraak": opdracht.afspraak},
    )
    werkplek.session.add(contact)
    finish_act(
        werkplek,
        dossier,
        happened(
            GebeurtenisSoort.VEILIGHEID_GEBELD,
            contact=contact.id,
            instantie=contact.instantie,
            gedaan=contact.gedaan_op,
        ),
    )
    return contact
