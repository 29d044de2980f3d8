"""Controle of files: whole, and only where they belong (I9, I12)."""

from app.domain.bijlage import DEEL
from app.queries.intern.controleregel import Controleregel

BIJLAGE: tuple[Controleregel, ...] = (
    Controleregel("I12", "Een bijlage heeft al haar delen.", f"""
        SELECT c.kenmerk FROM bijlage b JOIN casus c ON c.id = b.casus_id
        WHERE (SELECT count(*) FROM bijlagedeel d WHERE d.bijlage_id = b.id)
            <> (b.grootte + {DEEL - 1}) / {DEEL}
          OR (SELECT max(d.nummer) + 1 FROM bijlagedeel d WHERE d.bijlage_id = b.id)
            <> (b.grootte + {DEEL - 1}) / {DEEL}"""),
    Controleregel("I9", "Een bijlage gaat alleen mee met een vraag over haar eigen casus.", """
        SELECT c.kenmerk FROM bijdragebijlage m JOIN bijdrage v ON v.id = m.bijdrage_id
        JOIN bijlage b ON b.id = m.bijlage_id JOIN casus c ON c.id = b.casus_id
        WHERE v.casus_id <> b.casus_id"""),
)  # fmt: skip
