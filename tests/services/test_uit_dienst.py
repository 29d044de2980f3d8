"""Who leaves: never the last who can act, never the last landelijke beheerder, never oneself."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.domain.actor import Actor, Rol
from app.domain.errors import InvalidInputError, NotPermittedError, RefusedError
from app.domain.opdrachten import AssignBehandelaar
from app.domain.personeel import ReassignCasussen, ReportAbsence
from app.models import Medewerker, Organisatie
from app.queries.collegas import team
from app.queries.toegang import actor_of_medewerker
from app.security import NieuwToken, create_token
from app.services.behandelaar import assign_behandelaar
from app.services.medewerker import HireMedewerker, hire_medewerker
from app.services.organisatie import end_organisatie
from app.services.personeel import dismiss_medewerker, reassign_casussen, report_absence
from tests.fixtures_app import Wereld, make_wereld
from tests.services.stappen import Stappen

GEMEENTE = "gemeente-gm0193"


def dismiss(stappen: Stappen, door: Actor, wie: Actor) -> Medewerker:
    with stappen.wereld.werkplek(door) as desk:
        return dismiss_medewerker(desk, wie.id)


def away(stappen: Stappen, wie: Actor, vervanger: Actor | None = None) -> None:
    opdracht = ReportAbsence(
        medewerker_id=wie.id, van=stappen.vandaag, plaatsvervanger_id=vervanger.id if vervanger else None
    )
    with stappen.wereld.werkplek(wie) as desk:
        report_absence(desk, opdracht)


def now(stappen: Stappen, wie: Actor) -> Actor | None:
    with stappen.wereld.database.read() as session:
        return actor_of_medewerker(session, wie.id, stappen.vandaag)


def casus_of_nobody(stappen: Stappen) -> UUID:
    """Lies with the gemeente; nobody treats it."""
    casus_id = stappen.register("ozj", loket="vws-ucz").casussen[0].id
    stappen.move(casus_id, "ozj", "en2", "ret-jz07")
    stappen.accept(GEMEENTE, stappen.offer("ret-jz07", GEMEENTE, casus_id), zonder_behandelaar=True)
    return casus_id


def test_nobody_dismisses_oneself(stappen: Stappen) -> None:
    zelf = stappen.wereld.hire(GEMEENTE, Rol.COORDINATOR)
    with pytest.raises(RefusedError, match="uzelf"):
        dismiss(stappen, zelf, zelf)


def test_the_last_landelijke_beheerder_stays(stappen: Stappen) -> None:
    coordinator = stappen.wereld.hire("ozj", Rol.COORDINATOR)
    een = stappen.wereld.hire("ozj", Rol.BEHEERDER)
    with pytest.raises(RefusedError, match="laatste landelijke beheerder"):
        dismiss(stappen, coordinator, een)
    stappen.wereld.hire("ozj", Rol.BEHEERDER)
    dismiss(stappen, coordinator, een)
    elders = stappen.wereld.hire(GEMEENTE, Rol.BEHEERDER)
    dismiss(stappen, stappen.wereld.hire(GEMEENTE, Rol.COORDINATOR), elders)


def test_who_treats_nothing_may_leave_though_nobody_else_treats_casussen(stappen: Stappen) -> None:
    casus_of_nobody(stappen)
    een, ander = (stappen.wereld.hire(GEMEENTE, Rol.BEHEERDER) for _ in range(2))
    with pytest.raises(RefusedError, match="laatste die hier"):
        dismiss(stappen, een, stappen.wereld.actors[GEMEENTE])
    with stappen.wereld.database.transaction() as session:
        rij = session.get(Medewerker, stappen.wereld.actors[GEMEENTE].id)
        assert rij is not None
        rij.actief_tot = stappen.vandaag
    assert dismiss(stappen, een, ander).actief_tot == stappen.vandaag


def test_a_system_that_may_route_can_act_when_the_last_person_leaves(stappen: Stappen) -> None:
    wereld = stappen.wereld
    casus_of_nobody(stappen)
    with wereld.database.transaction() as session:
        gemeente = session.exec(select(Organisatie).where(Organisatie.kenmerk == GEMEENTE)).one()
        nieuw = NieuwToken(
            organisatie=gemeente,
            naam="Systeem",
            rol=Rol.CASUSREGISSEUR,
            verloopt_op=wereld.now + timedelta(days=9),
        )
        create_token(session, nieuw, wereld.new_id(), wereld.now)
    beheerder, laatste = wereld.hire(GEMEENTE, Rol.BEHEERDER), wereld.actors[GEMEENTE]
    wereld.later(days=10)
    with pytest.raises(RefusedError, match="laatste die hier"):
        dismiss(stappen, beheerder, laatste)
    wereld.later(days=-9)
    dismiss(stappen, beheerder, laatste)
    stappen.nothing_broken()


def test_who_leaves_stands_in_for_nobody_any_more(stappen: Stappen) -> None:
    coordinator, vervanger = stappen.wereld.hire(GEMEENTE, Rol.COORDINATOR), stappen.wereld.hire(GEMEENTE)
    afwezig = stappen.wereld.actors[GEMEENTE]
    away(stappen, afwezig, vervanger)
    dismiss(stappen, coordinator, vervanger)
    with stappen.wereld.werkplek(coordinator) as desk:
        lid = next(lid for lid in team(desk) if lid.id == afwezig.id)
        rij = desk.session.get(Medewerker, afwezig.id)
        assert rij is not None
        assert (lid.nu_afwezig, lid.plaatsvervanger, rij.plaatsvervanger_id) == (True, None, None)


def test_nobody_starts_at_an_organisatie_that_ended(stappen: Stappen) -> None:
    with stappen.wereld.werkplek(stappen.wereld.hire("ozj", Rol.BEHEERDER)) as desk:
        end_organisatie(desk, "en3")
    opdracht = HireMedewerker(
        gebruikersnaam="nieuw",
        naam="Nieuw",
        organisatie="en3",
        rollen=frozenset({Rol.NETWERKMEDEWERKER}),
        wachtwoord_hash="x",
    )
    with (
        stappen.wereld.database.transaction() as session,
        pytest.raises(InvalidInputError, match="werkt niet meer met Houvast"),
    ):
        hire_medewerker(session, stappen.wereld.omgeving, opdracht)


def test_who_stands_in_for_a_coordinator_is_one_in_those_days(stappen: Stappen) -> None:
    wereld = stappen.wereld
    vervanger, derde = wereld.hire(GEMEENTE), wereld.hire(GEMEENTE)
    coordinator = wereld.hire(GEMEENTE, Rol.COORDINATOR)
    casus_id = casus_of_nobody(stappen)
    away(stappen, coordinator, vervanger)
    nu = now(stappen, vervanger)
    assert nu is not None
    assert nu.is_coordinator
    opdracht = ReassignCasussen(casus_ids=(casus_id,), van=None, naar=derde.id)
    with wereld.werkplek(nu) as desk:
        assert reassign_casussen(desk, opdracht) == 1
    assert not getattr(now(stappen, derde), "is_coordinator", True)
    dismiss(stappen, wereld.hire(GEMEENTE, Rol.BEHEERDER), coordinator)
    later = now(stappen, vervanger)
    assert later is not None
    assert not later.is_coordinator, "who left hands nothing on"


def test_a_deputy_gets_the_work_of_the_chain_not_the_keys(stappen: Stappen) -> None:
    beheerder, vervanger = stappen.wereld.hire("ozj", Rol.BEHEERDER), stappen.wereld.hire("ozj")
    away(stappen, beheerder, vervanger)
    nu = now(stappen, vervanger)
    assert nu is not None
    assert nu.rollen == vervanger.rollen


def test_dividing_is_for_who_does_chain_work(stappen: Stappen) -> None:
    casus_id = casus_of_nobody(stappen)
    beheerder = stappen.wereld.hire(GEMEENTE, Rol.BEHEERDER)
    opdracht = ReassignCasussen(casus_ids=(casus_id,), van=None, naar=stappen.wereld.actors[GEMEENTE].id)
    with stappen.wereld.werkplek(beheerder) as desk, pytest.raises(NotPermittedError):
        reassign_casussen(desk, opdracht)


def test_dividing_refuses_all_when_one_casus_went_elsewhere_meanwhile(stappen: Stappen) -> None:
    coordinator, ander = stappen.wereld.hire(GEMEENTE, Rol.COORDINATOR), stappen.wereld.hire(GEMEENTE)
    casussen = [casus_of_nobody(stappen) for _ in range(2)]
    wie = stappen.wereld.actors[GEMEENTE]

    def give(*ids: UUID, van: UUID | None, naar: UUID | None) -> None:
        with stappen.wereld.werkplek(coordinator) as desk:
            reassign_casussen(desk, ReassignCasussen(casus_ids=ids, van=van, naar=naar))

    give(casussen[1], van=None, naar=wie.id)
    with pytest.raises(RefusedError, match=f"C-2026-000002 is nu bij {wie.naam}"):
        give(*casussen, van=None, naar=ander.id)
    assert stappen.eigenaarschappen(casussen[0])[-1].behandelaar_id is None
    with pytest.raises(RefusedError, match="heeft nu geen behandelaar"):
        give(casussen[0], van=wie.id, naar=ander.id)
    stappen.nothing_broken()


@pytest.fixture
def postgresql_wereld(postgresql_url: str) -> Iterator[Wereld]:
    yield from make_wereld(postgresql_url)


@pytest.mark.postgresql
def test_a_casus_goes_to_nobody_who_is_leaving_at_that_moment(postgresql_wereld: Wereld) -> None:
    """The assignment waits for the dismissal and then sees it."""
    stappen = Stappen(postgresql_wereld)
    coordinator, weg = postgresql_wereld.hire(GEMEENTE, Rol.COORDINATOR), postgresql_wereld.hire(GEMEENTE)
    casus_id = casus_of_nobody(stappen)

    def assign() -> object:
        with postgresql_wereld.werkplek(coordinator) as desk:
            return assign_behandelaar(desk, AssignBehandelaar(casus_id=casus_id, medewerker_id=weg.id))

    with ThreadPoolExecutor(1) as draad:
        with postgresql_wereld.werkplek(coordinator) as desk:
            dismiss_medewerker(desk, weg.id)
            desk.session.flush()
            toewijzing = draad.submit(assign)
            with pytest.raises(TimeoutError):
                toewijzing.result(timeout=1)
        with pytest.raises(InvalidInputError, match="Kies een ander"):
            toewijzing.result(timeout=20)
    assert stappen.eigenaarschappen(casus_id)[-1].behandelaar_id is None
    stappen.nothing_broken()
