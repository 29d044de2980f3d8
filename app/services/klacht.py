"""Klacht: it comes in, is confirmed, goes on to who must handle it, and gets somebody who was not involved.

A klacht runs beside the hulpvraag: nothing here changes the casus. Sources: Awb 2:3, 9:2, 9:6, 9:7;
domain.md §1, §7; docs/beslissingen/0007.
"""

from datetime import date
from uuid import UUID

from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort
from app.domain.klacht import form_of, refuse_involved
from app.domain.klachtopdrachten import (
    AssignKlacht,
    ForwardKlacht,
    NoteOnKlacht,
    RecordKlacht,
)
from app.domain.klachtteksten import LOOPT_DOOR
from app.domain.klachttermen import KlachtActie, KlachtStatus
from app.domain.opdrachten import KlachtGegevens
from app.domain.termijnen.regels import Termijncode
from app.domain.toegang import Recht, rights
from app.kluis import Plek
from app.models import Klacht, Klachtdoorzending
from app.queries.dossier import Dossier, MeldingDeel, load_dossier_of_melding
from app.queries.gids import Partij, open_gids
from app.queries.klachten import (
    forwardings_of,
    has_handler,
    is_handler,
    is_involved,
    open_klachten,
    turn_of,
)
from app.queries.relaties import relations
from app.queries.schrijven import waiting_of_klacht
from app.queries.werkplek import Werkplek
from app.services.klachtberichten import Klachtbericht, drop_own_receipt, tell_klager
from app.services.klachtcontact import offered_contact
from app.services.klachtdossier import Gedaan, Klachtdossier, add_event, open_klacht, write_down
from app.services.klachttermijnen import keep_clock, move_clocks, promised_words, start_clocks
from app.services.nummers import draw_klacht
from app.services.plichten import settle_klacht_duty

A, M = KlachtActie, Berichtmoment
#: Who hears on a melding that it is a klacht, may write that down: owner, addressed party, place of receipt.
MAG_VASTLEGGEN = frozenset({Recht.VRAAG, Recht.DOSSIER, Recht.EIGEN_MELDING, Recht.TERUGKOPPELEN})


def record_klacht(werkplek: Werkplek, opdracht: RecordKlacht) -> Klacht:
    """A melding turns out to be (also) a klacht: said or written later, dealt with as carefully (9:2).

    The own organisatie has it until it is sent on. Whoever belongs to the beklaagde writes it down and does
    not see it again.
    """
    dossier = load_dossier_of_melding(werkplek.session, opdracht.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    deel = dossier.melding(opdracht.melding_id)
    _permit_record(werkplek, deel)
    return take_in(werkplek, dossier, deel, opdracht)


def take_in(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, opdracht: RecordKlacht) -> Klacht:
    """It begins: its clocks, who answers on it, and the receipt (9:6); who may say it, the caller judged.
    Refuses a day before the melding or in the future, and an empty text."""
    _check_record(werkplek, deel, opdracht)
    gegevens = KlachtGegevens(
        tekst=opdracht.tekst, over=opdracht.over, organisatie=opdracht.beklaagde, vorm=opdracht.vorm
    )
    klacht = add_klacht(werkplek, deel, gegevens, opdracht.ontvangen_op)
    settle_klacht_duty(werkplek, deel, open_klachten(werkplek.session, deel.melding.id))
    announce_receipt(werkplek, Klachtdossier(klacht, dossier, deel))
    werkplek.session.flush()
    return klacht


def add_klacht(werkplek: Werkplek, deel: MeldingDeel, gegevens: KlachtGegevens, ontvangen_op: date) -> Klacht:
    """The row with its own key and stream, and its clocks; the intake starts here too."""
    gewikkeld, sleutel = werkplek.kluis.maak_sleutel()
    klacht = Klacht(
        id=werkplek.omgeving.new_id(),
        kenmerk=draw_klacht(werkplek.session, werkplek.omgeving.vandaag),
        melding_id=deel.melding.id,
        organisatie_id=werkplek.actor.organisatie_id,
        ontvangen_door_id=werkplek.actor.organisatie_id,
        beklaagde_id=_accused(werkplek, gegevens.organisatie),
        sleutel=gewikkeld,
        vorm=gegevens.vorm or form_of(deel.melding.kanaal),
        ontvangen_op=ontvangen_op,
        bij_behandelaar_op=ontvangen_op,
        vastgelegd_op=werkplek.omgeving.now,
        gebeurtenis_op=werkplek.omgeving.now,
    )
    inhoud = {"tekst": gegevens.tekst, "over": gegevens.over}
    klacht.inhoud_verzegeld = sleutel.verzegel_json(
        Plek("klacht", klacht.id, "inhoud"), {k: v for k, v in inhoud.items() if v}
    )
    werkplek.session.add(klacht)
    werkplek.session.flush()
    start_clocks(werkplek, klacht)
    add_event(
        werkplek, klacht, GebeurtenisSoort.KLACHT_VASTGELEGD,
        organisatie=klacht.organisatie_id, ontvangen=ontvangen_op, vorm=klacht.vorm,
    )  # fmt: skip
    return klacht


def announce_receipt(werkplek: Werkplek, kd: Klachtdossier) -> bool:
    """Awb 9:6: the receipt in writing, with who helps and, when it is about the owner, another aanspreekpunt.

    It counts once it went out (``klachtbericht_sent``). False when the melder cannot be reached.
    """
    bericht = tell_klager(
        werkplek,
        kd,
        Klachtbericht(
            moment=M.KLACHT_ONTVANGEN,
            eenmalig=f"ontvangst:{turn_of(werkplek.session, kd.klacht)}",
            afzender_id=kd.klacht.organisatie_id,
            woorden=promised_words(werkplek, kd.klacht),
            slot=(*offered_contact(werkplek, kd), LOOPT_DOOR) if kd.deel.is_open else (),
        ),
    )
    if bericht is None:
        return False
    write_down(werkplek, kd, A.BEVESTIGEN, Gedaan(bericht=bericht, gegevens={"bericht": bericht.id}))
    return True


def confirm_klacht(werkplek: Werkplek, klacht_id: UUID) -> Klacht:
    """Confirm the receipt in writing (9:6), once for each time that a party gets it. Refuses a second time,
    while the first waits to be sent too, and a melder who cannot be reached."""
    werkplek, kd = open_klacht(werkplek, klacht_id, A.BEVESTIGEN)
    if kd.klacht.bevestigd_op is not None:
        raise RefusedError("al_bevestigd", "De ontvangst is al bevestigd. Het bericht staat bij de klacht.")
    eigen = [
        bericht
        for bericht in waiting_of_klacht(werkplek.session, klacht_id)
        if bericht.organisatie_id == kd.klacht.organisatie_id
    ]
    if any(bericht.moment is M.KLACHT_ONTVANGEN for bericht in eigen):
        raise RefusedError("bevestiging_wacht", "De bevestiging staat klaar. Verstuur haar eerst.")
    if not announce_receipt(werkplek, kd):
        raise RefusedError("melder_zonder_kanaal", "Deze melder is niet te bereiken. Leg dat vast.")
    return kd.klacht


def forward_klacht(werkplek: Werkplek, opdracht: ForwardKlacht) -> Klacht:
    """Send it on to who must handle it, and tell the melder in the same act (Awb 2:3 lid 1).

    Where nobody works with Houvast who may handle it, the sender keeps it, and its promise, until it hears
    that it arrived (``end_klacht``). Refuses the own organisatie, one that ended, and a day of receipt that
    cannot be.
    """
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.DOORZENDEN)
    partij = open_gids(werkplek.session).find(opdracht.naar_organisatie, "naarOrganisatie")
    ontvangen = opdracht.ontvangen_op or werkplek.omgeving.vandaag
    _check_forward(werkplek, kd.klacht, partij, ontvangen)
    buiten = not has_handler(werkplek, kd.klacht, partij.naam.id)
    rij = _forwarding(werkplek, kd.klacht, partij, None if buiten else ontvangen)
    plek = Plek("klachtdoorzending", rij.id, "toelichting")
    rij.toelichting_verzegeld = werkplek.seal(kd.klacht, plek, opdracht.toelichting)
    werkplek.session.add(rij)
    werkplek.session.flush()
    status = kd.klacht.status
    if not buiten:
        drop_own_receipt(werkplek, kd.klacht)
        _hand_over(werkplek, kd, partij, ontvangen)
    _write_forwarding(werkplek, kd, rij, opdracht.toelichting)
    if buiten:
        kd.klacht.status = status  # it still lies here
    settle_klacht_duty(werkplek, kd.deel, open_klachten(werkplek.session, kd.deel.melding.id))
    werkplek.session.flush()
    return kd.klacht


def _write_forwarding(
    werkplek: Werkplek, kd: Klachtdossier, rij: Klachtdoorzending, toelichting: str | None
) -> None:
    """The melder hears it at once: who answers now, and by which day."""
    bericht = tell_klager(
        werkplek,
        kd,
        Klachtbericht(
            moment=M.KLACHT_DOORGEZONDEN,
            eenmalig=str(rij.id),
            afzender_id=werkplek.actor.organisatie_id,
            ontvanger=open_gids(werkplek.session).name(rij.naar_organisatie_id).naam,
            woorden=promised_words(werkplek, kd.klacht),
            slot=(LOOPT_DOOR,) if kd.deel.is_open else (),
        ),
    )
    rij.bericht_id = bericht.id if bericht else None
    gegevens = {"van": rij.van_organisatie_id, "naar": rij.naar_organisatie_id, "ontvangen": rij.ontvangen_op}
    gedaan = Gedaan(tekst=toelichting, bericht=bericht, gegevens=gegevens)
    write_down(werkplek, kd, A.DOORZENDEN, gedaan)


def take_klacht(werkplek: Werkplek, opdracht: AssignKlacht) -> Klacht:
    """A klachtbehandelaar takes it, or gives it to another who was not involved (9:7 lid 1).

    Refuses who is no klachtbehandelaar there, and who treated or worked on the casus or is the beklaagde.
    """
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.NEMEN)
    wie = opdracht.medewerker_id or werkplek.actor.medewerker_id
    if wie is None or not is_handler(werkplek, wie, kd.klacht.organisatie_id):
        raise InvalidInputError([Veldfout("medewerker", "Kies een klachtbehandelaar van uw organisatie.")])
    refuse_involved(betrokken=is_involved(werkplek.session, kd.klacht, wie))
    kd.klacht.behandelaar_id = wie
    keep_clock(werkplek, kd.klacht, Termijncode.KLACHT_NIET_IN_BEHANDELING)
    write_down(werkplek, kd, A.NEMEN, Gedaan(gegevens={"medewerker": wie}))
    return kd.klacht


def note_on_klacht(werkplek: Werkplek, opdracht: NoteOnKlacht) -> Klacht:
    """Something to remember about a klacht: who was phoned, what was agreed. Refuses an empty note."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.AANTEKENEN)
    if not opdracht.tekst.strip():
        raise InvalidInputError([Veldfout("tekst", "Schrijf op wat u wilt onthouden.")])
    write_down(werkplek, kd, A.AANTEKENEN, Gedaan(tekst=opdracht.tekst.strip()))
    return kd.klacht


def _permit_record(werkplek: Werkplek, deel: MeldingDeel) -> None:
    rechten = rights(relatie for casus_id in deel.casus_ids for relatie in relations(werkplek, casus_id))
    if not rechten:
        raise NotVisibleError("Deze melding")
    if rechten.isdisjoint(MAG_VASTLEGGEN):
        raise NotPermittedError("mag_niet", "Een klacht legt vast wie de melder spreekt. Vraag wie dat is.")


def _accused(werkplek: Werkplek, sleutel: str | None) -> UUID | None:
    """The organisatie it is about, as it is now: what went up in another is that other."""
    if not sleutel:
        return None
    gids = open_gids(werkplek.session)
    return gids.current(gids.find(sleutel, "klacht.organisatie").naam.id)


def _check_record(werkplek: Werkplek, deel: MeldingDeel, opdracht: RecordKlacht) -> None:
    fouten = []
    if not opdracht.tekst.strip():
        fouten.append(Veldfout("tekst", "Schrijf op waar de klacht over gaat, in woorden van de melder."))
    if not deel.melding.ontvangen_op <= opdracht.ontvangen_op <= werkplek.omgeving.vandaag:
        fouten.append(Veldfout("ontvangenOp", "Kies een dag tussen de ontvangst van de melding en vandaag."))
    if fouten:
        raise InvalidInputError(fouten)


def _check_forward(werkplek: Werkplek, klacht: Klacht, partij: Partij, ontvangen: date) -> None:
    fouten = []
    if partij.naam.id == klacht.organisatie_id:
        fouten.append(Veldfout("naarOrganisatie", "De klacht ligt daar al. Kies een andere organisatie."))
    elif not partij.is_actief:
        fouten.append(Veldfout("naarOrganisatie", f"{partij.naam.naam} bestaat niet meer. Kies de opvolger."))
    if not klacht.bij_behandelaar_op <= ontvangen <= werkplek.omgeving.vandaag:
        fouten.append(Veldfout("ontvangenOp", "Kies een dag tussen de ontvangst bij u en vandaag."))
    if fouten:
        raise InvalidInputError(fouten)


def _forwarding(
    werkplek: Werkplek, klacht: Klacht, partij: Partij, ontvangen: date | None
) -> Klachtdoorzending:
    return Klachtdoorzending(
        id=werkplek.omgeving.new_id(),
        klacht_id=klacht.id,
        van_organisatie_id=klacht.organisatie_id,
        naar_organisatie_id=partij.naam.id,
        doorgezonden_op=werkplek.omgeving.vandaag,
        ontvangen_op=ontvangen,
        buiten=ontvangen is None,
        op=werkplek.omgeving.now,
        medewerker_id=werkplek.actor.medewerker_id,
    )


def _hand_over(werkplek: Werkplek, kd: Klachtdossier, partij: Partij, ontvangen: date) -> None:
    """Whoever has it now starts afresh: somebody of their own, a receipt of their own, what is heard
    there."""
    klacht = kd.klacht
    klacht.organisatie_id, klacht.bij_behandelaar_op = partij.naam.id, ontvangen
    klacht.status, klacht.behandelaar_id = KlachtStatus.ONTVANGEN, None
    klacht.bevestigd_op = klacht.gehoord_op = klacht.beklaagde_gehoord_op = None
    klacht.geen_horen = klacht.geen_horen_beklaagde = None
    klacht.commissie_op = klacht.commissie_leden = None
    klacht.commissie_van_buiten = False
    move_clocks(werkplek, klacht)


def was_sent_outside(werkplek: Werkplek, klacht: Klacht) -> Klachtdoorzending | None:
    """The last sending to a party that does not work with Houvast, while it still lies here."""
    rijen = forwardings_of(werkplek.session, klacht.id)
    laatste = rijen[-1] if rijen else None
    return laatste if laatste is not None and laatste.buiten else None
