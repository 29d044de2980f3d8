"""Terugkoppeling: something really told to melder or loket. It fulfils promises (I4, R021, R024)."""

from datetime import date
from uuid import UUID

from app.domain.actor import Actor
from app.domain.berichttermen import BerichtAan, Berichtmoment, BerichtStatus
from app.domain.errors import InvalidInputError, NotPermittedError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.omgeving import local_date
from app.domain.opdrachten import RecordTerugkoppeling
from app.domain.termen import EINDUITKOMSTEN, Aard, Gericht, Kanaal, MeldingStatus, TerugkoppelingSoort, Wijze
from app.domain.termijnen.regels import Grondsoort, Termijncode, Variant
from app.domain.toegang import Recht, rights
from app.kluis import Plek
from app.models import Bericht, Melding, Termijn, Terugkoppeling
from app.queries.berichtenlijst import require_sending
from app.queries.dossier import Dossier, MeldingDeel, load_dossier_of_melding
from app.queries.relaties import relations, require
from app.queries.schrijven import find_bericht, first_duty_of_period, pending_berichten
from app.queries.werkplek import Werkplek
from app.services.afsluiting import complete_closing
from app.services.berichten import drop
from app.services.bevoegdheid import owned_by_actor
from app.services.plichten import aarden, formal_letter_answered
from app.services.stem import promise_contact, voices
from app.services.termijnen import (
    Belofte,
    fulfil,
    open_in_dossier,
    restart_tussenbericht,
)
from app.services.vastleggen import record

S, C = TerugkoppelingSoort, Termijncode
#: Which promises each kind of message to the melder fulfils (api.md; §4: one contact fulfils both).
VERVULT: dict[TerugkoppelingSoort, frozenset[Termijncode]] = {
    S.ONTVANGSTBEVESTIGING: frozenset({C.ONTVANGSTBEVESTIGING}),
    S.EERSTE_CONTACT: frozenset({C.EERSTE_CONTACT, C.SPOED}),
    S.INHOUDELIJK: frozenset({C.ANTWOORD_MELDER, C.EERSTE_CONTACT, C.SPOED}),
    S.FORMEEL_ANTWOORD: frozenset({C.ANTWOORD_MELDER}),
    S.TUSSENBERICHT: frozenset(),
    S.MEDEDELING: frozenset(),
}
#: A promise made to this melder in person is kept by a message with content.
HOUDT_AFSPRAAK = frozenset({S.EERSTE_CONTACT, S.INHOUDELIJK, S.FORMEEL_ANTWOORD, S.TUSSENBERICHT})
SOORT_BIJ_MOMENT = {Berichtmoment.ONTVANGSTBEVESTIGING: S.ONTVANGSTBEVESTIGING}
KANAAL_BIJ_WIJZE = {
    Wijze.MAIL: Kanaal.MAIL,
    Wijze.BRIEF: Kanaal.BRIEF,
    Wijze.TELEFOON: Kanaal.TELEFOON,
}


def record_terugkoppeling(werkplek: Werkplek, opdracht: RecordTerugkoppeling) -> Terugkoppeling:
    """Record what was told, and let it fulfil what was promised.

    To the melder: the owner, or who must answer. To the loket: the owner, or the earlier link that owes
    the report. An attempt (``bereikt`` false) fulfils nothing.
    """
    dossier = load_dossier_of_melding(werkplek.session, opdracht.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    deel = dossier.melding(opdracht.melding_id)
    _permit(werkplek, dossier, deel, opdracht.aan)
    _check(werkplek, deel, opdracht)
    rij = _make(werkplek, dossier, deel.melding, opdracht)
    werkplek.session.add(rij)
    if opdracht.aan is Gericht.LOKET and opdracht.bereikt:
        _told_loket(werkplek, dossier, deel, rij)
    elif opdracht.bereikt:
        told_melder(werkplek, dossier, deel, rij)
        if opdracht.afspraak_op is not None:
            promise_contact(werkplek, dossier, deel, opdracht.gedaan_op, opdracht.afspraak_op)
    record(
        werkplek,
        dossier,
        deel.casus_ids,
        happened(
            GebeurtenisSoort.TERUGGEKOPPELD,
            terugkoppeling=rij.id,
            melding=deel.melding.id,
            aan=rij.aan,
            van_soort=rij.soort,
            kanaal=rij.kanaal,
            gedaan=rij.gedaan_op,
            bereikt=rij.bereikt,
            uitkomst=rij.uitkomst,
        ),
    )
    return rij


def mark_bericht_sent(werkplek: Werkplek, bericht_id: UUID) -> Bericht:
    """A message from the outbox was sent by hand (printed, phoned): now the melder was told."""
    bericht = find_bericht(werkplek.session, bericht_id)
    require_sending(werkplek, bericht_id)
    melding_id = bericht.melding_id
    if melding_id is None:
        raise RefusedError("niet_voor_melder", "Dit bericht is niet voor een melder.")
    dossier = load_dossier_of_melding(werkplek.session, melding_id)
    werkplek.session.refresh(bericht)
    werkplek = werkplek.later_than(*dossier.casussen)
    if bericht.status is not BerichtStatus.TE_VERSTUREN:
        raise RefusedError("bericht_al_afgedaan", "Dit bericht is al verstuurd of vervallen.")
    deel = dossier.melding(melding_id)
    bericht.status = BerichtStatus.VERSTUURD
    bericht.afgedaan_op = werkplek.omgeving.now
    bericht.afgedaan_door_id = werkplek.actor.medewerker_id
    rij = _terugkoppeling_of(werkplek, deel.melding, bericht)
    werkplek.session.add(rij)
    if deel.is_open:
        told_melder(werkplek, dossier, deel, rij)
    event = happened(
        GebeurtenisSoort.BERICHT_VERSTUURD, bericht=bericht.id, moment=bericht.moment,
        wijze=bericht.wijze, melding=deel.melding.id,
    )  # fmt: skip
    record(werkplek, dossier, deel.casus_ids, event)
    return bericht


def told_melder(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, rij: Terugkoppeling) -> None:
    """The melder heard something: fulfil what the speaker promised, and start its next date (I4).

    A contact of one party never keeps the promise of another; only a receipt that is sent late does,
    for it says just what was promised.
    """
    stemmen = voices(werkplek, dossier, deel)
    verzonden = rij.bericht_id is not None and rij.soort is S.ONTVANGSTBEVESTIGING
    for termijn in dossier.open_termijnen(deel.melding.id):
        gehouden = rij.soort in HOUDT_AFSPRAAK and termijn.grondsoort is Grondsoort.AFSPRAAK
        eigen = verzonden or termijn.verantwoordelijke_id in stemmen
        if eigen and (gehouden or termijn.code in VERVULT[rij.soort]) and _may_fulfil(termijn, rij):
            fulfil(werkplek, termijn, rij.id)
    if rij.soort is S.FORMEEL_ANTWOORD:
        formal_letter_answered(werkplek, dossier, deel)
    casus = dossier.delen[deel.eerste_casus_id].casus
    if rij.soort is S.ONTVANGSTBEVESTIGING and rij.bericht_id is None and casus.eigenaar_id in stemmen:
        for bericht in pending_berichten(werkplek.session, casus.id):
            if bericht.moment is Berichtmoment.ONTVANGSTBEVESTIGING and bericht.melding_id == deel.melding.id:
                drop(werkplek, casus, bericht)
    restart_tussenbericht(werkplek, dossier, deel, stemmen, rij.gedaan_op)


def _may_fulfil(termijn: Termijn, rij: Terugkoppeling) -> bool:
    """A promise that starts after the message was not kept by it."""
    return termijn.begint_op <= rij.gedaan_op


def _permit(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, aan: Gericht) -> None:
    rechten = rights(relatie for casus_id in deel.casus_ids for relatie in relations(werkplek, casus_id))
    nodig = Recht.LOKET_INLICHTEN if aan is Gericht.LOKET else Recht.TERUGKOPPELEN
    bezit = owned_by_actor(werkplek, dossier, deel)  # there the right of this person decides (§5)
    moet_antwoorden = aan is Gericht.MELDER and not bezit and _must_answer(werkplek.actor, deel)
    eerder = aan is Gericht.LOKET and Recht.TERUGKOPPELEN not in rechten
    if moet_antwoorden or (nodig in rechten and (not eerder or _owes_report(werkplek.actor, dossier, deel))):
        return
    if not rechten:
        require(werkplek, dossier.focus, nodig, "Deze melding")
    raise NotPermittedError(
        "mag_niet_terugkoppelen",
        "Uw organisatie is nu niet aan zet bij deze melding. Bekijk op de casus wie antwoordt.",
    )


def _owes_report(actor: Actor, dossier: Dossier, deel: MeldingDeel) -> bool:
    """An earlier link reports to the loket only while it owes that (§5)."""
    return any(
        termijn.code is Termijncode.TERUGKOPPELING_LOKET
        and termijn.verantwoordelijke_id == actor.organisatie_id
        for termijn in dossier.open_termijnen(deel.melding.id)
    )


def _must_answer(actor: Actor, deel: MeldingDeel) -> bool:
    return actor.werkt_in_keten and any(
        plicht.organisatie_id == actor.organisatie_id for plicht in deel.antwoordplichten
    )


def _check(werkplek: Werkplek, deel: MeldingDeel, opdracht: RecordTerugkoppeling) -> None:
    melding = deel.melding
    if melding.status is MeldingStatus.GESLOTEN:
        raise RefusedError("melding_gesloten", f"Melding {melding.kenmerk} is gesloten. Heropen die eerst.")
    fouten = []
    if opdracht.gedaan_op > werkplek.omgeving.vandaag:
        fouten.append(Veldfout("gedaanOp", "Die dag komt nog. Vul in wanneer u het vertelde."))
    if opdracht.gedaan_op < melding.ontvangen_op:
        fouten.append(Veldfout("gedaanOp", "Toen was de melding er nog niet. Kijk de datum na."))
    elif opdracht.gedaan_op < _period_began(werkplek, melding):
        fouten.append(Veldfout("gedaanOp", "Dat was voordat de melding heropend is. Kijk de datum na."))
    if opdracht.soort is S.FORMEEL_ANTWOORD:
        fouten += _check_formal(werkplek.actor, deel, opdracht)
    if opdracht.aan is Gericht.LOKET:
        fouten += _check_loket(werkplek.actor, melding, opdracht)
    if fouten:
        raise InvalidInputError(fouten)


def _period_began(werkplek: Werkplek, melding: Melding) -> date:
    """The day from which a message belongs to the present open period (I7: a new period, a new clock)."""
    if melding.periode == 1:
        return melding.ontvangen_op
    return local_date(first_duty_of_period(werkplek.session, melding.id, melding.periode))


def _check_formal(actor: Actor, deel: MeldingDeel, opdracht: RecordTerugkoppeling) -> list[Veldfout]:
    """A formal letter is answered by the loket that must, not by the owner for it (R007).

    Of a letter that is only a klacht, by who handles the klacht.
    """
    if not deel.melding.formele_brief or opdracht.aan is not Gericht.MELDER:
        return [Veldfout("soort", "Dit is geen formele brief. Kies een andere soort bericht.")]
    alleen_klacht = aarden(deel.melding) == (Aard.KLACHT,)
    if not _must_answer(actor, deel) or not (alleen_klacht or actor.organisatie_id == deel.melding.loket_id):
        tekst = "Een formele brief beantwoordt het loket zelf. Kies een andere soort bericht."
        return [Veldfout("soort", tekst)]
    return []


def _check_loket(actor: Actor, melding: Melding, opdracht: RecordTerugkoppeling) -> list[Veldfout]:
    fouten = []
    if opdracht.uitkomst is None:
        fouten.append(Veldfout("uitkomst", "Kies wat het loket moet weten, bijvoorbeeld: al bekend."))
    if melding.loket_id == actor.organisatie_id:
        fouten.append(Veldfout("aan", "Deze melding kwam bij uzelf binnen. U vertelt dit de melder."))
    return fouten


def _make(
    werkplek: Werkplek, dossier: Dossier, melding: Melding, opdracht: RecordTerugkoppeling
) -> Terugkoppeling:
    aan_loket = opdracht.aan is Gericht.LOKET
    rij = Terugkoppeling(
        id=werkplek.omgeving.new_id(),
        melding_id=melding.id,
        casus_id=dossier.focus,
        periode=melding.periode,
        aan=opdracht.aan,
        loket_id=melding.loket_id if aan_loket else None,
        soort=opdracht.soort,
        kanaal=opdracht.kanaal,
        gedaan_op=opdracht.gedaan_op,
        vastgelegd_op=werkplek.omgeving.now,
        organisatie_id=werkplek.actor.organisatie_id,
        medewerker_id=werkplek.actor.medewerker_id,
        bereikt=opdracht.bereikt,
        uitkomst=opdracht.uitkomst if aan_loket else None,
        acties=",".join(opdracht.acties) if aan_loket else "",
    )
    rij.inhoud_verzegeld = werkplek.seal(melding, Plek("terugkoppeling", rij.id, "inhoud"), opdracht.inhoud)
    return rij


def _told_loket(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, rij: Terugkoppeling) -> None:
    """The loket heard something: next report in 8 weken, or the closing that waited for it is done."""
    melding = deel.melding
    verschuldigd = [
        t for t in dossier.open_termijnen(melding.id) if t.code is Termijncode.TERUGKOPPELING_LOKET
    ]
    for termijn in verschuldigd:
        fulfil(werkplek, termijn, rij.id)
    if melding.status is MeldingStatus.AFSLUITING_GEVRAAGD and rij.uitkomst in EINDUITKOMSTEN:
        complete_closing(werkplek, dossier, deel)
        return
    if verschuldigd:
        gevraagd = melding.status is MeldingStatus.AFSLUITING_GEVRAAGD
        belofte = Belofte(
            code=Termijncode.TERUGKOPPELING_LOKET,
            variant=Variant.AFSLUITING if gevraagd else Variant.HERHALING,
            begint_op=rij.gedaan_op,
            verantwoordelijke_id=verschuldigd[0].verantwoordelijke_id,
            melding_id=melding.id,
            aan_organisatie_id=melding.loket_id,
            periode=melding.periode,
        )
        open_in_dossier(werkplek, dossier, belofte)


def _terugkoppeling_of(werkplek: Werkplek, melding: Melding, bericht: Bericht) -> Terugkoppeling:
    assert bericht.aan is BerichtAan.MELDER  # checked by the caller: it has a melding
    return Terugkoppeling(
        id=werkplek.omgeving.new_id(),
        melding_id=melding.id,
        casus_id=bericht.casus_id,
        periode=melding.periode,
        aan=Gericht.MELDER,
        soort=SOORT_BIJ_MOMENT.get(bericht.moment, S.MEDEDELING),
        kanaal=KANAAL_BIJ_WIJZE[bericht.wijze],
        gedaan_op=werkplek.omgeving.vandaag,
        vastgelegd_op=werkplek.omgeving.now,
        organisatie_id=werkplek.actor.organisatie_id,
        medewerker_id=werkplek.actor.medewerker_id,
        bericht_id=bericht.id,
    )
