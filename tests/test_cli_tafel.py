"""The offline client makes codes without a database; the house gives out the key and takes the codes."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from app.domain.actor import Rol
from app.domain.tafeltermen import Tafelgrond
from app.installatie import now_utc, open_installation, surroundings
from app.queries.organisaties import find_organisatie
from app.queries.werkplek import Werkplek
from app.schemas.koppelregel import KOLOMMEN
from app.schemas.sleutelbestand import Koppelsleutelbestand, read_codes, write_key
from app.services.tafel import make_tafel
from app.settings import Settings
from app.worker.actor import worker_actor
from tests.services.tafelstappen import TAFEL
from tests.test_cli import Map, houvast, ingericht

__all__ = ["houvast", "ingericht"]
RIJEN = (
    ("7", "Ruben Jan", "Ruben", "", "Brugmans", "2011-05-09", "5211AB", "12", "GM0796"),
    ("8", "Noor", "", "van der", "Wielen", "2012-01-31", "5223BC", "3", "GM0796"),
    ("9", "", "", "", "Alleen", "", "", "", ""),
)


def write_list(pad: Path, rijen: tuple[tuple[str, ...], ...] = RIJEN) -> None:
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.writer(bestand)
        schrijver.writerow(KOLOMMEN)
        schrijver.writerows((id_, "SWV", *rest) for id_, *rest in rijen)


def make_school_table(var: Path) -> str:
    """A tafel of a gemeente, for keys only."""
    installation = open_installation(Settings(var=var))
    with installation.database.transaction() as session:
        houder = find_organisatie(session, "gemeente-gm0193", "organisatie")
        actor = replace(
            worker_actor(session, "ozj"),
            organisatie_id=houder.id,
            organisatie_soort=houder.soort,
            rollen=frozenset({Rol.TAFELSECRETARIS}),
        )
        desk = Werkplek(session, actor, surroundings(session, now_utc()), installation.kluis)
        kenmerk = make_tafel(desk, replace(TAFEL, grond=Tafelgrond.ALLEEN_SLEUTELS)).kenmerk
    installation.database.dispose()
    return kenmerk


def make(map_: Path, *delen: str) -> subprocess.CompletedProcess[str]:
    """In an empty folder, with nothing set: no database, no key file of the house."""
    opdracht = [sys.executable, "-m", "app.cli", "sleutels", "maken", *delen]
    omgeving = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[1]), "HOME": str(map_)}
    return subprocess.run(opdracht, cwd=map_, env=omgeving, capture_output=True, text=True, check=False)


def test_a_list_becomes_codes_without_database_name_or_date(tmp_path: Path) -> None:
    write_list(tmp_path / "lijst.csv")
    sleutel = Koppelsleutelbestand("T-2026-000003", 2, bytes(range(32)))
    (tmp_path / "sleutel.json").write_text(write_key(sleutel))
    gedaan = make(tmp_path, "lijst.csv", "--sleutel", "sleutel.json", "--uit", "codes.json")
    assert gedaan.returncode == 0, gedaan.stderr
    assert "3 regels" in gedaan.stderr
    assert "Met weinig gegevens, dus moeilijk terug te vinden: 1 regels, zoals 9." in gedaan.stderr
    tekst = (tmp_path / "codes.json").read_text()
    assert not [w for w in ("Ruben", "Brugmans", "Wielen", "2011", "5211", "GM0796") if w in tekst]
    assert (tmp_path / "codes.json").stat().st_mode & 0o077 == 0
    codes = read_codes(tekst)
    assert (codes.tafel, codes.sleutelversie) == ("T-2026-000003", 2)
    assert [regel.kenmerk for regel in codes.to_lines()] == ["7", "8", "9"]
    assert {pad.name for pad in tmp_path.iterdir()} == {"lijst.csv", "sleutel.json", "codes.json"}


def test_what_is_given_wrongly_is_said_in_one_sentence(tmp_path: Path) -> None:
    write_list(tmp_path / "lijst.csv")
    write_list(tmp_path / "lang.csv", (("n" * 81, *RIJEN[0][1:]),))
    (tmp_path / "fout.json").write_text("{}")
    sleutel = write_key(Koppelsleutelbestand("T-2026-000003", 1, bytes(32)))
    (tmp_path / "bom.json").write_text(sleutel, encoding="utf-8-sig")  # as an editor of Windows saves it
    (tmp_path / "leeg.csv").write_text(",".join(KOLOMMEN) + "\n")
    (tmp_path / "goed.json").write_text(write_key(Koppelsleutelbestand("T-2026-000003", 1, bytes(32))))
    verkeerd = (
        (("lijst.csv", "--sleutel", "weg.json"), "weg.json bestaat niet."),
        (("lijst.csv", "--sleutel", "fout.json"), "Dit is geen koppelsleutel."),
        (("weg.csv", "--sleutel", "goed.json"), "weg.csv bestaat niet."),
        (("leeg.csv", "--sleutel", "goed.json"), "geen regels onder de kop"),
        ((".", "--sleutel", "goed.json"), ". bestaat niet."),
        (("lang.csv", "--sleutel", "bom.json"), "Een id heeft hoogstens 80 tekens."),
    )
    for delen, zin in verkeerd:
        gedaan = make(tmp_path, *delen)
        assert (gedaan.returncode, zin in gedaan.stderr) == (2, True), gedaan.stderr


def test_a_key_is_made_given_out_on_record_and_its_codes_come_on_the_agenda(houvast: Map) -> None:
    kenmerk = make_school_table(houvast.pad / "var")
    nieuw = houvast.run("tafel", "koppelsleutel")
    assert nieuw.returncode == 0, nieuw.stderr
    weg = houvast.run("tafel", "sleutel", "T-1999-000001", "--uit", "sleutel.json")
    assert (weg.returncode, "Deze tafel bestaat niet" in weg.stderr) == (1, True)
    uit = houvast.run("tafel", "sleutel", kenmerk, "--uit", "sleutel.json")
    assert uit.returncode == 0, uit.stderr
    write_list(houvast.pad / "lijst.csv")
    maak = houvast.run("sleutels", "maken", "lijst.csv", "--sleutel", "sleutel.json")
    assert maak.returncode == 0, maak.stderr
    aan = houvast.run("tafel", "aanmelden", kenmerk, "lijst.sleutels.json")
    assert (aan.returncode, "Op de agenda gezet: 3 regels." in aan.stderr) == (0, True), aan.stderr
    weer = houvast.run("tafel", "aanmelden", kenmerk, "lijst.sleutels.json")
    assert "Op de agenda gezet: 0 regels. Bijgewerkt: 0. Stonden er al: 3." in weer.stderr
    map_ = houvast.run("tafel", "aanmelden", kenmerk, ".")
    assert (map_.returncode, "bestaat niet" in map_.stderr) == (2, True), map_.stderr
    inhoud = json.loads((houvast.pad / "lijst.sleutels.json").read_text()) | {"sleutelversie": 9}
    (houvast.pad / "oud.json").write_text(json.dumps(inhoud))
    oud = houvast.run("tafel", "aanmelden", kenmerk, "oud.json")
    assert (oud.returncode, "oude koppelsleutel" in oud.stderr) == (1, True)
    assert houvast.run("controleer", "--alleen-afspraken").returncode == 0
