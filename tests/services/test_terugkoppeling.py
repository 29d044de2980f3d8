"""What was really told fulfils what was promised, and starts the next date (I4, R021, R024)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError
from app.domain.opdrachten import KlachtGegevens, MelderGegevens
from app.domain.termen import Aard, LoketUitkomst, MeldingUitkomst, Overslagreden, TerugkoppelingSoort
from app.domain.termijnen.regels import Grondsoort, Termijncode
from app.models import Organisatie, Termijn
from app.services.termijnen import GEEN_DATUM
from tests.fixtures_app import some_melding
from tests.services.stappen import Stappen

KORT = {"overgeslagen": Overslagreden.KORTSTE_ROUTE}
S = TerugkoppelingSoort


@pytest.mark.parametrize(
    ("soort", "voldaan"),
    [
        (S.ONTVANGSTBEVESTIGING, {"ontvangstbevestiging"}),
        (S.EERSTE_CONTACT, {"eerste_contact", "spoed"}),
        (S.INHOUDELIJK, {"antwoord_melder", "eerste_contact", "spoed"}),
        (S.FORMEEL_ANTWOORD, {"antwoord_melder"}),
        (S.TUSSENBERICHT, set()),
        (S.MEDEDELING, set()),
    ],
)
def test_each_kind_of_message_keeps_its_promises(
    stappen: Stappen, soort: TerugkoppelingSoort, voldaan: set[str]
) -> None:
    gemeld = stappen.register(spoed=True, formele_brief=soort is S.FORMEEL_ANTWOORD)
    stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=soort)
    af = {str(t.code) for t in stappen.termijnen() if not t.is_open and t.terugkoppeling_id}
    assert af == voldaan
    stappen.nothing_broken()


def test_one_contact_fulfils_the_norm_of_the_melding_and_of_the_ret(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ret-jz07", **KORT)
    assert stappen.open_codes(gemeld.melding.id).count("eerste_contact") == 2
    stappen.tell_melder("ret-jz07", gemeld.melding.id, soort=S.EERSTE_CONTACT)
    assert "eerste_contact" not in stappen.open_codes(gemeld.melding.id)
    stappen.nothing_broken()


def test_every_message_starts_the_next_tussenbericht(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.wereld.later(days=7)
    stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=S.MEDEDELING)
    tussen = [t for t in stappen.termijnen() if t.code is Termijncode.TUSSENBERICHT]
    assert [(t.is_open, t.begint_op) for t in tussen] == [
        (False, date(2026, 11, 3)), (True, date(2026, 11, 10)),
    ]  # fmt: skip
    stappen.tell_melder("vws-ucz", gemeld.melding.id, gedaan_op=date(2026, 11, 4))
    assert sum(t.is_open for t in stappen.termijnen() if t.code is Termijncode.TUSSENBERICHT) == 1
    stappen.nothing_broken()


def test_an_attempt_fulfils_nothing(stappen: Stappen) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    voor = stappen.open_codes(gemeld.melding.id)
    stappen.tell_melder("ozj", gemeld.melding.id, bereikt=False)
    stappen.tell_loket("ozj", gemeld.melding.id, bereikt=False)
    assert stappen.open_codes(gemeld.melding.id) == voor
    stappen.nothing_broken()


def afspraken(stappen: Stappen) -> list[Termijn]:
    return [t for t in stappen.termijnen() if t.grondsoort is Grondsoort.AFSPRAAK]


def test_a_promised_day_is_kept_beside_the_norm(stappen: Stappen) -> None:
    gemeld = stappen.register()
    dag = stappen.vandaag + timedelta(days=1)
    stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=S.EERSTE_CONTACT, afspraak_op=dag)
    assert [(t.uiterlijk, t.is_open) for t in afspraken(stappen)] == [(dag, True)]
    assert stappen.casus(gemeld.casussen[0].id).eerste_datum == dag
    stappen.nothing_broken()
    stappen.wereld.later(days=1)
    stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=S.TUSSENBERICHT)
    assert [t.is_open for t in afspraken(stappen)] == [False]
    stappen.nothing_broken()


def test_a_promise_is_not_kept_by_a_call_from_before_it_was_made(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.wereld.later(days=3)
    stappen.tell_melder("vws-ucz", gemeld.melding.id, afspraak_op=stappen.vandaag + timedelta(days=4))
    stappen.tell_melder("vws-ucz", gemeld.melding.id, gedaan_op=date(2026, 11, 4))
    assert [t.is_open for t in afspraken(stappen)] == [True]


def test_a_day_in_the_past_cannot_be_promised(stappen: Stappen) -> None:
    gemeld = stappen.register()
    gisteren, morgen = (stappen.vandaag + timedelta(days=dag) for dag in (-1, 1))
    with pytest.raises(InvalidInputError) as fout:
        stappen.tell_melder("vws-ucz", gemeld.melding.id, gedaan_op=morgen, afspraak_op=gisteren)
    assert {een.veld for een in fout.value.fouten} == {"gedaanOp", "afspraakOp"}, "both at once"


def test_of_a_melder_without_a_channel_the_review_date_starts_again(stappen: Stappen) -> None:
    gemeld = stappen.register(melder=MelderGegevens(anoniem=True))
    stappen.wereld.later(days=1)
    stappen.tell_melder("vws-ucz", gemeld.melding.id)
    assert {str(t.voor) for t in stappen.termijnen() if t.is_open} == {"intern"}
    stappen.nothing_broken()


@pytest.mark.parametrize("dag", [date(2026, 11, 4), date(2026, 11, 2)])
def test_nothing_was_told_tomorrow_or_before_it_came_in(stappen: Stappen, dag: date) -> None:
    gemeld = stappen.register()
    with pytest.raises(InvalidInputError) as fout:
        stappen.tell_melder("vws-ucz", gemeld.melding.id, gedaan_op=dag)
    assert [f.veld for f in fout.value.fouten] == ["gedaanOp"]


def test_who_is_not_in_turn_tells_nothing(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    with pytest.raises(NotPermittedError) as fout:
        stappen.tell_melder("vws-ucz", gemeld.melding.id)
    assert fout.value.code == "mag_niet_terugkoppelen"
    with pytest.raises(NotVisibleError):
        stappen.tell_melder("ret-jz14", gemeld.melding.id)
    with pytest.raises(NotVisibleError):
        stappen.tell_melder("ozj", gemeld.casussen[0].id)


def test_a_colleague_does_not_tell_what_is_assigned_to_somebody_else(stappen: Stappen) -> None:
    gemeld = stappen.register("vws-ucz")
    collega = stappen.wereld.hire("vws-ucz")
    with pytest.raises(NotPermittedError) as fout:
        stappen.tell_melder(collega, gemeld.melding.id)
    assert fout.value.code == "mag_niet_terugkoppelen"


def test_what_is_told_about_a_klacht_does_not_stand_with_the_question(stappen: Stappen) -> None:
    gemeld = stappen.register(aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}), klacht=KlachtGegevens(tekst="x"))
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "ozj", "klacht": "vws-ucz"}
    with pytest.raises(NotPermittedError):
        stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=S.MEDEDELING)


def open_with(stappen: Stappen, melding_id: UUID, wie: str) -> list[str]:
    verantwoordelijke = stappen.id_of(wie)
    return sorted(
        str(t.code)
        for t in stappen.termijnen(melding_id)
        if t.is_open and t.verantwoordelijke_id == verantwoordelijke
    )


def test_the_owner_of_one_child_keeps_no_promise_of_the_owner_of_the_other(stappen: Stappen) -> None:
    femke = some_melding().jeugdigen[0]
    gemeld = stappen.register(jeugdigen=(femke, replace(femke, voornamen="Daan")))
    stappen.move(gemeld.casussen[1].id, "vws-ucz", "ret-jz07", **KORT)
    voor = open_with(stappen, gemeld.melding.id, "vws-ucz")
    stappen.wereld.later(days=1)
    stappen.tell_melder("ret-jz07", gemeld.melding.id)
    assert open_with(stappen, gemeld.melding.id, "vws-ucz") == voor
    assert open_with(stappen, gemeld.melding.id, "ret-jz07") == []
    tussen = [t.begint_op for t in stappen.termijnen() if t.is_open and t.code is Termijncode.TUSSENBERICHT]
    assert tussen == [date(2026, 11, 3)]
    stappen.nothing_broken()


def test_the_vangnethouder_speaks_for_an_owner_that_nobody_can_reach(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ret-jz07", **KORT)
    block(stappen, "ret-jz07")
    stappen.tell_melder("ozj", gemeld.melding.id, afspraak_op=stappen.vandaag + timedelta(days=2))
    assert "antwoord_melder" not in stappen.open_codes(gemeld.melding.id)
    assert [t.verantwoordelijke_id for t in afspraken(stappen)] == [stappen.id_of("ret-jz07")]
    stappen.nothing_broken()


def block(stappen: Stappen, kenmerk: str) -> None:
    with stappen.wereld.database.transaction() as session:
        rij = session.exec(select(Organisatie).where(Organisatie.kenmerk == kenmerk)).one()
        rij.toegang_geblokkeerd = True


def test_what_was_promised_about_a_second_child_moves_with_its_casus(stappen: Stappen) -> None:
    femke = some_melding().jeugdigen[0]
    gemeld = stappen.register(jeugdigen=(femke, replace(femke, voornamen="Daan")))
    stappen.move(gemeld.casussen[1].id, "vws-ucz", "ozj")
    stappen.tell_melder("ozj", gemeld.melding.id, afspraak_op=stappen.vandaag + timedelta(days=2))
    stappen.move(gemeld.casussen[1].id, "ozj", "en2")
    assert [t.verantwoordelijke_id for t in afspraken(stappen)] == [stappen.id_of("en2")]
    stappen.nothing_broken()


def test_what_a_loket_promised_with_its_formal_answer_is_for_the_owner(stappen: Stappen) -> None:
    gemeld = stappen.register(formele_brief=True)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    dag = stappen.vandaag + timedelta(days=2)
    stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=S.FORMEEL_ANTWOORD, afspraak_op=dag)
    assert [t.verantwoordelijke_id for t in afspraken(stappen)] == [stappen.id_of("ozj")]
    stappen.nothing_broken()


def test_only_the_loket_that_must_gives_the_formal_answer(stappen: Stappen) -> None:
    gemeld = stappen.register(formele_brief=True)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    with pytest.raises(InvalidInputError) as fout:
        stappen.tell_melder("ozj", gemeld.melding.id, soort=S.FORMEEL_ANTWOORD)
    assert [f.veld for f in fout.value.fouten] == ["soort"]
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "vws-ucz"}
    stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=S.FORMEEL_ANTWOORD)


def test_a_formal_letter_that_is_only_a_klacht_is_answered_by_its_loket(stappen: Stappen) -> None:
    gemeld = stappen.register(
        "ozj", formele_brief=True, aard=frozenset({Aard.KLACHT}), klacht=KlachtGegevens(tekst="x")
    )
    stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=S.FORMEEL_ANTWOORD)
    stappen.nothing_broken()


def test_what_is_no_formal_letter_gets_no_formal_answer(stappen: Stappen) -> None:
    gemeld = stappen.register()
    with pytest.raises(InvalidInputError, match="geen formele brief"):
        stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=S.FORMEEL_ANTWOORD)


def loket_reports(stappen: Stappen) -> list[tuple[bool, str, date]]:
    codes = [t for t in stappen.termijnen() if t.code is Termijncode.TERUGKOPPELING_LOKET]
    return [(t.is_open, t.variant, t.uiterlijk) for t in codes]


def test_the_loket_hears_after_four_weken_and_then_every_eight(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    assert loket_reports(stappen) == [(True, "standaard", date(2026, 12, 1))]
    stappen.tell_loket("ozj", gemeld.melding.id, uitkomst=LoketUitkomst.IN_BEHANDELING)
    assert loket_reports(stappen) == [
        (False, "standaard", date(2026, 12, 1)), (True, "herhaling", date(2026, 12, 29)),
    ]  # fmt: skip
    stappen.nothing_broken()


def test_the_report_is_owed_by_the_owner_until_a_ret_accepts_then_by_that_ret(stappen: Stappen) -> None:
    gemeld = stappen.register()
    casus_id = gemeld.casussen[0].id

    def debtor() -> set[object]:
        return {
            t.verantwoordelijke_id for t in stappen.termijnen() if t.code is Termijncode.TERUGKOPPELING_LOKET
        }

    for van, naar in (("vws-ucz", "ozj"), ("ozj", "en2"), ("en2", "ret-jz07")):
        stappen.move(casus_id, van, naar)
        assert debtor() == {stappen.id_of(naar)}
    stappen.move(casus_id, "ret-jz07", "wijkteam-gm0193", "gemeente-gm0193")
    assert debtor() == {stappen.id_of("ret-jz07")}
    stappen.tell_loket("ret-jz07", gemeld.melding.id)
    stappen.nothing_broken()


def test_an_earlier_link_reports_only_what_it_owes(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj", "en2")
    with pytest.raises(NotPermittedError):
        stappen.tell_loket("ozj", gemeld.melding.id)


def test_a_report_needs_an_outcome_and_another_party_to_hear_it(stappen: Stappen) -> None:
    gemeld = stappen.register()
    with pytest.raises(InvalidInputError) as fout:
        stappen.tell_loket("vws-ucz", gemeld.melding.id, uitkomst=None)
    assert [f.veld for f in fout.value.fouten] == ["uitkomst", "aan"]


def test_a_loket_that_owns_it_again_owes_itself_no_report(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    stappen.move(gemeld.casussen[0].id, "ozj", "vws-ucz", nieuw_feit="Brief van de minister")
    assert "terugkoppeling_loket" not in stappen.open_codes()
    stappen.tell_melder("vws-ucz", gemeld.melding.id)
    stappen.close_melding("vws-ucz", gemeld.melding.id)
    stappen.nothing_broken()


def test_of_a_closed_melding_nothing_is_told(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.close_melding("vws-ucz", gemeld.melding.id, MeldingUitkomst.INGETROKKEN)
    with pytest.raises(RefusedError, match="Heropen die eerst"):
        stappen.tell_melder("vws-ucz", gemeld.melding.id)


def test_a_formal_letter_stays_with_its_loket_until_it_is_answered(stappen: Stappen) -> None:
    gemeld = stappen.register(formele_brief=True)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "vws-ucz"}
    stappen.nothing_broken()
    stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=S.FORMEEL_ANTWOORD)
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "ozj"}
    assert {t.verantwoordelijke_id for t in stappen.termijnen() if t.is_open} == {stappen.id_of("ozj")}
    stappen.nothing_broken()


def test_a_formal_letter_that_was_answered_travels_like_any_question(stappen: Stappen) -> None:
    gemeld = stappen.register(formele_brief=True)
    stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=S.FORMEEL_ANTWOORD)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "ozj"}
    stappen.nothing_broken()


def test_an_open_casus_without_open_meldingen_sorts_last(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.close_melding("vws-ucz", gemeld.melding.id, MeldingUitkomst.INGETROKKEN)
    assert stappen.casus(gemeld.casussen[0].id).eerste_datum == GEEN_DATUM
    stappen.nothing_broken()
