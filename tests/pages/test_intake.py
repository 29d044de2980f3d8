"""The intake page: what is wrong is named in one round, and nothing that was typed is lost."""

from uuid import uuid4

import pytest

from tests.api.opdrachten import BASIS, melding
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in

GOED = {
    "spoed": "nee", "isKlacht": "nee", "ontvangenOp": "2-11-2026", "hulpvraag": "Ons kind wacht al een jaar.",
    "melderSoort": "bekend", "melder.naam": "Ria Voorbeeld", "melder.telefoon": "06 - 12 34 56 78, na 18 uur",
    "aantalJeugdigen": "1", "jeugdigen.0.voornamen": "Femke", "jeugdigen.0.geboortedatum": "3-2-2012",
}  # fmt: skip


def wrong(web: Web, **anders: str) -> str:
    """The page after a form with these answers was refused."""
    antwoord = log_in(web, web.wereld.actors["vws-ucz"]).post("/meldingen/nieuw", data=GOED | anders)
    assert antwoord.status_code == 422
    return antwoord.text


def test_a_number_with_words_beside_it_is_one_and_the_rest_may_come_later(web: Web) -> None:
    antwoord = log_in(web, web.wereld.actors["vws-ucz"]).post("/meldingen/nieuw", data=GOED)
    assert antwoord.status_code == 303
    assert antwoord.headers["location"].startswith("/casussen/C-2026-000001")


def test_what_needs_no_row_to_judge_is_named_beside_what_could_not_be_read(web: Web) -> None:
    """A date of receipt that is still to come was named only when all else was right."""
    tekst = wrong(
        web,
        **{
            "spoed": "", "ontvangenOp": "24-12-2026", "hulpvraag": "", "isKlacht": "ja", "klachtTekst": "",
            "aard": "hulpvraag",
            "melder.naam": "", "melder.telefoon": "abc", "jeugdigen.0.geboortedatum": "32-13-2010",
        },
    )  # fmt: skip
    for zin in (
        "Kies of er nu gevaar is.",
        "Die datum is nog niet geweest. Vul in wanneer de vraag binnenkwam.",
        "Schrijf op wat de melder vraagt, in eigen woorden.",
        "Schrijf op waar de klacht over gaat.",
        "Vul de naam van de melder in, of kies dat de melder anoniem is.",
        "Dit is geen telefoonnummer: dat heeft ten minste 8 cijfers.",
        "Een maand heeft ten hoogste 31 dagen en een jaar heeft 12 maanden.",
    ):
        assert zin in tekst
    assert "Kies klacht én schrijf op" not in tekst, "one question, one message"
    for getypt in ("24-12-2026", "abc", "32-13-2010", "Femke"):
        assert f'value="{getypt}"' in tekst


@pytest.mark.parametrize("telefoon", ["onbekend", "geen", "0612", "06-12345"])
def test_who_left_no_number_is_not_taken_for_somebody_who_can_be_called(web: Web, telefoon: str) -> None:
    assert "Kent u het nummer niet? Laat dit dan leeg." in wrong(web, **{"melder.telefoon": telefoon})


def test_how_the_melder_wants_to_hear_needs_where(web: Web) -> None:
    """It was registered, and every message to this melder waited for an address that nobody asked for."""
    for kanaal, wat in (("mail", "het mailadres"), ("telefoon", "het nummer"), ("brief", "het adres")):
        tekst = wrong(web, **{"melder.voorkeurskanaal": kanaal, "melder.telefoon": ""})
        assert f"Vul {wat} in, of kies dat de melder anders hoort." in tekst


def test_another_system_may_know_a_part_of_a_number_but_words_are_none(web: Web) -> None:
    systeem = web.client("vws-ucz")
    for telefoon, status in (("06", 201), ("onbekend", 400)):
        inhoud = melding(melder={"naam": "Ria Voorbeeld", "telefoon": telefoon})
        antwoord = systeem.post(f"{BASIS}/meldingen", json=inhoud, headers={"Idempotency-Key": str(uuid4())})
        assert antwoord.status_code == status


def test_a_child_that_is_still_to_be_born_is_a_mistake(web: Web) -> None:
    assert "Die geboortedatum ligt in de toekomst." in wrong(web, **{"jeugdigen.0.geboortedatum": "3-2-2031"})
