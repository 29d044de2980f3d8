"""What an act reads under the lock is as it is now, and locks are taken in one order (I2)."""

from dataclasses import replace

from sqlalchemy import update
from sqlmodel import col, select

from app.models import Overdracht
from app.queries.dossier import load_dossier_of_overdracht, lock_casussen
from tests.fixtures_app import some_melding
from tests.services.stappen import Stappen

FEMKE = some_melding().jeugdigen[0]


def test_several_dossiers_are_locked_with_their_siblings_by_ascending_id(stappen: Stappen) -> None:
    kinderen = (FEMKE, replace(FEMKE, voornamen="Daan"))
    eerste, tweede = stappen.register(jeugdigen=kinderen), stappen.register(jeugdigen=kinderen)
    stappen.register()
    alle = [casus.id for gemeld in (eerste, tweede) for casus in gemeld.casussen]
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert lock_casussen(desk.session, [alle[3], alle[0]]) == sorted(alle)


def test_an_overdracht_that_ended_meanwhile_is_read_again(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    stappen.withdraw("vws-ucz", overdracht)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        eerder = desk.session.exec(select(Overdracht).where(Overdracht.id == overdracht.id)).one()
        desk.session.connection().execute(
            update(Overdracht).where(col(Overdracht.id) == overdracht.id).values(overgeslagen="spoed")
        )
        assert eerder.overgeslagen is None
        assert load_dossier_of_overdracht(desk.session, overdracht.id)[1].overgeslagen == "spoed"
