"""Browser tests never run on hope: a wrong pointer to a browser is an error with advice."""

import sys
from pathlib import Path

import pytest

from tests.browser import installeer


def test_the_browser_named_in_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOETS_CHROMIUM", sys.executable)
    assert installeer.find_chromium() == Path(sys.executable)


def test_a_wrong_name_in_the_environment_is_refused_and_installs_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOETS_CHROMIUM", str(tmp_path / "weg"))
    monkeypatch.setattr(installeer, "_succeeds", lambda *command: pytest.fail("installs"))
    assert installeer.main() == 1
    assert "TOETS_CHROMIUM" in capsys.readouterr().err


def test_without_a_browser_and_without_a_way_to_install_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TOETS_CHROMIUM", raising=False)
    monkeypatch.setattr(installeer.shutil, "which", lambda name: None)
    monkeypatch.setattr(installeer, "_chromium_of_playwright", lambda: None)
    monkeypatch.setattr(installeer, "_succeeds", lambda *command: False)
    assert installeer.main() == 1
    assert "apt-get install chromium" in capsys.readouterr().err
