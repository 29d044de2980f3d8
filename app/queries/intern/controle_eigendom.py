"""Controle of ownership: one owner, one offer, never between two stools (I1, I2, I3, I11)."""

from app.queries.intern.controleregel import Controleregel

#: What compares with a party stands in a CASE, not in a WHERE: an index on the party finds thousands of rows
#: where that on the casus finds a few.
OPEN_AANBOD = "o.status IN ('aangeboden', 'in_beoordeling')"

EIGENDOM: tuple[Controleregel, ...] = (
    Controleregel("I1", "Een open casus heeft precies één open eigenaarschap.", """
        SELECT c.kenmerk FROM casus c WHERE c.status = 'open' AND 1 <>
          (SELECT count(*) FROM eigenaarschap e WHERE e.casus_id = c.id AND e.is_open)"""),
    Controleregel("I1", "De eigenaar op de casus is die van het open eigenaarschap.", """
        SELECT c.kenmerk FROM casus c WHERE c.status = 'open' AND NOT EXISTS
          (SELECT 1 FROM eigenaarschap e WHERE e.id = c.huidig_eigenaarschap_id AND e.casus_id = c.id
           AND e.is_open AND e.organisatie_id = c.eigenaar_id AND e.periode = c.periode)"""),
    Controleregel("I1", "Een casus die niet open is, heeft geen open eigenaarschap.", """
        SELECT c.kenmerk FROM casus c JOIN eigenaarschap e ON e.casus_id = c.id
        WHERE c.status <> 'open' AND e.is_open"""),
    Controleregel("I1", "Elke open periode begint met precies één eigenaarschap.", """
        SELECT c.kenmerk FROM casus c JOIN eigenaarschap e ON e.casus_id = c.id
        GROUP BY c.id, c.kenmerk, e.periode
        HAVING sum(CASE WHEN e.vorige_tot IS NULL THEN 1 ELSE 0 END) <> 1"""),
    Controleregel("I1", "Elke open periode heeft precies één laatste eigenaarschap.", """
        SELECT c.kenmerk FROM casus c JOIN eigenaarschap e ON e.casus_id = c.id
        WHERE NOT EXISTS (SELECT 1 FROM eigenaarschap v WHERE v.casus_id = e.casus_id
          AND v.periode = e.periode AND v.vorige_tot = e.tot)
        GROUP BY c.id, c.kenmerk, e.periode HAVING count(*) <> 1"""),
    Controleregel("I1", "Een eigenaarschap sluit aan op het vorige.", """
        SELECT c.kenmerk FROM casus c JOIN eigenaarschap e ON e.casus_id = c.id
        WHERE e.vorige_tot IS NOT NULL AND (e.van <> e.vorige_tot OR NOT EXISTS
          (SELECT 1 FROM eigenaarschap v WHERE v.casus_id = e.casus_id AND v.periode = e.periode
           AND v.tot = e.vorige_tot AND v.id <> e.id))"""),
    Controleregel("I1", "De perioden van een casus zijn geteld vanaf 1, zonder gat.", """
        SELECT c.kenmerk FROM casus c WHERE c.periode <>
          (SELECT count(DISTINCT e.periode) FROM eigenaarschap e WHERE e.casus_id = c.id)"""),
    Controleregel("I1", "Een behandelaar werkt bij de eigenaar.", """
        SELECT c.kenmerk FROM casus c JOIN eigenaarschap e ON e.casus_id = c.id
        JOIN medewerker m ON m.id = e.behandelaar_id
        WHERE e.is_open AND m.organisatie_id <> e.organisatie_id"""),
    Controleregel("I1", "Een casus heeft precies één jeugdige en ten minste één melding.", """
        SELECT c.kenmerk FROM casus c WHERE 1 <>
          (SELECT count(*) FROM jeugdige j WHERE j.casus_id = c.id)
          OR (c.status <> 'samengevoegd' AND NOT EXISTS
            (SELECT 1 FROM melding_casus mc WHERE mc.casus_id = c.id AND mc.tot IS NULL))"""),
    Controleregel("I1", "Een eigenaarschap loopt zolang de casus open is.", """
        SELECT c.kenmerk FROM casus c JOIN eigenaarschap e ON e.casus_id = c.id
        WHERE e.loopt <> (c.status = 'open')"""),
    Controleregel("I2", "Een casus heeft ten hoogste één open aanbod, gedaan door de eigenaar.", f"""
        SELECT c.kenmerk FROM casus c JOIN overdracht o ON o.casus_id = c.id WHERE {OPEN_AANBOD}
        GROUP BY c.id, c.kenmerk, c.status, c.huidig_eigenaarschap_id
        HAVING count(*) > 1 OR c.status <> 'open'
          OR sum(CASE WHEN o.eigenaarschap_id = c.huidig_eigenaarschap_id
                       AND o.van_organisatie_id = c.eigenaar_id THEN 1 ELSE 0 END) <> 1"""),
    Controleregel("I3", "Alleen een aanvaarding verplaatst het eigenaarschap, precies één keer.", """
        SELECT c.kenmerk FROM casus c JOIN overdracht o ON o.casus_id = c.id
        WHERE (CASE WHEN o.status = 'aanvaard' THEN 1 ELSE 0 END) <>
          (SELECT count(CASE WHEN e.organisatie_id = o.naar_organisatie_id AND e.van = o.beeindigd_op
                             THEN 1 END)
           FROM eigenaarschap e WHERE e.overdracht_id = o.id AND e.casus_id = o.casus_id)"""),
    Controleregel("I3", "Een volgende eigenaar werd eigenaar door een aanvaarding of rechtsopvolging.", """
        SELECT c.kenmerk FROM casus c JOIN eigenaarschap e ON e.casus_id = c.id
        WHERE (e.vorige_tot IS NULL) <> (e.overdracht_id IS NULL AND e.opvolging_id IS NULL)
          OR (e.overdracht_id IS NOT NULL AND e.opvolging_id IS NOT NULL)
          OR (e.opvolging_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rechtsopvolging r
              JOIN eigenaarschap v ON v.casus_id = e.casus_id AND v.periode = e.periode
                AND v.tot = e.vorige_tot AND v.organisatie_id = r.van_organisatie_id
              WHERE r.id = e.opvolging_id AND r.status = 'uitgevoerd'))"""),
    Controleregel("I11", "Een open casus ligt bij een organisatie die nog bestaat.", """
        SELECT c.kenmerk FROM casus c JOIN organisatie o ON o.id = c.eigenaar_id
        WHERE c.status = 'open' AND (NOT o.is_actief OR o.actief_tot <= :vandaag)"""),
    Controleregel("I11", "Na een organisatie die ophield, blijft niets bij haar liggen.", """
        SELECT o.kenmerk FROM organisatie o WHERE NOT o.is_actief AND (
          EXISTS (SELECT 1 FROM termijn t WHERE t.is_open AND t.verantwoordelijke_id = o.id)
          OR EXISTS (SELECT 1 FROM antwoordplicht a WHERE a.tot IS NULL AND a.organisatie_id = o.id)
          OR EXISTS (SELECT 1 FROM melding m WHERE m.status <> 'gesloten' AND m.loket_id = o.id)
          OR EXISTS (SELECT 1 FROM klacht k WHERE k.status <> 'afgedaan' AND k.organisatie_id = o.id))"""),
    Controleregel("I11", "Een open aanbod ligt bij een partij die bestaat en toegang heeft.", f"""
        SELECT c.kenmerk FROM casus c JOIN overdracht o ON o.casus_id = c.id
        JOIN organisatie n ON n.id = o.naar_organisatie_id
        WHERE {OPEN_AANBOD} AND (n.toegang_geblokkeerd OR n.actief_van > :vandaag
          OR n.actief_tot <= :vandaag OR n.soort NOT IN
          ('loket', 'ozj', 'expertisenetwerk', 'ret', 'gemeente', 'wijkteam'))"""),
)  # fmt: skip
