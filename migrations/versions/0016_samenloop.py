"""Keys under which the same jeugdige is found again, and the models that weigh.

Existing registrations get their keys from ``houvast samenloop hersleutel``: keys need the keyring, which a
migration does not have.

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two new tables."""
    op.create_table(
        "samenloop_sleutel",
        sa.Column("hash", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("jeugdige_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "jeugdige_id", name=op.f("pk_samenloop_sleutel")),
        sa.ForeignKeyConstraint(
            ["jeugdige_id"],
            ["jeugdige.id"],
            name=op.f("fk_samenloop_sleutel_jeugdige_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_samenloop_sleutel_jeugdige", "samenloop_sleutel", ["jeugdige_id"])
    op.create_table(
        "samenloop_model",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bron", sa.String(length=40), nullable=False),
        sa.Column("inhoud", sa.String(), nullable=False),
        sa.Column("cijfers", sa.String(), nullable=False),
        sa.Column("geleerd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gekeurd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("werkt", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_samenloop_model")),
        sa.UniqueConstraint("versie", name=op.f("uq_samenloop_model_versie")),
        sa.CheckConstraint("NOT werkt OR gekeurd_op IS NOT NULL", name=op.f("ck_samenloop_model_gekeurd")),
    )
    werkt = sa.text("werkt")
    op.create_index(
        "uq_samenloop_model_werkt", "samenloop_model", ["werkt"], unique=True,
        sqlite_where=werkt, postgresql_where=werkt,
    )  # fmt: skip
