"""Tabellen: every table as it is, for a backup.

Purpose: to copy and to restore a whole database (docs/beslissingen/0008). What a table holds is asked of
the database itself, not of the models: a copy of an older schema is read and filled in the same way.
Words and persons stay sealed; nothing is opened here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    CHAR,
    Boolean,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    String,
    TableClause,
    Uuid,
    column,
    func,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.types import TypeEngine

from app.domain.reservekopie import Kolom, Kolomsoort, Rij, Tabel
from app.models.basis import UtcDateTime

#: The length of a UUID as SQLite stores it.
HEX = 32
PARTIJ = 2000
#: Rows that weigh much are read and written a few at a time.
ZWARE_RIJEN: Mapping[str, int] = {"bijlagedeel": 16}
#: Not in a copy: log-ins end with a restore; counters and signs of life belong to the moment, and the
#: number of the directory counts along with the rows that are put back.
ZONDER = frozenset({"alembic_version", "sessie", "linksessie", "limietteller", "hartslag", "stelselversie"})

TYPEN: Mapping[Kolomsoort, TypeEngine[Any]] = {
    Kolomsoort.TEKST: String(),
    Kolomsoort.GETAL: Integer(),
    Kolomsoort.JA_NEE: Boolean(),
    Kolomsoort.DATUM: Date(),
    Kolomsoort.MOMENT: UtcDateTime(),
    Kolomsoort.ID: Uuid(),
    Kolomsoort.BYTES: LargeBinary(),
}


def all_tables(verbinding: Connection) -> list[str]:
    """The names of all tables; partitions belong to their table."""
    namen = set(inspect(verbinding).get_table_names())
    if verbinding.dialect.name == "postgresql":
        vraag = text(
            "SELECT relname FROM pg_class "
            "WHERE relispartition AND relnamespace = current_schema()::regnamespace"
        )
        namen -= set(verbinding.execute(vraag).scalars())
    return sorted(namen)


def tables_to_copy(verbinding: Connection) -> list[Tabel]:
    """Every table that belongs in a copy; those that refer to nothing come first."""
    kijker = inspect(verbinding)
    namen = [naam for naam in all_tables(verbinding) if naam not in ZONDER]
    namen.sort(key=lambda naam: bool(kijker.get_foreign_keys(naam)))
    return [
        Tabel(
            naam,
            tuple(Kolom(str(k["name"]), _kind(naam, k["type"])) for k in kijker.get_columns(naam)),
        )
        for naam in namen
    ]


def count_rows(verbinding: Connection, tabel: Tabel) -> int:
    """How many rows a table has."""
    return verbinding.execute(select(func.count()).select_from(as_table(tabel))).scalar_one()


def read_rows(verbinding: Connection, tabel: Tabel) -> Iterator[Rij]:
    """All rows, a few at a time: memory does not grow with the table."""
    bron = as_table(tabel)
    rijen = verbinding.execute(select(*bron.columns), execution_options={"yield_per": batch_of(tabel)})
    yield from rijen


def batch_of(tabel: Tabel) -> int:
    """How many rows of this table are held at once."""
    return ZWARE_RIJEN.get(tabel.naam, PARTIJ)


def as_table(tabel: Tabel) -> TableClause:
    """The table with types that both engines read and write alike."""
    return table(tabel.naam, *(column(kolom.naam, TYPEN[kolom.soort]) for kolom in tabel.kolommen))


def dangling_references(verbinding: Connection) -> Sequence[object]:
    """SQLite: rows that refer to nothing."""
    return verbinding.execute(text("PRAGMA foreign_key_check")).all()


def others_connected(verbinding: Connection) -> int:
    """PostgreSQL: how many others are connected to this database."""
    vraag = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    return int(verbinding.execute(vraag).scalar_one())


def _kind(tabel: str, soort: TypeEngine[object]) -> Kolomsoort:
    if isinstance(soort, Uuid) or (isinstance(soort, CHAR) and soort.length == HEX):
        return Kolomsoort.ID
    for type_, kolomsoort in (
        (DateTime, Kolomsoort.MOMENT),
        (Date, Kolomsoort.DATUM),
        (LargeBinary, Kolomsoort.BYTES),
        (Boolean, Kolomsoort.JA_NEE),
        (Integer, Kolomsoort.GETAL),
        (String, Kolomsoort.TEKST),
    ):
        if isinstance(soort, type_):
            return kolomsoort
    raise TypeError(f"{tabel}: een kolom van soort {soort} past nog niet in een kopie")
