"""The melder is told, once and truly (I6): which acts make a message, and which take one back."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.domain.actor import Rol
from app.domain.berichttermen import BerichtStatus
from app.domain.errors import NotPermittedError, NotVisibleError, RefusedError
from app.domain.opdrachten import EscalateCasus, JeugdigeGegevens, Mededeling, MelderGegevens
from app.domain.termen import Escalatiereden, MeldingUitkomst, TerugkoppelingSoort, Uitzondering, Wijze
from app.kluis import Plek
from app.models import Bericht, Organisatie, Terugkoppeling
from app.services.contact import record_bounce
from app.services.escalatie import escalate_casus
from app.services.versturen import mark_bericht_sent, release_bericht
from tests.fixtures_app import some_melding
from tests.services.stappen import Stappen, Wie

ONTVANGST = ("ontvangstbevestiging", "te_versturen")
MAIL = MelderGegevens(naam="Dorien Voorbeeld", email="dorien@voorbeeld.example")


def make_bestuursorgaan(stappen: Stappen, *kenmerken: str) -> None:
    with stappen.wereld.database.transaction() as session:
        for organisatie in session.exec(select(Organisatie)):
            organisatie.bestuursorgaan = organisatie.kenmerk in kenmerken


def messages(stappen: Stappen) -> list[Bericht]:
    with stappen.wereld.database.read() as session:
        return list(session.exec(select(Bericht).order_by(col(Bericht.id))))


def send(stappen: Stappen, wie: Wie, bericht_id: UUID) -> Bericht:
    with stappen.wereld.werkplek(wie) as desk:
        return mark_bericht_sent(desk, bericht_id)


def test_an_acceptance_tells_each_melder_once(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    stappen.move(casus_id, "vws-ucz", "ozj", "en2")
    # The first named an owner who is owner no more: what still waits and is untrue, is dropped (0006).
    assert stappen.berichten() == [
        ONTVANGST,
        ("overgenomen", "vervallen"),
        ("overgenomen", "te_versturen"),
    ]
    stappen.nothing_broken()


def test_an_offer_between_bestuursorganen_is_told_at_once(stappen: Stappen) -> None:
    make_bestuursorgaan(stappen, "vws-ucz", "igj")
    casus_id = stappen.register().casussen[0].id
    stappen.offer("vws-ucz", "igj", casus_id)
    assert stappen.berichten() == [ONTVANGST, ("doorgestuurd", "te_versturen")]
    stappen.nothing_broken()


@pytest.mark.parametrize("einde", ["teruggeven", "intrekken", "verlopen"])
def test_an_offer_that_ends_drops_what_was_not_sent_and_says_nothing(stappen: Stappen, einde: str) -> None:
    make_bestuursorgaan(stappen, "vws-ucz", "igj")
    casus_id = stappen.register().casussen[0].id
    overdracht = stappen.offer("vws-ucz", "igj", casus_id)
    acts = {
        "teruggeven": lambda: stappen.give_back("igj", overdracht),
        "intrekken": lambda: stappen.withdraw("vws-ucz", overdracht),
        "verlopen": lambda: stappen.expire(overdracht),
    }
    acts[einde]()
    assert stappen.berichten() == [ONTVANGST, ("doorgestuurd", "vervallen")]
    stappen.nothing_broken()


def test_what_was_sent_already_stays_sent(stappen: Stappen) -> None:
    make_bestuursorgaan(stappen, "vws-ucz", "igj")
    casus_id = stappen.register().casussen[0].id
    overdracht = stappen.offer("vws-ucz", "igj", casus_id)
    send(stappen, "vws-ucz", messages(stappen)[1].id)
    stappen.give_back("igj", overdracht)
    assert stappen.berichten() == [ONTVANGST, ("doorgestuurd", "verstuurd")]


def test_what_came_back_and_is_no_longer_true_is_not_sent_again(stappen: Stappen) -> None:
    make_bestuursorgaan(stappen, "vws-ucz", "igj")
    overdracht = stappen.offer("vws-ucz", "igj", stappen.register().casussen[0].id)
    bericht = send(stappen, "vws-ucz", messages(stappen)[1].id)
    with stappen.wereld.werkplek(stappen.worker) as desk:
        assert record_bounce(desk, bericht.id)
    stappen.give_back("igj", overdracht)
    with stappen.wereld.werkplek("vws-ucz") as desk, pytest.raises(RefusedError, match="vervallen"):
        release_bericht(desk, bericht.id)
    assert stappen.berichten() == [ONTVANGST, ("doorgestuurd", "vervallen")]


def test_a_return_and_a_new_route_together_give_one_message(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    stappen.give_back("ozj", stappen.offer("vws-ucz", "ozj", casus_id))
    stappen.move(casus_id, "vws-ucz", "juiste-loket")
    assert stappen.berichten() == [ONTVANGST, ("overgenomen", "te_versturen")]
    stappen.nothing_broken()


def test_a_coded_exception_keeps_silent(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    stil = Mededeling(wijze=Wijze.GEEN, uitzondering=Uitzondering.VEILIGHEID)
    stappen.move(casus_id, "vws-ucz", "ozj", mededeling=stil)
    assert stappen.berichten() == [ONTVANGST]
    stappen.nothing_broken()


def test_a_melder_without_a_channel_gets_no_message_that_nobody_can_send(stappen: Stappen) -> None:
    casus_id = stappen.register(melder=MelderGegevens(anoniem=True)).casussen[0].id
    stappen.move(casus_id, "vws-ucz", "ozj")
    assert stappen.berichten() == []
    stappen.nothing_broken()


@pytest.mark.parametrize(
    ("melder", "gekozen", "wijze"),
    [
        (MAIL, Wijze.MAIL, Wijze.MAIL),
        (MelderGegevens(naam="Joost", telefoon="0600000000"), Wijze.MAIL, Wijze.TELEFOON),
        (MelderGegevens(naam="Joost", telefoon="06-12345678", adres="Straat 1"), Wijze.BRIEF, Wijze.BRIEF),
    ],
)
def test_the_sender_chooses_how_unless_the_melder_cannot_be_reached_so(
    stappen: Stappen, melder: MelderGegevens, gekozen: Wijze, wijze: Wijze
) -> None:
    casus_id = stappen.register(melder=melder).casussen[0].id
    stappen.move(casus_id, "vws-ucz", "ozj", mededeling=Mededeling(wijze=gekozen))
    assert messages(stappen)[-1].wijze is wijze


def test_the_words_name_the_parties_and_the_next_date_and_stay_sealed(stappen: Stappen) -> None:
    gemeld = stappen.register()
    tekst = "Ik belde u vanmorgen al."
    stappen.move(
        gemeld.casussen[0].id, "vws-ucz", "ozj", mededeling=Mededeling(wijze=Wijze.MAIL, tekst=tekst)
    )
    bericht = messages(stappen)[-1]
    assert tekst.encode() not in (bericht.inhoud_verzegeld or b"")
    with stappen.wereld.werkplek("ozj") as desk:
        inhoud = desk.unseal_person(
            stappen.melding(gemeld.melding.id),
            Plek("bericht", bericht.id, "inhoud"),
            bericht.inhoud_verzegeld,
        )
    assert "Dorien" not in inhoud["onderwerp"]
    assert "Beste Dorien Voorbeeld," in inhoud["tekst"]
    assert stappen.wereld.actors["ozj"].organisatie_naam + " behandelt nu uw vraag" in inhoud["tekst"]
    assert tekst in inhoud["tekst"]
    assert "U hoort uiterlijk dinsdag 17 november 2026 weer iets van ons." in inhoud["tekst"]


def words(stappen: Stappen, melding_id: UUID, bericht: Bericht) -> str:
    with stappen.wereld.werkplek("ozj") as desk:
        plek = Plek("bericht", bericht.id, "inhoud")
        return desk.unseal_person(stappen.melding(melding_id), plek, bericht.inhoud_verzegeld)["tekst"]


def test_the_receipt_promises_the_word_after_it_and_stays_true_when_another_takes_over(
    stappen: Stappen,
) -> None:
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    tekst = words(stappen, gemeld.melding.id, messages(stappen)[0])
    assert "U hoort uiterlijk dinsdag 17 november 2026 weer iets." in tekst
    assert "of van wie uw vraag van ons overneemt" in tekst
    assert "verantwoordelijk" not in tekst


def test_a_late_acceptance_promises_no_day_that_has_passed(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.wereld.later(days=16)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    tekst = words(stappen, gemeld.melding.id, messages(stappen)[-1])
    assert "U hoort uiterlijk dinsdag 24 november 2026 weer iets van ons." in tekst
    stappen.wereld.later(days=40)
    stappen.move(gemeld.casussen[0].id, "ozj", "en2")
    assert "uiterlijk" not in words(stappen, gemeld.melding.id, messages(stappen)[-1])


def test_sending_the_receipt_keeps_the_promise_and_starts_the_next_date(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.wereld.later(days=2)
    bericht = send(stappen, "vws-ucz", messages(stappen)[0].id)
    assert bericht.status is BerichtStatus.VERSTUURD
    open_ = {str(t.code): t.begint_op for t in stappen.termijnen(gemeld.melding.id) if t.is_open}
    assert "ontvangstbevestiging" not in open_
    assert open_["tussenbericht"] == stappen.vandaag
    stappen.nothing_broken()
    with pytest.raises(RefusedError, match="al verstuurd of vervallen"):
        send(stappen, "vws-ucz", bericht.id)


def test_a_sender_that_no_longer_owns_it_still_says_that_its_message_went(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    stappen.move(casus_id, "vws-ucz", "ozj")
    assert send(stappen, "vws-ucz", messages(stappen)[0].id).status is BerichtStatus.VERSTUURD
    stappen.nothing_broken()


def test_another_party_or_a_beheerder_marks_nothing_as_sent(stappen: Stappen) -> None:
    stappen.register()
    bericht = messages(stappen)[0]
    beheerder = replace(stappen.wereld.actors["vws-ucz"], rollen=frozenset({Rol.BEHEERDER}))
    for wie in ("ozj", beheerder):
        with pytest.raises(NotVisibleError):
            send(stappen, wie, bericht.id)
    with pytest.raises(NotVisibleError):
        send(stappen, "vws-ucz", stappen.id_of("ozj"))


def test_a_receipt_by_phone_takes_back_the_letter_of_this_melding_only(stappen: Stappen) -> None:
    eerste = stappen.register()
    stappen.register(jeugdigen=(JeugdigeGegevens(casus=eerste.casussen[0].kenmerk),))
    stappen.tell_melder("vws-ucz", eerste.melding.id, soort=TerugkoppelingSoort.ONTVANGSTBEVESTIGING)
    assert stappen.berichten() == [("ontvangstbevestiging", "vervallen"), ONTVANGST]
    stappen.nothing_broken()


def test_closing_takes_back_what_was_not_sent_of_every_child(stappen: Stappen) -> None:
    femke = some_melding().jeugdigen[0]
    gemeld = stappen.register(jeugdigen=(femke, replace(femke, voornamen="Daan")))
    stappen.move(gemeld.casussen[1].id, "vws-ucz", "ozj")
    stappen.close_melding("vws-ucz", gemeld.melding.id, MeldingUitkomst.INGETROKKEN)
    assert stappen.berichten(BerichtStatus.TE_VERSTUREN) == []
    stappen.nothing_broken()


def test_a_closed_melding_hears_nothing_of_a_later_acceptance(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.close_melding("vws-ucz", gemeld.melding.id, MeldingUitkomst.INGETROKKEN)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    assert stappen.berichten(BerichtStatus.TE_VERSTUREN) == []
    stappen.nothing_broken()


def test_a_message_to_the_bestuurlijk_contact_is_ticked_off_and_tells_no_melder(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    with stappen.wereld.database.transaction() as session:
        loket = session.exec(select(Organisatie).where(Organisatie.kenmerk == "vws-ucz")).one()
        loket.bestuurlijk_contact = "directeur@voorbeeld.example"
    with stappen.wereld.werkplek("vws-ucz") as desk:
        escalate_casus(
            desk,
            EscalateCasus(casus_id=casus_id, redencode=Escalatiereden.GEEN_CAPACITEIT, toelichting="Vol"),
        )
    bericht = messages(stappen)[-1]
    assert (str(bericht.moment), str(bericht.aan)) == ("escalatie", "organisatie")
    with pytest.raises((NotPermittedError, NotVisibleError)):
        send(stappen, "ret-jz14", bericht.id)
    assert send(stappen, "vws-ucz", bericht.id).status is BerichtStatus.VERSTUURD
    with stappen.wereld.database.read() as session:
        assert session.exec(select(Terugkoppeling)).all() == []
