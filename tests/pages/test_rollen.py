"""A coordinator or beheerder changes what a colleague does; nobody gets above the own roles."""

from threading import Barrier, Thread

import pytest
from httpx import Client, Response
from sqlmodel import select

from app.domain.actor import Actor, Rol
from app.domain.errors import DomainError
from app.domain.personeel import ChangeRollen, ReportAbsence
from app.models import Medewerker, Privacytaak
from app.queries.collegas import team
from app.queries.toegang import actor_of_medewerker
from app.queries.uitnodigingen import roles_of
from app.services.personeel import change_roles, dismiss_medewerker, report_absence
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in
from tests.pages.test_volg_pagina import words
from tests.pages.test_wie_las import opening
from tests.services.stappen import Stappen
from tests.services.test_samenvoegen import GEMEENTE, join, split

RET = "ret-jz07"


@pytest.fixture
def stappen(web: Web) -> Stappen:
    return Stappen(web.wereld)


def roles(web: Web, wie: Actor) -> frozenset[Rol]:
    with web.wereld.database.read() as session:
        return roles_of(session, wie.id)


def change(bezoek: Client, wie: Actor, *rollen: Rol) -> Response:
    return bezoek.post(f"/team/{wie.id}/rollen", data={f"rol.{rol}": "ja" for rol in rollen})


def refused(bezoek: Client, wie: Actor, *rollen: Rol) -> str:
    antwoord = change(bezoek, wie, *rollen)
    assert antwoord.status_code in (409, 422)
    return antwoord.text


def test_a_colleague_becomes_coordinator_and_works_as_one_at_the_next_click(web: Web) -> None:
    coordinator = log_in(web, web.wereld.hire(RET, Rol.COORDINATOR))
    collega = web.wereld.actors[RET]
    hier = log_in(web, collega)
    assert hier.get("/team/nieuw").status_code == 403
    form = words(coordinator, f"/team/{collega.id}/rollen")
    assert "Procesregisseur" in form and "Beheerder" not in form
    antwoord = change(coordinator, collega, Rol.PROCESREGISSEUR, Rol.COORDINATOR)
    assert antwoord.headers["location"].startswith("/team")
    assert roles(web, collega) == {Rol.PROCESREGISSEUR, Rol.COORDINATOR}
    assert hier.get("/team/nieuw").status_code == 200
    assert "De rollen van een medewerker gewijzigd" in coordinator.get(f"/organisaties/{RET}").text
    assert change(coordinator, collega, Rol.PROCESREGISSEUR).status_code == 303
    assert hier.get("/team/nieuw").status_code == 403


def test_a_role_that_one_does_not_give_stays_whatever_is_sent(web: Web) -> None:
    coordinator = log_in(web, web.wereld.hire(RET, Rol.COORDINATOR))
    officier = web.wereld.hire(RET, Rol.PRIVACY_OFFICER)
    assert "Blijft ook: privacy officer" in words(coordinator, f"/team/{officier.id}/rollen")
    assert change(coordinator, officier, Rol.PROCESREGISSEUR, Rol.BEHEERDER).status_code == 303
    assert roles(web, officier) == {Rol.PRIVACY_OFFICER, Rol.PROCESREGISSEUR}
    beheerder = log_in(web, web.wereld.hire(RET, Rol.BEHEERDER))
    assert change(beheerder, officier, Rol.KLACHTBEHANDELAAR).status_code == 303
    assert roles(web, officier) == {Rol.KLACHTBEHANDELAAR}
    with web.wereld.werkplek(web.wereld.hire(RET, Rol.COORDINATOR)) as desk, pytest.raises(DomainError):
        change_roles(desk, ChangeRollen(medewerker_id=officier.id, rollen=frozenset({Rol.BEHEERDER})))


def test_nobody_changes_the_own_roles_nor_as_a_deputy_those_of_others(web: Web, stappen: Stappen) -> None:
    coordinator, collega = web.wereld.hire(RET, Rol.COORDINATOR), web.wereld.hire(RET)
    assert "Uw eigen rollen wijzigt een collega" in refused(log_in(web, coordinator), coordinator)
    weg = ReportAbsence(
        medewerker_id=coordinator.id, van=stappen.vandaag, plaatsvervanger_id=web.wereld.actors[RET].id
    )
    with web.wereld.werkplek(coordinator) as desk:
        report_absence(desk, weg)
    assert change(log_in(web, web.wereld.actors[RET]), collega, Rol.COORDINATOR).status_code == 403
    elders = web.wereld.hire("ret-jz08", Rol.COORDINATOR)
    assert change(log_in(web, elders), collega, Rol.COORDINATOR).status_code == 404


def test_who_is_nothing_any_more_or_leaves_work_behind_is_refused(web: Web, stappen: Stappen) -> None:
    beheerder = web.wereld.hire("ozj", Rol.BEHEERDER)
    bezoek, collega = log_in(web, beheerder), web.wereld.actors["ozj"]
    assert "Kies ten minste één rol." in refused(bezoek, collega)
    casus_id = stappen.register("ozj", loket="vws-ucz").casussen[0].id
    assert "behandelt nog 1 casus" in refused(bezoek, collega, Rol.PRIVACY_OFFICER)
    stappen.move(casus_id, "ozj", "en2")
    tweede = web.wereld.hire("ozj", Rol.BEHEERDER)
    assert change(log_in(web, beheerder), tweede, Rol.PRIVACY_OFFICER).status_code == 303
    with web.wereld.werkplek(tweede) as desk, pytest.raises(DomainError):
        change_roles(desk, ChangeRollen(medewerker_id=beheerder.id, rollen=frozenset({Rol.COORDINATOR})))
    assert roles(web, beheerder) == {Rol.BEHEERDER}


def test_who_treats_casussen_no_more_stands_in_for_nobody(web: Web, stappen: Stappen) -> None:
    coordinator, vervanger = web.wereld.hire(RET, Rol.COORDINATOR), web.wereld.hire(RET)
    weg = ReportAbsence(medewerker_id=coordinator.id, van=stappen.vandaag, plaatsvervanger_id=vervanger.id)
    with web.wereld.werkplek(coordinator) as desk:
        report_absence(desk, weg)
    beheerder = web.wereld.hire(RET, Rol.BEHEERDER)
    assert change(log_in(web, beheerder), vervanger, Rol.PRIVACY_OFFICER).status_code == 303
    with web.wereld.werkplek(beheerder) as desk:
        assert {lid.plaatsvervanger for lid in team(desk)} == {None}


@pytest.mark.parametrize("vertrekt", [True, False])
def test_open_privacytaken_go_to_the_vangnethouder_with_the_last_officer(web: Web, vertrekt: bool) -> None:
    stappen = opening(web)
    eerste, tweede = (web.wereld.hire(GEMEENTE, Rol.PRIVACY_OFFICER) for _ in range(2))
    beheerder = web.wereld.hire(GEMEENTE, Rol.BEHEERDER)
    samenloop, _, _ = join(stappen)
    split(stappen, GEMEENTE, samenloop)

    def place() -> object:
        with web.wereld.database.read() as session:
            return session.exec(select(Privacytaak.organisatie_id)).one()

    for wie, blijft in ((eerste, GEMEENTE), (tweede, "ozj")):
        with web.wereld.werkplek(beheerder) as desk:
            if vertrekt:
                dismiss_medewerker(desk, wie.id)
            else:
                change_roles(desk, ChangeRollen(medewerker_id=wie.id, rollen=frozenset({Rol.BEHEERDER})))
        assert place() == stappen.id_of(blijft)


def test_two_who_take_the_role_of_each_other_at_once_do_not_both_succeed(postgresql_web: Web) -> None:
    """What the second may do is judged behind the lock, when the first has been there."""
    web = postgresql_web
    samen = [web.wereld.hire(RET, Rol.COORDINATOR) for _ in range(2)]
    hek, gelukt = Barrier(2), list[Actor]()

    def take(wie: Actor, van: Actor) -> None:
        with web.wereld.database.transaction() as session:
            ik = actor_of_medewerker(session, wie.id, web.wereld.now.date())
            assert ik is not None
            hek.wait(20)
        try:
            with web.wereld.werkplek(ik) as desk:
                change_roles(
                    desk, ChangeRollen(medewerker_id=van.id, rollen=frozenset({Rol.PROCESREGISSEUR}))
                )
            gelukt.append(ik)
        except DomainError:
            pass

    draden = [Thread(target=take, args=(wie, van)) for wie, van in (samen, samen[::-1])]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(30)
    assert len(gelukt) == 1
    with web.wereld.database.read() as session:
        over = [
            rij.id for rij in session.exec(select(Medewerker)) if Rol.COORDINATOR in roles_of(session, rij.id)
        ]
    assert over == [gelukt[0].id]
