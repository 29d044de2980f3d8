"""A file that was taken back: when and why; its name and content are gone.

Revision: 0026, after 0024.
"""

from migrations.ombouw import Kolom, Ombouw, one_of, rebuild

revision = "0026"
down_revision = "0024"
branch_labels = None
depends_on = None

REDENEN = ("verkeerd_bestand", "ander_kind", "te_veel_gegevens")
SAMEN = (
    "(ingetrokken_op IS NULL) = (ingetrokken_reden IS NULL) "
    "AND (ingetrokken_op IS NULL OR naam_verzegeld IS NULL)"
)


def upgrade() -> None:
    """Nothing was taken back yet."""
    rebuild(
        Ombouw(
            "bijlage",
            (
                Kolom("ingetrokken_op", "DATETIME", "TIMESTAMP WITH TIME ZONE"),
                Kolom("ingetrokken_reden", "VARCHAR(40)", "VARCHAR(40)"),
            ),
            (
                ("ck_bijlage_ingetrokken", f"CHECK ({SAMEN})"),
                ("ck_bijlage_bijlagereden", f"CHECK ({one_of('ingetrokken_reden', REDENEN)})"),
            ),
        )
    )
