"""The words of messages have versions, counted with what processes keep a copy of.

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABEL = "berichtsjabloon"
TEL = (
    "INSERT INTO stelselversie (id, versie) VALUES (1, 1) "
    "ON CONFLICT (id) DO UPDATE SET versie = stelselversie.versie + 1"
)


def upgrade() -> None:
    """The table, and the triggers that count its changes (0004)."""
    op.create_table(
        TABEL,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.String(length=40), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("onderwerp", sa.String(), nullable=False),
        sa.Column("kern", sa.String(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berichtsjabloon")),
        sa.UniqueConstraint("moment", "versie", name=op.f("uq_berichtsjabloon_moment_versie")),
        sa.CheckConstraint("versie > 0", name=op.f("ck_berichtsjabloon_versie")),
        sa.ForeignKeyConstraint(
            ["vastgelegd_door_id"],
            ["medewerker.id"],
            name="fk_berichtsjabloon_vastgelegd_door_id",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        for act in ("INSERT", "UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER tr_{TABEL}_telt_{act.lower()} AFTER {act} ON {TABEL} BEGIN {TEL}; END"
            )
        return
    op.execute(
        f"CREATE TRIGGER tr_{TABEL}_telt AFTER INSERT OR UPDATE OR DELETE ON {TABEL} "
        "FOR EACH STATEMENT EXECUTE FUNCTION houvast_tel_stelsel()"
    )
