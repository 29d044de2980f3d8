"""Keys that point to a growing table are found by an index: why, says migration 0015."""

from collections.abc import Sequence

from sqlalchemy import Index, Table, UniqueConstraint

from app.models import metadata

#: What does not grow with the years: looking through it costs nothing.
BLIJFT_KLEIN = frozenset(
    {"organisatie", "medewerker", "gemeente", "jeugdregio", "rechtsopvolging", "gezin", "piket"}
)


def test_every_key_to_a_growing_table_has_an_index() -> None:
    """SQLite looks for who points to a new row; without an index it reads every row."""
    zonder = [
        f"{tabel.name}.{', '.join(sleutel.column_keys)}"
        for tabel in metadata.tables.values()
        for sleutel in tabel.foreign_key_constraints
        if sleutel.referred_table.name not in BLIJFT_KLEIN and not _found_by_index(tabel, sleutel.column_keys)
    ]
    assert zonder == []


def _found_by_index(tabel: Table, kolommen: Sequence[str]) -> bool:
    """Begins with one of these columns, and leaves out no more than empty keys."""
    begin = {index.columns[0].name for index in tabel.indexes if not _is_partial(index)}
    begin |= {next(iter(b.columns)).name for b in tabel.constraints if isinstance(b, UniqueConstraint)}
    begin |= {next(iter(tabel.primary_key.columns)).name}
    return not begin.isdisjoint(kolommen)


def _is_partial(index: Index) -> bool:
    """Of a partial index only one without empty keys is of use to a key."""
    waar = index.dialect_options["sqlite"].get("where")
    return waar is not None and str(waar) != f"{index.columns[0].name} IS NOT NULL"
