"""What was recorded as told by mistake is taken back: what it kept stands open again (I4, I5)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.domain.afsluiting import Besluit
from app.domain.berichttermen import Berichtmoment
from app.domain.bezorging import Bezorguitkomst
from app.domain.errors import NotPermittedError, NotVisibleError, RefusedError
from app.domain.termen import LoketUitkomst, Overslagreden, TerugkoppelingSoort
from app.domain.termijnen.regels import Termijncode
from app.domain.vertellen import Terugneemreden
from app.models import Bericht, MeldingCasus, Terugkoppeling
from app.services.versturen import mark_bericht_sent
from tests.fixtures_app import Wereld, some_melding
from tests.services.stappen import Stappen
from tests.services.test_contact import attempt, bounce, correct
from tests.services.test_inbreng import write
from tests.services.test_verdaging import postpone, termijn

KORT = {"overgeslagen": Overslagreden.KORTSTE_ROUTE}
S = TerugkoppelingSoort
Stand = set[tuple[str, str, date, date, UUID]]


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    """Rules that no engine decides; the state machine takes back on both."""
    return Stappen(sqlite_wereld)


def promises(stappen: Stappen, melding_id: UUID) -> Stand:
    """What stands open towards melder and loket: kind, ground, first day, last day and who owes it."""
    return {
        (str(t.code), str(t.grondsoort), t.begint_op, t.uiterlijk, t.verantwoordelijke_id)
        for t in stappen.termijnen()
        if t.is_open and t.melding_id == melding_id
    }


def refused(stappen: Stappen, wie: str, rij: Terugkoppeling, code: str) -> None:
    """Nothing changed, and the refusal says why."""
    eerst = promises(stappen, rij.melding_id)
    with pytest.raises(RefusedError) as fout:
        stappen.take_back(wie, rij)
    assert fout.value.code == code
    assert promises(stappen, rij.melding_id) == eerst
    stappen.nothing_broken()


@pytest.mark.parametrize("soort", sorted(set(S) - {S.FORMEEL_ANTWOORD}))
@pytest.mark.parametrize("afspraak", [None, 3])
@pytest.mark.parametrize("dagen", [0, 7])
def test_every_promise_stands_as_before(stappen: Stappen, soort: S, afspraak: int | None, dagen: int) -> None:
    nieuw = stappen.register(spoed=True)
    stappen.wereld.later(days=dagen)
    eerst = promises(stappen, nieuw.melding.id)
    op = None if afspraak is None else stappen.vandaag + timedelta(days=afspraak)
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id, soort=soort, afspraak_op=op)
    stappen.wereld.later(days=1)
    stappen.take_back("vws-ucz", fout)
    assert promises(stappen, nieuw.melding.id) == eerst
    stappen.nothing_broken()


def test_an_attempt_that_is_taken_back_does_not_count_for_closing(stappen: Stappen) -> None:
    nieuw = stappen.register()
    eerst = promises(stappen, nieuw.melding.id)
    poging = stappen.tell_melder("vws-ucz", nieuw.melding.id, bereikt=False)
    stappen.take_back("vws-ucz", poging)
    assert promises(stappen, nieuw.melding.id) == eerst
    stappen.nothing_broken()


@pytest.mark.parametrize("dagen", [0, 2])
@pytest.mark.parametrize("eerste", [S.MEDEDELING, S.INHOUDELIJK])
@pytest.mark.parametrize("terug", [0, 3])
def test_the_newest_goes_first_and_then_the_one_before(
    stappen: Stappen, dagen: int, eerste: S, terug: int
) -> None:
    nieuw = stappen.register()
    stappen.wereld.later(days=7)
    eerst = promises(stappen, nieuw.melding.id)
    een = stappen.tell_melder("vws-ucz", nieuw.melding.id, soort=eerste)
    tussen = promises(stappen, nieuw.melding.id)
    stappen.wereld.later(days=dagen, minutes=1)
    dag = stappen.vandaag - timedelta(days=terug)
    morgen = stappen.vandaag + timedelta(days=1)
    twee = stappen.tell_melder("vws-ucz", nieuw.melding.id, gedaan_op=dag, afspraak_op=morgen)
    refused(stappen, "vws-ucz", een, "daarna_verteld")
    stappen.take_back("vws-ucz", twee)
    assert promises(stappen, nieuw.melding.id) == tussen
    stappen.take_back("vws-ucz", een)
    assert promises(stappen, nieuw.melding.id) == eerst
    stappen.nothing_broken()


def test_an_attempt_can_always_go_and_leaves_every_date_alone(stappen: Stappen) -> None:
    nieuw = stappen.register()
    poging = stappen.tell_melder("vws-ucz", nieuw.melding.id, bereikt=False)
    morgen = stappen.vandaag + timedelta(days=1)
    stappen.tell_melder("vws-ucz", nieuw.melding.id, afspraak_op=morgen)
    eerst = promises(stappen, nieuw.melding.id)
    stappen.take_back("vws-ucz", poging)
    assert promises(stappen, nieuw.melding.id) == eerst


def test_what_the_melder_asked_since_still_waits_for_an_answer(stappen: Stappen) -> None:
    nieuw = stappen.register()
    write(stappen, nieuw.melding.id)
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    write(stappen, nieuw.melding.id, tekst="Nog iets anders")
    stappen.take_back("vws-ucz", fout)
    assert stappen.open_codes(nieuw.melding.id).count("inbreng_beantwoorden") == 2
    stappen.nothing_broken()


def test_after_a_date_was_put_off_it_is_too_late(stappen: Stappen) -> None:
    nieuw = stappen.register()
    stappen.wereld.later(days=7)
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id, soort=S.MEDEDELING)
    begonnen = termijn(stappen, nieuw.melding.id, "tussenbericht")
    postpone(stappen, "vws-ucz", begonnen.id, begonnen.uiterlijk + timedelta(days=3))
    refused(stappen, "vws-ucz", fout, "daarna_veranderd")


def test_a_date_the_melder_was_never_told_of_does_not_come_back(stappen: Stappen) -> None:
    """Telling dropped the message that said so."""
    nieuw = stappen.register()
    antwoord = termijn(stappen, nieuw.melding.id, "antwoord_melder")
    postpone(stappen, "vws-ucz", antwoord.id, antwoord.uiterlijk + timedelta(days=3))
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    refused(stappen, "vws-ucz", fout, "daarna_veranderd")


def test_while_an_ending_is_asked_for_nothing_is_taken_back(stappen: Stappen) -> None:
    nieuw = stappen.register()
    stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj", "en2", "ret-jz07", "wijkteam-gm0193")
    fout = stappen.tell_melder("wijkteam-gm0193", nieuw.melding.id)
    assert stappen.close_melding("wijkteam-gm0193", nieuw.melding.id) is Besluit.AFSLUITING_GEVRAAGD
    refused(stappen, "wijkteam-gm0193", fout, "melding_gesloten")


def test_after_a_hand_over_and_back_it_is_too_late(stappen: Stappen) -> None:
    nieuw = stappen.register()
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    stappen.move(nieuw.casussen[0].id, "ozj", "vws-ucz", nieuw_feit="Er is nieuws")
    refused(stappen, "vws-ucz", fout, "daarna_veranderd")


def test_with_one_of_two_children_elsewhere_it_is_too_late(stappen: Stappen) -> None:
    femke = some_melding().jeugdigen[0]
    nieuw = stappen.register(jeugdigen=(femke, replace(femke, voornamen="Bram")))
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    refused(stappen, "vws-ucz", fout, "daarna_veranderd")


def test_after_joining_it_is_too_late(stappen: Stappen) -> None:
    een, ander = stappen.register(), stappen.register()
    fout = [stappen.tell_melder("vws-ucz", gemeld.melding.id) for gemeld in (een, ander)]
    with stappen.wereld.database.transaction() as session:
        link = session.exec(select(MeldingCasus).where(MeldingCasus.melding_id == ander.melding.id)).one()
        link.van = stappen.wereld.now + timedelta(minutes=1)
    refused(stappen, "vws-ucz", fout[1], "daarna_veranderd")
    stappen.take_back("vws-ucz", fout[0])


def test_words_about_another_family_are_destroyed(stappen: Stappen) -> None:
    nieuw = stappen.register()
    for reden, blijft in ((Terugneemreden.NIET_GEZEGD, True), (Terugneemreden.ANDERE_MELDING, False)):
        fout = stappen.tell_melder("vws-ucz", nieuw.melding.id, inhoud="Over een ander gezin")
        stappen.take_back("vws-ucz", fout, reden)
        with stappen.wereld.database.read() as session:
            rij = session.get(Terugkoppeling, fout.id)
            assert rij is not None
            assert (rij.inhoud_verzegeld is not None) is blijft


@pytest.mark.parametrize("hersteld", [False, True])
def test_an_address_that_failed_waits_again_unless_it_was_put_right(stappen: Stappen, hersteld: bool) -> None:
    stappen.wereld.bedenktijd = timedelta(minutes=10)
    nieuw = stappen.register()
    attempt(stappen, Bezorguitkomst.VERSTUURD)
    bounce(stappen)
    assert "contact_herstellen" in stappen.open_codes(nieuw.melding.id)
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    if hersteld:
        correct(stappen, nieuw.melding.id)
    stappen.take_back("vws-ucz", fout)
    assert ("contact_herstellen" in stappen.open_codes(nieuw.melding.id)) is not hersteld
    stappen.nothing_broken()


def test_a_receipt_said_while_registering_leaves_the_first_dates_alone(stappen: Stappen) -> None:
    nieuw = stappen.register()
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id, soort=S.ONTVANGSTBEVESTIGING)
    stappen.take_back("vws-ucz", fout)
    assert stappen.open_codes(nieuw.melding.id).count("tussenbericht") == 1
    assert "ontvangstbevestiging" in stappen.open_codes(nieuw.melding.id)
    stappen.nothing_broken()


@pytest.mark.parametrize("uitkomst", [LoketUitkomst.IN_BEHANDELING, LoketUitkomst.OPLOSSING])
def test_a_report_to_the_loket_is_owed_again(stappen: Stappen, uitkomst: LoketUitkomst) -> None:
    nieuw = stappen.register("ozj", loket="vws-ucz")
    stappen.wereld.later(days=2)
    eerst = promises(stappen, nieuw.melding.id)
    fout = stappen.tell_loket("ozj", nieuw.melding.id, uitkomst=uitkomst)
    assert promises(stappen, nieuw.melding.id) != eerst
    stappen.take_back("ozj", fout)
    assert promises(stappen, nieuw.melding.id) == eerst
    stappen.nothing_broken()


@pytest.mark.parametrize("dagen", [0, 2])
def test_of_two_reports_the_newest_goes_first(stappen: Stappen, dagen: int) -> None:
    nieuw = stappen.register("ozj", loket="vws-ucz")
    eerst = promises(stappen, nieuw.melding.id)
    een = stappen.tell_loket("ozj", nieuw.melding.id)
    stappen.wereld.later(days=dagen, minutes=1)
    twee = stappen.tell_loket("ozj", nieuw.melding.id)
    refused(stappen, "ozj", een, "daarna_verteld")
    stappen.take_back("ozj", twee)
    stappen.take_back("ozj", een)
    assert promises(stappen, nieuw.melding.id) == eerst
    stappen.nothing_broken()


def test_an_answer_that_is_taken_back_does_not_close_a_melding(stappen: Stappen) -> None:
    nieuw = stappen.register()
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.take_back("vws-ucz", fout)
    with pytest.raises(RefusedError) as geweigerd:
        stappen.close_melding("vws-ucz", nieuw.melding.id)
    assert "melder_niet_beantwoord" in geweigerd.value.ontbreekt


def test_neither_who_gave_the_casus_away_nor_who_has_it_now_takes_it_back(stappen: Stappen) -> None:
    nieuw = stappen.register()
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    for wie, code in (("vws-ucz", "mag_niet_terugkoppelen"), ("ozj", "niet_van_u")):
        with pytest.raises(NotPermittedError) as geweigerd:
            stappen.take_back(wie, fout)
        assert geweigerd.value.code == code
    stappen.nothing_broken()


def test_only_what_a_person_recorded_can_be_taken_back(stappen: Stappen) -> None:
    nieuw = stappen.register(formele_brief=True)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        bericht_id = desk.session.exec(
            select(Bericht.id).where(Bericht.moment == Berichtmoment.ONTVANGSTBEVESTIGING)
        ).one()
        mark_bericht_sent(desk, bericht_id)
    with stappen.wereld.database.read() as session:
        verstuurd = session.exec(select(Terugkoppeling)).one()
    formeel = stappen.tell_melder("vws-ucz", nieuw.melding.id, soort=S.FORMEEL_ANTWOORD)
    for rij, code in ((verstuurd, "bericht_verstuurd"), (formeel, "formeel_antwoord")):
        with pytest.raises(RefusedError) as fout:
            stappen.take_back("vws-ucz", rij)
        assert fout.value.code == code


def test_once_is_enough_and_after_closing_it_is_too_late(stappen: Stappen) -> None:
    nieuw = stappen.register()
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.take_back("vws-ucz", fout)
    goed = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    with pytest.raises(RefusedError) as nogmaals:
        stappen.take_back("vws-ucz", fout)
    assert nogmaals.value.code == "al_teruggenomen"
    stappen.close_melding("vws-ucz", nieuw.melding.id)
    with pytest.raises(RefusedError) as te_laat:
        stappen.take_back("vws-ucz", goed)
    assert te_laat.value.code == "melding_gesloten"
    stappen.reopen("vws-ucz", nieuw.melding.id)
    with pytest.raises(RefusedError):
        stappen.take_back("vws-ucz", goed)


def test_what_does_not_exist_cannot_be_taken_back(stappen: Stappen) -> None:
    rij = stappen.tell_melder("vws-ucz", stappen.register().melding.id)
    rij.id = rij.melding_id
    with pytest.raises(NotVisibleError):
        stappen.take_back("vws-ucz", rij)


def test_the_tussenbericht_that_a_message_kept_names_that_message(stappen: Stappen) -> None:
    nieuw = stappen.register()
    stappen.wereld.later(days=7)
    rij = stappen.tell_melder("vws-ucz", nieuw.melding.id, soort=S.MEDEDELING)
    gehouden = [t for t in stappen.termijnen() if t.terugkoppeling_id == rij.id]
    assert [t.code for t in gehouden] == [Termijncode.TUSSENBERICHT]
