"""What a succession may not do: let in who was shut out, tell what is not true, lose who comes back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, select

from app.domain.actor import Rol
from app.domain.beheer import BlockOrganisatie, in_order
from app.domain.errors import InvalidInputError, RefusedError
from app.domain.opdrachten import KlachtGegevens, Mededeling
from app.domain.termen import Aard, Blokkadereden, MeldingUitkomst, OpvolgingStatus, Uitzondering, Wijze
from app.kluis import Plek
from app.models import ApiToken, Bericht, Gebeurtenis, Rechtsopvolging, Sessie
from app.queries.casusbeeld import load_casus
from app.queries.dossier import load_dossier
from app.queries.intern.overgang import due_successions
from app.security import Sessieduur, resolve_sessie, start_sessie
from app.services.organisatie import block_organisatie, end_organisatie, unblock_organisatie
from app.services.rechtsopvolging import carry_out_opvolging
from tests.services.stappen import Stappen
from tests.services.test_rechtsopvolging import (
    NIEUW,
    OUD,
    WEG,
    at_old,
    beheerder,
    carry_out,
    confirm,
    propose,
    succeed,
)

DUUR = Sessieduur(timedelta(hours=10), timedelta(hours=10))


def text_of(stappen: Stappen, bericht: Bericht) -> str:
    with stappen.wereld.werkplek("ozj") as desk:
        dossier = load_dossier(desk.session, bericht.casus_id)
        assert bericht.melding_id is not None
        melding = dossier.melding(bericht.melding_id).melding
        inhoud = desk.unseal_person(melding, Plek("bericht", bericht.id, "inhoud"), bericht.inhoud_verzegeld)
    return inhoud["tekst"]


def waiting(stappen: Stappen, moment: str) -> list[Bericht]:
    with stappen.wereld.database.read() as session:
        query = select(Bericht).where(Bericht.moment == moment, Bericht.status == "te_versturen")
        return list(session.exec(query.order_by(col(Bericht.id))))


def test_who_was_shut_out_does_not_come_in_by_the_door_of_the_successor(stappen: Stappen) -> None:
    at_old(stappen)
    wie, wereld = stappen.wereld.actors[OUD], stappen.wereld
    with wereld.database.transaction() as session:
        inlog = start_sessie(session, wie.id, DUUR, wereld.now)
        token = ApiToken(
            id=uuid4(), naam="x", organisatie_id=wie.organisatie_id, rol=Rol.CASUSREGISSEUR, scopes="lezen",
            hash="0" * 64, gemaakt_op=wereld.now, verloopt_op=wereld.now + timedelta(days=9),
        )  # fmt: skip
        session.add(token)
    baas = beheerder(stappen)
    with wereld.werkplek(baas) as desk:
        block_organisatie(desk, BlockOrganisatie(OUD, Blokkadereden.BEVEILIGING))
    with pytest.raises(RefusedError, match="is geblokkeerd"):
        succeed(stappen)
    with wereld.werkplek(baas) as desk:
        unblock_organisatie(desk, OUD)
    with wereld.database.read() as session:
        assert session.exec(select(Sessie)).all() == []
        assert resolve_sessie(session, inlog.waarde, DUUR, wereld.now) is None, "the cookie is dead for good"
        assert session.exec(select(ApiToken.ingetrokken_op)).one() is not None


def test_a_party_that_ever_received_a_melding_goes_up_in_another_and_does_not_just_end(
    stappen: Stappen,
) -> None:
    melding_id, casus_id = at_old(stappen)
    stappen.tell_melder(OUD, melding_id)
    stappen.tell_loket("ret-jz07", melding_id)
    stappen.close_melding(OUD, melding_id, MeldingUitkomst.GEHOLPEN)
    stappen.close_casus(OUD, casus_id)
    with (
        stappen.wereld.werkplek(beheerder(stappen)) as desk,
        pytest.raises(RefusedError, match="kwamen meldingen binnen"),
    ):
        end_organisatie(desk, "vws-ucz")
    succeed(stappen, "vws-ucz", "juiste-loket")
    stappen.reopen("juiste-loket", melding_id)
    stappen.nothing_broken()


def test_an_old_message_about_an_earlier_successor_is_dropped(stappen: Stappen) -> None:
    stappen.wereld.hire("gemeente-gm0150")
    _, casus_id = at_old(stappen)
    succeed(stappen, OUD, "gemeente-gm0150")
    succeed(stappen, "gemeente-gm0150", NIEUW)
    (bericht,) = waiting(stappen, "opgevolgd")
    assert "Gemeente Enschede" in text_of(stappen, bericht)
    coordinator = stappen.wereld.hire(NIEUW, Rol.COORDINATOR)
    stappen.accept("wijkteam-gm0193", stappen.offer(coordinator, "wijkteam-gm0193", casus_id))
    assert waiting(stappen, "opgevolgd") == []
    stappen.nothing_broken()


def test_a_message_about_an_offer_that_stands_names_who_is_left(stappen: Stappen) -> None:
    """Between bestuursorganen the melder hears of the offer at once (Awb 2:3)."""
    _, casus_id = at_old(stappen)
    stappen.offer(OUD, "vws-ucz", casus_id)
    assert len(waiting(stappen, "doorgestuurd")) == 1
    succeed(stappen)
    (bericht,) = waiting(stappen, "doorgestuurd")
    assert bericht.organisatie_id == stappen.id_of(NIEUW)
    assert "Gemeente Enschede blijft uw aanspreekpunt" in text_of(stappen, bericht)
    stappen.nothing_broken()


def test_a_melder_who_may_not_be_told_is_not_told(stappen: Stappen) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    stil = Mededeling(wijze=Wijze.GEEN, uitzondering=Uitzondering.VEILIGHEID)
    stappen.move(gemeld.casussen[0].id, *WEG, mededeling=stil)
    succeed(stappen)
    assert waiting(stappen, "opgevolgd") == []
    stappen.nothing_broken()


def test_a_melder_whose_formal_letter_another_party_now_answers_is_told(stappen: Stappen) -> None:
    gemeld = stappen.register("vws-ucz", formele_brief=True)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    succeed(stappen, "vws-ucz", "juiste-loket")
    assert len(waiting(stappen, "opgevolgd")) == 1
    stappen.nothing_broken()


def test_an_offer_that_a_succession_ends_says_so_and_names_no_person(stappen: Stappen) -> None:
    _, casus_id = at_old(stappen)
    stappen.relocate(OUD, casus_id, "GM0153", stappen.zeker)
    aanbod = stappen.offer(OUD, NIEUW, casus_id)
    succeed(stappen)
    assert stappen.overdracht(aanbod.id).beeindigd_door_id is None
    with stappen.wereld.database.read() as session:
        query = select(Gebeurtenis.soort).where(Gebeurtenis.stroom_id == casus_id)
        soorten = list(session.exec(query.order_by(col(Gebeurtenis.nummer).desc()).limit(2)))
    assert soorten == ["organisatie_opgevolgd", "overdracht_ingetrokken"]


def test_who_was_to_go_up_in_a_party_that_is_gone_is_proposed_to_its_successor(stappen: Stappen) -> None:
    stappen.wereld.hire("gemeente-gm0150")
    _, casus_id = at_old(stappen)
    eerste = propose(stappen, OUD, "gemeente-gm0150", dagen=1)
    confirm(stappen, eerste, "gemeente-gm0150")
    succeed(stappen, "gemeente-gm0150", NIEUW)
    with stappen.wereld.database.read() as session:
        rij = session.exec(select(Rechtsopvolging).where(Rechtsopvolging.id == eerste.id)).one()
    assert (rij.status, rij.naar_organisatie_id) == (OpvolgingStatus.VOORGESTELD, stappen.id_of(NIEUW))
    stappen.wereld.later(days=1)
    assert carry_out(stappen, eerste) is False
    confirm(stappen, eerste)
    assert stappen.owner(casus_id) == NIEUW
    stappen.nothing_broken()


def test_successions_of_one_day_run_in_the_order_that_loses_nothing(stappen: Stappen) -> None:
    stappen.wereld.hire("gemeente-gm0150")
    _, casus_id = at_old(stappen)
    tweede = propose(stappen, "gemeente-gm0150", NIEUW, dagen=1)
    eerste = propose(stappen, OUD, "gemeente-gm0150", dagen=1)
    confirm(stappen, tweede)
    confirm(stappen, eerste, "gemeente-gm0150")
    stappen.wereld.later(days=1)
    with stappen.wereld.database.read() as session:
        volgorde = due_successions(session, stappen.vandaag)
    assert volgorde == [eerste.id, tweede.id]
    for id_ in volgorde:
        with stappen.wereld.werkplek(stappen.worker) as desk:
            assert carry_out_opvolging(desk, id_)
    assert stappen.owner(casus_id) == NIEUW
    stappen.nothing_broken()


def test_a_circle_has_a_first_one() -> None:
    a, b, een, twee = (uuid4() for _ in range(4))
    assert in_order([(een, a, b), (twee, b, a)]) == [een, twee]


def test_back_to_a_former_owner_under_its_new_name_needs_something_new(stappen: Stappen) -> None:
    _, casus_id = at_old(stappen)
    stappen.move(casus_id, OUD, "wijkteam-gm0193")
    succeed(stappen)
    stappen.relocate("wijkteam-gm0193", casus_id, "GM0193", stappen.zeker)
    with pytest.raises(InvalidInputError, match="had deze casus al"):
        stappen.offer("wijkteam-gm0193", NIEUW, casus_id)


def test_the_successor_reads_what_its_predecessor_was_told(stappen: Stappen) -> None:
    melding_id, casus_id = at_old(stappen)
    stappen.tell_loket("ret-jz07", melding_id, inhoud="Het gezin heeft een plek")
    succeed(stappen, "vws-ucz", "juiste-loket")
    with stappen.wereld.werkplek("juiste-loket") as desk:
        beeld = load_casus(desk, stappen.casus(casus_id).kenmerk)
    assert [t.inhoud for m in beeld.meldingen for t in m.terugkoppelingen] == ["Het gezin heeft een plek"]


def test_a_party_does_not_end_with_messages_that_were_not_sent(stappen: Stappen) -> None:
    gemeld = stappen.register("en2", loket="vws-ucz")
    stappen.move(gemeld.casussen[0].id, "en2", "ret-jz07")
    with (
        stappen.wereld.werkplek(beheerder(stappen)) as desk,
        pytest.raises(RefusedError, match="1 bericht dat nog verstuurd moet worden"),
    ):
        end_organisatie(desk, "en2")


def test_two_lokets_with_the_same_numbers_can_be_joined(stappen: Stappen) -> None:
    een = stappen.register("ozj", loket="vws-ucz")
    twee = stappen.register("ozj", loket="juiste-loket")
    with stappen.wereld.database.transaction() as session:
        for gemeld in (een, twee):
            rij = session.merge(gemeld.melding)
            rij.import_kenmerk, rij.import_loket_id = "1", rij.loket_id
    succeed(stappen, "vws-ucz", "juiste-loket")
    assert stappen.melding(een.melding.id).loket_id == stappen.id_of("juiste-loket")
    stappen.nothing_broken()


def test_a_klacht_that_outlived_its_party_comes_back_to_the_owner(stappen: Stappen) -> None:
    aard = frozenset({Aard.HULPVRAAG, Aard.KLACHT})
    gemeld = stappen.register("en3", loket="ozj", aard=aard, klacht=KlachtGegevens(tekst="x"))
    assert stappen.duties(gemeld.melding.id)["klacht"] == "en3"
    succeed(stappen, "en3", "en2")
    assert stappen.duties(gemeld.melding.id)["klacht"] == "en2"
    stappen.nothing_broken()
