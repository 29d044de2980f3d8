"""Contact: a message did not reach the melder. Somebody finds out how to reach him or her (I4, I6)."""

from uuid import UUID

from app.domain.berichttermen import BerichtAan, BerichtStatus, Wachtreden
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.opdrachten import CorrectContact
from app.domain.termen import Gericht, Vervalreden
from app.domain.termijnen.regels import Termijncode, Variant
from app.domain.toegang import Recht
from app.domain.vertellen import VERVULT
from app.models import Bericht, Melder
from app.queries.berichtenlijst import runs_now
from app.queries.dossier import Dossier, MeldingDeel, load_dossier, load_dossier_of_melding
from app.queries.klachten import lock_klacht
from app.queries.relaties import require
from app.queries.schrijven import find_bericht, pending_berichten
from app.queries.verteld import told
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.bereik import hold, reach_in_dossier, schedule
from app.services.berichten import NODIG_VOOR, WIJZE_BIJ_KANAAL
from app.services.bevoegdheid import check_version
from app.services.heropening import promise_answer
from app.services.klachtdossier import add_event
from app.services.plichten import began_on
from app.services.termijnen import (
    Belofte,
    fulfil,
    is_without_channel,
    lapse_where,
    open_in_dossier,
    tussenbericht,
)
from app.services.vastleggen import record
from app.services.volgwijzer import replace_link, tell_how_to_come_in

#: What a person decided about stays as it was decided.
BESLOTEN = frozenset({Wachtreden.AANGEHOUDEN, Wachtreden.CONCEPT, Wachtreden.NA_HERSTEL})

#: Where link and code went, or may go by now: another one ends what went there before.
WAAR_IEMAND_IS = ("email", "adres", "veiligBereiken")


def ask_to_restore_contact(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """The owner finds out within three werkdagen how this melder can be reached; asked once at a time."""
    lopend = dossier.open_termijnen(deel.melding.id)
    if not deel.is_open or any(termijn.code is Termijncode.CONTACT_HERSTELLEN for termijn in lopend):
        return
    belofte = Belofte(
        code=Termijncode.CONTACT_HERSTELLEN,
        begint_op=werkplek.omgeving.vandaag,
        verantwoordelijke_id=dossier.delen[deel.eerste_casus_id].casus.eigenaar_id,
        melding_id=deel.melding.id,
        periode=deel.melding.periode,
    )
    open_in_dossier(werkplek, dossier, belofte)


def record_bounce(werkplek: Werkplek, bericht_id: UUID) -> bool:
    """A message that went out came back: nobody was told by it, and the contact must be restored.

    The promise that it kept stays kept: it was sent in time (architecture.md §3.11). It may come back before
    its result was stored; then it kept nothing. False when this was known, or it did not go out. Refuses
    (NotVisibleError) a message that does not exist.
    """
    bericht = find_bericht(werkplek.session, bericht_id)
    klacht = lock_klacht(werkplek.session, bericht.klacht_id) if bericht.klacht_id else None
    if klacht is not None:
        dossier = load_dossier_of_melding(werkplek.session, klacht.melding_id)
    elif bericht.melding_id is not None:
        dossier = load_dossier_of_melding(werkplek.session, bericht.melding_id)
    else:
        assert bericht.casus_id is not None  # a CHECK: about a casus or a klacht
        dossier = load_dossier(werkplek.session, bericht.casus_id)
    werkplek.session.refresh(bericht)
    onderweg = bericht.status is BerichtStatus.TE_VERSTUREN and runs_now(werkplek, bericht.id)
    if not onderweg and bericht.status not in (BerichtStatus.VERSTUURD, BerichtStatus.ONZEKER):
        return False
    werkplek = werkplek.later_than(*dossier.casussen)
    bericht.status = BerichtStatus.TERUGGEKOMEN
    bericht.afgedaan_op = bericht.afgedaan_op or werkplek.omgeving.now
    bericht.wachtreden, bericht.versturen_na = None, None
    if klacht is not None:
        soort = GebeurtenisSoort.BERICHT_TERUGGEKOMEN
        add_event(werkplek.later_than(klacht), klacht, soort, bericht=bericht.id, moment=bericht.moment)
        return True
    casus_ids = [dossier.focus]
    if bericht.melding_id is not None:
        deel = dossier.melding(bericht.melding_id)
        casus_ids = deel.casus_ids
        if bericht.aan is BerichtAan.MELDER:
            ask_to_restore_contact(werkplek, dossier, deel)
    event = happened(GebeurtenisSoort.BERICHT_TERUGGEKOMEN, bericht=bericht.id, moment=bericht.moment)
    record(werkplek, dossier, casus_ids, event)
    return True


def correct_contact(werkplek: Werkplek, opdracht: CorrectContact) -> Melder:
    """How this melder can be reached from now on.

    It restores the contact, and what could not be delivered is put up for sending again; what waits goes in
    the new way. Who is shielded now, or said how to be reached safely, is not mailed by itself any more.
    Another address, or how to be reached safely, ends the link of before with its codes and visits.
    An address that is shielded is not shown, so leaving it empty keeps it. Refuses a way without its
    address and a stale version. Who could not be reached until now, is promised contact and an answer.
    """
    dossier = load_dossier_of_melding(werkplek.session, opdracht.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    require(werkplek, dossier.focus, Recht.CONTACT, "Deze melding")
    require(werkplek, dossier.focus, Recht.CORRIGEREN, "Deze melding")
    deel = dossier.melding(opdracht.melding_id)
    check_version(deel.melding, opdracht.versie)
    onbereikbaar = is_without_channel(deel.melder)
    if _write(werkplek, deel, opdracht):
        replace_link(werkplek, dossier, deel)
    if onbereikbaar and deel.is_open:
        _promise_after_all(werkplek, dossier, deel)
    for termijn in dossier.open_termijnen(deel.melding.id):
        if termijn.code is Termijncode.CONTACT_HERSTELLEN:
            fulfil(werkplek, termijn)
    for casus_id in deel.casus_ids:
        for bericht in pending_berichten(werkplek.session, casus_id):
            if bericht.melding_id == deel.melding.id and bericht.aan is BerichtAan.MELDER:
                _go_the_new_way(werkplek, dossier, deel, bericht)
    tell_how_to_come_in(werkplek, dossier, deel)
    event = happened(GebeurtenisSoort.CONTACT_GEWIJZIGD, melding=deel.melding.id)
    record(werkplek, dossier, deel.casus_ids, event)
    return deel.melder


def _promise_after_all(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """I4: the review among ourselves makes way for what every melder is promised. An answer is due from the
    receipt on, as always (I5): who waited long is told at once that it is late. Who was found and told
    before, is not told again."""
    casus = dossier.delen[deel.eerste_casus_id].casus
    herzien = [t for t in dossier.open_termijnen(deel.melding.id) if t.variant == Variant.ZONDER_KANAAL]
    antwoorder = herzien[0].verantwoordelijke_id if herzien else casus.eigenaar_id
    lapse_where(werkplek, herzien, Vervalreden.NIET_MEER_NODIG, lambda _: True)
    vandaag = werkplek.omgeving.vandaag
    open_in_dossier(werkplek, dossier, tussenbericht(deel.melding, deel.melder, antwoorder, vandaag))
    gezegd = told(werkplek.session, deel.melding.id, deel.melding.periode, Gericht.MELDER)
    gehouden = frozenset(code for rij in gezegd if rij.bereikt for code in VERVULT[rij.soort])
    promise_answer(werkplek, dossier, deel, began_on(werkplek, deel.melding), gehouden)
    deel.melder.bereikbaar_sinds = werkplek.omgeving.now


def _write(werkplek: Werkplek, deel: MeldingDeel, opdracht: CorrectContact) -> bool:
    """Keep it; whether who could read along before, by mail or on paper, must not any more."""
    melder = deel.melder
    plek = persoon_plek("melder", melder.id)
    persoon: dict[str, object] = dict(werkplek.unseal_person(deel.melding, plek, melder.persoon_verzegeld))
    verborgen = persoon.get("adres") if melder.afgeschermd else None
    nieuw = {
        "email": opdracht.email,
        "telefoon": opdracht.telefoon,
        "adres": opdracht.adres or verborgen,
        "veiligBereiken": opdracht.veilig_bereiken,
    }
    wijze = WIJZE_BIJ_KANAAL.get(opdracht.voorkeurskanaal)
    if wijze is None or not nieuw[NODIG_VOOR[wijze]]:
        tekst = "Kies hoe de melder het liefst hoort, en vul dat adres of nummer ook in."
        raise InvalidInputError([Veldfout("voorkeurskanaal", tekst)])
    anders = any((nieuw[veld] or None) != persoon.get(veld) for veld in WAAR_IEMAND_IS)
    anders = anders or opdracht.afgeschermd != melder.afgeschermd
    melder.persoon_verzegeld = werkplek.seal_person(deel.melding, plek, persoon | nieuw)
    melder.voorkeurskanaal = opdracht.voorkeurskanaal
    melder.afgeschermd = opdracht.afgeschermd
    return anders


def _go_the_new_way(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, bericht: Bericht) -> None:
    """What is uncertain or came back stays with a person. What failed never went: it is tried again."""
    if bericht.status in (BerichtStatus.ONZEKER, BerichtStatus.TERUGGEKOMEN):
        return
    bericht.wijze = WIJZE_BIJ_KANAAL[deel.melder.voorkeurskanaal]
    bericht.vrijgegeven_door_id = None
    if bericht.status is BerichtStatus.MISLUKT:
        bericht.status = BerichtStatus.TE_VERSTUREN
    if bericht.wachtreden in BESLOTEN:
        hold(bericht, bericht.wachtreden)
        return
    bereik = reach_in_dossier(werkplek, dossier, deel, bericht.wijze)
    schedule(werkplek, bericht, bereik, werkplek.omgeving.bedenktijd)
