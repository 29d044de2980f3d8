"""``houvast samenloop koppel``: a file in, pairs out, and what is said when the file is not right."""

import csv
from pathlib import Path

import pytest

from app.cli.hoofd import run
from app.schemas.koppelregel import KOLOMMEN, UITVOER
from tests.linkage.verzonnen import invent


def written(pad: Path, *regels: dict[str, str], kolommen: tuple[str, ...] = KOLOMMEN) -> Path:
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.DictWriter(bestand, kolommen, extrasaction="ignore", restval="")
        schrijver.writeheader()
        schrijver.writerows(regels)
    return pad


def register(pad: Path) -> Path:
    return written(
        pad, *({kolom: getattr(r, kolom) for kolom in KOLOMMEN} for r in invent(60, 5).registraties)
    )


def pairs(pad: Path) -> list[dict[str, str]]:
    with pad.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


def test_pairs_are_written_with_the_most_certain_first(tmp_path: Path, capsys) -> None:
    bestand, uit = register(tmp_path / "in.csv"), tmp_path / "uit.csv"
    assert run(["samenloop", "koppel", str(bestand), "--uit", str(uit)]) == 0
    rijen = pairs(uit)
    assert tuple(rijen[0]) == UITVOER
    gewichten = [float(rij["gewicht"]) for rij in rijen]
    assert gewichten == sorted(gewichten, reverse=True)
    assert {rij["besluit"] for rij in rijen} <= {"treffer", "mogelijk"}
    assert all(0 < float(rij["kans"]) <= 1 for rij in rijen)
    assert f"Treffers: {sum(rij['besluit'] == 'treffer' for rij in rijen)}." in capsys.readouterr().err
    assert [pad.name for pad in tmp_path.iterdir()] != []
    assert not list(tmp_path.glob(".*half"))


def test_with_codes_only_and_between_tables(tmp_path: Path) -> None:
    bestand, uit = register(tmp_path / "in.csv"), tmp_path / "uit.csv"
    assert run(["samenloop", "koppel", str(bestand), "--uit", str(uit), "--sleutels", "--tussen"]) == 0
    tafel = {registratie.id: registratie.tafel for registratie in invent(60, 5).registraties}
    rijen = pairs(uit)
    assert rijen
    assert all(tafel[rij["id_a"]] != tafel[rij["id_b"]] for rij in rijen)


GOED = {"id": "1", "voornamen": "Jan", "achternaam": "Boer", "geboortedatum": "2012-03-04"}


@pytest.mark.parametrize(
    ("regels", "kolommen", "melding"),
    [
        ([GOED], ("id", "voornamen"), "Deze kolommen ontbreken: tafel, roepnaam"),
        ([GOED, GOED], KOLOMMEN, "Regel 3 heeft hetzelfde id als regel 2: 1."),
        ([GOED, GOED | {"id": " "}], KOLOMMEN, "Regel 3 heeft geen id."),
        ([GOED], KOLOMMEN, "staan minder dan twee regels"),
        (
            [GOED | {"id": str(nummer), "geboortedatum": "maart"} for nummer in range(30)],
            KOLOMMEN,
            "Van 30 van de 30 regels is de geboortedatum niet te lezen, voor het eerst op regel 2.",
        ),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_what_to_mend(
    regels, kolommen, melding, tmp_path: Path, capsys
) -> None:
    bestand, uit = written(tmp_path / "in.csv", *regels, kolommen=kolommen), tmp_path / "uit.csv"
    assert run(["samenloop", "koppel", str(bestand), "--uit", str(uit)]) == 2
    assert melding in capsys.readouterr().err
    assert not uit.exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys) -> None:
    assert run(["samenloop", "koppel", str(tmp_path / "niets.csv"), "--uit", str(tmp_path / "uit.csv")]) == 2
    assert "niets.csv bestaat niet" in capsys.readouterr().err


def test_a_line_with_too_few_cells_is_named(tmp_path: Path, capsys) -> None:
    bestand = tmp_path / "in.csv"
    bestand.write_text(f"{','.join(KOLOMMEN)}\n1,a\n", encoding="utf-8")
    assert run(["samenloop", "koppel", str(bestand), "--uit", str(tmp_path / "uit.csv")]) == 2
    assert "Regel 2 heeft meer of minder vakken dan de kop." in capsys.readouterr().err


def test_a_date_here_and_there_that_cannot_be_read_is_told_and_does_not_count(tmp_path: Path, capsys) -> None:
    bestand = written(tmp_path / "in.csv", GOED, GOED | {"id": "2", "geboortedatum": "4 maart"})
    assert run(["samenloop", "koppel", str(bestand), "--uit", str(tmp_path / "uit.csv")]) == 0
    assert "die niet te lezen zijn: 1, voor het eerst op regel 3." in capsys.readouterr().err


def test_a_place_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, capsys) -> None:
    bestand = written(tmp_path / "in.csv", GOED, GOED | {"id": "2"})
    weg = tmp_path / "weg" / "uit.csv"
    assert run(["samenloop", "koppel", str(bestand), "--uit", str(weg)]) == 2
    assert "niet te schrijven" in capsys.readouterr().err


def test_what_stood_there_stays_until_the_new_pairs_are_complete(tmp_path: Path, monkeypatch) -> None:
    bestand, uit = register(tmp_path / "in.csv"), tmp_path / "uit.csv"
    uit.write_text("oud", encoding="utf-8")

    def breaks(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", breaks)
    assert run(["samenloop", "koppel", str(bestand), "--uit", str(uit)]) == 130
    assert uit.read_text(encoding="utf-8") == "oud"
    assert not list(tmp_path.glob(".*half"))
