"""The message page: what it says, and what a person can do with it, without JavaScript."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.domain.berichttermen import BerichtStatus, Bezorguitkomst, Wachtreden
from app.domain.bezorging import Uitslag
from app.domain.opdrachten import MelderGegevens
from app.models import Bericht
from app.services.bezorging import begin_attempt, end_attempt
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.html import parse_page
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    """An installation that mails by itself."""
    sqlite_wereld.bedenktijd = timedelta(minutes=10)
    web = make_web(sqlite_wereld, tmp_path, smtp_url="smtp://127.0.0.1:9", mail_van="houvast@v.example")
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def vws(web: Web) -> TestClient:
    return log_in(web, web.wereld.actors["vws-ucz"])


def the_message(web: Web) -> Bericht:
    with web.wereld.database.read() as session:
        return session.exec(select(Bericht)).all()[0]


def read(client: TestClient, pad: str) -> str:
    antwoord = client.get(pad)
    assert antwoord.status_code == 200, antwoord.text
    return " ".join(" ".join(parse_page(antwoord.text).itertext()).split())


def mark_on(client: TestClient, pad: str) -> str:
    """What stands for the words that this person sees."""
    velden = parse_page(client.get(pad).text).iter("input")
    return next(veld.get("value", "") for veld in velden if veld.get("name") == "gelezen")


def act(client: TestClient, pad: str, **velden: str) -> None:
    antwoord = client.post(pad, data=velden)
    assert antwoord.status_code == 303, antwoord.text


def fail(web: Web, uitkomst: Bezorguitkomst) -> None:
    wereld = web.wereld.later(minutes=11)
    with wereld.werkplek(Stappen(wereld).worker) as desk:
        zending = begin_attempt(desk, the_message(web).id)
        assert zending is not None
    with wereld.werkplek(Stappen(wereld).worker) as desk:
        end_attempt(desk, zending.poging_id, Uitslag(uitkomst, 550, "5.1.1"))


def test_a_mail_that_waits_can_be_read_changed_held_and_sent_now(web: Web, vws: TestClient) -> None:
    Stappen(web.wereld).register()
    bericht = the_message(web)
    pad = f"/berichten/{bericht.id}"
    tekst = read(vws, pad)
    assert "Houvast mailt dit om 10.10 uur" in tekst and "Beste Dorien Voorbeeld" in tekst
    act(vws, f"{pad}/tekst", tekst="Beste Dorien,\n\nIk bel u morgen.")
    assert "Ik bel u morgen." in read(vws, pad)
    act(vws, f"{pad}/aanhouden")
    assert the_message(web).wachtreden is Wachtreden.AANGEHOUDEN
    assert "Aangehouden. Het gaat niet vanzelf weg." in read(vws, pad)
    act(vws, f"{pad}/versturen")
    assert the_message(web).wachtreden is None
    web.wereld.later(minutes=1)
    assert "Houvast mailt dit binnen een minuut" in read(vws, pad)


@pytest.mark.parametrize(("pad", "velden"), [("tekst", {"tekst": "Mijn woorden."}), ("versturen", {})])
def test_who_read_other_words_changes_and_sends_nothing(
    web: Web, vws: TestClient, pad: str, velden: dict[str, str]
) -> None:
    Stappen(web.wereld).register("vws-ucz")
    bericht = f"/berichten/{the_message(web).id}"
    gelezen = mark_on(vws, bericht)
    act(vws, f"{bericht}/tekst", tekst="Woorden van een collega.", gelezen=gelezen)
    antwoord = vws.post(f"{bericht}/{pad}", data=velden | {"gelezen": gelezen})
    assert antwoord.status_code == 409
    assert "Een collega wijzigde deze tekst intussen" in antwoord.text
    assert "Woorden van een collega." in antwoord.text
    assert velden.get("tekst", "") in antwoord.text
    act(vws, f"{bericht}/{pad}", **velden, gelezen=mark_on(vws, bericht))


def test_an_empty_text_is_refused_and_the_form_shows_it(web: Web, vws: TestClient) -> None:
    Stappen(web.wereld).register()
    antwoord = vws.post(f"/berichten/{the_message(web).id}/tekst", data={"tekst": "  "})
    assert antwoord.status_code == 422
    assert "Schrijf het bericht op" in antwoord.text


def test_how_to_reach_safely_is_read_before_it_is_sent(web: Web, vws: TestClient) -> None:
    melder = MelderGegevens(naam="D", email="d@v.example", veilig_bereiken="Niet bellen na zessen")
    Stappen(web.wereld).register(melder=melder)
    tekst = read(vws, f"/berichten/{the_message(web).id}")
    assert "Niet bellen na zessen" in tekst and "Lees dat eerst" in tekst


@pytest.mark.parametrize(
    ("uitkomst", "woorden", "knop"),
    [
        (Bezorguitkomst.GEWEIGERD, "kon dit bericht niet bezorgen", "Afvinken als verteld"),
        (Bezorguitkomst.ONZEKER, "brak af tijdens het versturen", "Het is aangekomen"),
    ],
)
def test_what_did_not_arrive_is_seen_everywhere_and_can_be_settled(
    web: Web, vws: TestClient, uitkomst: Bezorguitkomst, woorden: str, knop: str
) -> None:
    casus = Stappen(web.wereld).register().casussen[0]
    fail(web, uitkomst)
    pad = f"/berichten/{the_message(web).id}"
    blad = read(vws, pad)
    assert woorden in blad and knop in blad and "code 550, 5.1.1" in blad and "Opnieuw versturen" in blad
    assert "niet goed aangekomen" in read(vws, "/werkvoorraad")
    assert "/berichten/" in vws.get("/berichten?status=aandacht").text
    assert "Onze berichten" in read(vws, f"/casussen/{casus.kenmerk}")
    act(vws, f"{pad}/verstuurd", hoe="telefoon")
    assert the_message(web).status is BerichtStatus.VERSTUURD
    Stappen(web.wereld).nothing_broken()


def test_a_letter_goes_by_hand_as_before(web: Web, vws: TestClient) -> None:
    Stappen(web.wereld).register(melder=MelderGegevens(naam="D", adres="Straat 1"))
    blad = read(vws, f"/berichten/{the_message(web).id}")
    assert "Dit verstuurt u zelf." in blad and "Afvinken als verstuurd" in blad
    assert "Nu versturen" not in blad


def test_what_goes_by_itself_asks_nothing_of_anybody(web: Web, vws: TestClient) -> None:
    Stappen(web.wereld).register()
    assert "op verzending" not in read(vws, "/werkvoorraad")


def test_the_contact_of_a_melder_is_corrected_on_a_page_and_the_read_is_logged(
    web: Web, vws: TestClient
) -> None:
    nieuw = Stappen(web.wereld).register()
    pad = f"/casussen/{nieuw.casussen[0].kenmerk}/meldingen/{nieuw.melding.kenmerk}/contactgegevens"
    assert 'value="dorien@voorbeeld.example"' in vws.get(pad).text
    fout = vws.post(pad, data={"email": "geen adres", "voorkeurskanaal": "mail"})
    assert fout.status_code == 422 and 'value="geen adres"' in fout.text
    act(vws, pad, email="nieuw@voorbeeld.example", voorkeurskanaal="mail")
    assert 'value="nieuw@voorbeeld.example"' in vws.get(pad).text


def test_a_message_to_the_melder_is_read_before_it_goes_and_keeps_its_promise_once_it_went(
    web: Web, vws: TestClient
) -> None:
    stappen = Stappen(web.wereld)
    nieuw = stappen.register()
    pad = f"/casussen/{nieuw.casussen[0].kenmerk}/meldingen/{nieuw.melding.kenmerk}/schrijven"
    assert "Ik heb het al verteld" in vws.get(pad).text
    velden = {"soort": "inhoudelijk"}
    leeg = vws.post(pad, data=velden)
    assert leeg.status_code == 422 and "Schrijf op wat de melder moet lezen." in leeg.text
    naar = vws.post(pad, data=velden | {"inhoud": "Er is een plek voor Femke.", "afspraakOp": "10-11-2026"})
    assert naar.status_code == 303
    adres = naar.headers["Location"]
    blad = read(vws, adres)
    assert "Lees het na en verstuur het." in blad and "Er is een plek voor Femke." in blad
    assert "U hoort uiterlijk dinsdag 10 november 2026 weer iets van ons." in blad
    assert "antwoord_melder" in stappen.open_codes(nieuw.melding.id)
    act(vws, f"{adres}/versturen")
    web.wereld.later(minutes=1)
    bericht_id = UUID(adres.rsplit("/", 1)[1])
    with web.wereld.werkplek(stappen.worker) as desk:
        zending = begin_attempt(desk, bericht_id)
        assert zending is not None
    with web.wereld.werkplek(stappen.worker) as desk:
        end_attempt(desk, zending.poging_id, Uitslag(Bezorguitkomst.VERSTUURD))
    assert "antwoord_melder" not in stappen.open_codes(nieuw.melding.id)
    afspraken = [t for t in stappen.termijnen(nieuw.melding.id) if t.grondsoort == "afspraak" and t.is_open]
    assert [str(t.uiterlijk) for t in afspraken] == ["2026-11-10"]
    stappen.nothing_broken()


def test_what_somebody_wrote_can_be_thrown_away_and_what_an_act_promised_cannot(
    web: Web, vws: TestClient
) -> None:
    nieuw = Stappen(web.wereld).register()
    pad = f"/casussen/{nieuw.casussen[0].kenmerk}/meldingen/{nieuw.melding.kenmerk}/schrijven"
    velden = {"soort": "mededeling"}
    adres = vws.post(pad, data=velden | {"inhoud": "Hallo"}).headers["Location"]
    act(vws, f"{adres}/weggooien")
    assert "gaat niet meer weg" in read(vws, adres)
    assert vws.post(f"/berichten/{the_message(web).id}/weggooien").status_code == 409


def test_who_offers_and_who_accepts_sees_what_the_melder_will_read(web: Web, vws: TestClient) -> None:
    stappen = Stappen(web.wereld)
    nieuw = stappen.register()
    casus = nieuw.casussen[0]
    blad = read(vws, f"/casussen/{casus.kenmerk}/doorzetten")
    assert "Dit leest de melder" in blad and "Beste Dorien Voorbeeld" in blad
    overdracht = stappen.offer("vws-ucz", "ozj", casus.id)
    ozj = log_in(web, web.wereld.actors["ozj"])
    aanbod = read(ozj, f"/overdrachten/{overdracht.id}")
    assert "Dit leest de melder" in aanbod and "Dorien" not in aanbod


def test_where_houvast_does_not_mail_the_message_opens_in_the_own_mail_program(sqlite_web: Web) -> None:
    vws = log_in(sqlite_web, sqlite_web.wereld.actors["vws-ucz"])
    nieuw = Stappen(sqlite_web.wereld).register()
    pad = f"/casussen/{nieuw.casussen[0].kenmerk}/meldingen/{nieuw.melding.kenmerk}/schrijven"
    adres = vws.post(pad, data={"soort": "mededeling", "inhoud": "Hallo & dag?"}).headers["Location"]
    blad = vws.get(adres).text
    assert 'href="mailto:dorien%40voorbeeld.example?subject=' in blad
    assert "Hallo%20%26%20dag%3F" in blad
    assert 'data-kopieer="#berichttekst"' in blad
