"""PostgreSQL stops and starts under a load: polite refusals meanwhile, and then it goes on by itself."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.domain.gebeurtenissen import GebeurtenisSoort as Soort
from tests.api.opdrachten import melding
from tests.faults.lading import Lading
from tests.faults.nazien import Grootboek, assert_come_back, look_over
from tests.faults.proces import Huis, Kraam, open_huis, send
from tests.faults.sabotage import KWIJT
from tests.faults.test_dubbel import INTAKE
from tests.fixtures_app import make_wereld
from tests.fixtures_database import (
    TEMPLATE,
    at,
    connect,
    fresh_database,
    migrate,
    start_postgresql,
    statement,
)

pytestmark = pytest.mark.postgresql
#: No answer may take longer: waiting for a place, for a connection and for a lock, each five seconds.
LANGST = 20.0


@dataclass
class Eigen:
    """A PostgreSQL of our own, that may be stopped without hurting other tests."""

    server: Any
    adres: str

    def stop(self, hoe: str) -> None:
        """``immediate`` is a crash; ``fast`` ends all sessions in order."""
        als_root = os.geteuid() == 0 and self.server.system_user
        wie = pwd.getpwnam(self.server.system_user).pw_uid if als_root else None
        opdracht = [self.server.bin_path / "pg_ctl", "-D", self.server.pgdata, "-w", "-m", hoe, "stop"]
        subprocess.run(opdracht, check=True, user=wie, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        self.server.ensure_postgres_running()


@pytest.fixture(scope="module")
def eigen() -> Iterator[Eigen]:
    """Made here and thrown away; what was committed survives a crash of it (synchronous_commit)."""
    map_ = Path(tempfile.mkdtemp(prefix="houvast-pg-eigen-", dir=tempfile.gettempdir()))
    server = start_postgresql(map_, "fsync = off")  # the machine itself does not crash
    adres = server.get_uri(database="postgres", driver="psycopg")
    with connect(adres) as connection:
        connection.execute(statement("CREATE DATABASE {}", TEMPLATE))
    migrate(at(adres, TEMPLATE))
    yield Eigen(server, adres)
    server.cleanup()


@pytest.fixture
def eigen_huis(kraam: Kraam, eigen: Eigen, tmp_path: Path) -> Iterator[Huis]:
    for url in fresh_database(eigen.adres, TEMPLATE):
        for wereld in make_wereld(url):
            with open_huis(kraam, wereld, tmp_path) as huis:
                yield huis


@pytest.mark.parametrize("hoe", ["immediate", "fast"])
def test_the_web_survives_a_database_that_stops_and_starts(
    eigen: Eigen, eigen_huis: Huis, grootboek: Grootboek, hoe: str
) -> None:
    huis = eigen_huis
    dienst = huis.serve()
    mens = huis.browser(huis.wereld.actors["vws-ucz"], dienst)
    lading = Lading(huis, dienst, grootboek)
    with lading.at_work(6):
        lading.wait_for(201, 10)
        eigen.stop(hoe)
        lading.wait_for(503, 12)
        klaar = mens.get("/health/ready")
        assert (klaar.status_code, klaar.json()["fout"]) == (503, ["database"])
        assert mens.get("/health/live").status_code == 200
        pagina = mens.post("/meldingen/nieuw", data=INTAKE)
        assert_come_back(pagina)
        assert "Houvast kan even niet bij de gegevens" in pagina.text
        assert INTAKE["hulpvraag"] in pagina.text
        eigen.start()
        lading.wait_for(201, 10)
    assert lading.codes <= {"database_weg", "druk", "onzeker"}
    assert lading.traagste < LANGST
    assert mens.get("/health/ready").status_code == 200
    look_over(huis, grootboek)


def test_an_answer_that_is_lost_during_the_commit_is_called_uncertain(
    eigen_huis: Huis, grootboek: Grootboek
) -> None:
    huis = eigen_huis
    dienst = huis.serve()
    vws, mens = huis.system("vws-ucz", dienst), huis.browser(huis.wereld.actors["vws-ucz"], dienst)
    huis.switch(KWIJT)
    onzeker = send(vws, "/meldingen", melding(), "zoek")
    assert_come_back(onzeker)
    assert onzeker.json()["code"] == "onzeker"
    assert "niets opgeslagen" not in onzeker.text
    assert_done(send(vws, "/meldingen", melding(), "zoek"), grootboek)
    formulier = INTAKE | {"idempotency_key": "zoek"}
    huis.switch(KWIJT)
    pagina = mens.post("/meldingen/nieuw", data=formulier)
    assert_come_back(pagina)
    assert "Wij weten niet of dit is opgeslagen" in pagina.text
    assert "niet opgeslagen" not in pagina.text
    assert INTAKE["hulpvraag"] in pagina.text
    terug = mens.post("/meldingen/nieuw", data=formulier)
    assert terug.status_code == 303
    kenmerk = terug.headers["Location"].split("?")[0].rpartition("/")[2]
    casus = vws.get(f"/api/v1/casussen/{kenmerk}").json()["id"]
    grootboek.acknowledge(casus, Soort.MELDING_GEREGISTREERD)
    look_over(huis, grootboek)


def assert_done(antwoord: httpx.Response, grootboek: Grootboek) -> None:
    assert antwoord.status_code == 201, antwoord.text
    grootboek.acknowledge(antwoord.json()["casussen"][0]["id"], Soort.MELDING_GEREGISTREERD)
