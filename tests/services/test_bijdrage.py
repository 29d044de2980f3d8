"""Bijdrage: another party is asked something; it sees the question, never the casus (domain.md §1, §5)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.domain.actor import Rol
from app.domain.beheer import ProposeOpvolging
from app.domain.bijdrage import AnswerBijdrage, AskBijdrage, BijdrageStatus, WithdrawBijdrage
from app.domain.errors import (
    ClosingRefusedError,
    InvalidInputError,
    NotPermittedError,
    NotVisibleError,
    RefusedError,
)
from app.domain.termen import TermijnStatus
from app.models import Bijdrage, Gebeurtenis, Organisatie, Termijn
from app.queries.bijdragen import (
    BijdrageBeeld,
    Bijdragefilter,
    Kant,
    bijdragen_of,
    list_bijdragen,
    load_bijdrage,
)
from app.queries.casusbeeld import load_casus
from app.queries.vandaag import today
from app.services.bijdrage import answer_bijdrage, ask_bijdrage, process_bijdrage, withdraw_bijdrage
from app.services.rechtsopvolging import carry_out_opvolging, confirm_opvolging, propose_opvolging
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen, Wie

VRAAG = "Welke hulp kreeg het meisje vorig jaar bij u, en wat werkte?"
ANTWOORD = "Zij had een vaste begeleider. Dat werkte."


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    """Rules that no engine decides; tests/api/test_bijdragen.py walks the way on both."""
    return Stappen(sqlite_wereld)


@pytest.fixture
def casus(stappen: Stappen) -> UUID:
    """The netwerk has it."""
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj", "en2")
    return gemeld.casussen[0].id


def ask(
    stappen: Stappen, casus: UUID, wie: Wie = "en2", naar: str = "gemeente-gm0193", **anders: object
) -> UUID:
    basis = AskBijdrage(casus_id=casus, naar_organisatie=naar, vraag=VRAAG)
    opdracht = replace(basis, **anders)  # type: ignore[arg-type]  # tests name the fields
    with stappen.wereld.werkplek(wie) as desk:
        return ask_bijdrage(desk, opdracht).id


def reply(stappen: Stappen, bijdrage: UUID, wie: Wie = "gemeente-gm0193", tekst: str = ANTWOORD) -> None:
    with stappen.wereld.werkplek(wie) as desk:
        answer_bijdrage(desk, AnswerBijdrage(bijdrage_id=bijdrage, antwoord=tekst))


def withdraw(stappen: Stappen, bijdrage: UUID, wie: Wie = "en2") -> None:
    with stappen.wereld.werkplek(wie) as desk:
        withdraw_bijdrage(desk, WithdrawBijdrage(bijdrage_id=bijdrage, toelichting="Niet meer nodig"))


def seen(stappen: Stappen, bijdrage: UUID, wie: Wie) -> BijdrageBeeld:
    with stappen.wereld.werkplek(wie) as desk:
        return load_bijdrage(desk, bijdrage)


def listed(stappen: Stappen, wie: Wie, kant: Kant, *, alles: bool = False) -> list[UUID]:
    with stappen.wereld.werkplek(wie) as desk:
        return [rij.id for rij in list_bijdragen(desk, Bijdragefilter(kant, alles))]


def tasks(stappen: Stappen, wie: Wie) -> list[str]:
    with stappen.wereld.werkplek(wie) as desk:
        return [taak.wat for taak in today(desk).taken]


def promise(stappen: Stappen, bijdrage: UUID) -> Termijn:
    with stappen.wereld.database.read() as session:
        return session.exec(select(Termijn).join(Bijdrage).where(Bijdrage.id == bijdrage)).one()


def owed_by(stappen: Stappen, bijdrage: UUID) -> str:
    with stappen.wereld.database.read() as session:
        rij = session.get_one(Organisatie, promise(stappen, bijdrage).verantwoordelijke_id)
        return rij.kenmerk


def succeed(stappen: Stappen, van: str, naar: str) -> None:
    """Everything of one party goes to another, today."""
    wereld = stappen.wereld
    coordinator = wereld.hire(naar, Rol.COORDINATOR)
    beheerder = wereld.hire("ozj", Rol.BEHEERDER)
    with wereld.werkplek(beheerder) as desk:
        opvolging = propose_opvolging(desk, ProposeOpvolging(van=van, naar=naar, per=stappen.vandaag)).id
    with wereld.werkplek(coordinator) as desk:
        confirm_opvolging(desk, opvolging)
    with wereld.werkplek(stappen.worker) as desk:
        carry_out_opvolging(desk, opvolging)


def test_the_asked_party_sees_the_question_and_nothing_of_the_casus(stappen: Stappen, casus: UUID) -> None:
    bijdrage = ask(stappen, casus)
    beeld = seen(stappen, bijdrage, "gemeente-gm0193")
    assert beeld.vraag == VRAAG
    assert beeld.mag_antwoorden
    assert not beeld.leest_casus
    with stappen.wereld.werkplek("gemeente-gm0193") as desk, pytest.raises(NotVisibleError):
        load_casus(desk, str(casus))
    assert [taak for taak in tasks(stappen, "gemeente-gm0193") if taak.startswith("Beantwoord de vraag van")]
    stappen.nothing_broken()


def test_the_owner_stays_owner_and_the_answer_comes_back(stappen: Stappen, casus: UUID) -> None:
    bijdrage = ask(stappen, casus)
    assert promise(stappen, bijdrage).uiterlijk == date(2026, 11, 10), "5 werkdagen"
    reply(stappen, bijdrage)
    beeld = seen(stappen, bijdrage, "en2")
    assert (beeld.antwoord, beeld.status, beeld.te_verwerken) == (ANTWOORD, BijdrageStatus.ONTVANGEN, True)
    assert beeld.van.kenmerk == "en2"
    assert any("antwoord" in taak for taak in tasks(stappen, "en2"))
    assert promise(stappen, bijdrage).status is TermijnStatus.VOLDAAN
    with stappen.wereld.werkplek("en2") as desk:
        process_bijdrage(desk, bijdrage)
    assert not any("antwoord van" in taak for taak in tasks(stappen, "en2"))
    with pytest.raises(RefusedError, match="al_verwerkt"), stappen.wereld.werkplek("en2") as desk:
        process_bijdrage(desk, bijdrage)
    stappen.nothing_broken()


def test_who_answers_second_reads_who_was_first_and_when(stappen: Stappen, casus: UUID) -> None:
    bijdrage = ask(stappen, casus)
    reply(stappen, bijdrage)
    with pytest.raises(RefusedError, match="heeft al antwoord gegeven, om") as fout:
        reply(stappen, bijdrage)
    assert fout.value.code == "al_ontvangen"
    with pytest.raises(RefusedError, match="heeft al antwoord gegeven"):
        withdraw(stappen, bijdrage)


def test_a_withdrawn_question_closes_at_once_for_the_other_side(stappen: Stappen, casus: UUID) -> None:
    bijdrage = ask(stappen, casus)
    withdraw(stappen, bijdrage)
    assert seen(stappen, bijdrage, "gemeente-gm0193").vraag is None
    assert seen(stappen, bijdrage, "en2").toelichting == "Niet meer nodig"
    assert promise(stappen, bijdrage).status is TermijnStatus.VERVALLEN
    with pytest.raises(RefusedError, match="heeft de vraag ingetrokken"):
        reply(stappen, bijdrage)
    stappen.nothing_broken()


@pytest.mark.parametrize("wie", ["ret-jz07", "vws-ucz", "ozj"])
def test_who_is_not_asked_and_treats_nothing_knows_of_no_question(
    stappen: Stappen, casus: UUID, wie: str
) -> None:
    bijdrage = ask(stappen, casus)
    with pytest.raises(NotVisibleError):
        seen(stappen, bijdrage, wie)
    with pytest.raises(NotVisibleError):
        reply(stappen, bijdrage, wie)
    assert listed(stappen, wie, Kant.AAN_ONS, alles=True) == []
    assert listed(stappen, wie, Kant.VAN_ONS, alles=True) == []
    if wie != "ret-jz07":
        with stappen.wereld.werkplek(wie) as desk:
            beeld = load_casus(desk, str(casus))
            assert "bijdrage" not in {termijn.code for termijn in beeld.termijnen}
            assert bijdragen_of(desk, casus, beeld.rechten) == ()


def test_what_another_party_is_asked_is_not_called_an_appointment_with_the_melder(
    stappen: Stappen, casus: UUID
) -> None:
    ask(stappen, casus)
    with stappen.wereld.werkplek("en2") as desk:
        [naam] = {t.naam for t in load_casus(desk, str(casus)).termijnen if t.code == "bijdrage"}
    assert "melder" not in naam and "ijdrage" in naam


def test_each_side_does_its_own_part_only(stappen: Stappen, casus: UUID) -> None:
    bijdrage = ask(stappen, casus)
    with pytest.raises(NotPermittedError):
        reply(stappen, bijdrage, "en2")
    with pytest.raises(NotPermittedError):
        withdraw(stappen, bijdrage, "gemeente-gm0193")
    with pytest.raises(NotVisibleError):
        ask(stappen, casus, "gemeente-gm0193", "ret-jz07")
    with pytest.raises(NotPermittedError, match="verantwoordelijk"):
        ask(stappen, casus, "ozj", "ret-jz07")


def test_both_lists_show_what_runs_and_everything_on_request(stappen: Stappen, casus: UUID) -> None:
    bijdrage = ask(stappen, casus)
    assert listed(stappen, "gemeente-gm0193", Kant.AAN_ONS) == [bijdrage]
    assert listed(stappen, "en2", Kant.VAN_ONS) == [bijdrage]
    reply(stappen, bijdrage)
    assert listed(stappen, "gemeente-gm0193", Kant.AAN_ONS) == []
    assert listed(stappen, "gemeente-gm0193", Kant.AAN_ONS, alles=True) == [bijdrage]
    assert listed(stappen, "en2", Kant.VAN_ONS) == [bijdrage], "until somebody went on with it"


def test_a_list_goes_on_where_the_page_before_it_ended(stappen: Stappen, casus: UUID) -> None:
    gevraagd = [ask(stappen, casus, uiterlijk=stappen.vandaag + timedelta(days=dag)) for dag in (3, 1, 2)]
    with stappen.wereld.werkplek("gemeente-gm0193") as desk:
        eerst = list_bijdragen(desk, Bijdragefilter(limit=1))
        assert len(eerst) == 2, "one extra tells that more follow"
        rest = list_bijdragen(desk, Bijdragefilter(na=eerst[0].plaats))
    assert [eerst[0].id, *(rij.id for rij in rest)] == [gevraagd[1], gevraagd[2], gevraagd[0]]


def test_what_is_not_answered_in_time_is_too_late_and_stays_asked(stappen: Stappen, casus: UUID) -> None:
    bijdrage = ask(stappen, casus, uiterlijk=stappen.vandaag)
    stappen.wereld.later(days=1)
    beeld = seen(stappen, bijdrage, "en2")
    assert (beeld.te_laat, beeld.status) == (True, BijdrageStatus.GEVRAAGD)
    reply(stappen, bijdrage)
    assert not seen(stappen, bijdrage, "en2").te_laat


def test_the_casus_cannot_close_while_an_answer_is_awaited(stappen: Stappen, casus: UUID) -> None:
    bijdrage = ask(stappen, casus)
    with pytest.raises(ClosingRefusedError) as fout:
        stappen.close_casus("en2", casus)
    assert "bijdrage_open" in fout.value.ontbreekt
    withdraw(stappen, bijdrage)
    with pytest.raises(ClosingRefusedError) as fout:
        stappen.close_casus("en2", casus)
    assert "bijdrage_open" not in fout.value.ontbreekt


def test_the_next_owner_reads_the_answer(stappen: Stappen, casus: UUID) -> None:
    bijdrage = ask(stappen, casus)
    stappen.move(casus, "en2", "ret-jz07")
    assert owed_by(stappen, bijdrage) == "gemeente-gm0193"
    beeld = seen(stappen, bijdrage, "gemeente-gm0193")
    assert (beeld.van.kenmerk, beeld.eigenaar.kenmerk) == ("en2", "ret-jz07")
    assert any(beeld.van.korte_naam in taak for taak in tasks(stappen, "gemeente-gm0193"))
    stappen.nothing_broken()
    reply(stappen, bijdrage)
    assert seen(stappen, bijdrage, "ret-jz07").antwoord == ANTWOORD
    with pytest.raises(NotVisibleError):
        seen(stappen, bijdrage, "en2")
    stappen.nothing_broken()


def test_the_successor_of_the_asked_party_answers(stappen: Stappen, casus: UUID) -> None:
    bijdrage = ask(stappen, casus, naar="ret-jz07")
    succeed(stappen, "ret-jz07", "ret-jz14")
    reply(stappen, bijdrage, "ret-jz14")
    assert seen(stappen, bijdrage, "en2").naar.kenmerk == "ret-jz14"
    stappen.nothing_broken()


def test_nobody_owes_itself_an_answer(stappen: Stappen, casus: UUID) -> None:
    """The party that was asked becomes the owner."""
    bijdrage = ask(stappen, casus, naar="ret-jz07")
    stappen.move(casus, "en2", "ret-jz07")
    assert seen(stappen, bijdrage, "ret-jz07").status is BijdrageStatus.INGETROKKEN
    assert promise(stappen, bijdrage).status is TermijnStatus.VERVALLEN
    assert not any("vraag van" in taak for taak in tasks(stappen, "ret-jz07"))
    stappen.nothing_broken()


def test_who_asked_may_succeed_who_was_asked(stappen: Stappen, casus: UUID) -> None:
    """Else the succession would never come to pass: a question to itself is refused by the database."""
    stappen.move(casus, "en2", "ret-jz07")
    van_eigenaar = ask(stappen, casus, wie="ret-jz07", naar="ret-jz14")
    succeed(stappen, "ret-jz14", "ret-jz07")
    assert seen(stappen, van_eigenaar, "ret-jz07").status is BijdrageStatus.INGETROKKEN
    stappen.nothing_broken()


def test_an_earlier_owner_may_have_to_answer_what_it_asked(stappen: Stappen, casus: UUID) -> None:
    """It succeeds the party that was asked; the owner of now still waits."""
    stappen.move(casus, "en2", "ret-jz07")
    bijdrage = ask(stappen, casus, wie="ret-jz07", naar="ret-jz14")
    stappen.move(casus, "ret-jz07", "gemeente-gm0193")
    succeed(stappen, "ret-jz14", "ret-jz07")
    beeld = seen(stappen, bijdrage, "ret-jz07")
    assert (beeld.status, beeld.van.kenmerk) == (BijdrageStatus.GEVRAAGD, "gemeente-gm0193")
    reply(stappen, bijdrage, "ret-jz07")
    assert seen(stappen, bijdrage, "gemeente-gm0193").antwoord == ANTWOORD
    stappen.nothing_broken()


def test_a_question_needs_words_another_party_and_a_day_within_twelve_weken(
    stappen: Stappen, casus: UUID
) -> None:
    for anders in ({"naar": "en2"}, {"naar": "bestaat-niet"}):
        with pytest.raises(InvalidInputError):
            ask(stappen, casus, **anders)
    for dag in (-1, 85):
        with pytest.raises(InvalidInputError, match="twaalf weken"):
            ask(stappen, casus, uiterlijk=stappen.vandaag + timedelta(days=dag))
    with pytest.raises(RefusedError, match="antwoorden in Houvast"):
        ask(stappen, casus, naar="gemeente-gm0141")
    bijdrage = ask(stappen, casus)
    with pytest.raises(InvalidInputError, match="antwoord"):
        reply(stappen, bijdrage, tekst="  ")


def test_the_history_holds_ids_and_no_words(stappen: Stappen, casus: UUID) -> None:
    bijdrage = ask(stappen, casus)
    reply(stappen, bijdrage)
    with stappen.wereld.database.read() as session:
        soorten = [
            rij.soort
            for rij in session.exec(select(Gebeurtenis).where(Gebeurtenis.stroom_id == casus))
            if str(bijdrage) in rij.gegevens
        ]
    assert soorten == ["bijdrage_gevraagd", "bijdrage_ontvangen"]
