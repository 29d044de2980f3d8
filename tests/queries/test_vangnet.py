"""Every kind of finding appears when it should, has somebody who solves it, and goes when it is solved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlmodel import select

from app.domain.actor import Actor, Rol, Teamtoegang
from app.domain.beheer import BlockOrganisatie, ProposeOpvolging
from app.domain.errors import NotPermittedError
from app.domain.opdrachten import (
    AssignBehandelaar,
    JeugdigeGegevens,
    KlachtGegevens,
    RecordToekomst,
)
from app.domain.samenloop import DecideSamenloop, Samenloopbesluit
from app.domain.termen import Aard, Blokkadereden
from app.domain.vangnet import Vangnetsoort
from app.installatie import Installation
from app.models import Bericht, Vondst
from app.queries.intern.hartslag import WERK, beat
from app.queries.vangnet import VangnetFilter, Vangnetrij, count_all, count_findings, list_findings
from app.schemas.vangnet import words_of
from app.services.behandelaar import assign_behandelaar
from app.services.jeugdige import record_toekomst
from app.services.organisatie import block_organisatie
from app.services.rechtsopvolging import propose_opvolging
from app.services.samenloopbesluit import decide_samenloop
from app.services.vangnet import keep_findings, look_for_findings
from app.services.versturen import mark_bericht_sent
from app.settings import Settings
from app.worker.werk import look_over
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen
from tests.services.tafelstappen import make, put_person, secretaris

S = Vangnetsoort
MISLUKT = "status = 'mislukt', wachtreden = NULL, afgedaan_op = NULL"
VAN_GESLOTEN = "melding_id IN (SELECT id FROM melding WHERE periode > 1)"


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    """The worker is alive, whatever the clock of the test says."""
    work(sqlite_wereld)
    return Stappen(sqlite_wereld)


def work(wereld: Wereld) -> None:
    with wereld.database.transaction() as session:
        beat(session, WERK, datetime(2036, 1, 1, tzinfo=UTC))


def found(stappen: Stappen, wie: str | Actor, **filter_: object) -> list[Vangnetrij]:
    with stappen.wereld.werkplek(wie) as desk:
        return list_findings(desk, replace(VangnetFilter(), **filter_))  # type: ignore[arg-type]  # named


def kinds(stappen: Stappen, wie: str | Actor) -> set[Vangnetsoort]:
    rijen = found(stappen, wie)
    with stappen.wereld.werkplek(wie) as desk:
        telling = count_findings(desk)
        assert sum(telling.values()) == len(rijen)
    return {rij.soort for rij in rijen}


def look(stappen: Stappen) -> None:
    """The check of every hour, now."""
    wereld = stappen.wereld
    with wereld.database.transaction() as session:
        gevonden = look_for_findings(session, wereld.omgeving, wereld.kluis)
        keep_findings(session, wereld.omgeving, gevonden)


def hand(stappen: Stappen, opdracht: str) -> None:
    with stappen.wereld.database.transaction() as session:
        session.connection().execute(text(opdracht))


def block(stappen: Stappen, organisatie: str) -> None:
    beheerder = stappen.wereld.hire("ozj", Rol.BEHEERDER)
    with stappen.wereld.werkplek(beheerder) as desk:
        block_organisatie(desk, BlockOrganisatie(organisatie, Blokkadereden.BEVEILIGING))


def test_a_house_at_work_has_an_empty_vangnet(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.offer("vws-ucz", "ozj", gemeld.casussen[0].id)
    look(stappen)
    for wie in ("vws-ucz", "ozj", "en2"):
        assert found(stappen, wie) == []
    with stappen.wereld.database.read() as session:
        assert set(count_all(session, stappen.wereld.omgeving).values()) == {0}


def test_every_statement_of_the_vangnet_runs_on_both_engines(wereld: Wereld) -> None:
    stappen = Stappen(wereld)
    jong = JeugdigeGegevens(voornamen="Teun", geboortedatum=date(2009, 2, 2), woonplaats_gemeente="GM0193")
    wereld.opent_samenlopen = True
    gemeld, gesloten = (stappen.register("en2", loket="en2", jeugdigen=(jong,)) for _ in range(2))
    carla = secretaris(wereld, "gemeente-gm0193")
    put_person(wereld, carla, make(wereld, carla), jong)
    wereld.opent_samenlopen = False
    terug = stappen.register("en2", loket="en2", jeugdigen=(jong,))
    stappen.offer("en2", "ret-jz07", gemeld.casussen[0].id)
    for weg in (gesloten, terug):
        stappen.tell_melder("en2", weg.melding.id)
        stappen.close_melding("en2", weg.melding.id)
    stappen.close_casus("en2", terug.casussen[0].id)
    wereld.later(minutes=5)
    stappen.reopen("en2", terug.melding.id)
    beheerder = wereld.hire("ozj", Rol.BEHEERDER)
    with wereld.werkplek(beheerder) as desk:
        propose_opvolging(desk, ProposeOpvolging("en3", "en2", stappen.vandaag))
    wereld.later(days=16)
    hand(stappen, f"UPDATE casus SET spoed_rang = 0 WHERE kenmerk = '{gemeld.casussen[0].kenmerk}'")
    hand(
        stappen,
        f"UPDATE bericht SET {MISLUKT} WHERE {VAN_GESLOTEN}",
    )
    look(stappen)
    huis = {S.AFSPRAAK_GEBROKEN, S.WERK_STIL, S.EIGENAAR_ONBEREIKBAAR, S.KLACHT_ZONDER_BEHANDELAAR}
    assert kinds(stappen, "en2") == set(S) - huis
    assert kinds(stappen, "ozj") == {S.AFSPRAAK_GEBROKEN, S.WERK_STIL}
    block(stappen, "en2")
    assert kinds(stappen, "ozj") == set(S) - {S.KLACHT_ZONDER_BEHANDELAAR}
    with wereld.database.read() as session:
        tellingen = count_all(session, wereld.omgeving)
    assert {soort for soort, aantal in tellingen.items() if not aantal} == {S.KLACHT_ZONDER_BEHANDELAAR}
    bladzijde = found(stappen, "ozj", limit=2)
    assert found(stappen, "ozj", na=bladzijde[1].plaats)[0] == bladzijde[2]


def test_a_late_promise_stays_until_it_is_kept(stappen: Stappen) -> None:
    gemeld = stappen.register("ozj", loket="ozj")
    stappen.wereld.later(days=16)
    laat = found(stappen, "ozj", soort=S.BELOFTE_TE_LAAT)
    assert {rij.code for rij in laat} == {"ontvangstbevestiging", "eerste_contact"}
    assert {rij.kenmerk for rij in laat} == {gemeld.casussen[0].kenmerk}
    assert {rij.behandelaar.id for rij in laat if rij.behandelaar} == {stappen.wereld.actors["ozj"].id}
    assert laat[0].sinds == date(2026, 11, 6)
    assert words_of(laat[0]) == "Te laat: bevestig de ontvangst aan de melder."
    stappen.tell_melder("ozj", gemeld.melding.id)
    assert {rij.code for rij in found(stappen, "ozj", soort=S.BELOFTE_TE_LAAT)} == {"ontvangstbevestiging"}
    with stappen.wereld.werkplek("ozj") as desk:
        mark_bericht_sent(desk, found(stappen, "ozj", soort=S.BERICHT_BLIJFT_LIGGEN)[0].id)
    assert found(stappen, "ozj") == []


def test_a_samenloop_that_nobody_judges_is_found_until_somebody_does(stappen: Stappen) -> None:
    stappen.wereld.opent_samenlopen = True
    stappen.register()
    stappen.register("igj")
    stappen.wereld.later(days=9)
    [rij] = found(stappen, "vws-ucz", soort=S.SAMENLOOP_NIET_BEOORDEELD)
    assert (rij.organisatie.kenmerk, words_of(rij)) == ("vws-ucz", "Samenloop niet beoordeeld.")
    with stappen.wereld.werkplek("vws-ucz") as desk:
        besluit = DecideSamenloop(
            samenloop_id=rij.id, uitkomst=Samenloopbesluit.AFGEWEZEN, reden="Een ander kind."
        )
        decide_samenloop(desk, besluit)
    assert S.SAMENLOOP_NIET_BEOORDEELD not in kinds(stappen, "vws-ucz")


def test_a_late_klacht_is_seen_by_who_handles_it_and_by_nobody_else(stappen: Stappen) -> None:
    aard = frozenset({Aard.HULPVRAAG, Aard.KLACHT})
    gemeld = stappen.register("en2", loket="en2", aard=aard, klacht=KlachtGegevens(tekst="x"))
    stappen.move(gemeld.casussen[0].id, "en2", "ret-jz07")
    stappen.wereld.later(days=60)
    assert "klacht_afhandelen" in {rij.code for rij in found(stappen, "en2")}
    assert "klacht_afhandelen" not in {rij.code for rij in found(stappen, "ret-jz07")}
    block(stappen, "en2")
    assert "klacht_afhandelen" not in {rij.code for rij in found(stappen, "ozj")}


def test_an_offer_that_expired_stays_until_somebody_at_the_owner_acts(stappen: Stappen) -> None:
    gemeld = stappen.register()
    casus_id = gemeld.casussen[0].id
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    stappen.wereld.later(days=4)
    assert [rij.id for rij in found(stappen, "vws-ucz", soort=S.AANBOD_ONBEANTWOORD)] == [overdracht.id]
    stappen.expire(overdracht)
    (rij,) = found(stappen, "vws-ucz", soort=S.AANBOD_ONBEANTWOORD)
    assert (rij.kenmerk, rij.sinds) == (gemeld.casussen[0].kenmerk, overdracht.uiterlijk)
    assert words_of(rij) == "OZJ antwoordde niet op het aanbod."
    stappen.wereld.later(hours=1)
    stappen.offer("vws-ucz", "ozj", casus_id)
    assert found(stappen, "vws-ucz", soort=S.AANBOD_ONBEANTWOORD) == []


def test_an_expired_offer_that_the_owner_picks_up_itself_is_solved_too(stappen: Stappen) -> None:
    gemeld = stappen.register()
    overdracht = stappen.offer("vws-ucz", "ozj", gemeld.casussen[0].id)
    stappen.wereld.later(days=4)
    stappen.expire(overdracht)
    stappen.wereld.later(hours=1)
    stappen.tell_melder("vws-ucz", gemeld.melding.id)
    assert found(stappen, "vws-ucz", soort=S.AANBOD_ONBEANTWOORD) == []


def test_a_message_may_wait_two_werkdagen(stappen: Stappen) -> None:
    stappen.register()  # Tuesday
    stappen.wereld.later(days=2)
    assert found(stappen, "vws-ucz", soort=S.BERICHT_BLIJFT_LIGGEN) == []
    stappen.wereld.later(days=1)
    (rij,) = found(stappen, "vws-ucz", soort=S.BERICHT_BLIJFT_LIGGEN)
    assert words_of(rij) == "Bericht “Ontvangstbevestiging” blijft liggen."
    with stappen.wereld.werkplek("vws-ucz") as desk:
        mark_bericht_sent(desk, rij.id)
    assert found(stappen, "vws-ucz", soort=S.BERICHT_BLIJFT_LIGGEN) == []


def test_an_open_casus_whose_meldingen_are_closed_has_no_next_date(stappen: Stappen) -> None:
    gemeld = stappen.register("ozj", loket="ozj")
    stappen.tell_melder("ozj", gemeld.melding.id)
    stappen.close_melding("ozj", gemeld.melding.id)
    assert kinds(stappen, "ozj") == {S.GEEN_VOLGENDE_STAP}
    stappen.close_casus("ozj", gemeld.casussen[0].id)
    assert kinds(stappen, "ozj") == set()


def test_who_came_back_and_is_taken_up_by_nobody_is_found_after_two_werkdagen(stappen: Stappen) -> None:
    gemeld = stappen.register("ozj", loket="ozj")
    stappen.tell_melder("ozj", gemeld.melding.id)
    stappen.close_melding("ozj", gemeld.melding.id)
    stappen.close_casus("ozj", gemeld.casussen[0].id)
    stappen.wereld.later(days=1)
    stappen.reopen("ozj", gemeld.melding.id)
    stappen.wereld.later(days=2)
    assert S.HEROPENING_ONBEVESTIGD not in kinds(stappen, "ozj")
    stappen.wereld.later(days=4)
    assert S.HEROPENING_ONBEVESTIGD in kinds(stappen, "ozj")
    with stappen.wereld.werkplek("ozj") as desk:
        ik = stappen.wereld.actors["ozj"].id
        assign_behandelaar(desk, AssignBehandelaar(casus_id=gemeld.casussen[0].id, medewerker_id=ik))
    assert S.HEROPENING_ONBEVESTIGD not in kinds(stappen, "ozj")


def test_what_lies_at_a_party_that_is_blocked_is_so_since_the_block(stappen: Stappen) -> None:
    stappen.register("en2", loket="en2")
    stappen.wereld.later(days=90)
    with stappen.wereld.werkplek(stappen.wereld.hire("ozj", Rol.BEHEERDER)) as desk:
        block_organisatie(desk, BlockOrganisatie("en2", Blokkadereden.BEVEILIGING))
    [rij] = (rij for rij in found(stappen, "ozj") if rij.soort is S.EIGENAAR_ONBEREIKBAAR)
    assert rij.sinds == stappen.vandaag


def test_what_nobody_can_act_on_comes_to_the_vangnethouder(stappen: Stappen) -> None:
    gemeld = stappen.register("en2", loket="en2")
    stappen.wereld.later(days=16)
    assert found(stappen, "ozj") == []
    block(stappen, "en2")
    rijen = found(stappen, "ozj")
    assert {rij.soort for rij in rijen} >= {S.EIGENAAR_ONBEREIKBAAR, S.BELOFTE_TE_LAAT}
    assert rijen[0].soort is S.EIGENAAR_ONBEREIKBAAR
    assert rijen[0].kenmerk == gemeld.casussen[0].kenmerk
    assert {rij.organisatie.kenmerk for rij in rijen} == {"ozj"}
    assert {rij.namens.kenmerk for rij in rijen if rij.namens} == {"en2"}
    laat = next(rij for rij in rijen if rij.soort is S.BELOFTE_TE_LAAT)
    assert words_of(laat).endswith("Dit was werk van Expertisenetwerk Jeugd Overijssel.")
    stappen.wereld.hire("en2")  # hiring does not lift a block
    assert S.EIGENAAR_ONBEREIKBAAR in kinds(stappen, "ozj")
    hand(stappen, "UPDATE organisatie SET toegang_geblokkeerd = false WHERE kenmerk = 'en2'")
    assert kinds(stappen, "ozj") == set()


def test_a_succession_that_nobody_confirms_lies_with_the_successor(stappen: Stappen) -> None:
    beheerder = stappen.wereld.hire("ozj", Rol.BEHEERDER)
    with stappen.wereld.werkplek(beheerder) as desk:
        opvolging = propose_opvolging(
            desk, ProposeOpvolging("ret-jz14", "ret-jz07", stappen.vandaag + timedelta(days=3))
        )
    assert found(stappen, "ret-jz07") == []
    stappen.wereld.later(days=3)
    (rij,) = found(stappen, "ret-jz07")
    assert (rij.soort, rij.kenmerk, rij.id) == (S.OPVOLGING_TE_LAAT, "ret-jz14", opvolging.id)
    hand(stappen, "UPDATE rechtsopvolging SET status = 'bevestigd', bevestigd_op = voorgesteld_op")
    assert found(stappen, "ret-jz07") == []
    stappen.wereld.later(days=1)
    assert kinds(stappen, beheerder) == {S.OPVOLGING_TE_LAAT}
    assert "lukte niet" in words_of(found(stappen, beheerder)[0])


def test_a_silent_worker_is_for_the_vangnethouder_and_the_landelijke_beheerder(sqlite_wereld: Wereld) -> None:
    stappen = Stappen(sqlite_wereld)
    beheerder = stappen.wereld.hire("ozj", Rol.BEHEERDER)
    assert kinds(stappen, "ozj") == kinds(stappen, beheerder) == {S.WERK_STIL}
    assert kinds(stappen, "en2") == set()
    work(sqlite_wereld)
    assert kinds(stappen, "ozj") == set()


def test_who_has_nothing_to_solve_is_refused(stappen: Stappen) -> None:
    with pytest.raises(NotPermittedError, match="vangnet"):
        found(stappen, stappen.wereld.hire("vws-ucz", Rol.BEHEERDER))
    with pytest.raises(NotPermittedError):
        found(stappen, stappen.wereld.hire("ozj", Rol.PRIVACY_OFFICER))


def test_a_broken_rule_is_kept_with_its_date_until_it_holds_again(stappen: Stappen) -> None:
    gemeld = stappen.register()
    kenmerk = gemeld.casussen[0].kenmerk
    hand(stappen, "UPDATE casus SET eerste_datum = '2020-01-01'")
    look(stappen)
    stappen.wereld.later(days=1)
    look(stappen)
    (rij,) = found(stappen, "ozj", soort=S.AFSPRAAK_GEBROKEN)
    assert (rij.kenmerk, rij.sinds) == (kenmerk, date(2026, 11, 3))
    assert words_of(rij).startswith("I4 De werklijst toont")
    assert found(stappen, "vws-ucz", soort=S.AFSPRAAK_GEBROKEN) == []
    stappen.tell_melder("vws-ucz", gemeld.melding.id)  # every act points to the first date again
    look(stappen)
    assert found(stappen, "ozj", soort=S.AFSPRAAK_GEBROKEN) == []


def test_almost_18_stays_until_the_future_was_talked_about(stappen: Stappen) -> None:
    bijna, jong = (
        stappen.register(
            jeugdigen=(
                JeugdigeGegevens(voornamen="Teun", geboortedatum=geboren, woonplaats_gemeente="GM0193"),
            )
        ).casussen[0]
        for geboren in (date(2009, 2, 2), date(2010, 2, 2))
    )
    look(stappen)
    look(stappen)
    (rij,) = found(stappen, "vws-ucz", soort=S.BIJNA_ACHTTIEN)
    assert (rij.kenmerk, rij.achttien_op) == (bijna.kenmerk, date(2027, 2, 2))
    assert words_of(rij) == "18 jaar op 2 februari 2027. Nog geen plan voor daarna."
    with stappen.wereld.database.read() as session:
        (vondst,) = session.exec(select(Vondst)).all()
        assert (vondst.onderwerp, vondst.melding) == (bijna.kenmerk, "")
    assert jong.kenmerk != bijna.kenmerk
    with stappen.wereld.werkplek("vws-ucz") as desk:
        record_toekomst(desk, RecordToekomst(casus_id=bijna.id, afspraak="Kamer, uitkering en een mentor"))
    assert found(stappen, "vws-ucz", soort=S.BIJNA_ACHTTIEN) == []
    look(stappen)
    with stappen.wereld.database.read() as session:
        assert session.exec(select(Vondst)).all() == []
    stappen.nothing_broken()


def test_a_birthday_is_read_by_who_reads_the_jeugdige(stappen: Stappen) -> None:
    geboren = JeugdigeGegevens(roepnaam="Femke", geboortedatum=date(2009, 2, 2))
    stappen.register("ozj", loket="ozj", jeugdigen=(geboren,))
    look(stappen)
    collega = replace(stappen.wereld.actors["ozj"], id=uuid4(), rollen=frozenset({Rol.VERBINDINGSREGISSEUR}))
    for toegang, verjaardag in (
        (Teamtoegang.TEAM, date(2027, 2, 2)),
        (Teamtoegang.BEHANDELAAR, None),
    ):
        (rij,) = found(stappen, replace(collega, teamtoegang=toegang), soort=S.BIJNA_ACHTTIEN)
        assert rij.achttien_op == verjaardag
        assert words_of(rij)


def test_the_pages_of_the_vangnet_hold_each_finding_once(sqlite_wereld: Wereld) -> None:
    work(sqlite_wereld)
    stappen = Stappen(sqlite_wereld)
    for _ in range(4):
        stappen.register("ozj", loket="ozj")
    sqlite_wereld.later(days=40)
    alles = [rij.plaats for rij in found(stappen, "ozj", limit=100)]
    assert alles == sorted(alles) and len(alles) == len(set(alles)) > 10
    gezien, na = [], None
    while True:
        bladzijde = found(stappen, "ozj", limit=3, na=na)
        gezien += [rij.plaats for rij in bladzijde[:3]]
        if len(bladzijde) <= 3:
            break
        na = bladzijde[2].plaats
    assert gezien == alles
    nieuw = sqlite_wereld.hire("ozj")
    assert found(stappen, nieuw, alleen_mijn=True) == []
    assert [rij.plaats for rij in found(stappen, "ozj", alleen_mijn=True, limit=100)] == alles


def test_the_worker_looks_everything_over_once_an_hour(
    sqlite_wereld: Wereld, inrichting: Callable[[], Installation]
) -> None:
    installation, now = inrichting(), sqlite_wereld.now
    assert look_over(installation, now)
    assert not look_over(installation, now)
    assert look_over(installation, now, na=timedelta(0))


@pytest.fixture
def inrichting(sqlite_wereld: Wereld) -> Callable[[], Installation]:
    def make() -> Installation:
        return Installation(Settings(), sqlite_wereld.database, sqlite_wereld.kluis)

    return make


def test_every_message_belongs_to_a_party_that_can_send_it(stappen: Stappen) -> None:
    """A message of a party that nobody can reach is sent by the vangnethouder."""
    stappen.register("en2", loket="en2")
    stappen.wereld.later(days=3)
    block(stappen, "en2")
    (rij,) = found(stappen, "ozj", soort=S.BERICHT_BLIJFT_LIGGEN)
    assert rij.namens is not None
    with stappen.wereld.database.read() as session:
        assert session.exec(select(Bericht.id)).one() == rij.id


def test_a_casus_that_cannot_be_opened_is_a_finding_and_hides_no_other(stappen: Stappen) -> None:
    """One damaged key ended the check of everybody."""
    geboren = JeugdigeGegevens(roepnaam="Femke", geboortedatum=date(2009, 2, 2))
    stuk, heel = (stappen.register("ozj", loket="ozj", jeugdigen=(geboren,)).casussen[0] for _ in range(2))
    with stappen.wereld.database.transaction() as session:
        session.execute(
            text("UPDATE casus SET sleutel = x'00' WHERE kenmerk = :k").bindparams(k=stuk.kenmerk)
        )
    look(stappen)
    with stappen.wereld.database.read() as session:
        gevonden = {(v.soort, v.onderwerp) for v in session.exec(select(Vondst))}
    assert {(S.AFSPRAAK_GEBROKEN, stuk.kenmerk), (S.BIJNA_ACHTTIEN, heel.kenmerk)} <= gevonden
    (rij,) = found(stappen, "ozj", soort=S.BIJNA_ACHTTIEN)
    assert rij.kenmerk == heel.kenmerk
    assert any("niet te openen" in words_of(rij) for rij in found(stappen, "ozj", soort=S.AFSPRAAK_GEBROKEN))
