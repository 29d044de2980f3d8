"""Lists that do not grow with the table: who follows what runs, and indexes without empty keys.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import judge_now

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

#: An index over these held every row without one under the same, empty key.
ZONDER_LEGE = ("melding_id", "casus_id", "overdracht_id")


def upgrade() -> None:
    """One column that says whether the casus of an ownership runs, and six indexes."""
    judge_now()
    op.execute("ALTER TABLE eigenaarschap ADD COLUMN loopt BOOLEAN DEFAULT TRUE NOT NULL")
    _index("ix_eigenaarschap_loopt", "eigenaarschap", "organisatie_id, is_open, casus_id", "loopt")
    _index("ix_casus_archief", "casus", "eigenaar_id, spoed_rang, eerste_datum, id", "status <> 'open'")
    for kolom in ZONDER_LEGE:
        op.drop_index(f"ix_termijn_{kolom}", "termijn")
        _index(f"ix_termijn_{kolom}", "termijn", kolom, f"{kolom} IS NOT NULL")
    op.drop_index("ix_melding_loket_id", "melding")
    op.create_index("ix_melding_loket_id", "melding", ["loket_id", "id"])
    op.execute(
        "UPDATE eigenaarschap SET loopt = FALSE "
        "WHERE casus_id IN (SELECT id FROM casus WHERE status <> 'open')"
    )
    judge_now()


def _index(naam: str, tabel: str, kolommen: str, waar: str) -> None:
    op.execute(sa.text(f"CREATE INDEX {naam} ON {tabel} ({kolommen}) WHERE {waar}"))
