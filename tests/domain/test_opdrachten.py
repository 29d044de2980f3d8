"""What a command knows by itself: the channel of a melder, how sure a woonplaats is."""

import pytest

from app.domain.opdrachten import JeugdigeGegevens, MelderGegevens
from app.domain.termen import Voorkeurskanaal as Kanaal
from app.domain.termen import WoonplaatsStatus as Status


@pytest.mark.parametrize(
    ("melder", "kanaal"),
    [
        (MelderGegevens(email="e", telefoon="t", adres="a"), Kanaal.MAIL),
        (MelderGegevens(telefoon="t", adres="a"), Kanaal.TELEFOON),
        (MelderGegevens(adres="a"), Kanaal.BRIEF),
        (MelderGegevens(), Kanaal.GEEN),
        (MelderGegevens(anoniem=True), Kanaal.GEEN),
        (MelderGegevens(email="e", voorkeurskanaal=Kanaal.GEEN), Kanaal.GEEN),
    ],
)
def test_the_channel_is_the_wish_else_what_is_known(melder: MelderGegevens, kanaal: Kanaal) -> None:
    assert melder.kanaal is kanaal


@pytest.mark.parametrize(
    ("gemeente", "gezegd", "status"),
    [
        (None, None, Status.ONBEKEND),
        (None, Status.VASTGESTELD, Status.ONBEKEND),
        ("GM0193", None, Status.VERMOEDELIJK),
        ("GM0193", Status.ONBEKEND, Status.VERMOEDELIJK),
        ("GM0193", Status.VASTGESTELD, Status.VASTGESTELD),
        ("GM0193", Status.BETWIST, Status.BETWIST),
    ],
)
def test_how_sure_a_woonplaats_is(gemeente: str | None, gezegd: Status | None, status: Status) -> None:
    assert JeugdigeGegevens(woonplaats_gemeente=gemeente, woonplaats_status=gezegd).status is status


def test_a_jeugdige_is_known_by_a_name_or_a_birthday() -> None:
    assert not JeugdigeGegevens(woonplaats_gemeente="GM0193").is_bekend
    assert JeugdigeGegevens(roepnaam="Fem").is_bekend
