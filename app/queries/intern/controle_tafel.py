"""Controle of tafels: no ground, nothing there; what left is gone; nothing stays too long (I8, I9)."""

from app.queries.intern.controleregel import Controleregel

TAFEL: tuple[Controleregel, ...] = (
    Controleregel("I8", "Wat van een agenda ging, is niet meer te lezen of terug te vinden.", """
        SELECT t.kenmerk FROM tafel t JOIN agendering a ON a.tafel_id = t.id
        WHERE a.beeindigd_op IS NOT NULL AND (a.persoon_verzegeld IS NOT NULL
          OR EXISTS (SELECT 1 FROM agendering_sleutel s WHERE s.agendering_id = a.id)
          OR EXISTS (SELECT 1 FROM bespreking b WHERE b.agendering_id = a.id
            AND b.verslag_verzegeld IS NOT NULL)
          OR EXISTS (SELECT 1 FROM samenloop s JOIN afstemming_kant k ON k.samenloop_id = s.id
            WHERE a.id = CASE WHEN k.is_ouder THEN s.ouder_agendering_id ELSE s.jonger_agendering_id END
              AND (k.met_verzegeld IS NOT NULL OR k.verwachting_verzegeld IS NOT NULL
                OR k.belang_verzegeld IS NOT NULL))
          OR EXISTS (SELECT 1 FROM samenloop s JOIN afstemming f ON f.samenloop_id = s.id
            WHERE f.toelichting_verzegeld IS NOT NULL AND a.id = CASE WHEN f.toelichting_van_ouder
              THEN s.ouder_agendering_id ELSE s.jonger_agendering_id END))"""),
    Controleregel("I8", "Niets staat langer op een agenda dan de tafel mag bewaren.", """
        SELECT t.kenmerk FROM tafel t JOIN agendering a ON a.tafel_id = t.id
        WHERE a.beeindigd_op IS NULL AND a.verloopt_op < :vandaag"""),
    Controleregel("I9", "Zonder grond staat er niets op een agenda, met sleutels alleen geen persoon.",
        """
        SELECT t.kenmerk FROM tafel t JOIN agendering a ON a.tafel_id = t.id
        WHERE a.beeindigd_op IS NULL AND (t.grond IS NULL OR t.beeindigd_op IS NOT NULL
          OR (t.grond = 'alleen_sleutels' AND a.soort <> 'sleutels'))"""),
    Controleregel("I9", "Een samenloop met een tafel heeft een afstemming, een andere niet.", """
        SELECT s.kenmerk FROM samenloop s WHERE
          (s.ouder_agendering_id IS NOT NULL OR s.jonger_agendering_id IS NOT NULL) <> EXISTS
          (SELECT 1 FROM afstemming a WHERE a.samenloop_id = s.id)"""),
)  # fmt: skip
