"""Agendering: a casus or person comes on the agenda of a tafel, and leaves it again (domain.md §1).

What stands there has a key of its own. Leaving destroys that key, and with it the person, the reason, the
reports and what it was found by: withdrawn by hand, all at once, or when the retention of the tafel is over.
"""

from uuid import UUID

from app.domain.errors import InvalidInputError, NotPermittedError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.tafel import PutOnAgenda, months_later, refuse_agenda
from app.domain.tafeltermen import Agenderingeinde, Agenderingsoort
from app.domain.toegang import Recht
from app.kluis import Datasleutel, Plek
from app.models import Agendering, Tafel
from app.queries.agenderingen import (
    INBRENGEN,
    find_agendering,
    require_on_agendering,
)
from app.queries.dossier import load_dossier
from app.queries.gids import open_gids
from app.queries.samenlopen import claim_register
from app.queries.tafels import find_tafel, tafel_rights
from app.queries.tafelwerk import destroy_words, expired_agenderingen, open_agenderingen, stands_on_agenda
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.afstemming_begin import compare_person, lapse_with
from app.services.bevoegdheid import require_on_open
from app.services.casus import person_fields
from app.services.tafel import record_on_tafel

#: What of a casus is shared with the tafel: who it is about, not where he or she lives.
GEDEELD = ("voornamen", "roepnaam", "tussenvoegsel", "achternaam", "geboortedatum")


def put_on_agenda(werkplek: Werkplek, opdracht: PutOnAgenda) -> Agendering:
    """An own casus (by who acts for its owner), or a person (by the secretaris), comes on the agenda.

    Refuses a tafel without a ground or with one for keys only, a casus that stands there already, a person
    of whom nothing is known, and a day of meeting that is over. The casus does not change hands.
    """
    if opdracht.casus_id is not None:
        return _put_casus(werkplek, opdracht, opdracht.casus_id)
    claim_register(werkplek.session)
    tafel = _lock(werkplek, opdracht.tafel_id)
    if Recht.AGENDEREN not in tafel_rights(werkplek, tafel):
        raise NotPermittedError("niet_uw_agenda", "Een persoon zet alleen de secretaris op de agenda.")
    refuse_agenda(tafel.grond, Agenderingsoort.PERSOON)
    _check(werkplek, opdracht)
    persoon = opdracht.persoon
    assert persoon is not None  # without a casus there is a person, says the check
    agendering, sleutel = new_agendering(werkplek, tafel, Agenderingsoort.PERSOON)
    agendering.afgeschermd = persoon.afgeschermd
    agendering.bespreken_op = opdracht.bespreken_op
    waarden = person_fields(persoon) | {"gemeente": persoon.woonplaats_gemeente}
    _seal(agendering, sleutel, waarden, opdracht.reden)
    add_agendering(werkplek, tafel, agendering)
    compare_person(werkplek, agendering, tafel, waarden)
    return agendering


def _put_casus(werkplek: Werkplek, opdracht: PutOnAgenda, casus_id: UUID) -> Agendering:
    """The casus is locked first, then the tafel."""
    dossier = load_dossier(werkplek.session, casus_id)
    werkplek = werkplek.later_than(dossier.casus)
    require_on_open(werkplek, dossier, INBRENGEN)
    tafel = _lock(werkplek, opdracht.tafel_id)
    refuse_agenda(tafel.grond, Agenderingsoort.CASUS)
    _check(werkplek, opdracht)
    if stands_on_agenda(werkplek.session, tafel.id, casus_id):
        raise RefusedError("al_op_agenda", f"Deze casus staat al op de agenda van {tafel.naam}.")
    agendering, sleutel = new_agendering(werkplek, tafel, Agenderingsoort.CASUS)
    agendering.casus_id, agendering.bespreken_op = casus_id, opdracht.bespreken_op
    jeugdige = dossier.jeugdige
    agendering.afgeschermd = jeugdige.afgeschermd
    plek = persoon_plek("jeugdige", jeugdige.id)
    persoon = werkplek.unseal_person(dossier.casus, plek, jeugdige.persoon_verzegeld)
    _seal(agendering, sleutel, {veld: persoon.get(veld) for veld in GEDEELD}, opdracht.reden)
    return add_agendering(werkplek, tafel, agendering)


def new_agendering(
    werkplek: Werkplek, tafel: Tafel, soort: Agenderingsoort
) -> tuple[Agendering, Datasleutel]:
    """A row that still has to be filled, and the opened key it is sealed with."""
    gewikkeld, sleutel = werkplek.kluis.maak_sleutel()
    rij = Agendering(
        id=werkplek.omgeving.new_id(),
        tafel_id=tafel.id,
        organisatie_id=werkplek.actor.organisatie_id,
        soort=soort,
        sleutel=gewikkeld,
        geagendeerd_op=werkplek.omgeving.now,
        geagendeerd_door_id=werkplek.actor.medewerker_id,
        verloopt_op=months_later(werkplek.omgeving.vandaag, tafel.bewaartermijn_maanden),
    )
    return rij, sleutel


def add_agendering(werkplek: Werkplek, tafel: Tafel, agendering: Agendering) -> Agendering:
    """Store it and tell the stream of the tafel; ids and codes only (I8)."""
    werkplek.session.add(agendering)
    gemaakt = happened(
        GebeurtenisSoort.AGENDERING_GEMAAKT,
        agendering=agendering.id,
        wat=agendering.soort,
        casus=agendering.casus_id,
    )
    record_on_tafel(werkplek, tafel, gemaakt)
    return agendering


def withdraw_agendering(werkplek: Werkplek, agendering_id: UUID) -> Agendering:
    """Off the agenda, for good: by the secretaris, or who acts for the casus. Refuses what left already."""
    claim_register(werkplek.session)
    agendering, tafel = find_agendering(werkplek.session, agendering_id, lock=True)
    require_on_agendering(werkplek, agendering, tafel, Recht.AGENDERING_INTREKKEN)
    refuse_ended(agendering)
    _end(werkplek, tafel, [agendering], Agenderingeinde.INGETROKKEN)
    return agendering


def withdraw_everything(werkplek: Werkplek, tafel_id: UUID) -> int:
    """A tafel takes back all it registered, in one act (linkage.md §3); how many that were."""
    claim_register(werkplek.session)
    tafel = _lock(werkplek, tafel_id)
    if Recht.AGENDEREN not in tafel_rights(werkplek, tafel):
        raise NotPermittedError("niet_uw_agenda", "Dit doet de secretaris van de tafel.")
    rijen = open_agenderingen(werkplek.session, tafel.id)
    if not rijen:
        raise RefusedError("agenda_leeg", "Er staat niets op de agenda.")
    _end(werkplek, tafel, rijen, Agenderingeinde.ALLES_INGETROKKEN)
    return len(rijen)


def expire_agendering(werkplek: Werkplek, agendering_id: UUID) -> bool:
    """The retention is over: the worker takes it off. False when somebody was first."""
    claim_register(werkplek.session)
    agendering, tafel = find_agendering(werkplek.session, agendering_id, lock=True)
    if agendering.id not in expired_agenderingen(werkplek.session, werkplek.omgeving.vandaag):
        return False
    _end(werkplek, tafel, [agendering], Agenderingeinde.VERLOPEN)
    return True


def refuse_ended(agendering: Agendering) -> None:
    """Refuse an act on what left the agenda."""
    if agendering.beeindigd_op is not None:
        raise RefusedError("niet_op_agenda", "Dit staat niet meer op de agenda.")


def _end(werkplek: Werkplek, tafel: Tafel, rijen: list[Agendering], einde: Agenderingeinde) -> None:
    for rij in rijen:
        rij.beeindigd_op, rij.einde = werkplek.omgeving.now, einde
        rij.beeindigd_door_id = werkplek.actor.medewerker_id
        rij.sleutel = rij.persoon_verzegeld = rij.reden_verzegeld = rij.codes_verzegeld = None
    ids = [rij.id for rij in rijen]
    destroy_words(werkplek.session, ids)
    lapse_with(werkplek, ids)
    gebeurd = (happened(GebeurtenisSoort.AGENDERING_BEEINDIGD, agendering=id_, einde=einde) for id_ in ids)
    record_on_tafel(werkplek, tafel, *gebeurd)


def _lock(werkplek: Werkplek, tafel_id: UUID) -> Tafel:
    tafel = find_tafel(werkplek.session, str(tafel_id), lock=True)
    if tafel.beeindigd_op is not None:
        raise RefusedError("tafel_beeindigd", "Deze tafel is gestopt.")
    return tafel


def _seal(agendering: Agendering, sleutel: Datasleutel, persoon: dict[str, object], reden: str) -> None:
    bekend = {naam: str(waarde) for naam, waarde in persoon.items() if waarde}
    agendering.persoon_verzegeld = sleutel.verzegel_json(persoon_plek("agendering", agendering.id), bekend)
    agendering.reden_verzegeld = sleutel.verzegel(Plek("agendering", agendering.id, "reden"), reden.strip())


def _check(werkplek: Werkplek, opdracht: PutOnAgenda) -> None:
    """A reason, a day to come, and somebody to recognise in a gemeente that exists."""
    fouten = []
    if not opdracht.reden.strip():
        fouten.append(Veldfout("reden", "Schrijf op waarom dit op de agenda komt."))
    if opdracht.bespreken_op is not None and opdracht.bespreken_op < werkplek.omgeving.vandaag:
        fouten.append(Veldfout("besprekenOp", "Kies vandaag of een dag die nog komt."))
    if opdracht.casus_id is None:
        fouten += _person_faults(werkplek, opdracht.persoon)
    if fouten:
        raise InvalidInputError(fouten)


def _person_faults(werkplek: Werkplek, persoon: JeugdigeGegevens | None) -> list[Veldfout]:
    if persoon is None or not persoon.is_bekend:
        return [Veldfout("persoon.achternaam", "Vul in om wie het gaat: een naam of een geboortedatum.")]
    fouten = []
    if persoon.geboortedatum is not None and persoon.geboortedatum > werkplek.omgeving.vandaag:
        fouten.append(Veldfout("persoon.geboortedatum", "Deze dag moet nog komen. Kijk de datum na."))
    gemeente = persoon.woonplaats_gemeente
    if gemeente and gemeente not in open_gids(werkplek.session).gemeenten:
        fouten.append(Veldfout("persoon.woonplaatsGemeente", "Kies een gemeente uit de lijst."))
    return fouten
