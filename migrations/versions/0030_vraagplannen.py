"""Three indexes for what Vandaag asks of the busiest desk: what it offered and nobody answered, its open
promises of one kind, and its letters about klachten. Each was found among all that it has.

Revision: 0030, after 0029.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import judge_now

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

INDEXEN = (
    "ix_overdracht_verlopen ON overdracht (van_organisatie_id, casus_id) WHERE status = 'verlopen'",
    "ix_termijn_soort ON termijn (verantwoordelijke_id, code, uiterlijk, id) WHERE is_open",
    "ix_bericht_klachtbrief ON bericht (organisatie_id, status) WHERE klacht_id IS NOT NULL",
)


def upgrade() -> None:
    """Indexes only; what is stored stays as it is."""
    judge_now()
    for index in INDEXEN:
        op.execute(sa.text(f"CREATE INDEX {index}"))
