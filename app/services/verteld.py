"""Verteld: the melder heard something, said by a person or sent by Houvast. It keeps promises (I4)."""

from dataclasses import replace
from uuid import UUID

from app.domain.actor import ROL_BIJ_SOORT, Rol
from app.domain.berichttermen import BerichtAan, Berichtmoment, BerichtStatus
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.termen import Gericht, Kanaal, TerugkoppelingSoort, Wijze
from app.domain.termijnen.regels import Grondsoort, Termijncode, Variant
from app.domain.vertellen import HOUDT_AFSPRAAK, VERVULT
from app.models import Bericht, Melding, Termijn, Terugkoppeling
from app.queries.dossier import Dossier, MeldingDeel
from app.queries.gids import open_gids
from app.queries.inbreng import asked_before
from app.queries.schrijven import pending_berichten
from app.queries.werkplek import Werkplek
from app.services.berichten import drop, drop_passed
from app.services.plichten import formal_letter_answered
from app.services.stem import promise_contact, voices
from app.services.termijnen import fulfil, restart_tussenbericht
from app.services.vastleggen import finish_act, record

S, C = TerugkoppelingSoort, Termijncode
SOORT_BIJ_MOMENT = {Berichtmoment.ONTVANGSTBEVESTIGING: S.ONTVANGSTBEVESTIGING}
#: Telling that a date moved starts no new one: the date that was told is the one that counts.
BEGINT_NIETS = frozenset({Berichtmoment.VERDAAGD})
KANAAL_BIJ_WIJZE = {
    Wijze.MAIL: Kanaal.MAIL,
    Wijze.BRIEF: Kanaal.BRIEF,
    Wijze.TELEFOON: Kanaal.TELEFOON,
}


def told_melder(
    werkplek: Werkplek,
    dossier: Dossier,
    deel: MeldingDeel,
    rij: Terugkoppeling,
    beantwoord: frozenset[UUID] = frozenset(),
) -> None:
    """The melder heard something: fulfil what the speaker promised, and start its next date (I4)."""
    keep_promises(werkplek, dossier, deel, rij, beantwoord)
    stemmen = voices(werkplek, dossier, deel)
    restart_tussenbericht(werkplek, dossier, deel, stemmen, rij)


def keep_promises(
    werkplek: Werkplek,
    dossier: Dossier,
    deel: MeldingDeel,
    rij: Terugkoppeling,
    beantwoord: frozenset[UUID] = frozenset(),
) -> None:
    """Fulfil what the speaker promised and what was said now; ``beantwoord``: promises that it answers.

    A contact of one party never keeps the promise of another; only a receipt that is sent late does,
    for it says just what was promised. Who was spoken to or written by post, is reached again.
    """
    stemmen = voices(werkplek, dossier, deel)
    verzonden = rij.bericht_id is not None and rij.soort is S.ONTVANGSTBEVESTIGING
    for termijn in dossier.open_termijnen(deel.melding.id):
        hersteld = termijn.code is C.CONTACT_HERSTELLEN and rij.kanaal is not Kanaal.MAIL
        gehouden = rij.soort in HOUDT_AFSPRAAK and termijn.grondsoort is Grondsoort.AFSPRAAK
        eigen = verzonden or termijn.verantwoordelijke_id in stemmen
        vervuld = eigen and (gehouden or termijn.code in VERVULT[rij.soort] or termijn.id in beantwoord)
        if (vervuld or hersteld) and _may_fulfil(termijn, rij):
            fulfil(werkplek, termijn, rij.id)
    drop_passed(werkplek, dossier, deel.melding.id)
    if rij.soort is S.FORMEEL_ANTWOORD:
        formal_letter_answered(werkplek, dossier, deel)
    casus = dossier.delen[deel.eerste_casus_id].casus
    if rij.soort is S.ONTVANGSTBEVESTIGING and rij.bericht_id is None and casus.eigenaar_id in stemmen:
        for bericht in pending_berichten(werkplek.session, casus.id):
            if bericht.moment is Berichtmoment.ONTVANGSTBEVESTIGING and bericht.melding_id == deel.melding.id:
                drop(werkplek, casus, bericht)


def record_sent(werkplek: Werkplek, dossier: Dossier, bericht: Bericht) -> None:
    """A message of the outbox went out: told by the organisatie of this desk, from today on.

    To a melder it is a terugkoppeling, which keeps what was promised; of a closed melding it only stands in
    the history. A next contact that the message names is promised with it.
    """
    bericht.status = BerichtStatus.VERSTUURD
    bericht.afgedaan_op = werkplek.omgeving.now
    bericht.afgedaan_door_id = werkplek.actor.medewerker_id
    bericht.wachtreden, bericht.versturen_na = None, None
    event = happened(
        GebeurtenisSoort.BERICHT_VERSTUURD, bericht=bericht.id, moment=bericht.moment,
        wijze=bericht.wijze, melding=bericht.melding_id,
    )  # fmt: skip
    if bericht.melding_id is None or bericht.aan is not BerichtAan.MELDER:
        finish_act(werkplek, dossier, event)
        return
    deel = dossier.melding(bericht.melding_id)
    rij = _terugkoppeling_of(werkplek, deel.melding, bericht)
    werkplek.session.add(rij)
    if deel.is_open:
        houd = keep_promises if bericht.moment in BEGINT_NIETS else told_melder
        houd(werkplek, dossier, deel, rij, _answered(werkplek, bericht))
        if bericht.afspraak_op is not None and bericht.afspraak_op >= rij.gedaan_op:
            promise_contact(werkplek, dossier, deel, rij.gedaan_op, bericht.afspraak_op)
    record(werkplek, dossier, deel.casus_ids, event)


def _answered(werkplek: Werkplek, bericht: Bericht) -> frozenset[UUID]:
    """What somebody wrote answers what the melder had said by then; what an act announces answers nothing."""
    if bericht.soort is None or bericht.melding_id is None:
        return frozenset()
    return asked_before(werkplek.session, bericht.melding_id, bericht.aangemaakt_op)


def as_sender(werkplek: Werkplek, bericht: Bericht) -> Werkplek:
    """The desk of the worker, with the voice of the organisatie whose message this is."""
    partij = open_gids(werkplek.session).partijen[bericht.organisatie_id]
    stem = replace(
        werkplek.actor,
        organisatie_id=bericht.organisatie_id,
        organisatie_soort=partij.soort,
        organisatie_naam=partij.naam.naam,
        rollen=frozenset({ROL_BIJ_SOORT.get(partij.soort, Rol.COORDINATOR)}),
    )
    return replace(werkplek, actor=stem)


def _may_fulfil(termijn: Termijn, rij: Terugkoppeling) -> bool:
    """A promise that starts after the message was not kept by it; nor is closing what was solved."""
    return termijn.begint_op <= rij.gedaan_op and termijn.variant != Variant.GEHOLPEN


def _terugkoppeling_of(werkplek: Werkplek, melding: Melding, bericht: Bericht) -> Terugkoppeling:
    return Terugkoppeling(
        id=werkplek.omgeving.new_id(),
        melding_id=melding.id,
        casus_id=bericht.casus_id,
        periode=melding.periode,
        aan=Gericht.MELDER,
        soort=bericht.soort or SOORT_BIJ_MOMENT.get(bericht.moment, S.MEDEDELING),
        kanaal=KANAAL_BIJ_WIJZE[bericht.wijze],
        gedaan_op=werkplek.omgeving.vandaag,
        vastgelegd_op=werkplek.omgeving.now,
        organisatie_id=werkplek.actor.organisatie_id,
        medewerker_id=werkplek.actor.medewerker_id or bericht.geschreven_door_id,
        bericht_id=bericht.id,
    )
