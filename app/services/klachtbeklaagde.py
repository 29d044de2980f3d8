"""Klachtbeklaagde: who a klacht is about: named, sent the klaagschrift, heard in writing, told of a new date.

Sources: Awb 9:9, 9:10 lid 1, 9:11 lid 2; domain.md §5 (the klaagschrift and nothing else), §7.
"""

from uuid import UUID

from app.domain.berichten import Berichtgegevens, Verzet, compose
from app.domain.berichttermen import BerichtAan, Berichtmoment, Wachtreden
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.klachtopdrachten import NameAccused, NoteOnKlacht, SendKlaagschrift, WithdrawKlaagschrift
from app.domain.klachttermen import KlachtActie
from app.domain.termen import Wijze
from app.kluis import Plek
from app.models import Beklaagde, Bericht, Klacht
from app.queries.gids import name_of_party, open_gids
from app.queries.klachten import accused_of, find_accused, works_at
from app.queries.lezen import people
from app.queries.schrijven import waiting_of_klacht
from app.queries.werkplek import Werkplek
from app.services.bereik import hold
from app.services.klachtberichten import drop_klachtbericht
from app.services.klachtdossier import Gedaan, Klachtdossier, open_klacht, write_down

A = KlachtActie


def name_accused(werkplek: Werkplek, opdracht: NameAccused) -> Klacht:
    """Which organisatie it is about, said later or put right. Who works there sees it no more from now on.

    Refuses an organisatie that is not known. The old one stands in the event.
    """
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.OVER_WIE)
    klacht, gids = kd.klacht, open_gids(werkplek.session)
    oud, nieuw = klacht.beklaagde_id, None
    if opdracht.organisatie:
        nieuw = gids.current(gids.find(opdracht.organisatie, "organisatie").naam.id)
    klacht.beklaagde_id = nieuw
    if klacht.aanspreekpunt_id == nieuw:
        klacht.aanspreekpunt_id = None
    write_down(werkplek, kd, A.OVER_WIE, Gedaan(gegevens={"oud": oud, "nieuw": nieuw}))
    return klacht


def send_klaagschrift(werkplek: Werkplek, opdracht: SendKlaagschrift) -> Klacht:
    """Who it is about gets the klaagschrift and nothing else (9:9): reads it here, or gets it on paper.

    Refuses nobody, both ways at once, the same person twice, and the handler as beklaagde (9:7).
    """
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.KLAAGSCHRIFT)
    klacht, naam = kd.klacht, (opdracht.naam or "").strip()
    wie = opdracht.medewerker_id
    if (wie is None) == (not naam):
        raise InvalidInputError([Veldfout("medewerker", "Kies een medewerker, of vul een naam in.")])
    rij = _accused_again(werkplek, klacht, wie) if wie is not None else None
    if rij is None:
        rij = Beklaagde(
            id=werkplek.omgeving.new_id(),
            klacht_id=klacht.id,
            medewerker_id=wie,
            gestuurd_op=werkplek.omgeving.vandaag,
        )
        rij.naam_verzegeld = werkplek.seal(klacht, Plek("beklaagde", rij.id, "naam"), naam)
        werkplek.session.add(rij)
    klacht.klaagschrift_op = klacht.klaagschrift_op or werkplek.omgeving.vandaag
    write_down(werkplek, kd, A.KLAAGSCHRIFT, Gedaan(gegevens={"beklaagde": rij.id}))
    return klacht


def withdraw_klaagschrift(werkplek: Werkplek, opdracht: WithdrawKlaagschrift) -> Klacht:
    """It went to the wrong one, who reads it no more from now on (9:9), and gets no letter of it either; the
    row and its days stay.

    Refuses without a reason, and somebody who does not have it (any more).
    """
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.KLAAGSCHRIFT_TERUG)
    rijen = accused_of(werkplek.session, kd.klacht.id)
    rij = next((rij for rij in rijen if rij.id == opdracht.beklaagde_id), None)
    fouten = []
    if rij is None:
        fouten.append(Veldfout("beklaagde", "Kies van wie u het klaagschrift terugneemt."))
    if not opdracht.toelichting.strip():
        fouten.append(Veldfout("toelichting", "Schrijf op wat er misging."))
    if fouten or rij is None:
        raise InvalidInputError(fouten)
    rij.ingetrokken_op = werkplek.omgeving.vandaag
    for wachtend in waiting_of_klacht(werkplek.session, kd.klacht.id):
        if wachtend.eenmalig.endswith(_letter_key(rij)):
            drop_klachtbericht(werkplek, kd.klacht, wachtend)
    if len(rijen) == 1:
        kd.klacht.klaagschrift_op = None  # nobody it is about has it now
    gedaan = Gedaan(tekst=opdracht.toelichting.strip(), gegevens={"beklaagde": rij.id})
    write_down(werkplek, kd, A.KLAAGSCHRIFT_TERUG, gedaan)
    return kd.klacht


def answer_klaagschrift(werkplek: Werkplek, opdracht: NoteOnKlacht) -> Klacht:
    """The beklaagde says how it went (9:10 lid 1). Refuses an empty answer; a later one stands on top, and
    what was said before stays among what was done."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.VERWEER)
    tekst = opdracht.tekst.strip()
    if not tekst:
        raise InvalidInputError([Veldfout("tekst", "Schrijf op hoe het volgens u ging.")])
    eigen = werkplek.actor.medewerker_id
    rij = next((r for r in accused_of(werkplek.session, kd.klacht.id) if r.medewerker_id == eigen), None)
    assert rij is not None  # the right to answer comes from this row
    rij.verweer_verzegeld = werkplek.seal(kd.klacht, Plek("beklaagde", rij.id, "verweer"), tekst)
    rij.verweer_op = werkplek.omgeving.vandaag
    write_down(werkplek, kd, A.VERWEER, Gedaan(tekst=tekst, gegevens={"beklaagde": rij.id}))
    return kd.klacht


def tell_accused(werkplek: Werkplek, kd: Klachtdossier, oorzaak: UUID, verzet: Verzet) -> None:
    """Each who was sent the klaagschrift reads the new date in writing too (9:11 lid 2): a letter to hand
    over. It names neither the melder nor what the melder was told."""
    klacht = kd.klacht
    rijen = accused_of(werkplek.session, klacht.id)
    namen = people(werkplek.session, [rij.medewerker_id for rij in rijen])
    afzender = name_of_party(werkplek.session, klacht.organisatie_id).naam
    for rij in rijen:
        naam = werkplek.unseal(klacht, Plek("beklaagde", rij.id, "naam"), rij.naam_verzegeld)
        inhoud = compose(
            Berichtmoment.KLACHT_VERDAAGD,
            Berichtgegevens(
                kenmerk=klacht.kenmerk,
                ontvangen_op=klacht.ontvangen_op,
                afzender=afzender,
                naam_melder=namen[rij.medewerker_id].naam if rij.medewerker_id else naam,
                verzet=verzet,
            ),
        )
        bericht = Bericht(
            id=werkplek.omgeving.new_id(),
            eenmalig=f"{Berichtmoment.KLACHT_VERDAAGD}:{oorzaak}{_letter_key(rij)}",
            moment=Berichtmoment.KLACHT_VERDAAGD,
            aan=BerichtAan.BEKLAAGDE,
            wijze=Wijze.BRIEF,
            klacht_id=klacht.id,
            organisatie_id=klacht.organisatie_id,
            aangemaakt_op=werkplek.omgeving.now,
            aanvraag=werkplek.omgeving.aanvraag,
        )
        hold(bericht, Wachtreden.MET_DE_HAND)
        plek = Plek("bericht", bericht.id, "inhoud")
        woorden = {"onderwerp": inhoud.onderwerp, "tekst": inhoud.tekst}
        bericht.inhoud_verzegeld = werkplek.seal_person(klacht, plek, woorden)
        werkplek.session.add(bericht)


def _letter_key(rij: Beklaagde) -> str:
    """How the key of a letter to this person ends."""
    return f":{rij.id}"


def _accused_again(werkplek: Werkplek, klacht: Klacht, wie: UUID) -> Beklaagde | None:
    """The row of this medewerker, from whom it was taken back before; None for a first time."""
    plaatsen = [id_ for id_ in (klacht.beklaagde_id, klacht.organisatie_id) if id_]
    if wie == klacht.behandelaar_id or not works_at(werkplek, wie, plaatsen):
        raise InvalidInputError(
            [Veldfout("medewerker", "Kies wie de klacht over gaat, niet wie hem behandelt.")]
        )
    rij = find_accused(werkplek.session, klacht.id, wie)
    if rij is None:
        return None
    if rij.ingetrokken_op is None:
        raise InvalidInputError([Veldfout("medewerker", "Deze persoon heeft het klaagschrift al.")])
    rij.ingetrokken_op, rij.gestuurd_op = None, werkplek.omgeving.vandaag
    return rij
