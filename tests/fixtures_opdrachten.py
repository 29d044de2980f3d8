"""Each test has engines of its own; what SQLAlchemy composed for one of them counts for all.

A statement is composed for a dialect, and every engine makes a dialect of its own. Those of one kind are the
same here: one version of each engine, nothing set on it. Composing again for every test is a seventh of the
whole suite.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

MEESTE = 4000


@pytest.fixture(scope="session", autouse=True)
def een_opdrachtenkast() -> Iterator[None]:
    """One store of composed statements for every engine that ``app.db`` makes in this process."""
    kast: LRUCache[Any, Any] = LRUCache(MEESTE)

    def create_engine(*args: Any, **opties: Any) -> Engine:
        engine = sqlalchemy.create_engine(*args, **opties)
        engine._compiled_cache = kast
        return engine

    with pytest.MonkeyPatch.context() as anders:
        for soort in (PGDialect_psycopg, SQLiteDialect_pysqlite):
            anders.setattr(soort, "__eq__", lambda een, ander: type(een) is type(ander))
            anders.setattr(soort, "__hash__", lambda een: hash(type(een)))
        anders.setattr("app.db.create_engine", create_engine)
        yield
