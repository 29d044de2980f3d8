"""Controle of samenlopen: judged in time, joined once, nothing left behind on what went up (domain.md §6)."""

from app.queries.intern.controleregel import Controleregel

#: The casus of the side whose turn it is (app/domain/samenloop.py:turn_of): the older one, until it proposed
#: something itself; of two of which one ended the other.
_OUDER = "CASE WHEN o.status = 'open' THEN o.id WHEN j.status = 'open' THEN j.id END"
_JONGER = "CASE WHEN j.status = 'open' THEN j.id WHEN o.status = 'open' THEN o.id END"
AAN_ZET = f"""CASE WHEN s.status NOT IN ('te_beoordelen', 'voorgesteld') THEN NULL
                   WHEN 'samengevoegd' IN (o.status, j.status) THEN NULL
                   WHEN s.status = 'voorgesteld' AND s.beslist_door_ouder THEN {_JONGER}
                   ELSE {_OUDER} END"""

SAMENLOOP: tuple[Controleregel, ...] = (
    Controleregel("I1", "Een samengevoegde casus heeft geen meldingen meer, en er staat niets meer open.", """
        SELECT c.kenmerk FROM casus c WHERE c.status = 'samengevoegd' AND (EXISTS
          (SELECT 1 FROM melding_casus mc WHERE mc.casus_id = c.id AND mc.tot IS NULL) OR EXISTS
          (SELECT 1 FROM overdracht o WHERE o.casus_id = c.id AND o.beeindigd_op IS NULL) OR EXISTS
          (SELECT 1 FROM bijdrage b WHERE b.casus_id = c.id AND b.status = 'gevraagd') OR EXISTS
          (SELECT 1 FROM escalatie x WHERE x.casus_id = c.id AND x.afgehandeld_op IS NULL) OR EXISTS
          (SELECT 1 FROM termijn t WHERE t.casus_id = c.id AND t.is_open))"""),
    Controleregel("I1", "Een casus gaat op in een andere door precies één bevestigde samenloop.", """
        SELECT c.kenmerk FROM casus c WHERE (CASE WHEN c.status = 'samengevoegd' THEN 1 ELSE 0 END) <>
          (SELECT count(*) FROM samenloop s WHERE s.blijft_casus_id IS NOT NULL
           AND c.id IN (s.ouder_casus_id, s.jonger_casus_id) AND s.blijft_casus_id <> c.id)
        UNION ALL SELECT c.kenmerk FROM casus c WHERE c.status = 'samengevoegd' AND NOT EXISTS
          (SELECT 1 FROM samenloop s WHERE s.blijft_casus_id = c.samengevoegd_met_id
           AND c.id IN (s.ouder_casus_id, s.jonger_casus_id))"""),
    Controleregel("I3", "Een casus gaat op in een casus van dezelfde eigenaar.", """
        SELECT c.kenmerk FROM casus c JOIN gebeurtenis g ON g.stroom_id = c.id
        WHERE c.status = 'samengevoegd' AND g.soort = 'casus_samengevoegd' AND NOT EXISTS
          (SELECT 1 FROM eigenaarschap e JOIN eigenaarschap b ON b.organisatie_id = e.organisatie_id
           WHERE e.casus_id = c.id AND e.tot = c.gesloten_op AND b.casus_id = c.samengevoegd_met_id
             AND b.van <= c.gesloten_op AND (b.tot IS NULL OR b.tot >= c.gesloten_op))"""),
    Controleregel("I4", "Een samenloop die wacht, heeft een termijn bij wie aan zet is.", f"""
        SELECT x.kenmerk FROM (
          SELECT s.kenmerk, {AAN_ZET} AS beurt, t.casus_id AS bij FROM samenloop s
          JOIN casus o ON o.id = s.ouder_casus_id JOIN casus j ON j.id = s.jonger_casus_id
          LEFT JOIN termijn t ON t.id = s.termijn_id AND t.is_open AND t.code = 'samenloop_beoordelen') x
        WHERE (x.beurt IS NULL) <> (x.bij IS NULL) OR x.beurt <> x.bij"""),
    Controleregel("I4", "Een termijn om te beoordelen hoort bij een samenloop.", """
        SELECT c.kenmerk FROM termijn t JOIN casus c ON c.id = t.casus_id
        WHERE t.is_open AND t.code = 'samenloop_beoordelen'
          AND NOT EXISTS (SELECT 1 FROM samenloop s WHERE s.termijn_id = t.id)"""),
    Controleregel("I12", "Wat gekoppeld is, zit in één groep; wat niet gekoppeld is, in geen.", """
        SELECT s.kenmerk FROM samenloop s WHERE s.status = 'bevestigd'
          AND s.ouder_casus_id IS NOT NULL AND s.jonger_casus_id IS NOT NULL
          AND (s.besluit = 'koppelen') <> (s.groep_id IS NOT NULL)
        UNION ALL SELECT s.kenmerk FROM samenloop s JOIN samenloop r ON r.groep_id <> s.groep_id
          AND (s.ouder_casus_id IN (r.ouder_casus_id, r.jonger_casus_id)
            OR s.jonger_casus_id IN (r.ouder_casus_id, r.jonger_casus_id))"""),
)  # fmt: skip
