"""The words to a melder: who, what, when, in plain Dutch, and no name in a subject."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.berichten import Berichtgegevens, Verzet, compose, greet
from app.domain.berichttermen import Berichtmoment

GEGEVENS = Berichtgegevens(
    kenmerk="M-2026-000123",
    ontvangen_op=date(2026, 11, 3),
    afzender="Het Juiste Loket",
    ontvanger="RET IJsselland",
    naam_melder="Dorien Voorbeeld",
    volgende_datum=date(2026, 11, 6),
    eigen_tekst="Ik belde u vanmorgen.",
    verzet=Verzet("uw vraag", date(2026, 11, 24), date(2026, 12, 1), "het uitzoeken kost meer tijd"),
)


@pytest.mark.parametrize("moment", Berichtmoment)
def test_every_moment_has_words_with_the_kenmerk_and_nobody_in_the_subject(moment: Berichtmoment) -> None:
    inhoud = compose(moment, GEGEVENS)
    assert "M-2026-000123" in inhoud.onderwerp
    assert "Dorien" not in inhoud.onderwerp
    assert inhoud.tekst.startswith("Beste Dorien Voorbeeld,\n\n")
    assert inhoud.tekst.endswith("Met vriendelijke groet,\nHet Juiste Loket")
    assert "{" not in inhoud.tekst + inhoud.onderwerp


@pytest.mark.parametrize(
    ("moment", "zin"),
    [
        (Berichtmoment.ONTVANGSTBEVESTIGING, "van Het Juiste Loket, of van wie uw vraag van ons overneemt."),
        (Berichtmoment.DOORGESTUURD, "blijft uw aanspreekpunt tot RET IJsselland het overneemt."),
        (Berichtmoment.OVERGENOMEN, "RET IJsselland behandelt nu uw vraag van dinsdag 3 november 2026."),
        (Berichtmoment.TERUGKOPPELING, "Dit bericht gaat over uw vraag van dinsdag 3 november 2026."),
        (Berichtmoment.ESCALATIE, "Het Juiste Loket vraagt hulp bij casus M-2026-000123."),
    ],
)
def test_each_moment_says_its_own_thing(moment: Berichtmoment, zin: str) -> None:
    tekst = compose(moment, GEGEVENS).tekst
    assert zin in tekst
    wie = "" if moment is Berichtmoment.ONTVANGSTBEVESTIGING else " van ons"
    assert f"U hoort uiterlijk vrijdag 6 november 2026 weer iets{wie}." in tekst
    assert "Ik belde u vanmorgen." in tekst


def test_what_is_not_known_is_left_out() -> None:
    met = replace(GEGEVENS, telefoon="038 425 00 00")
    assert compose(Berichtmoment.OVERGENOMEN, met).tekst.endswith("Telefoon 038 425 00 00")
    kaal = Berichtgegevens(kenmerk="M-1", ontvangen_op=date(2026, 11, 3), afzender="OZJ")
    tekst = compose(Berichtmoment.OVERGENOMEN, kaal).tekst
    assert tekst.startswith("Geachte heer of mevrouw,")
    assert "OZJ behandelt nu uw vraag" in tekst
    assert "uiterlijk" not in tekst
    assert "\n\n\n" not in tekst


@pytest.mark.parametrize(
    ("naam", "kan"),
    [
        ("J. de Vries-van 't Hoff", True),
        ("A.B.Jansen", True),
        ("mevrouw Özdemir", True),
        ("Dorien (moeder van Femke)", True),
        ("Win een prijs op evil.example", False),
        ("bel 0900 1234", False),
        ("ga naar https://evil.example", False),
        ("x.example", False),
        ("lang " * 20, False),
    ],
)
def test_a_mail_greets_by_name_only_what_looks_like_one(naam: str, kan: bool) -> None:
    """The public form mails whoever was filled in: it carries no text of a stranger's choice."""
    assert greet(naam) == (f"Beste {naam}," if kan else "Geachte heer of mevrouw,")
