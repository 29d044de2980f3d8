"""Controle of messages and endings: told once, no silent end, sealed, numbered (I6, I7, I8, I12)."""

from app.queries.intern.controleregel import Controleregel

#: Closed in another system before it came in here: how it ended and what was told may stand there.
ELDERS_GESLOTEN = "(m.import_kenmerk IS NOT NULL AND m.gesloten_op <= m.geregistreerd_op)"

AFLOOP: tuple[Controleregel, ...] = (
    Controleregel("I6", "Bij elke aanvaarding hoort de melder precies één keer wie het overneemt.", """
        SELECT m.kenmerk FROM overdracht o JOIN melding_casus mc ON mc.casus_id = o.casus_id
        JOIN melding m ON m.id = mc.melding_id JOIN melder r ON r.melding_id = m.id
        WHERE o.status = 'aanvaard' AND mc.van < o.beeindigd_op AND mc.tot IS NULL AND m.periode = 1
          AND (m.gesloten_op IS NULL OR m.gesloten_op > o.beeindigd_op)
          AND (CASE WHEN o.wijze <> 'geen' AND r.voorkeurskanaal <> 'geen'
               AND coalesce(r.bereikbaar_sinds <= o.beeindigd_op, 1 = 1) THEN 1 ELSE 0 END) <>
          (SELECT count(*) FROM bericht b WHERE b.overdracht_id = o.id AND b.melding_id = m.id
           AND b.moment = 'overgenomen')"""),
    Controleregel("I6", "Alleen bij een aanvaarding hoort een melder dat een ander het overnam.", """
        SELECT c.kenmerk FROM bericht b JOIN casus c ON c.id = b.casus_id
        LEFT JOIN overdracht o ON o.id = b.overdracht_id
        WHERE b.moment = 'overgenomen' AND (o.id IS NULL OR o.status <> 'aanvaard')"""),
    Controleregel("I6", "Van een beëindigd aanbod gaat het doorstuurbericht niet meer weg.", """
        SELECT c.kenmerk FROM bericht b JOIN casus c ON c.id = b.casus_id
        JOIN overdracht o ON o.id = b.overdracht_id
        WHERE b.moment = 'doorgestuurd' AND b.status = 'te_versturen' AND o.beeindigd_op IS NOT NULL"""),
    Controleregel("I6", "Doorsturen tussen bestuursorganen wordt de melder meteen verteld, anders niet.", """
        SELECT m.kenmerk FROM overdracht o JOIN organisatie v ON v.id = o.van_organisatie_id
        JOIN organisatie n ON n.id = o.naar_organisatie_id
        JOIN melding_casus mc ON mc.casus_id = o.casus_id AND mc.tot IS NULL AND mc.van < o.aangeboden_op
        JOIN melding m ON m.id = mc.melding_id JOIN melder r ON r.melding_id = m.id
        WHERE m.periode = 1 AND (m.gesloten_op IS NULL OR m.gesloten_op > o.aangeboden_op)
          AND (CASE WHEN v.bestuursorgaan AND n.bestuursorgaan AND o.wijze <> 'geen'
               AND r.voorkeurskanaal <> 'geen'
               AND coalesce(r.bereikbaar_sinds <= o.aangeboden_op, 1 = 1) THEN 1 ELSE 0 END) <>
          (SELECT count(*) FROM bericht b WHERE b.overdracht_id = o.id AND b.melding_id = m.id
           AND b.moment = 'doorgestuurd')"""),
    Controleregel("I6", "Er ligt geen bericht klaar voor een melder zonder kanaal.", """
        SELECT m.kenmerk FROM bericht b JOIN melding m ON m.id = b.melding_id
        JOIN melder r ON r.melding_id = m.id
        WHERE b.aan = 'melder' AND r.voorkeurskanaal = 'geen'"""),
    Controleregel("I7", "Van een gesloten melding staat niets meer open, behalve een klacht of bezwaar.", """
        SELECT m.kenmerk FROM melding m WHERE m.status = 'gesloten' AND (EXISTS
          (SELECT 1 FROM termijn t WHERE t.melding_id = m.id AND t.is_open
           AND t.code <> 'doorzenden') OR EXISTS
          (SELECT 1 FROM antwoordplicht a WHERE a.melding_id = m.id AND a.tot IS NULL AND NOT
           (a.aard = 'klacht' AND EXISTS
            (SELECT 1 FROM klacht k WHERE k.melding_id = m.id AND k.status <> 'afgedaan'))) OR EXISTS
          (SELECT 1 FROM bericht b WHERE b.melding_id = m.id AND b.moment <> 'stuk_doorgezonden'
           AND b.status IN ('te_versturen', 'mislukt', 'onzeker')))"""),
    Controleregel("I7", "Een klacht heeft een klok en een antwoorder; geen klok meer als alles weg is.", """
        SELECT k.kenmerk FROM klacht k WHERE
          (k.status <> 'afgedaan' AND NOT EXISTS (SELECT 1 FROM termijn t WHERE t.klacht_id = k.id
            AND t.is_open AND t.code = 'klacht_afhandelen' AND t.verantwoordelijke_id = k.organisatie_id))
          OR (k.status = 'afgedaan' AND EXISTS
            (SELECT 1 FROM termijn t WHERE t.klacht_id = k.id AND t.is_open
             AND (t.code NOT IN ('klacht_afhandelen', 'klacht_niet_in_behandeling') OR NOT EXISTS
               (SELECT 1 FROM bericht b WHERE b.klacht_id = k.id
                AND b.moment IN ('klacht_afgedaan', 'klacht_geweigerd')
                AND b.status IN ('te_versturen', 'mislukt', 'onzeker')))))
          OR (k.status <> 'afgedaan' AND NOT EXISTS (SELECT 1 FROM antwoordplicht a
            JOIN klacht e ON e.melding_id = k.melding_id AND e.organisatie_id = a.organisatie_id
            WHERE a.melding_id = k.melding_id AND a.tot IS NULL AND a.aard = 'klacht'
              AND e.status <> 'afgedaan'))"""),
    Controleregel("I7", "Aan een oordeel over een klacht gaan klaagschrift en horen vooraf.", """
        SELECT k.kenmerk FROM klacht k
        WHERE k.uitkomst IN ('gegrond', 'deels_gegrond', 'ongegrond', 'geen_oordeel')
          AND (k.klaagschrift_op IS NULL OR k.behandelaar_id IS NULL
            OR (k.gehoord_op IS NULL AND k.geen_horen IS NULL))"""),
    Controleregel("I7", "Een open bezwaar of aanvraag heeft een termijn om door te sturen.", """
        SELECT m.kenmerk FROM stuk s JOIN melding m ON m.id = s.melding_id
        WHERE (s.status = 'open') <> EXISTS
          (SELECT 1 FROM termijn t WHERE t.id = s.termijn_id AND t.is_open)"""),
    Controleregel("I7", "Van een gesloten casus staat niets meer open.", """
        SELECT c.kenmerk FROM casus c WHERE c.status = 'gesloten' AND (EXISTS
          (SELECT 1 FROM melding_casus mc JOIN melding m ON m.id = mc.melding_id
           WHERE mc.casus_id = c.id AND mc.tot IS NULL AND m.status <> 'gesloten') OR EXISTS
          (SELECT 1 FROM overdracht o WHERE o.casus_id = c.id AND o.beeindigd_op IS NULL) OR EXISTS
          (SELECT 1 FROM escalatie x WHERE x.casus_id = c.id AND x.afgehandeld_op IS NULL) OR EXISTS
          (SELECT 1 FROM termijn t WHERE t.casus_id = c.id AND t.is_open))"""),
    Controleregel("I7", "Een melding of casus heeft een uitkomst zodra zij gesloten is, niet eerder.", f"""
        SELECT m.kenmerk FROM melding m WHERE (m.status = 'gesloten') <> (m.uitkomst IS NOT NULL)
          AND NOT (m.uitkomst IS NULL AND {ELDERS_GESLOTEN})
        UNION ALL SELECT m.kenmerk FROM melding m
          WHERE (m.status = 'open') <> (m.gevraagde_uitkomst IS NULL) AND NOT {ELDERS_GESLOTEN}
        UNION ALL SELECT c.kenmerk FROM casus c WHERE (c.status = 'gesloten') <> (c.uitkomst IS NOT NULL)
          AND NOT (c.status = 'gesloten' AND EXISTS (SELECT 1 FROM melding_casus mc
            JOIN melding m ON m.id = mc.melding_id WHERE mc.casus_id = c.id AND {ELDERS_GESLOTEN}))"""),
    Controleregel("I7", "Een gevraagde afsluiting wacht op de terugkoppeling aan het loket.", """
        SELECT m.kenmerk FROM melding m JOIN casus c ON c.id =
          (SELECT mc.casus_id FROM melding_casus mc WHERE mc.melding_id = m.id AND mc.tot IS NULL
           ORDER BY mc.volgorde LIMIT 1)
        WHERE m.status = 'afsluiting_gevraagd' AND c.eigenaar_id <> m.loket_id AND NOT EXISTS
          (SELECT 1 FROM termijn t WHERE t.melding_id = m.id AND t.is_open
           AND t.code = 'terugkoppeling_loket')"""),
    Controleregel("I7", "Wie als (niet) geholpen gesloten is, kreeg antwoord.", f"""
        SELECT m.kenmerk FROM melding m WHERE m.uitkomst IN ('geholpen', 'niet_geholpen')
          AND NOT {ELDERS_GESLOTEN} AND NOT EXISTS
          (SELECT 1 FROM terugkoppeling g WHERE g.melding_id = m.id AND g.bereikt AND g.aan = 'melder'
           AND g.teruggenomen_op IS NULL
           AND (g.soort = 'formeel_antwoord' OR (g.soort = 'inhoudelijk' AND NOT m.formele_brief))
           AND (g.periode = m.periode OR m.formele_brief))"""),
    Controleregel("I7", "Een poging, of wat teruggenomen is, vervult geen belofte.", """
        SELECT m.kenmerk FROM termijn t JOIN terugkoppeling g ON g.id = t.terugkoppeling_id
        JOIN melding m ON m.id = g.melding_id
        WHERE NOT g.bereikt OR g.teruggenomen_op IS NOT NULL OR t.melding_id <> g.melding_id
          OR (g.aan = 'loket') <> (t.code = 'terugkoppeling_loket')"""),
    Controleregel("I8", "Een open dossier heeft een sleutel.", """
        SELECT c.kenmerk FROM casus c WHERE c.status = 'open' AND c.sleutel IS NULL
        UNION ALL SELECT m.kenmerk FROM melding m WHERE m.status <> 'gesloten' AND m.sleutel IS NULL"""),
    Controleregel("I8", "De casus telt even veel gebeurtenissen als de geschiedenis.", """
        SELECT c.kenmerk FROM casus c WHERE c.gebeurtenis_nr <>
          (SELECT count(*) FROM gebeurtenis g WHERE g.stroom_id = c.id)
        UNION ALL SELECT k.kenmerk FROM klacht k WHERE k.gebeurtenis_nr <>
          (SELECT count(*) FROM gebeurtenis g WHERE g.stroom_id = k.id)"""),
    Controleregel("I12", "Een handeling onder een sleutel heeft een antwoord.", """
        SELECT i.pad FROM idempotentie i WHERE i.status = 0"""),
    Controleregel("I12", "Elk kenmerk is uitgegeven door de teller.", """
        SELECT c.kenmerk FROM casus c WHERE NOT EXISTS (SELECT 1 FROM kenmerkteller k
          WHERE k.soort = 'C' AND CAST(k.jaar AS VARCHAR(4)) = substr(c.kenmerk, 3, 4)
          AND k.laatste >= CAST(substr(c.kenmerk, 8) AS INTEGER))
        UNION ALL SELECT m.kenmerk FROM melding m WHERE NOT EXISTS (SELECT 1 FROM kenmerkteller k
          WHERE k.soort = 'M' AND CAST(k.jaar AS VARCHAR(4)) = substr(m.kenmerk, 3, 4)
          AND k.laatste >= CAST(substr(m.kenmerk, 8) AS INTEGER))
        UNION ALL SELECT h.kenmerk FROM klacht h WHERE NOT EXISTS (SELECT 1 FROM kenmerkteller k
          WHERE k.soort = 'K' AND CAST(k.jaar AS VARCHAR(4)) = substr(h.kenmerk, 3, 4)
          AND k.laatste >= CAST(substr(h.kenmerk, 8) AS INTEGER))
        UNION ALL SELECT s.kenmerk FROM samenloop s WHERE NOT EXISTS (SELECT 1 FROM kenmerkteller k
          WHERE k.soort = 'S' AND CAST(k.jaar AS VARCHAR(4)) = substr(s.kenmerk, 3, 4)
          AND k.laatste >= CAST(substr(s.kenmerk, 8) AS INTEGER))"""),
)  # fmt: skip
