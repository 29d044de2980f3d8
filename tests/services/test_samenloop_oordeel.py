"""Samenlopen are opened in the transaction of the registration, and a person judges them (domain.md §6)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import col, or_, select

from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError
from app.domain.opdrachten import AssignBehandelaar, CorrectMelding, JeugdigeGegevens
from app.domain.samenloop import (
    Band,
    DecideSamenloop,
    Samenloopbesluit,
    SamenloopStatus,
    Verwantschap,
)
from app.domain.termen import CasusStatus
from app.models import Gebeurtenis, Samenloop, Termijn
from app.queries.casusbeeld import load_casus
from app.queries.samenloopbeeld import load_samenloop
from app.queries.samenloopbeelden import Samenloopfilter
from app.queries.samenlopenlijst import list_samenlopen
from app.queries.vandaag import today
from app.services.behandelaar import assign_behandelaar
from app.services.jeugdige import correct_melding
from app.services.melding import Geregistreerd
from app.services.samenloopbesluit import decide_samenloop
from tests.fixtures_app import Wereld, some_melding
from tests.services.stappen import Stappen, Wie
from tests.services.test_jeugdige import correct

FEMKE = some_melding().jeugdigen[0]


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    """Rules that no engine decides; tests/api/test_samenlopen.py walks the way on both."""
    sqlite_wereld.opent_samenlopen = True
    return Stappen(sqlite_wereld)


def pairs(stappen: Stappen, *casus_ids: UUID) -> list[Samenloop]:
    """Every samenloop, or those of these casussen; oldest first."""
    query = select(Samenloop).order_by(col(Samenloop.id))
    if casus_ids:
        kanten = (col(Samenloop.ouder_casus_id), col(Samenloop.jonger_casus_id))
        query = query.where(or_(*(kant.in_(casus_ids) for kant in kanten)))
    with stappen.wereld.database.read() as session:
        return list(session.exec(query))


def two(
    stappen: Stappen, een: Wie = "vws-ucz", ander: Wie = "gemeente-gm0193"
) -> tuple[Samenloop, UUID, UUID]:
    """The same child at two desks: the samenloop, the older casus and the younger one."""
    ouder = stappen.register(een).casussen[0].id
    stappen.wereld.later(hours=1)
    jonger = stappen.register(ander).casussen[0].id
    [samenloop] = pairs(stappen)
    return samenloop, ouder, jonger


def decide(stappen: Stappen, wie: Wie, samenloop: Samenloop, uitkomst: str, **anders: object) -> Samenloop:
    opdracht = DecideSamenloop(
        samenloop_id=samenloop.id, uitkomst=Samenloopbesluit(uitkomst), reden="Wij hebben gebeld."
    )
    stappen.wereld.later(minutes=5)
    with stappen.wereld.werkplek(wie) as desk:
        return decide_samenloop(desk, replace(opdracht, **anders))  # type: ignore[arg-type]  # named


def promise(stappen: Stappen, samenloop: Samenloop) -> Termijn:
    with stappen.wereld.database.read() as session:
        return session.exec(select(Termijn).where(Termijn.id == samenloop.termijn_id)).one()


def test_the_same_child_at_two_desks_opens_one_samenloop_for_the_older_owner(stappen: Stappen) -> None:
    samenloop, ouder, jonger = two(stappen)
    assert (samenloop.ouder_casus_id, samenloop.jonger_casus_id) == (ouder, jonger)
    assert (samenloop.status, samenloop.band) == (SamenloopStatus.TE_BEOORDELEN, Band.TREFFER)
    assert samenloop.verwantschap is Verwantschap.ZELFDE
    assert samenloop.kenmerk == "S-2026-000001"
    termijn = promise(stappen, samenloop)
    assert termijn.uiterlijk == date(2026, 11, 10)
    assert termijn.verantwoordelijke_id == stappen.id_of("vws-ucz")
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert "Beoordeel de mogelijke samenloop" in [taak.wat for taak in today(desk).taken]
    stappen.nothing_broken()


def test_a_samenloop_holds_levels_and_no_value(stappen: Stappen) -> None:
    samenloop, *_ = two(stappen)
    assert samenloop.bewijs == "voornaam:gelijk,achternaam:gelijk,geboortedatum:gelijk,adres:alleen_gemeente"
    with stappen.wereld.database.read() as session:
        query = select(Gebeurtenis.gegevens).where(Gebeurtenis.soort == "samenloop_gevonden")
        for gegevens in session.exec(query):
            assert str(samenloop.ouder_casus_id) not in gegevens
            assert str(samenloop.jonger_casus_id) not in gegevens


def test_the_order_of_registration_decides_only_whose_it_is(stappen: Stappen) -> None:
    heen, *_ = two(stappen)
    [later, _] = [rij for rij in pairs(stappen, stappen.register("ozj").casussen[0].id) if rij.id != heen.id]
    assert (later.bewijs, later.gewicht_tienden) == (heen.bewijs, pytest.approx(heen.gewicht_tienden, abs=10))


def test_children_of_one_melding_strangers_and_who_is_unknown_open_nothing(stappen: Stappen) -> None:
    tweeling = replace(FEMKE, voornamen="Fenna")
    stappen.register(jeugdigen=(FEMKE, tweeling))
    stappen.register(jeugdigen=())
    stappen.register(jeugdigen=(JeugdigeGegevens(voornamen="Ali", achternaam="Kaya"),))
    assert pairs(stappen) == []


def test_a_twin_of_another_melding_is_offered_as_a_twin_and_not_as_a_treffer(stappen: Stappen) -> None:
    stappen.register(jeugdigen=(replace(FEMKE, postcode="8011AB", huisnummer="1"),))
    stappen.register(jeugdigen=(replace(FEMKE, voornamen="Fenna", postcode="8011AB", huisnummer="1"),))
    assert [rij for rij in pairs(stappen) if rij.band is Band.TREFFER] == []
    assert {rij.verwantschap for rij in pairs(stappen)} <= {Verwantschap.MEERLING}


def test_a_near_match_is_offered_and_never_joined_by_itself(stappen: Stappen) -> None:
    """Scenario 9: a typing mistake in the name, the same birth date and gemeente."""
    een = stappen.register().casussen[0].id
    ander = stappen.register("ret-jz07", jeugdigen=(replace(FEMKE, achternaam="Voorbeelt"),)).casussen[0].id
    [samenloop] = pairs(stappen)
    assert samenloop.status is SamenloopStatus.TE_BEOORDELEN
    assert "achternaam:tikfout" in samenloop.bewijs
    assert {stappen.casus(id_).status for id_ in (een, ander)} == {CasusStatus.OPEN}


def test_a_closed_casus_opens_nothing_until_its_melder_comes_back(stappen: Stappen) -> None:
    eerste = stappen.register()
    stappen.tell_melder("vws-ucz", eerste.melding.id)
    stappen.close_melding("vws-ucz", eerste.melding.id)
    stappen.close_casus("vws-ucz", eerste.casussen[0].id)
    stappen.register("gemeente-gm0193")
    assert pairs(stappen) == []
    stappen.wereld.later(days=1)
    stappen.reopen("vws-ucz", eerste.melding.id)
    assert len(pairs(stappen)) == 1
    stappen.nothing_broken()


def end(stappen: Stappen, wie: str, gemeld: Geregistreerd) -> None:
    stappen.tell_melder(wie, gemeld.melding.id)
    stappen.close_melding(wie, gemeld.melding.id)
    stappen.close_casus(wie, gemeld.casussen[0].id)


def test_what_waits_goes_to_the_other_side_when_a_casus_ends_and_comes_back_with_it(stappen: Stappen) -> None:
    loket, gemeente = "vws-ucz", "gemeente-gm0193"
    ouder = stappen.register(loket, loket=loket)
    stappen.wereld.later(hours=1)
    jonger = stappen.register(gemeente, loket=gemeente)

    def turn() -> str | None:
        stappen.nothing_broken()
        termijn = promise(stappen, pairs(stappen)[0])
        bij = {ouder.casussen[0].id: loket, jonger.casussen[0].id: gemeente}
        return bij[termijn.casus_id] if termijn.is_open and termijn.casus_id else None

    assert turn() == loket
    end(stappen, loket, ouder)
    assert turn() == gemeente, "the pair is not lost while nobody is at work on the older casus"
    with stappen.wereld.werkplek(gemeente) as desk:
        assert "Beoordeel de mogelijke samenloop" in [taak.wat for taak in today(desk).taken]
    end(stappen, gemeente, jonger)
    assert turn() is None
    stappen.wereld.later(days=1)
    stappen.wereld.opent_samenlopen = False  # whoever stops comparing still has what waits
    stappen.reopen(gemeente, jonger.melding.id)
    assert turn() == gemeente
    stappen.reopen(loket, ouder.melding.id)
    assert turn() == loket
    for wie, gemeld in ((loket, ouder), (gemeente, jonger)):
        taak = AssignBehandelaar(casus_id=gemeld.casussen[0].id, medewerker_id=stappen.wereld.actors[wie].id)
        with stappen.wereld.werkplek(wie) as desk:
            assign_behandelaar(desk, taak)
    decide(stappen, loket, pairs(stappen)[0], "samenvoegen")
    assert turn() == gemeente
    end(stappen, gemeente, jonger)
    assert turn() == loket, "who proposed hears that nobody will answer, and decides otherwise"
    assert decide(stappen, loket, pairs(stappen)[0], "koppelen").status is SamenloopStatus.BEVESTIGD
    assert turn() is None


def test_a_finding_disturbs_nobody_who_has_the_casus_open(stappen: Stappen) -> None:
    """A form holds the version it was made from; what is found about the child is no change of the casus."""
    ouder = stappen.register()
    voor = (stappen.casus(ouder.casussen[0].id).versie, stappen.melding(ouder.melding.id).versie)
    stappen.wereld.later(hours=1)
    stappen.register("gemeente-gm0193")
    [samenloop] = pairs(stappen)
    assert promise(stappen, samenloop).casus_id == ouder.casussen[0].id
    assert (stappen.casus(ouder.casussen[0].id).versie, stappen.melding(ouder.melding.id).versie) == voor
    with stappen.wereld.werkplek("vws-ucz") as desk:
        correct_melding(
            desk, CorrectMelding(melding_id=ouder.melding.id, aanvulling="Nog iets", versie=voor[1])
        )
    stappen.nothing_broken()


def test_a_correction_compares_again_and_a_pair_is_opened_once(stappen: Stappen) -> None:
    een = stappen.register().casussen[0].id
    ander = (
        stappen.register("gemeente-gm0193", jeugdigen=(JeugdigeGegevens(woonplaats_gemeente="GM0193"),))
        .casussen[0]
        .id
    )
    assert pairs(stappen) == []
    correct(
        stappen,
        ander,
        "gemeente-gm0193",
        voornamen="Femke",
        achternaam="Voorbeeld",
        geboortedatum=FEMKE.geboortedatum,
    )
    [samenloop] = pairs(stappen)
    assert {samenloop.ouder_casus_id, samenloop.jonger_casus_id} == {een, ander}
    correct(stappen, ander, "gemeente-gm0193", postcode="8011AB")
    assert len(pairs(stappen)) == 1
    stappen.nothing_broken()


def test_rejected_stays_rejected_until_more_speaks_for_it(stappen: Stappen) -> None:
    samenloop, ouder, jonger = two(stappen)
    na = decide(stappen, "vws-ucz", samenloop, "afgewezen")
    assert na.status is SamenloopStatus.AFGEWEZEN
    assert not promise(stappen, na).is_open
    correct(stappen, ouder, "vws-ucz", postcode="8011AB", huisnummer="1")
    assert pairs(stappen)[0].status is SamenloopStatus.AFGEWEZEN, "the other side knows no postcode"
    correct(stappen, jonger, "gemeente-gm0193", achternaam="Voorbeelt")
    assert pairs(stappen)[0].status is SamenloopStatus.AFGEWEZEN, "less alike is what was said already"
    correct(stappen, jonger, "gemeente-gm0193", achternaam="Voorbeeld", postcode="8011AB", huisnummer="1")
    [opnieuw] = pairs(stappen)
    assert opnieuw.status is SamenloopStatus.TE_BEOORDELEN
    assert opnieuw.reden_verzegeld is None
    assert promise(stappen, opnieuw).is_open
    stappen.nothing_broken()


def test_koppelen_keeps_both_and_joins_groups(stappen: Stappen) -> None:
    eerste, ouder, jonger = two(stappen)
    derde = stappen.register("ret-jz07").casussen[0].id
    met_ouder, met_jonger = (
        next(rij for rij in pairs(stappen, derde) if id_ in (rij.ouder_casus_id, rij.jonger_casus_id))
        for id_ in (ouder, jonger)
    )
    regisseur = stappen.wereld.actors["gemeente-gm0193"].id
    decide(stappen, "gemeente-gm0193", eerste, "koppelen", procesregisseur_id=regisseur)
    decide(stappen, "ret-jz07", met_ouder, "koppelen")
    een, ander = (rij for rij in pairs(stappen) if rij.id in (eerste.id, met_ouder.id))
    assert een.groep_id == ander.groep_id is not None
    assert {stappen.casus(id_).status for id_ in (ouder, jonger, derde)} == {CasusStatus.OPEN}
    with stappen.wereld.werkplek("ret-jz07") as desk:
        gezien = load_samenloop(desk, met_ouder.id)
        assert gezien.procesregisseur is not None
        assert gezien.reden == "Wij hebben gebeld."
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert load_samenloop(desk, met_ouder.id).reden is None, "the words stay on the side that wrote them"
    later = stappen.wereld.actors["ret-jz07"].id
    decide(stappen, "ret-jz07", met_ouder, "koppelen", procesregisseur_id=later)
    with stappen.wereld.werkplek("ret-jz07") as desk:
        assert load_samenloop(desk, met_ouder.id).procesregisseur == stappen.wereld.actors["ret-jz07"].naam
    decide(stappen, "ret-jz07", met_jonger, "afgewezen")
    decide(stappen, "vws-ucz", eerste, "afgewezen")
    assert [rij.groep_id for rij in pairs(stappen) if rij.groep_id] == [ander.groep_id]
    stappen.nothing_broken()


def test_who_decides_is_an_owner_with_a_reason(stappen: Stappen) -> None:
    samenloop, *_ = two(stappen)
    with pytest.raises(NotVisibleError):
        decide(stappen, "igj", samenloop, "koppelen")
    with pytest.raises(InvalidInputError):
        decide(stappen, "vws-ucz", samenloop, "koppelen", reden=" ")
    with pytest.raises(InvalidInputError):
        decide(stappen, "vws-ucz", samenloop, "koppelen", procesregisseur_id=stappen.wereld.actors["igj"].id)
    decide(stappen, "vws-ucz", samenloop, "koppelen")
    with pytest.raises(RefusedError, match="al gekoppeld"):
        decide(stappen, "gemeente-gm0193", samenloop, "koppelen")
    assert decide(stappen, "gemeente-gm0193", samenloop, "afgewezen").status is SamenloopStatus.AFGEWEZEN
    with pytest.raises(RefusedError, match="al afgewezen"):
        decide(stappen, "vws-ucz", samenloop, "afgewezen")
    stappen.nothing_broken()


def test_a_colleague_of_an_unassigned_casus_reads_and_does_not_decide(stappen: Stappen) -> None:
    samenloop, *_ = two(stappen, ander="gemeente-gm0193")
    collega = stappen.wereld.hire("gemeente-gm0193")
    with pytest.raises(NotVisibleError):
        decide(stappen, collega, samenloop, "koppelen")
    vrij = stappen.register("gemeente-gm0153").casussen[0].id
    [met_vrij, *_] = pairs(stappen, vrij)
    with stappen.wereld.werkplek("gemeente-gm0153") as desk:
        assign_behandelaar(desk, AssignBehandelaar(casus_id=vrij, medewerker_id=None))
    ander = stappen.wereld.hire("gemeente-gm0153")
    with pytest.raises(NotPermittedError):
        decide(stappen, ander, met_vrij, "koppelen")


def test_each_side_sees_levels_and_a_contact_and_nothing_of_the_other(stappen: Stappen) -> None:
    samenloop, ouder, _ = two(stappen)
    with stappen.wereld.werkplek("gemeente-gm0193") as desk:
        beeld = load_samenloop(desk, samenloop.id)
        [rij] = list_samenlopen(desk, Samenloopfilter())
    assert beeld.kanten[0].casus is None
    assert beeld.kanten[0].jeugdige is None
    assert not beeld.leest_beide
    assert beeld.kanten[0].contact.partij.kenmerk == "vws-ucz"
    assert [str(zin.mate) for zin in beeld.bewijs] == ["gelijk", "gelijk", "gelijk", "bijna"]
    assert stappen.casus(ouder).kenmerk not in repr(beeld) + repr(rij)
    with stappen.wereld.werkplek("igj") as desk, pytest.raises(NotVisibleError):
        load_samenloop(desk, samenloop.id)
    with stappen.wereld.werkplek("igj") as desk:
        assert list_samenlopen(desk, Samenloopfilter()) == []


def test_of_who_is_afgeschermd_the_landelijke_schakel_is_named(stappen: Stappen) -> None:
    stappen.register(jeugdigen=(replace(FEMKE, afgeschermd=True),))
    stappen.register("gemeente-gm0193")
    [samenloop] = pairs(stappen)
    with stappen.wereld.werkplek("gemeente-gm0193") as desk:
        beeld = load_samenloop(desk, samenloop.id)
        [rij] = list_samenlopen(desk, Samenloopfilter())
    assert beeld.kanten[0].contact.via_schakel
    assert beeld.kanten[0].contact.partij.kenmerk == "ozj"
    assert beeld.bewijs[3].zin == "Het adres is afgeschermd."
    assert rij.ander is None


def test_a_melding_says_nothing_of_a_samenloop_to_who_only_follows(stappen: Stappen) -> None:
    """A loket of origin follows the progress; where the jeugdige is known too, who reads the dossier."""
    eerste = stappen.register()
    stappen.move(eerste.casussen[0].id, "vws-ucz", "ozj")
    stappen.register("gemeente-gm0193")
    with stappen.wereld.werkplek("vws-ucz") as desk:
        beeld = load_casus(desk, str(eerste.casussen[0].id))
    assert "samenloop_beoordelen" not in [str(t.code) for t in beeld.termijnen]
    assert not beeld.heeft_samenloop
    with stappen.wereld.werkplek("ozj") as desk:
        beeld = load_casus(desk, str(eerste.casussen[0].id))
    assert beeld.heeft_samenloop
    assert "samenloop_beoordelen" in [str(t.code) for t in beeld.termijnen]
