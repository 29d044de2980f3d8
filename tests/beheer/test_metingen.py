"""Metrics: what they count, who may read them, and that they name nobody."""

import re

import pytest
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError, TimeoutError
from starlette.testclient import TestClient

from app.installatie import Installation, now_utc
from app.main import create_app
from app.metingen import Meetstand
from app.settings import Settings
from app.worker.werk import run_once
from tests.api.opdrachten import BASIS, offer, register
from tests.fixtures_web import Web

DRUK = 'houvast_storingen_total{soort="druk"}'
LOKAAL = ("127.0.0.1", 40000)
TOKEN = "een lang token voor de meting"


def scrape(web: Web, **kopjes: str) -> str:
    antwoord = TestClient(web.app, client=LOKAAL, headers=kopjes).get("/metrics")
    assert antwoord.status_code == 200
    return antwoord.text


def value(tekst: str, reeks: str) -> float:
    """The number behind a series, 0 when it is not there."""
    gevonden = re.search(rf"^{re.escape(reeks)} (\S+)$", tekst, re.MULTILINE)
    return float(gevonden[1]) if gevonden else 0.0


def test_requests_are_counted_by_template_and_nobody_is_named(web: Web) -> None:
    vws = web.client("vws-ucz")
    reeks = 'houvast_aanvragen_total{methode="GET",route="/api/v1/casussen/{casus_id}",status="200"}'
    casus = register(vws)["casussen"][0]["id"]
    voor = scrape(web)
    assert vws.get(f"{BASIS}/casussen/{casus}").status_code == 200
    vws.request("PROPFIND", "/")
    vws.get("/er/is/niets/Femke-Voorbeeld")
    na = scrape(web)
    gelijk = re.findall(r'route="(/api/v1/casussen/[^"]*)"', na)
    assert gelijk and casus not in na, gelijk
    assert value(na, reeks.replace("casus_id", gelijk[0][18:-1])) >= value(
        voor, reeks.replace("casus_id", gelijk[0][18:-1])
    )
    assert 'methode="overig"' in na and "PROPFIND" not in na
    for woord in ("Femke", "Voorbeeld", "dorien", casus):
        assert woord not in na


def test_what_is_open_and_what_the_worker_did_comes_from_the_database(web: Web) -> None:
    vws = web.client("vws-ucz")
    casus = register(vws)["casussen"][0]["id"]
    offer(vws, casus, "ozj")
    web.wereld.later(days=60)
    huis = web.app.state.huis
    web.app.state.meetstand = Meetstand()
    na = scrape(web)
    assert (value(na, "houvast_casussen_open"), value(na, "houvast_overdrachten_open")) == (1, 1)
    assert value(na, "houvast_beloften_te_laat") >= 1
    assert value(na, "houvast_database_bereikbaar") == 1
    run_once(Installation(huis.settings, huis.database, huis.kluis), web.wereld.now)
    assert value(scrape(web), "houvast_overdrachten_open") == 1, "counted again too soon"
    web.app.state.meetstand = Meetstand()
    later = scrape(web)
    assert value(later, "houvast_overdrachten_open") == 0
    assert value(later, "houvast_werk_rondes_total") == 1
    assert value(later, "houvast_werk_verlopen_total") == 1
    assert value(later, "houvast_werk_sinds_seconden") < (web.wereld.now - now_utc()).total_seconds() + 60


def test_time_in_the_database_and_connections_are_measured(web: Web) -> None:
    voor = scrape(web)
    register(web.client("vws-ucz"))
    na = scrape(web)
    assert value(na, "houvast_database_seconden_count") > value(voor, "houvast_database_seconden_count") + 10
    pool = 'pool="schrijven"' if web.wereld.database.is_sqlite else 'pool="alles"'
    assert f"houvast_verbindingen_in_gebruik{{{pool}}}" in na


def test_a_database_that_is_away_takes_only_its_own_numbers_along(
    sqlite_web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("weg"))

    monkeypatch.setattr("app.metingen.count_open_work", away)
    tekst = scrape(sqlite_web)
    assert value(tekst, "houvast_database_bereikbaar") == 0
    assert "houvast_casussen_open" not in tekst
    assert "houvast_aanvragen_total" in tekst


def test_only_this_machine_may_read_them_and_not_through_a_proxy(sqlite_web: Web) -> None:
    assert scrape(sqlite_web)
    for kop in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
        client = TestClient(sqlite_web.app, client=LOKAAL, headers={kop: "192.0.2.7"})
        assert client.get("/metrics").status_code == 404
    for adres in ("192.0.2.7", "testclient"):
        assert TestClient(sqlite_web.app, client=(adres, 1)).get("/metrics").status_code == 404


@pytest.mark.parametrize(
    ("stand", "kopjes", "status"),
    [
        ("uit", {}, 404),
        ("token", {}, 404),
        ("token", {"Authorization": "Bearer iets anders"}, 404),
        ("token", {"Authorization": f"Basic {TOKEN}"}, 404),
        ("token", {"Authorization": f"Bearer {TOKEN}"}, 200),
        ("token", {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "192.0.2.7"}, 200),
    ],
)
def test_the_door_of_the_metrics_can_be_set(
    sqlite_web: Web, stand: str, kopjes: dict[str, str], status: int
) -> None:
    anders = {"metrieken": stand, "metrieken_token": TOKEN}
    app = create_app(sqlite_web.app.state.huis.settings.model_copy(update=anders))
    assert TestClient(app, client=LOKAAL, headers=kopjes).get("/metrics").status_code == status
    app.state.huis.database.dispose()


def test_a_token_of_a_few_letters_stops_the_start() -> None:
    with pytest.raises(ValidationError, match="METRIEKEN_TOKEN"):
        Settings(metrieken="token", metrieken_token="kort")


def test_busy_answers_are_counted(sqlite_web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise TimeoutError("no connection")

    voor = value(scrape(sqlite_web), DRUK)
    monkeypatch.setattr("app.routers.health.examine", busy)
    assert sqlite_web.browser().get("/health/ready").status_code == 503
    assert value(scrape(sqlite_web), DRUK) == voor + 1


def test_the_vangnet_is_measured_by_kind_without_a_kenmerk(web: Web) -> None:
    vws = web.client("vws-ucz")
    kenmerk = register(vws)["kenmerk"]
    web.wereld.later(days=8)
    huis = web.app.state.huis
    run_once(Installation(huis.settings, huis.database, huis.kluis), web.wereld.now)
    web.app.state.meetstand = Meetstand()
    gemeten = scrape(web)
    assert value(gemeten, 'houvast_vangnet{soort="belofte_te_laat"}') >= 1
    assert value(gemeten, 'houvast_vangnet{soort="bericht_blijft_liggen"}') == 1
    assert 'houvast_vangnet{soort="afspraak_gebroken"} 0.0' in gemeten
    assert "houvast_nazien_sinds_seconden" in gemeten and kenmerk not in gemeten
