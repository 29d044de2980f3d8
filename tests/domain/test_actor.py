"""Who acts: persons, systems and the worker."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.actor import KETENROLLEN, Actor, ActorSoort, OrganisatieSoort, Rol

BASIS = Actor(
    soort=ActorSoort.MEDEWERKER,
    id=UUID(int=1),
    organisatie_id=UUID(int=2),
    organisatie_soort=OrganisatieSoort.RET,
    organisatie_naam="RET",
    naam="Iemand",
    rollen=frozenset({Rol.PROCESREGISSEUR}),
)


@pytest.mark.parametrize(
    ("soort", "medewerker"),
    [(ActorSoort.MEDEWERKER, UUID(int=1)), (ActorSoort.SYSTEEM, None), (ActorSoort.WORKER, None)],
)
def test_only_a_person_is_a_medewerker(soort: ActorSoort, medewerker: UUID | None) -> None:
    assert replace(BASIS, soort=soort).medewerker_id == medewerker


@pytest.mark.parametrize("rol", Rol)
def test_chain_work_needs_a_chain_role(rol: Rol) -> None:
    geen = {Rol.KLACHTBEHANDELAAR, Rol.TAFELSECRETARIS, Rol.BEHEERDER, Rol.PRIVACY_OFFICER}
    assert replace(BASIS, rollen=frozenset({rol})).werkt_in_keten is (rol not in geen)
    assert frozenset(Rol) - geen == KETENROLLEN


def test_a_system_counts_as_coordinator() -> None:
    assert not BASIS.is_coordinator
    assert replace(BASIS, rollen=frozenset({Rol.COORDINATOR})).is_coordinator
    assert replace(BASIS, soort=ActorSoort.SYSTEEM).is_coordinator


def test_a_plaatsvervanger_stands_in_for_others_too() -> None:
    ander = UUID(int=5)
    assert replace(BASIS, vervangt=frozenset({ander})).personen == {UUID(int=1), ander}
