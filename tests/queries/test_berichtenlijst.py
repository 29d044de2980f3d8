"""Who reads, sends and ticks off a message: it holds the name, the words and the address (§5)."""

from uuid import UUID

import pytest
from sqlmodel import col, select

from app.domain.actor import Actor
from app.domain.berichttermen import BerichtStatus
from app.domain.errors import NotPermittedError, NotVisibleError
from app.domain.opdrachten import AssignBehandelaar
from app.models import Bericht, Medewerker, Organisatie
from app.queries.berichtbeelden import BerichtBeeld
from app.queries.berichtenlijst import list_berichten, load_bericht
from app.queries.vandaag import today
from app.services.behandelaar import assign_behandelaar
from app.services.versturen import mark_bericht_sent
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen

Wie = str | Actor


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    return Stappen(sqlite_wereld)


def receipt(stappen: Stappen) -> UUID:
    """The letter that says the melding was received: it waits at its loket."""
    with stappen.wereld.database.read() as session:
        return session.exec(select(Bericht.id).order_by(col(Bericht.id))).first() or UUID(int=0)


def read(stappen: Stappen, wie: Wie, bericht_id: UUID) -> BerichtBeeld:
    with stappen.wereld.werkplek(wie) as desk:
        return load_bericht(desk, bericht_id)


def tick(stappen: Stappen, wie: Wie, bericht_id: UUID) -> None:
    with stappen.wereld.werkplek(wie) as desk:
        mark_bericht_sent(desk, bericht_id)


def listed(stappen: Stappen, wie: Wie, status: BerichtStatus = BerichtStatus.TE_VERSTUREN) -> list[UUID]:
    with stappen.wereld.werkplek(wie) as desk:
        return [beeld.id for beeld in list_berichten(desk, status, None)[0]]


def counted(stappen: Stappen, wie: Wie) -> bool:
    with stappen.wereld.werkplek(wie) as desk:
        return "berichten" in {taak.soort for taak in today(desk).taken}


def test_who_treats_the_casus_reads_it_with_the_address_until_it_was_sent(stappen: Stappen) -> None:
    stappen.register()
    brief = receipt(stappen)
    beeld = read(stappen, "vws-ucz", brief)
    assert beeld.leesbaar and beeld.tekst and "dorien@voorbeeld.example" in (beeld.adres or "")
    tick(stappen, "vws-ucz", brief)
    later = read(stappen, "vws-ucz", brief)
    assert later.tekst == beeld.tekst
    assert later.adres is None


def test_a_colleague_who_does_not_treat_it_has_it_not_in_the_outbox(stappen: Stappen) -> None:
    stappen.register()
    brief, collega = receipt(stappen), stappen.wereld.hire("vws-ucz")
    assert (listed(stappen, collega), counted(stappen, collega)) == ([], False)
    for doe in (read, tick):
        with pytest.raises(NotVisibleError):
            doe(stappen, collega, brief)


def test_of_a_casus_that_nobody_treats_the_words_come_with_taking_it(stappen: Stappen) -> None:
    casus = stappen.register().casussen[0]
    brief, collega = receipt(stappen), stappen.wereld.hire("vws-ucz")
    assign(stappen, "vws-ucz", casus.id, None)
    beeld = read(stappen, collega, brief)
    assert (beeld.leesbaar, beeld.tekst, beeld.adres) == (False, None, None)
    assert counted(stappen, collega)
    with pytest.raises(NotPermittedError):
        tick(stappen, collega, brief)
    assign(stappen, collega, casus.id, collega)
    assert read(stappen, collega, brief).leesbaar
    tick(stappen, collega, brief)


def assign(stappen: Stappen, door: Wie, casus_id: UUID, wie: Actor | None) -> None:
    with stappen.wereld.werkplek(door) as desk:
        assign_behandelaar(desk, AssignBehandelaar(casus_id=casus_id, medewerker_id=wie.id if wie else None))


def test_who_passed_the_casus_on_still_sends_its_letter_and_then_sees_that_it_was_sent(
    stappen: Stappen,
) -> None:
    casus = stappen.register().casussen[0]
    brief, collega = receipt(stappen), stappen.wereld.hire("vws-ucz")
    stappen.move(casus.id, "vws-ucz", "ozj")
    with pytest.raises(NotVisibleError):
        read(stappen, collega, brief)
    assert read(stappen, "vws-ucz", brief).adres
    tick(stappen, "vws-ucz", brief)
    assert listed(stappen, "vws-ucz", BerichtStatus.VERSTUURD) == [brief]
    beeld = read(stappen, "vws-ucz", brief)
    assert (beeld.status, beeld.leesbaar, beeld.tekst, beeld.adres) == ("verstuurd", False, None, None)


def test_the_vangnethouder_sends_what_an_unreachable_owner_must_send(stappen: Stappen) -> None:
    stappen.register()
    brief = receipt(stappen)
    assert listed(stappen, "ozj") == []
    with stappen.wereld.database.transaction() as session:
        loket = select(Organisatie.id).where(Organisatie.kenmerk == "vws-ucz")
        for persoon in session.exec(select(Medewerker).where(col(Medewerker.organisatie_id).in_(loket))):
            persoon.actief_tot = stappen.vandaag
    assert (listed(stappen, "ozj"), counted(stappen, "ozj")) == ([brief], True)
    assert read(stappen, "ozj", brief).adres
    tick(stappen, "ozj", brief)
    assert listed(stappen, "ozj", BerichtStatus.VERSTUURD) == []
    with pytest.raises(NotVisibleError):
        read(stappen, "ozj", brief)
