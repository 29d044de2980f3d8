"""What a database says about itself, in one comparable form for each engine."""

import re

from sqlalchemy import Connection, text

Catalogus = dict[str, set[str]]

POSTGRESQL = {
    "kolommen": """
        SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
               || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
               || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND a.attnum > 0 AND NOT a.attisdropped""",
    "beperkingen": """
        SELECT c.conrelid::regclass || ' ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
        FROM pg_constraint c WHERE c.connamespace = 'public'::regnamespace AND c.conrelid <> 0""",
    "indexen": """
        SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace = 'public'::regnamespace""",
    "triggers": """
        SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT t.tgisinternal""",
    "functies": """
        SELECT p.proname || ' ' || p.prosrc FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace""",
    "partities": """
        SELECT c.relname || ' ' || pg_get_expr(c.relpartbound, c.oid)
        FROM pg_class c WHERE c.relispartition AND c.relkind IN ('r', 'p')""",
}


def catalogue(verbinding: Connection) -> Catalogus:
    """Every table, column, constraint, index, trigger and partition as text."""
    if verbinding.dialect.name == "postgresql":
        return {soort: _texts(verbinding, vraag) for soort, vraag in POSTGRESQL.items()}
    return _sqlite(verbinding)


def _texts(verbinding: Connection, vraag: str) -> set[str]:
    namen = {str(waarde) for (waarde,) in verbinding.execute(text(vraag))}
    return {naam for naam in namen if "alembic_version" not in naam}


def _sqlite(verbinding: Connection) -> Catalogus:
    """SQLite keeps the statements themselves; a table is the set of its parts, whatever their order."""
    gevonden: Catalogus = {"tabel": set(), "index": set(), "trigger": set()}
    vraag = text("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    for soort, naam, opdracht in verbinding.execute(vraag):
        if naam == "alembic_version":
            continue
        if soort == "table":
            gevonden["tabel"] |= {f"{naam}: {deel}" for deel in _parts(opdracht)}
        else:
            gevonden[soort].add(_plain(opdracht))
    return gevonden


def _parts(opdracht: str) -> set[str]:
    """Columns and constraints: what stands between commas outside brackets."""
    inhoud = opdracht[opdracht.index("(") + 1 : opdracht.rindex(")")]
    delen, diepte = [""], 0
    for teken in inhoud:
        diepte += {"(": 1, ")": -1}.get(teken, 0)
        if teken == "," and diepte == 0:
            delen.append("")
        else:
            delen[-1] += teken
    return {_plain(deel) for deel in delen}


def _plain(tekst: str) -> str:
    return re.sub(r"\s+", " ", tekst.replace('"', "")).strip()
