"""Behandelaar: take, give and release a casus inside the owning organisatie."""

from uuid import UUID

from app.domain.errors import RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.opdrachten import AssignBehandelaar
from app.domain.toegang import Recht
from app.models import Casus
from app.queries.dossier import Dossier, load_dossier
from app.queries.relaties import require
from app.queries.schrijven import medewerker_of, name_of_medewerker
from app.queries.werkplek import Werkplek
from app.services.aanvaarding import require_colleague
from app.services.bevoegdheid import check_version, require_on_open
from app.services.vastleggen import finish_act


def assign_behandelaar(werkplek: Werkplek, opdracht: AssignBehandelaar) -> Casus:
    """Taking is open to colleagues who may; giving and releasing to who acts for the owner.

    Refuses a person of another organisatie, a closed casus, and taking what a colleague just took.
    """
    dossier = load_dossier(werkplek.session, opdracht.casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    neemt_zelf = opdracht.medewerker_id == werkplek.actor.id
    huidig = dossier.eigenaarschap.behandelaar_id if dossier.eigenaarschap else None
    if neemt_zelf:
        _refuse_taken(werkplek, dossier, huidig)
    require_on_open(werkplek, dossier, Recht.NEMEN if neemt_zelf else Recht.TOEWIJZEN)
    check_version(dossier.casus, opdracht.versie)
    eigenaarschap = dossier.eigenaarschap
    assert eigenaarschap is not None  # an open casus has an open ownership (I1)
    if huidig == opdracht.medewerker_id:
        return dossier.casus
    if opdracht.medewerker_id is not None:
        require_colleague(werkplek, opdracht.medewerker_id)
    eigenaarschap.behandelaar_id = opdracht.medewerker_id
    finish_act(
        werkplek,
        dossier,
        happened(
            GebeurtenisSoort.BEHANDELAAR_GEWIJZIGD,
            van=huidig,
            naar=opdracht.medewerker_id,
        ),
    )
    return dossier.casus


def _refuse_taken(werkplek: Werkplek, dossier: Dossier, huidig: UUID | None) -> None:
    """Who takes what a colleague just took, reads who that was. Who left the organisatie treats nothing."""
    rechten = require(werkplek, dossier.focus, Recht.KENMERK, "Deze casus")
    collega = dossier.casus.eigenaar_id == werkplek.actor.organisatie_id
    if huidig is None or not collega or Recht.TOEWIJZEN in rechten:
        return
    if medewerker_of(werkplek.session, huidig, dossier.casus.eigenaar_id, werkplek.omgeving.vandaag):
        wie = name_of_medewerker(werkplek.session, huidig)
        raise RefusedError("al_in_behandeling", f"{wie} heeft deze casus al genomen.")
