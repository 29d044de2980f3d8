"""The page on which one chooses to be reminded, and the calendar that follows from it."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.adapters.agenda import Dagpunt, escape, fold, write_calendar
from app.models import Agendasleutel, Leesregel, Medewerker, Organisatie
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen

ADRES = re.compile(r"http://127\.0\.0\.1:8000(/agenda/[A-Za-z0-9_-]{43}\.ics)")


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def client(web: Web) -> TestClient:
    return log_in(web, web.wereld.actors["vws-ucz"])


def make_address(client: TestClient, sleutel: str = "een") -> str:
    """Make one as a browser does; the path that the page then shows."""
    antwoord = client.post("/dagbericht/agenda", data={"idempotency_key": sleutel})
    assert antwoord.status_code == 303
    gevonden = ADRES.search(client.get("/dagbericht").text)
    assert gevonden is not None
    return gevonden[1]


def feed(web: Web, pad: str) -> str:
    """Asked by a calendar, which is not logged in."""
    antwoord = web.browser().get(pad)
    assert antwoord.status_code == 200
    assert antwoord.headers["content-type"] == "text/calendar; charset=utf-8"
    return antwoord.text


def test_the_digest_is_switched_off_and_on_again(web: Web, client: TestClient) -> None:
    assert "Zet het dagbericht uit" in client.get("/dagbericht").text
    assert client.post("/dagbericht", data={"dagbericht": "nee", "idempotency_key": "a"}).status_code == 303
    assert "Zet het dagbericht aan" in client.get("/dagbericht").text
    client.post("/dagbericht", data={"dagbericht": "ja", "idempotency_key": "b"})
    with web.wereld.database.read() as session:
        assert session.exec(select(Medewerker.dagbericht)).all().count(False) == 0


def test_the_link_of_the_mail_leads_here_after_logging_in(web: Web) -> None:
    antwoord = web.browser().get("/dagbericht", headers={"Accept": "text/html"})
    assert antwoord.headers["location"] == "/inloggen?verder=/dagbericht"


def test_a_calendar_shows_the_own_dates_with_a_kenmerk_and_no_name(web: Web, client: TestClient) -> None:
    stappen = Stappen(web.wereld)
    eigen = stappen.register()
    stappen.register(web.wereld.hire("vws-ucz"))
    tekst = feed(web, make_address(client))
    regels = tekst.split("\r\n")
    assert regels[0] == "BEGIN:VCALENDAR"
    assert regels[-2:] == ["END:VCALENDAR", ""]
    assert "METHOD:PUBLISH" in regels
    assert all(len(regel.encode()) <= 75 for regel in regels)
    heel = tekst.replace("\r\n ", "")
    bekend = stappen.termijnen(eigen.melding.id)
    for termijn in (t for t in bekend if t.is_open):
        assert f"UID:{termijn.id}@houvast" in heel
        assert f"DTSTART;VALUE=DATE:{termijn.uiterlijk:%Y%m%d}" in heel
    assert heel.count("BEGIN:VEVENT") == len([t for t in bekend if t.is_open])
    assert f"SUMMARY:{eigen.casussen[0].kenmerk}: Bevestig de ontvangst aan de melder" in heel
    assert not any(naam in heel for naam in ("Femke", "Dorien", "Voorbeeld", "VALARM"))


def test_a_late_date_says_so_and_a_date_that_moves_keeps_its_uid(web: Web, client: TestClient) -> None:
    Stappen(web.wereld).register()
    pad = make_address(client)
    eerst = re.findall("UID:(.*)@", feed(web, pad))
    web.wereld.later(days=14)
    later = feed(web, pad)
    assert re.findall("UID:(.*)@", later) == eerst
    assert "SUMMARY:Te laat: " in later


def test_the_address_is_shown_once_and_only_its_hash_is_kept(web: Web, client: TestClient) -> None:
    pad = make_address(client)
    with web.wereld.database.read() as session:
        (rij,) = session.exec(select(Agendasleutel)).all()
    assert rij.hash not in pad
    client.cookies.delete("agenda_adres")
    tekst = client.get("/dagbericht").text
    assert not ADRES.search(tekst)
    assert "Maak een nieuw adres" in tekst


def test_a_new_address_ends_the_old_one_and_the_same_form_twice_makes_one(
    web: Web, client: TestClient
) -> None:
    oud = make_address(client, "een")
    assert client.post("/dagbericht/agenda", data={"idempotency_key": "een"}).status_code == 303
    feed(web, oud)
    nieuw = make_address(client, "twee")
    assert web.browser().get(oud).status_code == 404
    feed(web, nieuw)
    with web.wereld.database.read() as session:
        assert len(session.exec(select(Agendasleutel)).all()) == 2


def test_every_address_that_leads_nowhere_gives_one_answer(web: Web, client: TestClient) -> None:
    ingetrokken = make_address(client)
    assert client.post("/dagbericht/agenda/intrekken", data={"idempotency_key": "c"}).status_code == 303
    client.post("/dagbericht/agenda/intrekken", data={"idempotency_key": "d"})  # twice does nothing
    vertrokken = make_address(log_in(web, web.wereld.actors["ozj"]))
    geblokkeerd = make_address(log_in(web, web.wereld.actors["igj"]))
    with web.wereld.database.transaction() as session:
        wie = session.exec(select(Medewerker).where(Medewerker.id == web.wereld.actors["ozj"].id)).one()
        wie.actief_tot = web.wereld.now.date()
        partij = session.exec(select(Organisatie).where(col(Organisatie.kenmerk) == "igj")).one()
        partij.toegang_geblokkeerd = True
    paden = (ingetrokken, vertrokken, geblokkeerd, f"/agenda/{'x' * 43}.ics", "/agenda/-.ics")
    antwoorden = [web.browser().get(pad) for pad in paden]
    assert {(a.status_code, a.text, a.headers["content-type"]) for a in antwoorden} == {
        (404, "Deze agenda bestaat niet.\n", "text/plain; charset=utf-8")
    }


def test_each_time_a_calendar_looks_is_written_down(web: Web, client: TestClient) -> None:
    pad = make_address(client)
    feed(web, pad)
    with web.wereld.database.read() as session:
        (regel,) = session.exec(select(Leesregel).where(Leesregel.object_soort == "agenda")).all()
    assert regel.actor_id == web.wereld.actors["vws-ucz"].id


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [("a;b,c\\d", "a\\;b\\,c\\\\d"), ("een\r\ntwee\ndrie\rvier", "een\\ntwee\\ndrie\\nvier"), ("", "")],
)
def test_text_is_escaped_as_the_standard_says(tekst: str, verwacht: str) -> None:
    assert escape(tekst) == verwacht


@pytest.mark.parametrize("regel", ["", "a" * 75, "a" * 76, "é" * 80, "SUMMARY:" + "€😀" * 60])
def test_long_lines_are_folded_between_characters(regel: str) -> None:
    delen = list(fold(regel))
    assert all(len(deel.encode()) <= 75 for deel in delen)
    assert "".join([delen[0], *(deel[1:] for deel in delen[1:])]) == regel
    assert all(deel.startswith(" ") for deel in delen[1:])


def test_an_event_takes_one_whole_day_also_at_the_end_of_a_year() -> None:
    punt = Dagpunt(UUID(int=1), date(2026, 12, 31), "Een, twee", "https://houvast.example/casussen/C-1")
    now = datetime(2026, 11, 3, 23, 30, tzinfo=UTC) + timedelta(hours=1)
    tekst = write_calendar([punt], now).decode()
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in tekst
    assert "DTSTAMP:20261104T003000Z\r\n" in tekst
    assert "SUMMARY:Een\\, twee\r\n" in tekst


def test_the_own_mailbox_is_filled_in_and_emptied_by_oneself(web: Web, client: TestClient) -> None:
    fout = client.post("/dagbericht/mailadres", data={"email": "jip", "idempotency_key": "a"})
    assert fout.status_code == 422
    assert "Dit is geen mailadres" in fout.text
    assert 'value="jip"' in fout.text
    for sleutel, adres in (("b", "jip@voorbeeld.example"), ("c", "")):
        goed = client.post("/dagbericht/mailadres", data={"email": adres, "idempotency_key": sleutel})
        assert goed.status_code == 303
        with web.wereld.database.read() as session:
            wie = session.get(Medewerker, web.wereld.actors["vws-ucz"].id)
            assert wie is not None
            assert (wie.email or "") == adres
