"""``houvast samenloop leer, modellen, keur, hersleutel``: learned, looked at, approved; keys made again."""

import csv

from app.schemas.koppelregel import KOLOMMEN
from tests.linkage.verzonnen import invent
from tests.test_cli import Map, houvast, ingericht

__all__ = ["houvast", "ingericht"]


def test_a_model_is_learned_shown_and_works_after_a_yes(houvast: Map) -> None:
    with (houvast.pad / "register.csv").open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.writer(bestand)
        schrijver.writerow(KOLOMMEN)
        schrijver.writerows(
            [getattr(regel, kolom) for kolom in KOLOMMEN] for regel in invent(40, 2).registraties
        )
    geleerd = houvast.run("samenloop", "leer", "register.csv")
    assert geleerd.returncode == 0, geleerd.stderr
    assert "Treffers: " in geleerd.stdout
    assert "Het werkt nog niet." in geleerd.stderr
    assert "0  meegeleverd  werkt nu" in houvast.run("samenloop", "modellen").stdout
    assert houvast.run("samenloop", "wijsaf", "1").returncode == 0
    assert "bestand  afgewezen" in houvast.run("samenloop", "modellen").stdout
    nee = houvast.run("samenloop", "keur", "1", invoer="n\n")
    assert "Open samenlopen: 0." in nee.stdout
    assert (nee.returncode, "Er is niets veranderd." in nee.stderr) == (1, True)
    assert houvast.run("samenloop", "keur", "1", "--ja").returncode == 0
    assert "bestand  werkt nu" in houvast.run("samenloop", "modellen").stdout
    assert houvast.run("samenloop", "keur", "0").returncode == 0
    assert "Model 9 bestaat niet" in houvast.run("samenloop", "keur", "9").stderr
    assert houvast.run("samenloop", "hersleutel").returncode == 0


def test_an_empty_register_teaches_nothing_and_breaks_nothing(houvast: Map) -> None:
    assert houvast.run("samenloop", "leer", "register").returncode == 0
