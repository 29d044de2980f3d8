"""Whose melding it is: of one casus each loket sees its own, in the list and at its own address (§5)."""

from app.domain.opdrachten import JeugdigeGegevens
from app.queries.api_meldingen import MeldingFilter, list_meldingen
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen
from tests.services.toestanden_lijsten import is_shown, lists_agree


def test_a_loket_never_sees_the_melding_of_another_about_the_same_casus(wereld: Wereld) -> None:
    stappen = Stappen(wereld)
    eerste = stappen.register("vws-ucz")
    casus = eerste.casussen[0]
    stappen.move(casus.id, "vws-ucz", "ozj")
    tweede = stappen.register("ozj", loket="juiste-loket", jeugdigen=(JeugdigeGegevens(casus=casus.kenmerk),))
    alles = {eerste.melding.id, tweede.melding.id}
    ziet = {
        "vws-ucz": alles,  # had the casus before: follows it until it is answered
        "juiste-loket": {tweede.melding.id},
        "ozj": alles,
        "en2": set(),
    }
    for wie, meldingen in ziet.items():
        with wereld.werkplek(wie) as desk:
            assert {rij.id for rij in list_meldingen(desk, MeldingFilter())} == meldingen, wie
            assert {id_ for id_ in alles if is_shown(desk, id_)} == meldingen, wie
            lists_agree(desk)
