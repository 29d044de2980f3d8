"""Awb chapter 9 and 2:3, Jeugdwet 4.2.1: every article that binds a klacht, with its number in the name."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, delete

from app.domain.actor import Rol
from app.domain.errors import (
    ClosingRefusedError,
    InvalidInputError,
    NotPermittedError,
    NotVisibleError,
    RefusedError,
)
from app.domain.klachtopdrachten import WriteRegeling
from app.domain.klachttermen import GeenHoren, GeenHorenBeklaagde, Gehoord, KlachtUitkomst, Weigergrond
from app.domain.opdrachten import KlachtGegevens, MelderGegevens
from app.domain.termen import Kanaal, Voorkeurskanaal
from app.domain.termijnen.verdaging import Instemming
from app.domain.vangnet import Vangnetsoort
from app.models import Klacht, MedewerkerRol
from app.queries.klachtbeeld import load_klacht
from app.queries.klachtregister import yearly_figures
from app.queries.vangnet import count_all
from app.services.klacht import confirm_klacht
from app.services.klachtafdoening import write_regeling
from tests.fixtures_app import Wereld
from tests.services.klachtstappen import GEMEENTE, KLAAG, LOKET, Klachtstappen

U = KlachtUitkomst


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Klachtstappen:
    return Klachtstappen(sqlite_wereld)


@pytest.fixture
def bij_gemeente(stappen: Klachtstappen) -> Klacht:
    return stappen.at_gemeente()


@pytest.fixture
def in_behandeling(stappen: Klachtstappen, bij_gemeente: Klacht) -> Klacht:
    return stappen.take(bij_gemeente)


def nobody_handles(stappen: Klachtstappen) -> int:
    with stappen.wereld.database.read() as session:
        return count_all(session, stappen.wereld.omgeving)[Vangnetsoort.KLACHT_ZONDER_BEHANDELAAR]


def ready(stappen: Klachtstappen, klacht: Klacht) -> Klacht:
    stappen.confirm(klacht)
    stappen.send(klacht)
    return stappen.hear(klacht)


def test_awb_2_3_it_goes_on_at_once_and_the_melder_hears_it_in_the_same_act(stappen: Klachtstappen) -> None:
    klacht = stappen.complain()
    assert klacht.kenmerk == "K-2026-000001"
    stappen.forward(klacht)
    moment, _, tekst = stappen.last_letter(klacht)
    assert moment == "klacht_doorgezonden"
    assert "Gemeente Zwolle" in tekst
    assert stappen.waiting(klacht) == ["klacht_doorgezonden"], "no receipt of who does not answer it"
    assert stappen.duties(klacht.melding_id) == {"hulpvraag": LOKET, "klacht": GEMEENTE}
    with pytest.raises((NotPermittedError, NotVisibleError)):
        stappen.forward(klacht)
    stappen.nothing_broken()


def test_awb_2_3_what_goes_outside_houvast_stays_here_until_it_arrived(
    stappen: Klachtstappen,
) -> None:
    klacht = stappen.complain()
    na = stappen.forward(klacht, "gemeente-gm0153")
    assert na.organisatie_id == stappen.id_of(LOKET), "nobody there handles klachten here"
    assert stappen.last_letter(klacht)[0] == "klacht_doorgezonden"
    stappen.end(klacht, U.ELDERS_BEHANDELD, LOKET, "Gebeld met Enschede op 3 november: zij hebben hem.")
    assert stappen.now(klacht).uitkomst is U.ELDERS_BEHANDELD
    stappen.nothing_broken()


def test_awb_2_3_elders_needs_a_sending(stappen: Klachtstappen) -> None:
    with pytest.raises(RefusedError, match="Stuur de klacht eerst door"):
        stappen.end(stappen.complain(), U.ELDERS_BEHANDELD, LOKET)


def test_awb_9_1_a_klacht_has_a_kenmerk_a_key_and_a_stream_of_its_own(stappen: Klachtstappen) -> None:
    eerste, tweede = stappen.complain(), stappen.complain()
    assert [eerste.kenmerk, tweede.kenmerk] == ["K-2026-000001", "K-2026-000002"]
    assert eerste.sleutel != stappen.melding(eerste.melding_id).sleutel
    assert stappen.now(eerste).gebeurtenis_nr == 2
    stappen.nothing_broken()


def test_awb_9_2_an_oral_klacht_is_recorded_and_dealt_with_as_carefully(stappen: Klachtstappen) -> None:
    klacht = stappen.complain(kanaal=Kanaal.TELEFOON)
    klok = stappen.clock(klacht)
    assert (klok.variant, klok.grondsoort, klok.wettelijk_uiterlijk) == ("mondeling", "norm", None)
    assert klok.uiterlijk == date(2026, 12, 15), "as fast as a written one"
    stappen.forward(klacht)
    stappen.take(klacht)
    ready(stappen, klacht)
    assert stappen.judge(klacht).uitkomst is U.GEGROND
    stappen.nothing_broken()


def test_awb_9_2_said_later_on_the_phone_it_is_a_klacht_all_the_same(stappen: Klachtstappen) -> None:
    gemeld = stappen.register()
    klacht = stappen.later_klacht(LOKET, gemeld.melding.id)
    assert klacht.vorm == "mondeling"
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": LOKET, "klacht": LOKET}
    stappen.forward(klacht)
    stappen.end(klacht, U.TEVREDEN)
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": LOKET}
    stappen.nothing_broken()


def test_awb_9_5_who_is_satisfied_ends_it_and_reads_that_it_can_go_on(
    stappen: Klachtstappen, in_behandeling: Klacht
) -> None:
    with pytest.raises(InvalidInputError, match="wat de melder zei"):
        stappen.end(in_behandeling, U.TEVREDEN, tekst=" ")
    stappen.end(in_behandeling, U.TEVREDEN, tekst="Zij is gebeld door de wethouder en is tevreden.")
    assert [t for t in stappen.clocks(in_behandeling) if t.is_open] == []
    moment, _, tekst = stappen.last_letter(in_behandeling)
    assert moment == "klacht_geeindigd"
    assert "Dan gaan wij weer verder" in tekst
    stappen.nothing_broken()


def test_awb_9_6_the_receipt_is_confirmed_in_writing_by_each_body_that_has_it(stappen: Klachtstappen) -> None:
    bel_mij = MelderGegevens(naam="Dorien", telefoon="0612345678", voorkeurskanaal=Voorkeurskanaal.TELEFOON)
    klacht = stappen.complain(melder=bel_mij)
    assert stappen.last_letter(klacht)[:2] == ("klacht_ontvangen", "brief"), "never by telephone alone"
    stappen.forward(klacht)
    ontvangst = stappen.clock(klacht, "ontvangstbevestiging")
    assert (ontvangst.artikel, ontvangst.verantwoordelijke_id) == ("Awb 9:6", stappen.id_of(GEMEENTE))
    stappen.confirm(klacht)
    assert [t for t in stappen.clocks(klacht) if t.is_open and t.code == "ontvangstbevestiging"] == []
    with pytest.raises(RefusedError, match="al bevestigd"):
        stappen.confirm(klacht)


def test_awb_9_7_who_took_part_does_not_handle_it(stappen: Klachtstappen) -> None:
    """The casusregisseur who treated the casus handles klachten too: not this one, and she does not see
    it."""
    klacht = stappen.complain()
    stappen.move_casus(klacht)
    wie = stappen.wereld.actors[GEMEENTE]
    stappen.also(wie, Rol.KLACHTBEHANDELAAR)
    stappen.forward(klacht)
    with pytest.raises(RefusedError, match="9:7"):
        stappen.take(klacht, medewerker=wie.id)
    dubbel = stappen.with_role(wie, Rol.KLACHTBEHANDELAAR)
    with pytest.raises(NotVisibleError):
        stappen.take(klacht, dubbel)
    assert stappen.take(klacht).behandelaar_id == stappen.kb.id


def test_awb_9_7_who_it_is_about_does_not_handle_it(stappen: Klachtstappen, in_behandeling: Klacht) -> None:
    ander = stappen.wereld.hire(GEMEENTE, Rol.KLACHTBEHANDELAAR)
    stappen.send(in_behandeling, ander.id)
    with pytest.raises(RefusedError, match="9:7"):
        stappen.take(in_behandeling, medewerker=ander.id)
    with pytest.raises(InvalidInputError, match="niet wie hem behandelt"):
        stappen.send(in_behandeling, stappen.kb.id)


def test_awb_9_7_only_a_klachtbehandelaar_of_the_body_handles_it(
    stappen: Klachtstappen, bij_gemeente: Klacht
) -> None:
    for wie in (stappen.kb_loket.id, stappen.wereld.actors[GEMEENTE].id):
        with pytest.raises(InvalidInputError, match="klachtbehandelaar van uw organisatie"):
            stappen.take(bij_gemeente, medewerker=wie)


@pytest.mark.parametrize("grond", Weigergrond)
def test_awb_9_8_each_ground_of_the_law_ends_it_with_its_reason(
    stappen: Klachtstappen, bij_gemeente: Klacht, grond: Weigergrond
) -> None:
    na = stappen.refuse(bij_gemeente, grond)
    assert (na.uitkomst, na.weigergrond) == (U.NIET_IN_BEHANDELING, grond)
    tekst = stappen.last_letter(bij_gemeente)[2]
    assert "ombudsman" in tekst, "9:8 lid 3 with 9:12 lid 2"
    stappen.nothing_broken()


def test_awb_9_8_lid_3_not_without_a_ground_and_not_after_four_weken(
    stappen: Klachtstappen, bij_gemeente: Klacht
) -> None:
    with pytest.raises(InvalidInputError, match="Kies waarom"):
        stappen.refuse(bij_gemeente, None)
    assert stappen.clock(bij_gemeente, "klacht_niet_in_behandeling").uiterlijk == date(2026, 12, 1)
    stappen.wereld.later(days=29)
    with pytest.raises(RefusedError, match="Behandel de klacht"):
        stappen.refuse(bij_gemeente, Weigergrond.RECHTER)


def test_awb_9_9_the_beklaagde_reads_the_klaagschrift_and_nothing_else(
    stappen: Klachtstappen, in_behandeling: Klacht
) -> None:
    wie = stappen.wereld.actors[GEMEENTE]
    with pytest.raises(NotVisibleError):
        stappen.answer(in_behandeling, wie)
    stappen.send(in_behandeling, wie.id)
    stappen.answer(in_behandeling, wie)
    with pytest.raises(NotPermittedError):
        stappen.note(in_behandeling, "x", wie)
    with pytest.raises(NotPermittedError):
        stappen.confirm(in_behandeling, wie)
    with pytest.raises(InvalidInputError, match="heeft het klaagschrift al"):
        stappen.send(in_behandeling, wie.id)
    stappen.nothing_broken()


def test_awb_9_10_both_are_heard_with_a_report(stappen: Klachtstappen, in_behandeling: Klacht) -> None:
    with pytest.raises(InvalidInputError, match="hoort een verslag"):
        stappen.hear(in_behandeling, "  ")
    na = stappen.hear(in_behandeling)
    assert (na.gehoord_op, na.beklaagde_gehoord_op) == (stappen.vandaag, stappen.vandaag)


@pytest.mark.parametrize("reden", GeenHoren)
def test_awb_9_10_lid_2_not_hearing_has_a_reason_of_the_law_in_words(
    stappen: Klachtstappen, in_behandeling: Klacht, reden: GeenHoren
) -> None:
    with pytest.raises(InvalidInputError, match="waarom er niet is gehoord"):
        stappen.skip(in_behandeling, reden, " ")
    assert stappen.skip(in_behandeling, reden).geen_horen is reden


def test_awb_9_10_a_reason_not_to_hear_the_melder_is_none_for_the_beklaagde(
    stappen: Klachtstappen, in_behandeling: Klacht
) -> None:
    stappen.confirm(in_behandeling)
    stappen.send(in_behandeling)
    stappen.skip(in_behandeling, GeenHoren.MELDER_ZIET_AF)
    with pytest.raises(ClosingRefusedError, match="Hoor de beklaagde") as fout:
        stappen.judge(in_behandeling)
    assert fout.value.ontbreekt == ("horen_beklaagde",)
    stappen.skip(in_behandeling, GeenHorenBeklaagde.ZIET_AF, "Hij wil niet komen.")
    stappen.hear(in_behandeling, wie=Gehoord.BEKLAAGDE)
    na = stappen.now(in_behandeling)
    assert (na.gehoord_op, na.geen_horen) == (None, GeenHoren.MELDER_ZIET_AF)
    assert (na.beklaagde_gehoord_op, na.geen_horen_beklaagde) == (stappen.vandaag, None)
    with pytest.raises(InvalidInputError, match="al gehoord"):
        stappen.skip(in_behandeling, GeenHorenBeklaagde.GEEN_REACTIE)
    assert stappen.judge(in_behandeling).uitkomst is U.GEGROND
    stappen.nothing_broken()


def test_awb_9_10_who_answers_in_writing_had_a_say_and_no_answer_is_lost(
    stappen: Klachtstappen, in_behandeling: Klacht
) -> None:
    consulent = stappen.wereld.hire(GEMEENTE)
    stappen.confirm(in_behandeling)
    stappen.send(in_behandeling, consulent.id)
    stappen.hear(in_behandeling, wie=Gehoord.MELDER)
    with pytest.raises(ClosingRefusedError, match="Hoor de beklaagde"):
        stappen.judge(in_behandeling)
    stappen.answer(in_behandeling, consulent, "Ik belde twee keer.")
    stappen.answer(in_behandeling, consulent, "Ik belde drie keer.")
    with stappen.wereld.werkplek(stappen.kb) as desk:
        beeld = load_klacht(desk, str(in_behandeling.id))
    assert beeld.beklaagden[0].verweer == "Ik belde drie keer."
    assert [h.tekst for h in beeld.handelingen if h.actie == "verweer"] == [
        "Ik belde drie keer.", "Ik belde twee keer.",
    ]  # fmt: skip
    assert stappen.judge(in_behandeling).uitkomst is U.GEGROND


def test_awb_9_11_six_weken_from_the_receipt_by_the_responsible_body(stappen: Klachtstappen) -> None:
    """Scenario 8: our promise counts from the first receipt, the law from that at the college; stored
    apart."""
    stappen.on(2027, 3, 16)
    klacht = stappen.complain()
    stappen.on(2027, 3, 18).forward(klacht)
    klok = stappen.clock(klacht)
    assert (klok.uiterlijk, klok.wettelijk_uiterlijk) == (date(2027, 4, 28), date(2027, 4, 29))
    assert (klok.artikel, klok.verantwoordelijke_id) == ("Awb 9:11", stappen.id_of(GEMEENTE))
    stappen.nothing_broken()


def test_awb_9_11_ten_weken_with_a_commission_and_the_melder_hears_it(stappen: Klachtstappen) -> None:
    stappen.on(2027, 3, 16)
    klacht = stappen.complain()
    stappen.on(2027, 3, 18).forward(klacht)
    stappen.take(klacht)
    stappen.commission(klacht)
    klok = stappen.clock(klacht)
    assert (klok.uiterlijk, klok.wettelijk_uiterlijk) == (date(2027, 5, 25), date(2027, 5, 27))
    assert stappen.last_letter(klacht)[0] == "klacht_commissie"
    stappen.postpone(klacht, date(2027, 6, 22))  # 9:11 lid 2: once, from the end with a commission
    stappen.nothing_broken()


def test_awb_9_11_a_commission_erases_no_lateness_and_pulls_no_agreed_date_forward(
    stappen: Klachtstappen, in_behandeling: Klacht
) -> None:
    mail = Instemming(datum=stappen.vandaag, wijze=Kanaal.MAIL)
    klok = stappen.postpone(in_behandeling, date(2027, 3, 16), instemming=mail)
    stappen.commission(in_behandeling)
    na = stappen.clock(in_behandeling)
    assert (na.id, na.uiterlijk) == (klok.id, date(2027, 3, 16))
    laat = stappen.take(stappen.at_gemeente())
    stappen.wereld.later(days=60)
    with pytest.raises(RefusedError, match="geen extra tijd"):
        stappen.commission(laat)
    assert stappen.now(laat).commissie_op is None
    stappen.nothing_broken()


def test_awb_9_11_lid_2_put_off_once_by_four_weken_in_writing(
    stappen: Klachtstappen, in_behandeling: Klacht
) -> None:
    klok = stappen.clock(in_behandeling)
    with pytest.raises(RefusedError, match="voorbij_maximum"):
        stappen.postpone(in_behandeling, klok.uiterlijk + timedelta(weeks=5))
    na = stappen.postpone(in_behandeling, klok.uiterlijk + timedelta(weeks=4))
    assert na.uiterlijk == na.wettelijk_uiterlijk == date(2027, 1, 12)
    moment, wijze, tekst = stappen.last_letter(in_behandeling)
    assert (moment, wijze) == ("verdaagd", "mail")
    assert "over uw klacht van" in tekst
    andere = stappen.take(stappen.at_gemeente())
    stappen.send(andere, naam="J. de Wit")
    stappen.send(andere, stappen.wereld.hire(GEMEENTE).id)
    stappen.postpone(andere, date(2027, 1, 12))
    brieven = [
        (wijze, tekst) for moment, wijze, tekst in stappen.letters(andere) if moment == "klacht_verdaagd"
    ]
    assert [wijze for wijze, _ in brieven] == ["brief", "brief"], "9:11 lid 2: who it is about reads it too"
    assert "Beste J. de Wit," in brieven[0][1]
    assert "dinsdag 12 januari 2027" in brieven[0][1]
    assert not any("Dorien" in tekst or "Jeugdstem" in tekst for _, tekst in brieven)
    stappen.take_back(andere)
    assert stappen.waiting(andere).count("klacht_verdaagd") == 1, "the wrong one gets no letter either"
    stappen.end(andere, U.TEVREDEN)
    assert stappen.waiting(andere).count("klacht_verdaagd") == 0, "there is no such day any more"
    with pytest.raises(RefusedError, match="al_verdaagd"):
        stappen.postpone(in_behandeling, date(2027, 1, 20))
    stappen.nothing_broken()


def test_awb_9_11_lid_3_further_only_with_consent_in_writing(
    stappen: Klachtstappen, in_behandeling: Klacht
) -> None:
    ver = date(2027, 3, 16)
    bellen, mail = (Instemming(datum=stappen.vandaag, wijze=w) for w in (Kanaal.TELEFOON, Kanaal.MAIL))
    with pytest.raises(InvalidInputError, match="schriftelijk"):
        stappen.postpone(in_behandeling, ver, instemming=bellen)
    assert stappen.postpone(in_behandeling, ver, instemming=mail).uiterlijk == ver


def test_awb_9_12_an_outcome_has_a_reason_the_ombudsman_and_a_year(
    stappen: Klachtstappen, in_behandeling: Klacht
) -> None:
    ready(stappen, in_behandeling)
    with pytest.raises(InvalidInputError, match="waarom u dit vindt"):
        stappen.judge(in_behandeling, toelichting=" ")
    na = stappen.judge(in_behandeling, U.DEELS_GEGROND)
    assert (na.uitkomst, na.afgedaan_op) == (U.DEELS_GEGROND, stappen.vandaag)
    tekst = stappen.last_letter(in_behandeling)[2]
    assert "Er is niet teruggebeld." in tekst
    assert "Nationale ombudsman" in tekst
    assert "tot en met woensdag 3 november 2027" in tekst, "9:24: a year"
    assert "Jeugdstem" in tekst
    with pytest.raises(RefusedError, match="al afgedaan"):
        stappen.judge(in_behandeling)
    stappen.nothing_broken()


def test_awb_9_12_no_outcome_before_receipt_klaagschrift_and_hearing(
    stappen: Klachtstappen, in_behandeling: Klacht
) -> None:
    with pytest.raises(ClosingRefusedError) as fout:
        stappen.judge(in_behandeling)
    assert fout.value.ontbreekt == ("ontvangstbevestiging", "klaagschrift", "horen", "horen_beklaagde")


def test_awb_9_6_9_12_receipt_and_outcome_count_once_they_were_sent(
    stappen: Klachtstappen, in_behandeling: Klacht
) -> None:
    with stappen.wereld.werkplek(stappen.kb) as desk:
        confirm_klacht(desk, in_behandeling.id)
    assert stappen.now(in_behandeling).bevestigd_op is None
    assert stappen.clock(in_behandeling, "ontvangstbevestiging").is_open
    with pytest.raises(RefusedError, match="staat klaar"):
        stappen.confirm(in_behandeling)
    stappen.send(in_behandeling)
    stappen.hear(in_behandeling)
    with pytest.raises(ClosingRefusedError, match="9:6"):
        stappen.judge(in_behandeling)
    stappen.wereld.later(days=1)
    stappen.post(in_behandeling)
    assert stappen.now(in_behandeling).bevestigd_op == stappen.vandaag
    stappen.judge(in_behandeling)
    assert [t.code for t in stappen.clocks(in_behandeling) if t.is_open] == ["klacht_afhandelen"]
    stappen.nothing_broken()
    stappen.wereld.later(days=60)
    stappen.post(in_behandeling)
    (klok,) = [t for t in stappen.clocks(in_behandeling) if t.code == "klacht_afhandelen"]
    assert (klok.status, klok.is_open) == ("voldaan", False)
    with stappen.wereld.werkplek(stappen.kb) as desk:
        cijfers = dict(yearly_figures(desk, 2026))
    assert (cijfers["op_tijd"], cijfers["te_laat"]) == (0, 1), "it was told after the day"
    stappen.nothing_broken()


def test_awb_9_6_9_14_what_comes_back_is_confirmed_and_looked_at_again(stappen: Klachtstappen) -> None:
    """VWS, gemeente, VWS, gemeente: each turn has its own receipt and its own commission."""
    klacht = stappen.complain()
    stappen.post(klacht, LOKET)
    for _ in range(2):
        stappen.forward(klacht, wie=LOKET)
        stappen.confirm(klacht)
        stappen.take(klacht)
        stappen.commission(klacht)
        stappen.forward(klacht, LOKET, stappen.kb)
        stappen.confirm(klacht, stappen.kb_loket)
    assert [moment for moment, _, _ in stappen.letters(klacht)].count("klacht_ontvangen") == 5
    stappen.nothing_broken()


def test_awb_9_7_where_every_handler_took_part_it_stays_with_the_sender(stappen: Klachtstappen) -> None:
    klacht = stappen.complain()
    stappen.move_casus(klacht)
    wie = stappen.wereld.actors[GEMEENTE]
    stappen.also(wie, Rol.KLACHTBEHANDELAAR)
    with stappen.wereld.database.transaction() as session:
        session.exec(delete(MedewerkerRol).where(col(MedewerkerRol.medewerker_id) == stappen.kb.id))
    assert stappen.forward(klacht).organisatie_id == stappen.id_of(LOKET), "who is left there took part"
    andere = stappen.wereld.hire(GEMEENTE, Rol.KLACHTBEHANDELAAR)
    stappen.forward(klacht)
    assert stappen.now(klacht).organisatie_id == stappen.id_of(GEMEENTE)
    assert nobody_handles(stappen) == 0
    with stappen.wereld.database.transaction() as session:
        session.exec(delete(MedewerkerRol).where(col(MedewerkerRol.medewerker_id) == andere.id))
    assert nobody_handles(stappen) == 1, "the only handler left took part"
    stappen.nothing_broken()


def test_colleagues_of_who_is_named_see_it_no_more_and_a_wrong_klaagschrift_is_taken_back(
    stappen: Klachtstappen,
) -> None:
    """I9: by the web form nobody says which organisatie it is about."""
    p, q = stappen.wereld.actors[LOKET], stappen.wereld.hire(LOKET)
    klacht = stappen.complain(klacht=KlachtGegevens(tekst=KLAAG))
    stappen.note(klacht, "Gebeld.", q)
    stappen.kb = stappen.kb_loket
    stappen.take(klacht)
    stappen.send(klacht, p.id)
    with pytest.raises(NotVisibleError):
        stappen.note(klacht, "x", q)
    stappen.answer(klacht, p)
    with pytest.raises(InvalidInputError, match="wat er misging"):
        stappen.take_back(klacht, " ")
    stappen.take_back(klacht)
    with pytest.raises((NotVisibleError, NotPermittedError)):
        stappen.answer(klacht, p)
    assert stappen.now(klacht).klaagschrift_op is None, "nobody it is about has it now"
    stappen.accuse(klacht, GEMEENTE, q)
    assert stappen.now(klacht).beklaagde_id == stappen.id_of(GEMEENTE)
    stappen.accuse(klacht, LOKET)
    with pytest.raises(NotVisibleError):
        stappen.accuse(klacht, GEMEENTE, q)
    stappen.send(klacht, p.id)
    stappen.answer(klacht, p, "Ik was er wel bij.")
    stappen.nothing_broken()


def test_awb_9_12_it_names_the_ombudsman_of_that_body(stappen: Klachtstappen, in_behandeling: Klacht) -> None:
    ready(stappen, in_behandeling)
    with stappen.wereld.werkplek(stappen.kb) as desk:
        write_regeling(desk, WriteRegeling(weken=6, ombudsman="de Overijsselse Ombudsman", contact="038"))
    stappen.judge(in_behandeling)
    assert "de Overijsselse Ombudsman (038)" in stappen.last_letter(in_behandeling)[2]


def test_jeugdwet_4_2_1_a_gi_has_its_own_term_and_a_commission_of_three(stappen: Klachtstappen) -> None:
    stappen.become("gemeente-gm0153", "gi")
    gi = stappen.wereld.hire("gemeente-gm0153", Rol.KLACHTBEHANDELAAR)
    with stappen.wereld.werkplek(gi) as desk:
        write_regeling(desk, WriteRegeling(weken=8, ombudsman="de Kinderombudsman"))
    klacht = stappen.forward(stappen.complain(), "gemeente-gm0153")
    klok = stappen.clock(klacht)
    assert (klok.variant, klok.artikel, klok.wettelijk_uiterlijk) == (
        "eigen_regeling",
        "Jeugdwet 4.2.1",
        None,
    )
    assert klok.uiterlijk == date(2026, 12, 29)
    stappen.kb = gi
    stappen.take(klacht)
    ready(stappen, klacht)
    for leden, buiten in ((2, True), (3, False)):
        stappen.commission(klacht, leden, buiten=buiten)
        with pytest.raises(ClosingRefusedError, match="minstens drie leden"):
            stappen.judge(klacht)
    stappen.commission(klacht)
    assert stappen.judge(klacht).uitkomst is U.GEGROND
    stappen.nothing_broken()


def test_the_hulpvraag_goes_on_when_the_klacht_ends(stappen: Klachtstappen, in_behandeling: Klacht) -> None:
    ready(stappen, in_behandeling)
    stappen.judge(in_behandeling)
    melding = stappen.melding(in_behandeling.melding_id)
    assert (melding.status, stappen.duties(melding.id)["hulpvraag"]) == ("open", LOKET)
    assert "Uw vraag om hulp loopt door." in stappen.last_letter(in_behandeling)[2]


def test_a_klacht_outlives_its_melding_and_ends_by_its_own_acts(
    stappen: Klachtstappen, in_behandeling: Klacht
) -> None:
    stappen.tell_melder(LOKET, in_behandeling.melding_id)
    stappen.close_melding(LOKET, in_behandeling.melding_id)
    ready(stappen, in_behandeling)
    stappen.judge(in_behandeling)
    assert stappen.duties(in_behandeling.melding_id) == {}
    assert "Uw vraag om hulp loopt" not in stappen.last_letter(in_behandeling)[2]
    stappen.nothing_broken()


def test_who_complains_about_the_owner_is_offered_another_aanspreekpunt(
    stappen: Klachtstappen,
) -> None:
    klacht = stappen.complain()
    stappen.move_casus(klacht)
    stappen.forward(klacht)
    stappen.confirm(klacht)
    assert "Belt u liever met een ander?" in stappen.last_letter(klacht)[2]
    stappen.contact(klacht, LOKET)
    assert stappen.now(klacht).aanspreekpunt_id == stappen.id_of(LOKET)
    with pytest.raises(InvalidInputError, match="Kies een van de genoemde"):
        stappen.contact(klacht, GEMEENTE)


def test_the_words_of_a_klacht_stand_in_no_event(stappen: Klachtstappen, in_behandeling: Klacht) -> None:
    ready(stappen, in_behandeling)
    stappen.judge(in_behandeling)
    assert not any(
        woord in stappen.all_events() for woord in (KLAAG, "jeugdconsulent", "Beiden", "teruggebeld")
    )


def test_without_a_channel_nothing_is_sent_and_the_law_can_still_be_followed(stappen: Klachtstappen) -> None:
    stil = MelderGegevens(anoniem=True)
    klacht = stappen.complain(melder=stil, klacht=KlachtGegevens(tekst=KLAAG, organisatie=GEMEENTE))
    stappen.forward(klacht)
    stappen.take(klacht)
    stappen.send(klacht)
    stappen.hear(klacht)
    assert stappen.judge(klacht).uitkomst is U.GEGROND
    assert stappen.letters(klacht) == []
    stappen.nothing_broken()
