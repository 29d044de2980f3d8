"""A question to another party is owed by that party again. Each hand-over of a casus until now wrote the new
owner beside its date, and so the owner waited for itself.

Revision: 0031, after 0030.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

WIE = """
    UPDATE termijn SET verantwoordelijke_id =
      (SELECT b.naar_organisatie_id FROM bijdrage b WHERE b.termijn_id = termijn.id)
    WHERE code = 'bijdrage' AND is_open
      AND EXISTS (SELECT 1 FROM bijdrage b WHERE b.termijn_id = termijn.id AND b.status = 'gevraagd')"""
VAN_CASUS = """(SELECT min(t.uiterlijk) FROM termijn t WHERE t.is_open{wie}
    AND (t.casus_id = casus.id OR t.melding_id IN
      (SELECT mc.melding_id FROM melding_casus mc JOIN melding m ON m.id = mc.melding_id
       WHERE mc.casus_id = casus.id AND mc.tot IS NULL AND m.status <> 'gesloten')))"""
VAN_EIGENAAR = " AND t.verantwoordelijke_id = casus.eigenaar_id"
#: The first date that binds the owner, else the first that anybody owes: as settle_pointers reckons it.
EERSTE_DATUM = f"""
    UPDATE casus SET eerste_datum =
      coalesce({VAN_CASUS.format(wie=VAN_EIGENAAR)}, {VAN_CASUS.format(wie="")}, eerste_datum)
    WHERE id IN (SELECT b.casus_id FROM bijdrage b WHERE b.status = 'gevraagd')"""


def upgrade() -> None:
    """Who owes each open question, then the first date of its casus."""
    for opdracht in (WIE, EERSTE_DATUM):
        op.execute(sa.text(opdracht))
