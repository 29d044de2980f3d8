"""A melding in a conversation: the melder heard it at once, so no message says it again."""

import pytest

from app.domain.opdrachten import MelderGegevens
from app.domain.termen import Kanaal
from app.services.gesprek import take_melding
from tests.fixtures_app import some_melding
from tests.services.stappen import Stappen


def take(stappen: Stappen, **anders: object) -> None:
    with stappen.wereld.werkplek("vws-ucz") as desk:
        take_melding(desk, some_melding(**anders), al_gezegd=True)
    stappen.nothing_broken()


@pytest.mark.parametrize("kanaal", [Kanaal.TELEFOON, Kanaal.GESPREK])
def test_what_was_said_at_once_needs_no_message(stappen: Stappen, kanaal: Kanaal) -> None:
    take(stappen, kanaal=kanaal)
    assert "ontvangstbevestiging" not in stappen.open_codes()
    assert stappen.berichten() == [("ontvangstbevestiging", "vervallen")]


def test_a_letter_is_confirmed_by_a_message_whatever_was_ticked(stappen: Stappen) -> None:
    take(stappen, kanaal=Kanaal.BRIEF)
    assert "ontvangstbevestiging" in stappen.open_codes()
    assert stappen.berichten() == [("ontvangstbevestiging", "te_versturen")]


def test_who_cannot_be_reached_gets_nothing_either_way(stappen: Stappen) -> None:
    take(stappen, kanaal=Kanaal.TELEFOON, melder=MelderGegevens(anoniem=True))
    assert stappen.berichten() == []
