"""What `houvast controleer` looks at: the invariants on live data and the chain of the history."""

from sqlalchemy import text

from app.audit.verificatie import verify_chain
from app.services.controle import check_invariants
from app.services.melding import register_melding
from tests.fixtures_app import Wereld, some_melding


def test_a_fresh_question_breaks_nothing(wereld: Wereld) -> None:
    with wereld.werkplek("vws-ucz") as desk:
        register_melding(desk, some_melding())
    with wereld.database.read() as session:
        assert check_invariants(session, wereld.omgeving) == []
        assert verify_chain(session) == []
        assert session.connection().execute(text("SELECT count(*) FROM gebeurtenis")).scalar_one() == 2
