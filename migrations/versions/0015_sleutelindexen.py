"""An index for every key that points to a row of a growing table.

While an act is under way SQLite looks, for each new row, for rows that pointed to it too early: without an
index it reads the pointing table from end to end. Registering cost ten times as much at 100,000 casussen as
at 10,000. Two more: offers of a party that wait (the index over all its offers was chosen instead), and
answers that nobody went on with.

Revision: 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import judge_now

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ALTIJD = (("overdracht", "eigenaarschap_id"), ("melding_casus", "melding_id"))
SOMS = (
    ("casus", "samengevoegd_met_id"),
    ("eigenaarschap", "opvolging_id"),
    ("escalatie", "overdracht_id"),
    ("bericht", "overdracht_id"),
    ("termijn", "klacht_id"),
    ("termijn", "terugkoppeling_id"),
    ("termijnwijziging", "bericht_id"),
    ("terugkoppeling", "casus_id"),
    ("terugkoppeling", "bericht_id"),
)


def upgrade() -> None:
    """Without the empty keys, where there are many."""
    judge_now()
    op.drop_index(op.f("ix_overdracht_naar_organisatie_id"), "overdracht")
    for tabel, kolom in ALTIJD:
        op.create_index(op.f(f"ix_{tabel}_{kolom}"), tabel, [kolom])
    for tabel, kolom in SOMS:
        op.execute(sa.text(f"CREATE INDEX ix_{tabel}_{kolom} ON {tabel} ({kolom}) WHERE {kolom} IS NOT NULL"))
    op.execute(
        sa.text(
            "CREATE INDEX ix_bijdrage_te_verwerken ON bijdrage (casus_id) "
            "WHERE status = 'ontvangen' AND verwerkt_op IS NULL"
        )
    )
