"""Letting people in: a coordinator gives a code, and with it somebody chooses a password."""

import re
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from httpx import Client, Response
from sqlmodel import select

from app import security
from app.domain.actor import Rol
from app.domain.personeel import ReportAbsence
from app.models import Medewerker, MedewerkerRol, Sessie, Uitnodiging
from app.security import hash_password
from app.services.organisatie import unblock_organisatie
from app.services.personeel import dismiss_medewerker, report_absence
from app.wachtwoorden import set_password
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in
from tests.pages.test_volg_pagina import words
from tests.services.stappen import Stappen
from tests.services.test_organisatie import block
from tests.services.test_rechtsopvolging import NIEUW as OPVOLGER
from tests.services.test_rechtsopvolging import OUD as VOORGANGER
from tests.services.test_rechtsopvolging import succeed

CODE = re.compile(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}")
NIEUW = {"naam": "Jip de Vries", "gebruikersnaam": "j.devries", "rol.procesregisseur": "ja"}
GOED = "paarse fiets in de regen"
RET = "ret-jz07"
UIT = "Codes die nog niet gebruikt zijn"


@pytest.fixture
def stappen(web: Web) -> Stappen:
    return Stappen(web.wereld)


def desk(web: Web, bij: str = RET, rol: Rol = Rol.COORDINATOR) -> Client:
    return log_in(web, web.wereld.hire(bij, rol))


def invited(wie: Client, **anders: str) -> tuple[str, str]:
    """Where the code of somebody new stands, and the code."""
    antwoord = wie.post("/team/nieuw", data=NIEUW | anders)
    assert antwoord.status_code == 303, antwoord.text
    pad = antwoord.headers["location"].split("?")[0]
    [code] = set(CODE.findall(wie.get(pad).text))
    return pad, code


def choose(web: Web, code: str, naam: str = "j.devries", wachtwoord: str = GOED) -> Response:
    velden = {"gebruikersnaam": naam, "startcode": code, "wachtwoord": wachtwoord, "nogmaals": wachtwoord}
    return web.browser().post("/wachtwoord/kiezen", data=velden)


def enter(web: Web, naam: str = "j.devries", wachtwoord: str = GOED) -> Client | None:
    """Logged in as a person does it; None when that is refused."""
    browser = web.browser()
    antwoord = browser.post("/inloggen", data={"gebruikersnaam": naam, "wachtwoord": wachtwoord})
    return browser if antwoord.status_code == 303 else None


def test_somebody_new_begins_with_a_code_and_not_before(web: Web, stappen: Stappen) -> None:
    coordinator = desk(web)
    pad, code = invited(coordinator)
    assert enter(web) is None
    team = words(coordinator, "/team")
    assert UIT in team
    assert "Jip de Vries" not in team.split(UIT)[0], "nobody works here by being invited"
    antwoord = choose(web, code.lower().replace("-", " "))
    assert antwoord.headers["location"] == "/inloggen?gekozen=ja"
    assert "Uw wachtwoord is gekozen." in web.browser().get("/inloggen?gekozen=ja").text
    begonnen = enter(web)
    assert begonnen is not None
    assert begonnen.get("/werkvoorraad").status_code == 200
    assert UIT not in words(coordinator, "/team")
    assert coordinator.get(pad).status_code == 404
    assert "niet meer" in choose(web, code).text, "a code works once"
    stappen.nothing_broken()


def test_the_same_form_sent_twice_invites_once_and_a_name_is_taken_once(web: Web) -> None:
    coordinator = desk(web)
    invited(coordinator, idempotency_key="eens")
    tweede = coordinator.post("/team/nieuw", data=NIEUW | {"idempotency_key": "eens"})
    assert tweede.status_code == 303
    ander = coordinator.post("/team/nieuw", data=NIEUW | {"naam": "Jet"})
    assert ander.status_code == 422
    assert "De gebruikersnaam “j.devries” bestaat al." in ander.text
    assert 'value="Jet"' in ander.text
    with web.wereld.database.read() as session:
        assert len(session.exec(select(Uitnodiging)).all()) == 1


def test_a_new_code_ends_the_one_before_and_so_does_taking_it_back(web: Web) -> None:
    coordinator = desk(web)
    pad, eerste = invited(coordinator)
    antwoord = coordinator.post(pad)
    nieuw_pad = antwoord.headers["location"].split("?")[0]
    [tweede] = set(CODE.findall(coordinator.get(nieuw_pad).text))
    assert choose(web, eerste).status_code == 422
    assert coordinator.post(f"{nieuw_pad}/intrekken").status_code == 303
    assert choose(web, tweede).status_code == 422
    assert UIT not in words(coordinator, "/team")


def test_a_code_is_over_after_a_week_and_the_page_says_so(web: Web) -> None:
    wereld = web.wereld
    beheerder = wereld.hire(RET, Rol.COORDINATOR)
    pad, code = invited(log_in(web, beheerder))
    wereld.later(days=7, seconds=1)
    assert choose(web, code).status_code == 422
    later = log_in(web, beheerder)
    assert "de code is verlopen" in words(later, "/team")
    assert "Verlopen op" in words(later, pad)
    assert later.post("/team/nieuw", data=NIEUW).status_code == 303, "the name is free again"


def test_a_colleague_gets_another_password_and_is_logged_out_everywhere(web: Web) -> None:
    coordinator = desk(web)
    _, code = invited(coordinator)
    choose(web, code)
    ergens = enter(web)
    assert ergens is not None
    [pad] = re.findall(
        r'href="(/team/[^"]+/wachtwoord)">Nieuw wachtwoord<span class="verborgen"> voor Jip',
        coordinator.get("/team").text,
    )
    antwoord = coordinator.post(pad)
    assert antwoord.status_code == 303
    assert ergens.get("/werkvoorraad").status_code == 200, "until the code is used nothing changes"
    [code] = set(CODE.findall(coordinator.get(antwoord.headers["location"]).text))
    assert choose(web, code, wachtwoord="groene stoel op het dak").status_code == 303
    assert ergens.get("/werkvoorraad").status_code == 303
    assert enter(web) is None
    assert enter(web, wachtwoord="groene stoel op het dak") is not None


def test_nobody_gives_a_code_to_who_may_do_more(web: Web) -> None:
    """Else a coordinator would choose the password of the beheerder, and be one."""
    beheerder = web.wereld.hire("ozj", Rol.BEHEERDER)
    coordinator = desk(web, "ozj")
    geweigerd = coordinator.post(f"/team/{beheerder.id}/wachtwoord")
    assert geweigerd.status_code == 409
    assert "een rol die u niet mag geven" in geweigerd.text
    assert "rol.beheerder" not in coordinator.get("/team/nieuw").text
    zelf = coordinator.post("/team/nieuw", data=NIEUW | {"rol.beheerder": "ja"})
    assert zelf.status_code == 409
    assert desk(web, "ozj", Rol.BEHEERDER).post(f"/team/{beheerder.id}/wachtwoord").status_code == 303


def test_only_who_leads_people_and_the_landelijke_beheerder_elsewhere(web: Web) -> None:
    gewoon = log_in(web, web.wereld.actors["ozj"])
    collega = web.wereld.hire("ozj")
    for pad in ("/team/nieuw", f"/team/{collega.id}/wachtwoord"):
        assert gewoon.get(pad).status_code == 403
        assert gewoon.post(pad, data=NIEUW).status_code == 403
    elders = desk(web)
    assert elders.get(f"/team/{collega.id}/wachtwoord").status_code == 404
    assert elders.get("/team/nieuw?organisatie=ozj").status_code == 403
    assert elders.post("/team/nieuw", data=NIEUW | {"organisatie": "ozj"}).status_code == 403
    landelijk = desk(web, "ozj", Rol.BEHEERDER)
    assert f'href="/team/nieuw?organisatie={RET}"' in landelijk.get(f"/organisaties/{RET}").text
    pad, code = invited(landelijk, organisatie=RET)
    assert elders.get(pad).status_code == 200
    assert gewoon.get(pad).status_code == 404
    assert choose(web, code).status_code == 303
    assert "Jip de Vries" in words(elders, "/team")


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"naam": ""}, "Vul de naam in"),
        ({"gebruikersnaam": ""}, "Kies een naam om mee in te loggen"),
        ({"gebruikersnaam": "jip de vries"}, "Gebruik geen spaties"),
        ({"rol.procesregisseur": ""}, "Kies ten minste één rol"),
        ({"email": "jip"}, "Dit is geen mailadres"),
        ({"rol.verbindingsregisseur": "ja"}, "past niet bij"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    web: Web, velden: dict[str, str], melding: str
) -> None:
    antwoord = desk(web).post("/team/nieuw", data=NIEUW | velden)
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    for naam, waarde in (NIEUW | velden).items():
        assert not waarde or waarde == "ja" or f'value="{waarde}"' in antwoord.text, naam


@pytest.mark.parametrize(
    ("wachtwoord", "nogmaals", "melding"),
    [
        ("kort", "kort", "te kort"),
        ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "te makkelijk te raden"),
        ("mijn j.devries 2026", "mijn j.devries 2026", "te makkelijk te raden"),
        (GOED, GOED + "!", "een ander wachtwoord dan hierboven"),
        ("x" * 201, "x" * 201, "te lang"),
    ],
)
def test_a_poor_password_uses_no_code_and_is_not_shown_again(
    web: Web, wachtwoord: str, nogmaals: str, melding: str
) -> None:
    _, code = invited(desk(web))
    velden = {
        "gebruikersnaam": "j.devries",
        "startcode": code,
        "wachtwoord": wachtwoord,
        "nogmaals": nogmaals,
    }
    antwoord = web.browser().post("/wachtwoord/kiezen", data=velden)
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    assert f'value="{wachtwoord}"' not in antwoord.text
    assert choose(web, code).status_code == 303


def test_guessing_codes_stops_after_ten(web: Web) -> None:
    _, code = invited(desk(web))
    for _ in range(10):
        assert choose(web, "AAAA-AAAA-AAAA-AAAA").status_code == 422
    gestopt = choose(web, code)
    assert gestopt.status_code == 422
    assert "over een kwartier" in gestopt.text
    web.wereld.later(minutes=16)
    assert choose(web, code).status_code == 303


def test_who_is_logged_in_changes_the_own_password_and_stays(web: Web) -> None:
    _, code = invited(desk(web))
    choose(web, code)
    hier, daar = enter(web), enter(web)
    assert hier is not None and daar is not None
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', hier.get("/wachtwoord").text)
    assert csrf is not None
    hier.headers["X-CSRF-Token"] = csrf[1]
    nieuw = {"wachtwoord": "groene stoel op het dak", "nogmaals": "groene stoel op het dak"}
    fout = hier.post("/wachtwoord", data=nieuw | {"huidig": "iets anders dan dat"})
    assert fout.status_code == 422
    assert "niet het wachtwoord dat u nu hebt" in fout.text
    raadbaar = {"wachtwoord": "mijn j.devries 2026", "nogmaals": "mijn j.devries 2026", "huidig": GOED}
    assert "te makkelijk te raden" in hier.post("/wachtwoord", data=raadbaar).text
    assert "Vul het wachtwoord in dat u nu hebt" in hier.post("/wachtwoord", data=nieuw).text
    assert hier.post("/wachtwoord", data=nieuw | {"huidig": GOED}).status_code == 303
    assert hier.get("/werkvoorraad").status_code == 200
    assert daar.get("/werkvoorraad").status_code == 303
    assert enter(web) is None


def test_a_code_of_who_left_or_of_a_closed_organisatie_opens_nothing(web: Web, stappen: Stappen) -> None:
    wereld = web.wereld
    collega = wereld.hire(RET)
    coordinator = desk(web)
    pad = coordinator.post(f"/team/{collega.id}/wachtwoord").headers["location"]
    [code] = set(CODE.findall(coordinator.get(pad).text))
    with wereld.database.transaction() as session:
        rij = session.get(Medewerker, collega.id)
        assert rij is not None
        naam, rij.actief_tot = rij.gebruikersnaam, wereld.now.date() - timedelta(days=1)
    assert choose(web, code, naam).status_code == 422
    with wereld.database.read() as session:
        rij = session.get(Medewerker, collega.id)
        assert rij is not None and not rij.wachtwoord_hash
        assert not session.exec(select(Sessie).where(Sessie.medewerker_id == collega.id)).all()


def test_a_block_ends_codes_for_good(web: Web, stappen: Stappen) -> None:
    _, code = invited(desk(web))
    beheerder = web.wereld.hire("ozj", Rol.BEHEERDER)
    block(stappen, beheerder, RET)
    with web.wereld.werkplek(beheerder) as bureau:
        unblock_organisatie(bureau, RET)
    assert choose(web, code).status_code == 422


def test_who_was_invited_begins_at_the_successor(web: Web, stappen: Stappen) -> None:
    web.wereld.hire(OPVOLGER, Rol.COORDINATOR)
    _, code = invited(desk(web, VOORGANGER), **{"rol.procesregisseur": "", "rol.casusregisseur": "ja"})
    succeed(stappen, VOORGANGER, OPVOLGER)
    assert choose(web, code).status_code == 303
    assert "Jip de Vries" in words(desk(web, OPVOLGER), "/team")
    stappen.nothing_broken()


def test_who_stands_in_for_a_coordinator_lets_nobody_in(web: Web) -> None:
    """A code would last longer than the absence."""
    wereld = web.wereld
    coordinator, vervanger = wereld.hire(RET, Rol.COORDINATOR), wereld.hire(RET)
    vandaag = wereld.now.date()
    with wereld.werkplek(coordinator) as bureau:
        dagen = ReportAbsence(
            medewerker_id=coordinator.id, van=vandaag, tot=vandaag, plaatsvervanger_id=vervanger.id
        )
        report_absence(bureau, dagen)
    bezoek = log_in(web, vervanger)
    assert bezoek.post("/team/nieuw", data=NIEUW | {"rol.coordinator": "ja"}).status_code == 403
    assert bezoek.post(f"/team/{coordinator.id}/wachtwoord").status_code == 403
    assert "Nieuwe collega" not in bezoek.get("/team").text


def test_a_coordinator_opens_no_klachten_by_the_back_door(web: Web) -> None:
    """It is often the coordinator who is complained about."""
    behandelaar = web.wereld.hire(RET, Rol.KLACHTBEHANDELAAR)
    coordinator = desk(web)
    assert coordinator.post(f"/team/{behandelaar.id}/wachtwoord").status_code == 409
    assert coordinator.post("/team/nieuw", data=NIEUW | {"rol.klachtbehandelaar": "ja"}).status_code == 409


def test_nobody_gets_a_code_for_the_own_screen(web: Web) -> None:
    wie = web.wereld.hire(RET, Rol.COORDINATOR)
    geweigerd = log_in(web, wie).post(f"/team/{wie.id}/wachtwoord")
    assert geweigerd.status_code == 409
    assert "Uw instellingen" in geweigerd.text


def test_codes_of_who_leaves_end(web: Web) -> None:
    boef, ander, slachtoffer = (
        web.wereld.hire(RET, rol) for rol in (Rol.COORDINATOR, Rol.COORDINATOR, Rol.PROCESREGISSEUR)
    )
    bezoek = log_in(web, boef)
    _, nieuw = invited(bezoek)
    pad = bezoek.post(f"/team/{slachtoffer.id}/wachtwoord").headers["location"]
    [code] = set(CODE.findall(bezoek.get(pad).text))
    with web.wereld.database.read() as session:
        rij = session.get(Medewerker, slachtoffer.id)
        assert rij is not None
        naam = rij.gebruikersnaam
    with web.wereld.werkplek(ander) as bureau:
        dismiss_medewerker(bureau, boef.id)
    assert choose(web, nieuw).status_code == 422
    assert choose(web, code, naam).status_code == 422


def test_a_password_chosen_in_another_way_ends_a_code(web: Web) -> None:
    coordinator = desk(web)
    _, code = invited(coordinator)
    choose(web, code)
    with web.wereld.database.read() as session:
        jip = session.exec(select(Medewerker).where(Medewerker.gebruikersnaam == "j.devries")).one()
    pad = coordinator.post(f"/team/{jip.id}/wachtwoord").headers["location"]
    [code] = set(CODE.findall(coordinator.get(pad).text))
    with web.wereld.database.transaction() as session:
        assert set_password(session, "j.devries", hash_password("nog een ander ding"), web.wereld.now)
    assert choose(web, code).status_code == 422


def test_an_old_password_opens_nothing_once_another_was_chosen(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it was right at the moment that it was looked at."""
    coordinator = desk(web)
    _, code = invited(coordinator)
    choose(web, code)
    klopt = security.verify_password

    def slow(wachtwoord: str, bekend: str | None) -> bool:
        with web.wereld.database.transaction() as session:
            set_password(session, "j.devries", hash_password("nog een ander ding"), web.wereld.now)
        return klopt(wachtwoord, bekend)

    monkeypatch.setattr(security, "verify_password", slow)
    assert enter(web) is None


def test_a_code_counts_only_while_its_maker_could_make_it(web: Web) -> None:
    """Asked behind the lock when it is used: whatever happened to the maker meanwhile."""
    maker = web.wereld.hire(RET, Rol.COORDINATOR)
    _, code = invited(log_in(web, maker))
    with web.wereld.database.transaction() as session:
        rol = session.exec(select(MedewerkerRol).where(MedewerkerRol.medewerker_id == maker.id)).one()
        rol.rol = Rol.PROCESREGISSEUR
    assert choose(web, code).status_code == 422


def test_no_code_is_made_for_a_party_that_is_blocked(web: Web, stappen: Stappen) -> None:
    beheerder = web.wereld.hire("ozj", Rol.BEHEERDER)
    block(stappen, beheerder, RET)
    geweigerd = log_in(web, beheerder).post("/team/nieuw", data=NIEUW | {"organisatie": RET})
    assert geweigerd.status_code == 422
    assert "is dicht. Geef die eerst weer." in geweigerd.text


def test_a_name_in_other_capitals_is_the_same_name(web: Web) -> None:
    coordinator = desk(web)
    _, code = invited(coordinator)
    anders = NIEUW | {"gebruikersnaam": "J.deVries"}
    assert coordinator.post("/team/nieuw", data=anders).status_code == 422
    choose(web, code)
    assert coordinator.post("/team/nieuw", data=anders).status_code == 422


def test_a_code_of_a_colleague_is_seen_and_taken_back_by_another_coordinator(web: Web) -> None:
    collega = web.wereld.hire(RET)
    eerste, tweede = desk(web), desk(web)
    adres = eerste.post(f"/team/{collega.id}/wachtwoord").headers["location"]
    [code] = set(CODE.findall(eerste.get(adres).text))
    assert adres in tweede.get("/team").text
    assert not CODE.findall(tweede.get(adres).text)
    assert tweede.post(f"{adres}/intrekken").status_code == 303
    with web.wereld.database.read() as session:
        rij = session.get(Medewerker, collega.id)
        assert rij is not None
        naam = rij.gebruikersnaam
    assert choose(web, code, naam).status_code == 422


def test_who_logs_in_during_a_reset_is_logged_out_by_it(
    postgresql_web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old password was right when it was looked at; the log-in is stored while the new one is written."""
    web = postgresql_web
    coordinator = desk(web)
    _, code = invited(coordinator)
    choose(web, code)
    begin, klaar, gedaan = security.start_sessie, Event(), Event()

    def slow(*delen: Any) -> security.Inlog:
        inlog = begin(*delen)
        klaar.set()
        gedaan.wait(1)  # the reset waits for this log-in, so this never comes in time
        return inlog

    def reset() -> None:
        klaar.wait(20)
        with web.wereld.database.transaction() as session:
            set_password(session, "j.devries", hash_password("nog een ander ding"), web.wereld.now)
        gedaan.set()

    monkeypatch.setattr(security, "start_sessie", slow)
    draad = Thread(target=reset)
    draad.start()
    binnen = enter(web)
    draad.join(30)
    assert binnen is not None and gedaan.is_set()
    assert binnen.get("/werkvoorraad").status_code == 303
