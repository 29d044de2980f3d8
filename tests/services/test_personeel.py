"""Away with a deputy, leaving in good order, and giving the work of one colleague to another."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.actor import Actor, Rol
from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError
from app.domain.personeel import MEESTE_TEGELIJK, ReassignCasussen, ReportAbsence
from app.domain.toegang import Relatie
from app.queries.collegas import absent_parties, list_to_divide, team
from app.queries.relaties import relations
from app.queries.toegang import actor_of_medewerker
from app.services.personeel import dismiss_medewerker, reassign_casussen, report_absence
from tests.services.stappen import Stappen

GEMEENTE = "gemeente-gm0193"


@pytest.fixture
def coordinator(stappen: Stappen) -> Actor:
    return stappen.wereld.hire(GEMEENTE, Rol.COORDINATOR)


@pytest.fixture
def collega(stappen: Stappen, coordinator: Actor) -> Actor:  # the coordinator comes second
    return stappen.wereld.hire(GEMEENTE)


@pytest.fixture
def casus_ids(stappen: Stappen) -> list[UUID]:
    """Three casussen in the hands of the first medewerker of the gemeente."""
    gevonden = []
    for _ in range(3):
        gemeld = stappen.register("ozj", loket="vws-ucz")
        stappen.move(gemeld.casussen[0].id, "ozj", "en2", "ret-jz07", GEMEENTE)
        gevonden.append(gemeld.casussen[0].id)
    return gevonden


def away(stappen: Stappen, wie: Actor, **anders: object) -> None:
    vandaag = stappen.vandaag
    basis = ReportAbsence(medewerker_id=wie.id, van=vandaag, tot=vandaag + timedelta(days=7))
    with stappen.wereld.werkplek(wie) as desk:
        report_absence(desk, replace(basis, **anders))  # type: ignore[arg-type]  # named


def give(stappen: Stappen, wie: Actor, casus_ids: list[UUID], naar: UUID | None) -> int:
    """All of them, from who treats the first."""
    van = next((treats(stappen, casus_id) for casus_id in casus_ids[:1] if is_casus(stappen, casus_id)), None)
    with stappen.wereld.werkplek(wie) as desk:
        return reassign_casussen(desk, ReassignCasussen(casus_ids=tuple(casus_ids), van=van, naar=naar))


def is_casus(stappen: Stappen, casus_id: UUID) -> bool:
    return bool(stappen.eigenaarschappen(casus_id))


def treats(stappen: Stappen, casus_id: UUID) -> UUID | None:
    return stappen.eigenaarschappen(casus_id)[-1].behandelaar_id


def test_a_deputy_has_the_same_rights_as_long_as_the_other_is_away(
    stappen: Stappen, collega: Actor, casus_ids: list[UUID]
) -> None:
    wie = stappen.wereld.actors[GEMEENTE]

    def relaties() -> frozenset[Relatie]:
        with stappen.wereld.werkplek("ozj") as desk:
            nu = actor_of_medewerker(desk.session, collega.id, stappen.vandaag)
            assert nu is not None
            return relations(replace(desk, actor=nu), casus_ids[0])

    assert relaties() == {Relatie.COLLEGA}
    away(stappen, wie, plaatsvervanger_id=collega.id)
    assert relaties() == {Relatie.BEHANDELAAR}
    stappen.wereld.later(days=8)
    assert relaties() == {Relatie.COLLEGA}


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"tot": -1}, "voor de eerste"),
        ({"van": -9, "tot": -2}, "al voorbij"),
        ({"vervanger": "zelf"}, "zichzelf"),
        ({"vervanger": "elders"}, "een collega die hier"),
        ({"vervanger": "afwezig"}, "ook afwezig"),
        ({"van": None}, "eerste dag"),
    ],
)
def test_an_absence_that_cannot_be_is_refused_by_field(
    stappen: Stappen, collega: Actor, velden: dict[str, object], veld: str
) -> None:
    wie = stappen.wereld.actors[GEMEENTE]
    away(stappen, collega, van=stappen.vandaag + timedelta(days=3), tot=None)
    keuze = {"zelf": wie.id, "elders": stappen.wereld.actors["ozj"].id, "afwezig": collega.id}
    dagen = {naam: velden[naam] for naam in ("van", "tot") if naam in velden}
    opdracht: dict[str, object] = {
        naam: None if dag is None else stappen.vandaag + timedelta(days=int(str(dag)))
        for naam, dag in dagen.items()
    }
    if "vervanger" in velden:
        opdracht["plaatsvervanger_id"] = keuze[str(velden["vervanger"])]
    with pytest.raises(InvalidInputError, match=veld):
        away(stappen, wie, **opdracht)


def test_who_is_back_is_back(stappen: Stappen, collega: Actor) -> None:
    away(stappen, collega)
    away(stappen, collega, van=None, tot=None)
    with stappen.wereld.werkplek(collega) as desk:
        assert not any(lid.nu_afwezig for lid in team(desk))


def test_a_colleague_tells_only_of_the_own_absence_a_coordinator_of_all(
    stappen: Stappen, coordinator: Actor, collega: Actor
) -> None:
    wie = stappen.wereld.actors[GEMEENTE]
    weg = ReportAbsence(medewerker_id=wie.id, van=stappen.vandaag)
    with stappen.wereld.werkplek(collega) as desk, pytest.raises(NotPermittedError):
        report_absence(desk, weg)
    with stappen.wereld.werkplek(coordinator) as desk:
        report_absence(desk, weg)
    elders = replace(weg, medewerker_id=stappen.wereld.actors["ozj"].id)
    with stappen.wereld.werkplek(coordinator) as desk, pytest.raises(NotVisibleError):
        report_absence(desk, elders)
    stappen.nothing_broken()


def test_all_work_of_one_goes_to_another_at_once(
    stappen: Stappen, coordinator: Actor, collega: Actor, casus_ids: list[UUID]
) -> None:
    assert give(stappen, coordinator, casus_ids, collega.id) == 3
    assert {treats(stappen, casus_id) for casus_id in casus_ids} == {collega.id}
    assert give(stappen, coordinator, casus_ids[:1], None) == 1
    with stappen.wereld.werkplek(coordinator) as desk:
        assert [rij.id for rij in list_to_divide(desk, None, 9)] == casus_ids[:1]
        aantallen = {lid.id: lid.casussen for lid in team(desk)}
    assert aantallen[collega.id] == 2
    stappen.nothing_broken()


def test_nothing_changes_when_one_of_them_cannot(
    stappen: Stappen, coordinator: Actor, collega: Actor, casus_ids: list[UUID]
) -> None:
    vreemd = stappen.register("ozj", loket="vws-ucz").casussen[0].id
    with pytest.raises(NotVisibleError):
        give(stappen, coordinator, [*casus_ids, vreemd], collega.id)
    assert collega.id not in {treats(stappen, casus_id) for casus_id in casus_ids}


def test_dividing_needs_a_choice_a_limit_a_colleague_and_a_coordinator(
    stappen: Stappen, coordinator: Actor, collega: Actor, casus_ids: list[UUID]
) -> None:
    with pytest.raises(InvalidInputError, match="ten minste één"):
        give(stappen, coordinator, [], collega.id)
    te_veel = [stappen.wereld.new_id() for _ in range(MEESTE_TEGELIJK + 1)]
    with pytest.raises(InvalidInputError, match="ten hoogste"):
        give(stappen, coordinator, te_veel, collega.id)
    with pytest.raises(InvalidInputError, match="werkt niet bij uw organisatie"):
        give(stappen, coordinator, casus_ids, stappen.wereld.actors["ozj"].id)
    with pytest.raises(NotPermittedError):
        give(stappen, collega, casus_ids, collega.id)


def test_who_leaves_leaves_nothing_behind(
    stappen: Stappen, coordinator: Actor, collega: Actor, casus_ids: list[UUID]
) -> None:
    wie = stappen.wereld.actors[GEMEENTE]
    with stappen.wereld.werkplek(coordinator) as desk, pytest.raises(RefusedError, match="nog 3 casussen"):
        dismiss_medewerker(desk, wie.id)
    give(stappen, coordinator, casus_ids, collega.id)
    with stappen.wereld.werkplek(coordinator) as desk:
        dismiss_medewerker(desk, wie.id)
    with stappen.wereld.database.read() as session:
        assert actor_of_medewerker(session, wie.id, stappen.vandaag) is None
    stappen.nothing_broken()


def test_the_last_one_does_not_leave_while_work_lies_here(stappen: Stappen, casus_ids: list[UUID]) -> None:
    wie = stappen.wereld.actors[GEMEENTE]
    beheerder = stappen.wereld.hire(GEMEENTE, Rol.BEHEERDER)
    zelf = replace(wie, rollen=wie.rollen | {Rol.COORDINATOR})
    give(stappen, zelf, casus_ids, None)
    with stappen.wereld.werkplek(beheerder) as desk, pytest.raises(RefusedError, match="de laatste"):
        dismiss_medewerker(desk, wie.id)


def test_it_is_said_before_offering_that_everybody_there_is_away(stappen: Stappen) -> None:
    daar, nergens = stappen.id_of(GEMEENTE), stappen.id_of("gemeente-gm0014")

    def weg() -> dict[UUID, date | None]:
        with stappen.wereld.database.read() as session:
            return absent_parties(session, [daar, nergens], stappen.vandaag)

    assert weg() == {}
    away(stappen, stappen.wereld.actors[GEMEENTE])
    assert weg() == {daar: stappen.vandaag + timedelta(days=7)}
    stappen.wereld.hire(GEMEENTE)
    assert weg() == {}
