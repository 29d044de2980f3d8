"""Who read a casus: the privacy officer sees persons and moments, and nobody else sees that."""

from datetime import timedelta

import pytest
from httpx import Client
from sqlmodel import select

from app.domain.actor import Actor, Rol
from app.models import Casus, Leesregel, Privacytaak
from app.routers.pages import leeslog
from app.services.privacytaak import finish_privacytaak
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in
from tests.pages.test_volg_pagina import words
from tests.services.klachtstappen import Klachtstappen
from tests.services.stappen import Stappen
from tests.services.test_rechtsopvolging import NIEUW, OUD, succeed
from tests.services.test_samenvoegen import GEMEENTE, join, split

WIJKTEAM = "wijkteam-gm0193"


@pytest.fixture
def stappen(web: Web) -> Stappen:
    return Stappen(web.wereld)


def officer(web: Web, bij: str = "ozj") -> Client:
    return log_in(web, web.wereld.hire(bij, Rol.PRIVACY_OFFICER))


def opening(web: Web) -> Stappen:
    """Where the same child at two desks is found."""
    web.wereld.opent_samenlopen = True
    return Stappen(web.wereld)


def open_page(web: Web, wie: Actor, kenmerk: str) -> None:
    assert log_in(web, wie).get(f"/casussen/{kenmerk}").status_code == 200


def test_each_reader_stands_there_with_the_moment_and_not_a_word_of_the_casus(
    web: Web, stappen: Stappen
) -> None:
    casus = stappen.register().casussen[0]
    ander = stappen.register("igj").casussen[0]
    open_page(web, web.wereld.actors["vws-ucz"], casus.kenmerk)
    web.wereld.later(hours=2)
    open_page(web, web.wereld.actors["vws-ucz"], casus.kenmerk)
    open_page(web, web.wereld.actors["igj"], ander.kenmerk)
    tekst = words(officer(web), f"/leeslog?casus={casus.kenmerk}")
    assert web.wereld.actors["vws-ucz"].naam in tekst
    assert web.wereld.actors["igj"].naam not in tekst
    assert "De casus" in tekst
    for verborgen in ("Femke", "moeder", "Samira"):
        assert verborgen not in tekst


def test_looking_at_who_looked_is_read_too_and_what_hangs_on_the_casus_counts(
    web: Web, stappen: Stappen
) -> None:
    gemeld = stappen.register()
    casus = gemeld.casussen[0]
    loket = log_in(web, web.wereld.actors["vws-ucz"])
    assert loket.get("/terugkoppelingen").status_code == 200
    bezoek = officer(web)
    assert "De melding" in words(bezoek, f"/leeslog?casus={casus.kenmerk}")
    tweede = words(bezoek, f"/leeslog?casus={casus.kenmerk.lower()}")
    assert "Dit leeslog" in tweede
    assert "Keek na wie las" in tweede


def test_days_are_days_in_the_netherlands_and_outside_them_nobody_read(web: Web, stappen: Stappen) -> None:
    casus = stappen.register().casussen[0]
    open_page(web, web.wereld.actors["vws-ucz"], casus.kenmerk)
    gelezen = web.wereld.now
    web.wereld.later(days=40)
    bezoek = officer(web)
    assert "In deze dagen heeft niemand gelezen" in words(bezoek, f"/leeslog?casus={casus.kenmerk}")
    dag = f"{gelezen:%d-%m-%Y}"
    assert "De casus" in words(bezoek, f"/leeslog?casus={casus.kenmerk}&van={dag}&tot={dag}")
    later = f"{gelezen + timedelta(days=1):%d-%m-%Y}"
    assert "niemand gelezen" in words(bezoek, f"/leeslog?casus={casus.kenmerk}&van={later}&tot={later}")


@pytest.mark.parametrize(
    ("vraag", "melding"),
    [
        ({"casus": "", "van": "1-11-2026"}, "Vul het kenmerk van de casus in"),
        ({"casus": "C-2026-999999"}, "C-2026-999999 is hier niet bekend"),
        ({"casus": "C-2026-000001", "van": "31-2-2026"}, "Februari"),
        ({"casus": "C-2026-000001", "van": "5-11-2026", "tot": "4-11-2026"}, "eerder dan de eerste"),
        ({"casus": "C-2026-000001", "van": "1-1-2020"}, "meer dan een jaar"),
        ({"casus": "C-2026-000001", "tot": "1-1-0001"}, "Kies een dag tussen 2015"),
        ({"casus": "C-2026-000001", "tot": "31-12-9999"}, "Kies een dag tussen 2015"),
    ],
)
def test_a_wrong_question_says_what_to_do_and_keeps_what_was_typed(
    web: Web, stappen: Stappen, vraag: dict[str, str], melding: str
) -> None:
    stappen.register()
    antwoord = officer(web).get("/leeslog", params=vraag)
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    assert all(f'value="{waarde}"' in antwoord.text for waarde in vraag.values() if waarde)
    assert officer(web).get("/leeslog.csv", params=vraag).status_code == 404


def test_every_reader_of_a_long_list_is_on_one_of_its_pages_once(
    web: Web, stappen: Stappen, monkeypatch: pytest.MonkeyPatch
) -> None:
    casus = stappen.register().casussen[0]
    loket = log_in(web, web.wereld.actors["vws-ucz"])
    for _ in range(60):
        loket.get(f"/casussen/{casus.kenmerk}")  # all in one moment: only the ids tell them apart
    bezoek = officer(web)
    eerste = bezoek.get(f"/leeslog?casus={casus.kenmerk}").text
    volgende = eerste.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    tweede = bezoek.get(volgende).text
    assert eerste.count('data-kop="Waarom"') == 50
    assert tweede.count('data-kop="Waarom"') >= 10
    assert 'rel="next"' not in tweede
    regels = bezoek.get(f"/leeslog.csv?casus={casus.kenmerk}")
    assert regels.headers["content-type"].startswith("text/csv")
    assert len([r for r in regels.text.splitlines() if ";de casus;" in r]) == 60
    assert "Er is meer" not in regels.text
    monkeypatch.setattr(leeslog, "MEESTE_RIJEN", 20)
    korter = bezoek.get(f"/leeslog.csv?casus={casus.kenmerk}").text.splitlines()
    assert len(korter) == 1 + 20 + 1
    assert "Er is meer: dit zijn 20 regels." in korter[-1], "a file that is cut off says so"


@pytest.mark.parametrize("bij", ["vws-ucz", "ozj"])
def test_who_is_no_privacy_officer_sees_nothing(web: Web, stappen: Stappen, bij: str) -> None:
    casus = stappen.register().casussen[0]
    desk = log_in(web, web.wereld.actors[bij])
    for pad in ("/leeslog", f"/leeslog?casus={casus.kenmerk}", f"/leeslog.csv?casus={casus.kenmerk}"):
        antwoord = desk.get(pad)
        assert antwoord.status_code == 403
        assert "privacy officer" in antwoord.text


def test_elsewhere_the_officer_looks_at_what_its_own_organisatie_is_responsible_for(
    web: Web, stappen: Stappen
) -> None:
    casus = stappen.register("vws-ucz").casussen[0]
    ander = stappen.register("igj").casussen[0]
    bezoek = officer(web, "vws-ucz")
    assert bezoek.get(f"/leeslog?casus={casus.kenmerk}").status_code == 200
    vreemd = bezoek.get(f"/leeslog?casus={ander.kenmerk}")
    onbekend = bezoek.get("/leeslog?casus=C-2026-999999")
    assert vreemd.status_code == onbekend.status_code == 422
    assert f"{ander.kenmerk} is hier niet bekend" in vreemd.text
    stappen.move(casus.id, "vws-ucz", "ozj")
    bezoek = officer(web, "vws-ucz")
    open_page(web, web.wereld.actors["ozj"], casus.kenmerk)
    open_page(web, web.wereld.actors["vws-ucz"], casus.kenmerk)
    tekst = words(bezoek, f"/leeslog?casus={casus.kenmerk}")
    assert web.wereld.actors["vws-ucz"].naam in tekst, "it was ours"
    assert web.wereld.actors["ozj"].naam not in tekst, "where it is now is not"


def test_a_successor_looks_at_what_the_old_party_was_responsible_for(web: Web, stappen: Stappen) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    casus_id = gemeld.casussen[0].id
    stappen.move(casus_id, "ozj", "en2", "ret-jz07", OUD)
    stappen.move(casus_id, OUD, "wijkteam-gm0193")
    web.wereld.hire(NIEUW, Rol.COORDINATOR)
    succeed(stappen, OUD, NIEUW)
    antwoord = officer(web, NIEUW).get(f"/leeslog?casus={gemeld.casussen[0].kenmerk}")
    assert antwoord.status_code == 200


def test_after_a_splitsing_a_melding_takes_its_readers_along(web: Web) -> None:
    stappen = opening(web)
    samenloop, brief, telefoon = join(stappen)
    gemeente, loket = web.wereld.actors[GEMEENTE], web.wereld.actors["vws-ucz"]
    open_page(web, gemeente, telefoon.casussen[0].kenmerk)
    assert log_in(web, loket).get("/terugkoppelingen").status_code == 200
    split(stappen, GEMEENTE, samenloop)
    officier = officer(web, GEMEENTE)
    blijft, terug = (words(officier, f"/leeslog?casus={g.casussen[0].kenmerk}") for g in (telefoon, brief))
    assert gemeente.naam in blijft and loket.naam not in blijft
    assert loket.naam in terug and gemeente.naam not in terug


def test_of_a_casus_that_moved_on_a_privacytaak_shows_its_own_days_and_only_while_it_is_open(
    web: Web,
) -> None:
    stappen = opening(web)
    officier = web.wereld.hire(GEMEENTE, Rol.PRIVACY_OFFICER)
    samenloop, brief, _ = join(stappen)
    web.wereld.later(hours=1)
    loket, wijkteam = web.wereld.actors["vws-ucz"], web.wereld.actors[WIJKTEAM]
    assert log_in(web, loket).get("/terugkoppelingen").status_code == 200
    split(stappen, GEMEENTE, samenloop)
    stappen.move(brief.casussen[0].id, GEMEENTE, WIJKTEAM)
    open_page(web, wijkteam, brief.casussen[0].kenmerk)
    adres = f"/leeslog?casus={brief.casussen[0].kenmerk}"
    tekst = words(log_in(web, officier), adres)
    assert loket.naam in tekst, "the two were one, and this was read"
    assert wijkteam.naam not in tekst, "where it is now is not for this officer"
    with web.wereld.database.read() as session:
        [taak] = session.exec(select(Privacytaak.id))
    with web.wereld.werkplek(officier) as desk:
        finish_privacytaak(desk, taak)
    assert loket.naam not in words(log_in(web, officier), adres)


def test_a_klacht_does_not_show_in_the_log_of_a_casus(web: Web) -> None:
    klachtstappen = Klachtstappen(web.wereld)
    klacht = klachtstappen.complain()
    behandelaar = log_in(web, klachtstappen.kb_loket)
    assert behandelaar.get(f"/klachten/{klacht.kenmerk}").status_code == 200
    with web.wereld.database.read() as session:
        gezien = session.exec(select(Leesregel.object_soort)).all()
        casussen = session.exec(select(Casus.kenmerk)).all()
    assert "klacht" in gezien
    for kenmerk in casussen:
        assert "lacht" not in words(officer(web), f"/leeslog?casus={kenmerk}").split("Elke keer")[-1]
