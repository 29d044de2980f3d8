"""Bijlagen on the pages: chosen, refused with a next step, downloaded; typed text stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from app.models import Bijlage, Leesregel
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in
from tests.services.bestanden import EICAR, PDF, PNG, open_clamd, unused_port
from tests.services.stappen import Stappen

KLEIN = {"bijlage_mb": 1}


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path, **KLEIN)
    yield web
    web.app.state.huis.database.dispose()


def owned(web: Web) -> str:
    """A casus of the netwerk."""
    stappen = Stappen(web.wereld)
    casus = stappen.register().casussen[0]
    stappen.move(casus.id, "vws-ucz", "ozj", "en2")
    return casus.kenmerk


def files(*bestanden: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("bijlagen", bestand) for bestand in bestanden]


def stored(web: Web) -> list[Bijlage]:
    with web.wereld.database.read() as session:
        return list(session.exec(select(Bijlage).order_by(col(Bijlage.id))))


def test_a_file_is_kept_listed_and_downloaded_and_each_reading_is_logged(web: Web) -> None:
    pad = f"/casussen/{owned(web)}/bijlagen"
    client = log_in(web, web.wereld.actors["en2"])
    assert 'enctype="multipart/form-data"' in client.get(pad).text
    sleutel = {"idempotency_key": "een-keer"}
    for _ in range(2):  # a double click keeps one
        antwoord = client.post(pad, data=sleutel, files=files(("Brief é.pdf", PDF)))
        assert antwoord.status_code == 303, antwoord.text
    (bijlage,) = stored(web)
    assert "Brief é.pdf" in client.get(antwoord.headers["location"]).text
    bestand = client.get(f"/bijlagen/{bijlage.id}")
    assert bestand.content == PDF
    kop = bestand.headers
    assert kop["content-disposition"].startswith("attachment; ")
    assert (kop["content-type"], kop["x-content-type-options"]) == ("application/pdf", "nosniff")
    assert "sandbox" in kop["content-security-policy"]
    with web.wereld.database.read() as session:
        gelezen = session.exec(select(Leesregel.object_soort).where(Leesregel.object_id == bijlage.id)).all()
    assert gelezen == ["bijlage"]
    for wie in ("ozj", "gemeente-gm0193"):
        assert log_in(web, web.wereld.actors[wie]).get(f"/bijlagen/{bijlage.id}").status_code == 404


def test_a_file_added_by_mistake_is_taken_back_on_a_page_and_over_rest(web: Web) -> None:
    kenmerk = owned(web)
    pad, client = f"/casussen/{kenmerk}/bijlagen", log_in(web, web.wereld.actors["en2"])
    for naam in ("verkeerd.pdf", "ook verkeerd.pdf"):
        assert client.post(pad, files=files((naam, PDF))).status_code == 303
    een, ander = stored(web)
    vorm = f"/bijlagen/{een.id}/intrekken"
    assert vorm in client.get(pad).text
    assert "Dit kan niet terug." in client.get(vorm).text
    assert client.post(vorm, data={"reden": ""}).status_code == 422
    gedaan = client.post(vorm, data={"reden": "ander_kind"})
    assert gedaan.headers["location"] == f"{pad}?gedaan=bijlage_ingetrokken"
    lijst = client.get(pad).text
    assert "het gaat over een ander kind" in lijst
    assert ">verkeerd.pdf<" not in lijst
    assert client.get(f"/bijlagen/{een.id}").status_code == 404
    assert client.post(vorm, data={"reden": "ander_kind"}).status_code == 409
    assert log_in(web, web.wereld.actors["ozj"]).get(vorm).status_code == 404
    uit = web.client("en2").post(
        f"/api/v1/bijlagen/{ander.id}/intrekkingen", json={"reden": "te_veel_gegevens"}
    )
    assert (uit.status_code, uit.json()["ingetrokkenReden"]) == (201, "te_veel_gegevens")


def test_a_refused_file_says_why_and_the_question_stays(web: Web) -> None:
    pad = f"/casussen/{owned(web)}/bijdragen"
    client = log_in(web, web.wereld.actors["en2"])
    velden = {"naarOrganisatie": "gemeente-gm0193", "vraag": "Klopt dit?"}
    te_groot = PDF + b" " * (3 << 20)
    for bestand, waarom in (
        (("foto.exe", b"MZ"), "geen soort die wij bewaren"),
        (("foto.png", PDF), "is geen png"),
        (("film.pdf", te_groot), "mag hoogstens 1 MB zijn"),
    ):
        antwoord = client.post(pad, data=velden, files=files(bestand))
        assert antwoord.status_code == 422
        assert waarom in antwoord.text
        assert "Klopt dit?" in antwoord.text
        assert "Kies ze dan opnieuw" in antwoord.text or "Uw tekst staat er nog" in antwoord.text
    assert client.post(pad, data=velden, files=files(("f.pdf", b" " * (9 << 20)))).status_code == 413
    assert stored(web) == []


def test_a_question_takes_files_along_and_the_answer_brings_some_back(web: Web) -> None:
    kenmerk = owned(web)
    en2, gemeente = (log_in(web, web.wereld.actors[wie]) for wie in ("en2", "gemeente-gm0193"))
    en2.post(f"/casussen/{kenmerk}/bijlagen", files=files(("verslag.pdf", PDF)))
    pad = f"/casussen/{kenmerk}/bijdragen"
    vorm = en2.get(pad).text
    assert "verslag.pdf" in vorm
    partijen = [regel for regel in vorm.splitlines() if regel.startswith("<option")]
    assert "RET" in partijen[2] or "Expertteam" in partijen[2], partijen[:4]  # the own way first
    velden = {
        "naarOrganisatie": "gemeente-gm0193",
        "vraag": "Klopt dit verslag?",
        "meegestuurd": str(stored(web)[0].id),
    }
    assert en2.post(pad, data=velden, files=files(("foto.png", PNG))).status_code == 303
    lijst = gemeente.get("/bijdragen").text
    vraag = lijst.split('href="/bijdragen/')[1].split('"')[0]
    assert f'href="/bijdragen/{vraag}#uw"' in lijst
    pagina = gemeente.get(f"/bijdragen/{vraag}").text
    assert "verslag.pdf" in pagina
    assert "foto.png" in pagina
    antwoord = gemeente.post(
        f"/bijdragen/{vraag}/antwoord", data={"antwoord": "Ja."}, files=files(("plan.pdf", PDF))
    )
    assert antwoord.status_code == 303
    assert "plan.pdf" in en2.get(f"/bijdragen/{vraag}").text


def test_every_file_is_scanned_and_without_a_scan_nothing_is_kept(
    sqlite_wereld: Wereld, tmp_path: Path
) -> None:
    with open_clamd() as clamd:
        web = make_web(sqlite_wereld, tmp_path, clamav=clamd.adres)
        pad = f"/casussen/{owned(web)}/bijlagen"
        client = log_in(web, web.wereld.actors["en2"])
        assert "virus gevonden" in client.post(pad, files=files(("a.txt", EICAR))).text
        assert client.post(pad, files=files(("a.pdf", PDF))).status_code == 303
        assert clamd.gezien == [EICAR, PDF]
    web.app.state.huis.database.dispose()
    dicht = make_web(sqlite_wereld, tmp_path, clamav=f"tcp://127.0.0.1:{unused_port()}")
    client = log_in(dicht, sqlite_wereld.actors["en2"])
    antwoord = client.post(pad, files=files(("b.pdf", PDF)))
    assert antwoord.status_code == 422
    assert "niet op virussen controleren" in antwoord.text
    assert len(stored(dicht)) == 1
    dicht.app.state.huis.database.dispose()


def test_who_is_not_logged_in_has_nothing_scanned(web: Web) -> None:
    assert web.browser().post("/casussen/C-1/bijlagen", files=files(("a.pdf", PDF))).status_code == 403
