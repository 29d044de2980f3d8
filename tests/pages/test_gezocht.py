"""What is searched by number is found wherever it lies, by who may know of it; a name is no number."""

import pytest

from app.domain.actor import Rol
from app.domain.beheer import BlockOrganisatie
from app.domain.termen import Blokkadereden, TerugkoppelingSoort
from app.services.organisatie import block_organisatie
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen

WEL, NIET = "Niet op deze lijst, wel bij u bekend:", "Niets gevonden voor"


@pytest.fixture
def stappen(web: Web) -> Stappen:
    return Stappen(web.wereld)


def found(web: Web, wie: str, vraag: str, lijst: str = "ons") -> str:
    bezoek = log_in(web, web.wereld.actors[wie])
    return bezoek.get("/werkvoorraad", params={"lijst": lijst, "q": vraag}).text


@pytest.mark.parametrize(
    "vraag", ["C-2026-000001", "c-2026-000001", "2026-000001", "000001", "1", "M-2026-000001"]
)
def test_a_closed_casus_is_found_by_its_number(web: Web, stappen: Stappen, vraag: str) -> None:
    """The melder calls back: who closed it had to type its address."""
    gemeld = stappen.register()
    for soort in (TerugkoppelingSoort.EERSTE_CONTACT, TerugkoppelingSoort.INHOUDELIJK):
        stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=soort)
    stappen.close_melding("vws-ucz", gemeld.melding.id)
    stappen.close_casus("vws-ucz", gemeld.casussen[0].id)
    tekst = found(web, "vws-ucz", vraag)
    assert WEL in tekst and 'href="/casussen/C-2026-000001"' in tekst and "Gesloten" in tekst


def test_what_is_not_ones_own_to_know_of_is_not_found(web: Web, stappen: Stappen) -> None:
    stappen.register()
    for vraag in ("C-2026-000001", "M-2026-000001", "1"):
        tekst = found(web, "ret-jz07", vraag)
        assert NIET in tekst and 'href="/casussen/C-2026-000001"' not in tekst


@pytest.mark.parametrize("vraag", ["Celine", "C-2026-999999", "M-2025-000001", "<b>", "1234567"])
def test_who_finds_nothing_reads_what_can_be_searched(web: Web, stappen: Stappen, vraag: str) -> None:
    stappen.register()
    tekst = found(web, "vws-ucz", vraag)
    assert NIET in tekst and "Zoeken kan op kenmerk" in tekst
    assert "Er is geen open casus bij uw organisatie" not in tekst, "there is one"
    assert "“<b>”" not in tekst


def test_of_an_owner_that_is_blocked_the_casus_says_who_acts_instead(web: Web, stappen: Stappen) -> None:
    gemeld = stappen.register("ozj", loket="vws-ucz")
    stappen.move(gemeld.casussen[0].id, "ozj", "en2")
    pad = f"/casussen/{gemeld.casussen[0].kenmerk}"
    volgt = log_in(web, web.wereld.actors["ozj"])
    assert "Daar kan nu niemand werken" not in volgt.get(pad).text
    naam = web.wereld.actors["en2"].naam
    assert f"{naam} is de behandelaar" in volgt.get(pad).text
    with web.wereld.werkplek(web.wereld.hire("ozj", Rol.BEHEERDER)) as desk:
        block_organisatie(desk, BlockOrganisatie("en2", Blokkadereden.BEVEILIGING))
    tekst = volgt.get(pad).text
    assert "Daar kan nu niemand werken. Uw organisatie antwoordt de melder" in tekst
    assert f"{naam} is de behandelaar" not in tekst
    vertel = volgt.get(f"{pad}/meldingen/{gemeld.melding.kenmerk}/terugkoppelen").text
    assert "Ik wil nu schrijven" in vertel and "U ziet hier geen contactgegevens." in vertel


def test_all_that_was_told_can_be_read_and_all_that_happened(web: Web, stappen: Stappen) -> None:
    """Of more than four the oldest were gone; of few events the link to all of them showed no other."""
    gemeld = stappen.register()
    ik, pad = web.wereld.actors["vws-ucz"], f"/casussen/{gemeld.casussen[0].kenmerk}"
    assert "Toon alle gebeurtenissen" not in log_in(web, ik).get(pad).text
    for keer in range(9):
        stappen.wereld.later(hours=1)
        stappen.tell_melder("vws-ucz", gemeld.melding.id, inhoud=f"Dit was gesprek {keer}.")
    bezoek = log_in(web, ik)
    tekst = bezoek.get(pad).text
    assert "Toon ook wat eerder is verteld (5)" in tekst
    assert all(f"Dit was gesprek {keer}." in tekst for keer in range(9))
    assert "Toon alle gebeurtenissen" in tekst
    assert "Toon alle gebeurtenissen" not in bezoek.get(f"{pad}?geschiedenis=alles").text


def test_who_was_second_can_look_how_it_is_now(web: Web, stappen: Stappen) -> None:
    gemeld = stappen.register()
    aanbod = stappen.offer("vws-ucz", "ozj", gemeld.casussen[0].id)
    stappen.accept("ozj", aanbod)
    bezoek = log_in(web, web.wereld.actors["ozj"])
    antwoord = bezoek.post(
        f"/overdrachten/{aanbod.id}/teruggeven", data={"redencode": "anders", "toelichting": "Toch niet."}
    )
    assert antwoord.status_code == 409 and "Bekijk hoe het nu staat" in antwoord.text
    assert bezoek.get(f"/overdrachten/{aanbod.id}", follow_redirects=True).status_code == 200
