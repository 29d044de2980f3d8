"""Offering a casus and how the offer ends: the sender owns and answers until acceptance (I2, I3, I5)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.domain.actor import Actor, ActorSoort, Rol
from app.domain.errors import (
    DomainError,
    InvalidInputError,
    NotPermittedError,
    NotVisibleError,
    OverdrachtAlreadyOpenError,
    OverdrachtEndedError,
    RefusedError,
    StaleVersionError,
)
from app.domain.opdrachten import CorrectJeugdige, JeugdigeGegevens, Mededeling
from app.domain.termen import (
    Grondslag,
    OverdrachtStatus,
    Overslagreden,
    Richting,
    Teruggaafreden,
    Wijze,
    WoonplaatsStatus,
)
from app.domain.termijnen.regels import Termijncode
from app.domain.toegang import Recht, rights
from app.kluis import Plek
from app.models import ApiToken, Gebeurtenis, Medewerker, Organisatie
from app.queries.relaties import relations
from app.services.jeugdige import correct_jeugdige
from tests.fixtures_app import some_melding
from tests.services.stappen import Stappen

FEMKE = some_melding().jeugdigen[0]
KORT = {"overgeslagen": Overslagreden.KORTSTE_ROUTE}


@pytest.fixture
def casus_id(stappen: Stappen) -> UUID:
    return stappen.register().casussen[0].id


def offer_clock(stappen: Stappen) -> list[tuple[str, str, date]]:
    codes = [t for t in stappen.termijnen() if t.code is Termijncode.OVERDRACHT_AANVAARDEN]
    return [(str(t.status), t.variant, t.uiterlijk) for t in codes]


def block(stappen: Stappen, kenmerk: str) -> None:
    with stappen.wereld.database.transaction() as session:
        rij = session.exec(select(Organisatie).where(Organisatie.kenmerk == kenmerk)).one()
        rij.toegang_geblokkeerd = True


def dismiss_all(stappen: Stappen, kenmerk: str) -> None:
    with stappen.wereld.database.transaction() as session:
        bij = select(Medewerker).join(Organisatie).where(Organisatie.kenmerk == kenmerk)
        for medewerker in session.exec(bij):
            medewerker.actief_tot = date(2026, 1, 1)


def test_an_offer_has_a_direction_a_ground_and_two_werkdagen(stappen: Stappen, casus_id: UUID) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id, notitie="Bel na vieren")
    assert (overdracht.richting, overdracht.status) == (Richting.DOOR, OverdrachtStatus.AANGEBODEN)
    assert overdracht.uiterlijk == date(2026, 11, 5)
    assert offer_clock(stappen) == [("open", "standaard", date(2026, 11, 5))]
    assert stappen.owner(casus_id) == "vws-ucz"
    with stappen.wereld.werkplek("ozj") as desk:
        plek = Plek("overdracht", overdracht.id, "notitie")
        assert desk.unseal(stappen.casus(casus_id), plek, overdracht.notitie_verzegeld) == "Bel na vieren"
    stappen.nothing_broken()


def test_a_receiver_may_be_named_by_its_id(stappen: Stappen, casus_id: UUID) -> None:
    ozj = stappen.id_of("ozj")
    assert stappen.offer("vws-ucz", str(ozj), casus_id).naar_organisatie_id == ozj


def test_a_casus_is_offered_to_one_party_at_a_time(stappen: Stappen, casus_id: UUID) -> None:
    stappen.offer("vws-ucz", "ozj", casus_id)
    with pytest.raises(OverdrachtAlreadyOpenError, match="wacht op antwoord tot en met do 5 november"):
        stappen.offer("vws-ucz", "juiste-loket", casus_id)


@pytest.mark.parametrize("naar", ["bestaat-niet", "00000000-0000-7000-8000-00000000ffff"])
def test_an_unknown_receiver_is_refused(stappen: Stappen, casus_id: UUID, naar: str) -> None:
    with pytest.raises(InvalidInputError, match="staat niet in de lijst"):
        stappen.offer("vws-ucz", naar, casus_id)


def test_who_already_owns_it_is_no_receiver(stappen: Stappen, casus_id: UUID) -> None:
    for naar in ("vws-ucz", str(stappen.id_of("vws-ucz"))):
        with pytest.raises(RefusedError, match="is al verantwoordelijk"):
            stappen.offer("vws-ucz", naar, casus_id)


def test_an_offer_on_an_old_page_is_refused(stappen: Stappen, casus_id: UUID) -> None:
    with pytest.raises(StaleVersionError):
        stappen.offer("vws-ucz", "ozj", casus_id, versie=99)


def test_skipping_a_level_needs_a_reason(stappen: Stappen, casus_id: UUID) -> None:
    with pytest.raises(InvalidInputError, match="slaat een schakel over"):
        stappen.offer("vws-ucz", "ret-jz07", casus_id)
    assert stappen.offer("vws-ucz", "ret-jz07", casus_id, **KORT).overgeslagen is Overslagreden.KORTSTE_ROUTE


def test_the_ground_is_prefilled_and_can_be_chosen(stappen: Stappen, casus_id: UUID) -> None:
    stappen.move(casus_id, "vws-ucz", "ozj", "en2", "ret-jz07")
    overdracht = stappen.offer("ret-jz07", "gemeente-gm0193", casus_id)
    assert overdracht.grondslag is Grondslag.JEUGDWET_2_3
    stappen.withdraw("ret-jz07", overdracht)
    gekozen = stappen.offer("ret-jz07", "gemeente-gm0193", casus_id, grondslag=Grondslag.KETENAFSPRAAK)
    assert gekozen.grondslag is Grondslag.KETENAFSPRAAK


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (replace(FEMKE, woonplaats_gemeente=None), "woonplaats_onbekend"),
        (replace(FEMKE, woonplaats_status=WoonplaatsStatus.BETWIST), "woonplaats_betwist"),
        (JeugdigeGegevens(), "woonplaats_onbekend"),
    ],
)
def test_without_a_sure_woonplaats_no_region_is_offered_anything(
    stappen: Stappen, kind: JeugdigeGegevens, code: str
) -> None:
    casus_id = stappen.register(jeugdigen=(kind,)).casussen[0].id
    for naar in ("ret-jz07", "gemeente-gm0193", "wijkteam-gm0193"):
        with pytest.raises(RefusedError) as fout:
            stappen.offer("vws-ucz", naar, casus_id, **KORT)
        assert fout.value.code == code
    stappen.move(casus_id, "vws-ucz", "ozj")
    stappen.nothing_broken()


def test_a_blocked_receiver_is_refused(stappen: Stappen, casus_id: UUID) -> None:
    block(stappen, "ozj")
    with pytest.raises(RefusedError) as fout:
        stappen.offer("vws-ucz", "ozj", casus_id)
    assert fout.value.code == "ontvanger_geblokkeerd"


def test_a_receiver_without_people_is_refused_until_a_token_may_route(
    stappen: Stappen, casus_id: UUID
) -> None:
    dismiss_all(stappen, "ozj")
    with pytest.raises(RefusedError) as fout:
        stappen.offer("vws-ucz", "ozj", casus_id)
    assert fout.value.code == "ontvanger_onbereikbaar"
    give_token(stappen, "ozj", "lezen,routeren")
    assert stappen.offer("vws-ucz", "ozj", casus_id).status is OverdrachtStatus.AANGEBODEN


def test_a_token_that_may_not_route_makes_nobody_reachable(stappen: Stappen, casus_id: UUID) -> None:
    dismiss_all(stappen, "ozj")
    give_token(stappen, "ozj", "lezen")
    with pytest.raises(RefusedError):
        stappen.offer("vws-ucz", "ozj", casus_id)


def give_token(stappen: Stappen, kenmerk: str, scopes: str) -> None:
    with stappen.wereld.database.transaction() as session:
        nu = stappen.wereld.now
        session.add(
            ApiToken(
                id=stappen.wereld.new_id(), naam="koppeling", organisatie_id=stappen.id_of(kenmerk),
                rol=Rol.COORDINATOR, scopes=scopes, hash="x", gemaakt_op=nu,
                verloopt_op=nu + timedelta(days=30),
            )
        )  # fmt: skip


def test_parties_that_never_own_are_asked_for_a_bijdrage_instead(stappen: Stappen, casus_id: UUID) -> None:
    with stappen.wereld.database.transaction() as session:
        igj = session.exec(select(Organisatie).where(Organisatie.kenmerk == "igj")).one()
        igj.soort = type(igj.soort).AANBIEDER
    with pytest.raises(RefusedError, match="Vraag daar een bijdrage"):
        stappen.offer("vws-ucz", "igj", casus_id)


@pytest.mark.parametrize("status", [WoonplaatsStatus.BETWIST, WoonplaatsStatus.ONBEKEND])
def test_a_region_accepts_nothing_of_which_the_woonplaats_came_in_doubt_after_the_offer(
    stappen: Stappen, casus_id: UUID, status: WoonplaatsStatus
) -> None:
    overdracht = stappen.offer("vws-ucz", "ret-jz07", casus_id, **KORT)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        gegevens = JeugdigeGegevens(woonplaats_gemeente="GM0193", woonplaats_status=status)
        correct_jeugdige(
            desk,
            CorrectJeugdige(casus_id=casus_id, gegevens=gegevens, gewijzigd=frozenset({"woonplaatsStatus"})),
        )
    with pytest.raises(RefusedError) as fout:
        stappen.accept("ret-jz07", overdracht)
    assert fout.value.code == f"woonplaats_{status}"
    assert stappen.owner(casus_id) == "vws-ucz"
    stappen.give_back("ret-jz07", overdracht)
    stappen.nothing_broken()


def test_the_vangnethouder_withdraws_an_offer_of_an_owner_that_nobody_can_reach(
    stappen: Stappen, casus_id: UUID
) -> None:
    overdracht = stappen.offer("vws-ucz", "juiste-loket", casus_id)
    with pytest.raises(NotVisibleError):
        stappen.withdraw("ozj", overdracht)
    with stappen.wereld.database.transaction() as session:
        session.exec(
            select(Organisatie).where(Organisatie.kenmerk == "vws-ucz")
        ).one().toegang_geblokkeerd = True
    eigen = stappen.withdraw("ozj", overdracht)
    assert eigen.status is OverdrachtStatus.INGETROKKEN
    with pytest.raises(NotPermittedError):
        stappen.withdraw("ozj", overdracht)
    stappen.nothing_broken()


def test_sideways_goes_only_where_the_woonplaats_goes(stappen: Stappen, casus_id: UUID) -> None:
    stappen.move(casus_id, "vws-ucz", "ozj", "en2", "ret-jz07")
    with pytest.raises(RefusedError, match="hetzelfde niveau"):
        stappen.offer("ret-jz07", "ret-jz14", casus_id)


def test_between_lokets_and_between_gemeente_and_wijkteam_sideways_is_free(
    stappen: Stappen, casus_id: UUID
) -> None:
    assert stappen.move(casus_id, "vws-ucz", "juiste-loket").richting is Richting.ZIJ
    stappen.move(casus_id, "juiste-loket", "ozj", "en2", "ret-jz07", "gemeente-gm0193")
    assert stappen.move(casus_id, "gemeente-gm0193", "wijkteam-gm0193").richting is Richting.ZIJ
    stappen.nothing_broken()


def test_back_to_a_former_owner_needs_a_new_fact(stappen: Stappen, casus_id: UUID) -> None:
    stappen.move(casus_id, "vws-ucz", "ozj")
    with pytest.raises(InvalidInputError) as fout:
        stappen.offer("ozj", "vws-ucz", casus_id)
    assert [f.veld for f in fout.value.fouten] == ["nieuwFeit"]
    stappen.move(casus_id, "ozj", "vws-ucz", nieuw_feit="Er kwam een brief bij")
    assert stappen.owner(casus_id) == "vws-ucz"
    stappen.nothing_broken()


def test_after_two_returns_by_one_party_only_up_is_left(stappen: Stappen, casus_id: UUID) -> None:
    stappen.move(casus_id, "vws-ucz", "ozj", "en2")
    for _ in range(2):
        stappen.give_back("ret-jz07", stappen.offer("en2", "ret-jz07", casus_id))
    with pytest.raises(RefusedError) as fout:
        stappen.offer("en2", "ret-jz07", casus_id)
    assert fout.value.code == "alleen_nog_omhoog"
    assert stappen.offer("en2", "ozj", casus_id, nieuw_feit="Twee keer terug").richting is Richting.OP
    stappen.nothing_broken()


def test_from_ozj_two_returns_lead_to_an_escalatie(stappen: Stappen, casus_id: UUID) -> None:
    stappen.move(casus_id, "vws-ucz", "ozj")
    for _ in range(2):
        stappen.give_back("en2", stappen.offer("ozj", "en2", casus_id))
    with pytest.raises(RefusedError, match="Maak een escalatie"):
        stappen.offer("ozj", "en2", casus_id)


def test_not_telling_the_melder_needs_a_coded_exception(stappen: Stappen, casus_id: UUID) -> None:
    with pytest.raises(InvalidInputError) as fout:
        stappen.offer("vws-ucz", "ozj", casus_id, mededeling=Mededeling(wijze=Wijze.GEEN))
    assert [f.veld for f in fout.value.fouten] == ["mededeling.uitzondering"]


def test_taking_in_beoordeling_gives_five_werkdagen_after_the_offer_once(
    stappen: Stappen, casus_id: UUID
) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    stappen.wereld.later(days=1)
    assert stappen.assess("ozj", overdracht).uiterlijk == date(2026, 11, 10)
    assert offer_clock(stappen) == [
        ("vervallen", "standaard", date(2026, 11, 5)), ("open", "in_beoordeling", date(2026, 11, 10)),
    ]  # fmt: skip
    with pytest.raises(RefusedError) as fout:
        stappen.assess("ozj", overdracht)
    assert fout.value.code == "al_in_beoordeling"
    stappen.accept("ozj", overdracht)
    stappen.nothing_broken()


def test_a_return_leaves_the_sender_owner_and_keeps_the_reason(stappen: Stappen, casus_id: UUID) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    terug = stappen.give_back(
        "ozj",
        overdracht,
        redencode=Teruggaafreden.ANDERS,
        toelichting="Hoort bij u",
        voorgestelde_ontvanger="juiste-loket",
    )
    assert terug.voorgestelde_ontvanger_id == stappen.id_of("juiste-loket")
    assert stappen.owner(casus_id) == "vws-ucz"
    assert offer_clock(stappen)[0][0] == "vervallen"
    stappen.nothing_broken()


def test_another_reason_needs_words(stappen: Stappen, casus_id: UUID) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    with pytest.raises(InvalidInputError):
        stappen.give_back("ozj", overdracht, redencode=Teruggaafreden.ANDERS)
    with pytest.raises(InvalidInputError, match="staat niet in de lijst"):
        stappen.give_back("ozj", overdracht, voorgestelde_ontvanger="niemand")
    assert stappen.overdracht(overdracht.id).status is OverdrachtStatus.AANGEBODEN


def test_nobody_answering_ends_the_offer_and_acceptance_counted_until_then(
    stappen: Stappen, casus_id: UUID
) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    stappen.wereld.later(days=30)
    te_laat = stappen.accept("ozj", overdracht)
    assert te_laat.status is OverdrachtStatus.AANVAARD
    assert not stappen.expire(overdracht)
    stappen.nothing_broken()


def test_an_expired_offer_leaves_the_sender_owner(stappen: Stappen, casus_id: UUID) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    stappen.wereld.later(days=3)
    assert stappen.expire(overdracht)
    assert stappen.owner(casus_id) == "vws-ucz"
    with pytest.raises(OverdrachtEndedError, match=r"Dit aanbod is verlopen, om 10\.00 uur\."):
        stappen.accept("ozj", overdracht)
    stappen.nothing_broken()


def act_accept(stappen: Stappen, wie: str, overdracht_id: UUID) -> DomainError:
    with pytest.raises(DomainError) as fout:
        stappen.accept(wie, stappen.overdracht(overdracht_id))
    return fout.value


def test_who_comes_too_late_reads_who_was_first_and_when(stappen: Stappen, casus_id: UUID) -> None:
    wereld = stappen.wereld
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    wereld.later(minutes=42)
    collega = wereld.hire("ozj")
    stappen.accept(collega, overdracht)
    fout = act_accept(stappen, "ozj", overdracht.id)
    assert (fout.code, fout.melding) == (
        "al_aanvaard", f"{collega.naam} heeft dit al aanvaard, om 10.42 uur.",
    )  # fmt: skip
    with pytest.raises(OverdrachtEndedError, match=r"U hebt dit al aanvaard, om 10\.42 uur\."):
        stappen.accept(collega, overdracht)
    wereld.later(days=1)
    fout = act_accept(stappen, "ozj", overdracht.id)
    assert fout.melding == f"{collega.naam} heeft dit al aanvaard, op di 3 november om 10.42 uur."


def test_a_system_that_was_first_is_named_by_its_organisatie(stappen: Stappen, casus_id: UUID) -> None:
    systeem = replace(stappen.wereld.actors["ozj"], soort=ActorSoort.SYSTEEM, id=stappen.wereld.new_id())
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    stappen.accept(systeem, overdracht)
    fout = act_accept(stappen, "ozj", overdracht.id)
    assert fout.melding.startswith(f"{systeem.organisatie_naam} heeft dit al aanvaard")
    assert stappen.eigenaarschappen(casus_id)[-1].behandelaar_id is None


def test_who_accepts_what_was_withdrawn_reads_that_the_sender_did_it(
    stappen: Stappen, casus_id: UUID
) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    stappen.withdraw("vws-ucz", overdracht, "Vergissing")
    fout = act_accept(stappen, "ozj", overdracht.id)
    assert fout.melding == f"{stappen.wereld.actors['vws-ucz'].naam} heeft dit ingetrokken, om 10.00 uur."
    stappen.nothing_broken()


@pytest.mark.parametrize("wie", ["vws-ucz", "ozj"])
def test_a_role_without_chain_work_decides_nothing(stappen: Stappen, casus_id: UUID, wie: str) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    beheerder: Actor = replace(stappen.wereld.actors[wie], rollen=frozenset({Rol.BEHEERDER}))
    with pytest.raises(NotPermittedError if wie == "ozj" else NotVisibleError):
        stappen.accept(beheerder, overdracht)


def test_only_the_addressed_party_accepts_and_only_the_owner_withdraws(
    stappen: Stappen, casus_id: UUID
) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    for act in (
        lambda: stappen.accept("vws-ucz", overdracht),
        lambda: stappen.give_back("vws-ucz", overdracht),
        lambda: stappen.withdraw("ozj", overdracht),
        lambda: stappen.expire_by("ozj", overdracht),
    ):
        with pytest.raises(NotPermittedError) as fout:
            act()
        assert fout.value.code == "niet_uw_overdracht"
    for act in (
        lambda: stappen.accept("ret-jz07", overdracht),
        lambda: stappen.withdraw("ret-jz07", overdracht),
    ):
        with pytest.raises(NotVisibleError):
            act()


def test_an_overdracht_that_is_not_there_cannot_be_accepted(stappen: Stappen, casus_id: UUID) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    onbekend = type(overdracht)(id=casus_id)
    with pytest.raises(NotVisibleError):
        stappen.accept("ozj", onbekend)
    with pytest.raises(NotVisibleError):
        stappen.offer("vws-ucz", "ozj", overdracht.id)


def test_a_named_colleague_becomes_behandelaar_a_stranger_not(stappen: Stappen, casus_id: UUID) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    with pytest.raises(InvalidInputError, match="werkt niet bij uw organisatie"):
        stappen.accept("ozj", overdracht, behandelaar_id=stappen.wereld.actors["igj"].id)
    collega = stappen.wereld.hire("ozj")
    stappen.accept("ozj", overdracht, behandelaar_id=collega.id)
    assert stappen.eigenaarschappen(casus_id)[-1].behandelaar_id == collega.id


def test_the_intervals_of_the_owners_join(stappen: Stappen, casus_id: UUID) -> None:
    stappen.move(casus_id, "vws-ucz", "ozj", "en2", "ret-jz07", "wijkteam-gm0193")
    delen = stappen.eigenaarschappen(casus_id)
    assert [d.vorige_tot for d in delen] == [None, *(d.tot for d in delen[:-1])]
    assert [d.is_open for d in delen] == [False] * 4 + [True]


def test_no_date_moves_only_who_owes_it(stappen: Stappen, casus_id: UUID) -> None:
    voor = {t.id: (t.begint_op, t.uiterlijk) for t in stappen.termijnen()}
    stappen.move(casus_id, "vws-ucz", "ozj", "en2", "ret-jz07")
    na = {t.id: t for t in stappen.termijnen()}
    assert {id_: (na[id_].begint_op, na[id_].uiterlijk) for id_ in voor} == voor
    ret = stappen.id_of("ret-jz07")
    assert {na[id_].verantwoordelijke_id for id_ in voor} == {ret}
    stappen.nothing_broken()


def test_a_ret_gemeente_or_wijkteam_calls_within_five_werkdagen_after_it_accepted(
    stappen: Stappen, casus_id: UUID
) -> None:
    stappen.move(casus_id, "vws-ucz", "ozj", "en2", "ret-jz07", "wijkteam-gm0193")
    eigen = [t for t in stappen.termijnen() if t.variant == "na_aanvaarding"]
    assert [t.uiterlijk for t in eigen] == [date(2026, 11, 10)] * 2
    assert {t.verantwoordelijke_id for t in eigen} == {stappen.id_of("wijkteam-gm0193")}


def test_a_casus_offered_within_the_same_instant_still_joins(stappen: Stappen, casus_id: UUID) -> None:
    stappen.accept("ozj", stappen.offer("vws-ucz", "ozj", casus_id))
    stappen.accept("en2", stappen.offer("ozj", "en2", casus_id))
    stappen.nothing_broken()


def test_only_who_acts_for_the_owner_offers(stappen: Stappen, casus_id: UUID) -> None:
    overdracht = stappen.offer("vws-ucz", "ozj", casus_id)
    stappen.accept("ozj", overdracht)
    with pytest.raises(NotPermittedError):
        stappen.offer("vws-ucz", "juiste-loket", casus_id)


def test_the_vangnethouder_offers_for_an_owner_that_is_blocked(stappen: Stappen, casus_id: UUID) -> None:
    stappen.move(casus_id, "vws-ucz", "ozj", "en2", "ret-jz07")
    with pytest.raises(NotPermittedError):
        stappen.offer("ozj", "wijkteam-gm0193", casus_id)
    block(stappen, "ret-jz07")
    overdracht = stappen.offer("ozj", "wijkteam-gm0193", casus_id)
    assert overdracht.grondslag is Grondslag.EIGENAAR_ONBEREIKBAAR
    stappen.accept("wijkteam-gm0193", overdracht)
    assert stappen.owner(casus_id) == "wijkteam-gm0193"
    stappen.nothing_broken()


def test_an_owner_with_only_a_token_is_reachable_so_nobody_acts_for_it(
    stappen: Stappen, casus_id: UUID
) -> None:
    stappen.move(casus_id, "vws-ucz", "ozj", "en2")
    dismiss_all(stappen, "en2")
    give_token(stappen, "en2", "routeren")
    with pytest.raises(NotPermittedError):
        stappen.offer("ozj", "ret-jz07", casus_id, **KORT)


def test_a_second_child_of_one_melding_moves_alone(stappen: Stappen) -> None:
    gemeld = stappen.register(jeugdigen=(FEMKE, replace(FEMKE, voornamen="Daan")))
    eerste, tweede = gemeld.casussen
    stappen.move(tweede.id, "vws-ucz", "ozj", "en2", "ret-jz07", "wijkteam-gm0193")
    assert stappen.owner(eerste.id) == "vws-ucz"
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "vws-ucz"}
    stappen.nothing_broken()
    stappen.move(eerste.id, "vws-ucz", "ozj")
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "ozj"}
    stappen.nothing_broken()


def test_the_history_names_every_step(stappen: Stappen, casus_id: UUID) -> None:
    stappen.move(casus_id, "vws-ucz", "ozj")
    with stappen.wereld.database.read() as session:
        query = select(Gebeurtenis.soort).order_by(col(Gebeurtenis.nummer))
        soorten = session.exec(query).all()
    assert soorten == [
        "casus_geopend", "melding_geregistreerd", "overdracht_aangeboden", "overdracht_aanvaard",
    ]  # fmt: skip


def test_the_receiver_sees_what_was_told_only_when_the_sender_marked_it(stappen: Stappen) -> None:
    for gemarkeerd in (frozenset[str](), frozenset({"verslagen"})):
        casus_id = stappen.register().casussen[0].id
        stappen.offer("vws-ucz", "ozj", casus_id, te_tonen=gemarkeerd)
        with stappen.wereld.werkplek("ozj") as desk:
            rechten = rights(relations(desk, casus_id))
        assert (Recht.VERSLAGEN in rechten) is bool(gemarkeerd)
