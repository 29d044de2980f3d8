"""A side of a samenloop may be an agendering; what becomes of such a pair is an afstemming.

Revision: 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import Kolom, Ombouw, one_of, rebuild

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

UITGESTELD = "DEFERRABLE INITIALLY DEFERRED"
ROLLEN = ("procesregisseur", "casusregisseur", "behandelt", "denkt_mee", "geinformeerd", "stopt")
UITKOMSTEN = ("regie_afgesproken", "zelfde_geen_afstemming", "andere_jeugdige", "vervallen")
KANTEN = ("ouder_agendering_id", "jonger_agendering_id")
PAREN = (
    ("ouder_casus_id", "jonger_agendering_id"),
    ("ouder_agendering_id", "jonger_casus_id"),
    ("ouder_agendering_id", "jonger_agendering_id"),
)
SAMENLOOP = Ombouw(
    "samenloop",
    tuple(Kolom(naam, "CHAR(32)", "UUID") for naam in KANTEN),
    (
        *(
            (f"fk_samenloop_{naam}", f"FOREIGN KEY({naam}) REFERENCES agendering (id) {UITGESTELD}")
            for naam in KANTEN
        ),
        *((f"uq_samenloop_{een}_{ander}", f"UNIQUE ({een}, {ander})") for een, ander in PAREN),
        ("ck_samenloop_twee_agenderingen", "CHECK (ouder_agendering_id <> jonger_agendering_id)"),
    ),
    (
        (
            "ck_samenloop_ouder",
            "ouder_casus_id IS NOT NULL",
            "(ouder_casus_id IS NULL) <> (ouder_agendering_id IS NULL)",
        ),
        (
            "ck_samenloop_jonger",
            "jonger_casus_id IS NOT NULL",
            "(jonger_casus_id IS NULL) <> (jonger_agendering_id IS NULL)",
        ),
    ),
)


def upgrade() -> None:
    """Two columns, two new tables."""
    rebuild(SAMENLOOP)
    op.create_index("ix_samenloop_jonger_agendering_id", "samenloop", ["jonger_agendering_id"])
    op.create_table(
        "afstemming",
        sa.Column("samenloop_id", sa.Uuid(), nullable=False),
        _sealed("sleutel"),
        sa.Column("eerst_ouder", sa.Boolean(), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.Column("begonnen_op", sa.Date(), nullable=False),
        _moment("gedeeld_op"),
        sa.Column("afgeschermd", sa.Boolean(), nullable=False),
        _moment("afgesloten_op"),
        sa.Column("afgesloten_door_id", sa.Uuid(), nullable=True),
        sa.Column("uitkomst", sa.String(length=40), nullable=True),
        _sealed("toelichting_verzegeld"),
        sa.Column("toelichting_van_ouder", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("samenloop_id", name=op.f("pk_afstemming")),
        _rule("afstemming", "afgesloten", "(afgesloten_op IS NULL) = (uitkomst IS NULL)"),
        _rule("afstemming", "afstemmingsuitkomst", one_of("uitkomst", UITKOMSTEN)),
        _fk("afstemming", "samenloop_id", "samenloop.id"),
        _fk("afstemming", "afgesloten_door_id", "medewerker.id"),
    )
    waar = sa.text("afgesloten_op IS NULL")
    op.create_index(
        "ix_afstemming_open", "afstemming", ["uiterlijk", "samenloop_id"],
        sqlite_where=waar, postgresql_where=waar,
    )  # fmt: skip
    create_kant()


def create_kant() -> None:
    """What each side wrote down."""
    op.create_table(
        "afstemming_kant",
        sa.Column("samenloop_id", sa.Uuid(), nullable=False),
        sa.Column("is_ouder", sa.Boolean(), nullable=False),
        sa.Column("gesproken_op", sa.Date(), nullable=True),
        _sealed("met_verzegeld"),
        sa.Column("rol", sa.String(length=40), nullable=True),
        _sealed("verwachting_verzegeld"),
        _sealed("belang_verzegeld"),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gewijzigd_door_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("samenloop_id", "is_ouder", name=op.f("pk_afstemming_kant")),
        _rule("afstemming_kant", "gesproken", "gesproken_op IS NOT NULL OR met_verzegeld IS NULL"),
        _rule("afstemming_kant", "partijrol", one_of("rol", ROLLEN)),
        _fk("afstemming_kant", "samenloop_id", "afstemming.samenloop_id"),
        _fk("afstemming_kant", "gewijzigd_door_id", "medewerker.id"),
    )
    waar = sa.text("rol = 'procesregisseur'")
    op.create_index(
        "uq_afstemming_kant_regie", "afstemming_kant", ["samenloop_id"], unique=True,
        sqlite_where=waar, postgresql_where=waar,
    )  # fmt: skip


def _moment(naam: str) -> sa.Column[object]:
    return sa.Column(naam, sa.DateTime(timezone=True), nullable=True)


def _sealed(naam: str) -> sa.Column[object]:
    return sa.Column(naam, sa.LargeBinary(), nullable=True)


def _rule(tabel: str, naam: str, regel: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(regel, name=op.f(f"ck_{tabel}_{naam}"))


def _fk(tabel: str, kolom: str, doel: str) -> sa.ForeignKeyConstraint:
    naam = op.f(f"fk_{tabel}_{kolom}")
    return sa.ForeignKeyConstraint([kolom], [doel], name=naam, deferrable=True, initially="DEFERRED")
