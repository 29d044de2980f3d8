"""The advised chain: in order, with reasons, and one proposal (R004, R011)."""

from uuid import UUID

import pytest

from app.domain.actor import OrganisatieSoort as Soort
from app.domain.keten.niveaus import RouteVoorkeur
from app.domain.keten.route import Schakelkandidaat, advise_route
from app.domain.termen import Overslagreden

SOORTEN = (
    Soort.LOKET, Soort.OZJ, Soort.EXPERTISENETWERK, Soort.RET, Soort.GEMEENTE, Soort.WIJKTEAM,
)  # fmt: skip
PARTIJ = {
    soort: Schakelkandidaat(UUID(int=nummer), soort.value, soort.value.title(), soort)
    for nummer, soort in enumerate(SOORTEN, start=1)
}
ANDER_LOKET = Schakelkandidaat(UUID(int=99), "igj", "Igj", Soort.LOKET)
ALLE = tuple(PARTIJ.values())
KETEN, KORTST = RouteVoorkeur.KETEN, RouteVoorkeur.KORTST


def proposed(vanaf: Soort, voorkeur: RouteVoorkeur = KETEN, zonder: tuple[Soort, ...] = ()) -> str | None:
    kandidaten = [k for k in (*ALLE, ANDER_LOKET) if k.soort not in zonder]
    route = advise_route(kandidaten, PARTIJ[vanaf], "Zwolle", voorkeur)
    gekozen = [schakel for schakel in route if schakel.voorgesteld]
    assert len(gekozen) <= 1
    return gekozen[0].organisatie.kenmerk if gekozen else None


@pytest.mark.parametrize(
    ("vanaf", "voorkeur", "zonder", "verwacht"),
    [
        (Soort.LOKET, KETEN, (), "ozj"),
        (Soort.OZJ, KETEN, (), "expertisenetwerk"),
        (Soort.EXPERTISENETWERK, KETEN, (), "ret"),
        (Soort.RET, KETEN, (), "wijkteam"),
        (Soort.RET, KETEN, (Soort.WIJKTEAM,), "gemeente"),
        (Soort.GEMEENTE, KETEN, (), None),
        (Soort.WIJKTEAM, KETEN, (), None),
        (Soort.OZJ, KETEN, (Soort.EXPERTISENETWERK,), "ret"),
        (Soort.LOKET, KORTST, (), "ret"),
        (Soort.LOKET, KORTST, (Soort.RET,), "ozj"),
        (Soort.RET, KORTST, (), "wijkteam"),
    ],
)
def test_the_next_link_is_proposed(
    vanaf: Soort, voorkeur: RouteVoorkeur, zonder: tuple[Soort, ...], verwacht: str | None
) -> None:
    assert proposed(vanaf, voorkeur, zonder) == verwacht


def test_the_chain_stands_in_order_with_a_reason_for_each_link() -> None:
    route = advise_route(list(reversed(ALLE)), PARTIJ[Soort.LOKET], "Zwolle", KETEN)
    assert [schakel.organisatie.soort for schakel in route] == list(SOORTEN)
    assert [schakel.niveau for schakel in route] == [1, 2, 3, 4, 5, 5]
    assert "Zwolle is verantwoordelijk" in route[4].reden
    assert all(schakel.overgeslagen is None for schakel in route)


def test_the_short_way_brings_its_reason_along() -> None:
    route = advise_route(ALLE, PARTIJ[Soort.LOKET], "Zwolle", KORTST)
    assert [s.overgeslagen for s in route if s.voorgesteld] == [Overslagreden.KORTSTE_ROUTE]


def test_other_lokets_are_no_link_and_without_a_gemeente_it_is_not_named() -> None:
    route = advise_route((ANDER_LOKET, PARTIJ[Soort.RET]), PARTIJ[Soort.LOKET], None, KETEN)
    assert [schakel.organisatie.kenmerk for schakel in route] == ["loket", "ret"]
    assert "deze gemeente" in route[1].reden


def test_from_a_party_outside_the_chain_the_first_link_is_proposed() -> None:
    vreemd = Schakelkandidaat(UUID(int=98), "x", "X", Soort.LOKET)
    assert advise_route((), vreemd, None, KETEN)[0].voorgesteld is False
