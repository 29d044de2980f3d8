"""What every fault test gets: an installation whose processes can die, and a grootboek."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.nazien import Grootboek
from tests.faults.proces import Huis, Kraam, open_huis
from tests.fixtures_app import Wereld, make_wereld


@pytest.fixture(scope="session")
def kraam() -> Iterator[Kraam]:
    kraam = Kraam()
    yield kraam
    kraam.close()


@pytest.fixture
def huis(kraam: Kraam, wereld: Wereld, tmp_path: Path) -> Iterator[Huis]:
    """On both engines."""
    with open_huis(kraam, wereld, tmp_path) as huis:
        yield huis


@pytest.fixture
def sqlite_huis(kraam: Kraam, sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Huis]:
    """On SQLite alone: what only a file can suffer."""
    with open_huis(kraam, sqlite_wereld, tmp_path) as huis:
        yield huis


@pytest.fixture
def postgresql_huis(kraam: Kraam, postgresql_url: str, tmp_path: Path) -> Iterator[Huis]:
    """On PostgreSQL alone: what only a server can suffer."""
    for wereld in make_wereld(postgresql_url):
        with open_huis(kraam, wereld, tmp_path) as huis:
            yield huis


@pytest.fixture
def grootboek() -> Grootboek:
    return Grootboek()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real processes take seconds: these run in ``make test``."""
    for item in items:
        if "kraam" in getattr(item, "fixturenames", ()):
            item.add_marker("traag")
