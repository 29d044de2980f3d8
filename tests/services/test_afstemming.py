"""Across tables: who is known elsewhere, whom to phone, and nothing else (R033, R036–R038; scenario 9)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import select

from app.domain.actor import Actor, Rol
from app.domain.afstemming import CloseAfstemming, RecordAfstemming
from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError
from app.domain.opdrachten import AcceptOverdracht, CorrectJeugdige, JeugdigeGegevens
from app.domain.samenloop import Band, SamenloopStatus
from app.domain.tafeltermen import Afstemmingsuitkomst, Partijrol, Tafelgrond
from app.linkage.deelbaar import Sleutelregel, make_shareable
from app.linkage.registratie import Registratie, read_persoon
from app.models import Afstemming, Gebeurtenis, Samenloop
from app.queries.afstemmingbeelden import AfstemmingBeeld
from app.queries.afstemmingcijfers import yearly_figures
from app.queries.afstemmingen import Afstemmingfilter, list_afstemmingen, load_afstemming
from app.queries.samenloopbeelden import Samenloopfilter
from app.queries.samenlopenlijst import list_samenlopen
from app.services.afstemming import close_afstemming, record_afstemming, share_afstemming
from app.services.agendering import withdraw_agendering
from app.services.alinbehandeling import accept_offer
from app.services.jeugdige import correct_jeugdige
from app.services.koppelsleutel import Sleutelversie, issue_key, renew_key
from app.services.samenloop import rekey_next
from app.services.sleutelregistratie import register_keys
from app.services.tafelzoeken import rekey_agendas
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen, Wie
from tests.services.tafelstappen import KIND, TAFEL, make, put_person, secretaris

S = Samenloopfilter()
ZELFDE = JeugdigeGegevens(
    voornamen="Ruben",
    achternaam="Brugman",
    geboortedatum=date(2011, 5, 9),
    woonplaats_gemeente="GM0193",
)
GEHEIM = ("Ruben", "Brugman", "2011-05-09", "8011AB", "weken thuis", "vaste plek")


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    sqlite_wereld.opent_samenlopen = True
    return Stappen(sqlite_wereld)


@pytest.fixture
def carla(stappen: Stappen) -> Actor:
    """Keeps the jeugdbeschermingstafel of a gemeente."""
    return secretaris(stappen.wereld, "gemeente-gm0193")


@pytest.fixture
def piet(stappen: Stappen) -> Actor:
    """Keeps a tafel elsewhere."""
    return secretaris(stappen.wereld, "gemeente-gm0153")


def hits(stappen: Stappen, wie: Wie, *, klaar: bool = False) -> list[AfstemmingBeeld]:
    with stappen.wereld.werkplek(wie) as desk:
        return list_afstemmingen(desk, Afstemmingfilter(klaar))


def hit(stappen: Stappen, wie: Wie) -> AfstemmingBeeld:
    (een,) = hits(stappen, wie)
    return een


def act(stappen: Stappen, wie: Wie, kenmerk: str, **wat: object) -> None:
    with stappen.wereld.werkplek(wie) as desk:
        record_afstemming(desk, kenmerk, RecordAfstemming(**wat))  # type: ignore[arg-type]  # named


def close(stappen: Stappen, wie: Wie, kenmerk: str, uitkomst: Afstemmingsuitkomst) -> None:
    opdracht = CloseAfstemming(uitkomst=uitkomst, toelichting="Besproken aan de telefoon.")
    with stappen.wereld.werkplek(wie) as desk:
        close_afstemming(desk, kenmerk, opdracht)


def share(stappen: Stappen, wie: Wie, kenmerk: str) -> None:
    with stappen.wereld.werkplek(wie) as desk:
        share_afstemming(desk, kenmerk)


def correct(
    stappen: Stappen, casus_id: UUID, gegevens: JeugdigeGegevens, *velden: str, wie: str = "ret-jz07"
) -> None:
    opdracht = CorrectJeugdige(casus_id=casus_id, gegevens=gegevens, gewijzigd=frozenset(velden))
    with stappen.wereld.werkplek(wie) as desk:
        correct_jeugdige(desk, opdracht)


def no_secret(*beelden: AfstemmingBeeld) -> None:
    for beeld in beelden:
        tekst = repr(replace(beeld, eigen=""))
        assert not [woord for woord in GEHEIM if woord in tekst]


def test_a_casus_that_stands_on_an_agenda_elsewhere_is_work_for_both(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla)
    put_person(wereld, carla, tafel)
    wereld.later(minutes=5)
    casus = stappen.register("ret-jz07", jeugdigen=(KIND,)).casussen[0]
    bij_ret, bij_tafel = hit(stappen, "ret-jz07"), hit(stappen, carla)
    assert bij_ret.kenmerk == bij_tafel.kenmerk
    assert (bij_ret.bekend_bij, bij_ret.contact.telefoon) == (tafel.naam, "038-0001234")
    assert (bij_tafel.bekend_bij, bij_tafel.eigen) == ("Regionaal Expertteam IJsselland", "R.B.")
    assert (bij_ret.eigen, bij_ret.aan_zet, bij_tafel.aan_zet) == (casus.kenmerk, False, True)
    assert bij_tafel.uiterlijk == date(2026, 11, 10), "5 werkdagen, for the older side"
    no_secret(bij_ret, bij_tafel)
    assert casus.kenmerk not in repr(bij_tafel)
    for vreemd in ("vws-ucz", "ret-jz14", secretaris(wereld, "ret-jz14"), "gemeente-gm0193"):
        assert hits(stappen, vreemd) == []
        with pytest.raises(NotVisibleError), wereld.werkplek(vreemd) as desk:
            load_afstemming(desk, bij_ret.kenmerk)
    with wereld.werkplek("ret-jz07") as desk:
        assert list_samenlopen(desk, S) == [], "a pair of casussen is another list"
    stappen.nothing_broken()


def test_a_near_match_goes_first_to_who_knows_most(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    vaag = JeugdigeGegevens(voornamen="R.", achternaam="Brugman", geboortedatum=date(2011, 9, 5))
    put_person(wereld, carla, make(wereld, carla), vaag)
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    eerst = hit(stappen, "ret-jz07")
    assert (eerst.misschien, eerst.gedeeld, eerst.aan_zet) == (True, False, True)
    assert hits(stappen, carla) == []
    with pytest.raises(NotVisibleError), wereld.werkplek(carla) as desk:
        load_afstemming(desk, eerst.kenmerk)
    with pytest.raises(RefusedError, match="nog_niet_gedeeld"):
        act(stappen, "ret-jz07", eerst.kenmerk, rol=Partijrol.PROCESREGISSEUR)
    share(stappen, "ret-jz07", eerst.kenmerk)
    with pytest.raises(RefusedError, match="al_gedeeld"):
        share(stappen, "ret-jz07", eerst.kenmerk)
    assert hit(stappen, carla).aan_zet, "the older side calls, from today"
    stappen.nothing_broken()


def test_what_was_said_to_be_another_jeugdige_stays_away_until_there_is_more(
    stappen: Stappen, carla: Actor
) -> None:
    wereld = stappen.wereld
    vaag = JeugdigeGegevens(voornamen="R.", achternaam="Brugman", geboortedatum=date(2011, 9, 5))
    put_person(wereld, carla, make(wereld, carla), vaag)
    casus = stappen.register("ret-jz07", jeugdigen=(KIND,)).casussen[0]
    kenmerk = hit(stappen, "ret-jz07").kenmerk
    close(stappen, "ret-jz07", kenmerk, Afstemmingsuitkomst.ANDERE_JEUGDIGE)
    assert hits(stappen, "ret-jz07") == hits(stappen, carla) == hits(stappen, carla, klaar=True) == []
    correct(stappen, casus.id, replace(KIND, voornamen="Ruben Jan"), "voornamen")
    assert hits(stappen, "ret-jz07") == [], "the same evidence"
    correct(stappen, casus.id, replace(KIND, geboortedatum=date(2011, 9, 5)), "geboortedatum")
    assert hits(stappen, "ret-jz07")[0].kenmerk == kenmerk
    stappen.nothing_broken()


def test_what_becomes_likely_is_for_both_sides_from_then_on(stappen: Stappen, carla: Actor) -> None:
    """Also when the side that knew first had said that it was somebody else."""
    wereld = stappen.wereld
    vaag = JeugdigeGegevens(voornamen="R.", achternaam="Brugman", geboortedatum=date(2011, 9, 5))
    put_person(wereld, carla, make(wereld, carla))
    open_, klaar = (stappen.register(wie, jeugdigen=(vaag,)).casussen[0].id for wie in ("ret-jz07", "ozj"))
    assert [een.misschien for wie in ("ret-jz07", "ozj") for een in hits(stappen, wie)] == [True, True]
    assert hits(stappen, carla) == []
    close(stappen, "ozj", hit(stappen, "ozj").kenmerk, Afstemmingsuitkomst.ANDERE_JEUGDIGE)
    wereld.later(days=1)
    for casus_id, wie in ((open_, "ret-jz07"), (klaar, "ozj")):
        correct(stappen, casus_id, KIND, "geboortedatum", "voornamen", "achternaam", wie=wie)
    assert [(een.misschien, een.gedeeld) for een in hits(stappen, carla)] == [(False, True)] * 2
    assert {een.uiterlijk for een in hits(stappen, carla)} == {date(2026, 11, 11)}, "the norm, from today"
    stappen.nothing_broken()


def test_a_tafel_finds_who_is_known_under_the_name_of_a_casus_that_went_up_in_another(
    stappen: Stappen, carla: Actor, piet: Actor
) -> None:
    wereld = stappen.wereld
    anders = replace(KIND, voornamen="Roebyn", achternaam="Jansen", geboortedatum=date(2010, 1, 2))
    blijft = stappen.register("ret-jz07", jeugdigen=(anders,)).casussen[0]
    weg = stappen.register("vws-ucz", jeugdigen=(KIND,)).casussen[0].id
    aanbod = stappen.offer("vws-ucz", "ret-jz07", weg, overgeslagen="al_in_behandeling_bij")
    with wereld.werkplek("ret-jz07") as desk:
        accept_offer(desk, AcceptOverdracht(overdracht_id=aanbod.id, al_in_behandeling=blijft.kenmerk))
    wereld.later(minutes=1)
    put_person(wereld, carla, make(wereld, carla))
    assert hit(stappen, "ret-jz07").eigen == blijft.kenmerk
    with wereld.werkplek("ozj") as desk:
        versie = renew_key(desk)
    wereld.later(minutes=1)
    with wereld.database.transaction() as session:
        rekey_next(session, wereld.kluis, None, stappen.vandaag)
    school = make(wereld, piet, naam="SWV-tafel", grond=Tafelgrond.ALLEEN_SLEUTELS)
    with wereld.werkplek(piet) as desk:
        register_keys(desk, school.kenmerk, versie.versie, [keys(versie)])
    assert {een.eigen for een in hits(stappen, "ret-jz07")} == {blijft.kenmerk}
    assert len(hits(stappen, "ret-jz07")) == 2
    stappen.nothing_broken()


def test_contact_roles_and_the_end_are_recorded_and_words_stay_where_they_were_written(
    stappen: Stappen, carla: Actor
) -> None:
    wereld = stappen.wereld
    put_person(wereld, carla, make(wereld, carla))
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    kenmerk = hit(stappen, carla).kenmerk
    with pytest.raises(RefusedError, match="geen_contact"):
        close(stappen, carla, kenmerk, Afstemmingsuitkomst.ZELFDE_GEEN_AFSTEMMING)
    with pytest.raises(InvalidInputError, match="met wie u sprak"):
        act(stappen, carla, kenmerk, gesproken_op=date(2026, 11, 3))
    act(stappen, carla, kenmerk, gesproken_op=date(2026, 11, 3), gesproken_met="Esra van het RET")
    with pytest.raises(RefusedError, match="geen_regie"):
        close(stappen, carla, kenmerk, Afstemmingsuitkomst.REGIE_AFGESPROKEN)
    act(
        stappen, "ret-jz07", kenmerk, rol=Partijrol.PROCESREGISSEUR,
        verwachting="De tafel wacht op ons plan.", belang="Wij willen geen nieuwe verhuizing.",
    )  # fmt: skip
    with pytest.raises(InvalidInputError, match="al procesregisseur"):
        act(stappen, carla, kenmerk, rol=Partijrol.PROCESREGISSEUR)
    act(stappen, carla, kenmerk, rol=Partijrol.DENKT_MEE)
    bij_tafel, bij_ret = hit(stappen, carla), hit(stappen, "ret-jz07")
    assert (bij_tafel.wij.gesproken_met, bij_ret.zij.gesproken_met) == ("Esra van het RET", None)
    assert bij_ret.zij.gesproken_op == date(2026, 11, 3)
    assert (bij_ret.wij.belang, bij_tafel.zij.belang) == ("Wij willen geen nieuwe verhuizing.", None)
    assert (bij_tafel.zij.rol, bij_ret.zij.rol) == (Partijrol.PROCESREGISSEUR, Partijrol.DENKT_MEE)
    wereld.later(days=2)
    close(stappen, carla, kenmerk, Afstemmingsuitkomst.REGIE_AFGESPROKEN)
    with pytest.raises(RefusedError, match="al_afgesloten"):
        close(stappen, "ret-jz07", kenmerk, Afstemmingsuitkomst.ANDERE_JEUGDIGE)
    (klaar,) = hits(stappen, carla, klaar=True)
    assert klaar.toelichting == "Besproken aan de telefoon."
    assert [een.toelichting for een in hits(stappen, "ret-jz07", klaar=True)] == [None]
    with wereld.werkplek(carla) as desk:
        cijfers = yearly_figures(desk, 2026)
    assert (cijfers.gevonden, cijfers.met_contact, cijfers.afgesloten, cijfers.regie) == (1, 1, 1, 1)
    assert (cijfers.deel_opgevolgd, cijfers.dagen_tot_contact, cijfers.dagen_tot_einde) == (100, 0, 2)
    with pytest.raises(NotPermittedError), wereld.werkplek("ret-jz14") as desk:
        yearly_figures(desk, 2026)
    stappen.nothing_broken()


def test_two_tafels_find_each_other_and_a_tafel_not_itself(
    stappen: Stappen, carla: Actor, piet: Actor
) -> None:
    wereld = stappen.wereld
    eigen, ander = make(wereld, carla), make(wereld, piet, naam="Tafel Enschede", gebied_code="GM0153")
    put_person(wereld, carla, eigen)
    put_person(wereld, carla, eigen)
    assert hits(stappen, carla) == []
    wereld.later(minutes=1)
    agendering = put_person(wereld, piet, ander, ZELFDE)
    assert [een.bekend_bij for een in hits(stappen, carla)] == ["Tafel Enschede"] * 2
    with wereld.werkplek(piet) as desk:
        withdraw_agendering(desk, agendering.id)
    assert hits(stappen, carla) == []
    assert {een.uitkomst for een in hits(stappen, carla, klaar=True)} == {Afstemmingsuitkomst.VERVALLEN}
    stappen.nothing_broken()


def test_no_ground_no_match(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla)
    put_person(wereld, carla, tafel)
    with wereld.database.transaction() as session:
        rij = session.merge(tafel)
        rij.grond = rij.grond_tekst = None
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    assert hits(stappen, "ret-jz07") == []


def test_what_a_tafel_may_keep_no_longer_is_not_found_before_the_worker_came_by_either(
    stappen: Stappen, carla: Actor
) -> None:
    wereld = stappen.wereld
    put_person(wereld, carla, make(wereld, carla, bewaartermijn_maanden=1))
    wereld.later(days=30)
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    assert hits(stappen, "ret-jz07") == hits(stappen, carla) == []


def test_of_who_is_shielded_not_even_the_name_of_the_other_crosses(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla)
    put_person(wereld, carla, tafel, replace(KIND, afgeschermd=True))
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    for beeld in (hit(stappen, "ret-jz07"), hit(stappen, carla)):
        assert beeld.bekend_bij == "een andere partij"
        for plaats in (tafel.naam, "038-0001234", "IJsselland", "Zwolle"):
            assert plaats not in repr(beeld)


def keys(versie: Sleutelversie, **persoon: str) -> Sleutelregel:
    velden = {
        "voornamen": "Ruben", "achternaam": "Brugmans", "geboortedatum": "2011-05-09", "postcode": "8011AB",
        "huisnummer": "12", "gemeente": "GM0193",
    }  # fmt: skip
    record = make_shareable(read_persoon(Registratie("1", **(velden | persoon))), versie.sleutel)
    return Sleutelregel("regel-7", record)


def test_a_list_of_keys_finds_and_is_found_without_a_name(
    stappen: Stappen, carla: Actor, piet: Actor
) -> None:
    wereld = stappen.wereld
    school = make(wereld, piet, naam="SWV-tafel", grond=Tafelgrond.ALLEEN_SLEUTELS)
    with pytest.raises(RefusedError, match="geen_koppelsleutel"), wereld.werkplek(piet) as desk:
        issue_key(desk, school.kenmerk)
    put_person(wereld, carla, make(wereld, carla))
    with wereld.werkplek("ozj") as desk:
        renew_key(desk)
    with wereld.werkplek(piet) as desk:
        versie = issue_key(desk, school.kenmerk)
        assert rekey_agendas(desk.session, desk.kluis, desk.omgeving.vandaag) == 1, "who stood there before"
    with pytest.raises(NotPermittedError), wereld.werkplek(carla) as desk:
        issue_key(desk, school.kenmerk)
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    with wereld.werkplek(piet) as desk:
        register_keys(desk, school.kenmerk, versie.versie, [keys(versie)])
    gevonden = hits(stappen, piet)
    assert {een.bekend_bij for een in gevonden} == {TAFEL.naam, "Regionaal Expertteam IJsselland"}
    assert {een.eigen for een in gevonden} == {"regel-7"}
    no_secret(*gevonden)
    wereld.later(hours=1)
    nieuw = stappen.register("ret-jz14", jeugdigen=(replace(KIND, achternaam="Brugman"),)).casussen[0]
    assert any(een.eigen == nieuw.kenmerk for een in hits(stappen, "ret-jz14"))
    with pytest.raises(InvalidInputError, match="oude koppelsleutel"), wereld.werkplek(piet) as desk:
        register_keys(desk, school.kenmerk, 9, [keys(versie)])
    with wereld.werkplek("ozj") as desk:
        nieuwer = renew_key(desk)
    with wereld.werkplek(piet) as desk:
        register_keys(desk, school.kenmerk, versie.versie, [keys(versie, voornamen="Ander")])
        register_keys(desk, school.kenmerk, nieuwer.versie, [keys(nieuwer, voornamen="Ander")])
    wereld.later(days=91)
    with pytest.raises(InvalidInputError, match="oude koppelsleutel"), wereld.werkplek(piet) as desk:
        register_keys(desk, school.kenmerk, versie.versie, [keys(versie)])


def test_events_and_rows_of_a_hit_hold_no_word_about_anybody(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    put_person(wereld, carla, make(wereld, carla))
    casus = stappen.register("ret-jz07", jeugdigen=(KIND,)).casussen[0]
    kenmerk = hit(stappen, carla).kenmerk
    act(stappen, "ret-jz07", kenmerk, gesproken_op=date(2026, 11, 3), gesproken_met="Carla")
    with wereld.database.read() as session:
        gebeurd = session.exec(select(Gebeurtenis)).all()
        alles = " ".join(rij.gegevens for rij in gebeurd)
        assert not [woord for woord in (*GEHEIM, "Carla") if woord in alles]
        van_casus = [rij.soort for rij in gebeurd if rij.stroom_id == casus.id]
        assert not [soort for soort in van_casus if soort.startswith("afstemming")], "others follow a casus"
        rij = session.exec(select(Samenloop)).one()
        assert (rij.status, rij.band) == (SamenloopStatus.TE_BEOORDELEN, Band.TREFFER)
        assert session.exec(select(Afstemming)).one().toelichting_verzegeld is None


def test_a_coordinator_sees_figures_and_no_hit(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    put_person(wereld, carla, make(wereld, carla))
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    leidt = wereld.hire("gemeente-gm0193", Rol.BEHEERDER)
    assert hits(stappen, leidt) == []
    wereld.later(days=10)
    with wereld.werkplek(leidt) as desk:
        cijfers = yearly_figures(desk, 2026)
    assert (cijfers.open, cijfers.te_laat, cijfers.nooit_opgevolgd, cijfers.deel_opgevolgd) == (1, 1, 1, 0)
