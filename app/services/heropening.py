"""Heropening: the melder can always come back (I7). A new open period; the old clock is kept."""

from datetime import date
from uuid import UUID

from app.domain.datum import datum_zonder_dag
from app.domain.errors import RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.keten.niveaus import niveau
from app.domain.opdrachten import ReopenMelding
from app.domain.termen import CasusStatus, MeldingStatus
from app.domain.termijnen.regels import Termijncode, Variant
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Casus, Eigenaarschap, Melding
from app.queries.dossier import CasusDeel, Dossier, MeldingDeel, load_dossier_of_melding
from app.queries.gids import get_partij, vangnethouder
from app.queries.linkbezoekers import last_visitor
from app.queries.organisaties import active_and_serving, without_account
from app.queries.relaties import require
from app.queries.samenlopen import claim_register
from app.queries.schrijven import mark_running, reachable_of
from app.queries.werkplek import Werkplek
from app.services.aanvaarding import BELLEN_DE_MELDER, settle_loket_report
from app.services.casus import ask_for_missing
from app.services.eigenaarschap import Volgende
from app.services.partijlink import TERUG, tell_owner_by_link
from app.services.plichten import VAN_HET_LOKET, formal_letter_unanswered, renewed_duties
from app.services.samenloopbeurt import settle_turns
from app.services.samenloopopening import open_samenlopen
from app.services.termijnen import (
    Belofte,
    is_without_channel,
    open_in_dossier,
    tussenbericht,
)
from app.services.vastleggen import record


def reopen_melding(werkplek: Werkplek, opdracht: ReopenMelding) -> Melding:
    """The melder comes back: a closed melding opens again, and joins a still open casus.

    A closed casus opens for its last owner when that is still active and serves the woonplaats, else
    for the place of receipt. Nobody is behandelaar until somebody takes it: that confirms.
    """
    claim_register(werkplek.session)
    dossier = load_dossier_of_melding(werkplek.session, opdracht.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    deel = dossier.melding(opdracht.melding_id)
    require(werkplek, dossier.focus, Recht.HEROPENEN, "Deze melding")
    if deel.melding.status is not MeldingStatus.GESLOTEN:
        raise RefusedError("melding_niet_gesloten", f"Melding {deel.melding.kenmerk} is nog open.")
    add_words(werkplek, deel.melding, opdracht.toelichting)
    reopen_in_dossier(werkplek, dossier, deel)
    for casus_id in deel.casus_ids:
        eenmalig = f"heropend:{deel.melding.id}:{deel.melding.periode}:{casus_id}"
        tell_owner_by_link(werkplek, dossier.delen[casus_id].casus, eenmalig, TERUG)
    open_samenlopen(werkplek, deel.casus_ids)
    return deel.melding


def reopen_in_dossier(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """Open a closed melding again in a dossier that is loaded and locked, whoever brings it back (I7)."""
    for plicht in deel.antwoordplichten:  # that of a klacht which outlived the closing
        plicht.tot = werkplek.omgeving.now
    werkplek.session.flush()  # partial unique index: end the old one before the new period
    _reopen(deel.melding)
    for casus_id in deel.casus_ids:
        casusdeel = dossier.delen[casus_id]
        if casusdeel.casus.status is CasusStatus.GESLOTEN:
            open_period(werkplek, casusdeel, _new_owner(werkplek, casusdeel, deel.melding))
    _renew_promises(werkplek, dossier, deel)
    settle_turns(werkplek, dossier, deel.casus_ids)
    event = happened(GebeurtenisSoort.MELDING_HEROPEND, melding=deel.melding.id, periode=deel.melding.periode)
    record(werkplek, dossier, deel.casus_ids, event)


def add_words(werkplek: Werkplek, melding: Melding, tekst: str) -> None:
    """What was added later stands beside the own words, with its date; nothing is overwritten."""
    plek = Plek("melding", melding.id, "aanvulling")
    eerder = werkplek.unseal(melding, plek, melding.aanvulling_verzegeld)
    regel = f"{datum_zonder_dag(werkplek.omgeving.vandaag)}: {tekst}"
    melding.aanvulling_verzegeld = werkplek.seal(melding, plek, f"{eerder}\n\n{regel}" if eerder else regel)


def _reopen(melding: Melding) -> None:
    melding.status = MeldingStatus.OPEN
    melding.periode += 1
    melding.gesloten_op = None
    melding.uitkomst, melding.gevraagde_uitkomst = None, None


def open_period(werkplek: Werkplek, deel: CasusDeel, eerste: Volgende) -> None:
    """A casus that ended begins a new open period, with this owner."""
    casus = deel.casus
    casus.status, casus.periode = CasusStatus.OPEN, casus.periode + 1
    casus.gesloten_op, casus.uitkomst, casus.samengevoegd_met_id = None, None, None
    eigenaarschap = Eigenaarschap(
        id=werkplek.omgeving.new_id(),
        casus_id=casus.id,
        periode=casus.periode,
        organisatie_id=eerste.organisatie_id,
        behandelaar_id=eerste.behandelaar_id,
        van=werkplek.omgeving.now,
        linkbezoeker_id=eerste.linkbezoeker_id,
    )
    werkplek.session.add(eigenaarschap)
    deel.eigenaarschap = eigenaarschap
    casus.eigenaar_id = eerste.organisatie_id
    casus.huidig_eigenaarschap_id, casus.huidig_open = eigenaarschap.id, True
    mark_running(werkplek.session, casus.id, loopt=True)


def _new_owner(werkplek: Werkplek, deel: CasusDeel, melding: Melding) -> Volgende:
    """Last owner if somebody can act there (I11), else place of receipt, else who registered it (a place that
    cannot own), else the vangnethouder.
    """
    gemeente, vandaag = deel.jeugdige.woonplaats_gemeente, werkplek.omgeving.vandaag
    if active_and_serving(werkplek.session, deel.casus.eigenaar_id, gemeente, vandaag):
        laatste = _last_owner(werkplek, deel.casus)
        if laatste is not None:
            return laatste
    loket = get_partij(werkplek.session, melding.loket_id)
    if niveau(loket.soort) is not None:
        return Volgende(organisatie_id=melding.loket_id)
    if get_partij(werkplek.session, melding.geregistreerd_door_id).is_actief:
        return Volgende(organisatie_id=melding.geregistreerd_door_id)
    return Volgende(organisatie_id=vangnethouder(werkplek.session))


def _last_owner(werkplek: Werkplek, casus: Casus) -> Volgende | None:
    """Where somebody has an account; or where somebody took it without one, and a link still goes there."""
    eigenaar_id, vandaag = casus.eigenaar_id, werkplek.omgeving.vandaag
    if reachable_of(werkplek.session, [eigenaar_id], vandaag):
        return Volgende(organisatie_id=eigenaar_id)
    bezoeker = last_visitor(werkplek.session, casus)
    zonder = without_account(werkplek.session, [eigenaar_id], vandaag)
    if bezoeker is None or not zonder or not werkplek.omgeving.stuurt_links:
        return None
    return Volgende(organisatie_id=eigenaar_id, linkbezoeker_id=bezoeker.id)


def _renew_promises(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """A new clock from today (I7); duties to answer for the owner of the first-named casus."""
    melding, casus = deel.melding, dossier.delen[deel.eerste_casus_id].casus
    deel.antwoordplichten = renewed_duties(werkplek, melding, casus.eigenaar_id)
    antwoorder = _who_answers(werkplek, melding, casus)
    vandaag = werkplek.omgeving.vandaag
    open_in_dossier(werkplek, dossier, tussenbericht(melding, deel.melder, antwoorder, vandaag))
    if not is_without_channel(deel.melder):
        promise_answer(werkplek, dossier, deel, vandaag)
    settle_loket_report(werkplek, dossier, deel)
    for casus_id in deel.casus_ids:
        ask_for_missing(werkplek, dossier, dossier.delen[casus_id])


def _who_answers(werkplek: Werkplek, melding: Melding, casus: Casus) -> UUID:
    """The owner; the loket itself while a formal letter is unanswered (R007)."""
    return melding.loket_id if formal_letter_unanswered(werkplek, melding) else casus.eigenaar_id


def promise_answer(
    werkplek: Werkplek,
    dossier: Dossier,
    deel: MeldingDeel,
    vanaf: date,
    behalve: frozenset[Termijncode] = frozenset(),
) -> None:
    """First contact and an answer, reckoned from that day: the melder came back, or can be reached at last.

    Who calls after acceptance has the time for that from today. ``behalve``: what was told already.
    """
    casus = dossier.delen[deel.eerste_casus_id].casus
    eigenaar = get_partij(werkplek.session, casus.eigenaar_id)
    snel = eigenaar.soort in BELLEN_DE_MELDER
    for code, variant in (
        (
            Termijncode.EERSTE_CONTACT,
            Variant.NA_AANVAARDING if snel else Variant.NA_ONTVANGST,
        ),
        (Termijncode.ANTWOORD_MELDER, None),
    ):
        if code in behalve:
            continue
        belofte = Belofte(
            code=code,
            variant=variant,
            begint_op=werkplek.omgeving.vandaag if variant is Variant.NA_AANVAARDING else vanaf,
            verantwoordelijke_id=(
                _who_answers(werkplek, deel.melding, casus) if code in VAN_HET_LOKET else casus.eigenaar_id
            ),
            melding_id=deel.melding.id,
            periode=deel.melding.periode,
        )
        open_in_dossier(werkplek, dossier, belofte)
