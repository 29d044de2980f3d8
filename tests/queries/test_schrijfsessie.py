"""A session that writes: what was answered stands on the disk, also when the power fails (I12)."""

from contextlib import ExitStack

from sqlalchemy import text

from app.db import Database

FULL = 2


def test_a_commit_on_sqlite_waits_for_the_disk(sqlite_url: str) -> None:
    """In WAL mode NORMAL answers before the disk has it: the last commits are gone when the power fails."""
    database = Database(sqlite_url)
    with database.transaction() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert session.execute(text("PRAGMA synchronous")).scalar_one() == FULL
    with ExitStack() as open_:  # not only the connection that is used most
        verbindingen = [open_.enter_context(database.engine.connect()) for _ in range(3)]
        gevraagd = [verbinding.connection.cursor() for verbinding in verbindingen]
        assert [cursor.execute("PRAGMA synchronous").fetchone()[0] for cursor in gevraagd] == [FULL] * 3
    database.dispose()
