"""Scenarios 5, 7 and 12 as the melder lives them: on the own page and through the form for everybody."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from app.domain.opdrachten import JeugdigeGegevens, MelderGegevens
from app.domain.termen import Kanaal, Relatie, Verblijf, WoonplaatsStatus
from app.domain.termijnen.bereken import bereken
from app.domain.termijnen.regels import STANDAARDREGELBOEK, Termijncode
from app.models import Melding
from app.referentie.lezer import standaardkalender
from tests.fixtures_app import Wereld
from tests.pages.rondgang import log_in
from tests.pages.test_volg_pagina import words
from tests.pages.test_vraag import only, send
from tests.pages.volgen import Volgweb, say, volgweb_of

MOEDER = MelderGegevens(naam="Moeder", relatie=Relatie.OUDER, email="moeder@voorbeeld.example")
VADER = MelderGegevens(naam="Vader", relatie=Relatie.OUDER, email="vader@voorbeeld.example")


@pytest.fixture
def volg(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Volgweb]:
    with volgweb_of(sqlite_wereld, tmp_path) as volg:
        yield volg
        volg.stappen.nothing_broken()


def jeugdige(gemeente: str, geboren: date, **anders: object) -> tuple[JeugdigeGegevens, ...]:
    basis: dict[str, object] = {
        "voornamen": "Robin",
        "achternaam": "Voorbeeld",
        "geboortedatum": geboren,
        "woonplaats_gemeente": gemeente,
        "woonplaats_status": WoonplaatsStatus.VASTGESTELD,
    }
    return (JeugdigeGegevens(**(basis | anders)),)  # type: ignore[arg-type]  # named by the scenario


def test_05_the_mother_sees_after_each_of_four_hand_overs_who_answers(volg: Volgweb) -> None:
    """She wrote to the king; at any moment one party answers, and she can read which and by when."""
    for kenmerk in ("en6", "ret-jz29", "gemeente-gm0599"):
        volg.wereld.hire(kenmerk)
    nieuw, _ = volg.register(
        melder=MOEDER,
        hulpvraag="Zij ligt in het ziekenhuis. Zij zegt zelf goed wat zij nodig heeft, niemand luistert.",
        jeugdigen=jeugdige("GM0599", date(2010, 8, 1), verblijf=Verblijf.ZIEKENHUIS),
    )
    casus = nieuw.casussen[0].id
    keten = ["vws-ucz", "ozj", "en6", "ret-jz29", "gemeente-gm0599"]
    for van, naar in pairwise(keten):
        volg.stappen.move(casus, van, naar)
        tekst = words(volg.enter(nieuw.melding, wie=naar))
        assert f"U krijgt antwoord van. {volg.wereld.actors[naar].naam}" in tekst
        assert f"{volg.wereld.actors[naar].organisatie_naam} helpt u nu" in tekst
        assert "U hoort iets uiterlijk" in tekst
    assert "Zij zegt zelf goed wat zij nodig heeft" in tekst
    client = volg.enter(nieuw.melding, wie="gemeente-gm0599")
    say(client, "niet_geholpen", "Niemand vroeg wat zij zelf wil.")
    vandaag = log_in(volg.web, volg.wereld.actors["gemeente-gm0599"]).get("/werkvoorraad").text
    assert "Lees wat de melder schreef, en reageer" in vandaag


def test_07_a_father_follows_his_own_melding_and_learns_nothing_of_his_adult_son(volg: Volgweb) -> None:
    """A public question of Friday 13 November 2026; the log says why so little was shown."""
    volg.wereld.now = datetime(2026, 11, 13, 9, 0, tzinfo=UTC)
    volg.wereld.hire("gemeente-gm0758")
    nieuw, _ = volg.register(
        melder=VADER,
        kanaal=Kanaal.MAIL,
        ontvangen_op=date(2026, 11, 13),
        hulpvraag="Mijn zoon is 18 geworden en ineens mag ik niets weten.",
        jeugdigen=jeugdige("GM0758", date(2008, 10, 1), voornamen="Jesse"),
    )
    volg.stappen.tell_melder("vws-ucz", nieuw.melding.id, inhoud="Jesse woont nu begeleid.")
    tekst = words(volg.enter(nieuw.melding))
    assert f"U krijgt antwoord van. {volg.wereld.actors['vws-ucz'].naam}" in tekst
    assert "gaf u antwoord, aan de telefoon" in tekst
    assert "ineens mag ik niets weten" in tekst
    for gegeven in ("Jesse", "begeleid", "Breda", "De weg van uw vraag"):
        assert gegeven not in tekst
    assert "Meer mogen wij pas vertellen als de jongere dat goedvindt." in tekst
    assert volg.reads(nieuw.melding)[-1] == ("melder", "geen_toestemming")


def test_12_a_grandmother_on_saturday_is_told_to_phone_and_is_above_everything_on_monday(
    volg: Volgweb,
) -> None:
    """Web form, Saturday 14 November 2026: not monitored, danger first, and no term is lost."""
    volg.wereld.now = datetime(2026, 11, 14, 20, 0, tzinfo=UTC)
    begin = words(volg.web.browser(), "/vraag")
    assert "Nu leest niemand mee. Wij lezen uw vraag op maandag 16 november 2026." in begin
    for nummer in ("112", "0800-2000", "113"):
        assert nummer in begin
    woorden = {"vraag": "Mijn kleinzoon van 14 zegt dat hij zichzelf iets aandoet, vader slaat."}
    _, gevaar = send(volg, gevaar="ja", **woorden)
    assert "U zegt: er is nu gevaar. Bel eerst" in gevaar.text
    oma, klaar = send(volg, gevaar="ja", gevaarGelezen="gebeld", **woorden)
    assert klaar.status_code == 303
    bedankt = words(oma, "/vraag/bedankt")
    assert "U hoort iets uiterlijk. Woensdag 18 november 2026" in bedankt  # not "today", when nobody reads
    assert "Wij lezen uw vraag op maandag 16 november 2026." in bedankt
    melding = only(volg, Melding)
    assert (melding.spoed, melding.ontvangen_op) == (True, date(2026, 11, 14))
    volg.wereld.now = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    lijst = log_in(volg.web, volg.wereld.actors["juiste-loket"]).get("/werkvoorraad").text
    assert "Spoed" in lijst
    [casus] = set(re.findall(r"C-2026-\d{6}", lijst))
    assert "bij de melding is gezegd dat er al is gebeld" in words(
        log_in(volg.web, volg.wereld.actors["juiste-loket"]), f"/casussen/{casus}"
    )
    regel = STANDAARDREGELBOEK.regel(Termijncode.KLACHT_AFHANDELEN, melding.ontvangen_op)
    assert bereken(regel, melding.ontvangen_op, standaardkalender()).uiterlijk == date(2026, 12, 28)
