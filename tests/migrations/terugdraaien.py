"""Terugdraaien: what came after a release, taken away again: its migration is tried on real rows."""

import re

from sqlalchemy import Connection, text

#: Columns of 0032 and 0033, by table.
KOLOMMEN = {"melder": ("bereikbaar_sinds",), "terugkoppeling": ("teruggenomen_op", "terugneemreden")}


def drop_later_columns(verbinding: Connection) -> None:
    """Without what 0032 and later added; the rows stay."""
    verbinding.execute(text("DROP TABLE uitnodiging"))
    for tabel, kolommen in KOLOMMEN.items():
        if verbinding.dialect.name == "sqlite":
            _rebuild_without(verbinding, tabel, kolommen)
        else:
            for kolom in kolommen:
                verbinding.execute(text(f"ALTER TABLE {tabel} DROP COLUMN {kolom}"))


def _rebuild_without(verbinding: Connection, tabel: str, kolommen: tuple[str, ...]) -> None:
    """SQLite does not drop a column that a CHECK names: the table anew, without the lines that name it."""
    delen = verbinding.execute(
        text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :tabel AND sql IS NOT NULL"),
        {"tabel": tabel},
    ).all()
    tekst = next(sql for soort, sql in delen if soort == "table").replace('"', "")
    begin, einde = tekst.index("(") + 1, tekst.rindex(")")
    regels = [regel.strip() for regel in re.split(r",\s*\n", tekst[begin:einde])]
    blijft = [regel for regel in regels if not any(kolom in regel for kolom in kolommen)]
    namen = ", ".join(
        rij[1] for rij in verbinding.exec_driver_sql(f"PRAGMA table_info({tabel})") if rij[1] not in kolommen
    )
    verbinding.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    verbinding.exec_driver_sql(f"CREATE TABLE {tabel}_oud ({', '.join(blijft)})")
    verbinding.exec_driver_sql(f"INSERT INTO {tabel}_oud ({namen}) SELECT {namen} FROM {tabel}")
    verbinding.exec_driver_sql(f"DROP TABLE {tabel}")
    verbinding.exec_driver_sql(f"ALTER TABLE {tabel}_oud RENAME TO {tabel}")
    for soort, sql in delen:
        if soort != "table":
            verbinding.exec_driver_sql(sql)
