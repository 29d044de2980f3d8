"""The table of rules, and finding the rule that was valid on a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.domain.errors import DomainError
from app.domain.termijnen.regels import (
    GELDIG_VAN,
    STANDAARDREGELBOEK,
    STANDAARDREGELS,
    Eenheid,
    Grondsoort,
    Regel,
    Regelboek,
    RegelNotFoundError,
    Termijncode,
    TermijnVoor,
    Variant,
)

OP = date(2026, 11, 20)
#: domain.md §4, row by row.
TABEL = [
    ("ontvangstbevestiging", "standaard", 3, "werkdagen", "norm", "melder"),
    ("ontvangstbevestiging", "klacht", 3, "werkdagen", "wet", "melder"),
    ("overdracht_aanvaarden", "standaard", 2, "werkdagen", "norm", "ontvanger"),
    ("overdracht_aanvaarden", "in_beoordeling", 5, "werkdagen", "norm", "ontvanger"),
    ("eerste_contact", "na_aanvaarding", 5, "werkdagen", "norm", "melder"),
    ("eerste_contact", "na_ontvangst", 10, "werkdagen", "norm", "melder"),
    ("antwoord_melder", "standaard", 15, "werkdagen", "norm", "melder"),
    ("tussenbericht", "standaard", 20, "werkdagen", "norm", "melder"),
    ("tussenbericht", "zonder_kanaal", 20, "werkdagen", "norm", "intern"),
    ("spoed", "standaard", 0, "kalenderdagen", "norm", "melder"),
    ("gegevens_aanvullen", "standaard", 3, "werkdagen", "norm", "intern"),
    ("klacht_afhandelen", "standaard", 6, "weken", "wet", "melder"),
    ("klacht_afhandelen", "commissie", 10, "weken", "wet", "melder"),
    ("klacht_afhandelen", "mondeling", 6, "weken", "norm", "melder"),
    ("klacht_afhandelen", "eigen_regeling", 6, "weken", "norm", "melder"),
    ("klacht_niet_in_behandeling", "standaard", 4, "weken", "wet", "melder"),
    ("terugkoppeling_loket", "standaard", 4, "weken", "norm", "loket"),
    ("terugkoppeling_loket", "herhaling", 8, "weken", "norm", "loket"),
    ("terugkoppeling_loket", "afsluiting", 5, "werkdagen", "norm", "loket"),
    ("bijdrage", "standaard", 5, "werkdagen", "norm", "ontvanger"),
    ("samenloop_beoordelen", "standaard", 5, "werkdagen", "norm", "intern"),
    ("advies_opvolgen", "standaard", 10, "werkdagen", "norm", "intern"),
    ("contact_herstellen", "standaard", 3, "werkdagen", "norm", "intern"),
    ("inbreng_beantwoorden", "standaard", 3, "werkdagen", "norm", "melder"),
    ("inbreng_beantwoorden", "geholpen", 5, "werkdagen", "norm", "intern"),
    ("doorzenden", "standaard", 1, "werkdagen", "norm", "intern"),
]
PROEF = Regel(
    code=Termijncode.BIJDRAGE,
    naam="Bijdrage",
    lengte=5,
    eenheid=Eenheid.WERKDAGEN,
    grondsoort=Grondsoort.NORM,
    voor=TermijnVoor.ONTVANGER,
    verdaging_eenheid=Eenheid.WERKDAGEN,
    geldig_van=date(2026, 1, 1),
    bron="proef",
)


@pytest.mark.parametrize("rij", TABEL, ids=lambda rij: f"{rij[0]}-{rij[1]}")
def test_each_rule_is_as_the_design_says(rij: tuple[str, str, int, str, str, str]) -> None:
    code, variant, *verwacht = rij
    regel = STANDAARDREGELBOEK.regel(Termijncode(code), OP, Variant(variant))
    assert [regel.lengte, regel.eenheid, regel.grondsoort, regel.voor] == verwacht
    assert regel.naam
    assert regel.bron


def test_the_table_has_no_other_rules_and_every_code_has_one() -> None:
    assert {(regel.code, regel.variant) for regel in STANDAARDREGELS} == {r[:2] for r in TABEL}
    assert {regel.code for regel in STANDAARDREGELS} == set(Termijncode)


def test_without_a_variant_every_code_gives_a_rule() -> None:
    for code in Termijncode:
        assert STANDAARDREGELBOEK.regel(code, OP).code is code
    contact = STANDAARDREGELBOEK.regel(Termijncode.EERSTE_CONTACT, OP)
    assert contact.variant is Variant.NA_ONTVANGST


def test_a_law_names_its_article_and_a_norm_is_outside_the_atw() -> None:
    for regel in STANDAARDREGELS:
        assert (regel.artikel is not None) is (regel.grondsoort is Grondsoort.WET)
        assert not (regel.atw and regel.grondsoort is not Grondsoort.WET)
    assert {regel.artikel for regel in STANDAARDREGELS if regel.atw} == {
        "Awb 9:11",
        "Awb 9:8 lid 3",
    }


def test_a_norm_is_put_off_by_at_most_its_own_length_and_a_klacht_by_four_weeks() -> None:
    for regel in STANDAARDREGELS:
        if regel.grondsoort is Grondsoort.NORM and regel.code is not Termijncode.KLACHT_AFHANDELEN:
            assert regel.verdaging_lengte in (0, regel.lengte)
            assert regel.verdaging_eenheid is regel.eenheid
    for variant in (Variant.STANDAARD, Variant.COMMISSIE, Variant.MONDELING, Variant.EIGEN_REGELING):
        klacht = STANDAARDREGELBOEK.regel(Termijncode.KLACHT_AFHANDELEN, OP, variant)
        assert (klacht.verdaging_lengte, klacht.verdaging_eenheid) == (4, Eenheid.WEKEN)


def test_only_an_open_offer_has_a_reminder_after_one_werkdag() -> None:
    herinnerd = [(regel.code, regel.variant) for regel in STANDAARDREGELS if regel.herinnering_na]
    assert herinnerd == [(Termijncode.OVERDRACHT_AANVAARDEN, Variant.STANDAARD)]


@pytest.mark.parametrize(
    ("op", "versie"),
    [(date(2026, 1, 1), 1), (date(2026, 6, 30), 1), (date(2026, 7, 1), 2), (date(2040, 1, 1), 2)],
)
def test_the_rule_of_the_day_counts_and_the_end_is_not_included(op: date, versie: int) -> None:
    wissel = date(2026, 7, 1)
    oud, nieuw = replace(PROEF, geldig_tot=wissel), replace(PROEF, geldig_van=wissel, versie=2)
    assert Regelboek((nieuw, oud)).regel(Termijncode.BIJDRAGE, op).versie == versie


@pytest.mark.parametrize(
    ("code", "variant", "op"),
    [
        (Termijncode.BIJDRAGE, Variant.HERHALING, OP),
        (Termijncode.SPOED, None, OP),
        (Termijncode.BIJDRAGE, None, date(2025, 12, 31)),
    ],
)
def test_a_rule_that_does_not_exist_is_refused_with_a_next_step(
    code: Termijncode, variant: Variant | None, op: date
) -> None:
    with pytest.raises(RegelNotFoundError) as fout:
        Regelboek((PROEF,)).regel(code, op, variant)
    assert isinstance(fout.value, DomainError)
    assert isinstance(fout.value, LookupError)
    assert fout.value.code == "regel_onbekend"
    assert "vraag uw beheerder" in fout.value.melding


def test_before_the_jeugdwet_there_is_no_rule() -> None:
    with pytest.raises(RegelNotFoundError, match="31 december 2014"):
        STANDAARDREGELBOEK.regel(Termijncode.SPOED, date(2014, 12, 31))
    assert STANDAARDREGELBOEK.regel(Termijncode.SPOED, GELDIG_VAN).lengte == 0


def test_two_rules_for_the_same_day_are_refused() -> None:
    with pytest.raises(ValueError, match="bijdrage"):
        Regelboek((PROEF, replace(PROEF, geldig_van=date(2027, 1, 1), versie=2)))
    samen = Regelboek((PROEF, replace(PROEF, variant=Variant.HERHALING)))
    assert len(samen.regels) == 2


@pytest.mark.parametrize(
    "maak_negatief",
    [
        lambda: replace(PROEF, lengte=-1),
        lambda: replace(PROEF, verdaging_lengte=-1),
        lambda: replace(PROEF, herinnering_na=-1),
    ],
)
def test_a_negative_length_is_refused(maak_negatief: Callable[[], Regel]) -> None:
    with pytest.raises(ValueError, match="negatief"):
        maak_negatief()


def test_a_law_without_an_article_is_refused() -> None:
    with pytest.raises(ValueError, match="artikel"):
        replace(PROEF, grondsoort=Grondsoort.WET)
