"""Organisaties that end: rechtsopvolging, an owner that must be active, gemeenten that merge.

Revision: 0002, after 0001.

SQLite cannot add a constraint to a table that exists. There a table is made anew from its own text with
the new lines in it, filled from the old one, and put in its place with its indexes and triggers; foreign
keys are off meanwhile and are checked afterwards (env.py).
"""

from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UITGESTELD = "DEFERRABLE INITIALLY DEFERRED"
MOMENTEN = "'doorgestuurd', 'overgenomen', 'ontvangstbevestiging', 'escalatie', 'terugkoppeling'"
OPEN = "status IN ('voorgesteld', 'bevestigd')"
IMPORT_LOKET = "CASE WHEN import_kenmerk IS NOT NULL THEN loket_id END"


@dataclass(frozen=True)
class Kolom:
    """A new column: how it is written on SQLite and on PostgreSQL, and what the rows that exist get
    (an expression over the old columns)."""

    naam: str
    sqlite: str
    postgresql: str
    begin: str = "NULL"


@dataclass(frozen=True)
class Ombouw:
    """What a table gets, and which words of its text change."""

    tabel: str
    kolommen: tuple[Kolom, ...] = ()
    beperkingen: tuple[tuple[str, str], ...] = ()
    vervang: tuple[tuple[str, str], ...] = ()


OMBOUW = (
    Ombouw(
        "gemeente",
        (
            Kolom("geldig_tot", "DATE", "DATE"),
            Kolom("opvolger_code", "VARCHAR(6)", "VARCHAR(6)"),
        ),
        (
            ("ck_gemeente_opvolger", "CHECK (opvolger_code IS NULL OR geldig_tot IS NOT NULL)"),
            ("fk_gemeente_opvolger_code", "FOREIGN KEY(opvolger_code) REFERENCES gemeente (gm_code)"),
        ),
    ),
    Ombouw(
        "organisatie",
        (
            Kolom("is_actief", "BOOLEAN NOT NULL", "BOOLEAN NOT NULL", "true"),
            Kolom("rechtsopvolger_id", "CHAR(32)", "UUID"),
            Kolom("gebeurtenis_nr", "INTEGER NOT NULL", "INTEGER NOT NULL", "0"),
            Kolom("gebeurtenis_hash", "VARCHAR NOT NULL", "VARCHAR NOT NULL", "''"),
            Kolom("gebeurtenis_op", "DATETIME", "TIMESTAMP WITH TIME ZONE"),
        ),
        (
            ("uq_organisatie_id_is_actief", "UNIQUE (id, is_actief)"),
            ("ck_organisatie_einde", "CHECK (is_actief OR actief_tot IS NOT NULL)"),
            ("ck_organisatie_opvolger", "CHECK (rechtsopvolger_id IS NULL OR NOT is_actief)"),
            (
                "fk_organisatie_rechtsopvolger_id",
                f"FOREIGN KEY(rechtsopvolger_id) REFERENCES organisatie (id) {UITGESTELD}",
            ),
        ),
    ),
    Ombouw(
        "casus",
        (),
        (
            (
                "fk_casus_eigenaar_is_actief",
                f"FOREIGN KEY(eigenaar_id, huidig_open) REFERENCES organisatie (id, is_actief) {UITGESTELD}",
            ),
        ),
    ),
    Ombouw(
        "melding",
        (Kolom("import_loket_id", "CHAR(32)", "UUID", IMPORT_LOKET),),
        (
            ("ck_melding_import", "CHECK ((import_kenmerk IS NULL) = (import_loket_id IS NULL))"),
            (
                "fk_melding_import_loket_id",
                f"FOREIGN KEY(import_loket_id) REFERENCES organisatie (id) {UITGESTELD}",
            ),
            (
                "fk_melding_loket_is_actief",
                f"FOREIGN KEY(loket_id, volgende_open) REFERENCES organisatie (id, is_actief) {UITGESTELD}",
            ),
        ),
    ),
    Ombouw(
        "eigenaarschap",
        (Kolom("opvolging_id", "CHAR(32)", "UUID"),),
        (
            (
                "ck_eigenaarschap_herkomst",
                "CHECK ((vorige_tot IS NULL AND overdracht_id IS NULL AND opvolging_id IS NULL) OR "
                "(vorige_tot IS NOT NULL AND (overdracht_id IS NULL) <> (opvolging_id IS NULL)))",
            ),
            (
                "fk_eigenaarschap_opvolging_id",
                f"FOREIGN KEY(opvolging_id) REFERENCES rechtsopvolging (id) {UITGESTELD}",
            ),
        ),
    ),
    Ombouw("bericht", vervang=((MOMENTEN, f"{MOMENTEN}, 'opgevolgd'"),)),
)


def upgrade() -> None:
    """Add the successions, then what refers to them."""
    create_rechtsopvolging()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for ombouw in OMBOUW:
        (rebuild_sqlite if sqlite else alter_postgresql)(ombouw)
    op.create_index("ix_organisatie_rechtsopvolger_id", "organisatie", ["rechtsopvolger_id"])
    op.drop_index("uq_melding_import", "melding")
    op.create_index(
        "uq_melding_import",
        "melding",
        ["import_loket_id", "import_kenmerk"],
        unique=True,
        sqlite_where=sa.text("import_kenmerk IS NOT NULL"),
        postgresql_where=sa.text("import_kenmerk IS NOT NULL"),
    )


def create_rechtsopvolging() -> None:
    """The table of successions with its partial indexes."""
    op.create_table(
        "rechtsopvolging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("van_organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("naar_organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("per", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("voorgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voorgesteld_door_id", sa.Uuid(), nullable=True),
        sa.Column("bevestigd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bevestigd_door_id", sa.Uuid(), nullable=True),
        sa.Column("uitgevoerd_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_rechtsopvolging"),
        *(
            sa.CheckConstraint(regel, name=op.f(f"ck_rechtsopvolging_{naam}"))
            for naam, regel in (
                ("niet_zichzelf", "van_organisatie_id <> naar_organisatie_id"),
                ("bevestigd", "status NOT IN ('bevestigd', 'uitgevoerd') OR bevestigd_op IS NOT NULL"),
                ("uitgevoerd", "(status = 'uitgevoerd') = (uitgevoerd_op IS NOT NULL)"),
                ("opvolgingstatus", "status IN ('voorgesteld', 'bevestigd', 'uitgevoerd', 'ingetrokken')"),
            )
        ),
        *(
            sa.ForeignKeyConstraint(
                [kolom],
                [doel],
                name=f"fk_rechtsopvolging_{kolom}",
                deferrable=True,
                initially="DEFERRED",
            )
            for kolom, doel in (
                ("van_organisatie_id", "organisatie.id"),
                ("naar_organisatie_id", "organisatie.id"),
                ("voorgesteld_door_id", "medewerker.id"),
                ("bevestigd_door_id", "medewerker.id"),
            )
        ),
    )
    for kolom in ("van_organisatie_id", "naar_organisatie_id"):
        op.create_index(f"ix_rechtsopvolging_{kolom}", "rechtsopvolging", [kolom])
    for naam, kolommen, uniek in (
        ("uq_rechtsopvolging_open", ["van_organisatie_id"], True),
        ("ix_rechtsopvolging_open", ["per", "id"], False),
    ):
        op.create_index(
            naam,
            "rechtsopvolging",
            kolommen,
            unique=uniek,
            sqlite_where=sa.text(OPEN),
            postgresql_where=sa.text(OPEN),
        )


def alter_postgresql(ombouw: Ombouw) -> None:
    """Columns with what existing rows get, then the constraints over all rows."""
    for kolom in ombouw.kolommen:
        soort = kolom.postgresql.removesuffix(" NOT NULL")
        op.execute(f"ALTER TABLE {ombouw.tabel} ADD COLUMN {kolom.naam} {soort}")
        op.execute(f"UPDATE {ombouw.tabel} SET {kolom.naam} = {kolom.begin}")
        if soort != kolom.postgresql:
            op.execute(f"ALTER TABLE {ombouw.tabel} ALTER COLUMN {kolom.naam} SET NOT NULL")
    # Rows that were written in this transaction (a restore) are judged first: then the table may change.
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    op.execute("SET CONSTRAINTS ALL DEFERRED")
    for naam, regel in ombouw.beperkingen:
        op.execute(f"ALTER TABLE {ombouw.tabel} ADD CONSTRAINT {naam} {regel}")
    if ombouw.tabel == "bericht":
        op.drop_constraint(op.f("ck_bericht_berichtmoment"), "bericht", type_="check")
        op.create_check_constraint(
            op.f("ck_bericht_berichtmoment"), "bericht", f"moment IN ({MOMENTEN}, 'opgevolgd')"
        )


def rebuild_sqlite(ombouw: Ombouw) -> None:
    """The table anew, with the same rows, indexes and triggers."""
    verbinding = op.get_bind()
    tabel, nieuw = ombouw.tabel, f"{ombouw.tabel}_nieuw"
    delen = verbinding.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :tabel AND sql IS NOT NULL"),
        {"tabel": tabel},
    ).all()
    tekst = next(sql for soort, sql in delen if soort == "table")
    oud = [rij[1] for rij in verbinding.exec_driver_sql(f"PRAGMA table_info({tabel})")]
    op.execute(sa.text(_with_new_lines(tekst, ombouw).replace(f"TABLE {tabel} ", f"TABLE {nieuw} ", 1)))
    namen = ", ".join([*oud, *(kolom.naam for kolom in ombouw.kolommen)])
    waarden = ", ".join([*oud, *(kolom.begin for kolom in ombouw.kolommen)])
    op.execute(f"INSERT INTO {nieuw} ({namen}) SELECT {waarden} FROM {tabel}")
    op.execute(f"DROP TABLE {tabel}")
    op.execute(f"ALTER TABLE {nieuw} RENAME TO {tabel}")
    for soort, sql in delen:
        if soort != "table":
            op.execute(sa.text(sql))


def _with_new_lines(tekst: str, ombouw: Ombouw) -> str:
    """New columns before the first constraint, new constraints at the end."""
    for van, naar in ombouw.vervang:
        if van not in tekst:
            raise RuntimeError(f"{ombouw.tabel} ziet er anders uit dan verwacht")
        tekst = tekst.replace(van, naar)
    kolommen = "".join(f"{kolom.naam} {kolom.sqlite}, \n\t" for kolom in ombouw.kolommen)
    begin = tekst.index("CONSTRAINT")
    einde = tekst.rindex(")")
    beperkingen = "".join(f", \n\tCONSTRAINT {naam} {regel}" for naam, regel in ombouw.beperkingen)
    return f"{tekst[:begin]}{kolommen}{tekst[begin:einde].rstrip()}{beperkingen}\n)"
