"""Dates that move only openly: every move of a promised date is a row, and the melder is told.

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import Ombouw, one_of, rebuild

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENTEN = (
    "doorgestuurd",
    "overgenomen",
    "ontvangstbevestiging",
    "escalatie",
    "terugkoppeling",
    "opgevolgd",
)
#: Terms whose length is set by law; until now the legal end was not written down.
UIT_DE_WET = "code IN ('klacht_afhandelen', 'klacht_niet_in_behandeling')"
EIGEN = "soort = 'verdaging' AND instemming_op IS NULL"
REGELS = (
    ("verzet", "van <> naar"),
    ("alleen_later", "soort <> 'verdaging' OR naar > van"),
    ("reden", "(soort = 'verdaging') = (redencode IS NOT NULL)"),
    ("dag", "(soort = 'kalender') = (dag IS NOT NULL)"),
    ("instemming", "(instemming_op IS NULL) = (instemming_wijze IS NULL)"),
    ("wijzigingsoort", one_of("soort", ("verdaging", "kalender"))),
    (
        "verdagingsreden",
        one_of(
            "redencode",
            ("andere_partij", "informatie", "overleg", "onderzoek", "capaciteit", "afgesproken", "anders"),
        ),
    ),
    (
        "kanaal",
        one_of(
            "instemming_wijze",
            ("burgerbrief", "brief", "mail", "telefoon", "webformulier", "gesprek", "overig"),
        ),
    ),
)
VERWIJZINGEN = (
    ("termijn_id", "termijn.id"),
    ("bericht_id", "bericht.id"),
    ("organisatie_id", "organisatie.id"),
    ("medewerker_id", "medewerker.id"),
)


def upgrade() -> None:
    """A moment more for messages, the legal end of a klacht, and the table of moves."""
    oud, nieuw = one_of("moment", MOMENTEN), one_of("moment", (*MOMENTEN, "verdaagd"))
    rebuild(Ombouw("bericht", vervangen=(("ck_bericht_berichtmoment", oud, nieuw),)))
    op.execute(f"UPDATE termijn SET wettelijk_uiterlijk = uiterlijk WHERE {UIT_DE_WET}")
    op.create_table(
        "termijnwijziging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("termijn_id", sa.Uuid(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("naar", sa.Date(), nullable=False),
        sa.Column("redencode", sa.String(length=40), nullable=True),
        sa.Column("toelichting_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("instemming_op", sa.Date(), nullable=True),
        sa.Column("instemming_wijze", sa.String(length=40), nullable=True),
        sa.Column("dag", sa.Date(), nullable=True),
        sa.Column("bericht_id", sa.Uuid(), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_termijnwijziging"),
        sa.UniqueConstraint("termijn_id", "nummer", name="uq_termijnwijziging_termijn_id_nummer"),
        *(sa.CheckConstraint(regel, name=op.f(f"ck_termijnwijziging_{naam}")) for naam, regel in REGELS),
        *(
            sa.ForeignKeyConstraint(
                [kolom], [doel], name=f"fk_termijnwijziging_{kolom}", deferrable=True, initially="DEFERRED"
            )
            for kolom, doel in VERWIJZINGEN
        ),
    )
    op.create_index("ix_termijnwijziging_termijn_id", "termijnwijziging", ["termijn_id"])
    op.create_index(
        "uq_termijnwijziging_een_keer",
        "termijnwijziging",
        ["termijn_id"],
        unique=True,
        sqlite_where=sa.text(EIGEN),
        postgresql_where=sa.text(EIGEN),
    )
