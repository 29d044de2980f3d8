"""Escalatie: a call for help; the offer stays open, the netwerk gets a task (domain.md §3)."""

from uuid import UUID

from app.domain.actor import OrganisatieSoort
from app.domain.berichttermen import Berichtmoment
from app.domain.errors import RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.keten.route import Schakelkandidaat
from app.domain.opdrachten import EscalateCasus
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Escalatie
from app.queries.dossier import Dossier, load_dossier
from app.queries.gids import open_gids
from app.queries.relaties import require
from app.queries.schrijven import find_escalatie, get_organisatie_row, reachable_of
from app.queries.werkplek import Werkplek
from app.services.bevoegdheid import require_on_open
from app.services.mededeling import Organisatiebericht, tell_organisatie
from app.services.vastleggen import finish_act

HULPLIJN = (OrganisatieSoort.EXPERTISENETWERK, OrganisatieSoort.OZJ)


def escalate_casus(werkplek: Werkplek, opdracht: EscalateCasus) -> Escalatie:
    """Owner or addressed party asks for help; ownership and offer stay as they are.

    The netwerk of the woonplaats gets the task (OZJ when there is none, or when it asks itself) and
    the bestuurlijk contact of the acting organisatie a message.
    """
    dossier = load_dossier(werkplek.session, opdracht.casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    require_on_open(werkplek, dossier, Recht.ESCALEREN)
    helper = _helper(werkplek, dossier)
    escalatie = Escalatie(
        id=werkplek.omgeving.new_id(),
        casus_id=dossier.casus.id,
        overdracht_id=dossier.overdracht.id if dossier.overdracht else None,
        door_organisatie_id=werkplek.actor.organisatie_id,
        door_medewerker_id=werkplek.actor.medewerker_id,
        aan_organisatie_id=helper.id,
        redencode=opdracht.redencode,
        op=werkplek.omgeving.now,
    )
    escalatie.toelichting_verzegeld = werkplek.seal(
        dossier.casus, Plek("escalatie", escalatie.id, "toelichting"), opdracht.toelichting
    )
    werkplek.session.add(escalatie)
    _tell_board(werkplek, dossier, escalatie)
    finish_act(
        werkplek,
        dossier,
        happened(
            GebeurtenisSoort.CASUS_GEESCALEERD,
            escalatie=escalatie.id,
            redencode=opdracht.redencode,
            aan=helper.id,
        ),
    )
    return escalatie


def settle_escalatie(werkplek: Werkplek, escalatie_id: UUID) -> Escalatie:
    """The helping party says it took care of the call."""
    escalatie = find_escalatie(werkplek.session, escalatie_id)
    dossier = load_dossier(werkplek.session, escalatie.casus_id)
    werkplek.session.refresh(escalatie)  # as it is under the lock: a colleague may have settled it
    werkplek = werkplek.later_than(*dossier.casussen)
    require(werkplek, escalatie.casus_id, Recht.KENMERK, "Deze escalatie")
    if escalatie.aan_organisatie_id != werkplek.actor.organisatie_id:
        raise RefusedError("niet_uw_escalatie", "Deze vraag om hulp ligt bij een andere partij.")
    if escalatie.afgehandeld_op is not None:
        raise RefusedError("al_afgehandeld", "Deze vraag om hulp is al afgehandeld.")
    escalatie.afgehandeld_op = werkplek.omgeving.now
    escalatie.afgehandeld_door_id = werkplek.actor.medewerker_id
    finish_act(werkplek, dossier, happened(GebeurtenisSoort.ESCALATIE_AFGEHANDELD, escalatie=escalatie.id))
    return escalatie


def _helper(werkplek: Werkplek, dossier: Dossier) -> Schakelkandidaat:
    """The first party of the HULPLIJN where somebody can take the call."""
    vandaag, woonplaats = werkplek.omgeving.vandaag, dossier.jeugdige.woonplaats_gemeente
    kandidaten = [
        kandidaat
        for kandidaat in open_gids(werkplek.session).route_candidates(woonplaats, vandaag)
        if kandidaat.soort in HULPLIJN and kandidaat.id != werkplek.actor.organisatie_id
    ]
    bereikbaar = reachable_of(werkplek.session, [kandidaat.id for kandidaat in kandidaten], vandaag)
    for soort in HULPLIJN:
        for kandidaat in kandidaten:
            if kandidaat.soort is soort and kandidaat.id in bereikbaar:
                return kandidaat
    raise RefusedError("geen_hulplijn", "Er is geen partij boven u in de keten. Bel het bestuurlijk contact.")


def _tell_board(werkplek: Werkplek, dossier: Dossier, escalatie: Escalatie) -> None:
    """The bestuurlijk contact gets a message with the kenmerk, without care content."""
    eigen = get_organisatie_row(werkplek.session, werkplek.actor.organisatie_id)
    if not eigen.bestuurlijk_contact:
        return
    wat = Organisatiebericht(
        moment=Berichtmoment.ESCALATIE,
        eenmalig=str(escalatie.id),
        aan=eigen,
        tekst=f"De reden: {escalatie.redencode}. Neem contact op met {werkplek.actor.naam}.",
    )
    tell_organisatie(werkplek, dossier.casus, wat)
