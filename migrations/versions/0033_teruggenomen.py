"""Something recorded as told can be taken back: when and why.

Revision: 0033, after 0032.
"""

from migrations.ombouw import Kolom, Ombouw, one_of, rebuild

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

REDENEN = ("andere_melding", "niet_gezegd", "verkeerd_ingevuld")
SAMEN = "(teruggenomen_op IS NULL) = (terugneemreden IS NULL)"


def upgrade() -> None:
    """Nothing was taken back yet."""
    rebuild(
        Ombouw(
            "terugkoppeling",
            (
                Kolom("teruggenomen_op", "DATETIME", "TIMESTAMP WITH TIME ZONE"),
                Kolom("terugneemreden", "VARCHAR(40)", "VARCHAR(40)"),
            ),
            (
                ("ck_terugkoppeling_teruggenomen", f"CHECK ({SAMEN})"),
                ("ck_terugkoppeling_terugneemreden", f"CHECK ({one_of('terugneemreden', REDENEN)})"),
            ),
        )
    )
