"""The number of a request travels to the worker, and a sign of life shows who can write.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns that may be empty, and one small table."""
    for tabel in ("bericht", "overdracht"):
        op.execute(f"ALTER TABLE {tabel} ADD COLUMN aanvraag VARCHAR(64)")
    op.create_table(
        "hartslag",
        sa.Column("onderdeel", sa.String(length=20), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rondes", sa.Integer(), nullable=False),
        sa.Column("verlopen", sa.Integer(), nullable=False),
        sa.Column("mislukt", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("onderdeel", name="pk_hartslag"),
    )
