"""What brings things to mind: the digest of each werkdag, who does not want it, the calendar of own dates,
and messages about an offer.

Revision: 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import Kolom, Ombouw, one_of, rebuild

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENTEN = (
    "doorgestuurd", "overgenomen", "ontvangstbevestiging", "escalatie", "terugkoppeling", "opgevolgd",
    "verdaagd", "spoed",
)  # fmt: skip
NIEUW = ("aanbod", "herinnering", "verlopen")
STATUSSEN = ("te_versturen", "verstuurd", "mislukt", "onzeker")
WACHT = "status = 'te_versturen'"


def upgrade() -> None:
    """The tables that exist, then two new ones."""
    rebuild(
        Ombouw(
            "bericht",
            vervangen=(
                (
                    "ck_bericht_berichtmoment",
                    one_of("moment", MOMENTEN),
                    one_of("moment", (*MOMENTEN, *NIEUW)),
                ),
            ),
        ),
        Ombouw("medewerker", (Kolom("dagbericht", "BOOLEAN NOT NULL", "BOOLEAN NOT NULL", "true"),)),
    )
    create_dagbericht()
    create_agendasleutel()


def create_dagbericht() -> None:
    """At most one a day for a person, and for an organisatie."""
    op.create_table(
        "dagbericht",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=True),
        sa.Column("organisatie_id", sa.Uuid(), nullable=True),
        sa.Column("vingerafdruk", sa.String(length=64), nullable=False),
        sa.Column("onderwerp", sa.String(), nullable=True),
        sa.Column("tekst", sa.String(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("versturen_na", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_tot", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("afgedaan_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dagbericht")),
        sa.UniqueConstraint("medewerker_id", "dag", name=op.f("uq_dagbericht_medewerker_id_dag")),
        sa.UniqueConstraint("organisatie_id", "dag", name=op.f("uq_dagbericht_organisatie_id_dag")),
        sa.CheckConstraint(
            "(medewerker_id IS NULL) <> (organisatie_id IS NULL)", name=op.f("ck_dagbericht_aan")
        ),
        sa.CheckConstraint(
            "(status = 'te_versturen') = (afgedaan_op IS NULL)", name=op.f("ck_dagbericht_afgedaan")
        ),
        sa.CheckConstraint(
            "(status = 'te_versturen') = (tekst IS NOT NULL)", name=op.f("ck_dagbericht_tekst")
        ),
        sa.CheckConstraint("lease_tot IS NULL OR status = 'te_versturen'", name=op.f("ck_dagbericht_lease")),
        sa.CheckConstraint(one_of("status", STATUSSEN), name=op.f("ck_dagbericht_dagberichtstatus")),
        _fk("dagbericht", "medewerker_id", "medewerker.id"),
        _fk("dagbericht", "organisatie_id", "organisatie.id"),
    )
    op.create_index(
        "ix_dagbericht_te_versturen", "dagbericht", ["dag", "id"],
        sqlite_where=sa.text(WACHT), postgresql_where=sa.text(WACHT),
    )  # fmt: skip


def create_agendasleutel() -> None:
    """At most one that works for each person; only its hash is stored."""
    op.create_table(
        "agendasleutel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agendasleutel")),
        sa.UniqueConstraint("hash", name=op.f("uq_agendasleutel_hash")),
        _fk("agendasleutel", "medewerker_id", "medewerker.id"),
    )
    geldig = sa.text("ingetrokken_op IS NULL")
    op.create_index(
        "uq_agendasleutel_geldig", "agendasleutel", ["medewerker_id"], unique=True,
        sqlite_where=geldig, postgresql_where=geldig,
    )  # fmt: skip


def _fk(tabel: str, kolom: str, doel: str) -> sa.ForeignKeyConstraint:
    naam = op.f(f"fk_{tabel}_{kolom}")
    return sa.ForeignKeyConstraint([kolom], [doel], name=naam, deferrable=True, initially="DEFERRED")
