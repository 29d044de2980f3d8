"""Files with a casus, sealed in parts, and with which bijdrage each goes.

Revision: 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import one_of

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SOORTEN = ("pdf", "jpeg", "png", "docx", "xlsx", "odt", "ods", "txt")
KANTEN = ("vraag", "antwoord")


def upgrade() -> None:
    """Three new tables."""
    op.create_table(
        "bijlage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=False),
        sa.Column("naam_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("grootte", sa.Integer(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("toegevoegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("toegevoegd_door_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bijlage")),
        sa.CheckConstraint(one_of("soort", SOORTEN), name=op.f("ck_bijlage_bestandssoort")),
        sa.CheckConstraint("grootte > 0", name=op.f("ck_bijlage_grootte")),
        _fk("bijlage", "casus_id", "casus.id"),
        _fk("bijlage", "organisatie_id", "organisatie.id"),
        _fk("bijlage", "toegevoegd_door_id", "medewerker.id"),
    )
    op.create_index(op.f("ix_bijlage_casus_id"), "bijlage", ["casus_id"])
    op.create_table(
        "bijlagedeel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bijlage_id", sa.Uuid(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("inhoud_verzegeld", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bijlagedeel")),
        sa.UniqueConstraint("bijlage_id", "nummer", name=op.f("uq_bijlagedeel_bijlage_id_nummer")),
        sa.CheckConstraint("nummer >= 0", name=op.f("ck_bijlagedeel_nummer")),
        _fk("bijlagedeel", "bijlage_id", "bijlage.id"),
    )
    op.create_table(
        "bijdragebijlage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bijdrage_id", sa.Uuid(), nullable=False),
        sa.Column("bijlage_id", sa.Uuid(), nullable=False),
        sa.Column("kant", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bijdragebijlage")),
        sa.UniqueConstraint(
            "bijdrage_id", "bijlage_id", name=op.f("uq_bijdragebijlage_bijdrage_id_bijlage_id")
        ),
        sa.CheckConstraint(one_of("kant", KANTEN), name=op.f("ck_bijdragebijlage_bijlagekant")),
        _fk("bijdragebijlage", "bijdrage_id", "bijdrage.id"),
        _fk("bijdragebijlage", "bijlage_id", "bijlage.id"),
    )
    op.create_index(op.f("ix_bijdragebijlage_bijlage_id"), "bijdragebijlage", ["bijlage_id"])


def _fk(tabel: str, kolom: str, doel: str) -> sa.ForeignKeyConstraint:
    naam = op.f(f"fk_{tabel}_{kolom}")
    return sa.ForeignKeyConstraint([kolom], [doel], name=naam, deferrable=True, initially="DEFERRED")
