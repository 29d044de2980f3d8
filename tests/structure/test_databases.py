"""The databases that tests get are migrated, private and of the engine they say they are."""

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url


def test_a_fresh_database_is_migrated_and_takes_writes(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        assert inspect(connection).has_table("alembic_version")
        connection.execute(text("CREATE TABLE spoor_van_een_test (id INTEGER)"))
    engine.dispose()


@pytest.mark.parametrize("ronde", [1, 2])
def test_nothing_of_another_test_is_left(database_url: str, ronde: int) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        assert not inspect(connection).has_table("spoor_van_een_test")
        connection.execute(text("CREATE TABLE spoor_van_een_test (id INTEGER)"))
    engine.dispose()


def test_each_engine_is_the_real_one(database_url: str, request: pytest.FixtureRequest) -> None:
    expected = request.node.callspec.params["database_url"]
    assert make_url(database_url).get_backend_name() == expected


def test_an_empty_database_has_no_table(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()
