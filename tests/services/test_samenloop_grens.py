"""What must not cross between the sides of a samenloop: who lives in hiding, words that were taken back,
who acted on the other side, and a hit that is not for this side yet (domain.md §5, §6; linkage.md §3)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from app.domain.actor import Actor, Rol
from app.domain.errors import RefusedError
from app.domain.opdrachten import AssignBehandelaar, JeugdigeGegevens
from app.domain.samenloop import SamenloopStatus
from app.domain.tafeltermen import Afstemmingsuitkomst, Partijrol
from app.domain.termen import CasusStatus
from app.models import Afstemming, Afstemmingskant, Agendering, Gebeurtenis, Jeugdige
from app.queries.afstemmingcijfers import yearly_figures
from app.queries.api_casussen import list_gebeurtenissen
from app.queries.casusbeeld import load_casus
from app.queries.geschiedenis import history
from app.queries.samenloopbeeld import load_samenloop
from app.services.agendering import withdraw_agendering
from app.services.behandelaar import assign_behandelaar
from tests.fixtures_app import Wereld, some_melding
from tests.services.stappen import Stappen
from tests.services.tafelstappen import KIND, make, put_casus, put_person, secretaris
from tests.services.test_afstemming import act, close, hit, hits, share
from tests.services.test_jeugdige import correct
from tests.services.test_samenloop_oordeel import decide, pairs, two
from tests.services.test_samenvoegen import split

FEMKE = some_melding().jeugdigen[0]
VAAG = JeugdigeGegevens(voornamen="R.", achternaam="Brugman", geboortedatum=date(2011, 9, 5))
RET, GEMEENTE, ELDERS = "ret-jz07", "gemeente-gm0193", "een andere partij"


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    sqlite_wereld.opent_samenlopen = True
    return Stappen(sqlite_wereld)


@pytest.fixture
def carla(stappen: Stappen) -> Actor:
    """Keeps the jeugdbeschermingstafel of a gemeente."""
    return secretaris(stappen.wereld, GEMEENTE)


def test_who_goes_into_hiding_is_hidden_on_hits_and_agendas_that_were_there(
    stappen: Stappen, carla: Actor
) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla)
    put_person(wereld, carla, tafel)
    casus_id = stappen.register(RET, jeugdigen=(KIND,)).casussen[0].id
    op_agenda = put_casus(wereld, RET, make(wereld, carla, naam="Nog een tafel"), casus_id)
    assert hit(stappen, carla).bekend_bij != ELDERS
    correct(stappen, casus_id, RET, afgeschermd=True)
    for beeld in (hit(stappen, RET), hit(stappen, carla)):
        assert (beeld.bekend_bij, beeld.afgeschermd) == (ELDERS, True)
        assert not [plaats for plaats in (tafel.naam, "IJsselland", "Zwolle") if plaats in repr(beeld)]
    with wereld.database.read() as session:
        assert session.exec(select(Agendering.afgeschermd).where(Agendering.id == op_agenda.id)).one()
    correct(stappen, casus_id, RET, afgeschermd=False)
    assert hit(stappen, carla).bekend_bij != ELDERS, "nobody hides any more"
    stappen.nothing_broken()


def test_who_is_shielded_stays_so_in_the_casus_that_takes_it_in(stappen: Stappen, carla: Actor) -> None:
    stappen.register("vws-ucz", jeugdigen=(replace(FEMKE, afgeschermd=True),))
    stappen.wereld.later(hours=1)
    blijft = stappen.register(GEMEENTE).casussen[0].id
    [samenloop] = pairs(stappen)
    put_person(stappen.wereld, carla, make(stappen.wereld, carla), FEMKE)
    assert {een.afgeschermd for een in hits(stappen, GEMEENTE)} == {False}
    decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    with stappen.wereld.werkplek(GEMEENTE) as desk:
        beeld = load_casus(desk, str(blijft))
    assert beeld.jeugdige.afgeschermd
    assert beeld.jeugdige.gemeente is None
    assert {een.bekend_bij for een in hits(stappen, GEMEENTE)} == {ELDERS}
    stappen.nothing_broken()
    split(stappen, GEMEENTE, samenloop)
    with stappen.wereld.database.read() as session:
        assert set(session.exec(select(Jeugdige.afgeschermd))) == {True}, "who shielded one too many says so"
    stappen.nothing_broken()


def test_a_refusal_and_a_procesregisseur_do_not_name_the_other_side_of_who_is_shielded(
    stappen: Stappen,
) -> None:
    stappen.register("vws-ucz", jeugdigen=(replace(FEMKE, afgeschermd=True),))
    stappen.wereld.later(hours=1)
    stappen.register(GEMEENTE)
    [samenloop] = pairs(stappen)
    decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    with pytest.raises(RefusedError) as weigering:
        decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    assert "Zwolle" not in str(weigering.value)
    assert "andere kant aan zet" in str(weigering.value)
    decide(stappen, GEMEENTE, samenloop, "koppelen", procesregisseur_id=stappen.wereld.actors[GEMEENTE].id)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert load_samenloop(desk, samenloop.id).procesregisseur is None
    with stappen.wereld.werkplek(GEMEENTE) as desk:
        assert load_samenloop(desk, samenloop.id).procesregisseur is not None


def test_the_history_of_a_casus_does_not_say_who_acted_on_the_other_side(stappen: Stappen) -> None:
    samenloop, ouder, _ = two(stappen, "vws-ucz", GEMEENTE)
    decide(stappen, GEMEENTE, samenloop, "koppelen")
    ander = stappen.wereld.actors[GEMEENTE]
    with stappen.wereld.werkplek("vws-ucz") as desk:
        regels = [regel for regel in history(desk, ouder) if "amenloop" in regel.titel]
        rijen = [rij for rij in list_gebeurtenissen(desk, ouder, 0, 50) if "samenloop" in str(rij.soort)]
    assert len(regels) == len(rijen) == 2
    assert not [regel for regel in regels if ander.naam in regel.rest or "Zwolle" in regel.rest]
    assert {(rij.actor_id, rij.organisatie_id) for rij in rijen} == {(None, None)}
    decide(stappen, "vws-ucz", samenloop, "afgewezen")
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert stappen.wereld.actors["vws-ucz"].naam in history(desk, ouder)[0].rest, "what we did, we read"


def test_who_may_read_one_of_two_casussen_of_one_owner_does_not_read_both_by_joining(
    stappen: Stappen,
) -> None:
    """Gemeenten work by behandelaar: a colleague has the other casus (§5)."""
    wereld = stappen.wereld
    mijn, van_hem = (stappen.register(GEMEENTE, loket=GEMEENTE).casussen[0].id for _ in range(2))
    collega = wereld.hire(GEMEENTE)
    with wereld.werkplek(GEMEENTE) as desk:
        assign_behandelaar(desk, AssignBehandelaar(casus_id=van_hem, medewerker_id=collega.id))
    [samenloop] = pairs(stappen)
    with wereld.werkplek(GEMEENTE) as desk:
        assert [kant.casus is None for kant in load_samenloop(desk, samenloop.id).kanten] == [False, True]
    voorstel = decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    assert voorstel.status is SamenloopStatus.VOORGESTELD
    assert stappen.casus(van_hem).status is stappen.casus(mijn).status is CasusStatus.OPEN
    with wereld.werkplek(GEMEENTE) as desk:
        assert load_samenloop(desk, samenloop.id).door_ons
    with wereld.werkplek(collega) as desk:
        assert not load_samenloop(desk, samenloop.id).door_ons
    with pytest.raises(RefusedError, match="al_voorgesteld"):
        decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    stappen.nothing_broken()
    assert decide(stappen, collega, samenloop, "samenvoegen").status is SamenloopStatus.BEVESTIGD
    stappen.nothing_broken()


def test_figures_count_no_hit_that_this_side_may_not_know_of(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    put_person(wereld, carla, make(wereld, carla), VAAG)
    stappen.register(RET, jeugdigen=(KIND,))
    kenmerk = hit(stappen, RET).kenmerk
    leidt = wereld.hire(GEMEENTE, Rol.COORDINATOR)
    for wie in (carla, leidt):
        with wereld.werkplek(wie) as desk:
            cijfers = yearly_figures(desk, 2026)
        assert (cijfers.gevonden, cijfers.open, cijfers.te_laat) == (0, 0, 0)
    with wereld.database.read() as session:
        soorten = session.exec(select(Gebeurtenis.soort).where(Gebeurtenis.stroom_soort == "tafel")).all()
    assert "afstemming_gevonden" not in soorten, "nor does the history of its tafel"
    share(stappen, RET, kenmerk)
    with wereld.werkplek(carla) as desk:
        assert yearly_figures(desk, 2026).gevonden == 1


def test_what_leaves_an_agenda_takes_the_words_of_its_tafel_along(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla)
    een, ander = put_person(wereld, carla, tafel), put_person(wereld, carla, tafel)
    stappen.register(RET, jeugdigen=(KIND,))
    open_, klaar = (beeld.kenmerk for beeld in hits(stappen, carla))
    for kenmerk in (open_, klaar):
        for wie in (carla, RET):
            act(
                stappen, wie, kenmerk, gesproken_op=date(2026, 11, 3), gesproken_met="Esra",
                verwachting="Hij blijft thuis.", belang="De tafel wil een plek.", rol=Partijrol.DENKT_MEE,
            )  # fmt: skip
    close(stappen, carla, klaar, Afstemmingsuitkomst.ZELFDE_GEEN_AFSTEMMING)
    for agendering in (een, ander):
        with wereld.werkplek(carla) as desk:
            withdraw_agendering(desk, agendering.id)
    with wereld.database.read() as session:
        for kant in session.exec(select(Afstemmingskant)):
            woorden = (kant.met_verzegeld, kant.verwachting_verzegeld, kant.belang_verzegeld)
            assert all(woord is None for woord in woorden) is kant.is_ouder, "the RET keeps its own words"
        assert all(rij.toelichting_verzegeld is None for rij in session.exec(select(Afstemming)))
    by_ret = {beeld.kenmerk: beeld for beeld in hits(stappen, RET, klaar=True)}
    assert by_ret[open_].uitkomst is Afstemmingsuitkomst.VERVALLEN
    assert (by_ret[open_].bekend_bij, by_ret[open_].contact.telefoon) == (ELDERS, None), "it was taken back"
    assert by_ret[klaar].bekend_bij == tafel.naam, "what was agreed stands"
    assert by_ret[klaar].wij.verwachting == "Hij blijft thuis."
    stappen.nothing_broken()
