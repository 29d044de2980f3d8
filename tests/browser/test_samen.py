"""Two people at one offer, and one person who clicks twice: one acceptance, and nobody loses a word."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, func, select

from app.models import Casus, Eigenaarschap, Melding
from tests.browser import handen
from tests.browser.conftest import Huis

Bezoek = Callable[..., Page]


def offered_to_ozj(huis: Huis, bezoek: Bezoek) -> str:
    vws = bezoek("vws")
    kenmerk = handen.register(vws)
    huis.wereld.later(minutes=20)
    handen.offer(vws, kenmerk)
    huis.wereld.later(minutes=20)
    return kenmerk


def owners(huis: Huis, kenmerk: str) -> int:
    with huis.wereld.database.read() as session:
        return session.exec(
            select(func.count())
            .select_from(Eigenaarschap)
            .join(Casus, col(Casus.id) == col(Eigenaarschap.casus_id))
            .where(Casus.kenmerk == kenmerk)
        ).one()


def test_who_is_second_reads_who_accepted_and_when_and_keeps_the_typed_text(
    huis: Huis, bezoek: Bezoek
) -> None:
    kenmerk = offered_to_ozj(huis, bezoek)
    eerste, tweede = bezoek("ozj"), bezoek("ozj2")
    handen.open_offer(eerste, kenmerk)
    handen.open_offer(tweede, kenmerk)
    tweede.get_by_text("Kies een reden").click()
    tweede.get_by_label("Anders").check()
    tweede.get_by_label("Toelichting").fill("Ik ken dit gezin al van vorig jaar.")
    handen.press(eerste, "Aanvaarden")
    handen.said(eerste, "U bent nu verantwoordelijk.")
    tijd = (huis.wereld.now + timedelta(hours=1)).strftime("%-H.%M uur")
    handen.press(tweede, "Teruggeven aan VWS-UCZ")
    kop = tweede.get_by_role("heading", level=1)
    expect(kop).to_have_text(re.compile("aanvaard"))
    expect(tweede.locator("main")).to_contain_text("Otto Schakel")
    expect(tweede.locator("main")).to_contain_text(tijd)
    expect(tweede.locator("blockquote")).to_have_text("Ik ken dit gezin al van vorig jaar.")
    assert owners(huis, kenmerk) == 2


def test_a_double_click_accepts_once(huis: Huis, bezoek: Bezoek) -> None:
    for javascript in (True, False):
        kenmerk = offered_to_ozj(huis, bezoek)
        ozj = bezoek("ozj", javascript=javascript)
        handen.open_offer(ozj, kenmerk)
        ozj.get_by_role("button", name="Aanvaarden", exact=True).dblclick()
        handen.said(ozj, "U bent nu verantwoordelijk.")
        assert owners(huis, kenmerk) == 2


def test_back_and_sending_again_accepts_once(huis: Huis, bezoek: Bezoek) -> None:
    kenmerk = offered_to_ozj(huis, bezoek)
    ozj = bezoek("ozj")
    handen.open_offer(ozj, kenmerk)
    formulier = ozj.locator("form[action$='/aanvaarden']")
    adres = formulier.get_attribute("action") or ""
    velden = formulier.evaluate("f => Object.fromEntries(new FormData(f))")
    handen.press(ozj, "Aanvaarden")
    handen.said(ozj, "U bent nu verantwoordelijk.")
    ozj.go_back()
    expect(ozj.get_by_role("heading", name="U bent nu verantwoordelijk")).to_be_visible()
    nogmaals = ozj.request.post(adres, form=velden)
    assert nogmaals.ok
    assert "U bent nu verantwoordelijk" in nogmaals.text()
    assert owners(huis, kenmerk) == 2


@pytest.mark.parametrize("javascript", [True, False])
def test_mended_sent_and_sent_again_from_the_page_before_registers_once(
    huis: Huis, bezoek: Bezoek, javascript: bool
) -> None:
    """Back goes to the refused form; the browser sends what was refused once more and fills in the rest."""
    vws = bezoek("vws", javascript=javascript)
    begin = meldingen(huis)
    vws.goto("/meldingen/nieuw")
    handen.press(vws, "Registreer de melding")
    handen.errors(vws)
    handen.fill_form(vws)
    handen.press(vws, "Registreer de melding")
    handen.said(vws, "De melding staat erin.")
    vws.go_back()
    handen.fill_form(vws)
    handen.press(vws, "Registreer de melding")
    assert meldingen(huis) == begin + 1
    expect(vws.locator("main")).to_contain_text(
        re.compile("De melding staat erin|Dit formulier is al een keer verstuurd")
    )


def meldingen(huis: Huis) -> int:
    with huis.wereld.database.read() as session:
        return len(session.exec(select(Melding.id)).all())
