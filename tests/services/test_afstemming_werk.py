"""A hit across tables is work: today's list, the digest and the vangnet of who must act, until it is done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from app.domain.actor import Actor, Rol
from app.domain.afstemming import next_step
from app.domain.dagbericht import Ontvanger, Puntsoort
from app.domain.errors import NotVisibleError
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.tafeltermen import Afstemmingsstap, Afstemmingsuitkomst, Partijrol
from app.domain.vangnet import Vangnetsoort
from app.models import Afstemming, Afstemmingskant, Medewerker, Samenloop
from app.queries.afstemmingbeelden import sides_written, stand_of
from app.queries.afstemmingen import find_paar, load_afstemming
from app.queries.afstemmingkanten import JONGER, OUDER, step_of, with_sides
from app.queries.intern.hartslag import WERK, beat
from app.queries.vandaag import today
from app.queries.vangnet import VangnetFilter, Vangnetrij, count_all, count_findings, list_findings
from app.queries.werkbeelden import Taakbeeld
from app.schemas.vangnet import words_of
from app.services.dagbericht import gather_points
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen, Wie
from tests.services.tafelstappen import KIND, TAFEL, make, put_person, secretaris
from tests.services.test_afstemming import GEHEIM, act, close, hit, share

B, S = Vangnetsoort.AFSTEMMING_TE_LAAT, Afstemmingsstap
VAAG = JeugdigeGegevens(voornamen="R.", achternaam="Brugman", geboortedatum=date(2011, 9, 5))
DINSDAG = date(2026, 11, 3)
BEL = "Bel de ander die deze jeugdige ook lijkt te kennen"


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    sqlite_wereld.opent_samenlopen = True
    return Stappen(sqlite_wereld)


@pytest.fixture
def carla(stappen: Stappen) -> Actor:
    """Keeps the jeugdbeschermingstafel of a gemeente, with a boy on its agenda."""
    carla = secretaris(stappen.wereld, "gemeente-gm0193")
    put_person(stappen.wereld, carla, make(stappen.wereld, carla, secretaris_id=carla.id))
    stappen.wereld.later(minutes=5)
    return carla


def tasks(stappen: Stappen, wie: Wie) -> list[Taakbeeld]:
    with stappen.wereld.werkplek(wie) as desk:
        return [taak for taak in today(desk).taken if taak.soort == "afstemming"]


def late(stappen: Stappen, wie: Wie) -> list[Vangnetrij]:
    with stappen.wereld.werkplek(wie) as desk:
        rijen = list_findings(desk, VangnetFilter(soort=B))
        assert count_findings(desk)[B] == len(rijen)
    return rijen


def points(stappen: Stappen, wie: Actor | Ontvanger) -> list[tuple[Puntsoort, str, str]]:
    """What a digest says of hits: kind, kenmerk, words."""
    ontvanger = Ontvanger(wie.id) if isinstance(wie, Actor) else wie
    with stappen.wereld.database.read() as session:
        ids = set(session.exec(select(Samenloop.id)))
        punten = gather_points(session, stappen.wereld.omgeving).get(ontvanger, [])
    return [(punt.soort, punt.kenmerk, punt.wat) for punt in punten if punt.id in ids]


def whose_turn(stappen: Stappen, *wie: Wie) -> list[str | None]:
    """What today's list tells each of them to do, or None."""
    return [next((taak.wat for taak in tasks(stappen, een)), None) for een in wie]


def test_each_step_stands_in_today_of_who_must_take_it_and_nowhere_else(
    stappen: Stappen, carla: Actor
) -> None:
    casus = stappen.register("ret-jz07", jeugdigen=(KIND,)).casussen[0]
    kenmerk = hit(stappen, carla).kenmerk
    (taak,) = tasks(stappen, carla)
    assert (taak.datum, taak.kenmerk, taak.rest) == (
        date(2026, 11, 10), kenmerk, "bekend bij RET IJsselland",
    )  # fmt: skip
    assert taak.href == f"/afstemmingen/{hit(stappen, carla).id}"
    assert whose_turn(stappen, carla, "ret-jz07") == [
        "Bel de ander die deze jeugdige ook lijkt te kennen",
        None,
    ]
    act(stappen, carla, kenmerk, gesproken_op=DINSDAG, gesproken_met="Esra")
    rol = "Leg vast wat u voor deze jeugdige bent"
    assert whose_turn(stappen, carla, "ret-jz07") == [rol, rol]
    (bij_ret,) = tasks(stappen, "ret-jz07")
    assert (bij_ret.kenmerk, bij_ret.casus_id) == (casus.kenmerk, casus.id)
    assert bij_ret.rest == f"15 jaar, R.B. · bekend bij {TAFEL.naam}"
    act(stappen, carla, kenmerk, rol=Partijrol.DENKT_MEE)
    assert whose_turn(stappen, carla, "ret-jz07") == [None, rol]
    act(stappen, "ret-jz07", kenmerk, rol=Partijrol.BEHANDELT)
    assert whose_turn(stappen, carla, "ret-jz07") == ["Spreek af wie procesregisseur is", None]
    act(stappen, "ret-jz07", kenmerk, rol=Partijrol.PROCESREGISSEUR)
    assert whose_turn(stappen, carla, "ret-jz07") == ["Sluit de afstemming af", None]
    vreemd = (
        stappen.wereld.hire("ret-jz07"),
        secretaris(stappen.wereld, "gemeente-gm0193"),
        "ozj",
        "ret-jz14",
    )
    assert whose_turn(stappen, *vreemd) == [None] * 4, "what somebody else has stands with that person"
    close(stappen, carla, kenmerk, Afstemmingsuitkomst.REGIE_AFGESPROKEN)
    assert whose_turn(stappen, carla, "ret-jz07") == [None, None]
    stappen.nothing_broken()


def test_the_first_contact_begins_the_norm_again_and_later_words_do_not(
    stappen: Stappen, carla: Actor
) -> None:
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    kenmerk = hit(stappen, carla).kenmerk
    stappen.wereld.later(days=6)
    act(stappen, carla, kenmerk, gesproken_op=DINSDAG, gesproken_met="Esra")
    assert hit(stappen, carla).uiterlijk == date(2026, 11, 16)
    stappen.wereld.later(days=1)
    act(stappen, "ret-jz07", kenmerk, gesproken_op=DINSDAG, gesproken_met="Carla")
    assert hit(stappen, carla).uiterlijk == date(2026, 11, 16)


def test_who_hears_first_judges_and_the_other_has_no_work_of_it_yet(stappen: Stappen) -> None:
    carla = secretaris(stappen.wereld, "gemeente-gm0193")
    put_person(stappen.wereld, carla, make(stappen.wereld, carla), VAAG)
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    eerst = "Beoordeel of een ander deze jeugdige ook kent"
    assert whose_turn(stappen, "ret-jz07", carla) == [eerst, None]
    stappen.wereld.later(days=8)
    assert [words_of(rij) for rij in late(stappen, "ret-jz07")] == [f"Te laat: b{eerst[1:]}."]
    assert late(stappen, carla) == []
    assert {soort for soort, _, _ in points(stappen, carla)} == set()
    share(stappen, "ret-jz07", hit(stappen, "ret-jz07").kenmerk)
    assert whose_turn(stappen, "ret-jz07", carla) == [
        None,
        "Bel de ander die deze jeugdige ook lijkt te kennen",
    ]


def test_what_is_late_is_in_the_vangnet_of_its_owner_until_it_is_done(stappen: Stappen, carla: Actor) -> None:
    casus = stappen.register("ret-jz07", jeugdigen=(KIND,)).casussen[0]
    kenmerk = hit(stappen, carla).kenmerk
    stappen.wereld.later(days=7)
    assert late(stappen, carla) == [], "due today is not late"
    stappen.wereld.later(days=1)
    (rij,) = late(stappen, carla)
    assert (rij.kenmerk, rij.sinds, rij.casus_id) == (kenmerk, date(2026, 11, 10), None)
    assert rij.behandelaar and (rij.behandelaar.id, rij.organisatie.kenmerk) == (carla.id, "gemeente-gm0193")
    assert words_of(rij) == "Te laat: bel de ander die deze jeugdige ook lijkt te kennen."
    collega = secretaris(stappen.wereld, "gemeente-gm0193")
    assert [een.kenmerk for een in late(stappen, collega)] == [kenmerk], "any secretaris may act"
    for wie in (
        "ret-jz07",
        "gemeente-gm0193",
        "ozj",
        stappen.wereld.hire("gemeente-gm0193", Rol.COORDINATOR),
    ):
        assert late(stappen, wie) == []
    beeld = hit(stappen, "ret-jz07")
    assert (beeld.te_laat, beeld.aan_zet, beeld.stap_ander) == (True, False, S.BELLEN)
    assert total(stappen) == 1
    act(stappen, "ret-jz07", kenmerk, gesproken_op=DINSDAG, gesproken_met="Carla")
    assert late(stappen, carla) == late(stappen, "ret-jz07") == []
    act(stappen, carla, kenmerk, rol=Partijrol.DENKT_MEE)
    stappen.wereld.later(days=10)
    (bij_ret,) = late(stappen, "ret-jz07")
    assert (bij_ret.kenmerk, bij_ret.casus_id) == (casus.kenmerk, casus.id)
    assert bij_ret.behandelaar and bij_ret.behandelaar.id == stappen.wereld.actors["ret-jz07"].id
    assert late(stappen, carla) == []
    assert total(stappen) == 1, "one finding, one owner"
    close(stappen, carla, kenmerk, Afstemmingsuitkomst.ZELFDE_GEEN_AFSTEMMING)
    assert (late(stappen, "ret-jz07"), total(stappen)) == ([], 0)


def total(stappen: Stappen) -> int:
    with stappen.wereld.database.transaction() as session:
        beat(session, WERK, stappen.wereld.now)
        return count_all(session, stappen.wereld.omgeving)[B]


def test_a_digest_tells_who_must_act_what_and_by_when_and_nothing_of_the_other(
    stappen: Stappen, carla: Actor
) -> None:
    casus = stappen.register("ret-jz07", jeugdigen=(KIND,)).casussen[0]
    kenmerk = hit(stappen, carla).kenmerk
    ret, collega = stappen.wereld.actors["ret-jz07"], secretaris(stappen.wereld, "gemeente-gm0193")
    assert points(stappen, carla) == []
    stappen.wereld.later(days=7)
    assert points(stappen, carla) == [(Puntsoort.VANDAAG, kenmerk, f"{BEL}, vandaag")]
    assert points(stappen, ret) == points(stappen, collega) == []
    away(stappen, carla)
    assert [soort for soort, _, _ in points(stappen, collega)] == [Puntsoort.VANDAAG]
    away(stappen, collega)
    postvak = Ontvanger(stappen.id_of("gemeente-gm0193"), is_organisatie=True)
    assert [soort for soort, _, _ in points(stappen, postvak)] == [Puntsoort.VANDAAG]
    act(stappen, "ret-jz07", kenmerk, gesproken_op=DINSDAG, gesproken_met="Carla", rol=Partijrol.DENKT_MEE)
    act(stappen, carla, kenmerk, rol=Partijrol.BEHANDELT)
    close(stappen, carla, kenmerk, Afstemmingsuitkomst.ZELFDE_GEEN_AFSTEMMING)
    assert points(stappen, postvak) == []
    assert casus.kenmerk != kenmerk


def test_a_side_that_keeps_silent_is_brought_to_who_leads_it(stappen: Stappen) -> None:
    wereld = stappen.wereld
    leidt = wereld.hire("ret-jz07", Rol.COORDINATOR)
    casus = stappen.register("ret-jz07", jeugdigen=(KIND,)).casussen[0]
    wereld.later(minutes=5)
    carla = secretaris(wereld, "gemeente-gm0193")
    put_person(wereld, carla, make(wereld, carla))
    wereld.later(days=9)
    laat = (Puntsoort.TE_LAAT, casus.kenmerk)
    assert [punt[:2] for punt in points(stappen, wereld.actors["ret-jz07"])] == [laat]
    wereld.later(days=1)
    assert [punt[:2] for punt in points(stappen, leidt)] == [(Puntsoort.ESCALATIE, casus.kenmerk)]
    alles = repr(points(stappen, leidt) + points(stappen, wereld.actors["ret-jz07"]))
    assert not [woord for woord in (*GEHEIM, TAFEL.naam) if woord in alles]


def away(stappen: Stappen, wie: Actor) -> None:
    with stappen.wereld.database.transaction() as session:
        session.exec(select(Medewerker).where(Medewerker.id == wie.id)).one().afwezig_van = stappen.vandaag


def test_of_a_tafel_that_nobody_keeps_the_vangnethouder_has_what_is_late(
    stappen: Stappen, carla: Actor
) -> None:
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    kenmerk = hit(stappen, carla).kenmerk
    stappen.wereld.later(days=8)
    with stappen.wereld.database.transaction() as session:
        session.exec(select(Medewerker).where(Medewerker.id == carla.id)).one().actief_tot = stappen.vandaag
    (rij,) = late(stappen, "ozj")
    assert (rij.kenmerk, rij.behandelaar, rij.namens) == ("T-2026-000001", None, None)
    assert words_of(rij) == (
        "Ook elders bekend, en niet opgevolgd: Gemeente Zwolle heeft niemand voor deze tafel. Bel hen."
    )
    assert [punt[0] for punt in points(stappen, stappen.wereld.actors["ozj"])] == [Puntsoort.VANGNET]
    assert kenmerk not in repr(rij)
    with pytest.raises(NotVisibleError), stappen.wereld.werkplek("ozj") as desk:
        load_afstemming(desk, kenmerk)
    wie = secretaris(stappen.wereld, "gemeente-gm0193")
    assert (late(stappen, "ozj"), [een.kenmerk for een in late(stappen, wie)]) == ([], [kenmerk])
    assert whose_turn(stappen, wie) != [None], "nobody who works here is named: every secretaris has it"


def test_when_a_casus_ends_the_other_side_sees_to_it_and_the_turn_comes_back_with_it(
    stappen: Stappen,
) -> None:
    gemeld = stappen.register("ret-jz07", loket="ret-jz07", jeugdigen=(KIND,))
    stappen.wereld.later(minutes=5)
    carla = secretaris(stappen.wereld, "gemeente-gm0193")
    put_person(stappen.wereld, carla, make(stappen.wereld, carla))
    assert whose_turn(stappen, "ret-jz07", carla) == [BEL, None]
    kenmerk = hit(stappen, carla).kenmerk
    stappen.tell_melder("ret-jz07", gemeld.melding.id)
    stappen.close_melding("ret-jz07", gemeld.melding.id)
    stappen.close_casus("ret-jz07", gemeld.casussen[0].id)
    assert whose_turn(stappen, "ret-jz07", carla) == [None, BEL]
    beeld = hit(stappen, carla)
    assert (beeld.stap, beeld.stap_ander) == (S.BELLEN, None)
    act(stappen, carla, kenmerk, gesproken_op=DINSDAG, gesproken_met="Esra")
    act(stappen, carla, kenmerk, rol=Partijrol.BEHANDELT)
    assert whose_turn(stappen, "ret-jz07", carla) == [None, "Sluit de afstemming af"]
    stappen.reopen("ret-jz07", gemeld.melding.id)
    rol = "Leg vast wat u voor deze jeugdige bent"
    assert whose_turn(stappen, "ret-jz07", carla) == [rol, None]
    stappen.nothing_broken()


def states() -> Iterator[tuple[bool, bool, bool, bool, Partijrol | None, Partijrol | None]]:
    """Every state: shared, who hears first, contact on either side, both roles."""
    rollen = (None, Partijrol.DENKT_MEE, Partijrol.PROCESREGISSEUR)
    for gedeeld, eerst, ouder, jonger, van_ouder, van_jonger in product(*[(True, False)] * 4, rollen, rollen):
        if van_ouder is not Partijrol.PROCESREGISSEUR or van_jonger is not Partijrol.PROCESREGISSEUR:
            yield gedeeld, eerst, ouder, jonger, van_ouder, van_jonger


def test_the_database_and_the_rules_say_the_same_of_every_state_and_somebody_must_always_act(
    stappen: Stappen, carla: Actor
) -> None:
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    kenmerk = hit(stappen, carla).kenmerk
    with stappen.wereld.werkplek(carla) as desk:
        paar = find_paar(desk, kenmerk)
        kanten = [
            Afstemmingskant(samenloop_id=paar.samenloop.id, is_ouder=is_ouder, gewijzigd_op=desk.omgeving.now)
            for is_ouder in (True, False)
        ]
        desk.session.add_all(kanten)
        vraag = with_sides(sa_select(step_of(OUDER, JONGER), step_of(JONGER, OUDER)), OUDER, JONGER)
        for gedeeld, eerst, ouder, jonger, van_ouder, van_jonger in states():
            for kant in kanten:
                kant.rol = None
            desk.session.flush()
            paar.afstemming.gedeeld_op = desk.omgeving.now if gedeeld else None
            paar.afstemming.eerst_ouder = eerst
            kanten[0].gesproken_op, kanten[1].gesproken_op = (
                DINSDAG if ouder else None,
                DINSDAG if jonger else None,
            )
            kanten[0].rol, kanten[1].rol = van_ouder, van_jonger
            desk.session.flush()
            (gevonden,) = desk.session.execute(vraag)
            stand = stand_of(replace(paar, is_ouder=True), sides_written(desk.session, paar.samenloop.id))
            assert tuple(gevonden) == (next_step(stand), next_step(stand.andersom))
            assert any(gevonden)
        desk.session.rollback()
    with stappen.wereld.database.read() as session:
        assert session.exec(select(Afstemming).where(col(Afstemming.afgesloten_op).is_(None))).one()
