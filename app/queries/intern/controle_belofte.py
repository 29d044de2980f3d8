"""Controle of promises: always a next date, two clocks, one who answers (I4, I5)."""

from app.queries.intern.controleregel import Controleregel

#: The promises that count for an open casus: its own, and those of its open meldingen.
BELOFTEN_VAN_CASUS = """
    (t.casus_id = c.id OR t.melding_id IN
      (SELECT mc.melding_id FROM melding_casus mc JOIN melding m ON m.id = mc.melding_id
       WHERE mc.casus_id = c.id AND mc.tot IS NULL AND m.status <> 'gesloten'))"""
EERSTE_CASUS = """
    (SELECT mc.casus_id FROM melding_casus mc WHERE mc.melding_id = m.id AND mc.tot IS NULL
     ORDER BY mc.volgorde LIMIT 1)"""

BELOFTE: tuple[Controleregel, ...] = (
    Controleregel("I4", "Een open melding wijst naar haar eerste open termijn voor de melder.", """
        SELECT m.kenmerk FROM melding m WHERE m.status <> 'gesloten' AND NOT EXISTS
          (SELECT 1 FROM termijn t WHERE t.id = m.volgende_termijn_id AND t.melding_id = m.id
           AND t.is_open AND t.voor IN ('melder', 'intern') AND t.uiterlijk =
           (SELECT min(s.uiterlijk) FROM termijn s WHERE s.melding_id = m.id AND s.is_open
            AND s.voor IN ('melder', 'intern')))"""),
    Controleregel("I4", "Een open melding heeft een open tussenbericht.", """
        SELECT m.kenmerk FROM melding m WHERE m.status <> 'gesloten' AND NOT EXISTS
          (SELECT 1 FROM termijn t WHERE t.melding_id = m.id AND t.is_open
           AND t.code = 'tussenbericht' AND t.periode = m.periode)"""),
    Controleregel("I4", "Een open melding hoort bij een open casus.", f"""
        SELECT m.kenmerk FROM melding m WHERE m.status <> 'gesloten' AND NOT EXISTS
          (SELECT 1 FROM casus c WHERE c.id = {EERSTE_CASUS} AND c.status = 'open')"""),
    Controleregel("I4", "De werklijst toont de eerste datum van de eigenaar, anders die van een ander.", f"""
        SELECT c.kenmerk FROM casus c WHERE c.status = 'open' AND c.eerste_datum <> coalesce(
          (SELECT min(CASE WHEN t.verantwoordelijke_id = c.eigenaar_id THEN t.uiterlijk END)
           FROM termijn t WHERE t.is_open AND {BELOFTEN_VAN_CASUS}),
          (SELECT min(t.uiterlijk) FROM termijn t WHERE t.is_open AND {BELOFTEN_VAN_CASUS}),
          :geen_datum)"""),
    Controleregel("I4", "De werklijst zet een casus vooraan zolang een melding met spoed open is.", """
        SELECT c.kenmerk FROM casus c WHERE c.status = 'open' AND (c.spoed_rang = 0) <> EXISTS
          (SELECT 1 FROM melding_casus mc JOIN melding m ON m.id = mc.melding_id
           WHERE mc.casus_id = c.id AND mc.tot IS NULL AND m.spoed AND m.status <> 'gesloten')"""),
    Controleregel("I4", "Wie een open termijn voor de melder heeft, is eigenaar of antwoordt.", """
        SELECT m.kenmerk FROM termijn t JOIN melding m ON m.id = t.melding_id
        WHERE t.is_open AND t.voor IN ('melder', 'intern') AND t.code <> 'doorzenden'
          AND NOT EXISTS (SELECT 1 FROM melding_casus mc JOIN casus c ON c.id = mc.casus_id
            WHERE mc.melding_id = m.id AND mc.tot IS NULL AND c.eigenaar_id = t.verantwoordelijke_id)
          AND NOT EXISTS (SELECT 1 FROM antwoordplicht a WHERE a.melding_id = m.id AND a.tot IS NULL
            AND a.organisatie_id = t.verantwoordelijke_id)"""),
    Controleregel("I4", "Een open termijn van een casus zelf ligt bij wie aan zet is.", """
        SELECT c.kenmerk FROM termijn t JOIN casus c ON c.id = t.casus_id
        LEFT JOIN overdracht o ON o.id = t.overdracht_id
        LEFT JOIN bijdrage b ON b.termijn_id = t.id
        WHERE t.is_open AND t.melding_id IS NULL AND t.verantwoordelijke_id
          <> coalesce(o.naar_organisatie_id, b.naar_organisatie_id, c.eigenaar_id)"""),
    Controleregel("I4", "Een gestelde vraag heeft een open termijn, een beantwoorde niet.", """
        SELECT c.kenmerk FROM bijdrage b
        JOIN termijn t ON t.id = b.termijn_id JOIN casus c ON c.id = b.casus_id
        WHERE t.is_open <> (b.status = 'gevraagd') OR t.casus_id <> b.casus_id
          OR (b.status = 'gevraagd' AND c.status <> 'open')"""),
    Controleregel("I4", "Een onbekende woonplaats of jeugdige heeft een termijn om aan te vullen.", """
        SELECT c.kenmerk FROM casus c JOIN jeugdige j ON j.casus_id = c.id
        WHERE c.status = 'open' AND
          (j.woonplaats_status = 'onbekend' OR j.persoon_verzegeld IS NULL) <> EXISTS
          (SELECT 1 FROM termijn t WHERE t.casus_id = c.id AND t.is_open AND t.code = 'gegevens_aanvullen')
        """),
    Controleregel("I4", "Voor elke open melding en aard antwoordt precies één partij.", """
        SELECT m.kenmerk FROM melding m WHERE m.status <> 'gesloten' AND
          (length(m.aard) - length(replace(m.aard, ',', '')) + 1) <>
          (SELECT count(DISTINCT a.aard) FROM antwoordplicht a WHERE a.melding_id = m.id
           AND a.tot IS NULL AND a.periode = m.periode
           AND ',' || m.aard || ',' LIKE '%,' || a.aard || ',%')
        UNION ALL
        SELECT m.kenmerk FROM melding m JOIN antwoordplicht a ON a.melding_id = m.id AND a.tot IS NULL
        GROUP BY m.id, m.kenmerk, a.aard HAVING count(*) > 1"""),
    Controleregel("I4", "De eigenaar antwoordt, het loket op een formele brief, op een klacht wie die heeft.",
        f"""
        SELECT m.kenmerk FROM melding m JOIN antwoordplicht a ON a.melding_id = m.id AND a.tot IS NULL
        JOIN casus c ON c.id = {EERSTE_CASUS}
        WHERE NOT (CASE WHEN a.aard = 'klacht' THEN EXISTS
            (SELECT 1 FROM klacht k WHERE k.melding_id = m.id AND k.organisatie_id = a.organisatie_id)
          ELSE a.organisatie_id = c.eigenaar_id OR (m.formele_brief AND a.organisatie_id = m.loket_id) END)
        """),
    Controleregel("I4", "Een formele brief zonder antwoord ligt bij het loket.", """
        SELECT m.kenmerk FROM melding m JOIN antwoordplicht a ON a.melding_id = m.id AND a.tot IS NULL
        WHERE m.formele_brief AND a.aard <> 'klacht' AND a.organisatie_id <> m.loket_id
          AND NOT EXISTS (SELECT 1 FROM terugkoppeling g WHERE g.melding_id = m.id
            AND g.soort = 'formeel_antwoord' AND g.bereikt AND g.teruggenomen_op IS NULL)"""),
    Controleregel("I5", "Een open aanbod heeft precies één eigen klok, een beëindigd aanbod geen.", """
        SELECT c.kenmerk FROM casus c JOIN overdracht o ON o.casus_id = c.id WHERE
          (CASE WHEN o.status IN ('aangeboden', 'in_beoordeling') THEN 1 ELSE 0 END) <>
          (SELECT count(*) FROM termijn t WHERE t.overdracht_id = o.id AND t.is_open
           AND t.code = 'overdracht_aanvaarden' AND t.uiterlijk = o.uiterlijk)"""),
    Controleregel("I5", "De klok van de melder begint bij ontvangst en wordt nooit teruggezet.", """
        SELECT m.kenmerk FROM termijn t JOIN melding m ON m.id = t.melding_id
        WHERE t.periode = 1 AND t.begint_op <> m.ontvangen_op AND (t.code IN
          ('ontvangstbevestiging', 'antwoord_melder', 'spoed', 'doorzenden')
          OR (t.code = 'eerste_contact' AND t.variant = 'na_ontvangst'))
        UNION ALL SELECT k.kenmerk FROM termijn t JOIN klacht k ON k.id = t.klacht_id
        WHERE t.code = 'klacht_afhandelen' AND t.begint_op <> k.ontvangen_op"""),
    Controleregel("I5", "Wat de wet als laatste dag geeft, wordt nooit later beloofd.", """
        SELECT coalesce(m.kenmerk, c.kenmerk, k.kenmerk) FROM termijn t
        LEFT JOIN melding m ON m.id = t.melding_id LEFT JOIN klacht k ON k.id = t.klacht_id
        LEFT JOIN casus c ON c.id = t.casus_id WHERE t.uiterlijk > t.wettelijk_uiterlijk"""),
    Controleregel("I5", "Een melding begint elke klok één keer per periode.", """
        SELECT m.kenmerk FROM termijn t JOIN melding m ON m.id = t.melding_id
        WHERE t.code IN ('ontvangstbevestiging', 'antwoord_melder', 'spoed')
          OR (t.code = 'eerste_contact' AND t.variant = 'na_ontvangst')
        GROUP BY m.id, m.kenmerk, t.code, t.periode HAVING count(*) > 1"""),
    Controleregel("I5", "Er loopt ten hoogste één tussenbericht en één terugkoppeling aan het loket.", """
        SELECT m.kenmerk FROM termijn t JOIN melding m ON m.id = t.melding_id
        WHERE t.is_open AND t.grondsoort <> 'afspraak'
          AND t.code IN ('tussenbericht', 'terugkoppeling_loket')
        GROUP BY m.id, m.kenmerk, t.code HAVING count(*) > 1"""),
    Controleregel("I5", "Een ander dan het loket heeft de melding: het loket hoort ervan.", f"""
        SELECT m.kenmerk FROM melding m JOIN casus c ON c.id = {EERSTE_CASUS}
        JOIN organisatie l ON l.id = m.loket_id
        WHERE m.status <> 'gesloten' AND (l.soort = 'loket' AND c.eigenaar_id <> l.id) <> EXISTS
          (SELECT 1 FROM termijn t WHERE t.melding_id = m.id AND t.is_open
           AND t.code = 'terugkoppeling_loket' AND t.verantwoordelijke_id <> l.id)"""),
)  # fmt: skip
