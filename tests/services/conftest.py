"""Steps on a furnished and staffed database, once on each engine."""

import pytest

from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen


@pytest.fixture
def stappen(wereld: Wereld) -> Stappen:
    return Stappen(wereld)
