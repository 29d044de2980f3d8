"""A new mapping on real tables: a municipality merger from the file to the last open casus."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from app.domain.actor import Actor, Rol
from app.domain.beheer import ProposeOpvolging
from app.domain.errors import InvalidInputError
from app.domain.indeling import Gebiedsregel, compare
from app.domain.termen import OpvolgingStatus, WoonplaatsStatus
from app.models import Organisatie, Rechtsopvolging, Werkgebied
from app.queries.indeling import load_indeling
from app.queries.route import find_route
from app.referentie import lezer
from app.services.indeling import change_indeling
from app.services.organisatie import end_organisatie
from app.services.rechtsopvolging import carry_out_opvolging, confirm_opvolging, propose_opvolging
from tests.services.stappen import Stappen

KAMPEN, ZWOLLE = "GM0166", "GM0193"
PER = date(2027, 1, 1)


@pytest.fixture
def beheerder(stappen: Stappen) -> Actor:
    return stappen.wereld.hire("ozj", Rol.BEHEERDER)


def mapping(**anders: dict[str, str]) -> list[Gebiedsregel]:
    """The shipped mapping, with some gemeenten changed."""
    regio_namen = {regio.code: regio.naam for regio in lezer.jeugdregios()}
    regels = [
        Gebiedsregel(
            nummer=nummer,
            gm_code=g.code,
            naam=g.naam,
            provincie=g.provincie,
            jeugdregio=g.jeugdregio_code,
            jeugdregio_naam=regio_namen[g.jeugdregio_code],
            netwerk=g.expertisenetwerk_code,
        )
        for nummer, g in enumerate(lezer.gemeenten(), 2)
    ]
    return [replace(regel, **anders.get(regel.gm_code, {})) for regel in regels]  # type: ignore[arg-type]  # named


def change(stappen: Stappen, wie: Actor, regels: list[Gebiedsregel], per: date = PER) -> None:
    with stappen.wereld.werkplek(wie) as desk:
        change_indeling(desk, compare(load_indeling(desk.session, per), regels), per)


def succeed(stappen: Stappen, wie: Actor, van: str, naar: str) -> None:
    """``van`` goes up in ``naar``, today."""
    with stappen.wereld.werkplek(wie) as desk:
        rij = propose_opvolging(desk, ProposeOpvolging(van, naar, stappen.vandaag))
    with stappen.wereld.werkplek(stappen.wereld.hire(naar, Rol.COORDINATOR)) as desk:
        confirm_opvolging(desk, rij.id)


def route(stappen: Stappen, gm_code: str) -> list[str]:
    with stappen.wereld.werkplek("ozj") as desk:
        return [schakel.organisatie.kenmerk for schakel in find_route(desk, gm_code, None)]


def test_the_shipped_mapping_is_the_one_in_the_tables(stappen: Stappen) -> None:
    with stappen.wereld.database.read() as session:
        assert compare(load_indeling(session, PER), mapping()).is_leeg


def test_a_municipality_merger_from_file_to_the_last_casus(stappen: Stappen, beheerder: Actor) -> None:
    """Kampen goes up in Zwolle on 1 January: a casus of Kampen has an owner at every moment."""
    wereld = stappen.wereld
    wereld.hire_all([f"gemeente-{KAMPEN.lower()}", f"wijkteam-{KAMPEN.lower()}"])
    gemeld = stappen.register("ozj", loket="vws-ucz")
    casus_id = gemeld.casussen[0].id
    stappen.relocate("ozj", casus_id, KAMPEN, WoonplaatsStatus.VASTGESTELD)
    stappen.move(casus_id, "ozj", "en2", "ret-jz07", f"wijkteam-{KAMPEN.lower()}")

    change(stappen, beheerder, mapping(GM0166={"opgegaan_in": ZWOLLE}))
    assert stappen.owner(casus_id) == f"wijkteam-{KAMPEN.lower()}"
    assert f"wijkteam-{KAMPEN.lower()}" in route(stappen, KAMPEN), "until the day nothing changes"
    with wereld.database.read() as session:
        voorstellen = session.exec(select(Rechtsopvolging).order_by(col(Rechtsopvolging.id))).all()
    assert [rij.status for rij in voorstellen] == [OpvolgingStatus.VOORGESTELD] * 2

    for soort, rij in zip(("gemeente", "wijkteam"), voorstellen, strict=True):
        with wereld.werkplek(wereld.hire(f"{soort}-{ZWOLLE.lower()}", Rol.COORDINATOR)) as desk:
            confirm_opvolging(desk, rij.id)
    assert stappen.owner(casus_id) == f"wijkteam-{KAMPEN.lower()}"

    wereld.later(days=(PER - stappen.vandaag).days)
    for rij in voorstellen:
        with wereld.werkplek(stappen.worker) as desk:
            assert carry_out_opvolging(desk, rij.id)
    assert stappen.owner(casus_id) == f"wijkteam-{ZWOLLE.lower()}"
    keten = route(stappen, KAMPEN)
    assert keten == route(stappen, ZWOLLE)
    assert f"wijkteam-{ZWOLLE.lower()}" in keten
    stappen.nothing_broken()


def test_a_gemeente_that_moves_to_another_regio_keeps_its_casussen_where_they_are(
    stappen: Stappen, beheerder: Actor
) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    stappen.move(gemeld.casussen[0].id, "ozj", "en2", "ret-jz07")
    per = stappen.vandaag
    change(stappen, beheerder, mapping(GM0193={"jeugdregio": "JZ14"}), per)
    assert "ret-jz14" in route(stappen, ZWOLLE)
    assert "ret-jz07" not in route(stappen, ZWOLLE)
    assert stappen.owner(gemeld.casussen[0].id) == "ret-jz07"
    stappen.nothing_broken()


def test_a_new_gemeente_has_a_whole_chain_from_its_first_day(stappen: Stappen, beheerder: Actor) -> None:
    nieuw = replace(mapping()[0], nummer=999, gm_code="GM9999", naam="Nieuwstad", jeugdregio="JZ50")
    change(stappen, beheerder, [*mapping(), replace(nieuw, jeugdregio_naam="Nieuwland")])
    stappen.wereld.later(days=(PER - stappen.vandaag).days)
    keten = route(stappen, "GM9999")
    assert {"ret-jz50", "gemeente-gm9999", "wijkteam-gm9999"} <= set(keten)


def test_a_succession_takes_planned_areas_along_and_leaves_planned_ends(
    stappen: Stappen, beheerder: Actor
) -> None:
    """In January Zwolle goes from ret-jz07 to ret-jz14; before that both go up in another."""
    change(stappen, beheerder, mapping(GM0193={"jeugdregio": "JZ14"}))
    for van, naar in (("ret-jz07", "ret-jz01"), ("ret-jz14", "ret-jz02")):
        succeed(stappen, beheerder, van, naar)
    assert "ret-jz01" in route(stappen, ZWOLLE)
    assert "ret-jz02" not in route(stappen, ZWOLLE)
    stappen.wereld.later(days=(PER - stappen.vandaag).days)
    assert [k for k in route(stappen, ZWOLLE) if k.startswith("ret-")] == ["ret-jz02"]
    assert "ret-jz01" in route(stappen, KAMPEN)


def test_a_successor_gets_no_area_that_it_will_have_already(stappen: Stappen, beheerder: Actor) -> None:
    change(stappen, beheerder, mapping(GM0193={"jeugdregio": "JZ14"}))
    succeed(stappen, beheerder, "ret-jz07", "ret-jz14")
    with stappen.wereld.database.read() as session:
        query = select(col(Werkgebied.van), col(Werkgebied.tot)).where(
            Werkgebied.gm_code == ZWOLLE, Werkgebied.organisatie_id == stappen.id_of("ret-jz14")
        )
        assert sorted(session.exec(query), key=str) == [(stappen.vandaag, PER), (PER, None)]


def test_a_mapping_that_names_a_regio_of_before_gives_its_gemeenten_to_the_successor(
    stappen: Stappen, beheerder: Actor
) -> None:
    succeed(stappen, beheerder, "ret-jz07", "ret-jz14")
    with stappen.wereld.database.read() as session:
        assert compare(load_indeling(session, PER), mapping()).is_leeg


def test_a_regio_whose_ret_just_ended_is_refused(stappen: Stappen, beheerder: Actor) -> None:
    with stappen.wereld.werkplek(beheerder) as desk:
        end_organisatie(desk, "ret-jz07")
    with pytest.raises(InvalidInputError, match="werkt niet meer met Houvast"):
        change(stappen, beheerder, mapping())


def test_a_merger_after_two_gemeenten_already_worked_as_one_proposes_nothing_to_itself(
    stappen: Stappen, beheerder: Actor
) -> None:
    succeed(stappen, beheerder, f"gemeente-{ZWOLLE.lower()}", f"gemeente-{KAMPEN.lower()}")
    change(stappen, beheerder, mapping(GM0193={"opgegaan_in": KAMPEN}))
    with stappen.wereld.database.read() as session:
        open_ = select(Rechtsopvolging).where(Rechtsopvolging.status == OpvolgingStatus.VOORGESTELD)
        assert [rij.van_organisatie_id for rij in session.exec(open_)] == [stappen.id_of("wijkteam-gm0193")]
    stappen.wereld.later(days=(PER - stappen.vandaag).days)
    assert f"gemeente-{KAMPEN.lower()}" in route(stappen, ZWOLLE)
    stappen.nothing_broken()


def test_a_gemeente_that_ended_by_an_earlier_mapping_is_not_made_again(
    stappen: Stappen, beheerder: Actor
) -> None:
    change(stappen, beheerder, mapping(GM0166={"opgegaan_in": ZWOLLE}))
    for anders in ({}, {"GM0166": {"opgegaan_in": "GM0150"}}):
        with pytest.raises(InvalidInputError, match=f"{KAMPEN} is al opgegaan in {ZWOLLE}"):
            change(stappen, beheerder, mapping(**anders))
    with pytest.raises(InvalidInputError, match="staat al iets klaar voor later"):
        change(stappen, beheerder, mapping(GM0166={"netwerk": "EN3"}), PER - timedelta(days=31))


def test_two_mergers_in_a_row_lead_to_the_last_gemeente(stappen: Stappen, beheerder: Actor) -> None:
    change(stappen, beheerder, mapping(GM0166={"opgegaan_in": ZWOLLE}))
    later = PER + timedelta(days=365)
    over = [r for r in mapping(GM0193={"opgegaan_in": "GM0150"}) if r.gm_code != KAMPEN]
    change(stappen, beheerder, over, later)
    stappen.wereld.later(days=(later - stappen.vandaag).days)
    for gm_code in (KAMPEN, ZWOLLE):
        assert {"gemeente-gm0150", "ret-jz07"} <= set(route(stappen, gm_code))


def test_nothing_goes_in_when_the_day_has_passed_or_it_was_planned_already(
    stappen: Stappen, beheerder: Actor
) -> None:
    regels = mapping(GM0193={"jeugdregio": "JZ14"})
    with pytest.raises(InvalidInputError, match="al voorbij"):
        change(stappen, beheerder, regels, stappen.vandaag - timedelta(days=1))
    change(stappen, beheerder, regels, PER)
    with pytest.raises(InvalidInputError, match="staat al iets klaar"):
        change(stappen, beheerder, mapping(), stappen.vandaag)
    with stappen.wereld.database.read() as session:
        assert session.exec(select(Organisatie).where(Organisatie.kenmerk == "gemeente-gm9999")).all() == []


def test_a_party_that_was_still_to_begin_can_end(stappen: Stappen, beheerder: Actor) -> None:
    nieuw = replace(mapping()[0], nummer=999, gm_code="GM9999", naam="Nieuwstad")
    change(stappen, beheerder, [*mapping(), nieuw])
    with stappen.wereld.werkplek(beheerder) as desk:
        assert end_organisatie(desk, "gemeente-gm9999").actief_tot == PER
    stappen.nothing_broken()
