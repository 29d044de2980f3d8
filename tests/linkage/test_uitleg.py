"""What counts as new evidence for a pair that people rejected (domain.md §6)."""

import pytest

from app.linkage.uitleg import speaks_more

TOEN = "voornaam:gelijk,achternaam:tikfout,geboortedatum:een_verschil,adres:alleen_gemeente"


@pytest.mark.parametrize(
    ("anders", "meer"),
    [
        ((), False),
        (("achternaam:gelijk",), True),
        (("achternaam:anders",), False),
        (("adres:gelijk",), True),
        (("adres:zelfde_gemeente",), False),
        (("adres:onbekend",), False),
        (("achternaam:anders", "geboortedatum:gelijk"), True),
    ],
)
def test_what_agrees_better_is_new_evidence_and_what_agrees_less_is_not(
    anders: tuple[str, ...], meer: bool
) -> None:
    nu = dict(code.split(":") for code in (*TOEN.split(","), *anders))
    assert speaks_more(TOEN, ",".join(f"{veld}:{niveau}" for veld, niveau in nu.items())) is meer


def test_what_gets_known_speaks_for_it_when_it_agrees() -> None:
    assert speaks_more("voornaam:gelijk", "voornaam:gelijk,adres:bijna")
    assert not speaks_more("voornaam:gelijk", "voornaam:gelijk,adres:anders")
