"""Three indexes: the messages of an organisatie in any state, the clocks of the klachten it handles, and what
it offered that waits for an answer.

Revision: 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import judge_now

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One index replaces a narrower one."""
    judge_now()
    op.drop_index("ix_bericht_te_versturen", "bericht")
    op.create_index("ix_bericht_organisatie", "bericht", ["organisatie_id", "status", "id"])
    op.execute(
        sa.text(
            "CREATE INDEX ix_overdracht_aangeboden ON overdracht (van_organisatie_id, casus_id) "
            "WHERE status IN ('aangeboden', 'in_beoordeling')"
        )
    )
    op.execute(
        sa.text(
            "CREATE INDEX ix_termijn_klacht ON termijn (verantwoordelijke_id) WHERE klacht_id IS NOT NULL"
        )
    )
