"""What stood in a house: words of what left an agenda, and hits of who was shielded later (0029)."""

from datetime import date

import pytest
from sqlalchemy import text

from app.db import migrate
from app.domain.tafeltermen import Partijrol
from app.services.agendering import withdraw_agendering
from tests.fixtures_app import Wereld
from tests.migrations.terugdraaien import drop_later_columns
from tests.services.stappen import Stappen
from tests.services.tafelstappen import KIND, make, put_casus, put_person, secretaris
from tests.services.test_afstemming import act, hits

#: What came after 0029.
LATER = ("ix_overdracht_verlopen", "ix_termijn_soort", "ix_bericht_klachtbrief")
#: As the release before left it behind.
VROEGER = (
    "UPDATE afstemming_kant SET met_verzegeld = gewoon.woord FROM "
    "(SELECT met_verzegeld AS woord FROM afstemming_kant WHERE met_verzegeld IS NOT NULL) AS gewoon "
    "WHERE afstemming_kant.met_verzegeld IS NULL",
    "UPDATE jeugdige SET afgeschermd = TRUE",
    *(f"DROP INDEX {index}" for index in LATER),
    "UPDATE alembic_version SET version_num = '0028'",
)
NU = """SELECT
    (SELECT count(*) FROM afstemming_kant WHERE met_verzegeld IS NOT NULL),
    (SELECT count(*) FROM afstemming WHERE NOT afgeschermd),
    (SELECT count(*) FROM agendering WHERE casus_id IS NOT NULL AND NOT afgeschermd)"""


@pytest.fixture
def stappen(wereld: Wereld) -> Stappen:
    wereld.opent_samenlopen = True
    return Stappen(wereld)


def test_words_go_and_who_is_shielded_is_hidden_where_something_stood(stappen: Stappen) -> None:
    wereld = stappen.wereld
    carla = secretaris(wereld, "gemeente-gm0193")
    agendering = put_person(wereld, carla, make(wereld, carla))
    casus_id = stappen.register("ret-jz07", jeugdigen=(KIND,)).casussen[0].id
    put_casus(wereld, "ret-jz07", make(wereld, carla, naam="Nog een tafel"), casus_id)
    [hit] = hits(stappen, carla)
    for wie in (carla, "ret-jz07"):
        act(
            stappen, wie, hit.kenmerk, gesproken_op=date(2026, 11, 3), gesproken_met="Esra",
            rol=Partijrol.DENKT_MEE,
        )  # fmt: skip
    with wereld.werkplek(carla) as desk:
        withdraw_agendering(desk, agendering.id)
    with wereld.database.transaction() as session:
        drop_later_columns(session.connection())
        for opdracht in VROEGER:
            session.connection().execute(text(opdracht))
        assert tuple(session.connection().execute(text(NU)).one()) == (2, 1, 1)
    migrate(wereld.database.url)
    with wereld.database.read() as session:
        assert tuple(session.connection().execute(text(NU)).one()) == (1, 0, 0)
    stappen.nothing_broken()
