"""What was recorded as told by mistake is taken back: what it kept stands open again (I4, I5)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.domain.berichttermen import Berichtmoment
from app.domain.errors import NotPermittedError, NotVisibleError, RefusedError
from app.domain.termen import LoketUitkomst, Overslagreden, TerugkoppelingSoort
from app.domain.termijnen.regels import Termijncode
from app.models import Bericht, Terugkoppeling
from app.services.versturen import mark_bericht_sent
from tests.services.stappen import Stappen

KORT = {"overgeslagen": Overslagreden.KORTSTE_ROUTE}
S = TerugkoppelingSoort
Stand = set[tuple[str, str, date, date, UUID]]


def promises(stappen: Stappen, melding_id: UUID) -> Stand:
    """What stands open towards melder and loket: kind, ground, first day, last day and who owes it."""
    return {
        (str(t.code), str(t.grondsoort), t.begint_op, t.uiterlijk, t.verantwoordelijke_id)
        for t in stappen.termijnen()
        if t.is_open and t.melding_id == melding_id
    }


@pytest.mark.parametrize("soort", set(S) - {S.FORMEEL_ANTWOORD})
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


@pytest.mark.parametrize("dagen", [0, 5])
def test_what_was_really_told_since_counts(stappen: Stappen, dagen: int) -> None:
    """As if only the second had ever been recorded."""
    een, ander = stappen.register(), stappen.register()
    fout = stappen.tell_melder("vws-ucz", een.melding.id)
    stappen.wereld.later(days=dagen, minutes=1)
    for gemeld in (een, ander):
        stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=S.EERSTE_CONTACT)
    stappen.take_back("vws-ucz", fout)
    assert promises(stappen, een.melding.id) == promises(stappen, ander.melding.id)
    assert "antwoord_melder" in {code for code, *_ in promises(stappen, een.melding.id)}
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


def test_of_two_reports_the_second_starts_the_next_one(stappen: Stappen) -> None:
    een, ander = (stappen.register("ozj", loket="vws-ucz") for _ in range(2))
    fout = stappen.tell_loket("ozj", een.melding.id)
    stappen.wereld.later(days=2)
    for gemeld in (een, ander):
        stappen.tell_loket("ozj", gemeld.melding.id)
    stappen.take_back("ozj", fout)
    assert promises(stappen, een.melding.id) == promises(stappen, ander.melding.id)
    stappen.nothing_broken()


def test_an_answer_that_is_taken_back_does_not_close_a_melding(stappen: Stappen) -> None:
    nieuw = stappen.register()
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.take_back("vws-ucz", fout)
    with pytest.raises(RefusedError) as geweigerd:
        stappen.close_melding("vws-ucz", nieuw.melding.id)
    assert "melder_niet_beantwoord" in geweigerd.value.ontbreekt


def test_what_is_open_again_after_a_hand_over_is_of_who_owns_it_now(stappen: Stappen) -> None:
    """The party that spoke for it, has it again; a promise of who had it in between is left alone."""
    nieuw = stappen.register()
    casus_id = nieuw.casussen[0].id
    fout = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.move(casus_id, "vws-ucz", "ozj")
    with pytest.raises(NotPermittedError):
        stappen.take_back("vws-ucz", fout)
    with pytest.raises(NotPermittedError) as geweigerd:
        stappen.take_back("ozj", fout)
    assert geweigerd.value.code == "niet_van_u"
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
    goed = stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.take_back("vws-ucz", fout)
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
