"""Runs migrations with foreign keys off on SQLite, and checks them afterwards."""

import os
import sqlite3

from alembic import context
from sqlalchemy import Connection, create_engine, event

from app.models import metadata
from app.settings import Settings


def run(connection: Connection) -> None:
    """Migrate in one transaction; on SQLite refuse a result with dangling references."""
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=sqlite,
        transaction_per_migration=False,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise RuntimeError(f"migratie laat losse verwijzingen achter: {broken[:5]}")


def connect(url: str) -> None:
    """Migrate the database at this address over a connection of its own."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _without_foreign_keys)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        with engine.connect() as connection:
            run(connection)
    finally:
        engine.dispose()


def _without_foreign_keys(dbapi: sqlite3.Connection, _entry: object) -> None:
    dbapi.isolation_level = None  # the begin event starts the transaction
    dbapi.execute("PRAGMA foreign_keys=OFF")  # cannot be changed inside a transaction


gekregen = context.config.attributes.get("connection")
if gekregen is None:
    connect(context.config.attributes.get("url") or os.environ.get("HOUVAST_DATABASE_URL") or Settings().url)
else:  # inside a transaction of somebody else (houvast herstel)
    run(gekregen)
