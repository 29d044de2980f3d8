"""Wachten: what follows from the casus, then what the owner says; a day to come, within three months."""

from datetime import date
from uuid import UUID

import pytest

from app.domain.errors import InvalidInputError
from app.domain.veiligheidstermen import Wachtgrond
from app.domain.wachten import SetWacht, Wachtpunt, Wachtstand, refuse_wait, waits_on

DAG = date(2026, 11, 20)


def test_everything_that_is_waited_on_is_named_in_one_order() -> None:
    stand = Wachtstand(("RET Twente", DAG), ("OZJ", DAG), ("een plek of wachtlijst", DAG), (("GGZ", DAG),))
    assert list(waits_on(stand)) == [
        Wachtpunt("antwoord van RET Twente", DAG),
        Wachtpunt("bericht van OZJ aan het loket", DAG),
        Wachtpunt("de bijdrage van GGZ", DAG),
        Wachtpunt("een plek of wachtlijst", DAG),
    ]
    assert list(waits_on(Wachtstand())) == []


@pytest.mark.parametrize(
    ("tot", "goed"),
    [(DAG, True), (date(2026, 11, 19), False), (date(2027, 2, 20), True), (date(2027, 2, 21), False)],
)
def test_somebody_looks_again_within_three_months(tot: date, goed: bool) -> None:
    opdracht = SetWacht(casus_id=UUID(int=1), grond=Wachtgrond.PLEK, tot=tot)
    if goed:
        refuse_wait(opdracht, DAG)
    else:
        with pytest.raises(InvalidInputError):
            refuse_wait(opdracht, DAG)
