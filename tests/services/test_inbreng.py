"""What a melder says on the own page becomes work of the owner, and opens again what was closed (I7)."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.domain.actor import Actor
from app.domain.errors import ClosingRefusedError, InvalidInputError, NotVisibleError, RefusedError
from app.domain.inbreng import Inbrengsoort, WriteInbreng, only_come_back
from app.domain.opdrachten import CloseMelding, JeugdigeGegevens
from app.domain.termen import MeldingUitkomst, TerugkoppelingSoort
from app.domain.termijnen.regels import Termijncode
from app.models import Inbreng, Melder, Melding, Termijn
from app.queries.casusbeeld import load_casus
from app.queries.toegangslink import melder_actor
from app.queries.vandaag import today
from app.services.afsluiting import close_melding
from app.services.inbreng import settle_inbreng, write_inbreng
from app.services.melding import Geregistreerd
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen

S = Inbrengsoort


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    return Stappen(sqlite_wereld)


def melder_of(stappen: Stappen, melding_id: UUID) -> Actor:
    with stappen.wereld.database.read() as session:
        melding = session.exec(select(Melding).where(Melding.id == melding_id)).one()
        melder = session.exec(select(Melder).where(Melder.melding_id == melding_id)).one()
        return melder_actor(session, melding, melder)


def write(
    stappen: Stappen, melding_id: UUID, soort: S = S.VRAAG, tekst: str | None = "Belt u nog?"
) -> Inbreng:
    stappen.wereld.later(minutes=1)
    with stappen.wereld.werkplek(melder_of(stappen, melding_id)) as desk:
        return write_inbreng(desk, WriteInbreng(melding_id=melding_id, soort=soort, tekst=tekst))


def tasks(stappen: Stappen, wie: str | Actor) -> list[str]:
    with stappen.wereld.werkplek(wie) as desk:
        return [taak.wat for taak in today(desk).taken if taak.soort == "inbreng"]


def promised(stappen: Stappen, melding_id: UUID) -> list[Termijn]:
    return [
        t for t in stappen.termijnen(melding_id) if t.is_open and t.code is Termijncode.INBRENG_BEANTWOORDEN
    ]


def closed(stappen: Stappen, uitkomst: MeldingUitkomst = MeldingUitkomst.GEHOLPEN) -> Geregistreerd:
    nieuw = stappen.register()
    stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.close_melding("vws-ucz", nieuw.melding.id, uitkomst)
    return nieuw


def test_a_question_is_a_task_of_the_owner_at_once_with_a_date_of_three_werkdagen(stappen: Stappen) -> None:
    nieuw = stappen.register()
    write(stappen, nieuw.melding.id)
    (belofte,) = promised(stappen, nieuw.melding.id)
    assert (belofte.voor, belofte.uiterlijk) == ("melder", date(2026, 11, 6))
    assert tasks(stappen, "vws-ucz") == ["Lees wat de melder schreef, en reageer"]
    assert tasks(stappen, "ozj") == []
    with stappen.wereld.werkplek("vws-ucz") as desk:
        (beeld,) = load_casus(desk, nieuw.casussen[0].kenmerk).meldingen
    assert [(i.tekst, i.uiterlijk) for i in beeld.inbreng] == [("Belt u nog?", date(2026, 11, 6))]
    stappen.nothing_broken()


def test_the_task_moves_with_the_casus_and_who_is_asked_reads_it_only_when_marked(stappen: Stappen) -> None:
    nieuw = stappen.register()
    write(stappen, nieuw.melding.id)
    casus = nieuw.casussen[0]
    stappen.offer("vws-ucz", "ozj", casus.id)
    with stappen.wereld.werkplek("ozj") as desk:
        assert load_casus(desk, casus.kenmerk).meldingen[0].inbreng == ()
    stappen.wereld.later(minutes=1)
    stappen.accept("ozj", stappen.pending(casus.id))
    assert tasks(stappen, "ozj") == ["Lees wat de melder schreef, en reageer"]
    assert tasks(stappen, "vws-ucz") == []


def test_an_answer_takes_it_up_and_so_does_a_tick_but_once(stappen: Stappen) -> None:
    nieuw = stappen.register()
    eerste = write(stappen, nieuw.melding.id)
    stappen.tell_melder("vws-ucz", nieuw.melding.id, soort=TerugkoppelingSoort.TUSSENBERICHT)
    assert len(promised(stappen, nieuw.melding.id)) == 1
    stappen.tell_melder("vws-ucz", nieuw.melding.id)
    assert promised(stappen, nieuw.melding.id) == []
    with stappen.wereld.werkplek("vws-ucz") as desk, pytest.raises(RefusedError, match="al_afgehandeld"):
        settle_inbreng(desk, eerste.id, nieuw.melding.id)
    tweede = write(stappen, nieuw.melding.id)
    with stappen.wereld.werkplek("ozj") as desk, pytest.raises(NotVisibleError):
        settle_inbreng(desk, tweede.id, nieuw.melding.id)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        settle_inbreng(desk, tweede.id, nieuw.melding.id)
    assert promised(stappen, nieuw.melding.id) == []
    stappen.nothing_broken()


def test_who_was_helped_gives_the_task_to_close_once_and_no_answer_takes_it_away(stappen: Stappen) -> None:
    nieuw = stappen.register()
    assert write(stappen, nieuw.melding.id, S.GEHOLPEN, None).id == (
        write(stappen, nieuw.melding.id, S.GEHOLPEN, None).id
    )
    assert tasks(stappen, "vws-ucz") == ["De melder is geholpen: rond af"]
    stappen.tell_melder("vws-ucz", nieuw.melding.id)
    assert tasks(stappen, "vws-ucz") == ["De melder is geholpen: rond af"]
    stappen.close_melding("vws-ucz", nieuw.melding.id)
    assert tasks(stappen, "vws-ucz") == []
    write(stappen, nieuw.melding.id, S.GEHOLPEN, None)
    assert promised(stappen, nieuw.melding.id) == []
    stappen.nothing_broken()


def test_closing_waits_for_what_the_melder_still_asked(stappen: Stappen) -> None:
    nieuw = stappen.register()
    stappen.tell_melder("vws-ucz", nieuw.melding.id)
    stappen.wereld.later(days=1)
    write(stappen, nieuw.melding.id, S.NIET_GEHOLPEN, "Er is nog geen plek.")
    opdracht = CloseMelding(melding_id=nieuw.melding.id, uitkomst=MeldingUitkomst.GEHOLPEN)
    with stappen.wereld.werkplek("vws-ucz") as desk, pytest.raises(ClosingRefusedError) as geweigerd:
        close_melding(desk, opdracht)
    assert geweigerd.value.ontbreekt == ("inbreng_open",)
    stappen.close_melding("vws-ucz", nieuw.melding.id, MeldingUitkomst.INGETROKKEN)
    stappen.nothing_broken()


@pytest.mark.parametrize("soort", [S.NIET_GEHOLPEN, S.TERUG, S.VRAAG])
def test_after_the_end_it_opens_the_melding_again_with_a_new_clock(stappen: Stappen, soort: S) -> None:
    nieuw = closed(stappen)
    stappen.close_casus("vws-ucz", nieuw.casussen[0].id)
    stappen.wereld.later(days=200)
    inbreng = write(stappen, nieuw.melding.id, soort, "Het speelt weer.")
    melding = stappen.melding(nieuw.melding.id)
    assert (melding.status, melding.periode, inbreng.periode) == ("open", 2, 2)
    assert stappen.owner(nieuw.casussen[0].id) == "vws-ucz"
    assert "antwoord_melder" in stappen.open_codes(nieuw.melding.id)
    stappen.nothing_broken()


def test_who_comes_back_where_the_last_owner_is_gone_is_received_where_it_began(stappen: Stappen) -> None:
    """I7: the family moved, so the gemeente of then is not responsible any more."""
    nieuw = stappen.register()
    casus = nieuw.casussen[0].id
    stappen.move(casus, "vws-ucz", "ozj", "en2", "ret-jz07", "gemeente-gm0193")
    stappen.tell_melder("gemeente-gm0193", nieuw.melding.id)
    stappen.tell_loket("ret-jz07", nieuw.melding.id)
    stappen.relocate("gemeente-gm0193", casus, "GM0050", stappen.zeker)
    stappen.close_melding("gemeente-gm0193", nieuw.melding.id)
    stappen.close_casus("gemeente-gm0193", casus)
    stappen.wereld.later(days=30)
    write(stappen, nieuw.melding.id, S.TERUG)
    assert stappen.owner(casus) == "vws-ucz"
    stappen.nothing_broken()


def test_a_closing_that_waits_for_a_report_does_not_go_on_when_the_melder_writes(stappen: Stappen) -> None:
    nieuw = stappen.register()
    stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj", "en2", "ret-jz07", "gemeente-gm0193")
    stappen.tell_melder("gemeente-gm0193", nieuw.melding.id)
    stappen.close_melding("gemeente-gm0193", nieuw.melding.id)
    assert stappen.melding(nieuw.melding.id).status == "afsluiting_gevraagd"
    write(stappen, nieuw.melding.id, S.NIET_GEHOLPEN)
    assert stappen.melding(nieuw.melding.id).status == "open"
    stappen.nothing_broken()


def test_an_unanswered_question_is_found_by_the_vangnet(stappen: Stappen) -> None:
    nieuw = stappen.register()
    write(stappen, nieuw.melding.id)
    stappen.wereld.later(days=7)
    with stappen.wereld.database.read() as session:
        rij = session.exec(select(Termijn).where(col(Termijn.code) == Termijncode.INBRENG_BEANTWOORDEN)).one()
    assert rij.uiterlijk < stappen.vandaag
    assert rij.is_open


def test_two_brothers_give_one_task_at_the_owner_of_the_first(stappen: Stappen) -> None:
    nieuw = stappen.register(jeugdigen=(JeugdigeGegevens(voornamen="A"), JeugdigeGegevens(voornamen="B")))
    write(stappen, nieuw.melding.id)
    assert len(promised(stappen, nieuw.melding.id)) == 1


@pytest.mark.parametrize(("soort", "tekst"), [(S.VRAAG, None), (S.TERUG, ""), (S.VRAAG, "x" * 5001)])
def test_empty_or_endless_words_are_refused(stappen: Stappen, soort: S, tekst: str | None) -> None:
    nieuw = stappen.register()
    with pytest.raises(InvalidInputError):
        write(stappen, nieuw.melding.id, soort, tekst)


def test_a_melder_may_do_nothing_of_the_chain(stappen: Stappen) -> None:
    nieuw = stappen.register()
    opdracht = CloseMelding(melding_id=nieuw.melding.id, uitkomst=MeldingUitkomst.GEHOLPEN)
    for doe in (
        lambda desk: close_melding(desk, opdracht),
        lambda desk: load_casus(desk, nieuw.casussen[0].kenmerk),
    ):
        wie = melder_of(stappen, nieuw.melding.id)
        with stappen.wereld.werkplek(wie) as desk, pytest.raises(NotVisibleError):
            doe(desk)


@pytest.mark.parametrize(
    ("dicht", "vandaag", "alleen"),
    [
        ("2026-11-03T09:00", "2027-02-02", False),
        ("2026-11-03T09:00", "2027-02-03", True),
        ("2026-11-30T09:00", "2027-02-27", False),
        ("2026-11-30T09:00", "2027-02-28", True),
        ("2026-12-31T23:30", "2027-03-31", False),
        ("2026-12-31T23:30", "2027-04-01", True),
    ],
)
def test_three_months_are_calendar_months_by_the_dutch_clock(dicht: str, vandaag: str, alleen: bool) -> None:
    op = datetime.fromisoformat(dicht).replace(tzinfo=UTC)
    assert only_come_back(op, date.fromisoformat(vandaag)) is alleen
