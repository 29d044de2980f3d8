"""Versturen: what a person does with a message: tick off, change, hold, let go, send again, throw away."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from app.domain.berichttermen import (
    NOG_TE_VERTELLEN,
    OVERLEEFT_SLUITEN,
    VRAAGT_AANDACHT,
    BerichtAan,
    BerichtStatus,
    Wachtreden,
)
from app.domain.errors import InvalidInputError, NotVisibleError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.opdrachten import ChangeBericht
from app.domain.termen import Wijze
from app.domain.toegangstekst import TEKST, keep_place
from app.kluis import Plek
from app.models import Bericht, Casus, Melding
from app.queries.aangezegd import announced_dates
from app.queries.berichtbeelden import words_mark
from app.queries.berichtenlijst import require_sending
from app.queries.dossier import Dossier, load_dossier, load_dossier_of_melding, lock_casussen
from app.queries.schrijven import find_bericht, get_organisatie_row
from app.queries.werkplek import Werkplek
from app.services.bereik import hold, reach_in_dossier, reach_organisatie, refuse_while_running, schedule
from app.services.berichten import drop
from app.services.vastleggen import record
from app.services.verteld import record_sent

G = GebeurtenisSoort
LANGSTE_TEKST = 10_000


def mark_bericht_sent(werkplek: Werkplek, bericht_id: UUID, hoe: Wijze | None = None) -> Bericht:
    """A message was sent by hand (printed, phoned), or turned out to have arrived: now it was told.

    ``hoe``: told in another way than it was meant. Refuses what was sent or dropped already, and what is
    being sent right now.
    """
    werkplek, dossier, bericht = _lock(werkplek, bericht_id)
    if hoe not in (None, Wijze.GEEN):
        bericht.wijze = hoe
    if bericht.status not in NOG_TE_VERTELLEN | {BerichtStatus.TERUGGEKOMEN}:
        raise RefusedError("bericht_al_afgedaan", "Dit bericht is al verstuurd of vervallen.")
    refuse_while_running(werkplek, bericht)
    record_sent(werkplek, dossier, bericht)
    return bericht


def mark_letters_posted(werkplek: Werkplek, bericht_ids: Sequence[UUID]) -> None:
    """These letters went on the post together: all of them count as told, or none.

    Refuses an empty choice, and what is not a letter.
    """
    berichten = [find_bericht(werkplek.session, id_) for id_ in bericht_ids]
    if not berichten or any(bericht.wijze is not Wijze.BRIEF for bericht in berichten):
        raise RefusedError("geen_brieven", "Kies eerst welke brieven op de post zijn.")
    lock_casussen(werkplek.session, [_casus_of(bericht) for bericht in berichten])
    for bericht in berichten:
        mark_bericht_sent(werkplek, bericht.id)


def release_bericht(werkplek: Werkplek, bericht_id: UUID, *, gelezen: str | None = None) -> Bericht:
    """Houvast sends it at once, also where it waited for a person: that person looked.

    Again, too, when it failed, is uncertain or came back. Refuses a letter, a phone call, an unknown address,
    a closed melding, an installation that does not mail, and words that are not those ``gelezen`` marks.
    """
    werkplek, dossier, bericht = _lock(werkplek, bericht_id)
    _require_same_words(bericht, gelezen)
    if bericht.status not in VRAAGT_AANDACHT | {BerichtStatus.TE_VERSTUREN}:
        raise RefusedError("bericht_al_afgedaan", "Dit bericht is al verstuurd of vervallen.")
    refuse_while_running(werkplek, bericht)
    _refuse_closed(werkplek, dossier, bericht)
    opnieuw = bericht.status is not BerichtStatus.TE_VERSTUREN
    bericht.status, bericht.afgedaan_op, bericht.afgedaan_door_id = BerichtStatus.TE_VERSTUREN, None, None
    bericht.vrijgegeven_door_id = werkplek.actor.medewerker_id
    _schedule_at_once(werkplek, dossier, bericht)
    if bericht.wachtreden is not None:
        raise RefusedError("kan_niet_mailen", _why_no_mail(werkplek, bericht.wachtreden))
    _note(werkplek, dossier, bericht, G.BERICHT_OPNIEUW if opnieuw else G.BERICHT_VRIJGEGEVEN)
    return bericht


def hold_bericht(werkplek: Werkplek, bericht_id: UUID) -> Bericht:
    """It does not go by itself; a person lets it go later, ticks it off or throws it away."""
    werkplek, dossier, bericht = _lock(werkplek, bericht_id)
    _require_waiting(werkplek, bericht)
    hold(bericht, Wachtreden.AANGEHOUDEN)
    _note(werkplek, dossier, bericht, G.BERICHT_AANGEHOUDEN)
    return bericht


def change_bericht(werkplek: Werkplek, opdracht: ChangeBericht) -> Bericht:
    """Other words, while it waits. The subject stays: it holds no personal data; so does how its reader comes
    in. Refuses an empty text, and words that a colleague changed meanwhile."""
    werkplek, dossier, bericht = _lock(werkplek, opdracht.bericht_id)
    _require_waiting(werkplek, bericht)
    _require_same_words(bericht, opdracht.gelezen)
    tekst = opdracht.tekst.strip()
    if not tekst or len(tekst) > LANGSTE_TEKST:
        raise InvalidInputError([Veldfout("tekst", "Schrijf het bericht op, in hooguit 10.000 tekens.")])
    if bericht.aan is not BerichtAan.MELDER:  # who has no account can do nothing without the link
        tekst = keep_place(tekst)
    houder, plek = _keeper(dossier, bericht), Plek("bericht", bericht.id, "inhoud")
    inhoud = werkplek.unseal_person(houder, plek, bericht.inhoud_verzegeld)
    bericht.inhoud_verzegeld = werkplek.seal_person(houder, plek, inhoud | {TEKST: tekst})
    _note(werkplek, dossier, bericht, G.BERICHT_GEWIJZIGD)
    return bericht


def discard_bericht(werkplek: Werkplek, bericht_id: UUID) -> Bericht:
    """A message that somebody wrote and did not send, goes nowhere.

    Refuses what an act of the chain promised to the melder (I6): that is sent or told otherwise.
    """
    werkplek, dossier, bericht = _lock(werkplek, bericht_id)
    _require_waiting(werkplek, bericht)
    if bericht.soort is None:
        raise RefusedError(
            "hoort_bij_handeling", "Dit bericht hoort de melder te krijgen. Verstuur het, of vertel het zelf."
        )
    drop(werkplek, dossier.casus, bericht)
    _note(werkplek, dossier, bericht)
    return bericht


def _require_same_words(bericht: Bericht, gelezen: str | None) -> None:
    if gelezen is not None and gelezen != words_mark(bericht):
        raise RefusedError(
            "bericht_gewijzigd",
            "Een collega wijzigde deze tekst intussen. Lees hieronder hoe hij nu is, en kies dan opnieuw.",
        )


def _lock(werkplek: Werkplek, bericht_id: UUID) -> tuple[Werkplek, Dossier, Bericht]:
    """The message under the lock of its dossier, for who may send it (404, 403 otherwise)."""
    bericht = find_bericht(werkplek.session, bericht_id)
    require_sending(werkplek, bericht_id)
    melding_id = bericht.melding_id
    if melding_id is None:
        dossier = load_dossier(werkplek.session, _casus_of(bericht))
    else:
        dossier = load_dossier_of_melding(werkplek.session, melding_id)
    werkplek.session.refresh(bericht)
    return werkplek.later_than(*dossier.casussen), dossier, bericht


def _require_waiting(werkplek: Werkplek, bericht: Bericht) -> None:
    if bericht.status is not BerichtStatus.TE_VERSTUREN:
        raise RefusedError("bericht_wacht_niet", "Dit bericht wacht niet meer. Bekijk hoe het ervoor staat.")
    refuse_while_running(werkplek, bericht)


def _refuse_closed(werkplek: Werkplek, dossier: Dossier, bericht: Bericht) -> None:
    if bericht.melding_id is None or dossier.melding(bericht.melding_id).is_open:
        return
    if bericht.moment in OVERLEEFT_SLUITEN:
        return
    aangezegd = announced_dates(werkplek.session, bericht.melding_id)
    if not any(gezegd.bericht_id == bericht.id and gezegd.geldt for gezegd in aangezegd):
        raise RefusedError("melding_gesloten", "De melding is gesloten. Er gaat geen bericht meer weg.")


def _schedule_at_once(werkplek: Werkplek, dossier: Dossier, bericht: Bericht) -> None:
    if bericht.aan is BerichtAan.MELDER and bericht.melding_id is not None:
        bereik = reach_in_dossier(werkplek, dossier, dossier.melding(bericht.melding_id), bericht.wijze)
    else:
        doel = get_organisatie_row(werkplek.session, bericht.aan_organisatie_id or bericht.organisatie_id)
        bereik = reach_organisatie(doel, bericht.moment, bericht.wijze)
    schedule(werkplek, bericht, bereik, timedelta(0))


def _why_no_mail(werkplek: Werkplek, reden: Wachtreden) -> str:
    if not werkplek.omgeving.mailt_zelf:
        return "Houvast verstuurt hier zelf geen mail. Verstuur het bericht en vink het af."
    if reden is Wachtreden.GEEN_ADRES:
        return "Er is geen mailadres bekend. Vul dat eerst aan, of vertel het op een andere manier."
    if reden is Wachtreden.MET_DE_HAND:
        return f"Dit bericht gaat per {Wijze.BRIEF} of {Wijze.TELEFOON}. Doe dat, en vink het af."
    return "Dit bericht kan niet vanzelf weg. Vertel het op een andere manier, en vink het af."


def _keeper(dossier: Dossier, bericht: Bericht) -> Melding | Casus:
    if bericht.aan is BerichtAan.MELDER and bericht.melding_id is not None:
        return dossier.melding(bericht.melding_id).melding
    return dossier.delen[_casus_of(bericht)].casus


def _casus_of(bericht: Bericht) -> UUID:
    if bericht.casus_id is None:  # about a klacht: services/klachtberichten.py
        raise NotVisibleError("Dit bericht")
    return bericht.casus_id


def _note(
    werkplek: Werkplek, dossier: Dossier, bericht: Bericht, soort: GebeurtenisSoort | None = None
) -> None:
    gebeurd = [] if soort is None else [happened(soort, bericht=bericht.id, moment=bericht.moment)]
    casus_ids = [dossier.focus]
    if bericht.melding_id is not None:
        casus_ids = dossier.melding(bericht.melding_id).casus_ids
    record(werkplek, dossier, casus_ids, *gebeurd)
