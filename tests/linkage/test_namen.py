"""How names, dates and addresses of two records agree: a table of cases."""

import pytest

from app.linkage.achternaam import Achternaam as A
from app.linkage.adres import Woonadres as W
from app.linkage.geboorte import Geboortedatum as D
from app.linkage.registratie import Registratie, read_persoon
from app.linkage.vergelijken import Veld, Vergelijker
from app.linkage.voornaam import Voornaam as V


def level(veld: Veld, een: dict[str, str], ander: dict[str, str]) -> int:
    gezien = Vergelijker().compare(
        read_persoon(Registratie("a", **een)), read_persoon(Registratie("b", **ander))
    )
    return gezien.niveaus[veld]


@pytest.mark.parametrize(
    ("een", "ander", "niveau"),
    [
        ("Jan", "jan", V.GELIJK),
        ("Zoë", "Zoe", V.GELIJK),
        ("Anne-Marie", "Anne Marie", V.VOLUIT_GELIJK),
        ("Johannes Pieter", "Johannes", V.GELIJK),
        ("Johannes Pieter", "Johannes P.", V.VOLUIT_GELIJK),
        ("Annemarie", "Anne Marie", V.VARIANT),
        ("Mohammed Amine", "Mohammed Reda", V.ANDERE_VOLGNAMEN),
        ("Mohammed", "Muhammad", V.VARIANT),
        ("Youssef", "Yusuf", V.VARIANT),
        ("Johannes", "Hans", V.VARIANT),
        ("Matthijs", "Thijs", V.VARIANT),
        ("Sofie", "Maria Sofie", V.VARIANT),
        ("Floortje", "Floor", V.LIJKT),
        ("Jesper", "Jepser", V.TIKFOUT),
        ("Fleur", "Fluer", V.VARIANT),
        ("Mia", "Mai", V.LIJKT),
        ("Rosa", "oRza", V.LIJKT),
        ("S. A.", "Sanne-Liv", V.VOORLETTER),
        ("J.", "Jan", V.VOORLETTER),
        ("J.K.", "Jan Karel", V.VOORLETTER),
        ("JK", "J", V.VOORLETTER),
        ("JNI", "Joep Niels Ian", V.VOORLETTER),
        ("SEM", "Sem", V.GELIJK),
        ("Z.S.P.", "Zeynep Sami Philip", V.VOORLETTER),
        ("J.K.", "J.P.", V.ANDERE_VOORLETTER),
        ("P.", "Jan", V.ANDERE_VOORLETTER),
        ("Joris", "Jasper", V.ZELFDE_LETTER),
        ("Joris", "Marieke", V.ANDERS),
        ("", "Jan", V.ONBEKEND),
    ],
)
def test_given_names_agree_this_far(een: str, ander: str, niveau: V) -> None:
    assert level(Veld.VOORNAAM, {"voornamen": een}, {"voornamen": ander}) is niveau
    assert level(Veld.VOORNAAM, {"voornamen": ander}, {"voornamen": een}) is niveau


@pytest.mark.parametrize(
    ("een", "ander", "niveau"),
    [
        ({"voornamen": "Johannes", "roepnaam": "Jan"}, {"roepnaam": "Jan"}, V.GELIJK),
        ({"voornamen": "Johannes", "roepnaam": "Hans"}, {"voornamen": "Johannes"}, V.GELIJK),
        (
            {"voornamen": "Maria Anna", "roepnaam": "Ans"},
            {"voornamen": "Maria Elisabeth", "roepnaam": "Loes"},
            V.ANDERE_VOLGNAMEN,
        ),
        ({"voornamen": "J.K.", "roepnaam": "Piet"}, {"roepnaam": "Piet"}, V.GELIJK),
        ({"voornamen": "S.M."}, {"roepnaam": "Fie"}, V.VOORLETTER),
    ],
)
def test_what_somebody_is_called_is_one_of_the_names(een, ander, niveau) -> None:
    assert level(Veld.VOORNAAM, een, ander) is niveau


@pytest.mark.parametrize(
    ("een", "ander", "niveau"),
    [
        (("van der", "Berg"), ("", "van der Berg"), A.GELIJK),
        (("van der", "Berg"), ("", "BERG"), A.GELIJK),
        (("v.d.", "Berg"), ("van den", "Berg"), A.GELIJK),
        (("", "Berg-de Vries"), ("", "de Vries Berg"), A.GELIJK),
        (("", "Vandenberg"), ("", "Berg"), A.GELIJK),
        (("", "Berg-de Vries"), ("van der", "Berg"), A.DEEL),
        (("", "Jansen"), ("", "Janssen"), A.TIKFOUT),
        (("", "Dijkstra"), ("", "Dykstra"), A.TIKFOUT),
        (("", "Özdemir"), ("", "Ozdemir"), A.GELIJK),
        (("", "Jansen"), ("", "Bakker"), A.ANDERS),
        (("", ""), ("", "Bakker"), A.ONBEKEND),
        (("van", ""), ("", "Bakker"), A.ONBEKEND),
    ],
)
def test_surnames_agree_this_far(een, ander, niveau: A) -> None:
    velden = ("tussenvoegsel", "achternaam")
    x, y = dict(zip(velden, een, strict=True)), dict(zip(velden, ander, strict=True))
    assert level(Veld.ACHTERNAAM, x, y) is niveau
    assert level(Veld.ACHTERNAAM, y, x) is niveau


def test_names_in_each_others_place_are_recognised() -> None:
    een = {"voornamen": "Jansen", "achternaam": "Willemijn"}
    ander = {"voornamen": "Willemijn", "achternaam": "Jansen"}
    assert level(Veld.ACHTERNAAM, een, ander) is A.VERWISSELD
    assert level(Veld.VOORNAAM, een, ander) is V.VARIANT


@pytest.mark.parametrize(
    ("een", "ander", "niveau"),
    [
        ("2012-03-04", "4-3-2012", D.GELIJK),
        ("2012-03-04", "2012-04-03", D.OMGEWISSELD),
        ("2012-03-04", "2012-03-05", D.EEN_VERSCHIL),
        ("2012-03-04", "2012-03-14", D.EEN_VERSCHIL),
        ("2012-03-04", "2021-03-04", D.EEN_VERSCHIL),
        ("2012-03-04", "2012-01-01", D.PLAATSHOUDER),
        ("2012-03-04", "2012-03-28", D.TWEE_DELEN),
        ("2012-03-04", "2004-03-04", D.TWEE_DELEN),
        ("2012-03-04", "2012-04-05", D.DICHTBIJ),
        ("2012-03-04", "2012-03", D.DEEL_GELIJK),
        ("2012-03-04", "2012", D.ALLEEN_JAAR),
        ("2012-03", "2013", D.DEEL_ANDERS),
        ("2012-03-04", "2012-11-28", D.ZELFDE_JAAR),
        ("2012-03-04", "2009-11-28", D.ANDERS),
        ("", "2012", D.ONBEKEND),
    ],
)
def test_dates_agree_this_far(een: str, ander: str, niveau: D) -> None:
    assert level(Veld.GEBOORTEDATUM, {"geboortedatum": een}, {"geboortedatum": ander}) is niveau
    assert level(Veld.GEBOORTEDATUM, {"geboortedatum": ander}, {"geboortedatum": een}) is niveau


@pytest.mark.parametrize(
    ("een", "ander", "niveau"),
    [
        (("1234 AB", "12a", "Utrecht"), ("1234ab", "12", "utrecht"), W.GELIJK),
        (("1234AB", "12", "Utrecht"), ("1243AB", "12", "Utrecht"), W.BIJNA),
        (("1234AB", "12", "Utrecht"), ("1234AB", "14", "Utrecht"), W.ZELFDE_STRAAT),
        (("1234AB", "12", "Utrecht"), ("1234AB", "", "Utrecht"), W.STRAAT_ZONDER_NUMMER),
        (("1234AB", "12", "Utrecht"), ("1234XZ", "14", "Utrecht"), W.ZELFDE_BUURT),
        (("1234AB", "12", "Utrecht"), ("1324AB", "14", "Utrecht"), W.ZELFDE_BUURT),
        (("1234AB", "12", "Amsterdam"), ("9999XZ", "14", "Amstredam"), W.ZELFDE_GEMEENTE),
        (("1234AB", "12", "GM0344"), ("9999XZ", "14", "GM0345"), W.ANDERS),
        (("1234AB", "12", "Utrecht"), ("3511XZ", "14", "Utrecht"), W.ZELFDE_GEMEENTE),
        (("", "", "Utrecht"), ("3511XZ", "14", "Utrecht"), W.ALLEEN_GEMEENTE),
        (("1234AB", "12", "Utrecht"), ("8011XZ", "14", "Zwolle"), W.ANDERS),
        (("", "", ""), ("8011XZ", "14", "Zwolle"), W.ONBEKEND),
    ],
)
def test_addresses_agree_this_far(een, ander, niveau: W) -> None:
    velden = ("postcode", "huisnummer", "gemeente")
    x, y = dict(zip(velden, een, strict=True)), dict(zip(velden, ander, strict=True))
    assert level(Veld.ADRES, x, y) is niveau
    assert level(Veld.ADRES, y, x) is niveau
