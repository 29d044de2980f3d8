"""A short year on both engines: the worker dies, the mail server fails, and nothing is lost or told twice."""

from datetime import date
from pathlib import Path

import pytest

from app.installatie import open_installation
from app.settings import Settings
from bench.jaar.huis import AFZENDER
from bench.jaar.spel import Jaar, play_year
from bench.jaar.verslag import report
from bench.jaar.weer import open_weer
from tests.fixtures_web import write_keys

KORT = Jaar(zaad="proef", casussen=14, dagen=31, kans=0.12)


def _quiet(_dag: date) -> None:
    """Nobody watches a test."""


@pytest.mark.lang
@pytest.mark.traag
def test_a_simulated_year_loses_nothing_and_tells_nobody_twice(database_url: str, tmp_path: Path) -> None:
    write_keys(tmp_path)
    with open_weer(KORT.zaad) as weer:
        settings = Settings(var=tmp_path, database_url=database_url, smtp_url=weer.url, mail_van=AFZENDER)
        installation = open_installation(settings)
        uitkomst = play_year(installation, weer, KORT, tmp_path, _quiet)
        verslag = report("proef", installation, uitkomst)
        installation.database.dispose()
    assert uitkomst.oordeel.gebroken == [], verslag
    assert uitkomst.telling.gedood.total() > 0, verslag
    assert uitkomst.telling.samen > 0, verslag
    assert uitkomst.oordeel.cijfers["bericht verstuurd"] > 10, verslag
    assert uitkomst.toneel.gedaan["rechtsopvolging bevestigd"] == 1, verslag
    assert uitkomst.toneel.gedaan["dag aangewezen"] == 1, verslag
    assert {"samenloop samenvoegen", "samenloop afgewezen"} & set(uitkomst.toneel.gedaan), verslag
