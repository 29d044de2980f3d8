"""A learned model that was declined says so.

Revision: 0024, after 0022.
"""

from migrations.ombouw import Kolom, Ombouw, rebuild

revision = "0024"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """When somebody declined it; what works was not declined."""
    rebuild(
        Ombouw(
            "samenloop_model",
            (Kolom("afgewezen_op", "DATETIME", "TIMESTAMP WITH TIME ZONE"),),
            (("ck_samenloop_model_afgewezen", "CHECK (NOT werkt OR afgewezen_op IS NULL)"),),
        )
    )
