"""``houvast backup``, ``herstel`` and ``sleutels`` as an administrator types them."""

import shutil
import stat
from pathlib import Path

import pytest

from tests.test_cli import VOORBEELD, Map


@pytest.fixture(scope="module")
def gevuld(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installation that holds the meldingen of the manual."""
    pad = tmp_path_factory.mktemp("gevuld")
    assert Map(pad).run("init").returncode == 0
    shutil.copy(VOORBEELD, pad / "in.csv")
    assert Map(pad).run("meldingen", "importeer", "in.csv").returncode == 0
    return pad


@pytest.fixture
def houvast(gevuld: Path, tmp_path: Path) -> Map:
    """A copy of it for this test alone."""
    shutil.copytree(gevuld / "var", tmp_path / "var")
    return Map(tmp_path)


def copy_of(houvast: Map) -> Path:
    uitkomst = houvast.run("backup", "--naar", "kopie")
    assert uitkomst.returncode == 0, uitkomst.stderr
    return houvast.pad / uitkomst.stdout.strip()


def test_the_exercise_of_the_manual_from_copy_to_work(houvast: Map, tmp_path: Path) -> None:
    """Copy, keep the keys apart, lose everything, put both back: docs/beheer/reservekopie.md."""
    assert houvast.run("sleutels", "backup", str(apart(tmp_path))).returncode == 0
    kopie = copy_of(houvast)
    shutil.rmtree(houvast.pad / "var")
    terug = houvast.real("herstel", str(kopie))
    assert terug.returncode == 0, terug.stderr
    assert "sleutelbestand" in terug.stderr and "ontbreekt" in terug.stderr
    assert "ontbreekt" in houvast.refused("controleer", status=1)
    assert "Zet uw reservekopie terug" in houvast.refused("init", status=1)
    assert houvast.run("sleutels", "herstel", str(apart(tmp_path))).returncode == 0
    for opdracht in (
        ("init",),
        ("controleer", "--alleen-afspraken"),
        ("bewijs", "controleer"),
        ("sleutels", "controleer"),
    ):
        assert houvast.run(*opdracht).returncode == 0
    assert houvast.sql("SELECT count(*) FROM melding") == [(4,)]
    assert stat.S_IMODE(houvast.database.stat().st_mode) == 0o600


def apart(tmp_path: Path) -> Path:
    (tmp_path / "kluis").mkdir(exist_ok=True)
    return tmp_path / "kluis" / "sleutels.json"


def test_replacing_asks_for_a_word_and_a_scheduler_says_yes_beforehand(houvast: Map) -> None:
    kopie = str(copy_of(houvast))
    houvast.sql("UPDATE melding SET extern_kenmerk = NULL")
    assert "--vervang" in houvast.refused("herstel", kopie, status=1)
    assert "--ja" in houvast.refused("herstel", kopie, "--vervang")
    assert houvast.sql("SELECT count(*) FROM melding WHERE extern_kenmerk IS NULL") == [(4,)]
    assert houvast.run("herstel", kopie, "--vervang", "--ja").returncode == 0
    assert houvast.sql("SELECT count(*) FROM melding WHERE extern_kenmerk IS NULL") == [(0,)]


def test_looking_at_a_copy_changes_nothing(houvast: Map, tmp_path: Path) -> None:
    kopie = copy_of(houvast)
    voor = houvast.database.read_bytes()
    uitkomst = houvast.run("herstel", str(kopie), "--alleen-nakijken")
    assert uitkomst.returncode == 0
    assert "heel en leesbaar" in uitkomst.stderr
    assert houvast.database.read_bytes() == voor
    kopie.write_bytes(kopie.read_bytes()[:-100])
    assert "geen hele kopie" in houvast.refused("herstel", str(kopie), "--alleen-nakijken", status=1)


def test_only_so_many_copies_stay(houvast: Map) -> None:
    map_ = houvast.pad / "var" / "kopie"
    map_.mkdir()
    for dag in range(1, 6):
        (map_ / f"houvast-2026-01-0{dag}T030000Z.kopie").touch()
    uitkomst = houvast.run("backup", "--bewaar", "2")
    assert "verwijderd: 4" in uitkomst.stderr
    assert sorted(pad.name for pad in map_.iterdir()) == [
        "houvast-2026-01-05T030000Z.kopie",
        Path(uitkomst.stdout.strip()).name,
    ]


def test_keys_are_not_kept_beside_what_they_open(houvast: Map, tmp_path: Path) -> None:
    kopie = copy_of(houvast)
    for plek in (houvast.pad / "var" / "reserve.json", kopie.parent / "sleutels.json"):
        assert "andere plek" in houvast.refused("sleutels", "backup", str(plek), status=1)
        assert not plek.exists()
    doel = apart(tmp_path)
    assert houvast.run("sleutels", "backup", str(doel)).returncode == 0
    assert stat.S_IMODE(doel.stat().st_mode) == 0o600
    assert "bestaat al" in houvast.refused("sleutels", "backup", str(doel), status=1)


def test_a_copy_is_not_kept_beside_the_keys(houvast: Map, tmp_path: Path) -> None:
    doel = apart(tmp_path)
    assert houvast.run("sleutels", "backup", str(doel)).returncode == 0
    for map_ in (houvast.pad / "var", doel.parent):
        assert "sleutelbestand" in houvast.refused("backup", "--naar", str(map_), status=1)
        assert list(map_.glob("*.kopie")) == []


def test_a_key_file_that_does_not_fit_is_named_and_never_put_in_place(houvast: Map, tmp_path: Path) -> None:
    eigen = (houvast.pad / "var" / "sleutels.json").read_text()
    ander = Map(tmp_path / "ander")
    ander.pad.mkdir()
    assert ander.run("init").returncode == 0
    vreemd = str(ander.pad / "var" / "sleutels.json")
    for opdracht in ("controleer", "herstel"):
        assert "hoort niet bij deze database" in houvast.refused("sleutels", opdracht, vreemd, status=1)
    assert (houvast.pad / "var" / "sleutels.json").read_text() == eigen
    assert "bestaat niet" in houvast.refused("sleutels", "herstel", "weg.json", status=1)


def test_a_new_key_serves_new_dossiers_and_an_old_copy_of_the_file_is_caught(
    houvast: Map, tmp_path: Path
) -> None:
    oud = apart(tmp_path)
    houvast.run("sleutels", "backup", str(oud))
    uitkomst = houvast.run("sleutels", "nieuw")
    assert "k2" in uitkomst.stderr
    regels = (houvast.pad / "var" / "sleutels.json", houvast.pad / "in.csv")
    regels[1].write_text(VOORBEELD.read_text(encoding="utf-8").replace("-2026-", "-2027-"), encoding="utf-8")
    assert houvast.run("meldingen", "importeer", "in.csv").returncode == 0
    assert houvast.run("sleutels", "controleer").returncode == 0
    assert "sleutel k2 ontbreekt" in houvast.refused("sleutels", "controleer", str(oud), status=1).lower()
    assert "k2" in houvast.refused("sleutels", "herstel", str(oud), status=1)


def test_a_different_key_file_that_stands_there_is_set_aside(houvast: Map, tmp_path: Path) -> None:
    goed = apart(tmp_path)
    houvast.run("sleutels", "backup", str(goed))
    plaats = houvast.pad / "var" / "sleutels.json"
    plaats.write_text('{"versie": 1}')
    assert houvast.run("sleutels", "herstel", str(goed)).returncode == 0
    assert plaats.read_text() == goed.read_text()
    assert [pad.read_text() for pad in plaats.parent.glob("sleutels.json.*")] == ['{"versie": 1}']
