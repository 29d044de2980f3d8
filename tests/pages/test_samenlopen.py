"""Pages of samenlopen: looked for while typing, judged by level and contact, joined, split, checked."""

import re

import pytest
from httpx2 import Response
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.domain.actor import Rol
from app.domain.opdrachten import MelderGegevens
from app.models import Leesregel
from app.services import samenlopen
from tests.fixtures_app import some_melding
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen
from tests.services.test_samenloop_oordeel import decide, pairs

GEMEENTE = "gemeente-gm0193"
FEMKE = some_melding().jeugdigen[0]
INTAKE = {
    "spoed": "nee", "hulpvraag": "Wie helpt ons?", "isKlacht": "nee", "ontvangenOp": "03-11-2026",
    "kanaal": "telefoon", "loket": "vws-ucz",
    "melderSoort": "bekend", "melder.naam": "Dorien Voorbeeld", "melder.telefoon": "038 425 00 00",
    "aantalJeugdigen": "1",
    "jeugdigen.0.voornamen": "Femke", "jeugdigen.0.achternaam": "Voorbeeld",
    "jeugdigen.0.geboortedatum": "14-03-2010", "jeugdigen.0.woonplaatsGemeente": "GM0193",
}  # fmt: skip
NERGENS = INTAKE | {"jeugdigen.0.voornamen": "Ali", "jeugdigen.0.achternaam": "Kaya"}
GELIJKE_ZIN = "Bij andere partijen: mogelijk bekend, wordt na opslaan beoordeeld."


@pytest.fixture
def web(comparing_web: Web) -> Web:
    return comparing_web


@pytest.fixture
def stappen(web: Web) -> Stappen:
    return Stappen(web.wereld)


def client(web: Web, kenmerk: str) -> TestClient:
    return log_in(web, web.wereld.actors[kenmerk])


def send(wie: TestClient, pad: str, **velden: str) -> Response:
    return wie.post(pad, data=velden)


def test_nobody_becomes_unreachable_by_what_was_left_empty(web: Web) -> None:
    """Without an address nothing is promised to the melder (I4): somebody must choose that."""
    bezoek = client(web, GEMEENTE)
    leeg = INTAKE | {"melder.telefoon": ""}
    geweigerd = send(bezoek, "/meldingen/nieuw", **leeg)
    assert geweigerd.status_code == 422
    assert "Is er echt niets? Kies dan hier: niet te bereiken." in geweigerd.text
    assert send(bezoek, "/meldingen/nieuw", **leeg, **{"melder.voorkeurskanaal": "geen"}).status_code == 303


def test_looking_without_javascript_keeps_what_was_typed_and_links_to_the_own_casus(
    web: Web, stappen: Stappen
) -> None:
    eigen = stappen.register(GEMEENTE, loket=GEMEENTE).casussen[0].kenmerk
    bezoek = client(web, GEMEENTE)
    gekeken = send(bezoek, "/meldingen/nieuw", **INTAKE, kijk="0")
    assert gekeken.status_code == 200
    assert f"Casus {eigen}" in gekeken.text
    assert "Dit is deze casus" in gekeken.text
    assert all(waarde in gekeken.text for waarde in ("Wie helpt ons?", "Dorien Voorbeeld", "14-03-2010"))
    gekozen = send(bezoek, "/meldingen/nieuw", **INTAKE, koppelKind=f"0:{eigen}")
    assert "Er komt geen tweede casus" in gekozen.text
    klaar = send(bezoek, "/meldingen/nieuw", **INTAKE, **{"jeugdigen.0.casus": eigen})
    assert klaar.status_code == 303
    assert klaar.headers["Location"].startswith(f"/casussen/{eigen}")
    assert pairs(stappen) == []
    stappen.nothing_broken()


def test_what_others_have_looks_like_what_nobody_has(web: Web, stappen: Stappen) -> None:
    stappen.register("vws-ucz")
    bezoek = client(web, GEMEENTE)
    bekend, onbekend = (
        send(bezoek, "/meldingen/nieuw/bekend", **velden, kind="0") for velden in (INTAKE, NERGENS)
    )
    assert bekend.text == onbekend.text
    assert GELIJKE_ZIN in bekend.text
    assert "Bij u is dit kind niet gevonden." in bekend.text


def test_a_casus_of_a_colleague_is_not_given_away_by_typing_a_name(web: Web, stappen: Stappen) -> None:
    stappen.register(GEMEENTE, loket=GEMEENTE)
    collega = log_in(web, web.wereld.hire(GEMEENTE))
    assert "C-2026-" not in send(collega, "/meldingen/nieuw/bekend", **INTAKE, kind="0").text


def test_looking_is_logged_with_its_purpose_and_has_an_end(
    web: Web, stappen: Stappen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(samenlopen, "TYPEN_PER_VENSTER", 1)
    casus = stappen.register(GEMEENTE, loket=GEMEENTE).casussen[0]
    bezoek = client(web, GEMEENTE)
    send(bezoek, "/meldingen/nieuw/bekend", **INTAKE, kind="0")
    te_vaak = send(bezoek, "/meldingen/nieuw/bekend", **INTAKE, kind="0")
    assert te_vaak.status_code == 200, "who types on is not disturbed"
    assert "Er is heel vaak gekeken" in te_vaak.text
    with web.wereld.database.read() as session:
        doel = col(Leesregel.doel) == "samenloop:dubbel_voorkomen"
        assert [regel.object_id for regel in session.exec(select(Leesregel).where(doel))] == [casus.id]


def test_half_typed_fields_are_no_mistakes_while_somebody_types(web: Web) -> None:
    half = INTAKE | {"jeugdigen.0.geboortedatum": "14-0", "jeugdigen.0.postcode": "80"}
    antwoord = send(client(web, GEMEENTE), "/meldingen/nieuw/bekend", **half, kind="0")
    assert antwoord.status_code == 200
    assert "Schrijf de datum" not in antwoord.text


def test_the_judging_page_shows_levels_and_a_contact_and_keeps_a_refused_text(
    web: Web, stappen: Stappen
) -> None:
    ander = stappen.register("vws-ucz").casussen[0]
    stappen.register(GEMEENTE, loket=GEMEENTE)
    [samenloop] = pairs(stappen)
    pad = f"/samenlopen/{samenloop.id}"
    bezoek = client(web, GEMEENTE)
    lijst = bezoek.get("/samenlopen")
    assert samenloop.kenmerk in lijst.text
    gezien = bezoek.get(pad)
    assert "Is dit hetzelfde kind?" in gezien.text
    assert "De voornaam of roepnaam is gelijk." in gezien.text
    assert ander.kenmerk not in gezien.text
    assert "Femke" not in gezien.text
    fout = send(bezoek, f"{pad}/besluit", reden="Wij belden met de moeder.")
    assert fout.status_code == 422
    assert "Wij belden met de moeder." in fout.text
    gedaan = send(bezoek, f"{pad}/besluit", uitkomst="koppelen", reden="Gebeld.")
    assert gedaan.status_code == 303
    assert "Dit is hetzelfde kind" in bezoek.get(pad).text
    assert client(web, "igj").get(pad).status_code == 404


def test_values_stand_side_by_side_for_who_may_read_both_and_it_is_joined_at_once(
    web: Web, stappen: Stappen
) -> None:
    stappen.register(GEMEENTE, loket=GEMEENTE)
    stappen.register(GEMEENTE, loket=GEMEENTE, melder=MelderGegevens(naam="Opa", telefoon="0612345678"))
    [samenloop] = pairs(stappen)
    bezoek, pad = client(web, GEMEENTE), f"/samenlopen/{samenloop.id}"
    assert bezoek.get(pad).text.count("14 maart 2010") == 2
    gedaan = send(bezoek, f"{pad}/besluit", uitkomst="samenvoegen", reden="Zelfde kind.")
    assert samenloop.ouder_casus_id is not None
    blijft = stappen.casus(samenloop.ouder_casus_id).kenmerk
    assert gedaan.headers["Location"] == f"/casussen/{blijft}?gedaan=samenloop_samengevoegd"
    einde = stappen.casus(next(iter({samenloop.jonger_casus_id} - {None})))  # type: ignore[arg-type]  # a casus
    assert "Deze casus is samengevoegd" in bezoek.get(f"/casussen/{einde.kenmerk}").text
    splitsen = bezoek.get(f"{pad}/splitsen")
    assert "Dit gaat vanzelf terug" in splitsen.text
    assert send(bezoek, f"{pad}/splitsen", reden="").status_code == 422
    assert send(bezoek, f"{pad}/splitsen", reden="Toch twee.").status_code == 303
    officier = log_in(web, web.wereld.hire("ozj", Rol.PRIVACY_OFFICER))
    taken = officier.get("/privacytaken")
    assert samenloop.kenmerk in taken.text
    for kenmerk in (blijft, einde.kenmerk):
        [adres] = re.findall(rf'href="(/leeslog\?casus={kenmerk}[^"]+)"', taken.text)
        assert "Wie heeft gelezen?" in officier.get(adres.replace("&amp;", "&")).text
    taak = taken.text.split('action="/privacytaken/')[1].split("/")[0]
    assert send(officier, f"/privacytaken/{taak}/afgehandeld").status_code == 303
    assert "Nog doen" not in officier.get("/privacytaken").text
    assert bezoek.get("/privacytaken").status_code == 403
    stappen.nothing_broken()


def test_who_is_offered_what_it_already_treats_is_asked_and_joins_while_accepting(
    web: Web, stappen: Stappen
) -> None:
    eigen = stappen.register(GEMEENTE, loket=GEMEENTE).casussen[0].kenmerk
    brief = stappen.register("vws-ucz")
    aanbod = stappen.offer("vws-ucz", GEMEENTE, brief.casussen[0].id, overgeslagen="al_in_behandeling_bij")
    bezoek = client(web, GEMEENTE)
    assert f"Ja, bij {eigen}" in bezoek.get(f"/overdrachten/{aanbod.id}").text
    gedaan = send(bezoek, f"/overdrachten/{aanbod.id}/aanvaarden", alInBehandeling=eigen)
    assert gedaan.headers["Location"].startswith(f"/casussen/{eigen}")
    assert brief.melding.kenmerk in bezoek.get(f"/casussen/{eigen}").text
    stappen.nothing_broken()


def test_the_other_owner_reads_the_proposal_and_not_the_reason(web: Web, stappen: Stappen) -> None:
    stappen.register("vws-ucz")
    stappen.register(GEMEENTE, loket=GEMEENTE)
    [samenloop] = pairs(stappen)
    decide(stappen, "vws-ucz", samenloop, "samenvoegen", reden="Geheimwoord van het loket.")
    gezien = client(web, GEMEENTE).get(f"/samenlopen/{samenloop.id}").text
    assert "Samenvoegen is voorgesteld." in gezien
    assert "Geheimwoord" not in gezien
    assert "Geheimwoord" in client(web, "vws-ucz").get(f"/samenlopen/{samenloop.id}").text
