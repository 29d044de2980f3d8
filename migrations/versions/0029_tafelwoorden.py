"""What left an agenda keeps no word of its tafel about a hit, and hits of who is shielded name nobody.

Revision: 0029, after 0028. Until now both stayed as they were on the day that they were written.
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

#: The agendering of one side, when that left the agenda.
WEG = """(SELECT 1 FROM samenloop s JOIN agendering a ON a.id = CASE WHEN {ouder}
    THEN s.ouder_agendering_id ELSE s.jonger_agendering_id END
  WHERE s.id = {tabel}.samenloop_id AND a.beeindigd_op IS NOT NULL)"""
#: A casus on either side whose jeugdige is shielded.
AFGESCHERMD = """(SELECT 1 FROM samenloop s
  JOIN jeugdige j ON j.casus_id IN (s.ouder_casus_id, s.jonger_casus_id)
  WHERE s.id = afstemming.samenloop_id AND j.afgeschermd)"""
#: The casussen that took in the casus of somebody who is shielded, also through another one.
INGENOMEN = """(WITH RECURSIVE naar(id) AS (
    SELECT c.samengevoegd_met_id FROM casus c JOIN jeugdige j ON j.casus_id = c.id
    WHERE j.afgeschermd AND c.samengevoegd_met_id IS NOT NULL
    UNION SELECT c.samengevoegd_met_id FROM casus c JOIN naar ON naar.id = c.id
    WHERE c.samengevoegd_met_id IS NOT NULL)
  SELECT id FROM naar)"""


def upgrade() -> None:
    """The words go; the day, the role and the outcome stay, for the figures."""
    kant = WEG.format(ouder="afstemming_kant.is_ouder", tabel="afstemming_kant")
    op.execute(
        "UPDATE afstemming_kant SET met_verzegeld = NULL, verwachting_verzegeld = NULL, "
        f"belang_verzegeld = NULL WHERE EXISTS {kant}"
    )
    einde = WEG.format(ouder="afstemming.toelichting_van_ouder", tabel="afstemming")
    op.execute(
        "UPDATE afstemming SET toelichting_verzegeld = NULL "
        f"WHERE toelichting_van_ouder IS NOT NULL AND EXISTS {einde}"
    )
    op.execute(f"UPDATE jeugdige SET afgeschermd = TRUE WHERE NOT afgeschermd AND casus_id IN {INGENOMEN}")
    op.execute(f"UPDATE afstemming SET afgeschermd = TRUE WHERE NOT afgeschermd AND EXISTS {AFGESCHERMD}")
    op.execute(
        "UPDATE agendering SET afgeschermd = TRUE WHERE NOT afgeschermd AND beeindigd_op IS NULL AND EXISTS "
        "(SELECT 1 FROM jeugdige j WHERE j.casus_id = agendering.casus_id AND j.afgeschermd)"
    )
