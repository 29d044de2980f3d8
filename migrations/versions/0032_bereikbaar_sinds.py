"""Since when a melder can be reached who could not be at first: what happened before, nobody could tell (I6).

Revision: 0032, after 0031.
"""

from migrations.ombouw import Kolom, Ombouw, rebuild

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One moment; of every melder until now there was none."""
    rebuild(Ombouw("melder", (Kolom("bereikbaar_sinds", "DATETIME", "TIMESTAMP WITH TIME ZONE"),)))
