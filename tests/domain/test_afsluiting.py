"""Closing: what is missing for each outcome, all at once (I7)."""

from dataclasses import replace

import pytest

from app.domain.afsluiting import (
    Besluit,
    MeldingStand,
    Ontbreekt,
    assess_closing,
    missing_for_casus,
    missing_for_melding,
    refusal,
)
from app.domain.errors import ClosingRefusedError, RefusedError
from app.domain.termen import MeldingUitkomst as U

O_ = Ontbreekt
KLAAR = MeldingStand(
    beantwoord=True, formeel_beantwoord=False, formele_brief=False, anoniem_zonder_kanaal=False,
    pogingen_werkdagen=0, loket_verschuldigd=False, loket_ingelicht=False, loket_door_ander=False,
    klacht_open=False,
)  # fmt: skip
STIL = replace(KLAAR, beantwoord=False)
LOKET = replace(KLAAR, loket_verschuldigd=True)


@pytest.mark.parametrize(
    ("stand", "uitkomst", "besluit"),
    [
        (KLAAR, U.GEHOLPEN, Besluit.GESLOTEN),
        (KLAAR, U.NIET_GEHOLPEN, Besluit.GESLOTEN),
        (replace(STIL, formele_brief=True, formeel_beantwoord=True), U.GEHOLPEN, Besluit.GESLOTEN),
        (replace(STIL, pogingen_werkdagen=3), U.NIET_BEREIKBAAR, Besluit.GESLOTEN),
        (replace(STIL, anoniem_zonder_kanaal=True), U.ANONIEM, Besluit.GESLOTEN),
        (STIL, U.INGETROKKEN, Besluit.GESLOTEN),
        (STIL, U.OVERLEDEN, Besluit.GESLOTEN),
        (STIL, U.ONJUIST_GEREGISTREERD, Besluit.GESLOTEN),
        (replace(STIL, klacht_open=True), U.INGETROKKEN, Besluit.GESLOTEN),
        (replace(LOKET, loket_ingelicht=True), U.GEHOLPEN, Besluit.GESLOTEN),
        (replace(LOKET, loket_door_ander=True), U.GEHOLPEN, Besluit.AFSLUITING_GEVRAAGD),
        (replace(LOKET, loket_door_ander=True, loket_ingelicht=True), U.GEHOLPEN, Besluit.GESLOTEN),
    ],
)
def test_complete_closes_or_waits_for_the_report(stand: MeldingStand, uitkomst: U, besluit: Besluit) -> None:
    assert assess_closing(stand, uitkomst) is besluit


@pytest.mark.parametrize(
    ("stand", "uitkomst", "ontbreekt"),
    [
        (STIL, U.GEHOLPEN, (O_.MELDER_NIET_BEANTWOORD,)),
        (replace(KLAAR, formele_brief=True), U.NIET_GEHOLPEN, (O_.MELDER_NIET_BEANTWOORD,)),
        (replace(KLAAR, klacht_open=True), U.GEHOLPEN, (O_.KLACHT_OPEN,)),
        (LOKET, U.GEHOLPEN, (O_.LOKET_NIET_INGELICHT,)),
        (LOKET, U.OVERLEDEN, (O_.LOKET_NIET_INGELICHT,)),
        (
            replace(LOKET, beantwoord=False, klacht_open=True),
            U.GEHOLPEN,
            (O_.MELDER_NIET_BEANTWOORD, O_.KLACHT_OPEN, O_.LOKET_NIET_INGELICHT),
        ),
    ],
)
def test_what_is_missing_is_named_all_at_once(
    stand: MeldingStand, uitkomst: U, ontbreekt: tuple[Ontbreekt, ...]
) -> None:
    assert missing_for_melding(stand, uitkomst) == ontbreekt
    with pytest.raises(ClosingRefusedError) as fout:
        assess_closing(stand, uitkomst)
    assert fout.value.ontbreekt == tuple(str(code) for code in ontbreekt)


def test_who_can_be_reached_is_not_anonymous() -> None:
    with pytest.raises(RefusedError) as fout:
        assess_closing(KLAAR, U.ANONIEM)
    assert fout.value.code == "melder_is_bereikbaar"


@pytest.mark.parametrize("pogingen", [0, 1, 2])
def test_too_few_attempts_say_how_many_there_were(pogingen: int) -> None:
    with pytest.raises(ClosingRefusedError, match=f"op {pogingen} werkdagen"):
        assess_closing(replace(STIL, pogingen_werkdagen=pogingen), U.NIET_BEREIKBAAR)


@pytest.mark.parametrize(
    ("meldingen", "aanbod", "ontbreekt"),
    [
        ([], False, ()),
        ([], True, (O_.OVERDRACHT_OPEN,)),
        ([()], False, (O_.MELDING_OPEN,)),
        (
            [(O_.KLACHT_OPEN,), (O_.LOKET_NIET_INGELICHT, O_.KLACHT_OPEN)],
            True,
            (O_.LOKET_NIET_INGELICHT, O_.KLACHT_OPEN, O_.MELDING_OPEN, O_.OVERDRACHT_OPEN),
        ),
    ],
)
def test_a_casus_lacks_what_its_meldingen_lack(
    meldingen: list[tuple[Ontbreekt, ...]], aanbod: bool, ontbreekt: tuple[Ontbreekt, ...]
) -> None:
    assert missing_for_casus(meldingen, overdracht_open=aanbod, bijdrage_open=False) == ontbreekt
    zonder_antwoord = missing_for_casus(meldingen, overdracht_open=aanbod, bijdrage_open=True)
    assert zonder_antwoord == (*ontbreekt, O_.BIJDRAGE_OPEN)


def test_the_refusal_counts_and_names_the_steps() -> None:
    een, alle = refusal([O_.KLACHT_OPEN]), refusal(list(Ontbreekt))
    assert "Er ontbreekt één ding: 1. De klacht loopt nog." in een.melding
    assert "Er ontbreken zeven dingen: 1. Vertel de melder de uitkomst. 2." in alle.melding
