"""Verdaging: a promised date is put off, openly: coded, limited, written down and told (I5).

The message to the melder is part of the act. Nothing is put off silently, and no hulpvraag or klacht is
ever suspended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.berichten import put_off
from app.domain.berichttermen import Berichtmoment
from app.domain.errors import NotPermittedError, NotVisibleError, RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, NieuweGebeurtenis, happened
from app.domain.termijnen.regels import TermijnVoor
from app.domain.termijnen.verdaging import PostponeTermijn, assess_verdaging, may_postpone
from app.domain.termijnen.wijziging import Wijziging, Wijzigingsoort
from app.domain.toegang import Recht, rights
from app.kluis import Plek
from app.models import Bericht, Termijn, Termijnwijziging
from app.queries.dossier import Dossier, load_dossier, load_dossier_of_melding
from app.queries.gids import open_gids
from app.queries.relaties import relations
from app.queries.termijnbeeld import place_of_termijn, read_uitleg, termijn_standing
from app.queries.werkplek import Werkplek
from app.services.berichten import Aankondiging, announce
from app.services.termijnen import move_date
from app.services.vastleggen import record


@dataclass(frozen=True, slots=True)
class Verdaagd:
    """A promise that was put off, and the casus it is about."""

    termijn: Termijn
    casus_id: UUID


def postpone_termijn(werkplek: Werkplek, opdracht: PostponeTermijn) -> Verdaagd:
    """Put a promise off, and write to the melder in the same act.

    By who is verantwoordelijk. Refuses what ``assess_verdaging`` refuses and a promise that was kept or
    lapsed. Without consent the database takes it once.
    """
    melding_id, casus_id = place_of_termijn(werkplek.session, opdracht.termijn_id)
    dossier = _load(werkplek, melding_id, casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    termijn = next((t for t in dossier.termijnen if t.id == opdracht.termijn_id), None)
    casus_ids = dossier.melding(melding_id).casus_ids if melding_id else [dossier.focus]
    _permit(werkplek, dossier, casus_ids, termijn)
    if termijn is None:
        raise RefusedError("termijn_afgedaan", "Deze termijn loopt niet meer. Er is niets om te verzetten.")
    assess_verdaging(
        termijn_standing(werkplek, termijn), opdracht, werkplek.omgeving.vandaag, werkplek.omgeving.kalender
    )
    rij = _apply(werkplek, dossier, termijn, opdracht)
    record(werkplek, dossier, casus_ids, _event(termijn, rij))
    return Verdaagd(termijn, dossier.focus)


def new_wijziging(werkplek: Werkplek, termijn: Termijn, wijziging: Wijziging) -> Termijnwijziging:
    """Move the date and write the move down; the caller seals the words and adds the message."""
    uitleg = read_uitleg(termijn)
    rij = Termijnwijziging(
        id=werkplek.omgeving.new_id(),
        termijn_id=termijn.id,
        nummer=len(uitleg.wijzigingen) + 1,
        soort=wijziging.soort,
        van=wijziging.van,
        naar=wijziging.naar,
        redencode=wijziging.reden,
        instemming_op=wijziging.instemming_op,
        dag=wijziging.dag,
        op=werkplek.omgeving.now,
        organisatie_id=werkplek.actor.organisatie_id,
        medewerker_id=werkplek.actor.medewerker_id,
    )
    move_date(termijn, uitleg, wijziging)
    werkplek.session.add(rij)
    return rij


def _load(werkplek: Werkplek, melding_id: UUID | None, casus_id: UUID | None) -> Dossier:
    if melding_id is not None:
        return load_dossier_of_melding(werkplek.session, melding_id)
    if casus_id is None:  # of a klacht: services/klachtbehandeling.py
        raise NotVisibleError("Deze termijn")
    return load_dossier(werkplek.session, casus_id)


def _permit(werkplek: Werkplek, dossier: Dossier, casus_ids: Sequence[UUID], termijn: Termijn | None) -> None:
    """404 for who may not follow the casus; 403 for who is not verantwoordelijk."""
    eigen = werkplek.actor.organisatie_id
    per_eigenaar = [
        (dossier.delen[id_].casus.eigenaar_id, rights(relations(werkplek, id_))) for id_ in casus_ids
    ]
    volgt = any(Recht.VOORTGANG in rechten for _, rechten in per_eigenaar)
    if termijn is None and volgt:
        return
    if termijn is None or not volgt:
        raise NotVisibleError("Deze termijn")
    if not may_postpone(termijn.verantwoordelijke_id, eigen, per_eigenaar):
        wie = open_gids(werkplek.session).name(termijn.verantwoordelijke_id).naam
        raise NotPermittedError(
            "niet_uw_termijn",
            f"Deze datum verzet wie de casus behandelt bij {wie}. Vraag het daar.",
        )


def _apply(
    werkplek: Werkplek, dossier: Dossier, termijn: Termijn, opdracht: PostponeTermijn
) -> Termijnwijziging:
    instemming = opdracht.instemming
    wijziging = Wijziging(
        soort=Wijzigingsoort.VERDAGING,
        van=termijn.uiterlijk,
        naar=opdracht.nieuwe_datum,
        op=werkplek.omgeving.vandaag,
        reden=opdracht.redencode,
        instemming_op=instemming.datum if instemming else None,
    )
    rij = new_wijziging(werkplek, termijn, wijziging)
    rij.instemming_wijze = instemming.wijze if instemming else None
    houder = dossier.melding(termijn.melding_id).melding if termijn.melding_id else dossier.casus
    rij.toelichting_verzegeld = werkplek.seal(
        houder, Plek("termijnwijziging", rij.id, "toelichting"), opdracht.toelichting
    )
    bericht = _tell(werkplek, dossier, termijn, rij, opdracht)
    rij.bericht_id = bericht.id if bericht else None
    return rij


def _tell(
    werkplek: Werkplek,
    dossier: Dossier,
    termijn: Termijn,
    rij: Termijnwijziging,
    opdracht: PostponeTermijn,
) -> Bericht | None:
    """What was promised to the melder is told to the melder."""
    if termijn.voor is not TermijnVoor.MELDER or termijn.melding_id is None:
        return None
    deel = dossier.melding(termijn.melding_id)
    wat = Aankondiging(
        moment=Berichtmoment.VERDAAGD,
        eenmalig=str(rij.id),
        afzender_id=termijn.verantwoordelijke_id,
        afzender=open_gids(werkplek.session).name(termijn.verantwoordelijke_id).naam,
        eigen_tekst=opdracht.toelichting,
        verzet=put_off(termijn.code, rij.van, opdracht),
    )
    return announce(werkplek, dossier, deel, wat)


def _event(termijn: Termijn, rij: Termijnwijziging) -> NieuweGebeurtenis:
    return happened(
        GebeurtenisSoort.TERMIJN_VERDAAGD,
        termijn=termijn.id,
        code=termijn.code,
        oud=rij.van,
        nieuw=rij.naar,
        redencode=rij.redencode,
        instemming=rij.instemming_op,
    )
