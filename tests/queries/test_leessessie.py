"""A session that only reads: it writes nothing, however it ends, and leaves PostgreSQL what it prepared."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from app.db import Database
from app.models import Organisatie
from tests.fixtures_app import Wereld

VRAAG = text("SELECT count(*) FROM organisatie WHERE kenmerk = :kenmerk")
#: psycopg has a question prepared when it comes the sixth time.
KEREN = 6


def test_what_is_changed_while_reading_is_not_kept(wereld: Wereld) -> None:
    query = select(Organisatie).where(col(Organisatie.kenmerk) == "ozj")
    with wereld.database.read() as session:
        gelezen = session.exec(query).one()
        naam, gelezen.naam = gelezen.naam, "Anders"
    assert gelezen.naam == "Anders", "what was read can be used afterwards"
    with wereld.database.read() as session:
        assert session.exec(query).one().naam == naam


def test_who_reads_cannot_write_and_a_failure_is_the_one_that_is_told(wereld: Wereld) -> None:
    with pytest.raises(DBAPIError), wereld.database.read() as session:
        session.execute(text("DELETE FROM kenmerkteller"))
    with pytest.raises(ZeroDivisionError), wereld.database.read() as session:
        session.execute(VRAAG, {"kenmerk": "ozj"})
        raise ZeroDivisionError
    with wereld.database.read() as session:
        assert session.execute(VRAAG, {"kenmerk": "ozj"}).scalar_one() == 1


@pytest.mark.postgresql
def test_a_question_that_comes_often_is_planned_once(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    for _ in range(KEREN):
        with database.read() as session:
            session.execute(VRAAG, {"kenmerk": "ozj"})
    with database.read() as session:
        voorbereid = session.execute(text("SELECT statement FROM pg_prepared_statements")).scalars().all()
    database.dispose()
    assert any("WHERE kenmerk" in opdracht for opdracht in voorbereid)
