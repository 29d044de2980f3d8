"""``houvast organisaties``: the mapping out and in again, a preview first, and access closed at once."""

from collections.abc import Callable

import pytest

from tests.test_cli import Map, houvast, ingericht

__all__ = ["houvast", "ingericht"]
PER = ("--per", "2030-01-01")


def written(houvast: Map, wijzig: Callable[[str], str]) -> str:
    """The mapping of now in a file, with one change; the name of the file."""
    nu = houvast.run("organisaties", "indeling").stdout
    (houvast.pad / "indeling.csv").write_text(wijzig(nu), encoding="utf-8")
    return "indeling.csv"


def line_of(tekst: str, gm_code: str) -> str:
    return next(regel for regel in tekst.splitlines() if regel.startswith(gm_code))


def test_the_mapping_that_was_written_changes_nothing(houvast: Map) -> None:
    bestand = written(houvast, lambda nu: nu)
    uitkomst = houvast.run("organisaties", "importeer", bestand, *PER)
    assert (uitkomst.returncode, "Er verandert niets" in uitkomst.stdout) == (0, True)


def test_a_merger_is_shown_first_and_goes_in_after_a_yes(houvast: Map) -> None:
    def merge(nu: str) -> str:
        kampen = line_of(nu, "GM0166")
        return nu.replace(kampen, f"{kampen}GM0193")

    bestand = written(houvast, merge)
    nee = houvast.run("organisaties", "importeer", bestand, *PER, invoer="n\n")
    assert nee.returncode == 1
    assert "Kampen (GM0166) gaat op in GM0193. Open casussen van wie daar woont: 0" in nee.stdout
    assert "voorstel: wijkteam-gm0166 gaat op in wijkteam-gm0193" in nee.stdout
    assert "Er is niets veranderd" in nee.stderr
    assert houvast.sql("SELECT count(*) FROM rechtsopvolging") == [(0,)]
    ja = houvast.run("organisaties", "importeer", bestand, *PER, "--ja")
    assert ja.returncode == 0, ja.stderr
    assert houvast.sql("SELECT count(*) FROM rechtsopvolging") == [(2,)]
    assert houvast.sql("SELECT opvolger_code FROM gemeente WHERE gm_code = 'GM0166'") == [("GM0193",)]
    assert houvast.run("controleer", "--alleen-afspraken").returncode == 0
    assert houvast.run("bewijs", "controleer").returncode == 0


@pytest.mark.parametrize(
    ("wijzig", "zin", "status"),
    [
        (lambda nu: nu.replace("gm_code", "code", 1), "Deze kolommen ontbreken: gm_code", 2),
        (lambda nu: nu.replace("GM0193", "0193", 1), "gm_code “0193” klopt niet", 1),
        (lambda nu: nu.replace(line_of(nu, "GM0193") + "\n", ""), "Zwolle (GM0193) ontbreekt", 1),
        (lambda nu: nu + line_of(nu, "GM0193") + "\n", "staat ook op regel", 1),
    ],
)
def test_a_file_with_mistakes_changes_nothing(
    houvast: Map, wijzig: Callable[[str], str], zin: str, status: int
) -> None:
    bestand = written(houvast, wijzig)
    geweigerd = houvast.refused("organisaties", "importeer", bestand, *PER, "--ja", status=status)
    assert zin in geweigerd


def test_a_file_that_is_not_there_and_a_day_that_has_passed_are_told(houvast: Map) -> None:
    assert "bestaat niet" in houvast.refused("organisaties", "importeer", "weg.csv", *PER)
    regio = written(houvast, lambda nu: nu.replace("JZ07,IJsselland", "JZ14,Twente", 1))
    voorbij = houvast.run("organisaties", "importeer", regio, "--per", "2025-01-01", "--ja")
    assert (voorbij.returncode, "al voorbij" in voorbij.stderr) == (1, True)


def test_access_is_closed_and_opened_from_the_command_line(houvast: Map) -> None:
    dicht = houvast.run("organisaties", "blokkeer", "ret-jz07", "--reden", "beveiliging")
    assert (dicht.returncode, "Niemand van ret-jz07 komt er nu nog in" in dicht.stderr) == (0, True)
    assert houvast.sql("SELECT toegang_geblokkeerd FROM organisatie WHERE kenmerk = 'ret-jz07'") == [(1,)]
    assert "al geblokkeerd" in houvast.refused(
        "organisaties", "blokkeer", "ret-jz07", "--reden", "misbruik", status=1
    )
    assert houvast.run("organisaties", "deblokkeer", "ret-jz07").returncode == 0
    assert houvast.run("bewijs", "controleer").returncode == 0
    assert "vangt op" in houvast.refused("organisaties", "blokkeer", "ozj", "--reden", "misbruik", status=1)


def test_telephones_and_mailboxes_go_out_and_in_again_as_a_whole(houvast: Map) -> None:
    """342 gemeenten have one each: nobody types these one by one."""
    nu = houvast.run("organisaties", "contacten").stdout
    assert nu.startswith("kenmerk,naam,telefoon,email,bestuurlijk_contact\n")
    assert len(nu.splitlines()) > 700
    zwolle = line_of(nu, "gemeente-gm0193,")
    bestand = houvast.pad / "contacten.csv"
    bestand.write_text(
        nu.replace(zwolle, zwolle.replace(",,,", ",14 038,jeugd@zwolle.example,")), encoding="utf-8"
    )
    gedaan = houvast.run("organisaties", "contacten", "contacten.csv")
    assert (gedaan.returncode, "Gewijzigd: 1." in gedaan.stderr) == (0, True), gedaan.stderr
    assert line_of(houvast.run("organisaties", "contacten").stdout, "gemeente-gm0193,").endswith(
        ",14 038,jeugd@zwolle.example,"
    )
    bestand.write_text(
        "kenmerk,telefoon,email,bestuurlijk_contact\nigj,070 1,,\nozj,bel maar,,\n", encoding="utf-8"
    )
    fout = houvast.refused("organisaties", "contacten", "contacten.csv", status=1)
    assert "regel 3" in fout and "Dit is geen telefoonnummer." in fout
    assert houvast.sql("SELECT telefoon FROM organisatie WHERE kenmerk = 'igj'") == [(None,)]
    bestand.write_text("kenmerk\nigj\n", encoding="utf-8")
    assert "Deze kolommen ontbreken" in houvast.refused("organisaties", "contacten", "contacten.csv")
    assert houvast.run("bewijs", "controleer").returncode == 0


def while_asking(monkeypatch: pytest.MonkeyPatch, doe: Callable[[], object]) -> None:
    """Somebody else works while the question is on the screen; then the answer is yes."""

    def confirm(*_: object, **__: object) -> bool:
        doe()
        return True

    monkeypatch.setattr("typer.confirm", confirm)


def to_twente(nu: str) -> str:
    return nu.replace("JZ07,IJsselland", "JZ14,Twente", 1)


def test_others_work_on_while_the_question_is_asked(houvast: Map, monkeypatch: pytest.MonkeyPatch) -> None:
    bestand = written(houvast, to_twente)
    while_asking(
        monkeypatch, lambda: houvast.sql("UPDATE organisatie SET telefoon = '0' WHERE kenmerk = 'igj'")
    )
    ja = houvast.run("organisaties", "importeer", bestand, *PER)
    assert (ja.returncode, "Uitgevoerd" in ja.stderr) == (0, True), ja.stderr
    assert houvast.sql("SELECT count(*) FROM werkgebied WHERE van = '2030-01-01'") == [(1,)]


def test_a_yes_counts_only_for_what_was_shown(houvast: Map, monkeypatch: pytest.MonkeyPatch) -> None:
    bestand = written(houvast, to_twente)
    wijzig = "UPDATE gemeente SET naam = 'Swolle' WHERE gm_code = 'GM0193'"
    while_asking(monkeypatch, lambda: houvast.sql(wijzig))
    uitkomst = houvast.run("organisaties", "importeer", bestand, *PER)
    assert uitkomst.returncode == 1
    assert "Intussen is er iets veranderd" in uitkomst.stderr
    assert houvast.sql("SELECT count(*) FROM werkgebied WHERE van = '2030-01-01'") == [(0,)]
    assert houvast.sql("SELECT naam FROM gemeente WHERE gm_code = 'GM0193'") == [("Swolle",)]
