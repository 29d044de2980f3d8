"""A database that takes a connection and says nothing: whoever asks it hears so in seconds."""

import socket
import time
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import OperationalError

from app.db import BUSY_SECONDS, Database


@pytest.fixture
def stom() -> Iterator[Database]:
    """PostgreSQL, half gone."""
    with socket.create_server(("127.0.0.1", 0)) as deur:
        yield Database(f"postgresql+psycopg://houvast@127.0.0.1:{deur.getsockname()[1]}/houvast")


def test_nobody_waits_for_the_directory_longer_than_for_anything_else(stom: Database) -> None:
    """It is read under a lock of the whole process: who hung there kept everybody waiting."""
    begin = time.monotonic()
    with pytest.raises(OperationalError, match="timeout"):
        stom.gidskast.open(1)
    assert time.monotonic() - begin < 6 * BUSY_SECONDS
