"""Piket with its hours, who was phoned about danger, what a casus waits on, and a message for spoed.

Revision: 0010, after 0009.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = "ck_bericht_berichtmoment"
TEL = (
    "INSERT INTO stelselversie (id, versie) VALUES (1, 1) "
    "ON CONFLICT (id) DO UPDATE SET versie = stelselversie.versie + 1"
)


def upgrade() -> None:
    """Four tables; two of them count with the directory."""
    create_piket()
    create_veiligheidscontact()
    create_casuswacht()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for tabel in ("piket", "piketdienst"):
        (count_sqlite if sqlite else count_postgresql)(tabel)
    (add_moment_sqlite if sqlite else add_moment_postgresql)()


def create_piket() -> None:
    """The number and its hours."""
    op.create_table(
        "piket",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("telefoon", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_piket")),
        sa.UniqueConstraint("organisatie_id", name=op.f("uq_piket_organisatie_id")),
        _fk("piket", "organisatie_id", "organisatie.id"),
    )
    op.create_table(
        "piketdienst",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("piket_id", sa.Uuid(), nullable=False),
        sa.Column("dag", sa.Integer(), nullable=False),
        sa.Column("van", sa.Integer(), nullable=False),
        sa.Column("tot", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_piketdienst")),
        sa.UniqueConstraint("piket_id", "dag", name=op.f("uq_piketdienst_piket_id_dag")),
        sa.CheckConstraint("dag BETWEEN 1 AND 8", name=op.f("ck_piketdienst_dag")),
        sa.CheckConstraint("van >= 0 AND van < tot AND tot <= 1440", name=op.f("ck_piketdienst_uren")),
        _fk("piketdienst", "piket_id", "piket.id"),
    )


def create_veiligheidscontact() -> None:
    """Who was phoned, and when."""
    op.create_table(
        "veiligheidscontact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=False),
        sa.Column("instantie", sa.String(length=40), nullable=False),
        sa.Column("gedaan_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inhoud_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_veiligheidscontact")),
        sa.CheckConstraint(
            "instantie IN ('veilig_thuis', 'noodnummer', 'crisisdienst')",
            name=op.f("ck_veiligheidscontact_veiligheidsinstantie"),
        ),
        _fk("veiligheidscontact", "casus_id", "casus.id"),
        _fk("veiligheidscontact", "organisatie_id", "organisatie.id"),
        _fk("veiligheidscontact", "medewerker_id", "medewerker.id"),
    )
    op.create_index(op.f("ix_veiligheidscontact_casus_id"), "veiligheidscontact", ["casus_id"])


def create_casuswacht() -> None:
    """What a casus waits on; at most one at a time."""
    op.create_table(
        "casuswacht",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=False),
        sa.Column("grond", sa.String(length=40), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("toelichting_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("gezet_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=True),
        sa.Column("beeindigd_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_casuswacht")),
        sa.CheckConstraint(
            "grond IN ('melder', 'andere_partij', 'plek', 'besluit', 'rust')",
            name=op.f("ck_casuswacht_wachtgrond"),
        ),
        sa.CheckConstraint(
            "beeindigd_op IS NULL OR beeindigd_op >= gezet_op", name=op.f("ck_casuswacht_volgorde")
        ),
        _fk("casuswacht", "casus_id", "casus.id"),
        _fk("casuswacht", "organisatie_id", "organisatie.id"),
        _fk("casuswacht", "medewerker_id", "medewerker.id"),
    )
    op.create_index(op.f("ix_casuswacht_casus_id"), "casuswacht", ["casus_id"])
    open_ = sa.text("beeindigd_op IS NULL")
    op.create_index(
        "uq_casuswacht_open", "casuswacht", ["casus_id"], unique=True,
        sqlite_where=open_, postgresql_where=open_,
    )  # fmt: skip


def count_sqlite(tabel: str) -> None:
    """Each change of a row counts."""
    for act in ("INSERT", "UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER tr_{tabel}_telt_{act.lower()} AFTER {act} ON {tabel} BEGIN {TEL}; END")


def count_postgresql(tabel: str) -> None:
    """Each statement counts."""
    op.execute(
        f"CREATE TRIGGER tr_{tabel}_telt AFTER INSERT OR UPDATE OR DELETE ON {tabel} "
        "FOR EACH STATEMENT EXECUTE FUNCTION houvast_tel_stelsel()"
    )


def add_moment_postgresql() -> None:
    """The list of moments, with one more at the end."""
    vraag = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :naam")
    oud = op.get_bind().execute(vraag, {"naam": MOMENT}).scalar_one()
    lijst = ", ".join([*re.findall(r"'\w+'", oud), "'spoed'"])
    op.drop_constraint(op.f(MOMENT), "bericht", type_="check")
    op.create_check_constraint(op.f(MOMENT), "bericht", f"moment IN ({lijst})")


def add_moment_sqlite() -> None:
    """The table anew from its own text, with the same rows, indexes and triggers (see 0002)."""
    verbinding = op.get_bind()
    delen = verbinding.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = 'bericht' AND sql IS NOT NULL")
    ).all()
    tekst = next(sql for soort, sql in delen if soort == "table")
    nieuw, aantal = re.subn(r"(moment IN \([^)]*)\)", r"\1, 'spoed')", tekst)
    if aantal != 1:
        raise RuntimeError("bericht ziet er anders uit dan verwacht")
    kolommen = ", ".join(rij[1] for rij in verbinding.exec_driver_sql("PRAGMA table_info(bericht)"))
    op.execute(sa.text(re.sub(r'TABLE "?bericht"? ', "TABLE bericht_nieuw ", nieuw, count=1)))
    op.execute(f"INSERT INTO bericht_nieuw ({kolommen}) SELECT {kolommen} FROM bericht")
    op.execute("DROP TABLE bericht")
    op.execute("ALTER TABLE bericht_nieuw RENAME TO bericht")
    for soort, sql in delen:
        if soort != "table":
            op.execute(sa.text(sql))


def _fk(tabel: str, kolom: str, doel: str) -> sa.ForeignKeyConstraint:
    naam = op.f(f"fk_{tabel}_{kolom}")
    return sa.ForeignKeyConstraint([kolom], [doel], name=naam, deferrable=True, initially="DEFERRED")
