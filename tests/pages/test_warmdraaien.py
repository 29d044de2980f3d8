"""What the first user of a kind of desk asks is ready before: nothing is composed while that person waits."""

from dataclasses import replace

import pytest

from app.domain.actor import Actor, Rol
from app.domain.personeel import ChangeRollen
from app.queries import eenmaal
from app.queries.intern.balies import common_desks
from app.services.personeel import change_roles, dismiss_medewerker
from app.warmdraaien import warm_up
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen

#: Together nowhere else in the tests, so that nobody asked for this desk before in this process.
ZELDZAAM = (Rol.NETWERKMEDEWERKER, Rol.PRIVACY_OFFICER, Rol.TAFELSECRETARIS)


def hire(web: Web, bij: str, *rollen: Rol) -> Actor:
    wie = web.wereld.hire(bij, rollen[0])
    with web.wereld.werkplek(web.wereld.hire(bij, Rol.BEHEERDER)) as desk:
        change_roles(desk, ChangeRollen(medewerker_id=wie.id, rollen=frozenset(rollen)))
    return replace(wie, rollen=frozenset(rollen))


def test_the_pages_that_people_open_most_are_ready_for_who_works_here(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    stappen = Stappen(web.wereld)
    casus = stappen.register("ozj", loket="vws-ucz").casussen[0]
    stappen.move(casus.id, "ozj", "en2")
    wie = hire(web, "en2", *ZELDZAAM)
    warm_up(web.app.state.huis, web.app.routes)

    def too_late(_soort: object) -> None:
        raise AssertionError("composed while somebody waits")

    monkeypatch.setattr(eenmaal, "_desk", too_late)
    bezoek = log_in(web, wie)
    for pad in ("/werkvoorraad", "/werkvoorraad?lijst=mijn", f"/casussen/{casus.kenmerk}"):
        assert bezoek.get(pad).status_code == 200
    zeldzamer = hire(web, "en2", *ZELDZAAM, Rol.COORDINATOR, Rol.BEHEERDER)
    assert log_in(web, zeldzamer).get("/werkvoorraad").status_code == 500, "the trap works"


def test_desks_are_those_where_chain_work_is_done_today(web: Web) -> None:
    beheerder, weg = (
        web.wereld.hire("ozj", Rol.BEHEERDER),
        hire(web, "ozj", *ZELDZAAM[1:], Rol.COORDINATOR),
    )
    web.wereld.hire("ozj", Rol.PRIVACY_OFFICER)
    with web.wereld.werkplek(beheerder) as desk:
        dismiss_medewerker(desk, weg.id)
    with web.wereld.database.read() as session:
        balies = common_desks(session, web.wereld.now.date(), 99)
        [meeste] = common_desks(session, web.wereld.now.date(), 1)
    rollen = [balie.rollen for balie in balies]
    assert frozenset({Rol.VERBINDINGSREGISSEUR}) in rollen
    assert weg.rollen not in rollen
    assert frozenset({Rol.PRIVACY_OFFICER}) not in rollen
    assert meeste == balies[0]
