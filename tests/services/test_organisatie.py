"""A party is blocked, let in again, or ends in good order: open work is never lost sight of."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from app.domain.actor import Actor, Rol
from app.domain.beheer import BlockOrganisatie, ProposeOpvolging
from app.domain.errors import NotPermittedError, NotVisibleError, RefusedError
from app.domain.termen import Blokkadereden, MeldingUitkomst, OverdrachtStatus
from app.models import Organisatie
from app.queries.casusbeeld import load_casus
from app.queries.organisatiewerk import open_work
from app.queries.toegang import actor_of_medewerker
from app.services.organisatie import block_organisatie, end_organisatie, unblock_organisatie
from app.services.rechtsopvolging import propose_opvolging
from tests.services.stappen import Stappen


@pytest.fixture
def beheerder(stappen: Stappen) -> Actor:
    return stappen.wereld.hire("ozj", Rol.BEHEERDER)


def block(stappen: Stappen, wie: Actor, organisatie: str) -> int:
    with stappen.wereld.werkplek(wie) as desk:
        return block_organisatie(desk, BlockOrganisatie(organisatie, Blokkadereden.BEVEILIGING))


def end(stappen: Stappen, wie: Actor, organisatie: str) -> Organisatie:
    with stappen.wereld.werkplek(wie) as desk:
        return end_organisatie(desk, organisatie)


def has_access(stappen: Stappen, kenmerk: str) -> bool:
    with stappen.wereld.database.read() as session:
        return actor_of_medewerker(session, stappen.wereld.actors[kenmerk].id, stappen.vandaag) is not None


def test_a_block_works_at_once_and_ends_the_offers_that_wait_there(
    stappen: Stappen, beheerder: Actor
) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    overdracht = stappen.offer("ozj", "en2", gemeld.casussen[0].id)
    assert block(stappen, beheerder, "en2") == 1
    assert not has_access(stappen, "en2")
    assert stappen.overdracht(overdracht.id).status is OverdrachtStatus.VERLOPEN
    assert stappen.owner(gemeld.casussen[0].id) == "ozj"
    with pytest.raises(RefusedError, match="geen toegang"):
        stappen.offer("ozj", "en2", gemeld.casussen[0].id)
    stappen.nothing_broken()


def test_what_a_blocked_party_owns_comes_in_sight_of_the_vangnethouder(
    stappen: Stappen, beheerder: Actor
) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    casus = gemeld.casussen[0]
    stappen.move(casus.id, "ozj", "en2", "ret-jz07")
    block(stappen, beheerder, "ret-jz07")
    with stappen.wereld.werkplek("ozj") as desk:
        assert load_casus(desk, casus.kenmerk).eigenaar.id == stappen.id_of("ret-jz07")
    stappen.offer("ozj", "en2", casus.id, nieuw_feit="Het expertteam heeft geen toegang meer")
    stappen.accept("en2", stappen.pending(casus.id))
    assert stappen.owner(casus.id) == "en2"
    stappen.nothing_broken()


def test_after_the_block_everybody_gets_in_again(stappen: Stappen, beheerder: Actor) -> None:
    block(stappen, beheerder, "en2")
    with pytest.raises(RefusedError, match="al geblokkeerd"):
        block(stappen, beheerder, "en2")
    with stappen.wereld.werkplek(beheerder) as desk:
        unblock_organisatie(desk, "en2")
    assert has_access(stappen, "en2")
    with stappen.wereld.werkplek(beheerder) as desk, pytest.raises(RefusedError, match="heeft al toegang"):
        unblock_organisatie(desk, "en2")
    stappen.nothing_broken()


@pytest.mark.parametrize("act", [block, end])
def test_the_vangnethouder_cannot_be_blocked_or_ended(
    stappen: Stappen, beheerder: Actor, act: object
) -> None:
    with pytest.raises(RefusedError, match="vangt op"):
        act(stappen, beheerder, "ozj")  # type: ignore[operator]  # one of two helpers


@pytest.mark.parametrize("act", [block, end])
def test_only_the_landelijke_beheerder_does_this(stappen: Stappen, beheerder: Actor, act: object) -> None:
    for wie in (
        stappen.wereld.actors["ozj"],
        replace(stappen.wereld.actors["en2"], rollen=frozenset({Rol.BEHEERDER, Rol.COORDINATOR})),
    ):
        with pytest.raises(NotPermittedError):
            act(stappen, wie, "en3")  # type: ignore[operator]  # one of two helpers


def test_a_party_with_work_cannot_end_and_hears_all_that_lies_there(
    stappen: Stappen, beheerder: Actor
) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    casus_id = gemeld.casussen[0].id
    stappen.move(casus_id, "ozj", "en2")
    with pytest.raises(RefusedError, match=r"1 casus waarvoor .* beloften .* Zet dat eerst over"):
        end(stappen, beheerder, "en2")
    with pytest.raises(RefusedError, match="1 open melding die hier binnenkwam"):
        end(stappen, beheerder, "vws-ucz")
    stappen.move(casus_id, "en2", "ret-jz07")
    end(stappen, beheerder, "en2")
    with pytest.raises(RefusedError, match="werkt al niet meer"):
        end(stappen, beheerder, "en2")
    assert not has_access(stappen, "en2")
    stappen.nothing_broken()


def test_who_ended_is_offered_nothing_and_a_melder_who_comes_back_is_received_elsewhere(
    stappen: Stappen, beheerder: Actor
) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    casus_id, melding_id = gemeld.casussen[0].id, gemeld.melding.id
    stappen.move(casus_id, "ozj", "en2", "ret-jz07", "gemeente-gm0193")
    stappen.tell_melder("gemeente-gm0193", melding_id)
    stappen.tell_loket("ret-jz07", melding_id)
    stappen.close_melding("gemeente-gm0193", melding_id, MeldingUitkomst.GEHOLPEN)
    stappen.close_casus("gemeente-gm0193", casus_id)
    end(stappen, beheerder, "gemeente-gm0193")
    stappen.reopen("vws-ucz", melding_id)
    assert stappen.owner(casus_id) == "vws-ucz"
    coordinator = stappen.wereld.hire("vws-ucz", Rol.COORDINATOR)
    with pytest.raises(RefusedError, match="kan nog niemand dit aanvaarden"):
        stappen.offer(coordinator, "gemeente-gm0193", casus_id, overgeslagen="kortste_route")
    stappen.nothing_broken()


def test_a_planned_succession_must_be_withdrawn_before_a_party_ends(
    stappen: Stappen, beheerder: Actor
) -> None:
    with stappen.wereld.werkplek(beheerder) as desk:
        morgen = stappen.vandaag + timedelta(days=1)
        propose_opvolging(desk, ProposeOpvolging("en3", "en2", morgen))
    with pytest.raises(RefusedError, match="Trek die eerst in"):
        end(stappen, beheerder, "en3")


def test_an_unknown_party_is_said_to_be_unknown(stappen: Stappen, beheerder: Actor) -> None:
    with pytest.raises(Exception, match="staat niet in de lijst"):
        block(stappen, beheerder, "bestaat-niet")


def test_the_numbers_are_those_of_the_rows(stappen: Stappen) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    stappen.offer("ozj", "en2", gemeld.casussen[0].id)
    with stappen.wereld.database.read() as session:
        ids = dict(session.exec(select(Organisatie.kenmerk, Organisatie.id)).all())
        assert open_work(session, ids["en2"]).aanbod == 1
        assert open_work(session, ids["en3"]).is_leeg
        assert open_work(session, ids["ozj"]).casussen == 1


def test_a_stranger_sees_nothing_of_a_casus_that_is_caught(stappen: Stappen, beheerder: Actor) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    stappen.move(gemeld.casussen[0].id, "ozj", "en2")
    block(stappen, beheerder, "en2")
    with stappen.wereld.werkplek("ret-jz14") as desk, pytest.raises(NotVisibleError):
        load_casus(desk, gemeld.casussen[0].kenmerk)
