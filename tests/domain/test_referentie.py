"""The shipped reference data: complete, consistent and readable from the package."""

from collections import Counter
from datetime import date

import pytest

from app.domain.actor import OrganisatieSoort, Teamtoegang
from app.referentie.lezer import (
    GebiedSoort,
    OrganisatieGegeven,
    aangewezen_dagen,
    expertisenetwerken,
    gemeenten,
    jeugdregios,
    organisaties,
    standaardkalender,
    werkgebied,
)

PER_PROVINCIE = {
    "Groningen": 10,
    "Fryslân": 18,
    "Drenthe": 12,
    "Overijssel": 25,
    "Flevoland": 6,
    "Gelderland": 51,
    "Utrecht": 26,
    "Noord-Holland": 44,
    "Zuid-Holland": 50,
    "Zeeland": 13,
    "Noord-Brabant": 56,
    "Limburg": 31,
}
OP_KENMERK = {organisatie.kenmerk: organisatie for organisatie in organisaties()}


def test_there_are_342_gemeenten_42_jeugdregios_and_8_netwerken() -> None:
    assert (len(gemeenten()), len(jeugdregios()), len(expertisenetwerken())) == (342, 42, 8)


def test_the_gemeenten_per_province_are_those_of_cbs_2024() -> None:
    assert Counter(gemeente.provincie for gemeente in gemeenten()) == PER_PROVINCIE


def test_every_gemeente_is_in_one_known_regio_and_one_known_netwerk() -> None:
    regios = {regio.code: regio.expertisenetwerk_code for regio in jeugdregios()}
    netwerken = {code: n.code for n in expertisenetwerken() for code in n.jeugdregio_codes}
    assert regios == netwerken
    assert len({gemeente.code for gemeente in gemeenten()}) == 342
    for gemeente in gemeenten():
        assert regios[gemeente.jeugdregio_code] == gemeente.expertisenetwerk_code
    assert {gemeente.jeugdregio_code for gemeente in gemeenten()} == set(regios)


def test_the_mapping_is_valid_from_2024_without_an_end() -> None:
    perioden = {(gemeente.geldig_van, gemeente.geldig_tot) for gemeente in gemeenten()}
    perioden |= {(regio.geldig_van, regio.geldig_tot) for regio in jeugdregios()}
    assert perioden == {(date(2024, 1, 1), None)}


def test_one_coordinating_gemeente_is_unknown_and_the_others_exist() -> None:
    bekend = {gemeente.code for gemeente in gemeenten()}
    codes = [netwerk.coordinerende_gemeente for netwerk in expertisenetwerken()]
    assert [netwerk.code for netwerk in expertisenetwerken() if not netwerk.coordinerende_gemeente] == ["EN8"]
    assert {code for code in codes if code} <= bekend


def test_the_directory_holds_every_kind_of_party_with_a_unique_kenmerk() -> None:
    assert Counter(organisatie.soort for organisatie in organisaties()) == {
        OrganisatieSoort.LOKET: 5,
        OrganisatieSoort.OZJ: 1,
        OrganisatieSoort.EXPERTISENETWERK: 8,
        OrganisatieSoort.RET: 42,
        OrganisatieSoort.GEMEENTE: 342,
        OrganisatieSoort.WIJKTEAM: 342,
    }
    assert len(OP_KENMERK) == len(organisaties())


@pytest.mark.parametrize(
    ("kenmerk", "naam", "korte_naam", "gebied_soort", "gebied_code"),
    [
        ("vws-ucz", "VWS, Unit Complexe Zorgvragen", "VWS-UCZ", "land", "NL"),
        ("juiste-loket", "Het Juiste Loket", "Het Juiste Loket", "land", "NL"),
        ("igj", "Inspectie Gezondheidszorg en Jeugd (IGJ)", "IGJ", "land", "NL"),
        ("vng", "VNG", "VNG", "land", "NL"),
        ("kabinet-koning", "Kabinet van de Koning", "Kabinet van de Koning", "land", "NL"),
        ("ozj", "OZJ", "OZJ", "land", "NL"),
        (
            "en2",
            "Expertisenetwerk Jeugd Overijssel",
            "Expertisenetwerk Jeugd Overijssel",
            "expertisenetwerk",
            "EN2",
        ),
        (
            "ret-jz07",
            "Regionaal Expertteam IJsselland",
            "RET IJsselland",
            "jeugdregio",
            "JZ07",
        ),
        ("gemeente-gm0193", "Gemeente Zwolle", "Gemeente Zwolle", "gemeente", "GM0193"),
        ("wijkteam-gm0193", "Wijkteam Zwolle", "Wijkteam Zwolle", "gemeente", "GM0193"),
    ],
)
def test_a_party_has_its_names_and_its_area(
    kenmerk: str, naam: str, korte_naam: str, gebied_soort: str, gebied_code: str
) -> None:
    organisatie = OP_KENMERK[kenmerk]
    assert (organisatie.naam, organisatie.korte_naam) == (naam, korte_naam)
    assert (organisatie.gebied_soort, organisatie.gebied_code) == (
        GebiedSoort(gebied_soort),
        gebied_code,
    )


def test_the_built_in_kenmerken_start_and_end_where_the_api_says() -> None:
    kenmerken = [organisatie.kenmerk for organisatie in organisaties()]
    assert kenmerken[:7] == [
        "vws-ucz",
        "juiste-loket",
        "igj",
        "vng",
        "kabinet-koning",
        "ozj",
        "en1",
    ]
    assert {"en8", "ret-jz01", "ret-jz43", "gemeente-gm0014", "wijkteam-gm0014"} <= set(kenmerken)


def test_only_gemeenten_vws_and_igj_are_bestuursorgaan_from_the_start() -> None:
    anders = {o.kenmerk for o in organisaties() if o.bestuursorgaan} - {
        f"gemeente-{gemeente.code.lower()}" for gemeente in gemeenten()
    }
    assert anders == {"vws-ucz", "igj"}


@pytest.mark.parametrize("soort", sorted({organisatie.soort for organisatie in organisaties()}))
def test_small_fixed_teams_share_their_casussen(soort: OrganisatieSoort) -> None:
    vast = soort in {"ret", "ozj", "expertisenetwerk"}
    verwacht = Teamtoegang.TEAM if vast else Teamtoegang.BEHANDELAAR
    assert {o.teamtoegang for o in organisaties() if o.soort is soort} == {verwacht}


def _werkgebied(kenmerk: str) -> tuple[str, ...]:
    organisatie: OrganisatieGegeven = OP_KENMERK[kenmerk]
    return werkgebied(organisatie)


def test_a_working_area_is_a_set_of_gemeenten_and_the_country_needs_none() -> None:
    assert _werkgebied("gemeente-gm0193") == _werkgebied("wijkteam-gm0193") == ("GM0193",)
    assert len(_werkgebied("ret-jz07")) == 11
    assert set(_werkgebied("en2")) == {*_werkgebied("ret-jz07"), *_werkgebied("ret-jz14")}
    assert _werkgebied("ozj") == ()


def test_the_decreed_days_are_known_until_2028_and_have_a_ground() -> None:
    dagen = aangewezen_dagen()
    assert [dag.datum for dag in dagen] == [
        date(2024, 5, 10),
        date(2024, 12, 27),
        date(2025, 5, 30),
        date(2026, 1, 2),
        date(2026, 5, 15),
        date(2027, 5, 7),
        date(2028, 4, 28),
        date(2028, 5, 26),
    ]
    assert all(dag.grond.endswith("(Atw art. 3 lid 3)") for dag in dagen)


def test_the_shipped_calendar_skips_the_decreed_days() -> None:
    kalender = standaardkalender()
    assert kalender.reden_vrij(date(2027, 5, 7)) == "aangewezen dag"
    assert kalender.versie == "nl-2024-2028"
