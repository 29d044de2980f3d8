"""The transition table: total, every allowed row, and a refusal with a reason for all others."""

from itertools import product

import pytest

from app.domain.keten.overgangen import (
    BEVOEGD,
    OVERGANGEN,
    Actie,
    Overgang,
    Partij,
    Rolgroep,
    Uitkomst,
    judge,
    table,
)
from app.domain.termen import OPEN_OVERDRACHT
from app.domain.termen import OverdrachtStatus as Status

ENDED = (Status.AANVAARD, Status.TERUGGEGEVEN, Status.INGETROKKEN, Status.VERLOPEN)
K, O_ = Rolgroep.KETEN, Rolgroep.OVERIG
P, A, U = Partij, Actie, Uitkomst


def test_the_table_answers_every_combination() -> None:
    alles = set(product((None, *Status), Actie, Rolgroep, Partij))
    assert table().keys() == alles
    assert all(isinstance(uitkomst, Uitkomst) for uitkomst in table().values())


def test_only_the_listed_rows_are_allowed_each_with_its_source() -> None:
    toegestaan = {sleutel for sleutel, uitkomst in table().items() if uitkomst is U.TOEGESTAAN}
    assert toegestaan == {(o.status, o.actie, o.rolgroep, o.partij) for o in OVERGANGEN}
    assert len(toegestaan) == len(OVERGANGEN)
    assert all(o.bron for o in OVERGANGEN)


@pytest.mark.parametrize("overgang", OVERGANGEN, ids=lambda o: f"{o.status}-{o.actie}-{o.partij}")
def test_an_allowed_act_leads_where_the_table_says(overgang: Overgang) -> None:
    naar = {
        A.AANBIEDEN: Status.AANGEBODEN, A.AANVAARDEN: Status.AANVAARD, A.BEOORDELEN: Status.IN_BEOORDELING,
        A.TERUGGEVEN: Status.TERUGGEGEVEN, A.INTREKKEN: Status.INGETROKKEN, A.VERLOPEN: Status.VERLOPEN,
        A.ESCALEREN: overgang.status,
    }  # fmt: skip
    assert overgang.naar is naar[overgang.actie]


@pytest.mark.parametrize(
    ("actie", "partijen"),
    [
        (A.AANBIEDEN, {P.EIGENAAR}),
        (A.AANVAARDEN, {P.AANGESPROKENE}),
        (A.BEOORDELEN, {P.AANGESPROKENE}),
        (A.TERUGGEVEN, {P.AANGESPROKENE}),
        (A.INTREKKEN, {P.EIGENAAR}),
        (A.VERLOPEN, {P.WORKER}),
        (A.ESCALEREN, {P.EIGENAAR, P.AANGESPROKENE}),
    ],
)
def test_each_act_belongs_to_its_party(actie: Actie, partijen: set[Partij]) -> None:
    assert BEVOEGD[actie] == partijen
    for partij in set(Partij) - partijen:
        for status in (None, *Status):
            assert judge(status, actie, K, partij) is U.NIET_UW_OVERDRACHT


@pytest.mark.parametrize(
    ("status", "actie", "rolgroep", "partij", "uitkomst"),
    [
        *((s, A.AANVAARDEN, K, P.AANGESPROKENE, U.AL_BEEINDIGD) for s in ENDED),
        *((s, A.TERUGGEVEN, K, P.AANGESPROKENE, U.AL_BEEINDIGD) for s in ENDED),
        *((s, A.BEOORDELEN, K, P.AANGESPROKENE, U.AL_BEEINDIGD) for s in ENDED),
        *((s, A.INTREKKEN, K, P.EIGENAAR, U.AL_BEEINDIGD) for s in ENDED),
        *((s, A.VERLOPEN, O_, P.WORKER, U.AL_BEEINDIGD) for s in ENDED),
        *((s, A.ESCALEREN, K, P.AANGESPROKENE, U.AL_BEEINDIGD) for s in ENDED),
        *((s, A.AANBIEDEN, K, P.EIGENAAR, U.AL_AANGEBODEN) for s in OPEN_OVERDRACHT),
        (Status.IN_BEOORDELING, A.BEOORDELEN, K, P.AANGESPROKENE, U.AL_IN_BEOORDELING),
        (None, A.BEOORDELEN, K, P.AANGESPROKENE, U.GEEN_AANBOD),
        (None, A.AANVAARDEN, K, P.AANGESPROKENE, U.GEEN_AANBOD),
        (None, A.INTREKKEN, K, P.EIGENAAR, U.GEEN_AANBOD),
        (None, A.VERLOPEN, O_, P.WORKER, U.GEEN_AANBOD),
        (Status.AANGEBODEN, A.AANVAARDEN, O_, P.AANGESPROKENE, U.NIET_UW_ROL),
        (Status.AANVAARD, A.AANVAARDEN, O_, P.AANGESPROKENE, U.NIET_UW_ROL),
        (None, A.AANBIEDEN, O_, P.EIGENAAR, U.NIET_UW_ROL),
        (Status.AANGEBODEN, A.VERLOPEN, K, P.WORKER, U.NIET_UW_ROL),
    ],
)
def test_a_refusal_names_the_first_reason(
    status: Status | None, actie: Actie, rolgroep: Rolgroep, partij: Partij, uitkomst: Uitkomst
) -> None:
    assert judge(status, actie, rolgroep, partij) is uitkomst


def test_only_an_open_offer_can_end_and_each_end_is_final() -> None:
    for overgang in OVERGANGEN:
        if overgang.naar in ENDED and overgang.actie is not A.ESCALEREN:
            assert overgang.status in OPEN_OVERDRACHT
