"""Questions that a hand-over gave to the new owner: owed by who was asked again (0031)."""

from sqlalchemy import text

from app.db import migrate
from app.domain.bijdrage import AskBijdrage
from app.services.bijdrage import ask_bijdrage
from tests.fixtures_app import Wereld
from tests.migrations.terugdraaien import drop_later_columns
from tests.services.stappen import Stappen

#: As the release before left it behind.
VROEGER = (
    "UPDATE termijn SET verantwoordelijke_id = (SELECT eigenaar_id FROM casus WHERE id = termijn.casus_id) "
    "WHERE code = 'bijdrage'",
    "UPDATE casus SET eerste_datum = '2026-11-01'",
    "UPDATE alembic_version SET version_num = '0030'",
)


def test_a_question_is_owed_by_who_was_asked_and_the_owner_has_its_own_date(wereld: Wereld) -> None:
    stappen = Stappen(wereld)
    casus_id = stappen.register().casussen[0].id
    stappen.move(casus_id, "vws-ucz", "ozj", "en2")
    with wereld.werkplek("en2") as desk:
        ask_bijdrage(
            desk,
            AskBijdrage(
                casus_id=casus_id,
                naar_organisatie="gemeente-gm0193",
                vraag="Welke hulp was er?",
                uiterlijk=stappen.vandaag,
            ),
        )
    stappen.nothing_broken()
    with wereld.database.transaction() as session:
        drop_later_columns(session.connection())
        for opdracht in VROEGER:
            session.connection().execute(text(opdracht))
    migrate(wereld.database.url)
    stappen.nothing_broken()
