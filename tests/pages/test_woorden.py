"""Every code that a screen can show has a word, and one word only."""

import inspect
from enum import StrEnum

import pytest

from app.domain import berichttermen, klachttermen, termen
from app.domain.actor import OrganisatieSoort, Rol
from app.schemas.woorden import WOORDEN, woord

#: Codes that no screen shows as such.
ZONDER_WOORD = {"Richting", "TermijnStatus", "Vervalreden", "BerichtAan"}
LIJSTEN = [
    lijst
    for bron in (termen, berichttermen, klachttermen)
    for _, lijst in inspect.getmembers(bron, inspect.isclass)
    if issubclass(lijst, StrEnum) and lijst is not StrEnum and lijst.__name__ not in ZONDER_WOORD
]


@pytest.mark.parametrize("lijst", [*LIJSTEN, OrganisatieSoort, Rol])
def test_every_code_has_a_word(lijst: type[StrEnum]) -> None:
    assert all(woord(code) for code in lijst)


def test_no_code_has_two_words() -> None:
    codes = [(type(code), code.value) for code, _ in WOORDEN]
    assert len(codes) == len(set(codes))
