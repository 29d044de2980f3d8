"""Take, give and release inside the owning organisatie; teamtoegang decides who may (domain.md §5)."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlmodel import select

from app.domain.actor import Actor, Rol, Teamtoegang
from app.domain.errors import (
    InvalidInputError,
    NotPermittedError,
    NotVisibleError,
    RefusedError,
    StaleVersionError,
)
from app.domain.opdrachten import AssignBehandelaar
from app.domain.termen import MeldingUitkomst
from app.models import Casus, Medewerker
from app.services.behandelaar import assign_behandelaar
from tests.services.stappen import Stappen, Wie


@pytest.fixture
def casus_id(stappen: Stappen) -> UUID:
    return stappen.register().casussen[0].id


def assign(stappen: Stappen, wie: Wie, casus_id: UUID, naar: UUID | None, versie: int | None = None) -> Casus:
    with stappen.wereld.werkplek(wie) as desk:
        opdracht = AssignBehandelaar(casus_id=casus_id, medewerker_id=naar, versie=versie)
        return assign_behandelaar(desk, opdracht)


def behandelaar(stappen: Stappen, casus_id: UUID) -> UUID | None:
    return stappen.eigenaarschappen(casus_id)[-1].behandelaar_id


def colleague(stappen: Stappen, **anders: object) -> Actor:
    return replace(stappen.wereld.hire("vws-ucz"), **anders)  # type: ignore[arg-type]  # named fields


def test_who_registers_treats_it_and_may_give_it_to_a_colleague(stappen: Stappen, casus_id: UUID) -> None:
    assert behandelaar(stappen, casus_id) == stappen.wereld.actors["vws-ucz"].id
    collega = colleague(stappen)
    assign(stappen, "vws-ucz", casus_id, collega.id)
    assert behandelaar(stappen, casus_id) == collega.id
    stappen.nothing_broken()


def test_after_release_a_colleague_takes_it(stappen: Stappen, casus_id: UUID) -> None:
    collega = colleague(stappen)
    assign(stappen, "vws-ucz", casus_id, None)
    assert behandelaar(stappen, casus_id) is None
    assign(stappen, collega, casus_id, collega.id)
    assert behandelaar(stappen, casus_id) == collega.id
    stappen.nothing_broken()


def test_taking_what_a_colleague_treats_names_that_colleague(stappen: Stappen, casus_id: UUID) -> None:
    collega = colleague(stappen)
    wie = stappen.wereld.actors["vws-ucz"].naam
    with pytest.raises(RefusedError, match=f"{wie} heeft deze casus al genomen"):
        assign(stappen, collega, casus_id, collega.id)


@pytest.mark.parametrize("rol", [Rol.BEHEERDER, Rol.KLACHTBEHANDELAAR, Rol.PRIVACY_OFFICER])
def test_who_does_no_chain_work_treats_no_casus(stappen: Stappen, casus_id: UUID, rol: Rol) -> None:
    with pytest.raises(InvalidInputError, match="behandelt geen casussen"):
        assign(stappen, "vws-ucz", casus_id, stappen.wereld.hire("vws-ucz", rol).id)


def test_what_somebody_treated_who_left_may_be_taken(stappen: Stappen, casus_id: UUID) -> None:
    collega = colleague(stappen)
    with stappen.wereld.database.transaction() as session:
        wie = session.exec(
            select(Medewerker).where(Medewerker.id == stappen.wereld.actors["vws-ucz"].id)
        ).one()
        wie.actief_tot = stappen.vandaag
    assign(stappen, collega, casus_id, collega.id)
    assert behandelaar(stappen, casus_id) == collega.id
    stappen.nothing_broken()


def test_in_a_small_team_everybody_acts(stappen: Stappen, casus_id: UUID) -> None:
    collega = colleague(stappen, teamtoegang=Teamtoegang.TEAM)
    assign(stappen, collega, casus_id, collega.id)
    assert behandelaar(stappen, casus_id) == collega.id


def test_a_coordinator_and_a_plaatsvervanger_may_give(stappen: Stappen, casus_id: UUID) -> None:
    derde = stappen.wereld.hire("vws-ucz")
    ingelogd = stappen.wereld.actors["vws-ucz"]
    vervanger = colleague(stappen, vervangt=frozenset({ingelogd.id}))
    assign(stappen, vervanger, casus_id, derde.id)
    baas = stappen.wereld.hire("vws-ucz", Rol.COORDINATOR)
    assign(stappen, baas, casus_id, ingelogd.id)
    assert behandelaar(stappen, casus_id) == ingelogd.id


def test_who_does_not_treat_it_gives_and_releases_nothing(stappen: Stappen, casus_id: UUID) -> None:
    collega = colleague(stappen)
    for naar in (stappen.wereld.actors["vws-ucz"].id, None):
        with pytest.raises(NotPermittedError):
            assign(stappen, collega, casus_id, naar)


def test_nobody_outside_the_owner_takes_it(stappen: Stappen, casus_id: UUID) -> None:
    stappen.offer("vws-ucz", "ozj", casus_id)
    with pytest.raises(NotPermittedError):
        assign(stappen, "ozj", casus_id, stappen.wereld.actors["ozj"].id)
    with pytest.raises(NotVisibleError):
        assign(stappen, "ret-jz14", casus_id, stappen.wereld.actors["ret-jz14"].id)
    with pytest.raises(InvalidInputError):
        assign(stappen, "vws-ucz", casus_id, stappen.wereld.actors["ozj"].id)


def test_giving_to_who_has_it_changes_nothing(stappen: Stappen, casus_id: UUID) -> None:
    versie = stappen.casus(casus_id).versie
    assign(stappen, "vws-ucz", casus_id, stappen.wereld.actors["vws-ucz"].id)
    assert stappen.casus(casus_id).versie == versie


def test_an_old_page_or_a_closed_casus_is_refused(stappen: Stappen) -> None:
    gemeld = stappen.register()
    casus_id, baas = gemeld.casussen[0].id, stappen.wereld.hire("vws-ucz", Rol.COORDINATOR)
    with pytest.raises(StaleVersionError):
        assign(stappen, baas, casus_id, None, versie=99)
    stappen.close_melding("vws-ucz", gemeld.melding.id, MeldingUitkomst.INGETROKKEN)
    stappen.close_casus("vws-ucz", casus_id)
    with pytest.raises(RefusedError):
        assign(stappen, baas, casus_id, baas.id)
