"""What the pages of colleagues and of an organisatie show, and to whom; nothing by a wrong address."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from app.domain.actor import Actor, Rol
from app.domain.beheer import BlockOrganisatie, ProposeOpvolging
from app.domain.personeel import ReportAbsence
from app.domain.termen import Blokkadereden, OpvolgingStatus
from app.models import Medewerker, Rechtsopvolging
from app.services.organisatie import block_organisatie
from app.services.personeel import report_absence
from app.services.rechtsopvolging import propose_opvolging
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen

GEMEENTE, OPVOLGER = "gemeente-gm0193", "gemeente-gm0153"


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def stappen(web: Web) -> Stappen:
    return Stappen(web.wereld)


@pytest.fixture
def casus_id(stappen: Stappen) -> UUID:
    casus_id = stappen.register("ozj", loket="vws-ucz").casussen[0].id
    stappen.move(casus_id, "ozj", "en2", "ret-jz07", GEMEENTE)
    return casus_id


def away(web: Web, wie: Actor, vervanger: Actor | None = None, over: int = 0) -> None:
    """From in ``over`` days on, for a week."""
    van = Stappen(web.wereld).vandaag + timedelta(days=over)
    opdracht = ReportAbsence(
        medewerker_id=wie.id,
        van=van,
        tot=van + timedelta(days=7),
        plaatsvervanger_id=vervanger.id if vervanger else None,
    )
    with web.wereld.werkplek(wie) as desk:
        report_absence(desk, opdracht)


def send(client: TestClient, pad: str, **velden: str) -> tuple[int, str]:
    antwoord = client.post(pad, data=velden, follow_redirects=False)
    return antwoord.status_code, antwoord.headers.get("location", antwoord.text)


@pytest.mark.usefixtures("casus_id")
def test_who_is_away_is_told_to_who_leads_the_own_people_only(web: Web, stappen: Stappen) -> None:
    wie, pad = web.wereld.actors[GEMEENTE], f"/organisaties/{GEMEENTE}"
    away(web, wie)
    with web.wereld.werkplek(web.wereld.hire("ozj", Rol.BEHEERDER)) as desk:
        block_organisatie(desk, BlockOrganisatie("en3", Blokkadereden.BEVEILIGING))
        propose_opvolging(desk, ProposeOpvolging(GEMEENTE, OPVOLGER, stappen.vandaag + timedelta(days=9)))

    def sees(actor: Actor) -> str:
        return log_in(web, actor).get(pad).text

    for rol in (Rol.COORDINATOR, Rol.BEHEERDER):
        assert "Afwezigheid van een medewerker" in sees(web.wereld.hire(GEMEENTE, rol))
    for ander in (web.wereld.hire("ozj", Rol.BEHEERDER), web.wereld.actors["ozj"], wie):
        tekst = sees(ander)
        assert "Afwezigheid van een medewerker" not in tekst
        assert ander is wie or wie.naam not in tekst
    assert "Voorgesteld:" in sees(web.wereld.hire("ozj", Rol.BEHEERDER)), "the rest of the history stays"


@pytest.mark.usefixtures("casus_id")
def test_the_numbers_of_a_party_are_for_the_landelijke_schakel_when_nobody_there_can_act(web: Web) -> None:
    pad = f"/organisaties/{GEMEENTE}"
    landelijk, beheerder = (
        log_in(web, web.wereld.actors["ozj"]),
        log_in(web, web.wereld.hire("ozj", Rol.BEHEERDER)),
    )
    assert "Wat hier ligt" not in landelijk.get(pad).text
    assert "Wat hier ligt" in beheerder.get(pad).text
    assert send(beheerder, f"{pad}/blokkeren", reden="beveiliging")[0] == 303
    assert "Wat hier ligt" in landelijk.get(pad).text
    assert send(beheerder, f"{pad}/vrijgeven")[0] == 303
    assert "Wat hier ligt" not in landelijk.get(pad).text
    with web.wereld.database.transaction() as session:
        rij = session.get(Medewerker, web.wereld.actors[GEMEENTE].id)
        assert rij is not None
        rij.actief_tot = Stappen(web.wereld).vandaag
    assert "Wat hier ligt" in landelijk.get(pad).text


def test_a_deputy_who_is_away_too_is_said_on_the_page(web: Web) -> None:
    wie, vervanger = web.wereld.actors[GEMEENTE], web.wereld.hire(GEMEENTE)
    away(web, wie, vervanger)
    coordinator = log_in(web, web.wereld.hire(GEMEENTE, Rol.COORDINATOR))
    waarschuwing = f"{vervanger.naam} vervangt nu {wie.naam}."
    assert waarschuwing not in coordinator.get("/team").text
    dag = Stappen(web.wereld).vandaag + timedelta(days=3)
    zelf = log_in(web, vervanger)
    assert send(zelf, f"/team/{vervanger.id}/afwezig", van=f"{dag:%d-%m-%Y}", tot="", plaatsvervanger="") == (
        303,
        "/team?gedaan=afwezig",
    )
    for client in (zelf, coordinator):
        tekst = client.get("/team?gedaan=afwezig").text
        assert waarschuwing in tekst
        assert f"Kies voor {wie.naam} een ander." in tekst
    web.wereld.later(days=9)
    assert waarschuwing not in log_in(web, vervanger).get("/team").text, "who is back needs no deputy"


def test_the_form_of_absence_keeps_the_deputy_among_namesakes(web: Web) -> None:
    wie, een, ander = web.wereld.actors[GEMEENTE], web.wereld.hire(GEMEENTE), web.wereld.hire(GEMEENTE)
    with web.wereld.database.transaction() as session:
        for id_ in (een.id, ander.id):
            rij = session.get(Medewerker, id_)
            assert rij is not None
            rij.naam = "Jan Jansen"
    laatste = max(een, ander, key=lambda actor: actor.id)
    away(web, wie, laatste)
    tekst = log_in(web, wie).get(f"/team/{wie.id}/afwezig").text
    assert f'value="{laatste.id}" selected' in tekst


def test_a_beheerder_without_work_in_the_chain_divides_nothing(web: Web, casus_id: UUID) -> None:
    wie = web.wereld.actors[GEMEENTE]
    client = log_in(web, web.wereld.hire(GEMEENTE, Rol.BEHEERDER))
    assert "/team/verdelen" not in client.get("/team").text
    assert "/team/verdelen" not in client.get(f"/team/{wie.id}/uit-dienst").text
    assert client.get(f"/team/verdelen?van={wie.id}").status_code == 403
    velden = {"van": str(wie.id), "casus": str(casus_id), "naar": str(web.wereld.hire(GEMEENTE).id)}
    assert send(client, "/team/verdelen", **velden)[0] == 403


def test_dividing_says_who_has_it_now_when_somebody_was_first(
    web: Web, stappen: Stappen, casus_id: UUID
) -> None:
    wie, een, ander = web.wereld.actors[GEMEENTE], web.wereld.hire(GEMEENTE), web.wereld.hire(GEMEENTE)
    client = log_in(web, web.wereld.hire(GEMEENTE, Rol.COORDINATOR))
    velden = {"van": str(wie.id), "casus": str(casus_id)}
    assert send(client, "/team/verdelen", **velden, naar=str(een.id))[0] == 303
    status, tekst = send(client, "/team/verdelen", **velden, naar=str(ander.id))
    assert (status, f"C-2026-000001 is nu bij {een.naam}" in tekst) == (409, True)
    assert stappen.eigenaarschappen(casus_id)[-1].behandelaar_id == een.id
    assert send(client, "/team/verdelen", van="onzin", casus=str(casus_id), naar=str(ander.id))[0] == 404


def test_a_succession_is_settled_by_a_button_on_a_page_of_that_succession(web: Web, stappen: Stappen) -> None:
    with web.wereld.werkplek(web.wereld.hire("ozj", Rol.BEHEERDER)) as desk:
        opvolging = propose_opvolging(desk, ProposeOpvolging(GEMEENTE, OPVOLGER, stappen.vandaag))
    client = log_in(web, web.wereld.hire(OPVOLGER, Rol.COORDINATOR))
    pad = f"/organisaties/{OPVOLGER}/opvolging/{opvolging.id}"
    for velden in ({}, {"besluit": "misschien"}):
        status, tekst = send(client, pad, **velden)
        assert (status, "Bevestigen" in tekst, "Kies" in tekst) == (422, True, True)
    vreemd = f"/organisaties/igj/opvolging/{opvolging.id}"
    for besluit in ("bevestigen", "intrekken"):
        assert send(client, vreemd, besluit=besluit)[0] == 404
    with web.wereld.database.read() as session:
        rij = session.get(Rechtsopvolging, opvolging.id)
        assert rij is not None
        assert rij.status is OpvolgingStatus.VOORGESTELD
    assert send(client, pad, besluit="bevestigen")[0] == 303


def test_who_is_back_says_so_with_one_button(web: Web) -> None:
    wie, vervanger = web.wereld.actors[GEMEENTE], web.wereld.hire(GEMEENTE)
    away(web, wie, vervanger)
    bezoek, pad = log_in(web, wie), f"/team/{wie.id}/afwezig"
    assert "Weer aanwezig" in bezoek.get(pad).text
    nog = {"van": "3-11-2026", "plaatsvervanger": str(vervanger.id)}
    status, plek = send(bezoek, pad, terug="ja", **nog)
    assert (status, plek) == (303, "/team?gedaan=aanwezig")
    assert "Weer aanwezig" not in bezoek.get(pad).text
