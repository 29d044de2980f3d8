"""The guides speak of things that exist; every table is explained; every invariant has its proof."""

import re

import pytest

from app.models import metadata
from tests.structure.broncode import ROOT

VERWIJZING = re.compile(r"`((?:app|tests|docs|migrations|bench)/[\w/.-]+)(?::(\w+))?`")
GIDSEN = ("docs/rondleiding.md", "docs/invarianten.md")


@pytest.mark.parametrize("gids", GIDSEN)
def test_every_path_and_name_in_a_guide_exists(gids: str) -> None:
    tekst = (ROOT / gids).read_text(encoding="utf-8")
    kwijt = []
    for pad, naam in VERWIJZING.findall(tekst):
        doel = ROOT / pad
        bestaat = doel.exists() and (not naam or re.search(rf"\b{naam}\b", doel.read_text(encoding="utf-8")))
        if not bestaat:
            kwijt.append(f"{pad}:{naam}" if naam else pad)
    assert kwijt == []


def test_every_table_is_explained_in_begrippen() -> None:
    tekst = (ROOT / "docs/begrippen.md").read_text(encoding="utf-8")
    assert [naam for naam in metadata.tables if f"`{naam}`" not in tekst] == []


def test_every_invariant_names_its_mechanism_and_its_test() -> None:
    tekst = (ROOT / "docs/invarianten.md").read_text(encoding="utf-8")
    rijen = {regel.split("|")[1].strip(): regel for regel in tekst.splitlines() if regel.startswith("| I")}
    for nummer in range(1, 13):
        regel = rijen[f"I{nummer}"]
        assert "app/" in regel, nummer
        assert "tests/" in regel, nummer
