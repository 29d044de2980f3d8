"""A party goes up in another: everything moves in one transaction, nothing is lost, nobody is told twice."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.domain.actor import Actor, Rol
from app.domain.beheer import ProposeOpvolging
from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.termen import MeldingUitkomst, OpvolgingStatus, OverdrachtStatus, WoonplaatsStatus
from app.models import ApiToken, Eigenaarschap, Organisatie, Rechtsopvolging
from app.queries.casusbeeld import load_casus
from app.queries.route import find_route
from app.queries.toegang import actor_of_medewerker
from app.services.organisatie import end_organisatie
from app.services.rechtsopvolging import (
    carry_out_opvolging,
    confirm_opvolging,
    propose_opvolging,
    withdraw_opvolging,
)
from tests.services.stappen import Stappen

OUD, NIEUW = "gemeente-gm0193", "gemeente-gm0153"
WEG = ("ozj", "en2", "ret-jz07", OUD)


def beheerder(stappen: Stappen) -> Actor:
    return stappen.wereld.hire("ozj", Rol.BEHEERDER)


def propose(stappen: Stappen, van: str = OUD, naar: str = NIEUW, dagen: int = 0) -> Rechtsopvolging:
    with stappen.wereld.werkplek(beheerder(stappen)) as desk:
        return propose_opvolging(desk, ProposeOpvolging(van, naar, stappen.vandaag + timedelta(days=dagen)))


def confirm(stappen: Stappen, opvolging: Rechtsopvolging, wie: str = NIEUW) -> Rechtsopvolging:
    with stappen.wereld.werkplek(stappen.wereld.hire(wie, Rol.COORDINATOR)) as desk:
        return confirm_opvolging(desk, opvolging.id)


def succeed(stappen: Stappen, van: str = OUD, naar: str = NIEUW) -> Rechtsopvolging:
    return confirm(stappen, propose(stappen, van, naar), naar)


def carry_out(stappen: Stappen, opvolging: Rechtsopvolging) -> bool:
    with stappen.wereld.werkplek(stappen.worker) as desk:
        return carry_out_opvolging(desk, opvolging.id)


def at_old(stappen: Stappen, **anders: object) -> tuple[UUID, UUID]:
    """A casus that the old gemeente owns: (melding, casus)."""
    gemeld = stappen.register("ozj", loket="vws-ucz", **anders)
    stappen.move(gemeld.casussen[0].id, *WEG)
    return gemeld.melding.id, gemeld.casussen[0].id


def party(stappen: Stappen, kenmerk: str) -> Organisatie:
    with stappen.wereld.database.read() as session:
        return session.exec(select(Organisatie).where(Organisatie.kenmerk == kenmerk)).one()


def test_everything_of_the_old_party_is_of_the_new_one_at_the_same_moment(stappen: Stappen) -> None:
    melding_id, casus_id = at_old(stappen)
    behandelaar = stappen.eigenaarschappen(casus_id)[-1].behandelaar_id
    data = {t.id: t.uiterlijk for t in stappen.termijnen() if t.is_open}
    stappen.wereld.later(hours=1)

    opvolging = succeed(stappen)

    assert opvolging.status is OpvolgingStatus.UITGEVOERD
    assert stappen.owner(casus_id) == NIEUW
    vorige, laatste = stappen.eigenaarschappen(casus_id)[-2:]
    assert (vorige.tot, laatste.vorige_tot) == (laatste.van, laatste.van)
    assert (laatste.opvolging_id, laatste.behandelaar_id) == (opvolging.id, behandelaar)
    assert stappen.duties(melding_id) == {"hulpvraag": NIEUW}
    open_ = [t for t in stappen.termijnen() if t.is_open]
    assert {t.id: t.uiterlijk for t in open_} == data, "I5: no date moves"
    assert stappen.id_of(OUD) not in {t.verantwoordelijke_id for t in open_}
    oud = party(stappen, OUD)
    assert (oud.is_actief, oud.rechtsopvolger_id, oud.actief_tot) == (
        False,
        stappen.id_of(NIEUW),
        stappen.vandaag,
    )
    stappen.nothing_broken()


def test_the_melder_hears_it_once_and_what_was_not_sent_yet_is_dropped(stappen: Stappen) -> None:
    broers = tuple(
        JeugdigeGegevens(
            voornamen=naam,
            achternaam="Voorbeeld",
            woonplaats_gemeente="GM0193",
            woonplaats_status=WoonplaatsStatus.VASTGESTELD,
        )
        for naam in ("Femke", "Bram")
    )
    gemeld = stappen.register("ozj", loket="vws-ucz", jeugdigen=broers)
    for casus in gemeld.casussen:
        stappen.move(casus.id, *WEG)
    succeed(stappen)
    opgevolgd = [b for b in stappen.berichten() if b[0] == "opgevolgd"]
    assert opgevolgd == [("opgevolgd", "te_versturen")]
    assert ("overgenomen", "te_versturen") not in stappen.berichten()
    stappen.nothing_broken()


def test_who_worked_there_works_on_with_the_same_log_in_and_token(stappen: Stappen) -> None:
    _, casus_id = at_old(stappen)
    wereld, persoon = stappen.wereld, stappen.wereld.actors[OUD]
    with wereld.database.transaction() as session:
        token = ApiToken(
            id=wereld.new_id(), naam="x", organisatie_id=persoon.organisatie_id, rol=Rol.CASUSREGISSEUR,
            scopes="routeren", hash="0" * 64, gemaakt_op=wereld.now,
            verloopt_op=wereld.now + timedelta(days=9),
        )  # fmt: skip
        session.add(token)
    succeed(stappen)
    with wereld.database.read() as session:
        nu = actor_of_medewerker(session, persoon.id, stappen.vandaag)
        assert session.exec(select(ApiToken.organisatie_id)).one() == stappen.id_of(NIEUW)
    assert nu is not None
    assert nu.organisatie_id == stappen.id_of(NIEUW)
    stappen.offer(nu, "wijkteam-gm0193", casus_id)
    stappen.nothing_broken()


@pytest.mark.parametrize(
    ("van", "naar", "verwacht"),
    [
        (OUD, "wijkteam-gm0193", ("aangeboden", NIEUW, "wijkteam-gm0193")),
        ("ret-jz07", OUD, ("aangeboden", "ret-jz07", NIEUW)),
        (OUD, NIEUW, ("ingetrokken", OUD, NIEUW)),
    ],
    ids=["offered by the old party", "offered to the old party", "offered to the successor itself"],
)
def test_an_open_offer_goes_on_between_who_is_left(
    stappen: Stappen, van: str, naar: str, verwacht: tuple[str, str, str]
) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    casus_id = gemeld.casussen[0].id
    stappen.move(casus_id, *WEG[: WEG.index(van) + 1])
    if naar == NIEUW:
        stappen.relocate(OUD, casus_id, "GM0153", WoonplaatsStatus.VASTGESTELD)
    overdracht = stappen.offer(van, naar, casus_id)
    succeed(stappen)
    nu = stappen.overdracht(overdracht.id)
    assert (nu.status, nu.van_organisatie_id, nu.naar_organisatie_id) == (
        OverdrachtStatus(verwacht[0]),
        stappen.id_of(verwacht[1]),
        stappen.id_of(verwacht[2]),
    )
    stappen.nothing_broken()
    if nu.status is OverdrachtStatus.AANGEBODEN:
        stappen.accept(verwacht[2], nu)
        stappen.nothing_broken()


def test_an_earlier_link_that_was_succeeded_keeps_what_it_owes_the_loket(stappen: Stappen) -> None:
    """The RET owes the report to the loket; its successor sees the casus and can give it."""
    melding_id, casus_id = at_old(stappen)
    stappen.nothing_broken()
    succeed(stappen, "ret-jz07", "ret-jz14")
    with stappen.wereld.werkplek("ret-jz14") as desk:
        assert load_casus(desk, stappen.casus(casus_id).kenmerk).eigenaar.id == stappen.id_of(OUD)
    stappen.tell_loket("ret-jz14", melding_id)
    stappen.nothing_broken()


def test_a_loket_that_was_succeeded_is_told_through_its_successor(stappen: Stappen) -> None:
    melding_id, _ = at_old(stappen)
    succeed(stappen, "vws-ucz", "juiste-loket")
    assert stappen.melding(melding_id).loket_id == stappen.id_of("juiste-loket")
    stappen.tell_loket("ret-jz07", melding_id)
    stappen.nothing_broken()


def test_a_melder_who_comes_back_finds_the_successor(stappen: Stappen) -> None:
    melding_id, casus_id = at_old(stappen)
    stappen.tell_melder(OUD, melding_id)
    stappen.tell_loket("ret-jz07", melding_id)
    stappen.close_melding(OUD, melding_id, MeldingUitkomst.GEHOLPEN)
    stappen.close_casus(OUD, casus_id)
    succeed(stappen)
    stappen.reopen(NIEUW, melding_id)
    assert stappen.owner(casus_id) == NIEUW
    stappen.nothing_broken()


def test_the_route_of_a_woonplaats_leads_to_the_successor(stappen: Stappen) -> None:
    succeed(stappen)
    with stappen.wereld.werkplek("ozj") as desk:
        keten = find_route(desk, "GM0193", None)
    kenmerken = [schakel.organisatie.kenmerk for schakel in keten]
    assert NIEUW in kenmerken
    assert OUD not in kenmerken


def test_a_succession_of_later_waits_for_its_day(stappen: Stappen) -> None:
    _, casus_id = at_old(stappen)
    opvolging = propose(stappen, dagen=3)
    assert carry_out(stappen, opvolging) is False, "nobody confirmed it"
    confirm(stappen, opvolging)
    assert carry_out(stappen, opvolging) is False, "its day has not come"
    assert stappen.owner(casus_id) == OUD
    stappen.wereld.later(days=3)
    assert carry_out(stappen, opvolging) is True
    assert carry_out(stappen, opvolging) is False, "once"
    assert stappen.owner(casus_id) == NIEUW
    stappen.nothing_broken()


def test_nothing_moves_after_it_was_withdrawn(stappen: Stappen) -> None:
    _, casus_id = at_old(stappen)
    opvolging = propose(stappen)
    with stappen.wereld.werkplek(beheerder(stappen)) as desk:
        withdraw_opvolging(desk, opvolging.id)
    with pytest.raises(RefusedError, match="uitgevoerd of ingetrokken"):
        confirm(stappen, opvolging)
    assert stappen.owner(casus_id) == OUD
    propose(stappen)  # a new proposal is possible


def test_only_the_successor_confirms_and_only_the_beheerder_proposes(stappen: Stappen) -> None:
    opvolging = propose(stappen)
    with pytest.raises(NotPermittedError, match="coördinator of beheerder van Gemeente Enschede"):
        confirm(stappen, opvolging, OUD)
    elders = replace(stappen.wereld.actors["ret-jz07"], rollen=frozenset({Rol.BEHEERDER}))
    with stappen.wereld.werkplek(elders) as desk, pytest.raises(NotPermittedError):
        propose_opvolging(desk, ProposeOpvolging("ret-jz14", "ret-jz07", stappen.vandaag))


@pytest.mark.parametrize(
    ("van", "naar", "veld"),
    [
        (OUD, OUD, "andere organisatie"),
        (OUD, "ret-jz07", "ander soort"),
        ("niets", OUD, "staat niet in de lijst"),
    ],
)
def test_a_succession_that_cannot_be_says_why(stappen: Stappen, van: str, naar: str, veld: str) -> None:
    with pytest.raises(InvalidInputError, match=veld):
        propose(stappen, van, naar)


def test_nothing_moves_to_a_party_where_nobody_can_act(stappen: Stappen) -> None:
    _, casus_id = at_old(stappen)
    opvolging = propose(stappen, OUD, "gemeente-gm0014")
    beheerder_daar = stappen.wereld.hire("gemeente-gm0014", Rol.BEHEERDER)
    with stappen.wereld.werkplek(beheerder_daar) as desk, pytest.raises(RefusedError, match="aan het werk"):
        confirm_opvolging(desk, opvolging.id)
    assert stappen.owner(casus_id) == OUD


def test_a_second_proposal_and_the_vangnethouder_are_refused(stappen: Stappen) -> None:
    propose(stappen)
    with pytest.raises(RefusedError, match="staat al een rechtsopvolging klaar"):
        propose(stappen)
    with pytest.raises(InvalidInputError, match="ander soort"):
        propose(stappen, "ozj", NIEUW)


def test_after_two_successions_the_last_party_reads_what_the_first_did(stappen: Stappen) -> None:
    """A goes up in B, B in C: what A returned is still known to C, and nobody in between is left."""
    stappen.wereld.hire("gemeente-gm0150")
    gemeld = stappen.register("ozj", loket="vws-ucz")
    casus_id = gemeld.casussen[0].id
    stappen.move(casus_id, "ozj", "en2", "ret-jz07")
    stappen.give_back(OUD, stappen.offer("ret-jz07", OUD, casus_id))
    succeed(stappen, OUD, "gemeente-gm0150")
    succeed(stappen, "gemeente-gm0150", NIEUW)
    assert party(stappen, OUD).rechtsopvolger_id == stappen.id_of(NIEUW)
    with stappen.wereld.werkplek(NIEUW) as desk:
        assert load_casus(desk, stappen.casus(casus_id).kenmerk).kenmerk
    with stappen.wereld.werkplek("gemeente-gm0153") as desk, pytest.raises(NotVisibleError):
        load_casus(desk, "C-2026-999999")
    stappen.nothing_broken()


def test_the_intervals_keep_the_name_of_who_was_responsible_then(stappen: Stappen) -> None:
    _, casus_id = at_old(stappen)
    succeed(stappen)
    with stappen.wereld.database.read() as session:
        query = (
            select(Organisatie.kenmerk)
            .join(Eigenaarschap, col(Eigenaarschap.organisatie_id) == col(Organisatie.id))
            .where(Eigenaarschap.casus_id == casus_id)
            .order_by(col(Eigenaarschap.van))
        )
        assert list(session.exec(query)) == [*WEG, NIEUW]


def test_a_day_that_has_passed_is_no_day_for_a_succession(stappen: Stappen) -> None:
    with pytest.raises(InvalidInputError, match="al voorbij") as fout:
        propose(stappen, dagen=-1)
    assert [f.veld for f in fout.value.fouten] == ["per"]


def test_a_yes_after_the_day_ends_the_old_party_on_its_day(stappen: Stappen) -> None:
    opvolging = propose(stappen)
    stappen.wereld.later(days=2)
    confirm(stappen, opvolging)
    assert party(stappen, OUD).actief_tot == date(2026, 11, 3)


def test_a_melding_for_a_place_that_ended_is_received_by_its_successor(stappen: Stappen) -> None:
    succeed(stappen, "juiste-loket", "igj")
    gemeld = stappen.register("ozj", loket="juiste-loket")
    assert gemeld.melding.loket_id == stappen.id_of("igj")
    with stappen.wereld.werkplek(beheerder(stappen)) as desk:
        end_organisatie(desk, "en3")
    with pytest.raises(InvalidInputError, match="bestaat niet meer"):
        stappen.register("ozj", loket="en3")
    stappen.nothing_broken()
