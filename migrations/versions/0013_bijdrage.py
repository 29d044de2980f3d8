"""Questions to other parties, and the message that tells of one.

Revision: 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import Ombouw, one_of, rebuild

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENTEN = (
    "doorgestuurd", "overgenomen", "ontvangstbevestiging", "escalatie", "terugkoppeling", "opgevolgd",
    "verdaagd", "spoed", "aanbod", "herinnering", "verlopen",
)  # fmt: skip
PARTIJEN = ("van_organisatie_id", "naar_organisatie_id")
MENSEN = ("gevraagd_door_id", "beeindigd_door_id", "verwerkt_door_id")


def upgrade() -> None:
    """One more moment, one new table."""
    nieuw = one_of("moment", (*MOMENTEN, "bijdrage"))
    rebuild(Ombouw("bericht", vervangen=(("ck_bericht_berichtmoment", one_of("moment", MOMENTEN), nieuw),)))
    op.create_table(
        "bijdrage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=False),
        sa.Column("termijn_id", sa.Uuid(), nullable=False),
        *(sa.Column(naam, sa.Uuid(), nullable=False) for naam in PARTIJEN),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("vraag_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("gevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gevraagd_door_id", sa.Uuid(), nullable=True),
        sa.Column("antwoord_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("toelichting_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("beeindigd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("beeindigd_door_id", sa.Uuid(), nullable=True),
        sa.Column("verwerkt_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verwerkt_door_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bijdrage")),
        sa.UniqueConstraint("termijn_id", name=op.f("uq_bijdrage_termijn_id")),
        sa.CheckConstraint(
            "status IN ('gevraagd', 'ontvangen', 'ingetrokken')", name=op.f("ck_bijdrage_bijdragestatus")
        ),
        sa.CheckConstraint(
            "van_organisatie_id <> naar_organisatie_id", name=op.f("ck_bijdrage_niet_aan_zichzelf")
        ),
        sa.CheckConstraint("(status = 'gevraagd') = (beeindigd_op IS NULL)", name=op.f("ck_bijdrage_einde")),
        sa.CheckConstraint("verwerkt_op IS NULL OR status = 'ontvangen'", name=op.f("ck_bijdrage_verwerkt")),
        _fk("casus_id", "casus.id"),
        _fk("termijn_id", "termijn.id"),
        *(_fk(naam, "organisatie.id") for naam in PARTIJEN),
        *(_fk(naam, "medewerker.id") for naam in MENSEN),
    )
    op.create_index(op.f("ix_bijdrage_casus_id"), "bijdrage", ["casus_id"])
    op.create_index(op.f("ix_bijdrage_naar_organisatie_id"), "bijdrage", ["naar_organisatie_id"])
    gevraagd = sa.text("status = 'gevraagd'")
    op.create_index(
        "ix_bijdrage_aan_ons", "bijdrage", ["naar_organisatie_id", "id"],
        sqlite_where=gevraagd, postgresql_where=gevraagd,
    )  # fmt: skip


def _fk(kolom: str, doel: str) -> sa.ForeignKeyConstraint:
    naam = op.f(f"fk_bijdrage_{kolom}")
    return sa.ForeignKeyConstraint([kolom], [doel], name=naam, deferrable=True, initially="DEFERRED")
