"""Completed later, never faked: corrections of the jeugdige and of a melding (domain.md §1, §3)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.errors import InvalidInputError, NotPermittedError, StaleVersionError
from app.domain.opdrachten import CorrectJeugdige, CorrectMelding, JeugdigeGegevens
from app.domain.termen import Verblijf, WoonplaatsStatus
from app.kluis import Plek
from app.models import Jeugdige
from app.queries.werkplek import persoon_plek
from app.services.jeugdige import correct_jeugdige, correct_melding
from tests.fixtures_app import some_melding
from tests.services.stappen import Stappen

FEMKE = some_melding().jeugdigen[0]


def correct(stappen: Stappen, casus_id: UUID, wie: str = "vws-ucz", **velden: object) -> Jeugdige:
    """Fields by their Python name; only those are written."""
    namen = {
        "woonplaats_gemeente": "woonplaatsGemeente",
        "woonplaats_status": "woonplaatsStatus",
        "verblijf_gemeente": "verblijfGemeente",
    }
    opdracht = CorrectJeugdige(
        casus_id=casus_id,
        gegevens=JeugdigeGegevens(**velden),  # type: ignore[arg-type]  # tests name the fields
        gewijzigd=frozenset(namen.get(veld, veld) for veld in velden),
    )
    with stappen.wereld.werkplek(wie) as desk:
        return correct_jeugdige(desk, opdracht)


def test_completing_the_woonplaats_keeps_the_promise_to_complete_it(stappen: Stappen) -> None:
    casus_id = stappen.register(jeugdigen=(replace(FEMKE, woonplaats_gemeente=None),)).casussen[0].id
    jeugdige = correct(
        stappen, casus_id, woonplaats_gemeente="GM0193", woonplaats_status=WoonplaatsStatus.VASTGESTELD
    )
    assert jeugdige.woonplaats_status is WoonplaatsStatus.VASTGESTELD
    assert "gegevens_aanvullen" not in stappen.open_codes()
    assert jeugdige.woonplaats_gewijzigd_op is None  # it became known; nobody moved
    stappen.nothing_broken()


def test_half_the_answer_leaves_the_promise_open(stappen: Stappen) -> None:
    casus_id = stappen.register(jeugdigen=()).casussen[0].id
    correct(stappen, casus_id, achternaam="Voorbeeld")
    assert "gegevens_aanvullen" in stappen.open_codes()
    correct(stappen, casus_id, woonplaats_gemeente="GM0193")
    assert "gegevens_aanvullen" not in stappen.open_codes()
    stappen.nothing_broken()


def test_only_what_was_named_is_written(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    jeugdige = correct(stappen, casus_id, achternaam="de Vries", postcode="8011AB")
    with stappen.wereld.werkplek("vws-ucz") as desk:
        persoon = desk.unseal_person(
            stappen.casus(casus_id), persoon_plek("jeugdige", jeugdige.id), jeugdige.persoon_verzegeld
        )
    assert persoon == {
        "voornamen": "Femke", "achternaam": "de Vries", "geboortedatum": "2010-03-14", "postcode": "8011AB",
    }  # fmt: skip
    assert jeugdige.woonplaats_gemeente == "GM0193"


def test_a_woonplaats_that_becomes_unknown_asks_for_it_again(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    jeugdige = correct(stappen, casus_id, woonplaats_status=WoonplaatsStatus.ONBEKEND)
    assert jeugdige.woonplaats_gemeente is None
    assert "gegevens_aanvullen" in stappen.open_codes()
    stappen.nothing_broken()


def test_a_woonplaats_may_be_disputed_without_moving(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    jeugdige = correct(stappen, casus_id, woonplaats_status=WoonplaatsStatus.BETWIST)
    assert (jeugdige.woonplaats_gemeente, jeugdige.woonplaats_status.value) == ("GM0193", "betwist")
    assert jeugdige.woonplaats_gewijzigd_op is None


def test_who_moved_may_be_offered_sideways_to_the_right_region(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    stappen.move(casus_id, "vws-ucz", "ozj", "en2", "ret-jz07")
    correct(stappen, casus_id, "ret-jz07", woonplaats_gemeente="GM0153")
    stappen.move(casus_id, "ret-jz07", "ret-jz14")
    assert stappen.owner(casus_id) == "ret-jz14"
    stappen.nothing_broken()


def test_where_the_jeugdige_stays_is_written_too(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    jeugdige = correct(
        stappen, casus_id, verblijf=Verblijf.ZIEKENHUIS, verblijf_gemeente="GM0153", afgeschermd=True
    )
    assert (jeugdige.verblijf, jeugdige.verblijf_gemeente, jeugdige.afgeschermd) == (
        Verblijf.ZIEKENHUIS, "GM0153", True,
    )  # fmt: skip


def test_wrong_values_are_refused_together(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    with pytest.raises(InvalidInputError) as fout:
        correct(
            stappen,
            casus_id,
            woonplaats_gemeente="GM9999",
            verblijf_gemeente="x",
            geboortedatum=date(2030, 1, 1),
        )
    assert {f.veld for f in fout.value.fouten} == {"woonplaatsGemeente", "verblijfGemeente", "geboortedatum"}


def test_only_who_acts_for_the_owner_corrects(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    stappen.move(casus_id, "vws-ucz", "ozj")
    with pytest.raises(NotPermittedError):
        correct(stappen, casus_id, "vws-ucz", achternaam="x")


def test_corrections_of_a_melding_stand_beside_the_own_words(stappen: Stappen) -> None:
    gemeld = stappen.register()
    eerst = gemeld.melding.hulpvraag_verzegeld
    opdracht = CorrectMelding(
        melding_id=gemeld.melding.id,
        aanvulling="Zij woont nu bij oma",
        extern_kenmerk="UCZ-1",
        themas=("wonen",),
    )
    with stappen.wereld.werkplek("vws-ucz") as desk:
        correct_melding(desk, opdracht)
    stappen.wereld.later(days=1)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        meer = replace(opdracht, aanvulling="En gaat naar school", extern_kenmerk="", themas=None)
        melding = correct_melding(desk, meer)
        plek = Plek("melding", melding.id, "aanvulling")
        woorden = desk.unseal(melding, plek, melding.aanvulling_verzegeld)
    assert woorden == "3 november 2026: Zij woont nu bij oma\n\n4 november 2026: En gaat naar school"
    assert melding.hulpvraag_verzegeld == eerst
    assert (melding.extern_kenmerk, melding.themas) == (None, "wonen")
    stappen.nothing_broken()


def test_a_correction_may_leave_everything_as_it_was(stappen: Stappen) -> None:
    gemeld = stappen.register(extern_kenmerk="UCZ-1")
    with stappen.wereld.werkplek("vws-ucz") as desk:
        melding = correct_melding(desk, CorrectMelding(melding_id=gemeld.melding.id))
    assert (melding.aanvulling_verzegeld, melding.extern_kenmerk) == (None, "UCZ-1")


def test_a_correction_on_an_old_page_is_refused(stappen: Stappen) -> None:
    gemeld = stappen.register()
    opdracht = CorrectMelding(melding_id=gemeld.melding.id, aanvulling="x", versie=99)
    with pytest.raises(StaleVersionError), stappen.wereld.werkplek("vws-ucz") as desk:
        correct_melding(desk, opdracht)
