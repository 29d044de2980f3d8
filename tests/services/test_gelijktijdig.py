"""Real threads on a real database: exactly one wins, and the others read who that was."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Barrier

import pytest

from app.domain.actor import Actor
from app.domain.errors import DomainError, OverdrachtAlreadyOpenError, OverdrachtEndedError, RefusedError
from app.domain.opdrachten import AssignBehandelaar, JeugdigeGegevens
from app.domain.termen import OverdrachtStatus
from app.models import Overdracht
from app.services.behandelaar import assign_behandelaar
from app.services.melding import register_melding
from tests.fixtures_app import Wereld, some_melding
from tests.services.stappen import Stappen

MELDER_IN_DE_BUURT = some_melding().jeugdigen


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Start all acts at the same moment, each in a thread; a refusal is an answer too."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except DomainError as weigering:
            return weigering

    with ThreadPoolExecutor(len(acts)) as draden:
        return list(draden.map(run, acts))


@pytest.fixture
def stappen(wereld: Wereld) -> Stappen:
    return Stappen(wereld)


def offered_to_ret(stappen: Stappen) -> Overdracht:
    gemeld = stappen.register()
    casus_id = gemeld.casussen[0].id
    stappen.move(casus_id, "vws-ucz", "ozj", "en2")
    stappen.wereld.later(hours=1)
    return stappen.offer("en2", "ret-jz07", casus_id)


def people(stappen: Stappen, aantal: int) -> list[Actor]:
    return [stappen.wereld.hire("ret-jz07") for _ in range(aantal)]


@pytest.mark.parametrize("aantal", [2, pytest.param(50, marks=pytest.mark.traag)])
def test_of_many_who_accept_exactly_one_becomes_owner(stappen: Stappen, aantal: int) -> None:
    overdracht = offered_to_ret(stappen)
    collegas = people(stappen, aantal)
    antwoorden = at_once([partial(stappen.accept, c, overdracht) for c in collegas])
    gewonnen = [a for a in antwoorden if isinstance(a, Overdracht)]
    verloren = [a for a in antwoorden if isinstance(a, OverdrachtEndedError)]
    assert (len(gewonnen), len(verloren)) == (1, aantal - 1)
    winnaar = collegas[antwoorden.index(gewonnen[0])]
    assert all(v.melding.startswith(f"{winnaar.naam} heeft dit al aanvaard, om ") for v in verloren)
    assert stappen.owner(overdracht.casus_id) == "ret-jz07"
    assert stappen.eigenaarschappen(overdracht.casus_id)[-1].behandelaar_id == winnaar.id
    stappen.nothing_broken()


def test_accepting_returning_withdrawing_and_expiring_at_once_ends_it_once(stappen: Stappen) -> None:
    overdracht = offered_to_ret(stappen)
    antwoorden = at_once(
        [
            lambda: stappen.accept("ret-jz07", overdracht),
            lambda: stappen.give_back("ret-jz07", overdracht),
            lambda: stappen.withdraw("en2", overdracht),
            lambda: stappen.expire(overdracht),
            lambda: stappen.assess("ret-jz07", overdracht),
        ]
    )
    einde = stappen.overdracht(overdracht.id)
    geslaagd = [a for a in antwoorden[:3] if isinstance(a, Overdracht)]
    assert len(geslaagd) + (antwoorden[3] is True) == 1
    assert all(isinstance(a, Overdracht | OverdrachtEndedError | bool) for a in antwoorden)
    eigenaar = "ret-jz07" if einde.status is OverdrachtStatus.AANVAARD else "en2"
    assert stappen.owner(overdracht.casus_id) == eigenaar
    stappen.nothing_broken()


def test_of_two_offers_at_once_one_is_made(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    collega = stappen.wereld.hire("vws-ucz")
    # Without an own relation a colleague may not offer; so both are the behandelaar.
    zelfde = replace(stappen.wereld.actors["vws-ucz"], vervangt=frozenset({collega.id}))
    antwoorden = at_once(
        [
            lambda: stappen.offer("vws-ucz", "ozj", casus_id),
            lambda: stappen.offer(zelfde, "juiste-loket", casus_id),
        ]
    )
    assert sum(isinstance(a, Overdracht) for a in antwoorden) == 1
    assert sum(isinstance(a, OverdrachtAlreadyOpenError) for a in antwoorden) == 1
    stappen.nothing_broken()


def test_offering_again_while_the_receiver_accepts_leaves_one_owner(stappen: Stappen) -> None:
    overdracht = offered_to_ret(stappen)
    antwoorden = at_once(
        [
            lambda: stappen.accept("ret-jz07", overdracht),
            lambda: stappen.withdraw("en2", overdracht),
            lambda: stappen.offer("en2", "ret-jz14", overdracht.casus_id),
        ]
    )
    assert all(isinstance(a, Overdracht | DomainError) for a in antwoorden)
    assert stappen.owner(overdracht.casus_id) in ("ret-jz07", "en2")
    stappen.nothing_broken()


def test_of_two_colleagues_who_take_a_casus_one_gets_it(stappen: Stappen) -> None:
    overdracht = offered_to_ret(stappen)
    stappen.accept("ret-jz07", overdracht)
    wijkteam = stappen.wereld.hire("wijkteam-gm0193"), stappen.wereld.hire("wijkteam-gm0193")
    verder = stappen.offer("ret-jz07", "wijkteam-gm0193", overdracht.casus_id)
    stappen.accept("wijkteam-gm0193", verder, zonder_behandelaar=True)

    def take(wie: Actor) -> object:
        with stappen.wereld.werkplek(wie) as desk:
            opdracht = AssignBehandelaar(casus_id=overdracht.casus_id, medewerker_id=wie.id)
            return assign_behandelaar(desk, opdracht)

    antwoorden = at_once([partial(take, w) for w in wijkteam])
    verloren = [a for a in antwoorden if isinstance(a, RefusedError)]
    assert len(verloren) == 1
    winnaar = wijkteam[1 - antwoorden.index(verloren[0])]
    assert verloren[0].melding == f"{winnaar.naam} heeft deze casus al genomen."
    stappen.nothing_broken()


def test_many_registrations_at_once_each_get_an_own_kenmerk(stappen: Stappen) -> None:
    aantal = 12
    gemeld = at_once([stappen.register] * aantal)
    kenmerken = {g.melding.kenmerk for g in gemeld}  # type: ignore[attr-defined]  # all succeeded
    assert len(kenmerken) == aantal
    stappen.nothing_broken()


@pytest.mark.parametrize("ronde", range(3))
def test_linking_a_new_melding_while_the_casus_changes_hands_keeps_all_duties_right(
    stappen: Stappen, ronde: int
) -> None:
    casus = stappen.register().casussen[0]
    overdracht = stappen.offer("vws-ucz", "ozj", casus.id)
    kinderen = (*MELDER_IN_DE_BUURT, JeugdigeGegevens(casus=casus.kenmerk))
    antwoorden = at_once(
        [
            lambda: stappen.accept("ozj", overdracht),
            lambda: stappen.register("vws-ucz", jeugdigen=kinderen),
        ]
    )
    assert isinstance(antwoorden[0], Overdracht)
    assert stappen.owner(casus.id) == "ozj"
    stappen.nothing_broken()


def test_an_act_that_waited_sees_what_was_linked_meanwhile(stappen: Stappen) -> None:
    """The new melding is about another child first; the casus that changes hands is only its second."""
    casus = stappen.register().casussen[0]
    overdracht = stappen.offer("vws-ucz", "ozj", casus.id)
    kinderen = (*MELDER_IN_DE_BUURT, JeugdigeGegevens(casus=casus.kenmerk))
    with ThreadPoolExecutor(1) as draad:
        with stappen.wereld.werkplek("vws-ucz") as desk:
            gemeld = register_melding(desk, some_melding(jeugdigen=kinderen))
            aanvaarding = draad.submit(stappen.accept, "ozj", overdracht)
            with pytest.raises(TimeoutError):
                aanvaarding.result(timeout=0.5)  # it waits for this act
        aanvaarding.result()
    assert stappen.owner(casus.id) == "ozj"
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "vws-ucz"}
    stappen.nothing_broken()
