"""Ages and birthdays, also of who was born on 29 February; a token that may less; errors without words."""

from datetime import date
from uuid import UUID

import pytest

from app.domain.actor import Actor, ActorSoort, OrganisatieSoort, Rol, Scope
from app.domain.datum import age_on, birthday_18, dag_en_maand
from app.domain.errors import NotVisibleError

SCHRIKKEL = date(2008, 2, 29)


@pytest.mark.parametrize(
    ("geboren", "vandaag", "leeftijd"),
    [
        (date(2010, 3, 14), date(2026, 3, 13), 15),
        (date(2010, 3, 14), date(2026, 3, 14), 16),
        (date(2010, 3, 14), date(2026, 12, 31), 16),
        (SCHRIKKEL, date(2026, 2, 28), 17),
        (SCHRIKKEL, date(2026, 3, 1), 18),
    ],
)
def test_age_in_whole_years(geboren: date, vandaag: date, leeftijd: int) -> None:
    assert age_on(geboren, vandaag) == leeftijd


@pytest.mark.parametrize(
    ("geboren", "achttien"),
    [(date(2010, 3, 14), date(2028, 3, 14)), (SCHRIKKEL, date(2026, 3, 1))],
)
def test_the_eighteenth_birthday(geboren: date, achttien: date) -> None:
    assert birthday_18(geboren) == achttien
    assert age_on(geboren, achttien) == 18


def test_a_date_within_sight_has_no_year() -> None:
    assert dag_en_maand(date(2026, 11, 20)) == "20 november"


def test_behind_a_token_an_actor_may_less() -> None:
    actor = Actor(
        soort=ActorSoort.SYSTEEM,
        id=UUID(int=1),
        organisatie_id=UUID(int=2),
        organisatie_soort=OrganisatieSoort.RET,
        organisatie_naam="RET",
        naam="Koppeling",
        rollen=frozenset({Rol.COORDINATOR}),
    )
    assert actor.with_scopes(frozenset({Scope.LEZEN})).scopes == {Scope.LEZEN}


def test_what_is_not_visible_does_not_say_whether_it_exists() -> None:
    assert NotVisibleError().melding == "Deze pagina bestaat niet, of is niet voor u zichtbaar."
