"""Ombouw: changes to a table that exists, for migrations after 0002, on both engines.

SQLite cannot change a constraint of a table that exists. There a table is made anew from its own text with
the changed lines in it, filled from the old one, and put in its place with its indexes and triggers; foreign
keys are off meanwhile and are checked afterwards (env.py). PostgreSQL changes what is asked.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op


@dataclass(frozen=True)
class Kolom:
    """A new column: how it is written on SQLite and on PostgreSQL, and what the rows that exist get
    (an expression over the old columns)."""

    naam: str
    sqlite: str
    postgresql: str
    begin: str = "NULL"


@dataclass(frozen=True)
class Ombouw:
    """What a table gets: columns, constraints, CHECKs by name whose rule becomes another one, and columns
    that may be empty."""

    tabel: str
    kolommen: tuple[Kolom, ...] = ()
    beperkingen: tuple[tuple[str, str], ...] = ()
    vervangen: tuple[tuple[str, str, str], ...] = ()
    #: Columns that may be empty from now on, as they are written on SQLite: (name, type there).
    mag_leeg: tuple[tuple[str, str], ...] = ()


def rebuild(*ombouwen: Ombouw) -> None:
    """Carry out each change on the engine of this migration."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for ombouw in ombouwen:
        (_rebuild_sqlite if sqlite else _alter_postgresql)(ombouw)


def one_of(kolom: str, waarden: tuple[str, ...]) -> str:
    """The CHECK of a coded column, spelled as SQLAlchemy spells it."""
    return f"{kolom} IN ({', '.join(repr(waarde) for waarde in waarden)})"


def _alter_postgresql(ombouw: Ombouw) -> None:
    """Columns with what existing rows get, then the constraints over all rows."""
    judge_now()
    for kolom in ombouw.kolommen:
        soort = kolom.postgresql.removesuffix(" NOT NULL")
        op.execute(f"ALTER TABLE {ombouw.tabel} ADD COLUMN {kolom.naam} {soort}")
        if kolom.begin != "NULL":
            op.execute(f"UPDATE {ombouw.tabel} SET {kolom.naam} = {kolom.begin}")
            judge_now()
        if soort != kolom.postgresql:
            op.execute(f"ALTER TABLE {ombouw.tabel} ALTER COLUMN {kolom.naam} SET NOT NULL")
    for naam, _, regel in ombouw.vervangen:
        op.execute(f"ALTER TABLE {ombouw.tabel} DROP CONSTRAINT {naam}")
        op.execute(f"ALTER TABLE {ombouw.tabel} ADD CONSTRAINT {naam} CHECK ({regel})")
    for naam, _ in ombouw.mag_leeg:
        op.execute(f"ALTER TABLE {ombouw.tabel} ALTER COLUMN {naam} DROP NOT NULL")
    for naam, regel in ombouw.beperkingen:
        op.execute(f"ALTER TABLE {ombouw.tabel} ADD CONSTRAINT {naam} {regel}")


def judge_now() -> None:
    """Judge what this transaction wrote (a restore, a step before): only then a table of it may change."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")
        op.execute("SET CONSTRAINTS ALL DEFERRED")


def _rebuild_sqlite(ombouw: Ombouw) -> None:
    """The table anew, with the same rows, indexes and triggers."""
    verbinding = op.get_bind()
    tabel, nieuw = ombouw.tabel, f"{ombouw.tabel}_nieuw"
    delen = verbinding.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :tabel AND sql IS NOT NULL"),
        {"tabel": tabel},
    ).all()
    tekst = next(sql for soort, sql in delen if soort == "table").replace('"', "")
    oud = [rij[1] for rij in verbinding.exec_driver_sql(f"PRAGMA table_info({tabel})")]
    tekst = _with_changes(tekst, ombouw)
    op.execute(sa.text(tekst.replace(f"TABLE {tabel} ", f"TABLE {nieuw} ", 1)))
    namen = ", ".join([*oud, *(kolom.naam for kolom in ombouw.kolommen)])
    waarden = ", ".join([*oud, *(kolom.begin for kolom in ombouw.kolommen)])
    op.execute(f"INSERT INTO {nieuw} ({namen}) SELECT {waarden} FROM {tabel}")
    op.execute(f"DROP TABLE {tabel}")
    op.execute(f"ALTER TABLE {nieuw} RENAME TO {tabel}")
    for soort, sql in delen:
        if soort != "table":
            op.execute(sa.text(sql))


def _with_changes(tekst: str, ombouw: Ombouw) -> str:
    """Changed rules in place, new columns before the first constraint, new constraints at the end."""
    for naam, van, naar in ombouw.vervangen:
        oud = f"CONSTRAINT {naam} CHECK ({van})"
        if oud not in tekst:
            raise RuntimeError(f"{ombouw.tabel}: {naam} ziet er anders uit dan verwacht")
        tekst = tekst.replace(oud, f"CONSTRAINT {naam} CHECK ({naar})")
    for naam, soort in ombouw.mag_leeg:
        if f"{naam} {soort} NOT NULL" not in tekst:
            raise RuntimeError(f"{ombouw.tabel}: {naam} ziet er anders uit dan verwacht")
        tekst = tekst.replace(f"{naam} {soort} NOT NULL", f"{naam} {soort}", 1)
    kolommen = "".join(f"{kolom.naam} {kolom.sqlite}, \n\t" for kolom in ombouw.kolommen)
    begin = tekst.index("CONSTRAINT")
    einde = tekst.rindex(")")
    beperkingen = "".join(f", \n\tCONSTRAINT {naam} {regel}" for naam, regel in ombouw.beperkingen)
    return f"{tekst[:begin]}{kolommen}{tekst[begin:einde].rstrip()}{beperkingen}\n)"
