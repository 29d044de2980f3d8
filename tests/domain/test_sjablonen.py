"""The words of messages: plain Dutch, checked before they count, and never a name in a subject."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.berichten import compose, example_of, shipped
from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError
from app.domain.leesbaarheid import B1, flesch_douma
from app.domain.sjablonen import (
    MOETEN,
    MOGEN,
    PLAATSHOUDERS,
    Sjabloon,
    WriteSjabloon,
    assess_sjabloon,
    fill,
    reading_ease,
    valid_on,
)

VANDAAG = date(2026, 11, 3)
GOED = WriteSjabloon(
    moment=Berichtmoment.OVERGENOMEN,
    onderwerp="Nieuws over uw vraag ({kenmerk})",
    kern="{ontvanger} helpt u nu verder.",
    geldig_van=VANDAAG,
)


def mistakes(**anders: object) -> list[str]:
    with pytest.raises(InvalidInputError) as fout:
        assess_sjabloon(replace(GOED, **anders), VANDAAG)  # type: ignore[arg-type]  # named
    return [f"{f.veld}: {f.melding}" for f in fout.value.fouten]


@pytest.mark.parametrize("moment", MOETEN)
def test_every_shipped_text_passes_its_own_checks_and_reads_at_b1(moment: Berichtmoment) -> None:
    tekst = shipped(moment)
    assess_sjabloon(
        WriteSjabloon(moment=moment, onderwerp=tekst.onderwerp, kern=tekst.kern, geldig_van=VANDAAG), VANDAAG
    )
    assert reading_ease(tekst.kern) >= B1


def test_what_must_be_named_may_be_named_and_is_explained() -> None:
    for moment, moeten in MOETEN.items():
        assert moeten <= MOGEN[moment] <= PLAATSHOUDERS.keys()


def test_other_words_are_put_between_greeting_and_signature() -> None:
    sjabloon = Sjabloon(GOED.moment, 3, GOED.onderwerp, GOED.kern, VANDAAG)
    inhoud = compose(GOED.moment, example_of(VANDAAG), sjabloon)
    assert inhoud.onderwerp == "Nieuws over uw vraag (M-2026-000123)"
    assert "RET IJsselland helpt u nu verder." in inhoud.tekst
    assert inhoud.tekst.startswith("Beste mevrouw Voorbeeld,")
    assert inhoud.tekst.endswith("Het Juiste Loket\nTelefoon 030 555 00 00")


def test_a_value_is_never_filled_in_twice_and_nothing_is_executed() -> None:
    assert fill("{a} en {b}", {"a": "{b}", "b": "x"}) == "{b} en x"
    assert any("{a.__class__} kan hier niet" in fout for fout in mistakes(kern="{ontvanger} {a.__class__}"))


@pytest.mark.parametrize(
    ("anders", "fouten"),
    [
        ({"onderwerp": "Uw vraag"}, ["Zet {kenmerk} in het onderwerp"]),
        ({"onderwerp": "{kenmerk} voor {ontvanger}"}, ["alleen {kenmerk}"]),
        ({"onderwerp": "{kenmerk}\nmeer"}, ["op één regel"]),
        ({"onderwerp": "{kenmerk} " + "x" * 100}, ["hooguit 100 tekens"]),
        ({"onderwerp": "{kenmerk} {"}, ["staat los"]),
        ({"kern": "Wij helpen u."}, ["Noem {ontvanger}"]),
        ({"kern": "{ontvanger} {naam}"}, ["{naam} kan hier niet. U kunt kiezen uit: {afzender}, {kenmerk}"]),
        ({"kern": "{ontvanger} }"}, ["staat los"]),
        ({"kern": "{ontvanger}" + "x" * 2000}, ["11 tekens te lang"]),
        ({"geldig_van": date(2026, 11, 2)}, ["voorbij"]),
        ({"geldig_van": date(2028, 11, 2)}, ["meer dan een jaar"]),
        ({"onderwerp": "x", "kern": "y"}, ["Zet {kenmerk}", "Noem {ontvanger}"]),
    ],
)
def test_every_mistake_is_named_with_its_cure(anders: dict[str, object], fouten: list[str]) -> None:
    gevonden = mistakes(**anders)
    assert len(gevonden) == len(fouten)
    assert all(deel in melding for deel, melding in zip(fouten, gevonden, strict=True))


def test_the_version_that_began_last_counts() -> None:
    moment = GOED.moment
    een, twee, straks = (
        Sjabloon(moment, versie, "x", f"{versie}", dag)
        for versie, dag in ((1, date(2026, 11, 1)), (2, date(2026, 11, 1)), (3, date(2026, 11, 10)))
    )
    assert valid_on((een, twee, straks), moment, date(2026, 10, 31)) is None
    assert valid_on((een, twee, straks), moment, VANDAAG) is twee
    assert valid_on((een, twee, straks), moment, date(2026, 11, 10)) is straks
    assert valid_on((een, twee, straks), Berichtmoment.DOORGESTUURD, VANDAAG) is None


@pytest.mark.parametrize(
    ("tekst", "waarde"),
    [
        ("", 100),
        ("Ja.", 129),
        ("De kat zit op de mat.", 124),  # 6 words of one syllable
        ("Ik ben blij. U ook!", 128),
        ("De verantwoordelijkheidsverdeling impliceert interdisciplinaire samenwerking.", -167),
    ],
)
def test_the_measure_counts_sentences_words_and_syllables(tekst: str, waarde: int) -> None:
    assert flesch_douma(tekst) == waarde


def test_short_sentences_read_easier_than_long_ones() -> None:
    kort = "Wij helpen u. U hoort morgen meer. Bel ons gerust."
    lang = "Wij helpen u en u hoort morgen meer en u kunt ons gerust bellen als u dat wilt."
    assert flesch_douma(kort) > flesch_douma(lang)
