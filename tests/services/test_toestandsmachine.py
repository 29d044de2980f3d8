"""Random histories: whatever people do, in whatever order, every invariant of the chain holds."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from app.db import Database
from tests.fixtures_app import Wereld, make_wereld
from tests.fixtures_database import TEMPLATE, at, connect, fresh_database, statement
from tests.grondig import GRONDIG
from tests.services.toestanden import Keten
from tests.services.toestanden_organisaties import KetenDieVerandert
from tests.services.toestanden_samenlopen import KetenMetSamenlopen

RUSTIG = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.target, Phase.shrink),
)


def run(maker: type[Keten], examples: int, steps: int) -> None:
    """``make grondig`` plays four times as many histories."""
    examples *= 4 if GRONDIG else 1
    run_state_machine_as_test(
        maker, settings=settings(RUSTIG, max_examples=examples, stateful_step_count=steps)
    )


def keten_on_sqlite(bron: Path, map_: Path, soort: type[Keten] = KetenMetSamenlopen) -> type[Keten]:
    """Each history gets a copy of one furnished and staffed file."""
    bezetting = next(make_wereld(f"sqlite:///{bron}"))
    bezetting.database.dispose()
    nummers = iter(range(1_000_000))

    def make() -> Iterator[Wereld]:
        kopie = map_ / f"loop-{next(nummers)}.db"
        shutil.copyfile(bron, kopie)
        database = Database(f"sqlite:///{kopie}")
        yield Wereld(database, bezetting.kluis, actors=dict(bezetting.actors))
        database.dispose()
        kopie.unlink()

    return type("KetenOpSqlite", (soort,), {"make": staticmethod(make)})


def keten_on_postgresql(server: str, bron: str, soort: type[Keten] = KetenMetSamenlopen) -> type[Keten]:
    bezetting = next(make_wereld(at(server, bron)))
    bezetting.database.dispose()

    def make() -> Iterator[Wereld]:
        for url in fresh_database(server, bron):
            database = Database(url, pool_size=2)
            yield Wereld(database, bezetting.kluis, actors=dict(bezetting.actors))
            database.dispose()

    return type("KetenOpPostgresql", (soort,), {"make": staticmethod(make)})


def test_random_acts_never_break_an_invariant(sqlite_template: Path, tmp_path: Path) -> None:
    bron = tmp_path / "bron.db"
    shutil.copyfile(sqlite_template, bron)
    run(keten_on_sqlite(bron, tmp_path), examples=6, steps=25)


@pytest.mark.lang
@pytest.mark.traag
def test_many_random_acts_never_break_an_invariant(sqlite_template: Path, tmp_path: Path) -> None:
    bron = tmp_path / "bron.db"
    shutil.copyfile(sqlite_template, bron)
    run(keten_on_sqlite(bron, tmp_path), examples=10, steps=40)


@pytest.mark.lang
@pytest.mark.traag
def test_organisaties_that_change_meanwhile_break_nothing_either(
    sqlite_template: Path, tmp_path: Path
) -> None:
    bron = tmp_path / "bron.db"
    shutil.copyfile(sqlite_template, bron)
    run(keten_on_sqlite(bron, tmp_path, KetenDieVerandert), examples=8, steps=35)


@pytest.mark.lang
@pytest.mark.traag
@pytest.mark.postgresql
@pytest.mark.parametrize("soort", [KetenMetSamenlopen, KetenDieVerandert])
def test_random_acts_never_break_an_invariant_on_postgresql(
    postgresql_server: str, soort: type[Keten]
) -> None:
    bron = f"bezet_{soort.__name__.lower()}_{id(postgresql_server)}"
    with connect(postgresql_server) as verbinding:
        verbinding.execute(statement("CREATE DATABASE {} TEMPLATE {}", bron, TEMPLATE))
    run(keten_on_postgresql(postgresql_server, bron, soort), examples=4, steps=25)
