"""Whatever is judged, joined, split, offered and closed, in whatever order: every invariant holds (§6)."""

from random import Random
from uuid import UUID

import pytest

from app.domain.errors import DomainError
from app.domain.samenloop import Samenloopbesluit
from app.domain.termen import CasusStatus
from app.models import Samenloop
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen
from tests.services.test_samenloop_oordeel import decide, pairs
from tests.services.test_samenvoegen import dates, split

DESKS = ("vws-ucz", "gemeente-gm0193", "ret-jz07", "ozj")


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    sqlite_wereld.opent_samenlopen = True
    return Stappen(sqlite_wereld)


def act(stappen: Stappen, dobbel: Random, rij: Samenloop, meldingen: list[UUID]) -> None:
    """One step that somebody might take; a refusal is fine, a broken rule is not."""
    wie = dobbel.choice(DESKS)
    melding_id = dobbel.choice(meldingen)
    stap = dobbel.choice(("besluit", "besluit", "samenvoegen", "samenvoegen", "splits", "bied", "sluit"))
    match stap:
        case "besluit":
            decide(stappen, wie, rij, dobbel.choice(list(Samenloopbesluit)))
        case "samenvoegen":
            decide(stappen, wie, rij, "samenvoegen")
        case "splits":
            split(stappen, wie, rij)
        case "bied":
            casus = next(id_ for id_ in (rij.ouder_casus_id, rij.jonger_casus_id) if id_)
            van = stappen.owner(casus)
            stappen.accept("ozj", stappen.offer(van, "ozj", casus))
        case _:
            stappen.tell_melder(wie, melding_id)
            stappen.close_melding(wie, melding_id)


@pytest.mark.parametrize("zaad", range(4))
def test_any_history_of_judging_joining_and_splitting_keeps_every_rule(stappen: Stappen, zaad: int) -> None:
    dobbel = Random(zaad)
    meldingen = []
    for wie in dobbel.sample(DESKS, 3):
        meldingen.append(stappen.register(wie).melding.id)
        stappen.wereld.later(minutes=30)
    for _ in range(12):
        stappen.wereld.later(hours=1)
        try:
            act(stappen, dobbel, dobbel.choice(pairs(stappen)), meldingen)
        except DomainError:
            continue
        stappen.nothing_broken()


def test_joined_and_split_again_every_promise_is_what_it_was(stappen: Stappen) -> None:
    een, ander = (stappen.register("ozj").melding.id for _ in range(2))
    voor = {id_: dates(stappen, id_) for id_ in (een, ander)}
    [samenloop] = pairs(stappen)
    decide(stappen, "ozj", samenloop, "samenvoegen")
    split(stappen, "ozj", samenloop)
    assert {id_: dates(stappen, id_) for id_ in (een, ander)} == voor
    for kant in (samenloop.ouder_casus_id, samenloop.jonger_casus_id):
        assert kant is not None
        assert stappen.casus(kant).status is CasusStatus.OPEN
    stappen.nothing_broken()
