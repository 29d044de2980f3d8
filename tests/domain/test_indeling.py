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


def test_a_regio_whose_ret_went_up_in_another_gets_the_successor() -> None:
    """The map of the regio's still says JZ07 when its RET is part of another one."""
    na = replace(
        STAND,
        partijen=STAND.partijen - {"ret-jz07", "en2"},
        opvolgers={"ret-jz07": "ret-jz14", "en2": "en3"},
        bedient=STAND.bedient
        | {("ret", code): frozenset({"ret-jz14"}) for code in STAND.namen}
        | {("netwerk", code): frozenset({"en3"}) for code in STAND.namen},
    )
    assert compare(na, REGELS).is_leeg


def test_a_regio_whose_ret_ended_without_successor_is_a_mistake() -> None:
    with pytest.raises(InvalidInputError, match="Het RET van jeugdregio JZ07 werkt niet meer"):
        compare(replace(STAND, partijen=STAND.partijen - {"ret-jz07"}), REGELS)


DEVENTER = replace(ZWOLLE, nummer=4, gm_code="GM0150", naam="Deventer")


def served(**door: str) -> Indelingstand:
    """Three gemeenten; ``gemeente_gm0166="x"`` says who serves Kampen as its gemeente."""
    bedient = dict(STAND.bedient)
    for soort in ("ret", "netwerk", "gemeente", "wijkteam"):
        kenmerk = {"ret": "ret-jz07", "netwerk": "en2"}.get(soort, f"{soort}-gm0150")
        bedient[soort, "GM0150"] = frozenset({kenmerk})
    for sleutel, kenmerk in door.items():
        soort, code = sleutel.split("_")
        bedient[soort, code.upper()] = frozenset({kenmerk})
    return replace(STAND, namen={**STAND.namen, "GM0150": "Deventer"}, bedient=bedient)


def test_a_party_that_also_serves_a_gemeente_that_remains_only_loses_the_area() -> None:
    stand = served(wijkteam_gm0166="wijkteam-gm0150")
    wijziging = compare(stand, (ZWOLLE, replace(KAMPEN, opgegaan_in="GM0193"), DEVENTER))
    assert wijziging.opvolgingen == (("gemeente-gm0166", "gemeente-gm0193"),)
    assert ("wijkteam-gm0150", "GM0166") in wijziging.eraf


def test_who_serves_both_gemeenten_is_no_successor_of_itself() -> None:
    stand = served(gemeente_gm0166="gemeente-gm0193")
    wijziging = compare(stand, (ZWOLLE, replace(KAMPEN, opgegaan_in="GM0193"), DEVENTER))
    assert wijziging.opvolgingen == (("wijkteam-gm0166", "wijkteam-gm0193"),)


def test_the_successor_is_who_serves_the_gemeente_that_remains() -> None:
    stand = served(gemeente_gm0193="gemeente-gm0150")
    wijziging = compare(stand, (ZWOLLE, replace(KAMPEN, opgegaan_in="GM0193"), DEVENTER))
    assert ("gemeente-gm0166", "gemeente-gm0150") in wijziging.opvolgingen


def test_a_party_of_two_gemeenten_that_part_ways_needs_a_choice() -> None:
    """Its two areas go to two gemeenten: a person says who takes over."""
    stand = served(gemeente_gm0166="gemeente-x", gemeente_gm0193="gemeente-x")
    nieuw = (replace(KAMPEN, nummer=8, gm_code="GM9998"), replace(KAMPEN, nummer=9, gm_code="GM9999"))
    einde = (replace(ZWOLLE, opgegaan_in="GM9998"), replace(KAMPEN, opgegaan_in="GM9999"))
    wijziging = compare(stand, (*einde, DEVENTER, *nieuw))
    assert "gemeente-x" in wijziging.zonder_gebied
    assert "gemeente-x" not in dict(wijziging.opvolgingen)
    assert ("wijkteam-gm0166", "wijkteam-gm9999") in wijziging.opvolgingen, "a new gemeente has its own"


@pytest.mark.parametrize(
    ("opgegaan_in", "zin"),
    [
        (None, "GM0166 is al opgegaan in GM0193"),
        ("GM0150", "GM0166 is al opgegaan in GM0193"),
        ("GM0193", None),
    ],
)
def test_a_gemeente_that_ended_stays_ended_and_where_it_went(
    opgegaan_in: str | None, zin: str | None
) -> None:
    stand = replace(
        served(), namen={"GM0193": "Zwolle", "GM0150": "Deventer"}, beeindigd={"GM0166": "GM0193"}
    )
    regels = (ZWOLLE, replace(KAMPEN, opgegaan_in=opgegaan_in), DEVENTER)
    if zin is None:
        assert compare(stand, regels).is_leeg
    else:
        with pytest.raises(InvalidInputError, match=zin):
            compare(stand, regels)


def test_a_gemeente_that_never_was_cannot_go_up_in_another() -> None:
    with pytest.raises(InvalidInputError, match="GM7777 staat niet in Houvast"):
        compare(STAND, (*REGELS, replace(KAMPEN, nummer=9, gm_code="GM7777", opgegaan_in="GM0193")))


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
