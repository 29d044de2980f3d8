"""A new mapping against the one of now: what changes, and every mistake at once."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.errors import InvalidInputError
from app.domain.indeling import Gebiedsregel, Indelingstand, Tijdvak, compare, left_over

ZWOLLE = Gebiedsregel(
    nummer=2, gm_code="GM0193", naam="Zwolle", provincie="Overijssel", jeugdregio="JZ07",
    jeugdregio_naam="IJsselland", netwerk="EN2",
)  # fmt: skip
KAMPEN = replace(ZWOLLE, nummer=3, gm_code="GM0166", naam="Kampen")
REGELS = (ZWOLLE, KAMPEN)
STAND = Indelingstand(
    namen={"GM0193": "Zwolle", "GM0166": "Kampen"},
    regios=frozenset({"JZ07", "JZ14"}),
    partijen=frozenset({"en2", "en3", "ret-jz07", "ret-jz14"}),
    bedient={
        (soort, code): frozenset({kenmerk})
        for code in ("GM0193", "GM0166")
        for soort, kenmerk in (
            ("ret", "ret-jz07"),
            ("netwerk", "en2"),
            ("gemeente", f"gemeente-{code.lower()}"),
            ("wijkteam", f"wijkteam-{code.lower()}"),
        )
    },
)


def test_the_same_mapping_changes_nothing() -> None:
    assert compare(STAND, REGELS).is_leeg


def test_a_gemeente_that_moves_to_another_regio_changes_only_its_ret() -> None:
    wijziging = compare(STAND, (ZWOLLE, replace(KAMPEN, jeugdregio="JZ14")))
    assert (wijziging.erbij, wijziging.eraf) == ((("ret-jz14", "GM0166"),), (("ret-jz07", "GM0166"),))
    assert wijziging.opvolgingen == ()


def test_a_gemeente_that_goes_takes_its_gemeente_and_wijkteam_along() -> None:
    wijziging = compare(STAND, (ZWOLLE, replace(KAMPEN, opgegaan_in="GM0193")))
    assert wijziging.opvolgingen == (
        ("gemeente-gm0166", "gemeente-gm0193"),
        ("wijkteam-gm0166", "wijkteam-gm0193"),
    )
    assert set(wijziging.eraf) == {("ret-jz07", "GM0166"), ("en2", "GM0166")}
    assert [regel.gm_code for regel in wijziging.einde] == ["GM0166"]


def test_a_new_gemeente_and_regio_get_their_parties() -> None:
    nieuw = replace(KAMPEN, nummer=4, gm_code="GM9999", naam="Nieuwstad", jeugdregio="JZ50")
    wijziging = compare(STAND, (*REGELS, nieuw))
    assert wijziging.nieuw == (nieuw,)
    assert wijziging.nieuwe_regios == (("JZ50", "IJsselland"),)
    assert wijziging.erbij == (("en2", "GM9999"), ("ret-jz50", "GM9999"))


def test_a_party_without_any_gemeente_left_is_named() -> None:
    regels = [replace(regel, jeugdregio="JZ14", netwerk="EN3") for regel in REGELS]
    assert compare(STAND, regels).zonder_gebied == ("en2", "ret-jz07")


def test_a_new_name_is_a_change_too() -> None:
    nieuw = replace(KAMPEN, naam="Kampen aan de IJssel")
    assert compare(STAND, (ZWOLLE, nieuw)).hernoemd == (nieuw,)


@pytest.mark.parametrize(
    ("regels", "melding"),
    [
        ((ZWOLLE,), "Kampen (GM0166) ontbreekt"),
        ((ZWOLLE, KAMPEN, replace(KAMPEN, nummer=9)), "staat ook op regel 3"),
        ((ZWOLLE, replace(KAMPEN, netwerk="EN99")), "“EN99” bestaat niet"),
        ((ZWOLLE, replace(KAMPEN, opgegaan_in="GM0001")), "GM0001 blijft niet bestaan"),
        ((ZWOLLE, replace(KAMPEN, opgegaan_in="GM0166")), "GM0166 blijft niet bestaan"),
    ],
)
def test_a_mistake_is_told_with_its_line(regels: tuple[Gebiedsregel, ...], melding: str) -> None:
    with pytest.raises(InvalidInputError, match=melding.replace("(", r"\(").replace(")", r"\)")):
        compare(STAND, regels)


def test_a_change_that_is_planned_for_later_comes_first() -> None:
    with pytest.raises(InvalidInputError, match="staat al iets klaar voor later"):
        compare(replace(STAND, later=frozenset({"GM0166"})), REGELS)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(InvalidInputError) as fout:
        compare(STAND, (replace(ZWOLLE, netwerk="EN99"), replace(ZWOLLE, netwerk="EN98")))
    assert len(fout.value.fouten) == 4


JAN, MRT, MEI = date(2027, 1, 1), date(2027, 3, 1), date(2027, 5, 1)


@pytest.mark.parametrize(
    ("vak", "bezet", "rest"),
    [
        ((JAN, None), [], [(JAN, None)]),
        ((JAN, None), [(JAN, None)], []),
        ((JAN, None), [(MRT, None)], [(JAN, MRT)]),
        ((JAN, None), [(MRT, MEI)], [(JAN, MRT), (MEI, None)]),
        ((MRT, MEI), [(JAN, MRT), (MEI, None)], [(MRT, MEI)]),
        ((JAN, MEI), [(JAN, MRT)], [(MRT, MEI)]),
        ((JAN, MRT), [(JAN, MEI)], []),
    ],
)
def test_what_is_left_of_a_time_is_what_nobody_else_has(
    vak: Tijdvak, bezet: list[Tijdvak], rest: list[Tijdvak]
) -> None:
    assert left_over(vak, bezet) == rest
