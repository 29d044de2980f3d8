"""People are let in with a code that they choose a password with.

Revision: 0034, after 0033.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

TABEL = "uitnodiging"


def upgrade() -> None:
    """One new table; nobody was invited yet."""
    op.create_table(
        TABEL,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=True),
        sa.Column("gebruikersnaam", sa.String(length=80), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("rollen", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemaakt_door_id", sa.Uuid(), nullable=False),
        sa.Column("geldig_tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gebruikt_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitnodiging")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_uitnodiging_code_hash")),
        _fk("organisatie_id", "organisatie.id"),
        _fk("medewerker_id", "medewerker.id"),
        _fk("gemaakt_door_id", "medewerker.id"),
        sa.CheckConstraint(
            "gebruikt_op IS NULL OR ingetrokken_op IS NULL", name=op.f("ck_uitnodiging_einde")
        ),
        sa.CheckConstraint(
            "gebruikt_op IS NULL OR medewerker_id IS NOT NULL", name=op.f("ck_uitnodiging_begonnen")
        ),
    )
    op.create_index(op.f("ix_uitnodiging_organisatie_id"), TABEL, ["organisatie_id"])
    waar = sa.text("medewerker_id IS NOT NULL")
    op.create_index(
        "ix_uitnodiging_medewerker_id", TABEL, ["medewerker_id"], sqlite_where=waar, postgresql_where=waar
    )


def _fk(kolom: str, doel: str) -> sa.ForeignKeyConstraint:
    naam = op.f(f"fk_{TABEL}_{kolom}")
    return sa.ForeignKeyConstraint([kolom], [doel], name=naam, deferrable=True, initially="DEFERRED")
