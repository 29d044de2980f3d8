"""Messages are delivered: when and how each one goes, every attempt, and what did not arrive.

Revision: 0006, after 0005.

Messages that wait already go by hand: they may have been printed or phoned without being ticked off.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import Kolom, Ombouw, one_of, rebuild

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATUSSEN = ("te_versturen", "verstuurd", "vervallen")
OPEN = ("te_versturen", "mislukt", "onzeker")
WACHTREDENEN = (
    "met_de_hand", "veilig_bereiken", "afgeschermd", "geen_adres", "aangehouden", "concept", "na_herstel",
)  # fmt: skip
SOORTEN = (
    "ontvangstbevestiging", "eerste_contact", "inhoudelijk", "formeel_antwoord", "tussenbericht",
    "mededeling",
)  # fmt: skip
CODES = (
    "ontvangstbevestiging", "overdracht_aanvaarden", "eerste_contact", "antwoord_melder", "tussenbericht",
    "spoed", "gegevens_aanvullen", "klacht_afhandelen", "klacht_niet_in_behandeling", "terugkoppeling_loket",
    "bijdrage", "samenloop_beoordelen", "advies_opvolgen",
)  # fmt: skip
UITKOMSTEN = ("verstuurd", "tijdelijk", "geen_verbinding", "geweigerd", "onzeker")
UITGESTELD = "DEFERRABLE INITIALLY DEFERRED"

BERICHT = Ombouw(
    "bericht",
    (
        Kolom(
            "wachtreden",
            "VARCHAR(40)",
            "VARCHAR(40)",
            "CASE WHEN status = 'te_versturen' THEN 'met_de_hand' END",
        ),
        Kolom("versturen_na", "DATETIME", "TIMESTAMP WITH TIME ZONE"),
        Kolom("pogingen", "INTEGER NOT NULL", "INTEGER NOT NULL", "0"),
        Kolom("vrijgegeven_door_id", "CHAR(32)", "UUID"),
        Kolom("soort", "VARCHAR(40)", "VARCHAR(40)"),
        Kolom("afspraak_op", "DATE", "DATE"),
        Kolom("geschreven_door_id", "CHAR(32)", "UUID"),
    ),
    (
        ("ck_bericht_wacht", "CHECK (wachtreden IS NULL OR status = 'te_versturen')"),
        ("ck_bericht_afspraak", "CHECK (afspraak_op IS NULL OR soort IS NOT NULL)"),
        ("ck_bericht_wachtreden", f"CHECK ({one_of('wachtreden', WACHTREDENEN)})"),
        ("ck_bericht_terugkoppelingsoort", f"CHECK ({one_of('soort', SOORTEN)})"),
        *(
            (f"fk_bericht_{kolom}", f"FOREIGN KEY({kolom}) REFERENCES medewerker (id) {UITGESTELD}")
            for kolom in ("vrijgegeven_door_id", "geschreven_door_id")
        ),
    ),
    (
        (
            "ck_bericht_berichtstatus",
            one_of("status", STATUSSEN),
            one_of("status", (*STATUSSEN, "mislukt", "onzeker", "teruggekomen")),
        ),
        (
            "ck_bericht_afgedaan",
            "(status = 'te_versturen') = (afgedaan_op IS NULL)",
            f"({one_of('status', OPEN)}) = (afgedaan_op IS NULL)",
        ),
    ),
)
TERMIJN = Ombouw(
    "termijn",
    vervangen=(
        ("ck_termijn_termijncode", one_of("code", CODES), one_of("code", (*CODES, "contact_herstellen"))),
    ),
)


def upgrade() -> None:
    """The tables that exist, then the attempts."""
    rebuild(BERICHT, TERMIJN)
    wacht = "status = 'te_versturen' AND wachtreden IS NULL"
    op.create_index(
        "ix_bericht_te_bezorgen",
        "bericht",
        ["versturen_na", "id"],
        sqlite_where=sa.text(wacht),
        postgresql_where=sa.text(wacht),
    )
    create_bezorgpoging()


def create_bezorgpoging() -> None:
    """One row per attempt; at most one of a message runs."""
    op.create_table(
        "bezorgpoging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bericht_id", sa.Uuid(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beeindigd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uitkomst", sa.String(length=40), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("uitgebreid", sa.String(length=12), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_bezorgpoging"),
        sa.UniqueConstraint("bericht_id", "nummer", name="uq_bezorgpoging_bericht_id_nummer"),
        sa.CheckConstraint("(uitkomst IS NULL) = (beeindigd_op IS NULL)", name=op.f("ck_bezorgpoging_einde")),
        sa.CheckConstraint(one_of("uitkomst", UITKOMSTEN), name=op.f("ck_bezorgpoging_bezorguitkomst")),
        sa.ForeignKeyConstraint(
            ["bericht_id"],
            ["bericht.id"],
            name="fk_bezorgpoging_bericht_id",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    loopt = "beeindigd_op IS NULL"
    for naam, kolommen, uniek in (
        ("uq_bezorgpoging_lopend", ["bericht_id"], True),
        ("ix_bezorgpoging_lease", ["lease_tot"], False),
    ):
        op.create_index(
            naam,
            "bezorgpoging",
            kolommen,
            unique=uniek,
            sqlite_where=sa.text(loopt),
            postgresql_where=sa.text(loopt),
        )
