"""Keys are written with each registration and change (linkage.md §2)."""

from dataclasses import replace
from uuid import UUID

from sqlmodel import col, select

from app.models import Jeugdige, SamenloopSleutel
from app.services.samenloop import rekey_next
from tests.services.stappen import Stappen
from tests.services.test_jeugdige import FEMKE, correct


def keys(stappen: Stappen, casus_id: UUID) -> set[int]:
    with stappen.wereld.database.read() as session:
        query = (
            select(SamenloopSleutel.hash)
            .join(Jeugdige, col(Jeugdige.id) == col(SamenloopSleutel.jeugdige_id))
            .where(col(Jeugdige.casus_id) == casus_id)
        )
        return set(session.exec(query))


def test_a_registration_writes_its_keys_and_an_equal_one_has_the_same(stappen: Stappen) -> None:
    een, ander = (stappen.register().casussen[0].id for _ in range(2))
    assert len(keys(stappen, een)) > 10
    assert keys(stappen, een) == keys(stappen, ander)
    stappen.nothing_broken()


def test_who_is_unknown_has_no_keys(stappen: Stappen) -> None:
    assert keys(stappen, stappen.register(jeugdigen=()).casussen[0].id) == set()


def test_a_correction_replaces_the_keys(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    voor = keys(stappen, casus_id)
    correct(stappen, casus_id, achternaam="Zonderling", geboortedatum=FEMKE.geboortedatum)
    na = keys(stappen, casus_id)
    assert na - voor
    assert voor - na
    correct(stappen, casus_id, achternaam=FEMKE.achternaam)
    assert keys(stappen, casus_id) == voor
    stappen.nothing_broken()


def test_making_all_keys_again_changes_nothing(stappen: Stappen) -> None:
    ids = [stappen.register().casussen[0].id, stappen.register(jeugdigen=()).casussen[0].id]
    ids += [c.id for c in stappen.register(jeugdigen=(FEMKE, replace(FEMKE, voornamen="Joris"))).casussen]
    voor = [keys(stappen, id_) for id_ in ids]
    for _ in range(2):
        with stappen.wereld.database.transaction() as session:
            deel = rekey_next(session, stappen.wereld.kluis, None, stappen.vandaag)
            assert len(deel) == len(ids)
            assert not rekey_next(session, stappen.wereld.kluis, deel[-1], stappen.vandaag)
    assert [keys(stappen, id_) for id_ in ids] == voor
