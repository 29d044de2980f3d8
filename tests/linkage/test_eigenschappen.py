"""What holds for every two records, whatever stands in them."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.linkage.geboorte import read_geboren
from app.linkage.registratie import Persoon, Registratie, read_persoon
from app.linkage.score import NIETS, TREFFER, as_arrays, class_weights, log_odds, log_priors
from app.linkage.sleutels import keys_of
from app.linkage.standaard import default_model
from app.linkage.toeval import count_values
from app.linkage.uitleg import VELDNAMEN, WOORDEN, explain
from app.linkage.vergelijken import NIVEAUS, Veld, Vergelijker

MODEL = default_model()
NAMEN = st.sampled_from(
    [
        "",
        "Jan",
        "Johannes",
        "J.K.",
        "JK",
        "Anne-Marie",
        "Anne Marie Sofie",
        "Zoë",
        "Mohammed",
        "Muhammad",
        "Ø",
    ]
)
FAMILIE = st.sampled_from(
    [
        "",
        "Jansen",
        "Janssen",
        "van der Berg",
        "Berg-de Vries",
        "de Vries Berg",
        "El Idrissi",
        "’t Hart",
        "van",
    ]
)
DATUMS = st.sampled_from(
    ["", "2012-03-04", "2012-04-03", "2012-01-01", "2012", "2012-03", "04-03-2012", "20120304", "onbekend"]
)
POSTCODES = st.sampled_from(["", "1234 AB", "1234AB", "1243 AB", "9999 ZZ", "1234"])
GEMEENTEN = st.sampled_from(["", "Utrecht", "utrecht", "Zwolle", "’s-Gravenhage"])
VRIJ = st.text(alphabet=string.printable + "éşłij’", max_size=12)
REGISTRATIES = st.builds(
    Registratie,
    id=st.just("x"),
    voornamen=NAMEN | VRIJ,
    roepnaam=st.sampled_from(["", "Jan", "Annie", "Mo"]) | VRIJ,
    tussenvoegsel=st.sampled_from(["", "van der", "de"]) | VRIJ,
    achternaam=FAMILIE | VRIJ,
    geboortedatum=DATUMS | VRIJ,
    postcode=POSTCODES | VRIJ,
    huisnummer=st.sampled_from(["", "12", "12a", "012"]) | VRIJ,
    gemeente=GEMEENTEN | VRIJ,
)
PERSONEN = REGISTRATIES.map(read_persoon)


def weigh(een: Persoon, ander: Persoon, omvang: int = 20_000) -> float:
    toeval = MODEL.chances(count_values([een, ander]))
    gezien = as_arrays([Vergelijker().compare(een, ander)], toeval)
    return float(log_odds(MODEL, gezien, log_priors(MODEL, omvang))[0])


@given(PERSONEN, PERSONEN)
def test_whoever_comes_first_the_weight_is_the_same(een, ander) -> None:
    assert weigh(een, ander) == weigh(ander, een)
    assert Vergelijker().compare(een, ander) == Vergelijker().compare(ander, een)


@given(PERSONEN)
def test_keys_depend_on_the_record_only_and_none_comes_twice(persoon) -> None:
    assert len(set(keys_of(persoon))) == len(keys_of(persoon))
    assert keys_of(persoon) == keys_of(persoon)


@given(PERSONEN, PERSONEN)
def test_what_is_missing_weighs_nothing(een, ander) -> None:
    toeval = MODEL.chances(count_values([een, ander]))
    gezien = Vergelijker().compare(een, ander)
    logs = toeval.log_chances(gezien)
    for veld in Veld:
        if gezien.niveaus[veld] == 0:
            assert logs[veld] == 0
            assert explain(MODEL, gezien, logs)[veld].bits == 0


def test_two_records_that_tell_nothing_look_like_strangers() -> None:
    leeg = read_persoon(Registratie("leeg"))
    vol = read_persoon(Registratie("vol", "Jan", "", "de", "Boer", "2012-03-04", "1234AB", "5", "Utrecht"))
    gezien = as_arrays([Vergelijker().compare(leeg, vol)], MODEL.chances(count_values([leeg, vol])))
    assert class_weights(MODEL, gezien)[0].max() == 0
    assert weigh(leeg, vol) < NIETS
    assert weigh(leeg, leeg) < NIETS


@given(PERSONEN, PERSONEN)
def test_the_explanation_names_every_field_and_no_value(een, ander) -> None:
    gezien = Vergelijker().compare(een, ander)
    uitleg = explain(MODEL, gezien, MODEL.chances(count_values([een, ander])).log_chances(gezien))
    assert [uitspraak.veld for uitspraak in uitleg] == list(VELDNAMEN.values())
    for veld, uitspraak in zip(Veld, uitleg, strict=True):
        assert (uitspraak.mate, uitspraak.zin) == WOORDEN[veld][gezien.niveaus[veld]]


def test_every_level_has_its_words_and_its_chance() -> None:
    for veld in Veld:
        assert set(WOORDEN[veld]) == set(NIVEAUS[veld])
        for niveau in NIVEAUS[veld]:
            assert MODEL.zelfde[veld][niveau] > 0


@settings(max_examples=60)
@given(
    st.tuples(NAMEN, NAMEN).filter(lambda twee: twee[0] != twee[1]),
    FAMILIE.filter(bool),
    POSTCODES,
)
def test_a_twin_is_never_a_treffer(namen, familie, postcode) -> None:
    """Twins share everything but the name; only a name that may be the same one can outweigh that."""
    een, ander = (
        read_persoon(Registratie("x", naam, "", "", familie, "2012-03-04", postcode, "5", "Utrecht"))
        for naam in namen
    )
    gezien = Vergelijker().compare(een, ander)
    if WOORDEN[Veld.VOORNAAM][gezien.niveaus[0]][0] == "anders":
        assert weigh(een, ander) < TREFFER


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("2012-03-04", "20120304"),
        ("4-3-2012", "20120304"),
        ("04/03/2012", "20120304"),
        ("2012-3-4 00:00:00", "20120304"),
        ("20120304", "20120304"),
        ("2012-02-31", "20120231"),
        ("2012-03", "20120300"),
        ("2012", "20120000"),
    ],
)
def test_a_date_is_read_as_people_write_it(tekst, code) -> None:
    geboren = read_geboren(tekst)
    assert geboren is not None
    assert geboren.code == code


@pytest.mark.parametrize("tekst", ["", "  ", "onbekend", "12", "2012-", "4 maart 2012"])
def test_a_date_that_cannot_be_read_is_unknown(tekst) -> None:
    assert read_geboren(tekst) is None
