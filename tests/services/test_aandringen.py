"""The party that was offered a casus is told at once, reminded, and reminded on the last day; each once."""

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from app.domain.berichttermen import BerichtAan, Berichtmoment, BerichtStatus
from app.models import Bericht, Organisatie, Overdracht
from app.services.versturen import mark_bericht_sent
from app.worker.aandringen import offers_with_step, remind
from app.worker.werk import run_once
from tests.fixtures_app import Wereld
from tests.services.postkantoor import open_postkantoor
from tests.services.stappen import Stappen
from tests.services.test_bezorging import BEDENKTIJD, installation

M = Berichtmoment
DICHT = "smtp://127.0.0.1:9"


def give_mailboxes(wereld: Wereld) -> None:
    with wereld.database.transaction() as session:
        for kenmerk in ("ozj", "vws-ucz"):
            rij = update(Organisatie).where(col(Organisatie.kenmerk) == kenmerk)
            session.execute(rij.values(email=f"{kenmerk}@partij.example"))


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    """It is Tuesday 3 November 2026, ten in the morning."""
    sqlite_wereld.bedenktijd = BEDENKTIJD
    give_mailboxes(sqlite_wereld)
    return Stappen(sqlite_wereld)


def offer(stappen: Stappen, **anders: object) -> Overdracht:
    (casus,) = stappen.register(**anders).casussen
    return stappen.offer("vws-ucz", "ozj", casus.id)


def about_the_offer(stappen: Stappen) -> list[tuple[Berichtmoment, BerichtStatus]]:
    with stappen.wereld.database.read() as session:
        query = select(Bericht).where(Bericht.aan == BerichtAan.ORGANISATIE).order_by(col(Bericht.id))
        return [(rij.moment, rij.status) for rij in session.exec(query)]


def push(stappen: Stappen) -> int:
    """One round of the ladder."""
    huis = installation(stappen.wereld, DICHT)
    now = stappen.wereld.now
    return sum(remind(huis, id_, now) for id_ in offers_with_step(huis, now))


def moments(stappen: Stappen) -> list[Berichtmoment]:
    return [moment for moment, _ in about_the_offer(stappen)]


def test_a_new_offer_is_told_at_once_and_one_with_spoed_warns(stappen: Stappen) -> None:
    offer(stappen)
    assert moments(stappen) == [M.AANBOD]
    offer(stappen, spoed=True)
    assert moments(stappen).count(M.AANBOD) == 1
    assert M.SPOED in moments(stappen)


def test_each_step_of_the_ladder_is_taken_once_and_the_sender_hears_the_end(stappen: Stappen) -> None:
    overdracht = offer(stappen)
    assert push(stappen) == 0
    stappen.wereld.later(days=1)
    assert (push(stappen), push(stappen)) == (1, 0)
    stappen.wereld.later(days=1)
    assert (push(stappen), push(stappen)) == (1, 0)
    assert moments(stappen) == [M.AANBOD, M.HERINNERING, M.HERINNERING]
    stappen.wereld.later(days=1)
    assert push(stappen) == 0
    assert stappen.expire(overdracht)
    assert about_the_offer(stappen) == [
        (M.AANBOD, BerichtStatus.VERVALLEN),
        (M.HERINNERING, BerichtStatus.VERVALLEN),
        (M.HERINNERING, BerichtStatus.VERVALLEN),
        (M.VERLOPEN, BerichtStatus.TE_VERSTUREN),
    ]
    stappen.nothing_broken()


def test_nobody_is_reminded_before_seven_or_of_what_was_answered(stappen: Stappen) -> None:
    overdracht = offer(stappen)
    stappen.wereld.later(hours=20, minutes=59)  # 06:59 in Amsterdam
    assert push(stappen) == 0
    stappen.wereld.later(minutes=1)
    huis = installation(stappen.wereld, DICHT)
    assert offers_with_step(huis, stappen.wereld.now) == [overdracht.id]
    stappen.accept("ozj", overdracht)
    assert not remind(huis, overdracht.id, stappen.wereld.now)
    assert about_the_offer(stappen) == [(M.AANBOD, BerichtStatus.VERVALLEN)]


def test_in_beoordeling_has_a_last_day_of_its_own(stappen: Stappen) -> None:
    overdracht = offer(stappen)
    stappen.wereld.later(days=1)
    push(stappen)
    stappen.assess("ozj", overdracht)
    stappen.wereld.later(days=1)
    assert push(stappen) == 0
    stappen.wereld.later(days=5)
    assert (push(stappen), push(stappen)) == (1, 0)


def test_without_mail_or_a_mailbox_nothing_waits_for_a_person(stappen: Stappen) -> None:
    stappen.wereld.bedenktijd = None
    overdracht = offer(stappen)
    stappen.withdraw("vws-ucz", overdracht)
    stappen.wereld.bedenktijd = BEDENKTIJD
    with stappen.wereld.database.transaction() as session:
        session.execute(update(Organisatie).where(col(Organisatie.kenmerk) == "ozj").values(email=None))
    stappen.offer("vws-ucz", "ozj", overdracht.casus_id)
    stappen.wereld.later(days=1)
    assert push(stappen) == 0
    assert about_the_offer(stappen) == []


def test_the_whole_ladder_through_the_worker_and_a_real_mail_server(stappen: Stappen) -> None:
    offer(stappen)
    with open_postkantoor() as post:
        huis = installation(stappen.wereld, post.url)
        for _ in range(4):
            for _ in range(2):
                run_once(huis, stappen.wereld.now)
                stappen.wereld.later(minutes=5)
            stappen.wereld.later(days=1, minutes=-10)
        over = [
            mail
            for mail in post.mails
            if "partij.example" in mail["To"] and "aandacht" not in mail["Subject"]
        ]
    assert [mail["To"].split("@")[0] for mail in over] == ["ozj", "ozj", "ozj", "vws-ucz"]
    assert [mail["Subject"].split(" C-")[0] for mail in over] == [
        "Nieuw aanbod:",
        "Herinnering: uw antwoord op",
        "Herinnering: uw antwoord op",
        "Geen antwoord op uw aanbod van",
    ]
    assert "Vandaag is de laatste dag." in over[2].get_content()
    assert all("Femke" not in mail.get_content() and "Dorien" not in mail.get_content() for mail in over)
    assert all("VWS" in mail["From"].addresses[0].display_name for mail in over)
    stappen.nothing_broken()


def test_a_reminder_that_failed_is_ticked_off_by_who_offered(stappen: Stappen) -> None:
    offer(stappen)
    with stappen.wereld.database.transaction() as session:
        rij = session.exec(select(Bericht).where(Bericht.moment == M.AANBOD)).one()
        rij.status, rij.wachtreden, rij.versturen_na = BerichtStatus.MISLUKT, None, None
        id_ = rij.id
    stappen.wereld.later(hours=1)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert mark_bericht_sent(desk, id_).status is BerichtStatus.VERSTUURD
