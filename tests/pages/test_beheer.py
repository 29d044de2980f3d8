"""The beheerder and the coordinator at work on the pages: block, succession, absence, dividing."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from app.domain.actor import Actor, Rol
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in, walk
from tests.pages.test_paginas import check
from tests.services.stappen import Stappen

GEMEENTE = "gemeente-gm0193"


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def stappen(web: Web) -> Stappen:
    return Stappen(web.wereld)


@pytest.fixture
def beheerder(web: Web, casus_id: UUID) -> TestClient:  # its history moves the clock
    return log_in(web, web.wereld.hire("ozj", Rol.BEHEERDER))


@pytest.fixture
def coordinator(web: Web, casus_id: UUID) -> TestClient:  # its history moves the clock
    return log_in(web, web.wereld.hire(GEMEENTE, Rol.COORDINATOR))


@pytest.fixture
def casus_id(stappen: Stappen) -> UUID:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    stappen.move(gemeld.casussen[0].id, "ozj", "en2", "ret-jz07", GEMEENTE)
    return gemeld.casussen[0].id


def send(client: TestClient, pad: str, **velden: str) -> tuple[int, str]:
    """Fill in the form of a page and send it; (status, where to or what is shown)."""
    antwoord = client.post(pad, data=velden, follow_redirects=False)
    return antwoord.status_code, antwoord.headers.get("location", antwoord.text)


def test_a_block_is_done_and_seen_at_once(web: Web, beheerder: TestClient) -> None:
    daar = log_in(web, web.wereld.actors[GEMEENTE])
    assert daar.get("/werkvoorraad").status_code == 200
    pad = f"/organisaties/{GEMEENTE}"
    status, tekst = send(beheerder, f"{pad}/blokkeren")
    assert (status, "Kies waarom de toegang dicht moet" in tekst) == (422, True)
    assert send(beheerder, f"{pad}/blokkeren", reden="beveiliging") == (303, f"{pad}?gedaan=geblokkeerd")
    assert daar.get("/werkvoorraad", follow_redirects=False).headers["location"].startswith("/inloggen")
    bladzijde = beheerder.get(pad).text
    assert "De toegang is geblokkeerd" in bladzijde
    assert "1 casus waarvoor deze organisatie verantwoordelijk is" in bladzijde
    assert "Toegang geblokkeerd" in bladzijde, "the history of the party"
    landelijk = log_in(web, web.wereld.actors["ozj"])
    assert "1 casus ligt waar niemand is" in landelijk.get("/werkvoorraad").text
    assert "C-2026-000001" in landelijk.get("/werkvoorraad?lijst=opgevangen").text
    assert "Opgevangen" not in log_in(web, web.wereld.actors["en2"]).get("/werkvoorraad").text
    status, tekst = send(beheerder, f"{pad}/blokkeren", reden="beveiliging")
    assert (status, "is al geblokkeerd" in tekst) == (409, True)
    assert send(beheerder, f"{pad}/vrijgeven")[0] == 303
    assert daar.get("/werkvoorraad", follow_redirects=False).status_code == 303, "an old cookie stays dead"
    assert log_in(web, web.wereld.actors[GEMEENTE]).get("/werkvoorraad").status_code == 200


def test_a_succession_from_proposal_to_the_last_casus(
    web: Web, stappen: Stappen, beheerder: TestClient, casus_id: UUID
) -> None:
    oud, nieuw = f"/organisaties/{GEMEENTE}", "gemeente-gm0153"
    vandaag = f"{stappen.vandaag:%d-%m-%Y}"
    status, tekst = send(beheerder, f"{oud}/opvolging", per="31-02-2026")
    assert status == 422
    assert "Kies de organisatie die alles overneemt" in tekst
    assert 'value="31-02-2026"' in tekst, "what was typed is kept"
    assert send(beheerder, f"{oud}/opvolging", naar=nieuw, per=vandaag)[0] == 303
    daar = log_in(web, web.wereld.hire(nieuw, Rol.COORDINATOR))
    assert "Bevestig dat Gemeente Zwolle in uw organisatie opgaat" in daar.get("/werkvoorraad").text
    bladzijde = daar.get(f"/organisaties/{nieuw}").text
    link = re.search(rf'href="(/organisaties/{nieuw}/opvolging/[^"]+)"', bladzijde)
    assert link is not None, bladzijde
    assert "Bevestigen" in daar.get(link.group(1)).text
    assert send(daar, link.group(1), besluit="bevestigen")[0] == 303
    assert stappen.owner(casus_id) == nieuw
    weg = beheerder.get(oud).text
    assert "Deze organisatie bestaat niet meer" in weg
    status, tekst = send(daar, link.group(1), besluit="bevestigen")
    assert (status, "al uitgevoerd of ingetrokken" in tekst) == (409, True)
    stappen.nothing_broken()


def test_a_proposal_can_be_withdrawn_and_a_party_with_work_cannot_end(
    beheerder: TestClient, casus_id: UUID, stappen: Stappen
) -> None:
    pad = f"/organisaties/{GEMEENTE}"
    send(beheerder, f"{pad}/opvolging", naar="gemeente-gm0153", per="1-1-2027")
    link = re.search(r'href="(/organisaties/[^"]+/opvolging/[^"]+)"', beheerder.get(pad).text)
    assert link is not None
    assert send(beheerder, link.group(1), besluit="intrekken")[0] == 303
    status, tekst = send(beheerder, f"{pad}/beeindigen")
    assert (status, "ligt nog werk" in tekst) == (409, True)
    assert stappen.owner(casus_id) == GEMEENTE
    assert send(beheerder, "/organisaties/gemeente-gm0014/beeindigen")[0] == 303


@pytest.mark.parametrize("act", ["blokkeren", "vrijgeven", "beeindigen", "opvolging"])
def test_nobody_else_does_the_acts_of_the_beheerder(web: Web, coordinator: TestClient, act: str) -> None:
    for client in (coordinator, log_in(web, web.wereld.actors["ozj"])):
        assert client.get(f"/organisaties/en3/{act}").status_code == 403
        velden = {"reden": "misbruik", "naar": "en2", "per": "1-1-2027"}
        assert send(client, f"/organisaties/en3/{act}", **velden)[0] == 403


def test_the_team_page_tells_who_is_away_and_who_stands_in(web: Web, coordinator: TestClient) -> None:
    wie, vervanger = web.wereld.actors[GEMEENTE], web.wereld.hire(GEMEENTE)
    vandaag = Stappen(web.wereld).vandaag
    velden = {"van": f"{vandaag:%d-%m-%Y}", "tot": f"{vandaag + timedelta(days=9):%d-%m-%Y}"}
    status, tekst = send(coordinator, f"/team/{wie.id}/afwezig", **velden, plaatsvervanger=str(wie.id))
    assert (status, "zichzelf" in tekst) == (422, True)
    anders = send(coordinator, f"/team/{wie.id}/afwezig", **velden, plaatsvervanger=str(vervanger.id))
    assert anders == (303, "/team?gedaan=afwezig")
    bladzijde = coordinator.get("/team").text
    assert "Nu afwezig" in bladzijde
    assert vervanger.naam in bladzijde
    assert "Van ons" in log_in(web, vervanger).get("/werkvoorraad?lijst=mijn").text
    status, _ = send(coordinator, f"/team/{wie.id}/afwezig", van="", tot="", plaatsvervanger="")
    assert status == 303
    assert "Nu afwezig" not in coordinator.get("/team").text


def test_work_is_divided_and_who_leaves_leaves_nothing(
    web: Web, stappen: Stappen, coordinator: TestClient, casus_id: UUID
) -> None:
    wie, ander = web.wereld.actors[GEMEENTE], web.wereld.hire(GEMEENTE)
    assert "Geef die eerst aan een ander" in coordinator.get(f"/team/{wie.id}/uit-dienst").text
    bladzijde = coordinator.get(f"/team/verdelen?van={wie.id}").text
    assert str(casus_id) in bladzijde
    status, tekst = send(coordinator, "/team/verdelen", van=str(wie.id), casus=str(casus_id))
    assert (status, "Kies wie deze casussen gaat behandelen" in tekst) == (422, True)
    gegeven = send(coordinator, "/team/verdelen", van=str(wie.id), casus=str(casus_id), naar=str(ander.id))
    assert gegeven == (303, "/team?gedaan=verdeeld")
    assert stappen.eigenaarschappen(casus_id)[-1].behandelaar_id == ander.id
    assert send(coordinator, f"/team/{wie.id}/uit-dienst")[0] == 303
    assert wie.naam not in coordinator.get("/team").text
    assert send(coordinator, "/team/verdelen", van="niemand", casus="x", naar=str(ander.id))[0] == 422


def test_a_colleague_sees_the_team_but_manages_only_the_own_absence(web: Web) -> None:
    wie, ander = web.wereld.actors[GEMEENTE], web.wereld.hire(GEMEENTE)
    client = log_in(web, wie)
    assert client.get("/team").status_code == 200
    assert client.get(f"/team/{wie.id}/afwezig").status_code == 200
    for pad in (f"/team/{ander.id}/afwezig", f"/team/{ander.id}/uit-dienst", "/team/verdelen"):
        assert client.get(pad).status_code == 403
    elders = web.wereld.actors["ozj"].id
    for pad in (f"/team/{elders}/afwezig", "/team/verdelen?van=onzin"):
        assert client.get(pad).status_code in (403, 404)


@pytest.mark.parametrize("rol", [Rol.COORDINATOR, Rol.BEHEERDER])
@pytest.mark.usefixtures("casus_id")
def test_every_page_of_beheer_and_team_is_sound(web: Web, rol: Rol) -> None:
    wie: Actor = web.wereld.hire("ozj", rol)
    gemeente = web.wereld.hire(GEMEENTE, rol)
    for actor in (wie, gemeente):
        client = log_in(web, actor)
        begin = ("/team", f"/organisaties/{GEMEENTE}")
        gezien = [a for a in walk(client, begin) if "text/html" in a.soort]
        assert len([a for a in gezien if a.status == 200]) >= 2
        assert {a.pad: fout for a in gezien for fout in check(a)} == {}


def test_it_is_said_before_offering_that_nobody_is_there(
    web: Web, stappen: Stappen, coordinator: TestClient
) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    casus = gemeld.casussen[0]
    stappen.move(casus.id, "ozj", "en2", "ret-jz07")
    doorzetten = f"/casussen/{casus.kenmerk}/doorzetten"
    procesregisseur = log_in(web, web.wereld.actors["ret-jz07"])
    assert "niemand aanwezig" not in procesregisseur.get(doorzetten).text
    coordinator = log_in(web, web.wereld.hire(GEMEENTE, Rol.COORDINATOR))
    collegas = re.findall(r'href="/team/([0-9a-f-]+)/afwezig"', coordinator.get("/team").text)
    for wie in collegas:
        assert send(coordinator, f"/team/{wie}/afwezig", van="1-11-2026", tot="20-11-2026")[0] == 303
    assert (
        "Let op: tot en met 20 november 2026 is hier niemand aanwezig" in procesregisseur.get(doorzetten).text
    )
