"""Letters: chosen together, one accessible PDF, ticked off together; without Pango from the page."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.adapters import pdf
from app.domain.berichttermen import BerichtStatus
from app.domain.opdrachten import MelderGegevens
from app.domain.termen import Voorkeurskanaal
from app.models import Bericht, Terugkoppeling
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen

ADRES = "Voorbeeldstraat 1\n8011 AB Zwolle"


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path)
    for nummer in range(2):
        melder = MelderGegevens(
            naam=f"Dorien Voorbeeld {nummer}",
            adres=ADRES,
            telefoon="0612345678",
            voorkeurskanaal=Voorkeurskanaal.BRIEF,
        )
        Stappen(sqlite_wereld).register(melder=melder)
    Stappen(sqlite_wereld).register()
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def vws(web: Web) -> TestClient:
    return log_in(web, web.wereld.actors["vws-ucz"])


def letters(web: Web) -> list[Bericht]:
    with web.wereld.database.read() as session:
        query = select(Bericht).where(Bericht.wijze == "brief").order_by(col(Bericht.id))
        return list(session.exec(query))


def choice(web: Web) -> str:
    return "&".join(f"id={bericht.id}" for bericht in letters(web))


@pytest.mark.traag  # needs Pango, which `make test` installs
def test_the_letters_become_one_accessible_pdf(web: Web, vws: TestClient) -> None:
    antwoord = vws.get(f"/berichten/brieven.pdf?{choice(web)}")
    assert antwoord.headers["content-type"] == "application/pdf"
    lezer = PdfReader(BytesIO(antwoord.content))
    wortel = lezer.root_object
    assert wortel["/Lang"] == "nl"
    assert wortel["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in wortel
    assert lezer.metadata is not None and lezer.metadata.title == "2 brieven"
    assert len(lezer.outline) == len(lezer.pages) == 2
    tekst = lezer.pages[0].extract_text()
    assert "Voorbeeldstraat 1" in tekst and "Geachte heer of mevrouw," in tekst
    assert "0612345678" not in tekst


def test_only_letters_that_wait_are_in_it(web: Web, vws: TestClient) -> None:
    with web.wereld.database.read() as session:
        mail = session.exec(select(Bericht.id).where(Bericht.wijze == "mail")).one()
    antwoord = vws.get(f"/berichten/brieven/afdrukken?id={mail}")
    assert "Deze brieven wachten niet meer." in antwoord.text
    vreemd = log_in(web, web.wereld.actors["ret-jz14"])
    assert vreemd.get(f"/berichten/brieven.pdf?{choice(web)}").status_code == 404


def test_the_chosen_letters_are_ticked_off_together(web: Web, vws: TestClient) -> None:
    blad = vws.get("/berichten/brieven")
    assert blad.text.count('type="checkbox"') == 2
    assert "Alles is op de post" in vws.get(f"/berichten/brieven?{choice(web)}").text
    ids = ",".join(str(bericht.id) for bericht in letters(web))
    assert vws.post("/berichten/brieven/verstuurd", data={"brieven": ids}).status_code == 303
    assert {bericht.status for bericht in letters(web)} == {BerichtStatus.VERSTUURD}
    with web.wereld.database.read() as session:
        assert {str(rij.kanaal) for rij in session.exec(select(Terugkoppeling))} == {"brief"}
    nog_eens = vws.post("/berichten/brieven/verstuurd", data={"brieven": ids})
    assert nog_eens.status_code == 409 and "al verstuurd of vervallen" in nog_eens.text
    assert vws.post("/berichten/brieven/verstuurd", data={"brieven": ""}).status_code == 409
    Stappen(web.wereld).nothing_broken()


def test_without_pango_the_page_says_so_and_letters_are_printed_from_it(
    web: Web, vws: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise pdf.PdfUnavailableError

    monkeypatch.setattr(pdf, "_weasyprint", missing)
    blad = vws.get(f"/berichten/brieven?{choice(web)}").text
    assert "kan Houvast geen PDF maken" in blad and "brieven.pdf" not in blad
    naar = vws.get(f"/berichten/brieven.pdf?{choice(web)}")
    assert naar.status_code == 303
    assert "Voorbeeldstraat 1" in vws.get(naar.headers["Location"]).text
