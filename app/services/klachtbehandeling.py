"""Klachtbehandeling: what happens between taking a klacht and its outcome (Awb 9:9, 9:10, 9:11; Jeugdwet
4.2.1)."""

from app.domain.berichten import put_off
from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError, NotVisibleError, Veldfout
from app.domain.klacht import MINSTE_LEDEN, check_hearing
from app.domain.klachtopdrachten import (
    CallCommissie,
    NoteOnKlacht,
    RecordHearing,
    SendKlaagschrift,
    SkipHearing,
)
from app.domain.klachttermen import KlachtActie
from app.domain.termijnen.verdaging import PostponeTermijn, assess_verdaging
from app.domain.termijnen.wijziging import Wijziging, Wijzigingsoort
from app.kluis import Plek
from app.models import Beklaagde, Klacht, Termijn, Termijnwijziging
from app.queries.klachten import accused_of, find_klacht_termijn, klacht_of_termijn, works_at
from app.queries.termijnbeeld import termijn_standing
from app.queries.werkplek import Werkplek
from app.services.klachtberichten import Klachtbericht, tell_klager
from app.services.klachtdossier import Gedaan, open_klacht, write_down
from app.services.klachttermijnen import promised_words, use_commission_clock
from app.services.verdaging import Verdaagd, new_wijziging, postpone_termijn

A, M = KlachtActie, Berichtmoment


def send_klaagschrift(werkplek: Werkplek, opdracht: SendKlaagschrift) -> Klacht:
    """Who it is about gets the klaagschrift and nothing else (9:9): reads it here, or gets it on paper.

    Refuses nobody, both ways at once, the same person twice, and the handler as beklaagde (9:7).
    """
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.KLAAGSCHRIFT)
    klacht, naam = kd.klacht, (opdracht.naam or "").strip()
    wie = opdracht.medewerker_id
    if (wie is None) == (not naam):
        raise InvalidInputError([Veldfout("medewerker", "Kies een medewerker, of vul een naam in.")])
    plaatsen = [id_ for id_ in (klacht.beklaagde_id, klacht.organisatie_id) if id_]
    if wie is not None and (wie == klacht.behandelaar_id or not works_at(werkplek, wie, plaatsen)):
        raise InvalidInputError(
            [Veldfout("medewerker", "Kies wie de klacht over gaat, niet wie hem behandelt.")]
        )
    if wie is not None and any(rij.medewerker_id == wie for rij in accused_of(werkplek.session, klacht.id)):
        raise InvalidInputError([Veldfout("medewerker", "Deze persoon heeft het klaagschrift al.")])
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


def answer_klaagschrift(werkplek: Werkplek, opdracht: NoteOnKlacht) -> Klacht:
    """The beklaagde says how it went (9:10 lid 1). Refuses an empty answer; a later one replaces the
    first."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.VERWEER)
    if not opdracht.tekst.strip():
        raise InvalidInputError([Veldfout("tekst", "Schrijf op hoe het volgens u ging.")])
    eigen = werkplek.actor.medewerker_id
    rij = next((r for r in accused_of(werkplek.session, kd.klacht.id) if r.medewerker_id == eigen), None)
    assert rij is not None  # the right to answer comes from this row
    rij.verweer_verzegeld = werkplek.seal(
        kd.klacht, Plek("beklaagde", rij.id, "verweer"), opdracht.tekst.strip()
    )
    rij.verweer_op = werkplek.omgeving.vandaag
    write_down(werkplek, kd, A.VERWEER, Gedaan(gegevens={"beklaagde": rij.id}))
    return kd.klacht


def record_hearing(werkplek: Werkplek, opdracht: RecordHearing) -> Klacht:
    """Melder and beklaagde were heard, with a report (9:10 lid 1 and 3)."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.HOREN)
    klacht, vandaag = kd.klacht, werkplek.omgeving.vandaag
    check_hearing(opdracht.gehoord_op, opdracht.verslag, klacht.ontvangen_op, vandaag)
    klacht.gehoord_op, klacht.geen_horen = opdracht.gehoord_op, None
    gedaan = Gedaan(
        tekst=opdracht.verslag.strip(), op=opdracht.gehoord_op, gegevens={"gehoord": opdracht.gehoord_op}
    )
    write_down(werkplek, kd, A.HOREN, gedaan)
    return klacht


def skip_hearing(werkplek: Werkplek, opdracht: SkipHearing) -> Klacht:
    """Nobody was heard, for a reason of the law, in words (9:10 lid 2). Refuses without words, and after a
    hearing."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.NIET_HOREN)
    if not opdracht.toelichting.strip():
        raise InvalidInputError([Veldfout("toelichting", "Schrijf op waarom er niemand is gehoord.")])
    if kd.klacht.gehoord_op is not None:
        raise InvalidInputError([Veldfout("reden", "Er is al gehoord. Het verslag staat bij de klacht.")])
    kd.klacht.geen_horen = opdracht.reden
    gedaan = Gedaan(tekst=opdracht.toelichting.strip(), gegevens={"reden": opdracht.reden})
    write_down(werkplek, kd, A.NIET_HOREN, gedaan)
    return kd.klacht


def call_commissie(werkplek: Werkplek, opdracht: CallCommissie) -> Klacht:
    """A commission looks at it: 10 weken by the Awb (9:11 lid 1), and the melder hears of it at once (9:15
    lid 2). A gi or aanbieder needs three members and a chair from outside (Jeugdwet 4.2.1 lid 2)."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.COMMISSIE)
    if not 1 <= opdracht.leden <= 25:
        raise InvalidInputError([Veldfout("leden", f"Vul in hoeveel leden er zijn, meestal {MINSTE_LEDEN}.")])
    klacht = kd.klacht
    nieuw = klacht.commissie_op is None
    klacht.commissie_op = klacht.commissie_op or werkplek.omgeving.vandaag
    klacht.commissie_leden, klacht.commissie_van_buiten = opdracht.leden, opdracht.voorzitter_van_buiten
    use_commission_clock(werkplek, klacht)
    bericht = None
    if nieuw:
        bericht = tell_klager(
            werkplek,
            kd,
            Klachtbericht(
                moment=M.KLACHT_COMMISSIE,
                eenmalig=f"commissie:{klacht.organisatie_id}",
                afzender_id=klacht.organisatie_id,
                woorden=promised_words(werkplek, klacht),
            ),
        )
    write_down(werkplek, kd, A.COMMISSIE, Gedaan(bericht=bericht, gegevens={"leden": opdracht.leden}))
    return klacht


def postpone(werkplek: Werkplek, opdracht: PostponeTermijn) -> Verdaagd | None:
    """Put any promise off; of a klacht by who handles it (None: there is no casus to it)."""
    if klacht_of_termijn(werkplek.session, opdracht.termijn_id) is None:
        return postpone_termijn(werkplek, opdracht)
    postpone_klacht(werkplek, opdracht)
    return None


def postpone_klacht(werkplek: Werkplek, opdracht: PostponeTermijn) -> Termijn:
    """Four weken once, told in writing; further only with written consent (9:11 lid 2 and 3).

    Promise and legal end move, each forward only. Refuses what ``assess_verdaging`` refuses.
    """
    klacht_id = klacht_of_termijn(werkplek.session, opdracht.termijn_id)
    if klacht_id is None:
        raise NotVisibleError("Deze termijn")
    werkplek, kd = open_klacht(werkplek, klacht_id, A.VERDAGEN)
    termijn = find_klacht_termijn(werkplek.session, opdracht.termijn_id)
    if termijn is None:
        raise NotVisibleError("Deze termijn")
    omgeving = werkplek.omgeving
    assess_verdaging(termijn_standing(werkplek, termijn), opdracht, omgeving.vandaag, omgeving.kalender)
    oud = termijn.uiterlijk
    rij = _move(werkplek, kd.klacht, termijn, opdracht)
    bericht = tell_klager(
        werkplek,
        kd,
        Klachtbericht(
            moment=M.VERDAAGD,
            eenmalig=str(rij.id),
            afzender_id=kd.klacht.organisatie_id,
            eigen_tekst=opdracht.toelichting,
            verzet=put_off(termijn.code, oud, opdracht),
        ),
    )
    rij.bericht_id = bericht.id if bericht else None
    gedaan = Gedaan(
        bericht=bericht,
        gegevens={"termijn": termijn.id, "oud": oud, "nieuw": rij.naar, "redencode": opdracht.redencode},
    )
    write_down(werkplek, kd, A.VERDAGEN, gedaan)
    return termijn


def _move(
    werkplek: Werkplek, klacht: Klacht, termijn: Termijn, opdracht: PostponeTermijn
) -> Termijnwijziging:
    """The date and its row, with the words under the key of the klacht; a legal end never comes sooner."""
    wettelijk, instemming = termijn.wettelijk_uiterlijk, opdracht.instemming
    wijziging = Wijziging(
        soort=Wijzigingsoort.VERDAGING,
        van=termijn.uiterlijk,
        naar=opdracht.nieuwe_datum,
        op=werkplek.omgeving.vandaag,
        reden=opdracht.redencode,
        instemming_op=instemming.datum if instemming else None,
    )
    rij = new_wijziging(werkplek, termijn, wijziging)
    if wettelijk is not None:
        termijn.wettelijk_uiterlijk = max(wettelijk, termijn.uiterlijk)
    rij.instemming_wijze = instemming.wijze if instemming else None
    plek = Plek("termijnwijziging", rij.id, "toelichting")
    rij.toelichting_verzegeld = werkplek.seal(klacht, plek, opdracht.toelichting)
    return rij
