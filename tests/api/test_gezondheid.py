"""Health: alive, ready, and which part is not."""

from pathlib import Path

from tests.fixtures_web import Web, make_web


def test_a_furnished_app_is_alive_and_ready(web: Web) -> None:
    with web.browser() as client:
        assert client.get("/health/live").status_code == 200
        ready = client.get("/health/ready")
        assert (ready.status_code, ready.json()) == (200, {"status": "ok"})
        assert "houvast_aanvragen_total" in client.get("/metrics").text


def test_ready_says_that_the_keys_do_not_fit(sqlite_web: Web, tmp_path: Path) -> None:
    ander = tmp_path / "ander"
    ander.mkdir()
    web = make_web(sqlite_web.wereld, ander)
    bestand = ander / "sleutels.json"
    bestand.write_text(bestand.read_text().replace("AAEC", "AAED"))
    web = make_web_again(web, ander)
    antwoord = web.browser().get("/health/ready")
    assert (antwoord.status_code, antwoord.json()["fout"]) == (503, ["sleutels"])


def make_web_again(web: Web, map_: Path) -> Web:
    """The same app, started again with the key file as it is now."""
    from app.main import create_app

    settings = web.app.state.huis.settings
    web.app.state.huis.database.dispose()
    return Web(web.wereld, create_app(settings))
