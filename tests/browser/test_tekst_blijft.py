"""Typed text is never lost: not by a mistake, a log-in that ended or a colleague who was quicker."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import handen
from tests.browser.conftest import Bezoeken, Huis

Bezoek = Callable[..., Page]


@pytest.mark.parametrize("javascript", [True, False])
def test_an_intake_with_mistakes_keeps_every_answer(bezoek: Bezoek, javascript: bool) -> None:
    vws = bezoek("vws", javascript=javascript)
    handen.fill_intake(vws, 'Regel één.\n\nRegel <drie> & "vier".')
    vws.get_by_label("Datum van ontvangst").fill("31-11-2026")
    vws.get_by_label("Signaal").check()
    vws.get_by_label("Mailadres").fill("geen adres")
    handen.press(vws, "Registreer de melding")
    lijst = handen.errors(vws)
    expect(lijst).to_contain_text("November heeft 30 dagen.")
    expect(vws).to_have_title("Fout: Nieuwe melding | Houvast")
    expect(vws.get_by_label("In eigen woorden")).to_have_value('Regel één.\n\nRegel <drie> & "vier".')
    expect(vws.get_by_label("Datum van ontvangst")).to_have_value("31-11-2026")
    expect(vws.get_by_label("Mailadres")).to_have_value("geen adres")
    expect(vws.get_by_label("Signaal")).to_be_checked()
    expect(vws.get_by_label("Voornamen")).to_have_value("Femke")
    expect(vws.get_by_label("Woonplaats (gemeente)")).to_have_value("GM0193")
    lijst.get_by_role("link").first.click()
    expect(vws.get_by_label("Datum van ontvangst")).to_be_focused()


def test_another_child_keeps_every_answer(bezoek: Bezoek) -> None:
    vws = bezoek("vws")
    handen.fill_intake(vws)
    handen.press(vws, "Nog een kind toevoegen")
    expect(vws.get_by_role("group", name="Kind 2")).to_be_visible()
    expect(vws.get_by_label("In eigen woorden")).to_have_value(handen.VRAAG)
    expect(vws.get_by_role("group", name="Kind 1").get_by_label("Voornamen")).to_have_value("Femke")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_log_in_that_ended_shows_the_text_again(huis: Huis, bezoek: Bezoek, javascript: bool) -> None:
    vws = bezoek("vws", javascript=javascript)
    kenmerk = handen.register(vws)
    vws.get_by_role("link", name="Vertel de melder", exact=True).click()
    vws.get_by_label(re.compile("^Wat is er gezegd")).fill("Zij belt morgen terug.")
    huis.wereld.later(hours=25)
    handen.press(vws, "Vastleggen")
    expect(vws.get_by_role("heading", level=1)).to_have_text("Uw tijd is verlopen")
    expect(vws.get_by_text("Zij belt morgen terug.")).to_be_visible()
    assert kenmerk in vws.url
    vws.get_by_role("link", name="Opnieuw inloggen").click()
    expect(vws.get_by_role("heading", level=1)).to_have_text("Inloggen")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_colleague_who_was_quicker_does_not_cost_the_text(bezoek: Bezoek, javascript: bool) -> None:
    eerste, tweede = bezoek("vws", javascript=javascript), bezoek("vws")
    kenmerk = handen.register(tweede)
    for page in (eerste, tweede):
        page.goto(f"/casussen/{kenmerk}/jeugdige")
    eerste.get_by_label("Roepnaam").fill("Fem")
    tweede.get_by_label("Huisnummer").fill("12")
    handen.press(tweede, "Opslaan")
    handen.said(tweede, "Aangevuld.")
    handen.press(eerste, "Opslaan")
    expect(handen.errors(eerste)).to_contain_text("intussen")
    expect(eerste.get_by_label("Roepnaam")).to_have_value("Fem")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_casus_that_moved_on_while_somebody_typed_does_not_cost_the_text(
    huis: Huis, bezoek: Bezoek, javascript: bool
) -> None:
    """The note was for a casus that another party owns by now: refused, and the words are still there."""
    vws, ozj, laat = bezoek("vws"), bezoek("ozj"), bezoek("vws", javascript=javascript)
    kenmerk = handen.register(vws)
    laat.goto(f"/casussen/{kenmerk}/escaleren")
    laat.get_by_label("Wat is er nodig?").fill("Wij zoeken een plek voor vannacht.")
    laat.get_by_role("radio").first.check()
    handen.pass_on(huis, vws, ozj, kenmerk)
    handen.press(laat, "Vraag hulp")
    expect(laat.get_by_text("Wij zoeken een plek voor vannacht.")).to_be_visible()
    expect(laat.get_by_role("heading", level=1)).to_have_text("Dit mag u hier niet doen")


def test_a_server_that_does_not_answer_leaves_the_text_in_its_field(bezoek: Bezoeken) -> None:
    vws = bezoek("vws")
    handen.register(vws)
    vws.get_by_role("link", name="Vertel de melder", exact=True).click()
    vws.get_by_label(re.compile("^Wat is er gezegd")).fill("Zij belt morgen terug.")
    vws.route("**/terugkoppelen", lambda route: route.fulfill(status=503, body="druk"))
    handen.press(vws, "Vastleggen")
    expect(handen.errors(vws)).to_contain_text("Wat u typte, staat er nog.")
    assert [regel for regel in bezoek.gezegd if "503" not in regel] == []
    bezoek.gezegd.clear()
    expect(vws.get_by_label(re.compile("^Wat is er gezegd"))).to_have_value("Zij belt morgen terug.")
