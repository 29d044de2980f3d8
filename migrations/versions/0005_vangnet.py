"""What the check of every hour found, and that the time after the 18th birthday was talked about.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One small table, and two columns that may be empty."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    moment, zegel = ("TIMESTAMP WITH TIME ZONE", "BYTEA") if postgresql else ("DATETIME", "BLOB")
    op.execute(f"ALTER TABLE jeugdige ADD COLUMN toekomst_besproken_op {moment}")
    op.execute(f"ALTER TABLE jeugdige ADD COLUMN toekomst_verzegeld {zegel}")
    op.create_table(
        "vondst",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("onderwerp", sa.String(length=200), nullable=False),
        sa.Column("melding", sa.String(length=300), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=True),
        sa.Column("sinds", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vondst")),
        sa.UniqueConstraint("soort", "onderwerp", "melding", name=op.f("uq_vondst_soort_onderwerp_melding")),
        sa.CheckConstraint("soort IN ('afspraak_gebroken', 'bijna_achttien')", name=op.f("ck_vondst_soort")),
        sa.ForeignKeyConstraint(
            ["casus_id"],
            ["casus.id"],
            name=op.f("fk_vondst_casus_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index(op.f("ix_vondst_casus_id"), "vondst", ["casus_id"])
