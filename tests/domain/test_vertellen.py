"""What is proposed to tell keeps the promise that comes first."""

import pytest

from app.domain.termen import TerugkoppelingSoort as S
from app.domain.termijnen.regels import Termijncode as C
from app.domain.vertellen import VERVULT, VOORSTEL, due_kind, impossible_kinds


def test_the_first_promise_that_telling_can_keep_decides() -> None:
    assert due_kind([C.EERSTE_CONTACT, C.ONTVANGSTBEVESTIGING]) is S.EERSTE_CONTACT
    assert due_kind([C.BIJDRAGE, C.ANTWOORD_MELDER]) is S.INHOUDELIJK


def test_without_such_a_promise_it_is_a_mededeling() -> None:
    assert due_kind([]) is due_kind([C.BIJDRAGE]) is S.MEDEDELING


@pytest.mark.parametrize("code", sorted(set(VOORSTEL) - {C.TUSSENBERICHT}))
def test_what_is_proposed_keeps_the_promise_that_it_is_proposed_for(code: C) -> None:
    assert code in VERVULT[VOORSTEL[code]]


def test_only_a_formal_letter_has_a_formal_answer() -> None:
    assert impossible_kinds(formele_brief=True) == frozenset()
    assert impossible_kinds(formele_brief=False) == {S.FORMEEL_ANTWOORD}
