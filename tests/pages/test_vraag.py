"""The public form: danger first, who receives it, nothing typed is lost, and no third party against spam."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.requests import Request
from starlette.testclient import TestClient

from app.afzender import address_of
from app.domain.actor import ActorSoort
from app.domain.formulier import reading_time
from app.domain.toegangstekst import whole
from app.kluis import Plek
from app.models import Bericht, Casus, Gebeurtenis, Klacht, Melder, Melding, Organisatie
from app.referentie.lezer import standaardkalender
from tests.fixtures_app import Wereld
from tests.pages.rondgang import log_in
from tests.pages.volgen import Volgweb, volgweb_of

PAD = "/vraag/formulier"
INGEVULD = {
    "gevaar": "nee",
    "vraag": "Mijn kleinzoon zegt dat hij nergens heen kan.",
    "isKlacht": "nee",
    "wie": "familie",
    "naamkeuze": "bekend",
    "naam": "Oma Voorbeeld",
    "kanaal": "mail",
    "email": "oma@voorbeeld.example",
    "kinderen.0.voornamen": "Daan",
    "kinderen.0.geboortedatum": "01-06-2012",
    "kinderen.0.gemeente": "GM0193",
    "aantalKinderen": "1",
    "website": "",
}


@pytest.fixture
def volg(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Volgweb]:
    with volgweb_of(sqlite_wereld, tmp_path) as volg:
        yield volg
        volg.stappen.nothing_broken()


def opened(volg: Volgweb) -> tuple[TestClient, str]:
    """A browser with the form, a minute after it was shown, and its signed token."""
    client = volg.web.browser()
    zegel = re.findall(r'name="zegel" value="([^"]+)"', client.get(PAD).text)[0]
    volg.wereld.later(minutes=1)
    return client, zegel


def send(volg: Volgweb, **anders: str) -> tuple[TestClient, Response]:
    client, zegel = opened(volg)
    return client, client.post(PAD, data=INGEVULD | {"zegel": zegel} | anders)


def only(volg: Volgweb, model: type[Melding]) -> Melding:
    with volg.wereld.database.read() as session:
        return session.exec(select(model)).one()


def count(volg: Volgweb, model: type) -> int:
    with volg.wereld.database.read() as session:
        return len(session.exec(select(model)).all())


def test_a_question_is_registered_at_the_place_that_receives_it(volg: Volgweb) -> None:
    client, antwoord = send(volg)
    assert antwoord.headers["location"] == "/vraag/bedankt"
    melding = only(volg, Melding)
    assert (melding.kanaal, melding.aard, melding.spoed) == ("webformulier", "hulpvraag", False)
    with volg.wereld.database.read() as session:
        loket = session.exec(select(Organisatie).where(Organisatie.id == melding.loket_id)).one()
        casus = session.exec(select(Casus)).one()
        melder = session.exec(select(Melder)).one()
        soorten = {rij.actor_soort for rij in session.exec(select(Gebeurtenis))}
    assert loket.kenmerk == "juiste-loket"
    assert casus.eigenaar_id == loket.id
    assert (melder.relatie, melder.voorkeurskanaal) == ("familie", "mail")
    assert soorten == {ActorSoort.SYSTEEM}
    bedankt = client.get("/vraag/bedankt").text
    assert melding.kenmerk in bedankt
    assert "Vrijdag 6 november 2026" in bedankt
    assert "link naar uw eigen pagina" in bedankt
    taken = log_in(volg.web, volg.wereld.actors["juiste-loket"]).get("/werkvoorraad").text
    assert "Kies wie deze casus behandelt" in taken


def test_the_receipt_is_a_mail_with_the_link(volg: Volgweb) -> None:
    send(volg)
    melding = only(volg, Melding)
    with volg.wereld.werkplek("juiste-loket") as desk:
        bericht = desk.session.exec(select(Bericht)).one()
        inhoud = desk.unseal_person(melding, Plek("bericht", bericht.id, "inhoud"), bericht.inhoud_verzegeld)
    assert (bericht.moment, bericht.wijze, bericht.wachtreden) == ("ontvangstbevestiging", "mail", None)
    assert volg.link(melding) in (whole(inhoud) or "")


MISGETYPT = [
    ({"gevaar": ""}, "Kies of er nu gevaar is."),
    ({"vraag": ""}, "Schrijf op wat u wilt vragen."),
    ({"isKlacht": ""}, "Kies ja of nee."),
    ({"isKlacht": "ja"}, "Schrijf op waar uw klacht over gaat."),
    ({"wie": ""}, "Kies wie u bent."),
    ({"naam": ""}, "Vul uw naam in"),
    ({"kanaal": "telefoon"}, "Vul uw nummer in"),
    ({"email": "oma"}, "Dit is geen mailadres."),
    ({"kinderen.0.geboortedatum": "31-11-2012"}, "November heeft 30 dagen."),
    ({"kinderen.0.gemeente": "GM9999"}, "geen code van een gemeente"),
    ({"website": "https://spam.example"}, "Laat dit veld leeg."),
]


def test_every_mistake_is_named_and_nothing_typed_is_lost(volg: Volgweb) -> None:
    for anders, zegt in MISGETYPT:
        _, antwoord = send(volg, **anders)
        assert antwoord.status_code == 422
        assert zegt in antwoord.text
        kwijt = {n: w for n, w in (INGEVULD | anders).items() if w not in antwoord.text}
        assert kwijt in ({}, {"kinderen.0.gemeente": "GM9999"})  # a choice that no list has
    assert count(volg, Melding) == 0


def test_who_says_that_there_is_danger_is_told_to_phone_before_it_is_sent(volg: Volgweb) -> None:
    client, zegel = opened(volg)
    velden = INGEVULD | {"zegel": zegel, "gevaar": "ja"}
    antwoord = client.post(PAD, data=velden)
    assert antwoord.status_code == 200
    for nummer in ("tel:112", "tel:08002000", "tel:113"):
        assert nummer in antwoord.text
    assert count(volg, Melding) == 0
    mee = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', antwoord.text))
    assert mee["vraag"] == INGEVULD["vraag"]
    assert 'name="gevaarGelezen" value="gebeld"' in antwoord.text
    mee["gevaarGelezen"] = "niet_gebeld"
    assert client.post(PAD, data=mee).headers["location"] == "/vraag/bedankt"
    melding = only(volg, Melding)
    assert (melding.spoed, melding.veilig_thuis_op) == (True, None)


def test_a_klacht_is_asked_for_and_kept_apart(volg: Volgweb) -> None:
    send(volg, isKlacht="ja", klachtTekst="De gemeente belt nooit terug.", klachtOver="Gemeente Zwolle")
    assert only(volg, Melding).aard == "hulpvraag,klacht"
    assert count(volg, Klacht) == 1


def test_who_stays_anonymous_gets_no_link_and_keeps_the_kenmerk(volg: Volgweb) -> None:
    client, _ = send(volg, naamkeuze="anoniem")
    with volg.wereld.database.read() as session:
        melder = session.exec(select(Melder)).one()
    assert melder.anoniem
    assert count(volg, Bericht) == 0
    assert "Schrijf uw kenmerk op" in client.get("/vraag/bedankt").text


def test_who_must_be_careful_is_not_mailed_by_itself(volg: Volgweb) -> None:
    client, _ = send(volg, veilig="Hij leest mijn mail.", afgeschermd="ja")
    with volg.wereld.database.read() as session:
        bericht = session.exec(select(Bericht)).one()
    assert bericht.wachtreden == "afgeschermd"
    assert "Schrijf uw kenmerk op" in client.get("/vraag/bedankt").text


def test_a_form_that_is_sent_at_once_or_after_a_day_is_shown_again(volg: Volgweb) -> None:
    client = volg.web.browser()
    zegel = re.findall(r'name="zegel" value="([^"]+)"', client.get(PAD).text)[0]
    snel = client.post(PAD, data=INGEVULD | {"zegel": zegel})
    assert (snel.status_code, "Dat ging erg snel" in snel.text) == (422, True)
    assert INGEVULD["vraag"] in snel.text
    volg.wereld.later(seconds=10)
    assert client.post(PAD, data=INGEVULD | {"zegel": zegel}).status_code == 303
    client, zegel = opened(volg)
    volg.wereld.later(hours=25)
    assert client.post(PAD, data=INGEVULD | {"zegel": zegel}).status_code == 422


def test_a_form_without_our_token_registers_nothing(volg: Volgweb) -> None:
    for zegel in ("", "nonsens", "2026-11-03T09:00:00+00:00|00"):
        _, antwoord = send(volg, zegel=zegel)
        assert antwoord.status_code == 422
        assert INGEVULD["vraag"] in antwoord.text


def test_the_token_fits_one_browser_and_forms_from_elsewhere_are_refused(volg: Volgweb) -> None:
    _, zegel = opened(volg)
    ander, _ = opened(volg)
    assert ander.post(PAD, data=INGEVULD | {"zegel": zegel}).status_code == 422
    client, zegel = opened(volg)
    elders = client.post(PAD, data=INGEVULD | {"zegel": zegel}, headers={"Sec-Fetch-Site": "cross-site"})
    assert elders.status_code == 403
    assert INGEVULD["vraag"] in elders.text
    assert count(volg, Melding) == 0


def test_one_address_cannot_flood_and_keeps_its_text(volg: Volgweb) -> None:
    statussen = [send(volg)[1].status_code for _ in range(13)]
    assert statussen == [303] * 12 + [409]
    assert INGEVULD["vraag"] in send(volg)[1].text
    volg.wereld.later(hours=2)
    assert send(volg)[1].status_code == 303


def test_the_same_form_sent_twice_is_one_question(volg: Volgweb) -> None:
    client, zegel = opened(volg)
    velden = INGEVULD | {"zegel": zegel, "idempotency_key": "een-en-dezelfde"}
    assert [client.post(PAD, data=velden).status_code for _ in range(2)] == [303, 303]
    assert count(volg, Melding) == 1


def test_another_child_keeps_what_was_typed(volg: Volgweb) -> None:
    _, antwoord = send(volg, kindErbij="ja")
    assert antwoord.status_code == 200
    assert "Kind 2" in antwoord.text
    assert INGEVULD["vraag"] in antwoord.text


@pytest.mark.parametrize("loket", ["", "bestaat-niet", "ozj"])
def test_who_receives_it_is_a_setting(sqlite_wereld: Wereld, tmp_path: Path, loket: str) -> None:
    with volgweb_of(sqlite_wereld, tmp_path, formulier_loket=loket) as volg:
        client = volg.web.browser()
        if loket != "ozj":
            assert client.get("/vraag").status_code == 404
            assert "0800-2000" in client.get(PAD).text
            return
        assert volg.wereld.actors["ozj"].organisatie_naam in client.get("/vraag").text
        assert send(volg)[1].status_code == 303


@pytest.mark.parametrize(
    ("moment", "woorden"),
    [
        ("2026-11-13T10:00", "Wij lezen uw vraag op werkdagen"),
        ("2026-11-13T06:30", "Wij lezen uw vraag vandaag, vanaf 9 uur."),
        ("2026-11-13T16:00", "op maandag 16 november 2026"),
        ("2026-11-14T11:00", "op maandag 16 november 2026"),
        ("2026-12-24T18:00", "op maandag 28 december 2026"),
        ("2027-04-26T20:00", "op woensdag 28 april 2027"),
    ],
)
def test_it_says_when_somebody_reads_again(moment: str, woorden: str) -> None:
    op = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert woorden in reading_time(op, standaardkalender()).in_words()


@pytest.mark.parametrize(
    ("van", "geteld"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb:0:0:2", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_who_has_a_whole_ipv6_network_counts_once(van: str, geteld: str) -> None:
    assert address_of(Request({"type": "http", "client": (van, 1)})) == geteld
