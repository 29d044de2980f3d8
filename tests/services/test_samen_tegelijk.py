"""Two sides at once, an overdracht during a merge, two who register one child, two tafels that know one: real
threads, both engines."""

from dataclasses import replace
from functools import partial
from threading import Thread

import pytest
from sqlmodel import select

from app.domain.actor import Actor
from app.domain.errors import DomainError, RefusedError
from app.domain.samenloop import SamenloopStatus
from app.domain.tafeltermen import Afstemmingsuitkomst, Partijrol
from app.kluis import Kluis
from app.linkage.registratie import Persoon
from app.models import Agendering, Overdracht, Samenloop, Tafel
from app.queries.samenlopen import Kandidaat
from app.services import samenloop
from app.services.agendering import withdraw_agendering
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen
from tests.services.tafelstappen import make, put_person, secretaris
from tests.services.test_afstemming import act, close, hit, hits
from tests.services.test_gelijktijdig import at_once
from tests.services.test_jeugdige import FEMKE, correct
from tests.services.test_samenloop import keys
from tests.services.test_samenloop_oordeel import decide, pairs

GEMEENTE = "gemeente-gm0193"
TAFELS = ("gemeente-gm0193", "gemeente-gm0153")


@pytest.fixture
def stappen(wereld: Wereld) -> Stappen:
    wereld.opent_samenlopen = True
    return Stappen(wereld)


def test_two_sides_that_confirm_at_once_join_once(stappen: Stappen) -> None:
    brief = stappen.register().casussen[0].id
    stappen.register(GEMEENTE)
    [paar] = pairs(stappen)
    at_once([partial(decide, stappen, wie, paar, "samenvoegen") for wie in ("vws-ucz", GEMEENTE)])
    [na] = pairs(stappen)
    assert na.status is SamenloopStatus.BEVESTIGD
    assert stappen.casus(brief).samengevoegd_met_id == na.blijft_casus_id
    stappen.nothing_broken()


def test_an_offer_made_during_a_merge_is_refused_or_stops_the_merge(stappen: Stappen) -> None:
    brief = stappen.register().casussen[0].id
    stappen.register(GEMEENTE)
    [paar] = pairs(stappen)
    decide(stappen, "vws-ucz", paar, "samenvoegen")
    stappen.wereld.later(minutes=5)
    uit = at_once(
        [
            lambda: decide(stappen, GEMEENTE, paar, "samenvoegen"),
            lambda: stappen.offer("vws-ucz", "ozj", brief),
        ]
    )
    gelukt = [een for een in uit if isinstance(een, Samenloop | Overdracht)]
    assert len(gelukt) == 1
    assert [een for een in uit if isinstance(een, DomainError)]
    stappen.nothing_broken()


def test_two_who_register_the_same_child_at_once_are_told_of_each_other(stappen: Stappen) -> None:
    at_once([partial(stappen.register, wie) for wie in ("vws-ucz", "igj", GEMEENTE)])
    with stappen.wereld.database.read() as session:
        paren = session.exec(select(Samenloop)).all()
    assert len({frozenset((rij.ouder_casus_id, rij.jonger_casus_id)) for rij in paren}) == 3
    stappen.nothing_broken()


def test_who_is_corrected_while_all_keys_are_made_again_is_found_by_the_new_name(
    stappen: Stappen, monkeypatch: pytest.MonkeyPatch
) -> None:
    casus_id = stappen.register().casussen[0].id
    verbeter = Thread(target=lambda: correct(stappen, casus_id, achternaam="Zonderling"))
    lees = samenloop.open_persoon

    def read_while_somebody_corrects(kluis: Kluis, kandidaat: Kandidaat) -> Persoon:
        if verbeter.ident is None:
            verbeter.start()
            verbeter.join(timeout=1)  # it waits for the run; without the lock it is done by now
        return lees(kluis, kandidaat)

    with monkeypatch.context() as nep:
        nep.setattr(samenloop, "open_persoon", read_while_somebody_corrects)
        with stappen.wereld.database.transaction() as session:
            samenloop.rekey_next(session, stappen.wereld.kluis, None, stappen.vandaag)
    verbeter.join()
    na = keys(stappen, casus_id)
    nieuw = stappen.register("ozj", jeugdigen=(replace(FEMKE, achternaam="Zonderling"),)).casussen[0].id
    assert na == keys(stappen, nieuw)
    stappen.nothing_broken()


def two_tafels(stappen: Stappen) -> list[tuple[Actor, Tafel]]:
    """Two tafels elsewhere, each with its secretaris."""
    mensen = [secretaris(stappen.wereld, plaats) for plaats in TAFELS]
    return [(wie, make(stappen.wereld, wie, naam=f"Tafel {nummer}")) for nummer, wie in enumerate(mensen)]


def between_two_tafels(stappen: Stappen) -> tuple[Actor, Actor, Agendering, str]:
    """A hit of two tafels: who is on the older side, who on the younger, its agendering, the kenmerk."""
    (een, van_een), (twee, van_twee) = two_tafels(stappen)
    put_person(stappen.wereld, een, van_een)
    stappen.wereld.later(minutes=1)
    return een, twee, put_person(stappen.wereld, twee, van_twee), hit(stappen, een).kenmerk


def test_two_tafels_that_put_one_child_on_their_agendas_at_once_get_one_hit(stappen: Stappen) -> None:
    tafels = two_tafels(stappen)
    at_once([partial(put_person, stappen.wereld, wie, tafel) for wie, tafel in tafels])
    bij_een, bij_twee = (hit(stappen, wie) for wie, _ in tafels)
    assert bij_een.kenmerk == bij_twee.kenmerk
    assert {bij_een.bekend_bij, bij_twee.bekend_bij} == {"Tafel 0", "Tafel 1"}
    stappen.nothing_broken()


def test_of_two_sides_that_both_take_the_regie_one_has_it(stappen: Stappen) -> None:
    een, twee, _, kenmerk = between_two_tafels(stappen)
    regie = {"gesproken_op": stappen.vandaag, "gesproken_met": "De ander", "rol": Partijrol.PROCESREGISSEUR}
    uit = at_once([partial(act, stappen, wie, kenmerk, **regie) for wie in (een, twee)])
    assert sorted(type(antwoord).__name__ for antwoord in uit) == ["InvalidInputError", "NoneType"]
    assert [hit(stappen, een).wij.rol, hit(stappen, twee).wij.rol].count(Partijrol.PROCESREGISSEUR) == 1
    stappen.nothing_broken()


def test_of_two_sides_that_close_at_once_one_says_how_it_ended(stappen: Stappen) -> None:
    een, twee, _, kenmerk = between_two_tafels(stappen)
    act(stappen, een, kenmerk, gesproken_op=stappen.vandaag, gesproken_met="De ander")
    uitkomsten = (Afstemmingsuitkomst.ZELFDE_GEEN_AFSTEMMING, Afstemmingsuitkomst.ANDERE_JEUGDIGE)
    uit = at_once(
        [
            lambda: close(stappen, een, kenmerk, uitkomsten[0]),
            lambda: close(stappen, twee, kenmerk, uitkomsten[1]),
        ]
    )
    assert [isinstance(antwoord, RefusedError) for antwoord in uit].count(True) == 1
    (klaar,) = hits(stappen, een, klaar=True)
    assert klaar.uitkomst is uitkomsten[uit.index(None)]
    stappen.nothing_broken()


def test_contact_made_while_the_other_leaves_the_agenda_keeps_no_hit_open(stappen: Stappen) -> None:
    een, twee, agendering, kenmerk = between_two_tafels(stappen)

    def withdraw() -> None:
        with stappen.wereld.werkplek(twee) as desk:
            withdraw_agendering(desk, agendering.id)

    gesproken = {"gesproken_op": stappen.vandaag, "gesproken_met": "De ander"}
    uit = at_once([lambda: act(stappen, een, kenmerk, **gesproken), withdraw])
    assert uit[1] is None
    assert uit[0] is None or isinstance(uit[0], RefusedError)
    assert hits(stappen, een) == hits(stappen, twee) == []
    (klaar,) = hits(stappen, een, klaar=True)
    assert (klaar.uitkomst, klaar.wij.gesproken_op is not None) == (
        Afstemmingsuitkomst.VERVALLEN, uit[0] is None,
    )  # fmt: skip
    stappen.nothing_broken()
