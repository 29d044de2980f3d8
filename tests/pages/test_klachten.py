"""The pages of klachten: from receipt to outcome by forms, refusals that keep what was typed, figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select
from starlette.datastructures import FormData
from starlette.testclient import TestClient

from app.domain.actor import Rol
from app.domain.berichttermen import BerichtStatus
from app.domain.opdrachten import KlachtGegevens
from app.models import Bericht, Klacht
from app.schemas.invoer import Invoer
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in
from tests.services.klachtstappen import GEMEENTE, KLAAG, LOKET, Klachtstappen


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def stappen(web: Web) -> Klachtstappen:
    return Klachtstappen(web.wereld)


@pytest.fixture
def klacht(stappen: Klachtstappen) -> Klacht:
    return stappen.at_gemeente()


@pytest.fixture
def kb(web: Web, stappen: Klachtstappen) -> TestClient:
    return log_in(web, stappen.kb)


def act(client: TestClient, klacht: Klacht, handeling: str, **gegevens: str) -> str:
    antwoord = client.post(f"/klachten/{klacht.kenmerk}/handelingen/{handeling}", data=gegevens)
    assert antwoord.status_code == 303, antwoord.text
    return client.get(f"/klachten/{klacht.kenmerk}").text


def test_from_receipt_to_outcome_by_forms(kb: TestClient, klacht: Klacht, stappen: Klachtstappen) -> None:
    lijst = kb.get("/klachten").text
    assert klacht.kenmerk in lijst
    pagina = kb.get(f"/klachten/{klacht.kenmerk}").text
    assert KLAAG in pagina
    assert "Jeugdwet 2.6" in pagina, "who helps the melder"
    act(kb, klacht, "bevestigen")
    act(kb, klacht, "nemen", medewerker=str(stappen.kb.id))
    act(kb, klacht, "klaagschrift", naam="J. de Wit")
    gehoord = {
        "gehoordOp": stappen.vandaag.strftime("%d-%m-%Y"), "verslag": "Beiden gehoord.", "wie": "beiden",
    }  # fmt: skip
    antwoord = kb.post(f"/klachten/{klacht.kenmerk}/handelingen/horen", data=gehoord)
    assert antwoord.status_code == 303, antwoord.text
    act(kb, klacht, "aantekenen", tekst="Bel na zes uur.")
    stappen.post(klacht)
    uit = act(kb, klacht, "afdoen", uitkomst="gegrond", toelichting="Er is niet teruggebeld. Dat hoort wel.")
    assert "Er is niet teruggebeld." in uit
    assert "De brief aan de melder is nog niet weg." in uit
    assert str(stappen.now(klacht).uitkomst) == "gegrond"
    assert klacht.kenmerk in kb.get("/klachten?lijst=afgedaan").text


def test_an_outcome_too_soon_says_what_comes_first_and_keeps_the_words(
    kb: TestClient, klacht: Klacht, stappen: Klachtstappen
) -> None:
    stappen.take(klacht)
    antwoord = kb.post(
        f"/klachten/{klacht.kenmerk}/handelingen/afdoen",
        data={"uitkomst": "gegrond", "toelichting": "Mijn lange uitleg."},
    )
    assert antwoord.status_code in (409, 422)
    assert "Awb 9:6" in antwoord.text
    assert "Mijn lange uitleg." in antwoord.text


def test_a_form_without_a_choice_does_nothing_at_all_and_keeps_the_words(
    kb: TestClient, klacht: Klacht, stappen: Klachtstappen
) -> None:
    stappen.take(klacht, medewerker=stappen.wereld.hire(GEMEENTE, Rol.KLACHTBEHANDELAAR).id)
    act(kb, klacht, "bevestigen")
    stappen.send(klacht)
    pad, eerst = f"/klachten/{klacht.kenmerk}", stappen.now(klacht)
    beloofd, brieven = stappen.clock(klacht).uiterlijk, stappen.letters(klacht)
    half: dict[str, dict[str, str]] = {
        "afdoen": {}, "beeindigen": {}, "niet_horen": {}, "weigeren": {}, "doorzenden": {},
        "horen": {"verslag": "Mijn woorden."}, "aantekenen": {"tekst": "Mijn woorden." * 2000},
        "nemen": {"medewerker": "geen-nummer"}, "klaagschrift": {"medewerker": "geen-nummer"},
        "over_wie": {"organisatie": "x" * 201}, "klaagschrift_terug": {"beklaagde": "geen-nummer"},
        "verdagen": {"nieuweDatum": f"{beloofd:%d-%m-%Y}"}, "aanspreekpunt": {},
        "commissie": {"leden": "drie"},
    }  # fmt: skip
    leeg = kb.post(f"{pad}/handelingen/nemen", data={})
    assert (leeg.status_code, "Kies wie de klacht behandelt." in leeg.text) == (422, True)
    zonder_tekst = {"nemen", "klaagschrift", "commissie", "aanspreekpunt", "over_wie"}
    for handeling, gegevens in half.items():
        data = {"toelichting": "Mijn woorden."} | gegevens
        antwoord = kb.post(f"{pad}/handelingen/{handeling}", data=data)
        assert (handeling, antwoord.status_code) == (handeling, 422)
        assert "Mijn woorden." in antwoord.text or handeling in zonder_tekst
    bericht = kb.get(pad).text.split(f"{pad}/berichten/")[1].split('"')[0].split("/")[0]
    assert kb.post(f"{pad}/berichten/{bericht}", data={"doen": ""}).status_code == 422
    assert kb.post("/klachten/regeling", data={"weken": "6", "ombudsman": "x" * 201}).status_code == 422
    na = stappen.now(klacht)
    assert (na.versie, na.status, na.behandelaar_id) == (eerst.versie, eerst.status, eerst.behandelaar_id)
    assert stappen.clock(klacht).uiterlijk == beloofd
    assert stappen.letters(klacht) == brieven
    stappen.nothing_broken()


def test_a_letter_that_did_not_arrive_stands_on_the_lists_of_who_must_send_it(
    web: Web, kb: TestClient, klacht: Klacht, stappen: Klachtstappen
) -> None:
    """Also of who works on no casus, and of who sent the klacht on; nobody else sees more of it by that."""
    stappen.confirm(klacht)
    stappen.take(klacht)
    stappen.send(klacht, naam="Beklaagdenaam")
    stappen.hear(klacht)
    stappen.judge(klacht)
    for status in (BerichtStatus.MISLUKT, BerichtStatus.TERUGGEKOMEN):
        with web.wereld.database.transaction() as session:
            rij = session.exec(select(Bericht).where(Bericht.moment == "klacht_afgedaan")).one()
            rij.status, rij.wachtreden = status, None
            rij.afgedaan_op = None if status is BerichtStatus.MISLUKT else web.wereld.now
        for pad in ("/klachten", "/vangnet"):
            assert f"/klachten/{klacht.kenmerk}" in kb.get(pad).text, (status, pad)
    stappen.wereld.later(days=3)
    loket = log_in(web, web.wereld.actors[LOKET])
    for pad in ("/werkvoorraad", "/klachten", "/vangnet"):
        assert f"/klachten/{klacht.kenmerk}" in loket.get(pad).text, pad
    pagina = loket.get(f"/klachten/{klacht.kenmerk}").text
    assert "Uw klacht van dinsdag 3 november 2026 hoort bij Gemeente Zwolle." in pagina
    assert not any(
        woord in pagina for woord in (KLAAG, "Beklaagdenaam", "Beiden gehoord", "Klaagschrift naar")
    )
    stappen.post(klacht, LOKET)
    assert klacht.kenmerk not in loket.get("/werkvoorraad").text
    eigen = stappen.complain(klacht=KlachtGegevens(tekst=KLAAG))
    over = loket.post(f"/klachten/{eigen.kenmerk}/handelingen/over_wie", data={"organisatie": LOKET})
    assert over.headers["location"] == "/klachten?gedaan=klacht_over_wie", "who works there sees it no more"
    assert loket.get(f"/klachten/{eigen.kenmerk}").status_code == 404


def test_where_houvast_does_not_mail_a_letter_goes_from_the_own_mail_program(
    kb: TestClient, klacht: Klacht, stappen: Klachtstappen
) -> None:
    """No button that is always refused; and what waits to be sent is not called confirmed."""
    pagina = act(kb, klacht, "bevestigen")
    assert "mailto:dorien%40voorbeeld.example?subject=" in pagina
    assert "Mail het nu" not in pagina
    assert '<a href="#berichten">De bevestiging van de ontvangst versturen</a>' in pagina
    gezegd = kb.get(f"/klachten/{klacht.kenmerk}?gedaan=klacht_bevestigd").text
    assert "De bevestiging staat klaar." in gezegd
    assert stappen.now(klacht).bevestigd_op is None


def test_while_a_form_acts_nothing_of_it_is_read() -> None:
    """So no act of any page can begin with an error that its reader found."""
    invoer = Invoer(FormData([("wie", "niemand")]))
    assert invoer.tekst("wie") == "niemand"
    lezen = (invoer.tekst, invoer.ids, invoer.ja, lambda naam: invoer.keuzes(naam, Rol))
    with invoer.closed():
        for lees in lezen:
            with pytest.raises(RuntimeError, match="before it acts"):
                lees("wie")
    assert invoer.tekst("wie") == "niemand", "to show it again"


def test_nobody_else_opens_it(web: Web, klacht: Klacht) -> None:
    for kenmerk, rol in ((GEMEENTE, Rol.CASUSREGISSEUR), ("ozj", Rol.KLACHTBEHANDELAAR)):
        client = log_in(web, web.wereld.hire(kenmerk, rol))
        for pad in (f"/klachten/{klacht.kenmerk}", f"/klaagschriften/{klacht.kenmerk}"):
            assert client.get(pad).status_code == 404
        assert client.post(f"/klachten/{klacht.kenmerk}/handelingen/bevestigen").status_code == 404


def test_the_loket_records_it_later_from_the_casus_and_follows_where_it_went(
    web: Web, stappen: Klachtstappen
) -> None:
    nieuw = stappen.register(LOKET, loket=LOKET)
    client = log_in(web, web.wereld.actors[LOKET])
    pad = f"/casussen/{nieuw.casussen[0].kenmerk}/meldingen/{nieuw.melding.kenmerk}/klacht"
    assert "Is dit (ook) een klacht?" in client.get(pad).text
    leeg = client.post(pad, data={"tekst": "", "vorm": "mondeling"})
    assert leeg.status_code == 422
    assert "Schrijf op waar de klacht over gaat" in leeg.text
    assert client.post(f"/casussen/{nieuw.casussen[0].kenmerk}/meldingen/x/klacht").status_code == 404


def test_awb_9_12a_the_register_counts_without_persons(
    web: Web, kb: TestClient, klacht: Klacht, stappen: Klachtstappen
) -> None:
    pagina, csv = kb.get("/klachten/register?jaar=2026"), kb.get("/klachten/register.csv?jaar=2026")
    for antwoord in (pagina, csv):
        assert antwoord.status_code == 200
        assert klacht.kenmerk not in antwoord.text
        assert "Dorien" not in antwoord.text
    assert "ontvangen" in csv.text
    assert csv.headers["content-type"].startswith("text/csv")
    collega = log_in(web, web.wereld.hire(GEMEENTE))
    assert collega.get("/klachten/register").status_code in (403, 404)


def test_a_bezwaar_is_sent_on_by_form(web: Web, stappen: Klachtstappen) -> None:
    stappen.register(LOKET, loket=LOKET, aard=frozenset({"hulpvraag", "bezwaar"}))
    client = log_in(web, web.wereld.actors[LOKET])
    pagina = client.get("/stukken").text
    stuk_id = pagina.split('action="/stukken/')[1].split('"')[0]
    leeg = client.post(f"/stukken/{stuk_id}", data={"status": "doorgezonden"})
    assert leeg.status_code == 422
    klaar = client.post(f"/stukken/{stuk_id}", data={"status": "doorgezonden", "naarNaam": "Rechtbank"})
    assert klaar.status_code == 303
    assert "Rechtbank" in client.get("/stukken").text


def test_a_letter_that_lay_too_long_says_that_its_day_has_passed(
    web: Web, klacht: Klacht, stappen: Klachtstappen
) -> None:
    """Who sends it now would promise an outcome before yesterday."""
    loket, oud = web.wereld.actors[LOKET], "In deze tekst staat een dag die voorbij is."
    assert oud not in log_in(web, loket).get(f"/klachten/{klacht.kenmerk}").text
    stappen.wereld.later(days=60)
    tekst = log_in(web, loket).get(f"/klachten/{klacht.kenmerk}").text
    assert oud in tekst and "De lezer ziet “uiterlijk " in tekst
