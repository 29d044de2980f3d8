"""Bezorging: one attempt to deliver one message, in three steps with a transaction each.

First the attempt is stored and committed; then the worker sends; then the result is stored. A crash in
between leaves an attempt without a result: nobody knows whether it arrived, and a person decides
(architecture.md §3.11). So no message is sent twice by itself.
"""

from dataclasses import dataclass
from uuid import UUID

from app.domain.berichttermen import BerichtAan, Berichtmoment, BerichtStatus, Bezorguitkomst, Wachtreden
from app.domain.bezorging import LEASE, Bereik, Uitslag, next_try, why_by_hand
from app.domain.datum import latest_day
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.termen import Wijze
from app.domain.toegangstekst import whole
from app.kluis import Plek
from app.models import Bericht, Bezorgpoging, Casus, Klacht
from app.ports import Mail
from app.queries.aangezegd import announced_dates
from app.queries.dossier import Dossier, load_dossier, load_dossier_of_melding
from app.queries.gids import open_gids
from app.queries.intern.bezorging import Bezorgrij, find_attempt, lock_for_sending, next_number
from app.queries.klachten import lock_klacht
from app.queries.klachtzegel import open_person
from app.queries.schrijven import get_organisatie_row
from app.queries.werkplek import Werkplek
from app.services.bereik import hold, reach_melder, reach_organisatie
from app.services.berichten import drop
from app.services.contact import ask_to_restore_contact
from app.services.klachtberichten import klachtbericht_sent
from app.services.klachtdossier import add_event
from app.services.vastleggen import record
from app.services.verteld import as_sender, record_sent

G, U = GebeurtenisSoort, Bezorguitkomst
NIET_BEZORGD = {BerichtStatus.MISLUKT: G.BERICHT_MISLUKT, BerichtStatus.ONZEKER: G.BERICHT_ONZEKER}

#: What a message is about, locked: the casussen around it, or one klacht.
Kern = Dossier | Klacht


@dataclass(frozen=True, slots=True)
class Zending:
    """An attempt that was stored, and the mail to send for it."""

    poging_id: UUID
    mail: Mail


def begin_attempt(werkplek: Werkplek, bericht_id: UUID) -> Zending | None:
    """Store that this message is tried now; None when it may not go, or somebody else is at it.

    Under the lock of the casus it looks again whether the message still may go by itself: what changed
    since it was written, makes it wait for a person.
    """
    rij = lock_for_sending(werkplek.session, bericht_id, werkplek.omgeving.now)
    if rij is None or _is_past(werkplek, rij):
        return None
    bericht, inhoud = rij.bericht, _content(werkplek, rij)
    bereik = _reach(werkplek, rij)
    reden = _why_not(werkplek, bericht, bereik, inhoud)
    if reden is not None or bereik.email is None:
        hold(bericht, reden or Wachtreden.GEEN_ADRES)
        return None
    bericht.pogingen += 1
    poging = Bezorgpoging(
        id=werkplek.omgeving.new_id(),
        bericht_id=bericht.id,
        nummer=next_number(werkplek.session, bericht.id),
        begonnen_op=werkplek.omgeving.now,
        lease_tot=werkplek.omgeving.now + LEASE,
    )
    werkplek.session.add(poging)
    afzender = open_gids(werkplek.session).name(bericht.organisatie_id)
    mail = Mail(
        bericht_id=bericht.id,
        aan=bereik.email,
        van_naam=afzender.naam,
        antwoord_aan=get_organisatie_row(werkplek.session, bericht.organisatie_id).email,
        onderwerp=inhoud["onderwerp"],
        tekst=whole(inhoud) or "",
    )
    return Zending(poging.id, mail)


def end_attempt(werkplek: Werkplek, poging_id: UUID, uitslag: Uitslag) -> BerichtStatus:
    """Store how an attempt ended, and what that means for the message and the promises.

    What was dropped or found uncertain while it was on its way, and did arrive, was told after all. What came
    back before its result was stored, stays so. A failure that is heard of after its time was over changes
    nothing: a person decides, and may have sent it again.
    """
    poging, bericht = find_attempt(werkplek.session, poging_id)
    kern = _lock(werkplek, bericht)
    werkplek.session.refresh(poging)
    werkplek.session.refresh(bericht)
    werkplek = as_sender(werkplek.later_than(*_streams(kern)), bericht)
    te_laat = poging.beeindigd_op is not None
    poging.beeindigd_op = werkplek.omgeving.now
    poging.uitkomst, poging.code, poging.uitgebreid = uitslag.uitkomst, uitslag.code, uitslag.uitgebreid
    werkplek.session.flush()
    if uitslag.uitkomst is U.VERSTUURD:
        if bericht.status not in (BerichtStatus.VERSTUURD, BerichtStatus.TERUGGEKOMEN):
            bericht.wijze = Wijze.MAIL  # also when another way was chosen while it was on its way
            if isinstance(kern, Klacht):
                klachtbericht_sent(werkplek, kern, bericht)
            else:
                record_sent(werkplek, kern, bericht)
    elif bericht.status is BerichtStatus.TE_VERSTUREN and not te_laat:
        _not_sent(werkplek, kern, bericht, uitslag.uitkomst)
    return bericht.status


def expire_attempt(werkplek: Werkplek, poging_id: UUID) -> bool:
    """Who tried never came back with a result: uncertain. False when a result came after all."""
    poging, bericht = find_attempt(werkplek.session, poging_id)
    _lock(werkplek, bericht)
    werkplek.session.refresh(poging)
    if poging.beeindigd_op is not None or poging.lease_tot > werkplek.omgeving.now:
        return False
    end_attempt(werkplek, poging_id, Uitslag(U.ONZEKER))
    return True


def _not_sent(werkplek: Werkplek, kern: Kern, bericht: Bericht, uitkomst: Bezorguitkomst) -> None:
    """Try again later, or leave it to a person."""
    if uitkomst in (U.TIJDELIJK, U.GEEN_VERBINDING):
        if bericht.wachtreden is not None:  # held meanwhile
            return
        bericht.versturen_na = next_try(bericht.pogingen, werkplek.omgeving.now)
        if bericht.versturen_na is not None:
            return
    onzeker = uitkomst is U.ONZEKER
    bericht.status = BerichtStatus.ONZEKER if onzeker else BerichtStatus.MISLUKT
    bericht.wachtreden, bericht.versturen_na = None, None
    if isinstance(kern, Klacht):  # the vangnet tells who has the klacht
        add_event(werkplek, kern, NIET_BEZORGD[bericht.status], bericht=bericht.id, moment=bericht.moment)
        return
    dossier = kern
    casus_ids = [dossier.focus]
    if bericht.melding_id is not None:
        deel = dossier.melding(bericht.melding_id)
        casus_ids = deel.casus_ids
        if not onzeker and bericht.aan is BerichtAan.MELDER:
            ask_to_restore_contact(werkplek, dossier, deel)
    event = happened(NIET_BEZORGD[bericht.status], bericht=bericht.id, moment=bericht.moment)
    record(werkplek, dossier, casus_ids, event)


def _lock(werkplek: Werkplek, bericht: Bericht) -> Kern:
    if bericht.klacht_id is not None:
        return lock_klacht(werkplek.session, bericht.klacht_id)
    if bericht.melding_id is not None:
        return load_dossier_of_melding(werkplek.session, bericht.melding_id)
    assert bericht.casus_id is not None  # a CHECK: about a casus or a klacht
    return load_dossier(werkplek.session, bericht.casus_id)


def _streams(kern: Kern) -> list[Casus] | list[Klacht]:
    return [kern] if isinstance(kern, Klacht) else kern.casussen


def _is_past(werkplek: Werkplek, rij: Bezorgrij) -> bool:
    """It tells of a date whose promise was kept or lapsed since: it is dropped."""
    bericht = rij.bericht
    if bericht.moment is not Berichtmoment.VERDAAGD or bericht.melding_id is None:
        return False
    aangezegd = announced_dates(werkplek.session, bericht.melding_id)
    voorbij = any(gezegd.bericht_id == bericht.id and not gezegd.geldt for gezegd in aangezegd)
    if voorbij and isinstance(rij.casus, Casus):
        drop(werkplek.later_than(rij.casus), rij.casus, bericht)
    return voorbij


def _reach(werkplek: Werkplek, rij: Bezorgrij) -> Bereik:
    bericht = rij.bericht
    if rij.melding is not None and rij.melder is not None:
        return reach_melder(werkplek, rij.melding, rij.melder, rij.jeugdigen, bericht.wijze)
    doel = get_organisatie_row(werkplek.session, bericht.aan_organisatie_id or bericht.organisatie_id)
    return reach_organisatie(doel, bericht.moment, bericht.wijze)


def _content(werkplek: Werkplek, rij: Bezorgrij) -> dict[str, str]:
    plek = Plek("bericht", rij.bericht.id, "inhoud")
    if isinstance(rij.casus, Klacht) and rij.melding is not None:
        return open_person(werkplek, rij.casus, rij.melding, plek, rij.bericht.inhoud_verzegeld)
    return werkplek.unseal_person(rij.melding or rij.casus, plek, rij.bericht.inhoud_verzegeld)


def _why_not(
    werkplek: Werkplek, bericht: Bericht, bereik: Bereik, inhoud: dict[str, str]
) -> Wachtreden | None:
    """Also when its words were destroyed, or promise a day that has passed; of the words alone a person may
    say that they go all the same."""
    vrijgegeven = bericht.vrijgegeven_door_id is not None
    beloofd = bericht.afspraak_op or (None if vrijgegeven else latest_day(inhoud.get("tekst")))
    voorbij = beloofd is not None and beloofd < werkplek.omgeving.vandaag
    if voorbij or not {"onderwerp", "tekst"} <= inhoud.keys():
        return Wachtreden.AANGEHOUDEN
    return why_by_hand(bereik, vrijgegeven=vrijgegeven)
