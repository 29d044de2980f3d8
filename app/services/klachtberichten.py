"""Klachtberichten: what the melder is told about a klacht: in writing, under the kenmerk and key of the
klacht.

A message names the klacht and neither casus nor melding: no outbox of casussen shows it (decision 0007).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from app.domain.berichten import Berichtgegevens, Berichtinhoud, Verzet, compose
from app.domain.berichttermen import (
    BerichtAan,
    Berichtmoment,
    BerichtStatus,
    Wachtreden,
)
from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort as G
from app.domain.klachtteksten import HULP
from app.domain.opdrachten import ChangeBericht
from app.domain.termen import Voorkeurskanaal, Wijze
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Bericht, Klacht
from app.queries.berichtbeelden import words_mark
from app.queries.dossier import load_dossier_of_melding
from app.queries.gids import get_partij
from app.queries.klachten import lock_klacht, melding_of_klacht
from app.queries.klachtzegel import open_person
from app.queries.klachtzicht import klacht_rights
from app.queries.schrijven import find_bericht, waiting_of_klacht
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.bereik import hold, reach_in_dossier, refuse_while_running, schedule
from app.services.klachtdossier import Klachtdossier, add_event
from app.services.klachttermijnen import keep_by_letter
from app.services.versturen import LANGSTE_TEKST


@dataclass(frozen=True, slots=True, kw_only=True)
class Klachtbericht:
    """A message to compose: ``woorden`` fill the core text, ``slot`` are whole paragraphs after the own
    words."""

    moment: Berichtmoment
    eenmalig: str
    afzender_id: UUID
    ontvanger: str | None = None
    eigen_tekst: str | None = None
    woorden: Mapping[str, str] = field(default_factory=dict)
    slot: tuple[str, ...] = ()
    verzet: Verzet | None = None


def tell_klager(werkplek: Werkplek, kd: Klachtdossier, wat: Klachtbericht) -> Bericht | None:
    """One message in writing: by mail, else by letter; None for who gave no way to be reached."""
    klacht, melding, melder = kd.klacht, kd.deel.melding, kd.deel.melder
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
    if melder.voorkeurskanaal is Voorkeurskanaal.GEEN:
        return None
    brief = melder.voorkeurskanaal is Voorkeurskanaal.BRIEF or not persoon.get("email")
    bericht = Bericht(
        id=werkplek.omgeving.new_id(),
        eenmalig=f"{wat.moment}:{wat.eenmalig}:{klacht.id}",
        moment=wat.moment,
        aan=BerichtAan.MELDER,
        wijze=Wijze.BRIEF if brief else Wijze.MAIL,
        klacht_id=klacht.id,
        organisatie_id=wat.afzender_id,
        aangemaakt_op=werkplek.omgeving.now,
        aanvraag=werkplek.omgeving.aanvraag,
    )
    inhoud = _composed(werkplek, klacht, wat, persoon.get("naam"))
    bericht.inhoud_verzegeld = werkplek.seal_person(
        klacht, _place(bericht.id), {"onderwerp": inhoud.onderwerp, "tekst": inhoud.tekst}
    )
    bereik = reach_in_dossier(werkplek, kd.dossier, kd.deel, bericht.wijze)
    schedule(werkplek, bericht, bereik, werkplek.omgeving.bedenktijd)
    werkplek.session.add(bericht)
    return bericht


def _composed(werkplek: Werkplek, klacht: Klacht, wat: Klachtbericht, naam: str | None) -> Berichtinhoud:
    afzender = get_partij(werkplek.session, wat.afzender_id)
    return compose(
        wat.moment,
        Berichtgegevens(
            kenmerk=klacht.kenmerk,
            ontvangen_op=klacht.ontvangen_op,
            afzender=afzender.naam.naam,
            telefoon=afzender.telefoon,
            ontvanger=wat.ontvanger,
            naam_melder=naam,
            eigen_tekst=wat.eigen_tekst,
            verzet=wat.verzet,
            woorden=wat.woorden,
            slot=(*wat.slot, HULP),
        ),
    )


def mark_klachtbericht_sent(werkplek: Werkplek, bericht_id: UUID) -> Bericht:
    """Printed and posted, or told otherwise, by hand. Refuses what was sent already or is being sent now."""
    werkplek, kd, bericht = _lock(werkplek, bericht_id)
    if bericht.status in (BerichtStatus.VERSTUURD, BerichtStatus.VERVALLEN):
        raise RefusedError("bericht_al_afgedaan", "Dit bericht is al verstuurd of vervallen.")
    refuse_while_running(werkplek, bericht)
    klachtbericht_sent(werkplek, kd.klacht, bericht)
    return bericht


def release_klachtbericht(werkplek: Werkplek, bericht_id: UUID) -> Bericht:
    """Houvast mails it at once: somebody looked. Refuses a letter, and where this house does not mail."""
    werkplek, kd, bericht = _lock(werkplek, bericht_id)
    if bericht.status in (BerichtStatus.VERSTUURD, BerichtStatus.VERVALLEN):
        raise RefusedError("bericht_al_afgedaan", "Dit bericht is al verstuurd of vervallen.")
    refuse_while_running(werkplek, bericht)
    bericht.status, bericht.afgedaan_op, bericht.afgedaan_door_id = BerichtStatus.TE_VERSTUREN, None, None
    bericht.vrijgegeven_door_id = werkplek.actor.medewerker_id
    bereik = reach_in_dossier(werkplek, kd.dossier, kd.deel, bericht.wijze)
    schedule(werkplek, bericht, bereik, timedelta(0))
    if bericht.wachtreden is not None:
        raise RefusedError(
            "kan_niet_mailen", "Dit bericht kan niet vanzelf weg. Druk het af, verstuur het en vink het af."
        )
    add_event(werkplek, kd.klacht, G.BERICHT_VRIJGEGEVEN, bericht=bericht.id, moment=bericht.moment)
    werkplek.session.flush()
    return bericht


def change_klachtbericht(werkplek: Werkplek, opdracht: ChangeBericht) -> Bericht:
    """Other words, while it waits. Refuses an empty text, and words that a colleague changed meanwhile."""
    werkplek, kd, bericht = _lock(werkplek, opdracht.bericht_id)
    if bericht.status is not BerichtStatus.TE_VERSTUREN:
        raise RefusedError("bericht_wacht_niet", "Dit bericht wacht niet meer. Bekijk hoe het ervoor staat.")
    refuse_while_running(werkplek, bericht)
    if opdracht.gelezen is not None and opdracht.gelezen != words_mark(bericht):
        raise RefusedError("bericht_gewijzigd", "Een collega wijzigde deze tekst intussen. Lees hem opnieuw.")
    tekst = opdracht.tekst.strip()
    if not tekst or len(tekst) > LANGSTE_TEKST:
        raise InvalidInputError([Veldfout("tekst", "Schrijf het bericht op, in hooguit 10.000 tekens.")])
    plek = _place(bericht.id)
    inhoud = open_person(werkplek, kd.klacht, kd.deel.melding, plek, bericht.inhoud_verzegeld)
    bericht.inhoud_verzegeld = werkplek.seal_person(kd.klacht, plek, inhoud | {"tekst": tekst})
    hold(bericht, Wachtreden.CONCEPT)
    add_event(werkplek, kd.klacht, G.BERICHT_GEWIJZIGD, bericht=bericht.id, moment=bericht.moment)
    werkplek.session.flush()
    return bericht


def klachtbericht_sent(werkplek: Werkplek, klacht: Klacht, bericht: Bericht) -> None:
    """It went out: written down with the klacht, not among what was told about the question.

    Only now a receipt was confirmed (9:6) and an outcome was told (9:12): what was promised is kept.
    """
    bericht.status = BerichtStatus.VERSTUURD
    bericht.afgedaan_op = werkplek.omgeving.now
    bericht.afgedaan_door_id = werkplek.actor.medewerker_id
    bericht.wachtreden, bericht.versturen_na = None, None
    if bericht.organisatie_id == klacht.organisatie_id:
        keep_by_letter(werkplek, klacht, bericht)
        if bericht.moment is Berichtmoment.KLACHT_ONTVANGEN:
            klacht.bevestigd_op = klacht.bevestigd_op or werkplek.omgeving.vandaag
    add_event(werkplek, klacht, G.BERICHT_VERSTUURD, bericht=bericht.id, moment=bericht.moment)
    werkplek.session.flush()


def drop_klachtbericht(werkplek: Werkplek, klacht: Klacht, bericht: Bericht) -> None:
    """It is no longer true, and will not be sent."""
    bericht.status = BerichtStatus.VERVALLEN
    bericht.afgedaan_op = werkplek.omgeving.now
    bericht.wachtreden, bericht.versturen_na = None, None
    add_event(werkplek, klacht, G.BERICHT_VERVALLEN, bericht=bericht.id, moment=bericht.moment)


def drop_own_receipt(werkplek: Werkplek, klacht: Klacht) -> None:
    """Who sends it on no longer says that it will answer: the melder reads that another party does."""
    for bericht in waiting_of_klacht(werkplek.session, klacht.id):
        eigen = bericht.organisatie_id == klacht.organisatie_id
        if eigen and bericht.moment is Berichtmoment.KLACHT_ONTVANGEN:
            drop_klachtbericht(werkplek, klacht, bericht)


def open_klacht_of(werkplek: Werkplek, klacht_id: UUID) -> tuple[Werkplek, Klachtdossier]:
    """The klacht locked with the melding behind it, whoever asks; the worker too."""
    melding_id = melding_of_klacht(werkplek.session, klacht_id)
    dossier = load_dossier_of_melding(werkplek.session, melding_id)
    klacht = lock_klacht(werkplek.session, klacht_id)
    return werkplek.later_than(klacht), Klachtdossier(klacht, dossier, dossier.melding(melding_id))


def _lock(werkplek: Werkplek, bericht_id: UUID) -> tuple[Werkplek, Klachtdossier, Bericht]:
    """The own letters, for who has the klacht or sent it on: 404 for everybody else, 403 for who it is
    about."""
    bericht = find_bericht(werkplek.session, bericht_id)
    if bericht.klacht_id is None:
        raise NotVisibleError("Dit bericht")
    werkplek, kd = open_klacht_of(werkplek, bericht.klacht_id)
    rechten = klacht_rights(werkplek, kd.klacht)
    eigen = bericht.organisatie_id == werkplek.actor.organisatie_id
    if not rechten or not eigen:
        raise NotVisibleError("Dit bericht")
    if not rechten & {Recht.KLACHT_DOORZENDEN, Recht.KLACHT_ZIEN}:
        raise NotPermittedError("mag_niet", "Dit bericht verstuurt wie de klacht behandelt.")
    werkplek.session.refresh(bericht)
    return werkplek, kd, bericht


def _place(bericht_id: UUID) -> Plek:
    return Plek("bericht", bericht_id, "inhoud")
