"""Klachtbehandeling: what happens between taking a klacht and its outcome (Awb 9:9, 9:10, 9:11; Jeugdwet
4.2.1)."""

from app.domain.berichten import put_off
from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError, NotVisibleError, Veldfout
from app.domain.klacht import MINSTE_LEDEN, check_hearing
from app.domain.klachtopdrachten import CallCommissie, RecordHearing, SkipHearing
from app.domain.klachttermen import GeenHoren, Gehoord, KlachtActie
from app.domain.termijnen.verdaging import PostponeTermijn, assess_verdaging
from app.domain.termijnen.wijziging import Wijziging, Wijzigingsoort
from app.kluis import Plek
from app.models import Klacht, Termijn, Termijnwijziging
from app.queries.klachten import find_klacht_termijn, klacht_of_termijn, turn_of
from app.queries.termijnbeeld import termijn_standing
from app.queries.werkplek import Werkplek
from app.services.klachtbeklaagde import tell_accused
from app.services.klachtberichten import Klachtbericht, tell_klager
from app.services.klachtdossier import Gedaan, open_klacht, write_down
from app.services.klachttermijnen import promised_words, use_commission_clock
from app.services.verdaging import Verdaagd, new_wijziging, postpone_termijn

A, M = KlachtActie, Berichtmoment


def record_hearing(werkplek: Werkplek, opdracht: RecordHearing) -> Klacht:
    """Melder, beklaagde or both were heard, with a report (9:10 lid 1 and 3)."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.HOREN)
    klacht, vandaag = kd.klacht, werkplek.omgeving.vandaag
    check_hearing(opdracht.gehoord_op, opdracht.verslag, klacht.ontvangen_op, vandaag)
    if opdracht.wie is not Gehoord.BEKLAAGDE:
        klacht.gehoord_op, klacht.geen_horen = opdracht.gehoord_op, None
    if opdracht.wie is not Gehoord.MELDER:
        klacht.beklaagde_gehoord_op, klacht.geen_horen_beklaagde = opdracht.gehoord_op, None
    gedaan = Gedaan(
        tekst=opdracht.verslag.strip(),
        op=opdracht.gehoord_op,
        gegevens={"gehoord": opdracht.gehoord_op, "wie": opdracht.wie},
    )
    write_down(werkplek, kd, A.HOREN, gedaan)
    return klacht


def skip_hearing(werkplek: Werkplek, opdracht: SkipHearing) -> Klacht:
    """The melder was not heard, for a reason of the law (9:10 lid 2), or the beklaagde was asked and did not
    want to be; each counts for itself. Refuses without words, and after that hearing."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.NIET_HOREN)
    klacht = kd.klacht
    if not opdracht.toelichting.strip():
        raise InvalidInputError([Veldfout("toelichting", "Schrijf op waarom er niet is gehoord.")])
    melder = isinstance(opdracht.reden, GeenHoren)
    if (klacht.gehoord_op if melder else klacht.beklaagde_gehoord_op) is not None:
        raise InvalidInputError([Veldfout("reden", "Er is al gehoord. Het verslag staat bij de klacht.")])
    if isinstance(opdracht.reden, GeenHoren):
        klacht.geen_horen = opdracht.reden
    else:
        klacht.geen_horen_beklaagde = opdracht.reden
    gedaan = Gedaan(tekst=opdracht.toelichting.strip(), gegevens={"reden": opdracht.reden})
    write_down(werkplek, kd, A.NIET_HOREN, gedaan)
    return kd.klacht


def call_commissie(werkplek: Werkplek, opdracht: CallCommissie) -> Klacht:
    """A commission looks at it: 10 weken by the Awb (9:11 lid 1), and the melder hears of it at once (9:15
    lid 1). A gi or aanbieder needs three members and a chair from outside (Jeugdwet 4.2.1 lid 2). Refuses a
    first one once the date has passed, where it would give more time."""
    werkplek, kd = open_klacht(werkplek, opdracht.klacht_id, A.COMMISSIE)
    if not 1 <= opdracht.leden <= 25:
        raise InvalidInputError([Veldfout("leden", f"Vul in hoeveel leden er zijn, meestal {MINSTE_LEDEN}.")])
    klacht = kd.klacht
    nieuw = klacht.commissie_op is None
    klacht.commissie_op = klacht.commissie_op or werkplek.omgeving.vandaag
    klacht.commissie_leden, klacht.commissie_van_buiten = opdracht.leden, opdracht.voorzitter_van_buiten
    bericht = None
    if nieuw:
        use_commission_clock(werkplek, klacht)
        bericht = tell_klager(
            werkplek,
            kd,
            Klachtbericht(
                moment=M.KLACHT_COMMISSIE,
                eenmalig=f"commissie:{turn_of(werkplek.session, klacht)}",
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
    """Four weken once, told in writing to the melder and to who it is about; further only with written
    consent (9:11 lid 2 and 3).

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
    tell_accused(werkplek, kd, rij.id, put_off(termijn.code, oud, opdracht))
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
