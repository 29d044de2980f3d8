"""Who shares keys: every key answers for itself, and one that tells nothing is not heard."""

from uuid import UUID

import pytest
from sqlalchemy import insert
from uuid_utils.compat import uuid7

from app.linkage.sleutels import TEN_HOOGSTE
from app.models import AgenderingSleutel, SamenloopSleutel
from app.queries.sleutelvraag import agenderingen_that_share, who_share
from tests.fixtures_app import Wereld
from tests.tellen import counted

VELEN = [uuid7() for _ in range(TEN_HOOGSTE + 1)]
#: What is asked: as many as may share a key, one more than that, a negative number, and a key of nobody.
JUIST, TE_VEEL, NEGATIEF, NIEMAND = 2**63 - 1, 7, -(2**63), 12
WIE = {JUIST: VELEN[:TEN_HOOGSTE], TE_VEEL: VELEN, NEGATIEF: VELEN[:2], 99: VELEN[3:4]}


@pytest.mark.parametrize(
    ("model", "kolom", "vraag"),
    [
        (SamenloopSleutel, "jeugdige_id", who_share),
        (AgenderingSleutel, "agendering_id", agenderingen_that_share),
    ],
)
def test_per_key_who_has_it_unless_too_many_do(wereld: Wereld, model, kolom, vraag) -> None:
    rijen = [{"hash": waarde, kolom: id_} for waarde, wie in WIE.items() for id_ in wie]
    with wereld.database.write() as session:  # nothing is kept: these keys are of nobody
        session.execute(insert(model), rijen)
        with counted() as opdrachten:
            gedeeld = vraag(session, [TE_VEEL, NEGATIEF, NIEMAND, JUIST, NEGATIEF])
        assert {waarde: set(map(UUID, wie)) for waarde, wie in gedeeld.items()} == {
            JUIST: set(VELEN[:TEN_HOOGSTE]),
            NEGATIEF: set(VELEN[:2]),
        }
        assert all(len(wie) == len(set(wie)) for wie in gedeeld.values())
        assert len(opdrachten) == 1
        assert vraag(session, []) == {}
