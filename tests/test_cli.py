"""The command line as an administrator types it: real processes in an empty folder."""

import contextlib
import io
import json
import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli.hoofd import run
from app.settings import get_settings

ROOT = Path(__file__).parents[1]
VOORBEELD = ROOT / "docs" / "beheer" / "voorbeeld-import.csv"


@dataclass(frozen=True)
class Afloop:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


class Map:
    """An empty folder to run ``houvast`` in."""

    def __init__(self, pad: Path) -> None:
        self.pad = pad
        eigen = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("HOUVAST_")}
        self.omgeving = eigen | {"PYTHONPATH": str(ROOT), "HOUVAST_VAR": str(pad / "var")}
        self.database = pad / "var" / "houvast.db"

    @contextlib.contextmanager
    def start(self, *delen: str) -> Iterator[subprocess.Popen[bytes]]:
        """A real process that goes on until it is told to stop; it never outlives the test."""
        with subprocess.Popen(
            [sys.executable, "-m", "app.cli", *delen],
            cwd=self.pad,
            env=self.omgeving,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as proces:
            try:
                yield proces
            finally:
                proces.kill()

    def real(self, *delen: str, invoer: str = "", **anders: str) -> Afloop:
        """A real process, as an administrator starts it."""
        uitkomst = subprocess.run(
            [sys.executable, "-m", "app.cli", *delen],
            cwd=self.pad,
            env=self.omgeving | anders,
            input=invoer,
            capture_output=True,
            text=True,
            check=False,
        )
        return Afloop(uitkomst.returncode, uitkomst.stdout, uitkomst.stderr)

    def run(self, *delen: str, invoer: str = "", **anders: str) -> Afloop:
        """The same command inside this process: quick, and counted in the coverage."""
        uit, fout = io.StringIO(), io.StringIO()
        get_settings.cache_clear()
        with (
            pytest.MonkeyPatch.context() as hier,
            contextlib.redirect_stdout(uit),
            contextlib.redirect_stderr(fout),
        ):
            hier.chdir(self.pad)
            hier.setattr("sys.stdin", io.StringIO(invoer))
            for naam, waarde in (self.omgeving | anders).items():
                hier.setenv(naam, waarde)
            status = run(delen)
        get_settings.cache_clear()
        return Afloop(status, uit.getvalue(), fout.getvalue())

    def refused(self, *delen: str, status: int = 2, **anders: str) -> str:
        uitkomst = self.run(*delen, **anders)
        assert uitkomst.returncode == status, uitkomst.stderr
        assert uitkomst.stdout == ""
        assert "Traceback" not in uitkomst.stderr
        return uitkomst.stderr

    def sql(self, opdracht: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database)) as verbinding:
            rijen = verbinding.execute(opdracht).fetchall()
            verbinding.commit()
            return rijen


@pytest.fixture(scope="module")
def ingericht(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``houvast init`` ran once."""
    pad = tmp_path_factory.mktemp("ingericht")
    uitkomst = Map(pad).run("init")
    assert uitkomst.returncode == 0, uitkomst.stderr
    return pad


@pytest.fixture
def leeg(tmp_path: Path) -> Map:
    return Map(tmp_path)


@pytest.fixture
def houvast(ingericht: Path, tmp_path: Path) -> Map:
    """A copy of it for this test alone."""
    shutil.copytree(ingericht / "var", tmp_path / "var")
    return Map(tmp_path)


def test_init_makes_everything_once_and_says_so(leeg: Map) -> None:
    eerste = leeg.real("init")
    assert eerste.returncode == 0
    assert "Sleutelbestand gemaakt" in eerste.stderr and "Database bijgewerkt" in eerste.stderr
    sleutels = leeg.pad / "var" / "sleutels.json"
    assert stat.S_IMODE(sleutels.stat().st_mode) == 0o600
    assert stat.S_IMODE(leeg.database.stat().st_mode) == 0o600
    inhoud = sleutels.read_bytes(), leeg.sql("SELECT count(*), max(id) FROM organisatie")
    tweede = leeg.real("init")
    assert tweede.returncode == 0
    assert "niets veranderd" in tweede.stderr
    assert (sleutels.read_bytes(), leeg.sql("SELECT count(*), max(id) FROM organisatie")) == inhoud


def test_a_lost_key_file_is_not_replaced_silently(houvast: Map) -> None:
    (houvast.pad / "var" / "sleutels.json").unlink()
    assert "reservekopie" in houvast.refused("init", status=1)
    assert "sleutels.json" in houvast.refused("controleer", status=1)


def test_a_key_file_of_another_installation_is_refused(houvast: Map, tmp_path: Path) -> None:
    ander = Map(tmp_path / "ander")
    ander.pad.mkdir()
    assert ander.run("init").returncode == 0
    vreemd = str(ander.pad / "var" / "sleutels.json")
    assert "hoort niet bij deze database" in houvast.refused(
        "controleer", status=1, HOUVAST_SLEUTELBESTAND=vreemd
    )


@pytest.mark.parametrize("opdracht", [("serve",), ("werk", "--eenmalig"), ("controleer",)])
def test_without_init_every_command_says_to_do_that_first(leeg: Map, opdracht: tuple[str, ...]) -> None:
    assert "houvast init" in leeg.refused(*opdracht, status=1)


@pytest.mark.parametrize(
    ("opdracht", "zin"),
    [
        (("onzin",), "bestaat niet"),
        (("token", "maken"), "--organisatie"),
        (("token", "maken", "--organisatie", "ozj", "--rol", "baas"), "Kies uit: loketmedewerker"),
        (("serve", "--port", "0"), "--port"),
        (("serve", "--snel"), "--snel"),
        (("serve", "--workers", "2"), "SQLite"),
        (("meldingen", "importeer", "weg.csv"), "bestaat niet"),
    ],
)
def test_a_command_given_wrongly_is_told_in_dutch(houvast: Map, opdracht: tuple[str, ...], zin: str) -> None:
    assert zin in houvast.refused(*opdracht)


def test_a_wrong_setting_is_named_without_its_value(leeg: Map) -> None:
    tekst = leeg.refused("init", HOUVAST_DATABASE_URL="mysql://jan:geheim@ergens/x")
    assert "HOUVAST_DATABASE_URL" in tekst
    assert "geheim" not in tekst


def test_a_setting_that_does_not_exist_stops_the_start(leeg: Map) -> None:
    """A typo would leave the setting as it was, and nobody would notice."""
    tekst = leeg.refused("init", HOUVAST_SMTP_ULR="smtp://jan:geheim@ergens:25")
    assert "De instelling HOUVAST_SMTP_ULR bestaat niet. Bedoelt u HOUVAST_SMTP_URL?" in tekst
    assert "geheim" not in tekst
    assert "HOUVAST_SMTP_PORT bestaat niet" in leeg.refused("init", HOUVAST_SMTP_PORT="25")
    van_de_dienst = leeg.run(
        "init",
        HOUVAST_SERVICE_HOST="10.0.0.1",
        HOUVAST_PORT_8000_TCP="tcp://10.0.0.1:8000",
        HOUVAST_WEB_SERVICE_HOST="10.0.0.2",
        HOUVAST_WEB_SERVICE_PORT_HTTP="8000",
        HOUVAST_DATABASE_PORT="tcp://10.0.0.3:5432",
        HOUVAST_DATABASE_PORT_5432_TCP_PROTO="tcp",
        HOUVAST_DATABASE_PORT_5432_TCP_ADDR="10.0.0.3",
    )
    assert van_de_dienst.returncode == 0, van_de_dienst.stderr


def test_token_maken_prints_the_token_alone(houvast: Map) -> None:
    uitkomst = houvast.real("token", "maken", "--organisatie", "ret-jz07", "--rol", "procesregisseur")
    assert uitkomst.returncode == 0
    assert uitkomst.stdout.startswith("hvt_") and uitkomst.stdout.count("\n") == 1
    [(scopes, hash_)] = houvast.sql("SELECT scopes, hash FROM api_token")
    assert set(str(scopes).split(",")) == {"lezen", "melden", "routeren", "terugkoppelen", "tafel"}
    assert uitkomst.stdout.strip() not in str(hash_)


@pytest.mark.parametrize(
    ("organisatie", "rol", "zin"),
    [("ret-jz99", "procesregisseur", "ret-jz99"), ("ret-jz07", "loketmedewerker", "past niet bij")],
)
def test_a_token_that_fits_nobody_is_refused(houvast: Map, organisatie: str, rol: str, zin: str) -> None:
    opdracht = ("token", "maken", "--organisatie", organisatie, "--rol", rol)
    assert zin in houvast.refused(*opdracht, status=1)


def test_medewerker_maken_reads_the_password_from_the_input(houvast: Map) -> None:
    wie = ("--gebruikersnaam", "jans", "--naam", "Jan Schaap", "--organisatie", "vws-ucz")
    opdracht = ("medewerker", "maken", *wie, "--rol", "loketmedewerker", "--rol", "coordinator")
    assert "--wachtwoord-stdin" in houvast.refused(*opdracht)
    te_kort = houvast.run(*opdracht, "--wachtwoord-stdin", invoer="kort\n")
    assert te_kort.returncode == 2
    goed = houvast.run(*opdracht, "--wachtwoord-stdin", invoer="vier losse gewone woorden\n")
    assert goed.returncode == 0, goed.stderr
    [(hash_, rollen)] = houvast.sql(
        "SELECT wachtwoord_hash, count(rol) FROM medewerker m JOIN medewerker_rol r ON r.medewerker_id = m.id"
    )
    assert str(hash_).startswith("$argon2id$")
    assert rollen == 2
    nog_eens = houvast.run(*opdracht, "--wachtwoord-stdin", invoer="vier losse gewone woorden\n")
    assert nog_eens.returncode == 1
    assert "bestaat al" in nog_eens.stderr


def test_who_runs_the_installation_gives_a_password_where_nobody_else_can(houvast: Map) -> None:
    wie = ("--gebruikersnaam", "jans", "--naam", "Jan Schaap", "--organisatie", "vws-ucz")
    maken = ("medewerker", "maken", *wie, "--rol", "coordinator", "--wachtwoord-stdin")
    assert houvast.run(*maken, invoer="vier losse gewone woorden\n").returncode == 0
    eerst = houvast.sql("SELECT wachtwoord_hash FROM medewerker")
    opdracht = ("medewerker", "wachtwoord", "--wachtwoord-stdin", "--gebruikersnaam")
    assert houvast.run(*opdracht, "jans", invoer="kort\n").returncode == 2
    niemand = houvast.run(*opdracht, "piet", invoer="andere losse gewone woorden\n")
    assert niemand.returncode == 1
    assert "Niemand logt in als “piet”." in niemand.stderr
    assert houvast.sql("SELECT wachtwoord_hash FROM medewerker") == eerst
    gelukt = houvast.run(*opdracht, "jans", invoer="andere losse gewone woorden\n")
    assert gelukt.returncode == 0, gelukt.stderr
    assert houvast.sql("SELECT wachtwoord_hash FROM medewerker") != eerst


@pytest.mark.parametrize(
    ("code", "ontvangen", "variant", "uiterlijk"),
    [
        ("klacht_afhandelen", "2026-03-16", None, "2026-04-28"),
        ("klacht_afhandelen", "2026-11-14", None, "2026-12-28"),
        ("klacht_afhandelen", "2027-03-16", None, "2027-04-28"),
        ("klacht_afhandelen", "2027-03-18", None, "2027-04-29"),
        ("klacht_afhandelen", "2026-03-16", "commissie", "2026-05-26"),
        ("ontvangstbevestiging", "2026-11-13", None, "2026-11-18"),
        ("spoed", "2026-11-14", None, "2026-11-14"),
    ],
)
def test_termijn_bereken_works_without_a_database(
    leeg: Map, code: str, ontvangen: str, variant: str | None, uiterlijk: str
) -> None:
    meer = ("--variant", variant) if variant else ()
    uitkomst = leeg.run("termijn", "bereken", "--code", code, "--ontvangen", ontvangen, *meer)
    assert uitkomst.returncode == 0, uitkomst.stderr
    antwoord = json.loads(uitkomst.stdout)
    assert (antwoord["code"], antwoord["uiterlijk"]) == (code, uiterlijk)
    assert antwoord["uitleg"].endswith(".")
    assert not (leeg.pad / "var").exists()


@pytest.mark.parametrize(
    "fout",
    [
        ("--code", "klacht", "--ontvangen", "2026-03-16"),
        ("--code", "spoed", "--ontvangen", "16-3-2026"),
        ("--code", "spoed", "--ontvangen", "2026-03-16", "--variant", "snel"),
    ],
)
def test_termijn_bereken_names_what_it_does_not_know(leeg: Map, fout: tuple[str, ...]) -> None:
    assert "“" in leeg.refused("termijn", "bereken", *fout)


def test_importeer_takes_the_good_lines_and_reports_the_others(houvast: Map) -> None:
    bestand = houvast.pad / "in.csv"
    regels = VOORBEELD.read_text(encoding="utf-8").splitlines()
    slecht = (
        regels[1]
        .replace("UCZ-2026-0001", "UCZ-9")
        .replace("GM0193", "GM9999")
        .replace("2010-03-14", "gisteren")
    )
    bestand.write_text("\n".join([*regels, slecht, regels[1], "vws-ucz;te kort"]), encoding="utf-8")
    eerste = houvast.run("meldingen", "importeer", "in.csv")
    assert eerste.returncode == 1
    assert "Nieuw: 4. Stond er al: 0. Geweigerd: 3." in eerste.stderr
    verslag = (houvast.pad / "in.verslag.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [regel.split(";")[0] for regel in verslag] == ["regel", "6", "7", "8"]
    assert "jeugdige1.geboortedatum" in verslag[1] and "jeugdige1.woonplaatsGemeente" in verslag[1]
    assert "regel 2" in verslag[2]
    tweede = houvast.run("meldingen", "importeer", "in.csv")
    assert "Nieuw: 0. Stond er al: 4. Geweigerd: 3." in tweede.stderr
    assert houvast.sql("SELECT count(*) FROM melding") == [(4,)]
    assert houvast.sql("SELECT count(*) FROM bericht") == [(0,)]
    assert houvast.run("controleer", "--alleen-afspraken").returncode == 0


def test_the_example_of_the_manual_goes_in_whole(houvast: Map) -> None:
    shutil.copy(VOORBEELD, houvast.pad / "in.csv")
    uitkomst = houvast.run("meldingen", "importeer", "in.csv")
    assert uitkomst.returncode == 0, uitkomst.stderr
    assert "Geweigerd: 0." in uitkomst.stderr


def test_a_file_with_an_unknown_column_is_refused_whole(houvast: Map) -> None:
    (houvast.pad / "in.csv").write_text("loket,externKenmerk,ontvangenOp,aard,bsn\n", encoding="utf-8")
    assert "“bsn”" in houvast.refused("meldingen", "importeer", "in.csv")


def test_controleer_gives_status_3_for_late_work_and_1_when_something_is_wrong(houvast: Map) -> None:
    shutil.copy(VOORBEELD, houvast.pad / "in.csv")
    houvast.run("meldingen", "importeer", "in.csv")
    assert houvast.run("controleer", "--alleen-afspraken").returncode == 0
    assert houvast.run("bewijs", "controleer").returncode == 0
    assert houvast.run("werk", "--eenmalig").returncode == 0
    laat = houvast.run("controleer")
    assert laat.returncode == 3, laat.stdout
    assert "keer: Belofte te laat." in laat.stdout and "pagina Vangnet" in laat.stderr
    houvast.sql("UPDATE casus SET eerste_datum = '2020-01-01' WHERE status = 'open'")
    stuk = houvast.real("controleer")
    assert stuk.returncode == 1
    assert stuk.stdout.startswith("I4 C-")
    assert houvast.run("bewijs", "controleer").returncode == 0
    houvast.sql("DROP TRIGGER tr_gebeurtenis_update")
    houvast.sql("UPDATE gebeurtenis SET soort = 'niets' WHERE nummer = 1")
    vervalst = houvast.run("bewijs", "controleer")
    assert vervalst.returncode == 1
    assert "verkeerde_hash" in vervalst.stdout


def test_werk_with_another_time_is_for_a_demo_only(houvast: Map) -> None:
    assert houvast.run("werk", "--eenmalig").returncode == 0
    assert "demo" in houvast.refused("werk", "--eenmalig", "--nu", "2026-12-01T09:00")


def test_a_demo_is_never_put_beside_real_work(houvast: Map) -> None:
    shutil.copy(VOORBEELD, houvast.pad / "in.csv")
    houvast.run("meldingen", "importeer", "in.csv")
    assert "echte gegevens" in houvast.refused("demo", "--alleen-vullen", status=1)
    assert houvast.sql("SELECT is_demo FROM installatie") == [(0,)]


def test_the_worker_is_a_process_that_stops_when_it_is_told(houvast: Map) -> None:
    with houvast.start("werk") as proces:
        assert proces.stderr is not None
        assert b"Ctrl+C" in proces.stderr.readline()
        proces.send_signal(signal.SIGTERM)
        assert proces.wait(timeout=60) == 0


def test_a_real_process_computes_a_date_and_touches_nothing(leeg: Map) -> None:
    vraag = ("--code", "klacht_afhandelen", "--ontvangen", "2026-03-16")
    uitkomst = leeg.real("termijn", "bereken", *vraag)
    assert uitkomst.returncode == 0, uitkomst.stderr
    assert json.loads(uitkomst.stdout)["uiterlijk"] == "2026-04-28"
    assert list(leeg.pad.iterdir()) == []


def test_serve_answers_and_stops_in_order(houvast: Map) -> None:
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    with houvast.start("serve", "--port", str(poort)) as proces:
        assert answers(proces, f"http://127.0.0.1:{poort}/health/live")
        proces.send_signal(signal.SIGTERM)
        assert proces.wait(timeout=60) == 0


def answers(proces: subprocess.Popen[bytes], adres: str) -> bool:
    """Once it does; False when the process ended, or after two minutes of a busy machine."""
    einde = time.monotonic() + 120
    while proces.poll() is None and time.monotonic() < einde:
        try:
            with urllib.request.urlopen(adres, timeout=2) as antwoord:
                return bool(antwoord.status == 200)
        except OSError:
            time.sleep(0.2)
    return False
