"""Controle of files and visitors: whole, and only where they belong (I9, I11, I12)."""

from app.domain.bijlage import DEEL
from app.queries.intern.controleregel import Controleregel

BIJLAGE: tuple[Controleregel, ...] = (
    Controleregel("I12", "Een bijlage heeft al haar delen.", f"""
        SELECT c.kenmerk FROM bijlage b JOIN casus c ON c.id = b.casus_id
        WHERE b.ingetrokken_op IS NULL AND (
          (SELECT count(*) FROM bijlagedeel d WHERE d.bijlage_id = b.id)
            <> (b.grootte + {DEEL - 1}) / {DEEL}
          OR (SELECT max(d.nummer) + 1 FROM bijlagedeel d WHERE d.bijlage_id = b.id)
            <> (b.grootte + {DEEL - 1}) / {DEEL})"""),
    Controleregel("I8", "Van een ingetrokken bijlage is de inhoud vernietigd.", """
        SELECT c.kenmerk FROM bijlage b JOIN casus c ON c.id = b.casus_id
        WHERE b.ingetrokken_op IS NOT NULL
          AND EXISTS (SELECT 1 FROM bijlagedeel d WHERE d.bijlage_id = b.id)"""),
    Controleregel("I9", "Een bijlage gaat alleen mee met een vraag over haar eigen casus.", """
        SELECT c.kenmerk FROM bijdragebijlage m JOIN bijdrage v ON v.id = m.bijdrage_id
        JOIN bijlage b ON b.id = m.bijlage_id JOIN casus c ON c.id = b.casus_id
        WHERE v.casus_id <> b.casus_id"""),
    Controleregel("I11", "Wie zonder account aanvaardde, hoort bij de partij en de casus.", """
        SELECT c.kenmerk FROM eigenaarschap e JOIN linkbezoeker b ON b.id = e.linkbezoeker_id
        JOIN casus c ON c.id = e.casus_id
        WHERE b.casus_id <> e.casus_id OR b.organisatie_id <> e.organisatie_id"""),
)  # fmt: skip
