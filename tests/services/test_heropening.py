"""The melder can always come back (I7): a new period, a new clock, the old one kept."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError
from app.domain.opdrachten import KlachtGegevens, MelderGegevens
from app.domain.termen import Aard, MeldingUitkomst, Overslagreden, TerugkoppelingSoort
from app.domain.termijnen.regels import Termijncode
from app.kluis import Plek
from app.models import Organisatie
from app.services.melding import Geregistreerd
from tests.fixtures_app import some_melding
from tests.services.stappen import Stappen

U = MeldingUitkomst
FEMKE = some_melding().jeugdigen[0]


def close_all(stappen: Stappen, eigenaar: str, gemeld: Geregistreerd) -> None:
    stappen.close_melding(eigenaar, gemeld.melding.id, U.INGETROKKEN)
    for casus in gemeld.casussen:
        stappen.close_casus(eigenaar, casus.id)


def closed_at_the_wijkteam(stappen: Stappen) -> Geregistreerd:
    gemeld = stappen.register("juiste-loket", loket="ozj")
    kort = Overslagreden.KORTSTE_ROUTE
    stappen.move(gemeld.casussen[0].id, "juiste-loket", "wijkteam-gm0193", overgeslagen=kort)
    stappen.wereld.later(days=1)
    close_all(stappen, "wijkteam-gm0193", gemeld)
    return gemeld


def test_a_closed_casus_opens_at_its_last_owner_without_overdracht(stappen: Stappen) -> None:
    gemeld = closed_at_the_wijkteam(stappen)
    stappen.wereld.later(days=10)
    melding = stappen.reopen("wijkteam-gm0193", gemeld.melding.id)
    assert stappen.owner(gemeld.casussen[0].id) == "wijkteam-gm0193"
    laatste = stappen.eigenaarschappen(gemeld.casussen[0].id)[-1]
    assert (laatste.periode, laatste.behandelaar_id, laatste.vorige_tot) == (2, None, None)
    assert (melding.periode, melding.uitkomst) == (2, None)
    assert stappen.duties(melding.id) == {"hulpvraag": "wijkteam-gm0193"}
    stappen.nothing_broken()


def test_the_new_clock_starts_today_and_the_old_one_is_kept(stappen: Stappen) -> None:
    gemeld = closed_at_the_wijkteam(stappen)
    oud = {t.id: t.uiterlijk for t in stappen.termijnen()}
    stappen.wereld.later(days=10)
    stappen.reopen("wijkteam-gm0193", gemeld.melding.id)
    alle = stappen.termijnen()
    assert {t.id: t.uiterlijk for t in alle if t.id in oud} == oud
    nieuw = {str(t.code): (t.begint_op, t.uiterlijk) for t in alle if t.id not in oud}
    vandaag = stappen.vandaag
    assert nieuw == {
        "tussenbericht": (vandaag, date(2026, 12, 11)),
        "eerste_contact": (vandaag, date(2026, 11, 20)),
        "antwoord_melder": (vandaag, date(2026, 12, 4)),
    }


def test_it_opens_where_it_came_in_when_the_last_owner_is_no_longer_the_right_one(stappen: Stappen) -> None:
    gemeld = closed_at_the_wijkteam(stappen)
    with stappen.wereld.database.transaction() as session:
        wijkteam = session.exec(select(Organisatie).where(Organisatie.kenmerk == "wijkteam-gm0193")).one()
        wijkteam.actief_tot = date(2026, 11, 1)
    stappen.reopen("ozj", gemeld.melding.id)
    assert stappen.owner(gemeld.casussen[0].id) == "ozj"
    stappen.nothing_broken()


def test_a_place_of_receipt_that_cannot_own_leaves_it_to_who_registered_it(stappen: Stappen) -> None:
    gemeld = closed_at_the_wijkteam(stappen)
    with stappen.wereld.database.transaction() as session:
        for kenmerk in ("wijkteam-gm0193", "ozj"):
            rij = session.exec(select(Organisatie).where(Organisatie.kenmerk == kenmerk)).one()
            rij.toegang_geblokkeerd = True
            rij.soort = rij.soort if kenmerk != "ozj" else type(rij.soort).TAFELHOUDER
    stappen.reopen("wijkteam-gm0193", gemeld.melding.id)
    assert stappen.owner(gemeld.casussen[0].id) == "juiste-loket"


def test_a_returning_question_joins_a_casus_that_is_still_open(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    stappen.reopen("vws-ucz", gemeld.melding.id)
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "ozj"}
    assert "terugkoppeling_loket" in stappen.open_codes()
    assert stappen.casus(gemeld.casussen[0].id).periode == 1
    stappen.nothing_broken()


def test_every_child_of_the_question_opens_again(stappen: Stappen) -> None:
    gemeld = stappen.register(jeugdigen=(FEMKE, replace(FEMKE, woonplaats_gemeente=None)))
    close_all(stappen, "vws-ucz", gemeld)
    stappen.reopen("vws-ucz", gemeld.melding.id)
    assert {stappen.casus(c.id).status.value for c in gemeld.casussen} == {"open"}
    assert "gegevens_aanvullen" in stappen.open_codes()
    stappen.nothing_broken()


def test_what_the_melder_adds_stands_beside_the_own_words(stappen: Stappen) -> None:
    gemeld = stappen.register()
    close_all(stappen, "vws-ucz", gemeld)
    stappen.reopen("vws-ucz", gemeld.melding.id)
    melding = stappen.melding(gemeld.melding.id)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        woorden = desk.unseal(
            melding, Plek("melding", melding.id, "aanvulling"), melding.aanvulling_verzegeld
        )
    assert woorden == "3 november 2026: De vraag is terug"


def test_an_open_question_cannot_come_back(stappen: Stappen) -> None:
    gemeld = stappen.register()
    with pytest.raises(RefusedError) as fout:
        stappen.reopen("vws-ucz", gemeld.melding.id)
    assert fout.value.code == "melding_niet_gesloten"


def test_the_loket_of_origin_may_reopen_an_earlier_link_may_not(stappen: Stappen) -> None:
    gemeld = closed_at_the_wijkteam(stappen)
    with pytest.raises(NotPermittedError):
        stappen.reopen("juiste-loket", gemeld.melding.id)
    with pytest.raises(NotVisibleError):
        stappen.reopen("ret-jz14", gemeld.melding.id)
    stappen.reopen("ozj", gemeld.melding.id)
    stappen.nothing_broken()


def test_a_klacht_that_was_handled_comes_back_to_its_handler_not_to_the_owner(stappen: Stappen) -> None:
    gemeld = stappen.register(aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}), klacht=KlachtGegevens(tekst="x"))
    stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    stappen.reopen("ozj", gemeld.melding.id)
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "ozj", "klacht": "vws-ucz"}
    stappen.nothing_broken()


def test_an_anonymous_question_comes_back_with_a_review_date(stappen: Stappen) -> None:
    gemeld = stappen.register(melder=MelderGegevens(anoniem=True))
    close_all(stappen, "vws-ucz", gemeld)
    stappen.reopen("vws-ucz", gemeld.melding.id)
    assert stappen.open_codes() == ["tussenbericht"]
    stappen.nothing_broken()


def test_it_closes_again_only_after_a_new_answer(stappen: Stappen) -> None:
    gemeld = stappen.register(formele_brief=True)
    stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=TerugkoppelingSoort.FORMEEL_ANTWOORD)
    stappen.close_melding("vws-ucz", gemeld.melding.id)
    stappen.reopen("vws-ucz", gemeld.melding.id)
    with pytest.raises(RefusedError, match="Vertel de melder de uitkomst"):
        stappen.close_melding("vws-ucz", gemeld.melding.id)
    stappen.tell_melder("vws-ucz", gemeld.melding.id)
    stappen.close_melding("vws-ucz", gemeld.melding.id)
    stappen.nothing_broken()


def test_an_answer_from_before_it_came_back_does_not_close_it_again(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN)
    stappen.wereld.later(days=10)
    stappen.reopen("vws-ucz", gemeld.melding.id)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    stappen.wereld.later(days=2)
    with pytest.raises(InvalidInputError) as fout:
        stappen.tell_melder("ozj", gemeld.melding.id, gedaan_op=date(2026, 11, 12))
    assert [f.veld for f in fout.value.fouten] == ["gedaanOp"]
    stappen.tell_melder("ozj", gemeld.melding.id, gedaan_op=date(2026, 11, 13))
    stappen.nothing_broken()


def test_a_formal_letter_that_was_never_answered_comes_back_to_its_loket(stappen: Stappen) -> None:
    gemeld = stappen.register(
        formele_brief=True, aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}), klacht=KlachtGegevens(tekst="x")
    )
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN)
    stappen.tell_loket("ozj", gemeld.melding.id)
    stappen.reopen("ozj", gemeld.melding.id)
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "vws-ucz", "klacht": "vws-ucz"}
    bij_loket = {
        str(t.code)
        for t in stappen.termijnen()
        if t.is_open and t.klacht_id is None and t.verantwoordelijke_id == stappen.id_of("vws-ucz")
    }
    assert bij_loket == {str(Termijncode.ANTWOORD_MELDER), str(Termijncode.TUSSENBERICHT)}
    stappen.nothing_broken()
